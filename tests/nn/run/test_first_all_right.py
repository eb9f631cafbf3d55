from __future__ import annotations

import pytest

from nn.answers.judge import Judge
from nn.answers.sample import vectors_for
from nn.answers.validation import flawless
from nn.core.settings import Settings
from nn.run.events import LearningRateChange, WeightEdit
from nn.run.first_all_right import FirstAllRight
from nn.run.recording import Recording


def searching(settings: Settings) -> FirstAllRight:
    return FirstAllRight(Judge(vectors_for(settings.bits), settings.task))


def one_by_one(recording: Recording) -> int | None:
    """The same, asked of every position in turn."""
    settings = recording.settings
    vectors = vectors_for(settings.bits)
    for position in range(recording.length + 1):
        moment = recording.moment(position)
        if flawless(moment.W1, moment.W2, vectors, settings.task).all():
            return position
    return None


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings(task="reverse", seed=7, learning_rate=0.5),
        Settings(bits=1, hidden_units=2, learning_rate=2.0),
        Settings(bits=3, hidden_units=4, observations=7, learning_rate=5.0, seed=3),
    ],
    ids=["notebook", "reverse", "one bit", "wild"],
)
def test_it_is_the_first_of_all_positions(settings: Settings) -> None:
    recording = Recording(settings)
    recording.advance_to(700)
    assert searching(settings).search(recording) == one_by_one(recording)


def test_in_the_run_of_the_notebook_it_is_step_327() -> None:
    recording = Recording(Settings())
    recording.advance_to(5000)
    assert searching(recording.settings).search(recording) == 327


def test_it_goes_on_where_it_was_as_the_recording_grows() -> None:
    recording = Recording(Settings())
    search = searching(recording.settings)
    for length in (0, 1, 64, 65, 300, 326):
        recording.advance_to(length)
        assert search.leaves_out(recording)
        assert search.search(recording) is None
        assert search.searched == length + 1
        assert not search.leaves_out(recording)
    recording.advance_to(327)
    assert search.search(recording) == 327
    recording.advance_to(2000)
    assert not search.leaves_out(recording)
    assert search.search(recording) == 327


def test_it_is_looked_for_on_a_branch_as_well() -> None:
    recording = Recording(Settings())
    recording.advance_to(400)
    faster = recording.branch(100, LearningRateChange(0.5))
    faster.advance_to(400)
    found = searching(faster.settings).search(faster)
    assert found == one_by_one(faster)
    assert found != 327


def test_a_weight_that_is_set_by_hand_counts_where_it_is_set() -> None:
    recording = Recording(Settings(bits=1, hidden_units=1))
    recording.advance_to(10)
    edits = (WeightEdit("W1", 0, 0, -9.0), WeightEdit("W2", 0, 0, 5.0))
    edited = recording.branch(4, *edits)
    edited.advance_to(8)
    assert searching(edited.settings).search(edited) == one_by_one(edited)


def test_a_search_that_is_ended_goes_on_later() -> None:
    recording = Recording(Settings())
    recording.advance_to(1000)
    search = searching(recording.settings)
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return len(told) < 2

    assert search.search(recording, progress) is None
    assert told == [(64, 1001), (128, 1001)]
    assert search.search(recording) == 327


def test_what_is_found_counts_even_where_the_search_is_ended_there() -> None:
    recording = Recording(Settings())
    recording.advance_to(1000)
    search = searching(recording.settings)
    assert search.search(recording, lambda done, total: done < 327) == 327


def test_of_the_largest_network_the_sample_is_asked() -> None:
    settings = Settings(bits=11, hidden_units=32, learning_rate=0.5)
    recording = Recording(settings)
    recording.advance_to(1500)
    found = searching(settings).search(recording)
    assert found is not None
    vectors = vectors_for(11)
    for position, right in ((found - 1, False), (found, True)):
        moment = recording.moment(position)
        assert flawless(moment.W1, moment.W2, vectors, "invert").all() == right
