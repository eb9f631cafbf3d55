"""How far a run is: what the line of the task says at the moment that is shown."""

from __future__ import annotations

from math import inf
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Slot

from app.model.all_right_search import AllRightSearch
from app.model.playhead import Playhead
from app.model.session import Session
from app.pictures.task_line import TaskLine
from app.widgets.figures import counted
from nn.answers.tally import Tally
from nn.core.tasks import task_named
from nn.explain.sight import Sight

SUMS_A_FRAME = 24_000
"""So many weighted sums of hidden units are made within a fraction of a millisecond."""

SECONDS_BETWEEN = 0.3
"""How often more of them are made: of large networks whose answers are in the balance."""


class Progress(QObject):
    """Counts how many vectors are answered right, and has the first step looked for."""

    def __init__(
        self,
        session: Session,
        playhead: Playhead,
        search: AllRightSearch,
        line: TaskLine,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._playhead = session, playhead
        self._search, self._line = search, line
        self._counted_at = -inf
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(round(1000 * SECONDS_BETWEEN))
        self._later.timeout.connect(self._catch_up)

    def show_recording(self) -> None:
        """Say what is to be learnt in another recording."""
        task = task_named(self._session.settings.task)
        first = self._session.recording.observations.draws.vectors[0]
        self._counted_at = -inf
        self._line.set_task(f"Learn to {task.goal}", task.example(first))

    def first(self) -> Tally | None:
        """The count at the first step at which all are right, as far as that is known."""
        recording = self._session.recording
        count, step = len(self._search.judge(recording).vectors), self._search.first(recording)
        there_are = 2**recording.settings.bits
        return None if step is None else Tally(count, count, there_are, step)

    @Slot(bool)
    def show_playing(self, playing: bool) -> None:
        """Search only while nothing is trained, and count exactly what is shown at rest."""
        if playing:
            self._search.rest()
        else:
            self._counted_at = -inf
            self.show_sight(self._session.sight())

    def show_sight(self, sight: Sight) -> None:
        """Show how many are right with the weights in force."""
        recording = self._session.recording
        judge, now = self._search.judge(recording), perf_counter()
        playing = self._playhead.playing
        due = now - self._counted_at >= SECONDS_BETWEEN
        tally = judge.quick_tally(sight.W1, sight.W2, inf if due else SUMS_A_FRAME)
        if tally is None:
            self._later.start()
            return
        self._later.stop()
        self._counted_at = now
        # Of a run that has no step yet, this was all there is to look at.
        if tally.all_right or (recording.length and not playing):
            self._search.look(recording)
        first = self._search.first(recording)
        if first is not None and first > sight.updates:
            first = None
        self._line.show_tally(tally._replace(first=first), self._ended(sight))

    @Slot()
    def _catch_up(self) -> None:
        self.show_sight(self._session.sight())

    def _ended(self, sight: Sight) -> str:
        """That the plan is carried out, where it is."""
        session = self._session
        if sight.phase is not None or session.position != session.planned_steps:
            return ""
        return f"end of {counted(session.epochs, 'epoch')}"
