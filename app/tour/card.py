"""The card on which the tour speaks."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.widgets.heading import Heading, Quiet
from app.widgets.kept_keys import KeptKeys
from app.widgets.tab_order import LIES_OVER
from app.widgets.theme import theme_of

WIDTH_IN_LETTERS, MARGIN, ROUND = 46, 16, 8


class TourCard(QFrame):
    """A title, what to do, and buttons; it lies over the window and takes no keys by itself.

    Signals:
        skipped: the tour is to end.
        back_wanted: the stop before.
        next_wanted: the next stop, whether or not this one was done.
    """

    skipped = Signal()
    back_wanted = Signal()
    next_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty(LIES_OVER, True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.count, self.title = Quiet(), Heading("")
        self.before, self.task, self.done = Quiet(), QLabel(), QLabel()
        self.before.setForegroundRole(self.foregroundRole())
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        self.task.setFont(strong)
        self.skip, self.back = QPushButton("Skip the tour"), QPushButton("Back")
        self.next = QPushButton("Next")
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 12, MARGIN, 12)
        column.setSpacing(8)
        for label in (self.count, self.title, self.before, self.task, self.done):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        row = QHBoxLayout()
        row.addWidget(self.skip)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.next)
        column.addLayout(row)
        for button, signal in (
            (self.skip, self.skipped),
            (self.back, self.back_wanted),
            (self.next, self.next_wanted),
        ):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAutoDefault(False)
            button.clicked.connect(signal)
            # With Tab one comes to them, and then Space presses them and plays nothing.
            KeptKeys(button, frozenset({Qt.Key.Key_Space}))
        self.skip.setToolTip("End the tour  (Escape)")
        self.hide()

    def say(self, count: str, title: str, before: str, task: str, done: str) -> None:
        """Show a stop.

        Args:
            count: which one it is.
            title: over it.
            before: what this is, "" for nothing.
            task: what to do.
            done: what is seen now that it was done, "" while it is not.
        """
        self.count.setText(count)
        self.title.setText(title)
        self.before.setText("" if done else before)
        self.task.setText("" if done else task)
        self.done.setText(f"✓ {done}" if done else "")
        for label in (self.before, self.task, self.done):
            label.setVisible(bool(label.text()))
        self.setAccessibleName(f"Tour, {count}: {title}")
        self.setAccessibleDescription(
            " ".join(each.text() for each in (self.before, self.task, self.done) if each.text())
        )
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def fitting(self, room: QSize) -> QSize:
        """How large it is to be where there is this room."""
        letters = WIDTH_IN_LETTERS * QFontMetrics(self.font()).averageCharWidth()
        buttons = self.minimumSizeHint().width()
        width = min(max(letters, buttons) + 2 * MARGIN, room.width())
        return QSize(width, min(self.heightForWidth(width), room.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent), 1.5))
        painter.setBrush(QColor(theme.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), ROUND, ROUND)
