from __future__ import annotations

import pytest
from every_task import every_task, table

from nn.answers.validation import all_vectors, flawless
from nn.core.bitwise import MASK
from nn.core.own_table import TABLE
from nn.core.settings import Settings
from nn.core.suggestions import KNOWN, Known, kind_of, suggested
from nn.core.tasks import TASKS
from nn.run.training import Training


def example(kind: str, bits: int) -> str:
    """A task of a kind."""
    if kind == TABLE:
        return table(bits, bits + 1)
    return f"{MASK}{('01101' * bits)[:bits]}" if kind == MASK else kind


LAST = [(kind, known) for kind, rows in KNOWN.items() for known in rows]


@pytest.mark.parametrize(("kind", "known"), LAST, ids=lambda each: str(each).strip(":"))
def test_what_is_suggested_learns_the_task(kind: str, known: Known) -> None:
    task = example(kind, known.bits)
    training = Training(Settings(task=task, seed=3, **known._asdict()))
    training.advance_to(training.settings.steps)
    right = flawless(training.network.W1, training.network.W2, all_vectors(known.bits), task).sum()
    assert right == 2**known.bits


def test_for_every_kind_of_task_something_is_known() -> None:
    assert {*KNOWN} == {*TASKS, MASK, TABLE}
    for rows in KNOWN.values():
        assert [each.bits for each in rows] == sorted({each.bits for each in rows})


@pytest.mark.parametrize("bits", [1, 2, 3])
def test_it_is_for_as_many_bits_as_there_are(bits: int) -> None:
    for task in every_task(bits):
        known = suggested(task, bits)
        assert known is not None
        assert known.bits == bits
        assert Settings(task=task, **known._asdict()).bits == bits


def test_where_none_are_known_for_so_many_bits_it_is_for_fewer() -> None:
    assert suggested("parity", 3) == Known(3, *KNOWN["parity"][1][1:])
    assert suggested("parity", 2) == KNOWN["parity"][0]
    assert suggested("parity", 12) == KNOWN["parity"][1]
    assert suggested("addition", 5) == KNOWN["addition"][0]
    assert suggested("addition", 7) == Known(6, *KNOWN["addition"][1][1:])
    assert suggested("addition", 15) == KNOWN["addition"][1]
    assert suggested("addition", 1) is None


def test_a_mask_or_a_table_cannot_be_of_fewer_bits() -> None:
    assert suggested(f"{MASK}{'10' * 5}", 10) == KNOWN[MASK][1]
    assert suggested(f"{MASK}{'10' * 6}", 12) is None
    assert suggested(f"{MASK}{'10' * 5}", 4) is None
    assert suggested(table(11, 2), 11) is None


def test_a_task_s_kind_is_how_its_name_begins() -> None:
    assert [kind_of(each) for each in ("parity", "xor:10", "table:1:1:01")] == [
        "parity",
        MASK,
        TABLE,
    ]
