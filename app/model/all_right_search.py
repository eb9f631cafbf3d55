"""Looks in the background for the first step at which all vectors are answered right."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject

from app.model.recording_search import RecordingSearch
from nn.answers.judge import Judge
from nn.answers.sample import vectors_for
from nn.run.recording import Recording

if TYPE_CHECKING:
    from nn.run.first_all_right import FirstAllRight


class AllRightSearch(RecordingSearch["FirstAllRight"]):
    """Searches for the first step, and knows who judges the answers in a recording."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(self._made, parent)
        self._judges: WeakKeyDictionary[Recording, Judge] = WeakKeyDictionary()

    def first(self, recording: Recording) -> int | None:
        """The first step at which all are right; None as long as none is known."""
        search = self.known(recording)
        return None if search is None else search.step

    def judge(self, recording: Recording) -> Judge:
        """Asks for the answers to the vectors that count in a recording."""
        judge = self._judges.get(recording)
        if judge is None:
            settings = recording.settings
            judge = self._judges[recording] = Judge(vectors_for(settings.bits), settings.task)
        return judge

    def _made(self, recording: Recording) -> FirstAllRight:
        from nn.run.first_all_right import FirstAllRight

        return FirstAllRight(self.judge(recording))
