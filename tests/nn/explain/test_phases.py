from __future__ import annotations

import numpy as np
import pytest

from nn.core.settings import Settings
from nn.explain.phases import OVERLAYS, PHASES, Phase, index_writing, known, updated, values
from nn.explain.symbols import SYMBOLS
from nn.run.recording import Recording

ORDER = [
    *("x", "t", "u1", "a1", "u2", "a2", "label", "loss", "e2"),
    *("d2", "slope1", "e1", "d1", "W1", "W2"),
]


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(Settings())
    made.advance_to(20)
    return made


def test_the_phases_write_every_number_once_in_the_notebook_s_order() -> None:
    assert [symbol for phase in PHASES for symbol in phase.writes] == ORDER


def test_no_phase_reads_what_is_not_known_yet() -> None:
    for index, phase in enumerate(PHASES):
        before = known(index - 1) if index else frozenset(("W1", "W2"))
        assert set(phase.reads) <= before, phase.key


def test_another_phase_is_another_entry() -> None:
    extra = Phase("slope", "σ′(u1)", "The slope of each sigmoid.", ("u1",), ("slope1",))
    phases = (*PHASES[:8], extra, *PHASES[8:])
    assert index_writing("slope1", phases) == 8
    assert "slope1" not in known(7, phases)
    assert "slope1" in known(8, phases)
    assert known(len(phases) - 1, phases) == known(len(PHASES) - 1) | {"slope1"}


@pytest.mark.parametrize(
    ("task", "formula"), [("invert", "x,  t = x XOR 1"), ("reverse", "x,  t = x backwards")]
)
def test_the_first_formula_is_that_of_the_task_and_the_others_hold_for_every_task(
    task: str, formula: str
) -> None:
    formulas = [phase.formula_for(task) for phase in PHASES]
    assert formulas == [formula, *(phase.formula for phase in PHASES[1:])]


def test_what_no_phase_writes_has_no_index() -> None:
    with pytest.raises(KeyError, match="b1"):
        index_writing("b1")


def test_gradients_stand_in_the_place_of_their_matrices() -> None:
    assert OVERLAYS == {"d1": "W1", "d2": "W2"}


def test_the_values_are_what_is_known_with_the_weights_of_their_time(recording: Recording) -> None:
    step = recording.step(20)
    last = len(PHASES) - 1
    for phase in range(last):
        now = values(step, phase)
        assert now.keys() == known(phase)
        assert updated(phase) == frozenset()
        assert np.array_equal(now["W1"], step.W1)
        assert np.array_equal(now["W2"], step.W2)
    for done in (last, None):
        now = values(step, done)
        assert np.array_equal(now["W1"], step.W1_after)
        assert np.array_equal(now["W2"], step.W2_after)
    whole = values(step, None)
    assert whole.keys() == SYMBOLS.keys()
    for symbol, each in SYMBOLS.items():
        assert whole[symbol].ndim == len(each.units)
        assert whole[symbol].dtype == np.float64


def test_a_phase_after_the_update_shows_the_weights_after_it(recording: Recording) -> None:
    step = recording.step(20)
    phases = (*PHASES, Phase("rest", "W1", "Nothing more.", ("W1",), ()))
    assert np.array_equal(values(step, len(PHASES), phases)["W1"], step.W1_after)


def test_the_values_follow_the_table_that_divides_the_step(recording: Recording) -> None:
    step = recording.step(20)
    whole_in_one = (Phase("all", "…", "Everything at once.", (), ("x", "W2")),)
    now = values(step, 0, whole_in_one)
    assert now.keys() == {"x", "W1", "W2"}
    assert np.array_equal(now["W1"], step.W1)
    assert np.array_equal(now["W2"], step.W2_after)
