"""Looks in the background for the first step at which all vectors are answered right."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal, Slot

from app.kept.background import Job
from nn.answers.judge import Judge
from nn.answers.sample import vectors_for
from nn.run.recording import Recording

if TYPE_CHECKING:
    from nn.run.first_all_right import FirstAllRight


class AllRightSearch(QObject):
    """Searches one recording at a time, and remembers what it found in each.

    A search costs as much as the training itself, and both share an interpreter: while a run is
    being trained it is asked to look only when there is something to find.

    Signals:
        found: in some recording.
        failed: the traceback of an unforeseen error.
    """

    found = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._judges: WeakKeyDictionary[Recording, Judge] = WeakKeyDictionary()
        self._searches: WeakKeyDictionary[Recording, FirstAllRight] = WeakKeyDictionary()
        self._job: Job[int] | None = None
        self._searched: Recording | None = None
        self._wanted: Recording | None = None

    def first(self, recording: Recording) -> int | None:
        """The first step at which all are right; None as long as none is known."""
        search = self._searches.get(recording)
        return None if search is None else search.step

    def judge(self, recording: Recording) -> Judge:
        """Asks for the answers to the vectors that count in a recording."""
        judge = self._judges.get(recording)
        if judge is None:
            settings = recording.settings
            judge = self._judges[recording] = Judge(vectors_for(settings.bits), settings.task)
        return judge

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

    def _of(self, recording: Recording) -> FirstAllRight:
        search = self._searches.get(recording)
        if search is None:
            from nn.run.first_all_right import FirstAllRight

            search = self._searches[recording] = FirstAllRight(self.judge(recording))
        return search

    def _begin(self) -> None:
        recording = self._wanted
        if recording is None or self._job is not None:
            return
        search = self._of(recording)
        if not search.leaves_out(recording):
            return
        self._searched = recording
        self._job = Job(lambda progress: search.search(recording, progress), self)
        self._job.finished.connect(self._on_finished)
        self._job.failed.connect(self._on_failed)
        self._job.start()

    @Slot(object)
    def _on_finished(self, step: int | None) -> None:
        self._let_go()
        if step is not None:
            self.found.emit()
        self._begin()

    @Slot(str)
    def _on_failed(self, trace: str) -> None:
        self._let_go()
        self._wanted = None
        self.failed.emit(trace)

    def _let_go(self) -> None:
        assert self._job is not None
        self._job.deleteLater()
        self._job = self._searched = None
