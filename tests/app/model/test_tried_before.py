from __future__ import annotations

import gc

import numpy as np
import pytest

from app.model.session import Session
from app.model.tried_before import MOST_PINNED, MOST_TRIALS, TriedBefore
from nn.answers.validation import predict
from nn.core.settings import Settings
from nn.run.events import LearningRateChange


@pytest.fixture
def tried(session: Session) -> TriedBefore:
    session.recording.advance_to(30)
    session.stand(20)
    return TriedBefore(session, session.sight)


def vector(number: int, bits: int = 5) -> np.ndarray:
    return np.array([int(each) for each in f"{number:0{bits}b}"])


def numbers(tried: TriedBefore) -> list[int]:
    return [int("".join(map(str, each.then.x)), 2) for each in tried.trials]


def test_the_latest_stands_first_with_the_answer_and_the_step_of_its_moment(
    session: Session, tried: TriedBefore
) -> None:
    tried.note(vector(14))
    session.stand(25, 3)
    tried.note(vector(7))
    assert numbers(tried) == [7, 14]
    latest, first = tried.trials
    step, before = session.recording.step(20), session.recording.step(25)
    expected = predict(step.W1_after, step.W2_after, vector(14), "invert")
    assert np.array_equal(first.then.a2, expected.a2)
    assert (first.position, first.branch_name) == (20, session.branches.current.name)
    expected = predict(before.W1, before.W2, vector(7), "invert")
    assert np.array_equal(latest.then.a2, expected.a2)
    assert latest.position == 24


def test_the_same_vector_at_the_same_place_is_one_and_at_another_two(
    session: Session, tried: TriedBefore
) -> None:
    tried.note(vector(1))
    tried.pin(tried.trials[0])
    tried.note(vector(2))
    tried.note(vector(1))
    assert numbers(tried) == [1, 2]
    assert [each.pinned for each in tried.trials] == [True, False]
    session.stand(21)
    tried.note(vector(2))
    assert numbers(tried) == [1, 2, 2]
    assert [each.position for each in tried.trials] == [20, 21, 20]
    session.branch("rate", LearningRateChange(0.5))
    tried.note(vector(2))
    assert len(tried.trials) == 4


def test_pinned_ones_stand_on_top_and_are_let_go_again(tried: TriedBefore) -> None:
    for number in range(4):
        tried.note(vector(number))
    assert tried.pin(tried.trials[2])
    assert numbers(tried) == [1, 3, 2, 0]
    assert tried.pin(tried.trials[3])
    assert numbers(tried) == [1, 0, 3, 2]
    assert tried.pin(tried.trials[0])
    assert numbers(tried) == [0, 3, 2, 1]


def test_it_is_bounded_and_what_is_pinned_stays(session: Session, tried: TriedBefore) -> None:
    tried.note(vector(31))
    tried.pin(tried.trials[0])
    for position in range(10):
        session.stand(position)
        for number in range(25):
            tried.note(vector(number))
    assert len(tried.trials) == MOST_TRIALS
    assert numbers(tried)[0] == 31
    assert (tried.trials[1].position, numbers(tried)[1]) == (9, 24)
    # The pinned one takes the place of one of the eight times twenty-five.
    assert (tried.trials[-1].position, numbers(tried)[-1]) == (2, 1)


def test_only_so_many_can_be_pinned(session: Session, tried: TriedBefore) -> None:
    for position in range(3):
        session.stand(position)
        for number in range(20):
            tried.note(vector(number))
    loose = [each for each in tried.trials if not each.pinned]
    assert all(tried.pin(each) for each in loose[:MOST_PINNED])
    assert not tried.pin(loose[MOST_PINNED])
    assert sum(each.pinned for each in tried.trials) == MOST_PINNED
    assert tried.pin(loose[0])
    assert tried.pin(loose[MOST_PINNED])


def test_one_is_forgotten_or_all_that_are_not_pinned(tried: TriedBefore) -> None:
    for number in range(4):
        tried.note(vector(number))
    tried.forget(tried.trials[1])
    assert numbers(tried) == [3, 1, 0]
    tried.pin(tried.trials[1])
    tried.forget_loose()
    assert numbers(tried) == [1]


def test_vectors_of_another_size_come_back_with_their_run(
    session: Session, tried: TriedBefore
) -> None:
    tried.note(vector(5))
    run = session.branches
    assert tried.trials[0].is_of(run)
    session.reset(Settings(bits=3, hidden_units=2), "small")
    assert tried.trials == []
    tried.note(vector(5, bits=3))
    assert not tried.trials[0].is_of(run)
    session.undo_stack.undo()
    assert numbers(tried) == [5]
    assert len(tried.trials[0].then.x) == 5


def test_no_run_is_kept_alive_by_what_was_tried_in_it() -> None:
    session = Session(Settings(observations=5))
    tried = TriedBefore(session, session.sight)
    tried.note(vector(5))
    trial = tried.trials[0]
    assert trial.is_of(session.branches)
    other = session.branches
    session.branches = Session(Settings()).branches
    assert not trial.is_of(session.branches)
    del other
    gc.collect()
    assert trial._run() is None


def test_every_change_is_told(tried: TriedBefore) -> None:
    heard: list[int] = []
    tried.changed.connect(lambda: heard.append(len(tried.trials)))
    tried.note(vector(1))
    tried.note(vector(2))
    tried.pin(tried.trials[0])
    tried.forget(tried.trials[0])
    tried.forget_loose()
    assert heard == [1, 2, 2, 1, 0]


def test_what_was_noted_does_not_change_with_the_vector(tried: TriedBefore) -> None:
    x = vector(6)
    tried.note(x)
    x[:] = 0
    assert numbers(tried) == [6]
