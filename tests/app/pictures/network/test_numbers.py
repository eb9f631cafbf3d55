from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pictures.network.numbers import (
    BY_DECADES,
    WHOLE,
    Decimals,
    Format,
    Significant,
    format_for,
)
from app.pictures.network.picture import CHANGES, UNIT
from app.widgets.colour_scale import Scale

ROOMY, TIGHT = Significant(2), Significant(1, always_raised=True)


def written(form: Format, value: float) -> str:
    return form.text(int(form.keys(np.array([[value]]))[0, 0]))


@pytest.mark.parametrize(
    ("form", "value", "text"),
    [
        (Decimals(2), -0.001, "0.00"),
        (Decimals(2), -0.0, "0.00"),
        (Decimals(3), -1.2346, "−1.235"),
        (Decimals(1), 12.34, "12.3"),
        (Decimals(0), 1.0, "1"),
        (Decimals(2), 0.999, "1.00"),
        (ROOMY, 0.0022, "0.0022"),
        (ROOMY, -2.2e-5, "−2.2e-5"),
        (ROOMY, 0.0, "0"),
        (ROOMY, -0.0, "0"),
        (ROOMY, 0.999, "1.0"),
        (ROOMY, 0.000999, "0.0010"),
        (ROOMY, 12.0, "12"),
        (ROOMY, 1e-12, "1e-12"),
        (Significant(1), -0.0022, "−0.002"),
        (Significant(1), 2e-5, "2e-5"),
        (TIGHT, -0.0022, "−2e-3"),
        (TIGHT, 0.3, "3e-1"),
        (TIGHT, 2.6, "3"),
        (ROOMY, 5e-324, "0"),
        (ROOMY, -3e-98, "−3e-98"),
        (ROOMY, -3e-100, "0"),
        (TIGHT, -2e-9, "−2e-9"),
        (TIGHT, -9e-17, "0"),
    ],
)
def test_numbers_are_written_with_digits_that_say_something(
    form: Format, value: float, text: str
) -> None:
    assert written(form, value) == text


@given(st.floats(-1e6, 1e6), st.sampled_from([ROOMY, Significant(1), TIGHT]))
def test_significant_digits_tell_the_number_to_half_of_the_last_one(
    value: float, form: Significant
) -> None:
    text = written(form, value).replace("−", "-")
    digits = 1 if "e" in text and abs(value) < 1e-9 else form.count
    assert float(text) == pytest.approx(value, rel=0.51 * 10.0 ** (1 - digits), abs=form.least)
    assert not text.startswith("-0") or float(text) < 0


@given(st.floats(-1.0, 1.0), st.sampled_from(list(BY_DECADES)))
def test_no_number_is_longer_than_what_there_is_room_for(value: float, form: Significant) -> None:
    assert len(written(form, value)) <= max(map(len, BY_DECADES[form]))


@given(st.floats(-1e4, 1e4), st.integers(0, 3))
def test_decimals_tell_the_number_to_half_of_the_last_one(value: float, count: int) -> None:
    text = written(Decimals(count), value).replace("−", "-")
    assert float(text) == pytest.approx(value, abs=0.5001 * 10.0**-count)
    assert not (text.startswith("-") and float(text) == 0)


def fitting(characters: int) -> Format | None:
    return format_for(Scale(5.0), lambda text: len(text) <= characters)


def test_as_many_digits_are_written_as_fit() -> None:
    assert [fitting(each) for each in (3, 4, 5, 6, 7, 20)] == [
        None,
        Decimals(1),
        Decimals(2),
        Decimals(3),
        Decimals(3),
        Decimals(3),
    ]
    for limit, form in ((10.0, Decimals(1)), (100.0, WHOLE), (1000.0, WHOLE), (1e4, None)):
        assert format_for(Scale(limit), lambda text: len(text) <= 5) == form
    assert format_for(UNIT, lambda text: len(text) <= 4) == Decimals(2)
    assert format_for(UNIT, lambda text: len(text) <= 1, whole=True) == WHOLE
    assert format_for(UNIT, lambda text: False, whole=True) is None
    assert [format_for(CHANGES, lambda text, n=n: len(text) <= n) for n in (4, 5, 6, 7)] == [
        None,
        TIGHT,
        Significant(1),
        ROOMY,
    ]
