"""The challenges of a validation: challenge, predicted and correct below one another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontMetrics,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.widgets.bit_text import bits_text
from app.widgets.theme import tabular, theme_of
from nn.answers.validation import Prediction

LINES = ("challenge", "predicted", "correct")
EDGE, GAP, BETWEEN = 4, 12, 8


class Challenges(QWidget):
    """As many challenges side by side as there is room for.

    Signals:
        copy_requested: Ctrl+C, or Copy in the context menu.
    """

    copy_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._challenges: Sequence[Prediction] = ()
        self._faded = False
        self._use_font()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Challenges")
        self.setToolTip("The first new vectors, what the network predicts, and what is correct")
        copy = QAction("Copy the report", self)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy_requested)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.show_challenges(())

    def show_challenges(self, challenges: Sequence[Prediction], faded: bool = False) -> None:
        """Show them, faded where they are those of another network; none hides the widget."""
        self._challenges, self._faded = challenges, faded
        self.setVisible(bool(challenges))
        self.setAccessibleDescription(
            "; ".join(
                f"challenge {bits_text(each.x)}, predicted {bits_text(each.label)}, "
                f"correct {bits_text(each.correct)}, {'right' if each.flawless else 'wrong'}"
                for each in challenges
            )
        )
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        start, width, _ = self._measures()
        return QSize(start + len(self._challenges) * width, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        start, width, _ = self._measures()
        return QSize(start + width - GAP + EDGE, self.minimumHeight())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._use_font()
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self.palette())
        text, bad = (theme.muted, theme.muted) if self._faded else (theme.text, theme.bad)
        painter = QPainter(self)
        line = self._metrics.height()
        start, width, in_a_row = self._measures()
        for index, challenge in enumerate(self._challenges):
            row, column = divmod(index, in_a_row)
            top = EDGE + row * (len(LINES) * line + BETWEEN) + self._metrics.ascent()
            if column == 0:
                painter.setFont(self._plain)
                painter.setPen(QColor(theme.muted))
                for number, name in enumerate(LINES):
                    painter.drawText(EDGE, top + number * line, name)
            left = start + column * width
            for number, bits in enumerate((challenge.x, challenge.label, challenge.correct)):
                of_answer = bits is challenge.label
                for place, bit in enumerate(bits.tolist()):
                    wrong = of_answer and bool(challenge.wrong[place])
                    painter.setFont(self._strong if wrong else self._plain)
                    painter.setPen(QColor(bad if wrong else text))
                    painter.drawText(left + place * self._digit, top + number * line, str(bit))
            painter.setFont(self._plain)
            painter.setPen(QColor(text if challenge.flawless else bad))
            end = left + len(challenge.label) * self._digit + 3
            painter.drawText(end, top + line, "✓" if challenge.flawless else "✗")
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)

    def _use_font(self) -> None:
        self._plain = tabular(self.font())
        self._strong = QFont(self._plain)
        self._strong.setBold(True)
        self._strong.setUnderline(True)
        self._metrics = QFontMetrics(self._plain)
        self._digit = QFontMetrics(self._strong).horizontalAdvance("0")

    def _measures(self) -> tuple[int, int, int]:
        """Left edge of the first challenge, width of each, and how many stand side by side."""
        start = EDGE + max(map(self._metrics.horizontalAdvance, LINES)) + GAP
        first = self._challenges[0] if self._challenges else None
        bits = max(len(first.x), len(first.label)) if first else 1
        width = bits * self._digit + self._metrics.horizontalAdvance("✓") + GAP
        return start, width, max(1, (self.width() - start + GAP) // width)

    def _fit(self) -> None:
        rows = -(-len(self._challenges) // self._measures()[2])
        line = self._metrics.height()
        height = max(0, rows * (len(LINES) * line + BETWEEN) - BETWEEN) + 2 * EDGE
        if height != self.minimumHeight():
            self.setFixedHeight(height)
