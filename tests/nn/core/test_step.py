from __future__ import annotations

import numpy as np

from nn.core.step import labels


def test_a_label_is_a_whole_1_where_a_probability_is_above_a_half() -> None:
    bits = labels(np.array([0.0, 0.5, np.nextafter(0.5, 1.0), 1.0]))
    assert bits.tolist() == [0, 0, 1, 1]
    assert bits.dtype == np.int64
