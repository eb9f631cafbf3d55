from __future__ import annotations

from decimal import Decimal

import pytest

from nn.explain.exact_text import factor, remainder, rounded, shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.5, "0.500000"),
        (0.1, "0.100000"),
        (0.0999, "0.0999000"),
        (-0.0123456789, "−0.0123457"),
        (0.0095, "0.00950000"),
        (0.00123456789, "0.00123457"),
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (-3.0, "−3"),
        (999_999_999.0, "999999999"),
        (1e9, "1.00000e+09"),
        (1.5e12, "1.50000e+12"),
        (9e-13, "9.00000e-13"),
        (-2.5e-13, "−2.50000e-13"),
    ],
)
def test_numbers_keep_six_digits(value: float, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.5, "0.5"),
        (-0.0, "0"),
        (-0.25, "−0.25"),
        (1234567.0, "1.23457e+06"),
        (-2.5e-7, "−2.5e−07"),
    ],
)
def test_a_rounded_number_has_six_digits_at_the_most(value: float, text: str) -> None:
    assert rounded(value) == text


def test_a_millionth_of_a_millionth_still_needs_no_power_of_ten() -> None:
    assert shown(1e-12).startswith("0.000000000001000")


@pytest.mark.parametrize(
    ("value", "text"), [(0.5, "0.500000"), (2.0, "2"), (0.0, "0"), (-0.5, "(−0.500000)")]
)
def test_only_a_negative_factor_stands_in_parentheses(value: float, text: str) -> None:
    assert factor(value) == text


@pytest.mark.parametrize(
    ("result", "by_hand", "said"),
    [
        ("0.500000", "0.5000004", ""),
        ("0.500000", "0.4999996", ""),
        ("0.500002", "0.5", "+0.000002"),
        ("0.500000", "0.500003", "−0.000003"),
        ("−0.500000", "-0.500003", "+0.000003"),
        ("2", "3", "−1"),
        ("0", "0.0000004", ""),
        ("0", "0.000003", "−0.000003"),
        ("0", "0.4", "−0.4"),
        ("1.50000e+12", "1.4e12", "+1.0000e+11"),
        ("3.00000e+09", "2e9", "+1.00000e+9"),
        ("3.00000e-30", "2e-30", "+1.00000e-30"),
        ("3.00000e-29", "1e-29", "+0.0000000000000000000000000000200000"),
    ],
)
def test_what_is_left_over_is_the_result_less_what_comes_out_by_hand(
    result: str, by_hand: str, said: str
) -> None:
    assert remainder(result, Decimal(by_hand)) == said


def test_what_is_left_over_loses_no_digit_however_far_off_it_is() -> None:
    by_hand = "1000000000000000000000000000000.5"
    said = remainder("0", Decimal(by_hand))
    assert said.startswith("−")
    assert Decimal(said.removeprefix("−")) == Decimal(by_hand)
