"""A vector that is tried: the way forward with the weights in force, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from sights import at

from nn.answers.validation import predict
from nn.core import plain
from nn.core.settings import Settings
from nn.core.step import TRIED
from nn.core.tasks import TASKS
from nn.explain.inspection import UnknownError, inspect
from nn.explain.lenses import LENSES
from nn.explain.made_of import made_of
from nn.explain.phases import PHASES, UPDATE_PHASE
from nn.explain.symbols import SYMBOLS
from nn.explain.term_table import NO_TABLE, NOW
from nn.explain.tried import tried
from nn.run.events import WeightEdit
from nn.run.recording import Recording

VECTOR = np.array([0, 1, 1, 0, 1])
KNOWN = {"x", "t", "u1", "a1", "u2", "a2", "label", "W1", "W2"}


@pytest.fixture(scope="module")
def recording() -> Recording:
    run = Recording(Settings(hidden_units=4, task="reverse"))
    run.advance_to(20)
    return run


@pytest.mark.parametrize(
    ("position", "phase"), [(0, None), (20, None), *((20, each) for each in range(len(PHASES)))]
)
def test_its_numbers_are_those_of_the_plain_way_forward(
    recording: Recording, position: int, phase: int | None
) -> None:
    moment = at(recording, position, phase)
    seen = tried(moment, VECTOR, "reverse")
    u1, a1, u2, a2 = plain.forward(VECTOR.astype(np.float64), moment.W1, moment.W2)
    expected = {
        "x": VECTOR,
        "t": TASKS["reverse"].targets(VECTOR),
        "u1": u1,
        "a1": a1,
        "u2": u2,
        "a2": a2,
        "label": predict(moment.W1, moment.W2, VECTOR, "reverse").label,
        "W1": moment.W1,
        "W2": moment.W2,
    }
    assert seen.values.keys() == expected.keys() == KNOWN
    for symbol, values in expected.items():
        assert np.array_equal(seen.values[symbol], values), symbol


def test_it_is_no_step_and_stands_where_its_weights_do(recording: Recording) -> None:
    for phase in range(len(PHASES)):
        seen = tried(at(recording, 20, phase), VECTOR, "reverse")
        assert (seen.step, seen.phase, seen.updated) == (None, None, False)
        assert seen.position == seen.updates == (20 if phase >= UPDATE_PHASE else 19)
        assert seen.tried is not None
        assert {seen.tried.number, seen.tried.epoch, seen.tried.observation} == {TRIED}
        assert np.array_equal(seen.tried.W1, at(recording, seen.position).W1)
    assert at(recording, 20).tried is None


@pytest.mark.parametrize("symbol", ["u1", "a1", "u2", "a2"])
def test_what_it_makes_is_explained_by_the_same_sums_as_a_step(
    recording: Recording, symbol: str
) -> None:
    """The vector of the next step, tried before it: all is explained as in that step."""
    step = recording.step(20)
    seen = tried(at(recording, 19), step.x.astype(np.int64), "reverse")
    whole = at(recording, 20)
    for unit in range(len(seen.values[symbol])):
        told, expected = (inspect(each, (symbol, (unit,))) for each in (seen, whole))
        assert (told.numbers, told.result, told.value, told.sentence) == (
            expected.numbers,
            expected.result,
            expected.value,
            expected.sentence,
        )
        assert told.text.startswith("A vector that is tried, ")
        links = [each.link for row in told.table.rows for each in row.factors if each.link]
        assert {each.when for each in links} == {NOW}


def test_no_word_of_it_speaks_of_a_step_of_the_run(recording: Recording) -> None:
    seen = tried(at(recording, 20), VECTOR, "reverse")
    bit = inspect(seen, ("x", (1,)))
    assert bit.formula == "bit 2 of the vector that is tried"
    assert "of the vector that is tried is 1" in bit.sentence
    weight = inspect(seen, ("W1", (1, 2)))
    assert weight.value == seen.W1[1, 2]
    assert weight.formula == "as it stands at step 20; a vector that is tried moves no weight"
    assert weight.sentence == (
        "W1[x2,h3] is as it stands at step 20: the vector that is tried uses it, and moves nothing."
    )
    assert made_of(seen, LENSES["weights"], ("t", (0,))) == (("x", (4,)),)
    assert made_of(seen, LENSES["weights"], ("W1", (1, 2))) == ()


def test_a_weight_that_was_set_by_hand_is_tried_as_it_is(recording: Recording) -> None:
    changed = recording.branch(10, WeightEdit("W1", 2, 1, 0.5))
    seen = tried(at(changed, 10), VECTOR, "reverse")
    assert seen.W1[2, 1] == 0.5
    assert "at step 10" in inspect(seen, ("W1", (2, 1))).sentence


@pytest.mark.parametrize("symbol", sorted(SYMBOLS.keys() - KNOWN))
def test_loss_errors_and_gradients_are_not_known(recording: Recording, symbol: str) -> None:
    seen = tried(at(recording, 20), VECTOR, "reverse")
    index = (0,) * len(SYMBOLS[symbol].units)
    with pytest.raises(UnknownError, match="A vector that is only tried has no loss"):
        inspect(seen, (symbol, index))


@pytest.mark.parametrize("lens", ["gradients", "by_step"])
def test_the_weights_show_no_change(recording: Recording, lens: str) -> None:
    seen = tried(at(recording, 20), VECTOR, "reverse")
    for matrix in ("W1", "W2"):
        assert LENSES[lens].of(seen, matrix) is None
        name = {"gradients": "d", "by_step": "ΔW"}[lens] + matrix[1]
        units = {"W1": "x1,h1", "W2": "h1,y1"}[matrix]
        with pytest.raises(UnknownError) as unknown:
            inspect(seen, (matrix, (0, 0)), LENSES[lens])
        assert str(unknown.value) == (
            f"{name}[{units}] is made by a step. "
            "A vector that is only tried has no loss, no errors and no gradients."
        )


def test_a_unit_that_is_silenced_adds_nothing_and_says_so(recording: Recording) -> None:
    moment = at(recording, 20, None)
    seen = tried(moment, VECTOR, "reverse", frozenset((1, 3)))
    x = VECTOR.astype(np.float64)
    u1 = x @ moment.W1
    a1 = plain.sigmoid(u1) * [1.0, 0.0, 1.0, 0.0]
    assert np.array_equal(seen.values["u1"], u1)
    assert np.array_equal(seen.values["a1"], a1)
    assert np.array_equal(seen.values["W2"], moment.W2)
    assert np.allclose(seen.values["u2"], a1 @ moment.W2, rtol=1e-12, atol=0.0)
    assert np.array_equal(seen.values["a2"], plain.sigmoid(seen.values["u2"]))
    assert seen.silenced == {1, 3}
    assert inspect(seen, ("x", (1,))).formula == "bit 2 of the vector that is tried"
    told = inspect(seen, ("a1", (3,)))
    assert (told.value, told.table) == (0.0, NO_TABLE)
    assert told.sentence.startswith("a1[h4] is 0 because its hidden unit is silenced")
    assert told.text.startswith("A vector that is tried, hidden activation of h4:")
    assert told.formula == "silenced: it counts as 0, whatever its sum"
    assert inspect(seen, ("a1", (0,))).value == a1[0] != 0.0
    for output in range(5):
        sum_of = inspect(seen, ("u2", (output,)))
        assert (sum_of.value, sum_of.rounding) == (seen.values["u2"][output], "")
    assert tried(moment, VECTOR, "reverse").silenced == frozenset()
