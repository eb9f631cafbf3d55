"""Holds a step until somebody has guessed what it will show."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from app.commands.run_controls import RunControls
from app.model.playhead import Playhead
from app.model.session import LAST_PHASE, Session
from app.pages.side_panel import SidePanel
from app.pictures.pictures import NetworkPictures
from nn.explain.guesses import Guess, Question, Tally, judge, questions


class GuessControls(QObject):
    """Asks on the page of the step, as long as its switch is on; what plays is never held.

    What was guessed or passed is not asked again. Whoever goes elsewhere is not asked any longer.

    Args of the constructor:
        pages: with the section that asks.
        session: where a guess is asked for.
        playhead: goes on when it is made.
        controls: are held until then.
        network: where a weight is selected; gets the keys back.
    """

    def __init__(
        self,
        pages: SidePanel,
        session: Session,
        playhead: Playhead,
        controls: RunControls,
        network: NetworkPictures,
    ) -> None:
        section = pages.guess
        super().__init__(section)
        self._section, self._panel = section, pages.panel
        self._session, self._playhead = session, playhead
        self._controls, self._network = controls, network
        self._done: set[tuple[int, Question]] = set()
        self._place: tuple[int, Question] | None = None
        self._tally = Tally()
        self._judged: int | None = None
        section.switched.connect(self._on_switched)
        section.guessed.connect(self._on_guessed)
        section.passed.connect(self._on_passed)
        session.moved.connect(self._on_moved)
        session.recording_changed.connect(self._forget)
        network.cell_selected.connect(self._on_selected)

    def holds(self, step: bool) -> bool:
        """Whether the next phase, or the rest of a step, has to wait; then it is asked for."""
        session, playhead = self._session, self._playhead
        position, phase = session.position, session.phase
        if phase is None or phase == LAST_PHASE:
            position, phase = position + 1, -1
        question = self._ahead(position, phase)
        if question is None:
            return False
        before = question.phase - 1
        if phase != before and not step:
            return False
        self._place = position, question
        if phase == before:
            self._ask()
        elif phase >= 0:
            playhead.seek(position, before)
        else:
            playhead.enter_step(before)
        return True

    def _ahead(self, position: int, phase: int) -> Question | None:
        """What is asked next in a step, beyond a phase of it; None for nothing."""
        for question in questions(self._network.canvas.selected):
            if question.phase > phase and (position, question) not in self._done:
                return question
        return None

    def _ask(self) -> None:
        """Ask where the keys are; whoever is asked already is only reminded."""
        assert self._place is not None
        self._section.set_outputs(self._session.settings.sizes[2])
        self._panel.show("guess")
        self._section.ask(self._place[1])

    def _go_on(self) -> None:
        assert self._place is not None
        position, question = self._place
        self._done.add(self._place)
        self._place = None
        self._playhead.seek(position, question.phase)
        self._network.setFocus()

    @Slot(bool)
    def _on_switched(self, on: bool) -> None:
        self._place = None
        self._controls.hold_with(self.holds if on else None)

    @Slot(object)
    def _on_guessed(self, guess: Guess) -> None:
        step = self._session.moment().step
        if self._place is None or step is None:
            return
        verdict = judge(step, self._place[1], guess)
        self._tally = self._tally.with_one(verdict.right)
        self._go_on()
        self._judged = self._session.position
        self._section.show_verdict(verdict, self._tally)

    @Slot()
    def _on_passed(self) -> None:
        if self._place is not None:
            self._go_on()
            self._section.rest()

    @Slot()
    def _on_moved(self) -> None:
        """Ask on arrival, and no longer elsewhere; what was judged stays beside its step."""
        session, place = self._session, self._place
        if place is not None:
            if (session.position, session.phase) == (place[0], place[1].phase - 1):
                self._ask()
                return
            if self._playhead.stepping:
                return
            self._place = None
        left = self._judged is not None and session.position != self._judged
        if self._section.asks is not None or left:
            self._judged = None
            self._section.rest()

    @Slot()
    def _forget(self) -> None:
        self._done.clear()
        self._place = None
        self._section.rest()

    @Slot(object, object)
    def _on_selected(self, symbol: str | None, index: tuple[int, ...] | None) -> None:
        """Ask of the weight that is selected now."""
        if self._section.asks is None or self._place is None:
            return
        position, phase = self._place[0], self._place[1].phase - 1
        question = self._ahead(position, phase)
        if question is not None and question.phase == phase + 1:
            self._place = position, question
            self._ask()
        else:
            self._place = None
            self._section.rest()
