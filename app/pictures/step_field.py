"""A field in which a step is typed, to go there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.widgets.entry_line import EntryLine, room_for
from app.widgets.theme import BAD, MUTED, tabular
from nn.run.place_text import PlaceTextError, parse_place

HINT = "a step such as 1217, or epoch:observation such as 3:217"
WIDEST = "10,000:100,000"


class _Line(EntryLine):
    """Tells where the keys go elsewhere."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class StepField(QWidget):
    """Covers a part of its parent as long as something is typed; what is wrong is said below it.

    Signals:
        chosen: the step to go to.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self._observations = self._last = 1
        self._focus_before: QWidget | None = None
        self.line = _Line()
        self.line.setAccessibleName("Go to step")
        self.line.setFont(tabular(self.font()))
        self.line.setFixedWidth(room_for(self.line, WIDEST))
        self.message = QLabel(HINT)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        label = QLabel("Go to step")
        label.setBuddy(self.line)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.line)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 0, 14, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.message)
        self.line.returnPressed.connect(self._on_entered)
        self.line.textEdited.connect(self._on_edited)
        self.line.abandoned.connect(self.leave)
        self.line.left.connect(self.leave)
        self.hide()

    def ask(self, position: int, observations: int, last: int) -> None:
        """Let a step be typed, at first the one that is shown.

        Args:
            position: that one.
            observations: in an epoch.
            last: the last step that can be gone to.
        """
        self._observations, self._last = observations, last
        if self.isHidden():
            self._focus_before = QApplication.focusWidget()
        self.line.setText(str(position))
        self._explain("")
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    @Slot()
    def leave(self) -> None:
        """Ask no more; the keys go to where they went before."""
        if self.isHidden():
            return
        had_focus, before = self.line.hasFocus(), self._focus_before
        self.hide()
        if had_focus and before is not None:
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _explain(self, problem: str) -> None:
        self.message.setText(problem or HINT)
        self.message.setForegroundRole(BAD if problem else MUTED)
        self.line.setAccessibleDescription(problem or HINT)

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        try:
            parse_place(text, self._observations, self._last)
        except PlaceTextError as error:
            # Nothing is wrong yet with what is about to be typed.
            self._explain(str(error) if text.strip().rstrip(":") and text[-1] != ":" else "")
        else:
            self._explain("")

    @Slot()
    def _on_entered(self) -> None:
        try:
            position = parse_place(self.line.text(), self._observations, self._last)
        except PlaceTextError as error:
            self._explain(str(error))
            self.line.selectAll()
            return
        self.leave()
        self.chosen.emit(position)
