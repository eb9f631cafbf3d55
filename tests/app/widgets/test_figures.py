from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.widgets.figures import cell_text, full_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.6612, "0.66"),
        (-0.6612, "−0.66"),
        (-0.001, "0.00"),
        (0.0, "0.00"),
        (-9.996, "−10.0"),
        (123.4, "123"),
        (-99999.4, "−99999"),
        (1.2e7, "1e7"),
        (-3e300, "−3e300"),
    ],
)
def test_cells_are_short(value: float, text: str) -> None:
    assert cell_text(value) == text


def test_cells_with_more_room_show_three_decimals() -> None:
    assert cell_text(0.12345, 3) == "0.123"


def test_whole_numbers_have_no_decimals() -> None:
    assert cell_text(1.0, 0) == "1"


@given(st.floats(-1e300, 1e300))
def test_no_cell_text_is_longer_than_seven_characters_or_negative_zero(value: float) -> None:
    text = cell_text(value)
    assert len(text) <= 7
    assert "-" not in text
    assert text.strip("−0.") or text[0] != "−"


def test_full_numbers_have_six_significant_digits_and_a_true_minus() -> None:
    assert full_text(-0.123456789) == "−0.123457"
