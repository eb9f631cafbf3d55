"""How far a run is: what the line of the task says at the moment that is shown."""

from __future__ import annotations

from math import inf
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Slot

from app.model.all_right_search import AllRightSearch
from app.model.playhead import Playhead
from app.model.session import Session
from app.model.silenced import Silenced
from app.pictures.pictures import NetworkPictures
from app.pictures.task_line import TaskLine
from app.widgets.figures import counted
from nn.answers.tally import Tally
from nn.core.settings import Settings
from nn.core.tasks import task_named
from nn.explain.sight import Sight

SUMS_A_FRAME = 24_000
"""So many weighted sums of hidden units are made within a fraction of a millisecond."""

SECONDS_BETWEEN = 0.3
"""How often more of them are made: of large networks whose answers are in the balance."""


class Progress(QObject):
    """Counts how many vectors are answered right, and has the first step looked for.

    They are answered without the hidden units that are silenced, and what that breaks is said over
    the picture; the first step is that of the run, with all of them.
    """

    def __init__(
        self,
        session: Session,
        playhead: Playhead,
        search: AllRightSearch,
        silenced: Silenced,
        line: TaskLine,
        picture: NetworkPictures,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._playhead = session, playhead
        self._search, self._silenced = search, silenced
        self._line, self._picture = line, picture
        self._counted_units = silenced.units
        self._counted_at = self._broken_at = -inf
        self._cannot = ""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(round(1000 * SECONDS_BETWEEN))
        self._later.timeout.connect(self._catch_up)

    def show_recording(self) -> None:
        """Say what is to be learnt in another recording."""
        settings = self._session.settings
        task = task_named(settings.task)
        self._cannot = _what_is_lacking(settings)
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
        settings, recording = self._session.settings, self._session.recording
        judge, now = self._search.judge(recording), perf_counter()
        playing = self._playhead.playing
        units = self._silenced.units
        as_before = units == self._counted_units
        due = not as_before or now - self._counted_at >= SECONDS_BETWEEN
        answering = self._silenced.sight()
        tally = judge.quick_tally(answering.W1, answering.W2, inf if due else SUMS_A_FRAME)
        if tally is None:
            self._later.start()
            return
        self._later.stop()
        self._counted_at, self._counted_units = now, units
        # Of a run that has no step yet, this was all there is to look at.
        if (tally.all_right and not units) or (recording.length and not playing):
            self._search.look(recording)
        first = self._search.first(recording)
        if first is not None and first > sight.updates:
            first = None
        without = ""
        if units:
            from nn.answers.silence import breakage, without_text

            without = without_text(units)
            # What breaks takes longer to read than a frame lasts.
            if not (playing and as_before) or now - self._broken_at >= SECONDS_BETWEEN:
                self._broken_at = now
                broken = breakage(sight.W1, sight.W2, units, judge.vectors, settings.task)
                self._picture.show_breakage(without, broken.words)
        elif not as_before:
            self._picture.show_breakage("", ())
        remarks = filter(None, (self._cannot, self._ended(sight)))
        shown = tally._replace(first=first, without=without)
        self._line.show_tally(shown, "  ·  ".join(remarks))

    @Slot()
    def _catch_up(self) -> None:
        self.show_sight(self._session.sight())

    def _ended(self, sight: Sight) -> str:
        """That the plan is carried out, where it is."""
        session = self._session
        if sight.phase is not None or session.position != session.planned_steps:
            return ""
        return f"end of {counted(session.epochs, 'epoch')}"


def _what_is_lacking(settings: Settings) -> str:
    """How many hidden units it would take at least, where there are fewer."""
    if settings.hidden_units > settings.outputs:
        # So many can give whatever is asked: nothing has to be counted.
        return ""
    from nn.explain.limits import limits_of

    least = limits_of(settings.task, settings.bits).hidden_units
    if settings.hidden_units >= least:
        return ""
    return f"needs {counted(least, 'hidden unit')} or more"
