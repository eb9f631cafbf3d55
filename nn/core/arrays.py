"""The kinds of arrays that the network is made of."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
"""Weights, sums, activations, losses."""

Bits = NDArray[np.integer[Any]]
"""Vectors of 0 and 1."""
