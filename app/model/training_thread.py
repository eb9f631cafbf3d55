"""The thread that trains, seen from the window: orders go in, signals come out."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QThread, Signal

from app.kept.processors import OneProcessor
from app.model.gate import Gate
from app.model.worker import Movement, Worker


class TrainingThread(QObject):
    """A thread with a worker and its gate in it.

    Attributes:
        worker: makes the steps, and tells of each.
        gate: its listener hears them; it asks for pictures.
    """

    _run = Signal(object)
    _pause = Signal()
    _set_pace = Signal(float)
    _set_target = Signal(int)
    _release = Signal(float)
    _finish = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.gate = Gate()
        self.worker = Worker(self.gate, beside=OneProcessor())
        self._thread = QThread(self)
        self._thread.setObjectName("training")
        for each in (self.gate, self.worker):
            each.moveToThread(self._thread)
        # Within their own thread: a queued delivery for each step would take a third of the speed.
        direct, queued = Qt.ConnectionType.DirectConnection, Qt.ConnectionType.QueuedConnection
        self.worker.stepped.connect(self.gate.listener.on_step, direct)
        self.worker.replayed.connect(self.gate.listener.on_step, direct)
        self.worker.rested.connect(self.gate.on_rest, direct)
        self.gate.opened.connect(self.worker.go_on, direct)
        self._run.connect(self.worker.run, queued)
        self._pause.connect(self.worker.pause, queued)
        self._set_pace.connect(self.worker.set_pace, queued)
        self._set_target.connect(self.worker.set_target, queued)
        self._release.connect(self.gate.open, queued)
        self._finish.connect(self.worker.finish, queued)
        self._thread.start()

    def run(self, movement: Movement) -> None:
        """Begin a movement of the playhead."""
        self._run.emit(movement)

    def pause(self) -> None:
        """Stop after the burst under way."""
        self._pause.emit()

    def set_pace(self, pace: float) -> None:
        """Go on at another pace, in steps a second."""
        self._set_pace.emit(pace)

    def set_target(self, target: int) -> None:
        """Let the movement that trains end at another position."""
        self._set_target.emit(target)

    def release(self, deadline: float) -> None:
        """The last burst is painted: the next one may last until `deadline`, in `perf_counter`."""
        self._release.emit(deadline)

    def close(self) -> None:
        """End the thread after the burst under way."""
        self._finish.emit()
        self._thread.wait()
