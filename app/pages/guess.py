"""Guess first: a step says nothing before somebody has said what it will show."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.pages.bit_toggles import BitToggles
from app.widgets.entry_line import EntryLine
from app.widgets.flow import Flow
from app.widgets.heading import Quiet
from app.widgets.kept_keys import KeptKeys
from app.widgets.roomy_label import RoomyLabel
from app.widgets.theme import tabular
from app.widgets.tick_box import TickBox
from nn.explain.guesses import FALL, RISE, STAY, Guess, Question, Tally, Verdict

HELP = (
    "A step then waits before its outputs, and before its update if a weight is selected, "
    "until you guess or pass. Playing never waits."
)
WAITING = "↓ walks on to what is to be guessed."
WORDS = {RISE: "Rises", FALL: "Falls", STAY: "Stays"}
LONGEST_QUESTION = "Will W1[x16,h128] rise, fall or stay?"


class GuessSection(QWidget):
    """Asks, and shows what was guessed beside what is.

    Signals:
        switched: whether to guess first from now on.
        guessed: the guess, as in `nn.explain.guesses`.
        passed: this one is not guessed.
    """

    switched = Signal(bool)
    guessed = Signal(object)
    passed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Guess first")
        self._question: Question | None = None
        self.switch = TickBox("Guess before it is shown")
        self.switch.setToolTip(HELP)
        self.question = RoomyLabel((LONGEST_QUESTION,))
        self.question.setFont(tabular(self.font()))
        self.bits = BitToggles("y")
        self.moves = {guess: QPushButton(word) for guess, word in WORDS.items()}
        self.why = EntryLine()
        self.why.setPlaceholderText("Why? If you like")
        self.why.setAccessibleName("Why you guess so")
        self.guess, self.skip = QPushButton("Guess"), QPushButton("Pass")
        self.verdict, self.because, self.tally = Quiet(), Quiet(), Quiet()
        self.tally.setFont(tabular(self.font()))
        self._lay_out()
        self._make_keys()
        self.switch.toggled.connect(self._on_switched)
        for guess, button in self.moves.items():
            button.clicked.connect(lambda _=False, guess=guess: self._emit(guess))
        self.guess.clicked.connect(self._on_guess)
        self.skip.clicked.connect(self._on_pass)
        self.rest()

    @property
    def asks(self) -> Question | None:
        """What is asked now, None for nothing."""
        return self._question

    def set_outputs(self, count: int) -> None:
        """Make room for the outputs of a network."""
        if count != len(self.bits.buttons):
            self.bits.set_bits(count)

    def ask(self, question: Question) -> None:
        """Ask, and take the keys for the answer."""
        self._question = question
        self.question.setText(question.text)
        self.why.clear()
        self.bits.show_vector(self.bits.vector() * 0)
        self._show_verdict("", "")
        self._show_fields()
        if question.weight is None:
            self.bits.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.moves[RISE].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_verdict(self, verdict: Verdict, tally: Tally) -> None:
        """Show the guess beside what is."""
        own = self.why.text().strip()
        self._question = None
        self.question.setText("✓ Right." if verdict.right else "✗ Not right.")
        because = f"You: {own}\nIt is so: {verdict.because}" if own else verdict.because
        self._show_verdict(verdict.text, because)
        self.tally.setText(tally.text)
        self._show_fields()

    def rest(self) -> None:
        """Ask nothing."""
        self._question = None
        self.question.setText(WAITING if self.switch.isChecked() else "")
        self._show_verdict("", "")
        self._show_fields()

    def _lay_out(self) -> None:
        answers, buttons = Flow(), Flow()
        for button in self.moves.values():
            answers.add(button)
            KeptKeys(button, frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right}))
        for button in (self.guess, self.skip):
            buttons.add(button)
        for button in (*self.moves.values(), self.guess, self.skip):
            button.setAutoDefault(False)
        self.skip.setToolTip("See it without a guess  (P)")
        self.guess.setToolTip("See whether it is so  (Enter)")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 10)
        column.setSpacing(8)
        column.addWidget(self.switch)
        column.addWidget(Quiet(HELP))
        column.addWidget(self.question)
        column.addWidget(self.bits)
        column.addLayout(answers)
        column.addWidget(self.why)
        column.addLayout(buttons)
        for label in (self.verdict, self.because, self.tally):
            column.addWidget(label)
        self.verdict.setForegroundRole(self.foregroundRole())

    def _make_keys(self) -> None:
        rows = (
            ("Make the guess", ("Return", "Enter"), self._on_guess),
            ("Pass, see it without a guess", ("P",), self._on_pass),
        )
        for text, keys, slot in rows:
            action = QAction(text, self)
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(slot)
            self.addAction(action)

    def _show_verdict(self, text: str, because: str) -> None:
        self.verdict.setText(text)
        self.because.setText(because)
        self.verdict.setVisible(bool(text))
        self.because.setVisible(bool(because))

    def _show_fields(self) -> None:
        """Show what the question needs, and nothing else."""
        asks = self._question
        of_outputs = asks is not None and asks.weight is None
        self.question.setVisible(self.switch.isChecked())
        self.bits.setVisible(of_outputs)
        self.guess.setVisible(of_outputs)
        for button in self.moves.values():
            button.setVisible(asks is not None and not of_outputs)
        self.why.setVisible(asks is not None)
        self.skip.setVisible(asks is not None)
        self.tally.setVisible(bool(self.tally.text()))

    def _emit(self, guess: Guess) -> None:
        if self._question is not None:
            self.guessed.emit(guess)

    @Slot()
    def _on_guess(self) -> None:
        if self._question is None:
            return
        if self._question.weight is None:
            self._emit(tuple(self.bits.vector().tolist()))
            return
        for guess, button in self.moves.items():
            if button.hasFocus():
                self._emit(guess)
                return

    @Slot()
    def _on_pass(self) -> None:
        if self._question is not None:
            self.passed.emit()

    @Slot(bool)
    def _on_switched(self, on: bool) -> None:
        self.rest()
        self.switched.emit(on)
