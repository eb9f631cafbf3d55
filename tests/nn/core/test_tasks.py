"""The tasks, against what one writes down by hand and against plain loops over the bits."""

from __future__ import annotations

import numpy as np
import pytest
from every_task import every_task, table

from nn.answers.validation import all_vectors
from nn.core.draws import draw
from nn.core.own_table import is_table, table_name, table_targets
from nn.core.settings import Settings
from nn.core.task import TargetBit, TaskError
from nn.core.tasks import TASKS, task_named

BY_HAND = {
    "invert": {"01110": "10001", "1": "0", "0011010": "1100101"},
    "reverse": {"01110": "01110", "1": "1", "0011010": "0101100"},
    "neighbours": {"01110": "10010", "1": "1", "0011010": "0101110", "11": "01"},
    "parity": {"01110": "1", "0": "0", "1": "1", "0011010": "1", "1001": "0"},
    "majority": {"01110": "1", "1": "1", "0011010": "0", "0110": "0", "1011": "1", "0000": "0"},
    "addition": {"0000": "000", "0111": "100", "1111": "110", "101101": "1010", "11": "10"},
    "xor:10110": {"00000": "10110", "11111": "01001", "01110": "11000"},
    "xor:00": {"10": "10", "11": "11"},
    "xor:11": {"10": "01", "11": "00"},
    "table:2:3:001010100111": {"00": "001", "01": "010", "10": "100", "11": "111"},
    "table:1:1:00": {"0": "0", "1": "0"},
}


def bits_of(text: str) -> np.ndarray:
    return np.array([int(bit) for bit in text])


@pytest.mark.parametrize("name", BY_HAND)
def test_targets_are_what_one_writes_down_by_hand(name: str) -> None:
    for x, t in BY_HAND[name].items():
        task = task_named(name)
        assert task.targets(bits_of(x)).tolist() == bits_of(t).tolist()
        assert task.example(bits_of(x)) == f"{x} → {t}"
        assert task.outputs(len(x)) == len(t)


def test_a_bit_is_told_with_a_text_for_each_of_its_sources() -> None:
    both = TargetBit("({} AND {})", (1, 0))
    assert both.told(["x2", "x1"]) == "(x2 AND x1)"
    assert TargetBit("{} XOR 1", (3,)).told(["x4"]) == "x4 XOR 1"
    for texts in (["x2"], ["x2", "x1", "x3"]):
        with pytest.raises(ValueError, match=r"zip\(\) argument 2 is"):
            both.told(texts)


def test_every_task_is_written_down_by_hand() -> None:
    assert TASKS.keys() < BY_HAND.keys()


SIZES = [(name, bits) for bits in (1, 2, 5, 6) for name in every_task(bits)]


@pytest.mark.parametrize(("name", "bits"), SIZES)
def test_the_code_of_a_task_makes_its_targets(name: str, bits: int) -> None:
    task, X = task_named(name), all_vectors(bits)
    T = task.targets(X)
    assert T.shape == (2**bits, task.outputs(bits))
    assert set(np.unique(T)) <= {0, 1}
    assert np.issubdtype(T.dtype, np.integer)
    assert np.array_equal(eval(task.code, {"X": X, "np": np, "bits": bits}), T)
    assert max(map(len, task.code.splitlines())) <= 100
    assert np.array_equal(np.stack([task.targets(x) for x in X]), T)


def done_by_hand(made: TargetBit, values: list[int]) -> int | None:
    """What the formula of a bit comes to; None where one has to look it up."""
    formula = made.told(map(str, values))
    if formula.startswith("looked up at "):
        assert formula == "looked up at " + "".join(map(str, values))
        return None
    total = 0
    for part in formula.split(" XOR "):
        if part.startswith("carry of "):
            first, second = part.removeprefix("carry of ").split(" + ")
            total ^= (int(first, 2) + int(second, 2)) >> len(first)
        elif " > " in part:
            terms, half = part.split(" > ")
            total ^= int(sum(map(int, terms.split(" + "))) > float(half))
        else:
            total ^= int(part)
    return total


def counted_by_hand(made: TargetBit, values: list[int], bit: int) -> int:
    """What the sum of a bit comes to, by what is said to make the bit of it."""
    total = 0
    for value, weight in zip(values, made.weights, strict=True):
        total += value * weight
    said = made.last(total)
    if said.startswith("bit worth "):
        return total // int(said.removeprefix("bit worth ")) % 2
    if said.startswith("> "):
        return int(total > float(said.removeprefix("> ")))
    assert said == f"line {int(''.join(map(str, values)), 2) + 1}"
    return bit


@pytest.mark.parametrize(("name", "bits"), SIZES)
def test_what_is_said_of_each_bit_makes_it(name: str, bits: int) -> None:
    task, X = task_named(name), all_vectors(bits)
    for x, t in zip(X.tolist(), task.targets(X).tolist(), strict=True):
        for output, bit in enumerate(t):
            made = task.bit(output, bits)
            values = [x[source] for source in made.sources]
            assert len(set(made.sources)) == len(made.sources)
            assert done_by_hand(made, values) in (bit, None)
            if made.weights:
                assert counted_by_hand(made, values, bit) == bit


@pytest.mark.parametrize(
    ("name", "x", "reasons"),
    [
        (
            "neighbours",
            "011",
            [
                "this bit is 0, the next one 1: they differ",
                "this bit is 1, the next one 1: both are the same",
                "the last bit, which has none after it and stays, is 1",
            ],
        ),
        ("xor:10", "11", ["this bit is 1, where the mask has a 1: it is flipped"]),
        ("xor:01", "01", ["this bit is 0, where the mask has a 0: it stays"]),
        ("parity", "010", ["1 of 3 bits is 1: an odd number"]),
        ("parity", "000", ["0 of 3 bits are 1: an even number"]),
        ("parity", "1", ["1 of 1 bit is 1: an odd number"]),
        ("majority", "0110", ["2 of 4 bits are 1: a tie"]),
        ("majority", "0111", ["3 of 4 bits are 1: more than half"]),
        ("majority", "0100", ["1 of 4 bits is 1: less than half"]),
        (
            "addition",
            "010111",
            [
                "010 + 111 carries a 1 into this place",
                "in this place 0 + 1 + a carry of 1 makes 2: write 0, carry 1",
                "in this place 1 + 1 + a carry of 0 makes 2: write 0, carry 1",
                "in this place 0 + 1 makes 1: write 1",
            ],
        ),
        ("addition", "0101", ["01 + 01 carries nothing into this place"]),
        (
            "table:2:2:01101100",
            "10",
            ["line 3 of the table says 10 → 11", "line 3 of the table says 10 → 11"],
        ),
    ],
)
def test_why_a_bit_is_what_it_is_is_said_in_plain_words(
    name: str, x: str, reasons: list[str]
) -> None:
    for output, reason in enumerate(reasons):
        made = task_named(name).bit(output, len(x))
        assert made.because is not None
        assert made.because([int(x[source]) for source in made.sources]) == reason


@pytest.mark.parametrize(
    ("x", "said"),
    [("1100", "11 + 00 carries nothing"), ("0011", "00 + 11 carries nothing"),
     ("1001", "10 + 01 carries nothing"), ("1101", "11 + 01 carries a 1")],
)  # fmt: skip
def test_a_carry_is_told_where_there_is_one(x: str, said: str) -> None:
    made = task_named("addition").bit(0, 4)
    assert made.because is not None
    assert made.because([int(x[source]) for source in made.sources]) == f"{said} into this place"


def test_an_even_number_of_ones_is_told_as_such() -> None:
    because = task_named("parity").bit(0, 4).because
    assert because is not None
    assert [because(bits).split(": ")[1] for bits in ((0, 1, 0, 1), (1, 1, 1, 0), (0,) * 4)] == [
        "an even number",
        "an odd number",
        "an even number",
    ]


def test_a_mask_is_of_just_so_many_bits() -> None:
    assert task_named("xor:101").bits == 3
    with pytest.raises(TaskError, match="write 0 and 1 alone"):
        task_named("xor:1X")


def test_the_line_of_a_large_table_is_told_with_its_number() -> None:
    made = task_named(table(11, 2)).bit(1, 11)
    assert made.because is not None
    assert made.because([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]).startswith(
        "line 1,026 of the table says 10000000001 → "
    )


@pytest.mark.parametrize("name", every_task(5))
def test_the_draws_of_a_run_depend_on_the_task_in_their_targets_alone(name: str) -> None:
    ours, notebooks = draw(Settings(task=name)), draw(Settings())
    assert np.array_equal(ours.vectors, notebooks.vectors)
    assert np.array_equal(ours.W1, notebooks.W1)
    if ours.W2.shape == notebooks.W2.shape:
        assert np.array_equal(ours.W2, notebooks.W2)
    assert np.array_equal(ours.targets, task_named(name).targets(ours.vectors))


def test_the_notebook_s_task_is_the_default() -> None:
    assert Settings().task == "invert"
    assert next(iter(TASKS)) == "invert"


@pytest.mark.parametrize(("name", "bits"), SIZES)
def test_every_task_says_in_few_words_what_it_is(name: str, bits: int) -> None:
    task = task_named(name)
    assert 20 < len(task.explanation) < 140
    assert task.explanation.endswith(".")
    for each in (task.title, task.goal, task.label, task.formula):
        assert 0 < len(each) <= 45


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("invert", "invert: every bit XOR 1 | flip every bit | simply XOR | x XOR 1"),
        (
            "reverse",
            "reverse: last bit first | turn the bits round | simply reversed | x backwards",
        ),
        (
            "neighbours",
            "neighbours: bit XOR next | find where the bits change | XOR of neighbours | "
            "x XOR the next bit of x",
        ),
        (
            "parity",
            "parity: are the ones odd? | tell odd from even numbers of ones | parity | "
            "x1 XOR x2 XOR … XOR xn",
        ),
        (
            "majority",
            "majority: most bits are 1 | tell whether most bits are 1 | majority | "
            "1 if most of x is 1, else 0",
        ),
        (
            "addition",
            "addition: add two halves | add the two halves | their sum | "
            "first half of x + second half of x",
        ),
        (
            "xor:10110",
            "XOR 10110: flip where the mask is 1 | flip where 10110 is 1 | XOR 10110 | x XOR 10110",
        ),
        (
            "table:2:1:0110",
            "a table of your own: 2 bits to 1 | answer as your table says | by the table | "
            "line of the table for x",
        ),
    ],
)
def test_a_task_is_named_in_each_place_by_these_words(name: str, words: str) -> None:
    task = task_named(name)
    assert " | ".join((task.title, task.goal, task.label, task.formula)) == words


def test_a_mask_of_ones_is_the_notebook_s_task_for_just_so_many_bits() -> None:
    assert task_named("xor:111").name == "invert"
    assert task_named("xor:111").bits == 3
    assert TASKS["invert"].bits == 0
    assert task_named("xor:110").name == "xor:110"
    assert task_named("xor:000").goal == "copy every bit"
    assert task_named("xor:100").goal == "flip where 100 is 1"


def test_a_table_s_name_holds_all_of_it() -> None:
    assert table_name(2, ["01", "10", "11", "00"]) == "table:2:2:01101100"
    assert table_targets("table:2:2:01101100") == ["01", "10", "11", "00"]
    assert table_targets("table:3:1:01101001") == list("01101001")
    assert is_table("table:2:1:0110")
    assert not is_table("xor:10")
    largest = table(16, 16)
    task = task_named(largest)
    assert (task.bits, task.outputs(16)) == (16, 16)
    assert "".join(table_targets(largest)) == largest.split(":")[3]
    assert task.targets(all_vectors(16)).shape == (65536, 16)
    assert len(task.title) < 45


def test_a_table_is_read_once() -> None:
    name = table(7, 3)
    assert task_named(name) is task_named("".join(list(name)))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "''; it must be one of: invert, reverse, neighbours, parity, majority, addition, "
             "xor:10110, table:3:1:01101001"),
        ("Parity", "'Parity'; it must be one of: "),
        ("x" * 100, f"'{'x' * 36}...; it must be one of: "),
        ("xor:", "XOR with the mask ''; write 0 and 1 alone, such as xor:10110, with a 1 for "
                 "each bit to flip"),
        ("xor:10 1", "XOR with the mask '10 1'; write 0 and 1 alone"),
        ("xor:１", "XOR with the mask '１'; write 0 and 1 alone"),
        ("xor:" + "10" * 9, "XOR with a mask of 18 bits; a mask has at most 16"),
        ("table:", "a table that is written otherwise than table:3:1:01101001"),
        ("table:2:1:01x0", "a table that is written otherwise than table:3:1:01101001"),
        ("table:0:1:0", "a table that is written otherwise than table:3:1:01101001"),
        ("table:2:1:0110\n", "a table that is written otherwise than table:3:1:01101001"),
        ("table:２:1:0110", "a table that is written otherwise than table:3:1:01101001"),
        ("table:17:1:0", "a table of 17 bits to 1; at most 16 are allowed"),
        ("table:1:17:0", "a table of 1 bit to 17; at most 16 are allowed"),
        ("table:3:2:0110", "a table of 3 bits to 2 with 4 target bits; all its 8 vectors "
                           "together have 16"),
        ("table:1:1:011", "a table of 1 bit to 1 with 3 target bits; all its 2 vectors "
                          "together have 2"),
    ],
)  # fmt: skip
def test_what_names_no_task_is_told_what_does(name: str, said: str) -> None:
    with pytest.raises(TaskError) as caught:
        task_named(name)
    assert str(caught.value).startswith(said)
    assert len(str(caught.value)) < 170
