from __future__ import annotations

import threading
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nn.core.arrays import Array
from nn.core.settings import Settings
from nn.run import recording as recording_module
from nn.run.events import LearningRateChange, WeightEdit
from nn.run.growing import GrowingArray
from nn.run.recording import Recording, RecordingFullError
from nn.run.training import Training, WeightOverflowError

SMALL = Settings(bits=3, hidden_units=4, observations=40)
LENGTH = 700


@cache
def plain_weights() -> list[np.ndarray]:
    """The weights after every step, kept all."""
    training = Training(SMALL)
    kept = [training.network.weights.copy()]
    for _ in range(LENGTH):
        training.advance_with_step()
        kept.append(training.network.weights.copy())
    return kept


@cache
def recorded() -> Recording:
    recording = Recording(SMALL)
    recording.advance_to(LENGTH)
    return recording


@settings(max_examples=60)
@given(st.integers(0, LENGTH))
def test_a_moment_shows_the_weights_that_were_there(position: int) -> None:
    moment = recorded().moment(position)
    flat = np.concatenate([moment.W1.ravel(), moment.W2.ravel()])
    assert np.array_equal(flat, plain_weights()[position])
    if position:
        assert moment.step is not None
        assert moment.step.number == position
        assert moment.step.loss == recorded().losses[position - 1]


@pytest.mark.parametrize("position", [0, 1, 63, 64, 65, 128, LENGTH])
def test_moments_are_exact_on_both_sides_of_a_checkpoint(position: int) -> None:
    moment = recorded().moment(position)
    assert (moment.position, moment.learning_rate) == (position, SMALL.learning_rate)
    assert np.array_equal(moment.W1.ravel(), plain_weights()[position][:12])


def test_the_epoch_averages_are_the_means_of_their_losses() -> None:
    losses = recorded().losses
    expected = [np.mean(losses[start : start + 40]) for start in range(0, 680, 40)]
    assert recorded().epoch_averages.tolist() == expected


@pytest.mark.parametrize("number", [-1, LENGTH + 1, 10**9])
def test_what_is_not_recorded_is_refused(number: int) -> None:
    for ask in (recorded().step, recorded().moment, recorded().cursor):
        with pytest.raises(IndexError) as refused:
            ask(number)
        assert str(refused.value).endswith(" is not recorded; there are 700.")
        assert number < 0 or str(refused.value).startswith(f"step {number} ")


def test_unless_more_are_asked_for_one_step_is_recorded() -> None:
    recording = Recording(SMALL)
    assert len(recording.advance()) == recording.length == 1


def test_step_zero_is_no_step() -> None:
    with pytest.raises(IndexError):
        recorded().step(0)
    assert recorded().moment(0).step is None


def test_losses_and_steps_cannot_be_written_to() -> None:
    step = recorded().step(5)
    for array in (recorded().losses, step.x, step.W1_after, step.d2):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1.0


@pytest.mark.parametrize("at", [0, 63, 64, 100, LENGTH])
def test_a_branch_shares_the_past_and_goes_its_own_way(at: int) -> None:
    edit, rate = WeightEdit("W2", 1, 2, 4.5), LearningRateChange(0.7)
    branch = recorded().branch(at, edit, rate)
    assert branch.length == at
    assert np.array_equal(branch.losses, recorded().losses[:at])
    assert branch.moment(at).W2[1, 2] == 4.5
    branch.advance_to(at + 200)
    epochs = [branch.losses[start : start + 40] for start in range(0, at + 161, 40)]
    assert branch.epoch_averages.tolist() == [np.mean(each) for each in epochs]
    training = Training(SMALL)
    training.advance_to(at)
    training.network.W2[1, 2] = 4.5
    training.network.learning_rate = 0.7
    for position in range(at + 1, at + 201):
        training.advance_with_step()
        moment = branch.moment(position)
        assert np.array_equal(moment.W1, training.network.W1), position
        assert np.array_equal(moment.W2, training.network.W2), position
        assert moment.step is not None
        assert moment.step.learning_rate == 0.7
    assert recorded().length == LENGTH
    assert recorded().moment(at).W2[1, 2] != 4.5


def test_a_step_s_own_result_does_not_contain_the_edit_that_follows_it() -> None:
    branch = recorded().branch(100, WeightEdit("W1", 0, 0, -3.0))
    moment = branch.moment(100)
    assert moment.step is not None
    assert moment.step.W1_after[0, 0] == recorded().moment(100).W1[0, 0]
    assert moment.W1[0, 0] == -3.0


def test_changes_at_one_position_add_up_and_a_branch_of_a_branch_keeps_them() -> None:
    first = recorded().branch(50, WeightEdit("W1", 0, 0, 1.0))
    second = first.branch(50, WeightEdit("W1", 0, 1, 2.0))
    second.advance_to(90)
    third = second.branch(70, LearningRateChange(0.01))
    third.advance_to(200)
    again = Recording(SMALL, third.events)
    again.advance_to(200)
    assert np.array_equal(again.losses, third.losses)
    assert third.moment(50).W1[0, :2].tolist() == [1.0, 2.0]
    assert third.learning_rate(69) == 0.1
    assert third.learning_rate(70) == 0.01
    assert third.branch(70, LearningRateChange(0.3)).learning_rate(70) == 0.3


def test_a_branch_has_the_data_and_the_changes_of_its_run_and_no_others() -> None:
    branch = recorded().branch(50)
    assert branch.events == {}
    for each in (branch, branch.cursor(20), recorded().cursor(20)):
        assert each.observations is recorded().observations


def largest(recording: Recording, position: int) -> float:
    """The largest magnitude of a weight as the step before left it."""
    step = recording.moment(position).step
    assert step is not None
    return float(max(np.abs(step.W1_after).max(), np.abs(step.W2_after).max()))


def test_the_largest_weight_is_looked_at_every_64_steps() -> None:
    run = Recording(Settings(learning_rate=6.0))
    run.advance_to(400)
    start = run.moment(0)
    seen = [max(np.abs(start.W1).max(), np.abs(start.W2).max())]
    seen += [largest(run, mark) for mark in range(64, 401, 64)]
    assert seen != sorted(seen)
    for position in (0, 1, 63, 64, 127, 128, 200, 320, 384, 400):
        assert run.largest_weight(position) == max(seen[: position // 64 + 1])


@pytest.mark.parametrize("at", [128, 150, 191])
def test_from_a_weight_that_is_set_by_hand_the_largest_begins_anew(at: int) -> None:
    run = Recording(SMALL)
    run.advance_to(300)
    high = run.branch(at, WeightEdit("W1", 0, 0, 700.0))
    high.advance_to(500)
    mended = high.branch(at + 128, WeightEdit("W1", 0, 0, 0.5))
    mended.advance_to(500)
    for position in (100, 127, at - 1):
        assert high.largest_weight(position) == run.largest_weight(position)
    for position in (at, 191):
        assert high.largest_weight(position) == 0.0
    assert high.largest_weight(192) == largest(high, 192) > 600.0
    for position in (at + 128, 319):
        assert mended.largest_weight(position) == 0.0
    assert mended.largest_weight(320) == largest(mended, 320) < 100.0


def test_the_largest_weight_of_a_branch_is_that_of_the_same_run_made_again() -> None:
    run = Recording(Settings(learning_rate=6.0))
    run.advance_to(300)
    for position in (63, 64, 70, 200):
        branch = run.branch(position, LearningRateChange(9.0))
        branch.advance_to(450)
        again = Recording(branch.settings, branch.events)
        again.advance_to(450)
        for at in range(451):
            assert branch.largest_weight(at) == again.largest_weight(at)


def test_no_checkpoint_is_shown_before_its_losses_are(monkeypatch: pytest.MonkeyPatch) -> None:
    recording, seen = Recording(SMALL), list[bool]()
    extend = GrowingArray.extend

    def look_first(grown: GrowingArray, values: Array) -> None:
        positions, weights = recording.checkpoints()
        seen.append(len(positions) <= len(weights) and positions[-1] <= recording.length)
        extend(grown, values)

    monkeypatch.setattr(GrowingArray, "extend", look_first)
    recording.advance_to(200)
    assert seen
    assert all(seen)


def test_it_says_how_large_it_is() -> None:
    recording = Recording(SMALL)
    assert recording.nbytes == 8 * (24 + 1)
    recording.advance_to(200)
    epochs = 200 // SMALL.observations
    # The losses, their averages, and at each of four places 24 weights and the largest of them.
    assert recording.nbytes == 8 * (200 + epochs + 4 * (24 + 1))


def test_checkpoints_thin_out_when_memory_is_short_and_stay_exact(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recording_module, "CHECKPOINT_BYTES", 5 * 24 * 8)
    recording = Recording(SMALL)
    recording.advance_to(LENGTH)
    assert recording.interval > recording_module.CHECKPOINT_INTERVAL
    _, weights = recording.checkpoints()
    assert weights.nbytes == sum(each.nbytes for each in weights) <= 5 * 24 * 8
    for position in (0, 1, 64, 255, 256, 257, 511, LENGTH):
        moment = recording.moment(position)
        assert np.array_equal(moment.W1.ravel(), plain_weights()[position][:12])
    branch = recording.branch(300, WeightEdit("W1", 0, 0, 1.0))
    branch.advance_to(650)
    again = Recording(SMALL, branch.events)
    again.advance_to(650)
    assert np.array_equal(again.losses, branch.losses)


def test_checkpoints_are_kept_as_long_as_there_is_room_and_then_every_other_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recording_module, "CHECKPOINT_BYTES", 5 * 24 * 8)
    recording = Recording(SMALL)
    kept = []
    for position in (63, 64, 256, 319, 320, 640):
        recording.advance_to(position)
        kept.append(recording.checkpoints()[0])
    assert kept == [
        range(0, 1),
        range(0, 65, 64),
        range(0, 257, 64),
        range(0, 257, 64),
        range(0, 257, 128),
        range(0, 513, 256),
    ]


def test_two_checkpoints_are_kept_however_little_room_there_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recording_module, "CHECKPOINT_BYTES", 1)
    recording = Recording(SMALL)
    kept = []
    for position in (64, 128, 192, 256):
        recording.advance_to(position)
        kept.append(list(recording.checkpoints()[0]))
    assert kept == [[0, 64], [0, 128], [0, 128], [0, 256]]


def test_a_step_made_by_itself_is_shown_without_making_others_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recording = Recording(SMALL)
    recording.advance_to(LENGTH - 1)
    recording.advance(1)
    again: list[int] = []
    real = Training.advance

    def advance(self: Training, most: int = 1) -> Array:
        again.append(most)
        return real(self, most)

    monkeypatch.setattr(Training, "advance", advance)
    moment = recording.moment(LENGTH)
    assert again == []
    flat = np.concatenate([moment.W1.ravel(), moment.W2.ravel()])
    assert np.array_equal(flat, plain_weights()[LENGTH])
    recording.moment(LENGTH - 1)
    assert again


@settings(max_examples=40)
@given(st.data())
def test_however_a_recording_is_made_its_newest_moments_are_those_of_the_run(
    data: st.DataObject,
) -> None:
    places = data.draw(st.lists(st.integers(0, 150), max_size=4, unique=True))
    events = {
        at: (WeightEdit("W1", 1, 2, 0.5 + at), LearningRateChange(0.2 + at / 100)) for at in places
    }
    recording, training = Recording(SMALL, events), Training(SMALL, events)
    for most in data.draw(st.lists(st.integers(1, 40), min_size=1, max_size=8)):
        recording.advance(most)
        training.advance_to(recording.length)
        assert np.array_equal(
            recording.cursor(recording.length).network.weights, training.network.weights
        )
        again = Training(SMALL, events)
        again.advance_to(recording.length - 1)
        again.make_changes()
        before = recording.cursor(recording.length - 1)
        before.make_changes()
        assert np.array_equal(before.network.weights, again.network.weights)
        moment, step = recording.moment(recording.length), again.advance_with_step()
        assert moment.step is not None
        assert moment.step.loss == step.loss == recording.losses[-1]
        assert np.array_equal(moment.step.W1_after, step.W1_after)


def test_where_a_branch_begins_there_are_the_weights_before_its_change() -> None:
    branch = recorded().branch(70, WeightEdit("W1", 1, 2, 9.0))
    branch.advance(1)
    assert np.array_equal(branch.cursor(70).network.weights, plain_weights()[70])
    assert branch.moment(70).W1[1, 2] == 9.0


def test_a_full_recording_says_so_and_keeps_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording_module, "MOST_STEPS", 30)
    recording = Recording(SMALL)
    recording.advance_to(20)
    with pytest.raises(RecordingFullError) as raised:
        recording.advance_to(31)
    assert str(raised.value) == "The recording is full: it holds 30 steps at the most."
    assert recording.length == 30


def test_an_overflow_leaves_the_recording_up_to_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nn.core.network.WEIGHT_LIMIT", 5.0)
    monkeypatch.setattr("nn.core.network.SOUND", 0.1)
    recording = Recording(Settings(learning_rate=100.0))
    with pytest.raises(WeightOverflowError):
        recording.advance_to(5000)
    length = recording.length
    assert 0 <= length < 5000
    assert np.abs(recording.moment(length).W2).max() <= 5.0


def test_others_read_exactly_while_one_thread_records() -> None:
    recording = Recording(SMALL)
    wrong: list[int] = []

    def read() -> None:
        random = np.random.default_rng(1)
        while recording.length < LENGTH:
            position = int(random.integers(0, recording.length + 1))
            moment = recording.moment(position)
            if not np.array_equal(moment.W1.ravel(), plain_weights()[position][:12]):
                wrong.append(position)

    plain_weights()
    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for position in range(1, LENGTH + 1):
        recording.advance_to(position)
    for reader in readers:
        reader.join()
    assert wrong == []
