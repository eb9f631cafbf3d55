from __future__ import annotations

import pytest

from nn.explain.words import amount, apart, brief, listed, told_apart


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (1.0, "1"),
        (-0.5, "−0.5"),
        (0.12345, "0.123"),
        (0.09996, "0.1"),
        (99.96, "100"),
        (-12.346, "−12.3"),
        (123456.7, "123457"),
        (120000.0, "120000"),
        (999999999.0, "999999999"),
        (1e9, "1.00e+09"),
        (1e-6, "0.000001"),
        (0.0000012345, "0.00000123"),
        (9.5e-7, "9.50e−7"),
        (-2e12, "−2.00e+12"),
    ],
)
def test_a_sentence_bears_three_digits(value: float, text: str) -> None:
    assert brief(value).replace("e−07", "e−7") == text


def test_how_much_has_no_sign_and_an_end() -> None:
    assert amount(-0.0125) == "0.0125"
    assert amount(-1e-6) == "0.000001"
    assert amount(-9e-7) == amount(0.0) == "less than a millionth"


@pytest.mark.parametrize(
    ("a2", "t", "text"),
    [(0.75, 1.0, "0.75"), (0.99996, 1.0, "0.99996"), (1 - 1e-12, 1.0, "0.999999999999")],
)
def test_a_number_is_told_from_another(a2: float, t: float, text: str) -> None:
    assert apart(a2, t) == text


def test_names_are_listed_as_one_says_them() -> None:
    assert listed(["x1"]) == "x1"
    assert listed(["x1", "x4"]) == "x1 and x4"
    assert listed(["x1", "x2", "x4"]) == "x1, x2 and x4"


@pytest.mark.parametrize(
    ("one", "other", "texts"),
    [
        (-0.2222, -0.2224, ("−0.2222", "−0.2224")),
        (0.25, 0.5, ("0.25", "0.5")),
        (1.0, 1.0 + 2**-52, ("1", "1.0000000000000002")),
    ],
)
def test_two_numbers_have_as_many_digits_as_tell_them_apart(
    one: float, other: float, texts: tuple[str, str]
) -> None:
    assert told_apart(one, other) == texts
