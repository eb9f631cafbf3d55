from __future__ import annotations

from collections.abc import Iterator
from math import inf

import numpy as np
import pytest
from PySide6.QtCore import QObject, Qt, QThread, Slot
from pytestqt.qtbot import QtBot

from app.model.training_thread import Movement, TrainingThread
from nn.core.settings import Settings
from nn.run.events import WeightEdit
from nn.run.recording import Recording


class Listener(QObject):
    """Hears a worker as the window does, and releases its bursts at once."""

    def __init__(self, thread: TrainingThread) -> None:
        super().__init__()
        self.positions: list[int] = []
        self.stops: list[tuple[int, int, str]] = []
        self.traces: list[str] = []
        self.releases = True
        self._thread = thread
        queued = Qt.ConnectionType.QueuedConnection
        thread.worker.moved.connect(self._on_moved, queued)
        thread.worker.stopped.connect(self._on_stopped, queued)
        thread.worker.failed.connect(self._on_failed, queued)

    @Slot(int, int)
    def _on_moved(self, number: int, position: int) -> None:
        self.positions.append(position)
        if self.releases:
            self._thread.release(0.005)

    @Slot(int, int, str)
    def _on_stopped(self, number: int, position: int, reason: str) -> None:
        self.stops.append((number, position, reason))

    @Slot(int, str)
    def _on_failed(self, number: int, trace: str) -> None:
        self.traces.append(trace)


class Counter(QObject):
    """Hears `stepped` in the worker's own thread."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers: list[int] = []
        self.threads: set[QThread] = set()

    @Slot(int)
    def on_step(self, number: int) -> None:
        self.numbers.append(number)
        self.threads.add(QThread.currentThread())


@pytest.fixture
def thread() -> Iterator[TrainingThread]:
    made = TrainingThread()
    yield made
    made.close()


def run(qtbot: QtBot, thread: TrainingThread, movement: Movement) -> Listener:
    listener = Listener(thread)
    thread.run(movement)
    qtbot.waitUntil(lambda: bool(listener.stops), timeout=20_000)
    return listener


@pytest.mark.parametrize(("pace", "steps"), [(inf, 5000), (2000.0, 600), (100.0, 20), (20.0, 3)])
def test_every_step_is_signalled_exactly_once_at_every_speed(
    qtbot: QtBot, thread: TrainingThread, pace: float, steps: int
) -> None:
    counter = Counter()
    counter.moveToThread(thread.worker.thread())
    thread.worker.stepped.connect(counter.on_step, Qt.ConnectionType.DirectConnection)
    recording = Recording(Settings())
    run(qtbot, thread, Movement(1, recording, 0, steps, pace))
    assert counter.numbers == list(range(1, steps + 1))
    assert recording.length == steps
    assert len(counter.threads) == 1
    assert QThread.currentThread() not in counter.threads


def test_training_in_bursts_gives_the_same_weights_as_training_at_once(
    qtbot: QtBot, thread: TrainingThread
) -> None:
    recording, plain = Recording(Settings()), Recording(Settings())
    listener = run(qtbot, thread, Movement(1, recording, 0, 3000))
    plain.advance_to(3000)
    assert np.array_equal(recording.moment(3000).W1, plain.moment(3000).W1)
    assert np.array_equal(recording.moment(3000).W2, plain.moment(3000).W2)
    assert listener.positions == sorted(set(listener.positions))
    assert len(listener.positions) > 1


def test_passing_the_end_of_the_recording_goes_on_as_training(
    qtbot: QtBot, thread: TrainingThread
) -> None:
    recording, plain = Recording(Settings()), Recording(Settings())
    recording.advance_to(700)
    plain.advance_to(1500)
    run(qtbot, thread, Movement(1, recording, 100, 1500))
    assert recording.length == 1500
    assert np.array_equal(recording.losses, plain.losses)


def test_playing_backwards_moves_and_trains_nothing(qtbot: QtBot, thread: TrainingThread) -> None:
    recording = Recording(Settings())
    recording.advance_to(2000)
    with qtbot.assertNotEmitted(thread.worker.stepped):
        listener = run(qtbot, thread, Movement(4, recording, 2000, 0))
    assert listener.stops == [(4, 0, "")]
    assert listener.positions == sorted(listener.positions, reverse=True)
    assert recording.length == 2000


def test_a_burst_waits_until_the_picture_is_painted(qtbot: QtBot, thread: TrainingThread) -> None:
    recording = Recording(Settings())
    listener = Listener(thread)
    listener.releases = False
    thread.run(Movement(1, recording, 0, 5000))
    qtbot.waitUntil(lambda: len(listener.positions) == 1, timeout=5000)
    made = recording.length
    qtbot.wait(100)
    assert recording.length == made
    thread.release(0.005)
    qtbot.waitUntil(lambda: len(listener.positions) == 2, timeout=5000)
    assert recording.length > made


def test_a_pause_stops_within_the_burst(qtbot: QtBot, thread: TrainingThread) -> None:
    recording = Recording(Settings(epochs=10_000))
    listener = Listener(thread)
    thread.run(Movement(7, recording, 0, 5_000_000))
    qtbot.waitUntil(lambda: len(listener.positions) > 3, timeout=5000)
    thread.pause()
    qtbot.waitUntil(lambda: bool(listener.stops), timeout=5000)
    assert listener.stops == [(7, recording.length, "")]


def test_a_weight_that_overflows_stops_the_run_and_says_at_which_step(
    qtbot: QtBot, thread: TrainingThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nn.core.network.WEIGHT_LIMIT", 5.0)
    monkeypatch.setattr("nn.run.training.SAFE_WEIGHT", 0.1)
    recording = Recording(Settings(learning_rate=100.0))
    listener = run(qtbot, thread, Movement(1, recording, 0, 5000))
    (_, position, reason), length = listener.stops[0], recording.length
    assert position == length < 5000
    assert f"Step {length + 1:,}" in reason
    assert "learning rate" in reason


class BrokenRecording(QObject):
    """A recording that fails in a way nobody foresaw."""

    length = 0

    @property
    def newest(self) -> object:
        raise ZeroDivisionError("unforeseen")


def test_an_unforeseen_error_is_reported_and_the_thread_goes_on(
    qtbot: QtBot, thread: TrainingThread
) -> None:
    listener = Listener(thread)
    thread.run(Movement(1, BrokenRecording(), 0, 10))  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(listener.traces), timeout=5000)
    assert "ZeroDivisionError: unforeseen" in listener.traces[0]
    recording = Recording(Settings())
    run(qtbot, thread, Movement(2, recording, 0, 50))
    assert recording.length == 50


def test_a_branch_with_an_edited_weight_trains_from_the_edit(
    qtbot: QtBot, thread: TrainingThread
) -> None:
    recording = Recording(Settings())
    recording.advance_to(300)
    branch = recording.branch(100, WeightEdit("W1", 0, 0, 3.0))
    run(qtbot, thread, Movement(1, branch, 100, 300))
    assert branch.moment(100).W1[0, 0] == 3.0
    assert not np.array_equal(branch.moment(300).W1, recording.moment(300).W1)
