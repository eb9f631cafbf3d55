"""What the commands of the Run and Step menus do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.model.playhead import Playhead
from app.model.session import LAST_PHASE, Session
from app.widgets.speed import SpeedControl
from nn.core.settings import RANGES

if TYPE_CHECKING:
    from nn.run.breakpoints import Breakpoints

MOST_EPOCHS = RANGES["epochs"].highest


class RunControls(QObject):
    """Turns commands into movements of the playhead.

    Signals:
        told: something the person should know, one line.
        outdated: what was told and is no longer so.
    """

    told = Signal(str)
    outdated = Signal(str)

    def __init__(
        self,
        session: Session,
        playhead: Playhead,
        speed: SpeedControl,
        breakpoints: Callable[[], Breakpoints | None],
        parent: QObject,
    ) -> None:
        """Move the playhead on a session; `breakpoints` gives the conditions that stop a run."""
        super().__init__(parent)
        self._session, self._playhead, self._speed = session, playhead, speed
        self._breakpoints = breakpoints
        self._offered_more = False
        self._said_of_here = ""
        self._holds: Callable[[bool], bool] | None = None
        for moves in (session.moved, session.recording_changed, session.plan_changed):
            moves.connect(self._take_offer_back)

    @Slot(str)
    def on_stopped(self, reason: str) -> None:
        """Say that the plan is carried out, where no other reason stopped the run."""
        if not reason and self._session.steps_done == self._session.planned_steps:
            self._say_of_here(_all_done(self._session.epochs))

    @Slot()
    def toggle_play(self) -> None:
        """Pause, or play towards the end of the plan, and of what is recorded beyond it.

        Where nothing is left to play, say how many epochs more Play trains if it is pressed once
        more.
        """
        playhead, session = self._playhead, self._session
        if playhead.playing:
            playhead.pause()
        elif session.position < session.planned_steps:
            playhead.play(session.planned_steps, self._breakpoints())
        elif session.position < session.recording.length:
            playhead.play(session.recording.length, self._breakpoints())
        else:
            self._play_more()

    def _play_more(self) -> None:
        session = self._session
        # The plan may have been cut to less than was made.
        done = session.position // session.settings.observations
        more = min(session.settings.epochs, MOST_EPOCHS - done)
        if more <= 0:
            self._tell_of_longest_run()
        elif not self._offered_more:
            self._offered_more = True
            self._say_of_here(f"{_all_done(done)} Play once more trains {more:,} more.")
        else:
            planned = session.epochs
            session.extend_plan(done + more)
            self.told.emit(
                f"{done + more:,} epochs are planned now; Undo makes it {planned:,} again."
            )
            self._playhead.play(session.planned_steps, self._breakpoints())

    @Slot()
    def play_backwards(self) -> None:
        """Play into the past, or pause."""
        if self._playhead.playing:
            backwards = self._playhead.backwards
            self._playhead.pause()
            if backwards:
                return
        self._playhead.play(0, self._breakpoints())

    @Slot()
    def run_epoch(self) -> None:
        """Go to the end of the epoch in which the next step lies."""
        length = self._session.settings.observations
        target = (self._session.steps_done // length + 1) * length
        if self._may_reach(target):
            self._playhead.run_to(target, self._breakpoints())

    @Slot()
    def back_epoch(self) -> None:
        """Go back to where the epoch of the latest step began."""
        length = self._session.settings.observations
        self._playhead.seek((self._session.position - 1) // length * length)

    @Slot()
    def run_to_end(self) -> None:
        """Go to the end of the plan."""
        self._playhead.run_to(self._session.planned_steps, self._breakpoints())

    @Slot(int)
    def go_to(self, position: int) -> None:
        """Stand at a position, training up to there where it is not recorded yet."""
        if position <= self._session.recording.length:
            self._playhead.seek(position)
        else:
            self._playhead.run_to(position, self._breakpoints())

    def hold_with(self, holds: Callable[[bool], bool] | None) -> None:
        """Ask, before a phase (False) or a step (True) is made at rest, whether it is held."""
        self._holds = holds

    @Slot()
    def step_forward(self) -> None:
        """Finish the step or make the next one."""
        if self._waits(self.step_forward):
            return
        if self._may_go_on() and not (self._holds and self._holds(True)):
            self._playhead.step()

    @Slot()
    def step_back(self) -> None:
        """Take a step back."""
        if self._playhead.stepping:
            self._playhead.when_still(self.step_back)
        else:
            self._playhead.step_back()

    @Slot()
    def next_phase(self) -> None:
        """Walk on through the step."""
        if self._waits(self.next_phase):
            return
        if self._may_go_on() and not (self._holds and self._holds(False)):
            self._playhead.next_phase()

    @Slot()
    def previous_phase(self) -> None:
        """Walk back through the step."""
        if not self._waits(self.previous_phase):
            self._playhead.previous_phase()

    @Slot()
    def to_start(self) -> None:
        """Show step 0."""
        self._playhead.seek(0)

    @Slot()
    def to_newest(self) -> None:
        """Return to the newest recorded step."""
        self._playhead.seek(self._session.recording.length)

    @Slot()
    def faster(self) -> None:
        """Raise the speed by a notch."""
        self._speed.change(1)

    @Slot()
    def slower(self) -> None:
        """Lower the speed by a notch."""
        self._speed.change(-1)

    def _waits(self, command: Callable[[], None]) -> bool:
        """Whether a command is not for now: what plays is paused, but a single step counts."""
        playhead = self._playhead
        if playhead.stepping:
            playhead.when_still(command)
        elif playhead.playing:
            playhead.pause()
        else:
            return False
        return True

    def _within_step(self) -> bool:
        """Whether the step in which the session stands is not finished."""
        phase = self._session.phase
        return phase is not None and phase < LAST_PHASE

    def _may_go_on(self) -> bool:
        return self._within_step() or self._may_reach(self._session.position + 1)

    def _may_reach(self, position: int) -> bool:
        """Plan the epoch of a position if it lies beyond the plan; whether it can be reached."""
        session = self._session
        if position <= max(session.planned_steps, session.recording.length):
            return True
        epoch = -(-position // session.settings.observations)
        if epoch > MOST_EPOCHS:
            self._tell_of_longest_run()
            return False
        session.extend_plan(epoch)
        self.told.emit(f"Epoch {epoch:,} is planned too now; Undo takes it out of the plan.")
        return True

    def _tell_of_longest_run(self) -> None:
        self.told.emit(f"The longest run has been made: {MOST_EPOCHS:,} epochs.")

    def _say_of_here(self, text: str) -> None:
        """Say what is so only as long as the session stands where it does."""
        self._said_of_here = text
        self.told.emit(text)

    @Slot()
    def _take_offer_back(self) -> None:
        self._offered_more = False
        if self._said_of_here:
            self.outdated.emit(self._said_of_here)
            self._said_of_here = ""


def _all_done(epochs: int) -> str:
    return f"All {epochs:,} epochs are done." if epochs > 1 else "The epoch is done."
