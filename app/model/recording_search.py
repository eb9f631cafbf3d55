"""Looks for something in a recording, in the background, and remembers what it found in each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal, Slot

from app.kept.background import Job
from nn.core.progress import Progress
from nn.run.recording import Recording


class Search(Protocol):
    """What is searched for in one recording, again and again as it grows."""

    def leaves_out(self, recording: Recording) -> bool:
        """Whether there is something left to be searched."""

    def search(self, recording: Recording, progress: Progress | None = None) -> object:
        """Search what is recorded by now; None if nothing was found."""


Kind = TypeVar("Kind", bound=Search)


class RecordingSearch(QObject, Generic[Kind]):
    """Searches one recording at a time.

    A search may cost as much as the training itself, and both share an interpreter: while a run is
    being trained it is asked to look only when there is something to find.

    Signals:
        found: something, in some recording.
        progressed: how much is searched, of how much.
        ended: nothing is searched any longer.
        failed: the traceback of an unforeseen error.
    """

    found = Signal()
    progressed = Signal(int, int)
    ended = Signal()
    failed = Signal(str)

    def __init__(self, make: Callable[[Recording], Kind], parent: QObject | None = None) -> None:
        """Prepare to search, with what `make` makes for a recording."""
        super().__init__(parent)
        self._make = make
        self._searches: WeakKeyDictionary[Recording, Kind] = WeakKeyDictionary()
        self._job: Job[object] | None = None
        self._searched: Recording | None = None
        self._wanted: Recording | None = None

    @property
    def busy(self) -> bool:
        """Whether something is being searched."""
        return self._job is not None

    def known(self, recording: Recording) -> Kind | None:
        """What was searched for in a recording; None if nothing was yet."""
        return self._searches.get(recording)

    def look(self, recording: Recording) -> None:
        """Search a recording as far as it goes by now, in place of any other."""
        self._wanted = recording
        if self._job is not None and self._searched is not recording:
            self._job.cancel()
        self._begin()

    @Slot()
    def rest(self) -> None:
        """Let the search wait until someone asks again."""
        self._wanted = None
        if self._job is not None:
            self._job.cancel()

    def end(self) -> None:
        """Search no more."""
        self._wanted = None
        if self._job is not None:
            self._job.end()

    def _begin(self) -> None:
        recording = self._wanted
        if recording is None or self._job is not None:
            return
        search = self._searches.get(recording)
        if search is None:
            search = self._searches[recording] = self._make(recording)
        if not search.leaves_out(recording):
            return
        self._searched = recording
        self._job = Job(lambda progress: search.search(recording, progress), self)
        self._job.progressed.connect(self.progressed)
        self._job.finished.connect(self._on_finished)
        self._job.failed.connect(self._on_failed)
        self._job.start()

    @Slot(object)
    def _on_finished(self, result: object) -> None:
        self._let_go()
        if result is not None:
            self.found.emit()
        self._begin()
        self._tell_if_ended()

    @Slot(str)
    def _on_failed(self, trace: str) -> None:
        self._let_go()
        self._wanted = None
        self.failed.emit(trace)
        self._tell_if_ended()

    def _tell_if_ended(self) -> None:
        if self._job is None:
            self.ended.emit()

    def _let_go(self) -> None:
        assert self._job is not None
        self._job.deleteLater()
        self._job = self._searched = None
