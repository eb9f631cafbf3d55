from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from nn.answers.truth_table import Questions
from nn.core import plain
from nn.core.settings import Settings
from nn.run import learnt
from nn.run.events import LearningRateChange, WeightEdit
from nn.run.learnt import Learnt, Standing
from nn.run.recording import Recording


def searched(recording: Recording) -> Learnt:
    made = Learnt(Questions(recording.settings))
    made.search(recording)
    return made


def right_one_by_one(recording: Recording) -> NDArray[np.bool_]:
    """Which vectors are right at every position, by the readable core, (positions, vectors)."""
    bits, task = recording.settings.bits, recording.settings.task
    found = []
    for position in range(recording.length + 1):
        moment = recording.moment(position)
        row = []
        for number in range(2**bits):
            text = format(number, f"0{bits}b")
            target = text[::-1] if task == "reverse" else text.translate(str.maketrans("01", "10"))
            x = np.array([float(bit) for bit in text])
            a2 = plain.forward(x, moment.W1, moment.W2)[3]
            row.append(
                all((each > 0.5) == (bit == "1") for each, bit in zip(a2, target, strict=True))
            )
        found.append(row)
    return np.array(found)


def assert_stands(recording: Recording, found: Learnt) -> None:
    """Compare with what the history of every vector says, told bit by bit."""
    history = right_one_by_one(recording)
    for position in range(recording.length + 1):
        standing = found.standing(position)
        assert standing is not None
        for vector, times in enumerate(history[: position + 1].T.tolist()):
            since = -1
            if times[-1]:
                since = len(times)
                while since and times[since - 1]:
                    since -= 1
            falls = sum(a and not b for a, b in pairwise(times))
            assert (standing.since[vector], standing.forgotten[vector]) == (since, falls)


@pytest.mark.parametrize(
    "settings",
    [
        Settings(bits=4, learning_rate=0.5),
        Settings(task="reverse", seed=7, learning_rate=0.5, bits=3),
        Settings(bits=1, hidden_units=2, learning_rate=2.0),
        Settings(bits=3, hidden_units=4, observations=7, learning_rate=5.0, seed=3),
        Settings(bits=2, hidden_units=1, learning_rate=30.0, seed=9),
    ],
    ids=["invert", "reverse", "one bit", "wild", "wilder"],
)
def test_every_vector_stands_as_its_history_says(settings: Settings) -> None:
    recording = Recording(settings)
    recording.advance_to(200)
    assert_stands(recording, searched(recording))


def test_some_vectors_are_forgotten_and_learnt_again() -> None:
    recording = Recording(Settings())
    recording.advance_to(400)
    standing = searched(recording).standing(400)
    assert standing is not None
    assert standing.since.min() >= 0
    # All are right for the first time at step 327; what came after it is not forgotten since.
    assert standing.forgotten.max() > 0
    assert standing.since.max() >= 327


def test_it_agrees_with_the_first_step_at_which_all_are_right() -> None:
    recording = Recording(Settings())
    recording.advance_to(330)
    found = searched(recording)
    before, then = found.standing(326), found.standing(327)
    for each in (before, then):
        assert each is not None
        assert each.since.dtype == each.forgotten.dtype == np.int64
    assert before is not None
    assert then is not None
    assert (before.since == -1).any()
    assert then.since.max() == 327


def test_it_goes_on_where_it_was_as_the_recording_grows() -> None:
    recording = Recording(Settings(bits=3, hidden_units=4, learning_rate=5.0, observations=7))
    found = Learnt(Questions(recording.settings))
    for length in (0, 1, 63, 64, 65, 150):
        recording.advance_to(length)
        assert found.leaves_out(recording)
        assert found.standing(length) is None
        assert found.search(recording) == length + 1
        assert not found.leaves_out(recording)
        assert found.search(recording) is None
    assert_stands(recording, found)
    assert found.standing(151) is None
    assert found.standing(-1) is None


def test_it_can_be_ended_and_goes_on_later() -> None:
    recording = Recording(Settings(bits=3, hidden_units=4, learning_rate=5.0, observations=7))
    recording.advance_to(200)
    found = Learnt(Questions(recording.settings))
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return len(told) < 2

    assert found.search(recording, progress) == 128
    assert told == [(64, 201), (128, 201)]
    assert found.standing(127) is not None
    assert found.standing(128) is None
    found.search(recording)
    assert_stands(recording, found)


def test_on_a_branch_what_is_changed_by_hand_counts_where_it_is_changed() -> None:
    recording = Recording(Settings(bits=2, hidden_units=3, learning_rate=1.0))
    recording.advance_to(60)
    faster = recording.branch(50, LearningRateChange(8.0))
    faster.advance_to(70)
    edited = faster.branch(64, WeightEdit("W1", 0, 0, -9.0), WeightEdit("W2", 0, 0, 5.0))
    edited.advance_to(100)
    assert_stands(edited, searched(edited))


@hypothesis_settings(max_examples=15, deadline=None)
@given(
    st.integers(1, 3), st.integers(1, 4), st.floats(0.1, 60.0), st.integers(0, 1000), st.booleans()
)
def test_of_any_run_it_tells_the_history(
    bits: int, hidden: int, rate: float, seed: int, reverse: bool
) -> None:
    task = "reverse" if reverse else "invert"
    settings = Settings(
        bits=bits, hidden_units=hidden, learning_rate=rate, seed=seed, task=task, observations=9
    )
    recording = Recording(settings)
    recording.advance_to(70)
    assert_stands(recording, searched(recording))


def test_most_vectors_are_not_answered_at_every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    recording = Recording(Settings())
    recording.advance_to(3000)
    asked: list[int] = []
    answers = Learnt._answers

    def counted(self: Learnt, part: NDArray[np.intp], *networks: NDArray[np.float64]) -> object:
        asked.append(len(part) * len(networks[0]))
        return answers(self, part, *networks)

    monkeypatch.setattr(Learnt, "_answers", counted)
    searched(recording)
    assert sum(asked) < 32 * 3000 / 4


def test_where_all_hangs_on_rounding_the_network_itself_is_asked() -> None:
    # With W2 of zeros every u2 is 0, and every answer 0: only 11 is inverted to that.
    recording = Recording(Settings(bits=2, hidden_units=2, learning_rate=1e-14))
    edits = [WeightEdit("W2", row, column, 0.0) for row in (0, 1) for column in (0, 1)]
    still = recording.branch(0, *edits)
    still.advance_to(100)
    found = searched(still)
    standing = found.standing(0)
    assert standing is not None
    assert standing.since.tolist() == [-1, -1, -1, 0]
    assert_stands(still, found)


def test_more_turns_than_are_kept_end_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learnt, "MOST_TURNS", 3)
    recording = Recording(Settings(bits=3, hidden_units=4, learning_rate=5.0, observations=7))
    recording.advance_to(200)
    found = searched(recording)
    assert found.full
    assert found.searched == 64
    assert not found.leaves_out(recording)
    assert found.standing(63) is not None


def test_a_standing_fits_the_answers_of_its_own_weights_only() -> None:
    standing = Standing(np.array([3, -1, 0]), np.array([0, 2, 1]))
    assert standing.fits(np.array([True, False, True]))
    assert not standing.fits(np.array([True, True, True]))
    assert not standing.fits(np.array([True, False, False]))


@pytest.mark.parametrize(
    ("since", "forgotten", "last", "most"),
    [
        ([3, -1, 7, 7], [0, 2, 1, 2], 2, 1),
        ([-1, -1], [0, 0], None, None),
        ([-1, 0], [0, 1], 1, 1),
    ],
)
def test_what_came_last_and_what_was_forgotten_most_is_found(
    since: list[int], forgotten: list[int], last: int | None, most: int | None
) -> None:
    standing = Standing(np.array(since), np.array(forgotten))
    assert (standing.last, standing.most_forgotten) == (last, most)
