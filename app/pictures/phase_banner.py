"""What happens in the phase that is looked at, in letters that the last row of a class reads."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.pictures.position_strip import BEGINNING, HINT, WAITING
from app.widgets.theme import tabular, theme_of
from nn.explain.phases import PHASES
from nn.explain.sight import Sight

LARGE = 1.4
"""Times the size of the text around it."""

SIDE, ABOVE, LINES = 14, 4, 2


class PhaseBanner(QWidget):
    """The formula of a phase and its sentence, on two lines that are always there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Phase")
        self._said = ("", HINT)

    @property
    def text(self) -> str:
        """What it says."""
        return "\n".join(line for line in self._said if line)

    def show_sight(self, sight: Sight) -> None:
        """Say what happens at a moment."""
        said = ("", WAITING if sight.tried else HINT if sight.position else BEGINNING)
        if sight.step is not None and sight.phase is not None:
            phase = PHASES[sight.phase]
            formula = phase.formula_for(sight.step.task)
            said = f"{sight.phase + 1} of {len(PHASES)}   {formula}", phase.explanation
        if said != self._said:
            self._said = said
            self.setAccessibleDescription(self.text)
            self.update()

    def sizeHint(self) -> QSize:
        line = QFontMetricsF(self._font()).lineSpacing()
        return QSize(320, round(LINES * line) + 2 * ABOVE)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_of(self.palette()), QPainter(self)
        formula, sentence = self._said
        room = QRectF(self.rect()).adjusted(SIDE, ABOVE, -SIDE, -ABOVE)
        high = room.height() / LINES
        colours = theme.accent, theme.text if formula else theme.muted
        for number, (text, colour) in enumerate(zip((formula, sentence), colours, strict=True)):
            font = self._font(bold=number == 0)
            # Rather smaller than cut short: it is what the class is to read.
            wide = QFontMetricsF(font).horizontalAdvance(text)
            if wide > room.width():
                font.setPointSizeF(font.pointSizeF() * room.width() / wide)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            line = QRectF(room.left(), room.top() + number * high, room.width(), high)
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _font(self, bold: bool = False) -> QFont:
        font = tabular(self.font(), LARGE)
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font
