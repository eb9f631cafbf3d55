"""Moving so slowly that every phase of every step is seen."""

from __future__ import annotations

from app.model.session import LAST_PHASE, Session
from nn.run.breakpoints import Breakpoints

Place = tuple[int, int | None]
"""A position and a phase."""


class PhaseWalk:
    """Knows the next place on the way through the phases, and where the way ends.

    Args of the constructor:
        session: stands where the walk begins; always on the same recording.
        target: the position where it ends at the latest, another than that.
        breakpoints: what ends it earlier.

    Attributes:
        target: may be moved.
        breakpoints: as given.
        backwards: whether it leads into the past.
    """

    def __init__(self, session: Session, target: int, breakpoints: Breakpoints | None) -> None:
        self._session, self._recording = session, session.recording
        self.breakpoints = breakpoints
        self._start = session.steps_done if target >= session.position else session.position
        self.target = target
        self.backwards = target < self._start
        if breakpoints and not self.backwards:
            self._training = self._recording.cursor(self._start)
            self._training.make_changes()
            breakpoints.begin(self._training, self._recording.losses[: self._start])

    def next_place(self) -> Place:
        """Where to stand next; the position may be one that is not recorded yet."""
        position, phase = self._session.position, self._session.phase
        if self.backwards:
            phase = LAST_PHASE if phase is None else phase
            return (position, phase - 1) if phase > 0 else (position - 1, LAST_PHASE)
        if phase is None or phase == LAST_PHASE:
            return position + 1, 0
        return position, phase + 1

    def why_over(self, place: Place) -> str | None:
        """Why it ends at a place on its way, "" at its target; None where it goes on.

        Forwards it is asked of every place where a step ends.
        """
        position, phase = place
        if position == self._start or phase not in (None, LAST_PHASE):
            return None
        reason = self._why_stopped(position)
        # The target may have been moved to what is past already.
        over = position <= self.target if self.backwards else position >= self.target
        return "" if reason is None and over else reason

    def _why_stopped(self, position: int) -> str | None:
        conditions, reason = self.breakpoints, None
        if conditions is None or position == 0:
            return None
        if self.backwards:
            return conditions.stops_within(self._recording, position - 1, position).get(position)
        while self._training.position < position:
            reason = conditions.check(self._training, float(self._training.advance()[0]))
        return reason
