from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nn.core.settings import RANGES, SettingError, Settings
from nn.core.tasks import TASKS

WRONG: tuple[Any, ...] = (True, None, "7", [3], math.nan, math.inf, -math.inf, 1e400, 10**400)


def test_the_defaults_are_the_notebook_s() -> None:
    assert Settings() == Settings(5, 10, 500, 0.1, 10, 42, "invert")
    assert Settings().steps == 5000


@pytest.mark.parametrize("name", RANGES)
def test_the_ends_of_every_range_are_allowed_and_what_lies_beyond_is_not(name: str) -> None:
    allowed = RANGES[name]
    lowest = allowed.lowest if allowed.whole else 1e-12
    for value in (lowest, allowed.highest):
        assert getattr(Settings(**{name: value}), name) == value
    for value in (allowed.lowest - 1, allowed.highest + 1):
        with pytest.raises(SettingError) as caught:
            Settings(**{name: value})
        assert allowed.label in str(caught.value)
        assert str(value) in str(caught.value)
        assert f"{allowed.highest:,}" in str(caught.value)


@pytest.mark.parametrize("name", RANGES)
@pytest.mark.parametrize("value", WRONG, ids=lambda value: str(value)[:12])
def test_what_is_no_number_of_the_kind_is_refused_in_one_short_sentence(
    name: str, value: Any
) -> None:
    with pytest.raises(SettingError) as caught:
        Settings(**{name: value})
    assert RANGES[name].label in str(caught.value)
    assert len(str(caught.value)) < 140


@pytest.mark.parametrize("name", [name for name in RANGES if RANGES[name].whole])
def test_whole_settings_take_no_fractions(name: str) -> None:
    with pytest.raises(SettingError, match="a whole number from"):
        Settings(**{name: 1.5})


def test_a_learning_rate_of_zero_is_refused() -> None:
    with pytest.raises(SettingError, match="above 0 up to 100"):
        Settings(learning_rate=0.0)


@pytest.mark.parametrize("text", ["", "x", "1e5", "0x10", "５", "٣", "1_0", "nan", "5.0", "0,05"])
def test_texts_that_spell_no_whole_number_in_range_are_refused(text: str) -> None:
    with pytest.raises(SettingError) as caught:
        RANGES["bits"].parsed(text)
    assert caught.value.advice == "It must be a whole number from 1 to 16."


@pytest.mark.parametrize("text", ["", "x", "1_0", "٣", "nan", "inf", "0,05", "1 000", "1e400"])
def test_texts_that_spell_no_learning_rate_are_refused(text: str) -> None:
    with pytest.raises(SettingError, match="it must be a number above 0 up to 100"):
        RANGES["learning_rate"].parsed(text)


def test_a_decimal_comma_is_answered_with_the_number_to_write() -> None:
    with pytest.raises(SettingError) as caught:
        RANGES["learning_rate"].parsed("0,05")
    assert caught.value.advice == "Write 0.05."
    assert str(caught.value) == (
        "learning rate is '0,05'; it must be a number above 0 up to 100. Write 0.05."
    )


@given(st.floats(0, 100, exclude_min=True))
def test_every_learning_rate_in_range_survives_being_written_and_read(rate: float) -> None:
    assert RANGES["learning_rate"].parsed(repr(rate)) == rate


def test_a_wrong_text_is_told_with_what_is_allowed() -> None:
    with pytest.raises(SettingError) as caught:
        RANGES["bits"].parsed("x")
    assert str(caught.value) == "bits is 'x'; it must be a whole number from 1 to 16."


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("7", "'7'"),
        ("x" * 38, f"'{'x' * 38}'"),
        ("x" * 39, f"'{'x' * 36}..."),
        (10**39, f"1{'0' * 39}"),
        (10**40, f"1{'0' * 36}..."),
    ],
)
def test_a_wrong_value_is_shown_as_it_is_and_cut_where_it_is_long(value: Any, shown: str) -> None:
    with pytest.raises(SettingError) as caught:
        Settings(bits=value)
    assert str(caught.value) == f"bits is {shown}; it must be a whole number from 1 to 16."


def test_a_number_of_numpy_is_shown_as_any_other() -> None:
    with pytest.raises(SettingError, match=r"learning rate is -1\.0; it must be"):
        Settings(learning_rate=np.float64(-1))


def test_an_unknown_task_is_refused_with_the_known_ones() -> None:
    with pytest.raises(SettingError) as caught:
        Settings(task="divide")
    assert str(caught.value) == (
        "task is 'divide'; it must be one of: invert, reverse, neighbours, parity, majority, "
        "addition, xor:10110, table:3:1:01101001."
    )
    assert caught.value.advice == ""


@pytest.mark.parametrize("task", [None, 7, ["invert"]])
def test_a_task_that_is_no_text_is_refused(task: Any) -> None:
    with pytest.raises(SettingError) as caught:
        Settings(task=task)
    assert str(caught.value) == f"task is {task}; it must be a name."


@pytest.mark.parametrize(
    ("bits", "task", "said"),
    [
        (
            5,
            "addition",
            "task is 'addition'; that needs an even number of bits (2, 4, 6 … 16), and bits is 5.",
        ),
        (
            4,
            "xor:101",
            "task is 'xor:101'; its mask has 3 bits, and bits is 4: they must be as many.",
        ),
        (2, "xor:1", "task is 'xor:1'; its mask has 1 bit, and bits is 2: they must be as many."),
        (
            2,
            "table:3:1:01101001",
            "task is 'table:3:1:01101001'; it is for vectors of 3, and bits is 2: they must be "
            "the same.",
        ),
    ],
)
def test_a_task_for_other_bits_is_refused_with_those_it_is_for(
    bits: int, task: str, said: str
) -> None:
    with pytest.raises(SettingError) as caught:
        Settings(bits=bits, task=task)
    assert str(caught.value) == said
    assert caught.value.advice[0].isupper()


def test_a_task_has_one_name() -> None:
    assert Settings(task="xor:11111") == Settings()
    assert Settings(bits=2, task="xor:10").task == "xor:10"
    with pytest.raises(SettingError, match="its mask has 5 bits, and bits is 4"):
        Settings(bits=4, task="xor:11111")


def test_the_task_says_how_many_outputs_there_are() -> None:
    assert Settings(task="parity").sizes == (5, 10, 1)
    assert Settings(bits=6, task="addition").sizes == (6, 10, 4)
    assert Settings(bits=1, task="table:1:3:010101").sizes == (1, 10, 3)


def test_a_changed_copy_is_validated() -> None:
    assert Settings().changed(bits=3).bits == 3
    with pytest.raises(SettingError):
        Settings().changed(bits=17)


def test_the_task_has_its_name_beside_what_it_does() -> None:
    assert TASKS["invert"].title == "invert: every bit XOR 1"
