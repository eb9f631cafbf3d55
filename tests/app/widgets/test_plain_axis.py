from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.widgets.plain_axis import PlainAxis, log_figure


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1.0, "1"),
        (3.0, ""),
        (5.0, "5"),
        (20.0, "20"),
        (1000.0, "1,000"),
        (9000.0, ""),
        (2_000_000.0, "2,000,000"),
        (0.1, "0.1"),
        (0.0005, "0.0005"),
        (2e-5, "2e−5"),
        (1e-18, "1e−18"),
    ],
)
def test_a_logarithmic_axis_writes_plain_numbers_at_round_places(
    value: float, written: str
) -> None:
    assert log_figure(value) == written


def test_a_linear_axis_groups_thousands(qtbot: QtBot) -> None:
    axis = PlainAxis("bottom")
    assert axis.tickStrings([0.0, 500.0, 1_000_000.0], 1.0, 500.0) == ["0", "500", "1,000,000"]
    assert axis.tickStrings([0.5, 1.0, 1.5], 1.0, 0.5) == ["0.5", "1.0", "1.5"]


@pytest.mark.parametrize(("low", "high"), [(600, 900), (10, 12), (1_000_000, 1_000_040)])
def test_a_logarithmic_axis_has_figures_however_little_of_it_is_seen(
    qtbot: QtBot, low: float, high: float
) -> None:
    axis = PlainAxis("bottom")
    axis.setLogMode(True, False)
    ends = float(np.log10(low)), float(np.log10(high))
    axis.setRange(*ends)
    marks = [value for _, values in axis.tickValues(*ends, 800.0) for value in values]
    written = axis.tickStrings(marks, 1.0, 1.0)
    assert 2 <= len(written) <= 10
    assert len(set(written)) == len(written)
    for mark, figure in zip(marks, written, strict=True):
        assert ends[0] - 1e-12 <= mark <= ends[1] + 1e-12
        assert float(figure.replace(",", "")) == pytest.approx(10.0**mark)
