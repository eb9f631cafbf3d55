"""What the commands of the Run and Step menus do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from app.model.playhead import Playhead
from app.model.session import Session
from app.widgets.speed import SpeedControl
from nn.run.breakpoints import Breakpoints


class RunControls(QObject):
    """Turns commands into movements of the playhead.

    Signals:
        told: something the person should know, one line.
    """

    told = Signal(str)

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

    @Slot(str)
    def on_stopped(self, reason: str) -> None:
        """Say that the plan is carried out, where no other reason stopped the run."""
        if not reason and self._session.position == self._session.planned_steps:
            self.told.emit(f"All {self._session.epochs:,} epochs are done. Play goes on for more.")

    @Slot()
    def toggle_play(self) -> None:
        """Pause, or play towards the end of the plan, and beyond it by as many epochs again."""
        playhead = self._playhead
        if playhead.playing:
            playhead.pause()
            return
        if self._session.position >= self._session.planned_steps:
            added = self._session.plan_more()
            if not added:
                self.told.emit("The longest run has been made: 10,000 epochs.")
                return
            self.told.emit(f"Continuing for {added:,} more epochs.")
        playhead.play(self._session.planned_steps, self._breakpoints())

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
        if target > self._session.planned_steps and not self._session.plan_more():
            self.told.emit("The longest run has been made: 10,000 epochs.")
            return
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

    @Slot()
    def step_forward(self) -> None:
        """Finish the step or make the next one."""
        if self._playhead.playing:
            self._playhead.pause()
            return
        session = self._session
        if session.position >= session.planned_steps and session.phase is None:
            session.plan_more()
        self._playhead.step()

    @Slot()
    def step_back(self) -> None:
        """Take a step back."""
        self._playhead.step_back()

    @Slot()
    def next_phase(self) -> None:
        """Walk on through the step."""
        if self._playhead.playing:
            self._playhead.pause()
        else:
            self._playhead.next_phase()

    @Slot()
    def previous_phase(self) -> None:
        """Walk back through the step."""
        if self._playhead.playing:
            self._playhead.pause()
        else:
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
