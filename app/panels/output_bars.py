"""The network's answer, a row for each output: probability, predicted and correct bit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.theme import tabular, theme_of
from nn.validation import Prediction

HEADER = 22
ROW = 24
NAME, NUMBER, LABEL = 34, 58, 46
"""Widths of the columns beside the bars, in pixels."""


class OutputBars(QWidget):
    """All rows painted in one go: they change sixty times a second."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[float, int, int]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Answer")
        self.setToolTip("For each output: the probability of a 1, the predicted bit, the right one")

    @property
    def rows(self) -> list[tuple[float, int, int]]:
        """Probability, predicted bit and correct bit of each output."""
        return self._rows

    def show_prediction(self, prediction: Prediction) -> None:
        """Show an answer."""
        count = len(self._rows)
        self._rows = list(
            zip(
                prediction.a2.tolist(),
                prediction.label.tolist(),
                prediction.correct.tolist(),
                strict=True,
            )
        )
        if len(self._rows) != count:
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, HEADER + ROW * max(1, len(self._rows)) + 2)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self.palette())
        painter = QPainter(self)
        plain = tabular(self.font())
        small = QFont(plain)
        small.setPointSizeF(plain.pointSizeF() * 0.9)
        width, flags = self.width(), Qt.AlignmentFlag
        bar_left = NAME + NUMBER + 6
        bar_width = width - bar_left - 2 * LABEL - 26
        columns = {
            "a2": QRectF(NAME, 0, NUMBER, HEADER),
            "ŷ": QRectF(width - 2 * LABEL - 20, 0, LABEL, HEADER),
            "right": QRectF(width - LABEL - 22, 0, LABEL, HEADER),
        }
        painter.setFont(small)
        painter.setPen(QColor(theme.muted))
        for name, rect in columns.items():
            painter.drawText(rect, flags.AlignCenter, name)
        painter.setFont(plain)
        metrics = QFontMetrics(plain)
        text, bad, accent = QColor(theme.text), QColor(theme.bad), QColor(theme.accent)
        muted, line = QColor(theme.muted), QColor(theme.line)
        for row, (probability, label, correct) in enumerate(self._rows):
            top = HEADER + row * ROW
            middle = top + (ROW + metrics.ascent() - metrics.descent()) // 2
            wrong = label != correct
            painter.setPen(muted)
            painter.drawText(4, middle, f"y{row + 1}")
            painter.setPen(text)
            painter.drawText(
                QRectF(NAME, top, NUMBER, ROW), flags.AlignCenter, f"{probability:.4f}"
            )
            bar = QRectF(bar_left, top + 6, bar_width, ROW - 12)
            painter.fillRect(bar, line)
            painter.fillRect(
                QRectF(bar.left(), bar.top(), bar_width * probability, bar.height()),
                bad if wrong else accent,
            )
            half = round(bar.left() + bar_width / 2)
            painter.setPen(text)
            painter.drawLine(half, top + 3, half, top + ROW - 4)
            painter.setPen(bad if wrong else text)
            for name, bit in (("ŷ", label), ("right", correct)):
                rect = QRectF(columns[name].left(), top, LABEL, ROW)
                painter.drawText(rect, flags.AlignCenter, str(bit))
            painter.drawText(
                QRectF(width - 24, top, 22, ROW), flags.AlignCenter, "✗" if wrong else "✓"
            )
        if self.hasFocus():
            painter.setPen(accent)
            painter.drawRect(0, 0, width - 1, self.height() - 1)
