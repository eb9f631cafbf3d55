"""The code that runs: the source of the readable core at the moment that is shown."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QPoint, Signal, Slot
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QToolTip, QVBoxLayout, QWidget

from app.pages.code_view import CodeView
from app.pages.moment_section import NOTHING_MADE, MomentSection
from app.widgets.heading import Quiet
from app.widgets.roomy_label import RoomyLabel
from app.widgets.theme import tabular
from nn.explain.code import (
    has_numbers,
    numbers_of,
    phase_of_line,
    summary_of,
    title_of,
)
from nn.explain.phases import PHASES
from nn.explain.sight import Sight

LONGEST_TOLD_OF_NAME = "slope\nfrom\nto"
WHOLE_STEP = "The whole step is shown: ↓ walks through its phases, and lights their lines here."

ONLY_FORWARD = "A vector is tried: forward() runs with it, and nothing else."


class CodeSection(MomentSection):
    """Shows the code, and what its names hold.

    Signals:
        phase_chosen: the index of the phase in which a line runs that was chosen.
    """

    phase_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self.said = RoomyLabel((WHOLE_STEP,))
        self.view = CodeView()
        self.pointed = RoomyLabel((LONGEST_TOLD_OF_NAME,))
        self.pointed.setFont(tabular(self.font()))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.said)
        column.addWidget(self.view, 1)
        column.addWidget(self.pointed)
        column.addWidget(
            Quiet(
                "The source of plain.py, which computed the numbers on screen. Point at a name to "
                "see what it holds; click a line, or press Enter, to go to its phase."
            )
        )
        self.view.pointed.connect(self._on_pointed)
        self.view.line_chosen.connect(self._on_line)
        self.show_moment()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Qt's own constructor already reports a change of font.
        if event.type() == QEvent.Type.FontChange and hasattr(self, "view"):
            self.view.take_size(self.font())

    def show_moment(self) -> None:
        sight = self._sight
        phase = None if sight is None else sight.phase
        if sight is None or sight.made is None:
            self.said.setText(NOTHING_MADE)
        elif sight.tried:
            self.said.setText(ONLY_FORWARD + _silenced(sight))
        elif phase is None:
            self.said.setText(WHOLE_STEP)
        else:
            self.said.setText(f"Phase {phase + 1} of {len(PHASES)}: {PHASES[phase].explanation}")
        self.view.show_phase(phase)
        self.view.setAccessibleDescription(self.said.text())
        symbol = self._selected[0] if self._selected else ""
        self.view.mark(symbol if has_numbers(symbol) else "")
        self._tell()

    @Slot(str)
    def _on_pointed(self, name: str) -> None:
        self._name = name
        self._tell()
        if not self.view.viewport().underMouse():
            return
        if name and self._sight is not None:
            numbers = numbers_of(self._sight, name)
            text = f"{escape(title_of(self._sight, name))}<pre>{escape(numbers)}</pre>"
            QToolTip.showText(QCursor.pos() + QPoint(12, 12), text, self.view)
        else:
            QToolTip.hideText()

    @Slot(int)
    def _on_line(self, line: int) -> None:
        phase = phase_of_line(line)
        if phase is not None and self._sight is not None and self._sight.step is not None:
            self.phase_chosen.emit(phase)

    def _tell(self) -> None:
        """Say what the name holds that is pointed at, or else that of the selected cell."""
        name = self._name or (self._selected[0] if self._selected else "")
        if self._sight is None or not has_numbers(name):
            self.pointed.setText("")
            return
        self.pointed.setText(f"{title_of(self._sight, name)}\n{summary_of(self._sight, name)}")


def _silenced(sight: Sight) -> str:
    """That the source does not know of the hidden units that are silenced, where any are."""
    if not sight.silenced:
        return ""
    from nn.answers.silence import units_text

    return f" It knows nothing of the silenced {units_text(sight.silenced)}: there a1 is 0."
