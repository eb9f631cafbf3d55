from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nn.core.numbers import NumberTextError, number, whole_number

NO_NUMBER = (
    "",
    "   ",
    "1_000",
    "٣",
    "５",
    "²",
    "nan",
    "inf",
    "-inf",
    "Infinity",
    "0x10",
    "1e",
    "e5",
    "1e400",
    "1e5.5",
    "--1",
    "+",
    ".",
    "1 . 5",
    "1.2.3",
    "½",
    "1,5,0",
    "5 m",
    "1\n2",
    "9" * 5000,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("5000", 5000),
        ("5,000", 5000),
        ("5 000", 5000),
        ("5\u00a0000", 5000),
        ("5\u202f000", 5000),
        ("4,294,967,295", 4294967295),
        ("100 000", 100000),
        (" 12 ", 12),
        ("+7", 7),
        ("-7", -7),
        ("−1,200", -1200),
        ("007", 7),
    ],
)
def test_whole_numbers_are_read_plain_or_in_groups_of_three(text: str, value: int) -> None:
    assert whole_number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        *NO_NUMBER,
        "0,05",
        "5,00",
        "5,0000",
        "50,00",
        "5000,000",
        "5,000 000",
        "5  000",
        ",500",
        "5,",
        "1.5",
        "5.0",
        "1e3",
    ],
)
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(NumberTextError, match=r"is no whole number|number is needed"):
        whole_number(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.05", 0.05),
        (".5", 0.5),
        ("5.", 5.0),
        ("5", 5.0),
        ("5000", 5000.0),
        ("1e-3", 0.001),
        ("1E+3", 1000.0),
        ("2e−5", 2e-5),
        ("-0.25", -0.25),
        ("−0.25", -0.25),
        ("+0.25", 0.25),
        (" 0.1 ", 0.1),
        ("0." + "1" * 5000, 1 / 9),
    ],
)
def test_numbers_are_read_with_a_point_and_an_exponent(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", [*NO_NUMBER, "0,05", "1,234", "1 234", "1.234,5", "1,234.5"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NumberTextError, match=r"is no number|number is needed"):
        number(text)


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("0,05", "0.05"),
        (",05", "0.05"),
        ("-0,05", "-0.05"),
        ("−,5", "−0.5"),
        ("1,5e-3", "1.5e-3"),
        ("1 000", "1000"),
        ("1,000,000", "1000000"),
    ],
)
def test_a_comma_in_a_number_is_answered_with_how_to_write_it(text: str, instead: str) -> None:
    with pytest.raises(NumberTextError) as caught:
        number(text)
    assert str(caught.value) == f"“{text}” is no number: write {instead}."
    assert caught.value.advice == f"Write {instead}."
    assert number(instead) == number(instead.replace("−", "-"))


@pytest.mark.parametrize(("text", "instead"), [("5.000", "5000"), ("1.000.000", "1000000")])
def test_points_between_thousands_are_answered_with_how_to_write_them(
    text: str, instead: str
) -> None:
    with pytest.raises(NumberTextError) as caught:
        whole_number(text)
    assert caught.value.advice == f"Write {instead}."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("x" * 20, "x" * 20),
        ("x" * 21, "x" * 19 + "…"),
        ("x" * 30_000, "x" * 19 + "…"),
        ("9" * 5000, "9" * 19 + "…"),
        ("1,234.5", "1,234.5"),
        ("1.234,5", "1.234,5"),
    ],
)
def test_where_nobody_can_tell_what_was_meant_no_advice_is_given(text: str, shown: str) -> None:
    with pytest.raises(NumberTextError) as caught:
        number(text)
    assert str(caught.value) == f"“{shown}” is no number."
    assert caught.value.advice == ""


@given(st.integers(-(10**20), 10**20))
def test_every_whole_number_survives_being_written_with_groups(value: int) -> None:
    for text in (str(value), f"{value:,}", f"{value:,}".replace(",", " ").replace("-", "−")):
        assert whole_number(text) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_survives_being_written(value: float) -> None:
    for text in (repr(value), repr(value).replace("-", "−")):
        assert number(text) == value


@given(st.text(alphabet="0123456789,. −-+eE_\u00a0٣", max_size=12))
def test_what_is_read_is_what_python_reads_without_the_groups(text: str) -> None:
    for read, plain in ((whole_number, int), (number, float)):
        try:
            value = read(text)
        except NumberTextError:
            continue
        kept = text.strip().replace("−", "-")
        for between in ",  \u00a0":
            kept = kept.replace(between, "")
        assert value == plain(kept)
