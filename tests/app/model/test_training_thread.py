from __future__ import annotations

import os
from collections.abc import Iterator
from math import inf
from time import perf_counter

import numpy as np
import pytest
from PySide6.QtCore import QObject, Qt, QThread, Slot
from pytestqt.qtbot import QtBot

from app.kept.processors import ALLOWED
from app.model.training_thread import TrainingThread
from app.model.worker import Movement
from nn.core.settings import Settings
from nn.run.events import WeightEdit
from nn.run.recording import Recording


class Listener(QObject):
    """Hears a worker as the window does, and releases its bursts at once."""

    def __init__(self, thread: TrainingThread) -> None:
        super().__init__()
        self.positions: list[int] = []
        self.stops: list[tuple[int, int, str]] = []
        self.tracebacks: list[str] = []
        self.releases = True
        self._thread = thread
        queued = Qt.ConnectionType.QueuedConnection
        thread.gate.wanted.connect(self._on_wanted, queued)
        thread.worker.stopped.connect(self._on_stopped, queued)
        thread.worker.failed.connect(self._on_failed, queued)

    @Slot(int, int)
    def _on_wanted(self, number: int, position: int) -> None:
        self.positions.append(position)
        if self.releases:
            self._thread.release(perf_counter() + 0.005)

    @Slot(int, int, str)
    def _on_stopped(self, number: int, position: int, reason: str) -> None:
        self.stops.append((number, position, reason))

    @Slot(int, str)
    def _on_failed(self, number: int, traceback: str) -> None:
        self.tracebacks.append(traceback)


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


def test_what_is_made_again_or_gone_back_is_announced_apart_from_what_is_trained(
    qtbot: QtBot, thread: TrainingThread
) -> None:
    trained, replayed = Counter(), Counter()
    for counter, signal in ((trained, "stepped"), (replayed, "replayed")):
        counter.moveToThread(thread.worker.thread())
        getattr(thread.worker, signal).connect(counter.on_step, Qt.ConnectionType.DirectConnection)
    recording = Recording(Settings())
    recording.advance_to(700)
    run(qtbot, thread, Movement(1, recording, 650, 900))
    assert replayed.numbers == list(range(651, 701))
    assert trained.numbers == list(range(701, 901))
    replayed.numbers.clear()
    run(qtbot, thread, Movement(2, recording, 900, 500))
    assert replayed.numbers == list(range(899, 499, -1))
    assert trained.numbers == list(range(701, 901))
    assert thread.gate.listener.count == 250 + 400


def test_playing_backwards_moves_and_trains_nothing(qtbot: QtBot, thread: TrainingThread) -> None:
    recording = Recording(Settings())
    recording.advance_to(2000)
    with qtbot.assertNotEmitted(thread.worker.stepped):
        listener = run(qtbot, thread, Movement(4, recording, 2000, 0))
    assert listener.stops == [(4, 0, "")]
    assert listener.positions == sorted(listener.positions, reverse=True)
    assert len(listener.positions) > 1
    assert recording.length == 2000


def test_without_the_gate_the_picture_stands_still_and_orders_still_arrive(
    qtbot: QtBot, thread: TrainingThread
) -> None:
    thread.worker.stepped.disconnect(thread.gate.listener.on_step)
    recording, listener = Recording(Settings(epochs=10_000)), Listener(thread)
    thread.run(Movement(1, recording, 0, 5_000_000))
    qtbot.waitUntil(lambda: recording.length > 10_000, timeout=10_000)
    assert listener.positions == []
    thread.pause()
    qtbot.waitUntil(lambda: bool(listener.stops), timeout=5000)
    assert listener.stops == [(1, recording.length, "")]
    assert listener.positions == []


def test_a_burst_waits_until_the_picture_is_painted(qtbot: QtBot, thread: TrainingThread) -> None:
    recording = Recording(Settings())
    listener = Listener(thread)
    listener.releases = False
    thread.run(Movement(1, recording, 0, 5000))
    qtbot.waitUntil(lambda: len(listener.positions) == 1, timeout=5000)
    made = recording.length
    qtbot.wait(100)
    assert recording.length == made
    thread.release(perf_counter() + 0.005)
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
    monkeypatch.setattr("nn.core.network.SOUND", 0.1)
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
    qtbot.waitUntil(lambda: bool(listener.tracebacks), timeout=5000)
    assert "ZeroDivisionError: unforeseen" in listener.tracebacks[0]
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


def test_a_thread_that_is_closed_ends(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    made = TrainingThread()
    inner = made.worker.thread()
    # Whoever waits for a thread that does not end waits for ever.
    monkeypatch.setattr(QThread, "wait", lambda thread: None)
    try:
        with qtbot.waitSignal(inner.finished, timeout=5000):
            made.close()
    finally:
        monkeypatch.undo()
        inner.quit()
        inner.wait()


@pytest.mark.skipif(len(ALLOWED) < 2, reason="threads are kept together on Linux alone")
def test_only_at_full_speed_both_threads_stay_on_one_processor(
    qtbot: QtBot, thread: TrainingThread
) -> None:
    def place() -> set[int]:
        return os.sched_getaffinity(0)

    recording, listener = Recording(Settings(epochs=10_000)), Listener(thread)
    thread.run(Movement(1, recording, 0, 5_000_000, pace=500.0))
    qtbot.waitUntil(lambda: recording.length > 20, timeout=5000)
    assert place() == ALLOWED
    thread.set_pace(inf)
    qtbot.waitUntil(lambda: len(place()) == 1, timeout=5000)
    thread.set_pace(500.0)
    qtbot.waitUntil(lambda: place() == ALLOWED, timeout=5000)
    thread.set_pace(inf)
    qtbot.waitUntil(lambda: len(place()) == 1, timeout=5000)
    thread.pause()
    qtbot.waitUntil(lambda: bool(listener.stops), timeout=5000)
    assert place() == ALLOWED


@pytest.mark.skipif(len(ALLOWED) < 2, reason="threads are kept together on Linux alone")
def test_a_thread_that_ends_lets_the_window_run_anywhere(qtbot: QtBot) -> None:
    thread = TrainingThread()
    listener = Listener(thread)
    thread.run(Movement(1, Recording(Settings(epochs=10_000)), 0, 5_000_000))
    qtbot.waitUntil(lambda: len(os.sched_getaffinity(0)) == 1, timeout=5000)
    thread.close()
    assert os.sched_getaffinity(0) == ALLOWED
    assert listener.stops == []
