"""What the network is to learn, and how much of it it can: one line, always visible."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Signal, Slot
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.widgets.ink import Ink
from app.widgets.theme import tabular, theme_of
from app.widgets.throttle import SAY_SECONDS, at_most_every
from nn.answers.tally import Tally

SIDE, BETWEEN_PIECES, BETWEEN_THINGS = 14.0, 10.0, 22.0
"""Pixels beside all, between the pieces of one thing, and between two things."""

ABOVE, BELOW = 3.0, 5.0
"""Pixels above and below the text."""

BARS, BAR_HEIGHT = (120.0, 40.0, 0.0), 6.0
"""How wide the bar may be, and how high it is."""

USUAL_NOTE = "first at step 9,999"
"""Rather than a longer bar there is room for so much beside the count."""


class TaskLine(QWidget):
    """The task with an example, a bar, and a count; nothing moves when the count changes."""

    _changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Task")
        self._goal, self._example = "", ""
        self._tally = Tally(0, 1, 1)
        self._ended = ""
        at_most_every(SAY_SECONDS, self._changed, self._say, self)
        self._take_font()

    def set_task(self, goal: str, example: str) -> None:
        """Say what is to be learnt, and an example of it."""
        self._goal, self._example = goal, example
        self._renew()

    def show_tally(self, tally: Tally, ended: str = "") -> None:
        """Say how much of it is learnt; `ended` says what else there is to say of the run."""
        if (tally, ended) != (self._tally, self._ended):
            self._tally, self._ended = tally, ended
            self._renew()

    @property
    def text(self) -> str:
        """All that it says."""
        task = f"{self._goal}: {self._example}"
        parts = (task, self._tally.words, self._tally.notes[0], self._ended)
        return "  ·  ".join(part for part in parts if part)

    @property
    def count(self) -> str:
        """How much of the task is learnt."""
        return ", ".join(each for each in (self._tally.words, self._tally.notes[0]) if each)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._take_font()
            self.updateGeometry()
            self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = f"{self.text}\n{self._tally.meaning}"
            QToolTip.showText(event.globalPos(), text.replace("  ·  ", "\n"), self)
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(480, round(ABOVE + self._strong.height + BELOW))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), theme_of(self.palette())
        left, end = SIDE, self.width() - SIDE
        baseline = ABOVE + self._strong.ascent
        goal, example, bar = self._fitting(end - left)
        left += self._strong.write(painter, theme.text, left, baseline, goal)
        if example:
            left += BETWEEN_PIECES
            left += self._plain.write(painter, theme.text, left, baseline, example)
        left += BETWEEN_THINGS
        if bar:
            top = round(ABOVE + (self._strong.height - BAR_HEIGHT) / 2)
            painter.fillRect(QRectF(left, top, bar, BAR_HEIGHT), QColor(theme.line))
            share = self._tally.right / self._tally.asked
            painter.fillRect(QRectF(left, top, bar * share, BAR_HEIGHT), QColor(theme.accent))
            left += bar + BETWEEN_PIECES
        ink, colour = self._plain, theme.text
        if self._tally.all_right:
            ink, colour = self._bold, theme.accent
        count = ink.shortened(self._tally.words, end - left)
        ink.write(painter, colour, left, baseline, count)
        left += self._count_width + BETWEEN_PIECES
        self._plain.write(painter, theme.muted, left, baseline, self._note(end - left))

    def _fitting(self, room: float) -> tuple[str, str, float]:
        """The goal, the example and the width of the bar, as far as there is room for them."""
        room -= BETWEEN_THINGS + self._count_width
        note = BETWEEN_PIECES + self._plain.width(USUAL_NOTE)
        for goal, example in ((f"{self._goal}:", self._example), (self._goal, "")):
            bare = self._strong.width(goal)
            if example:
                bare += BETWEEN_PIECES + self._plain.width(example)
            for bar in BARS:
                if bare + note + (bar + BETWEEN_PIECES if bar else 0.0) <= room:
                    return goal, example, bar
        return self._strong.shortened(self._goal, room), "", 0.0

    def _note(self, room: float) -> str:
        """As much of the notes as there is room for."""
        for ended in (self._ended, ""):
            for note in self._tally.notes:
                text = "  ·  ".join(each for each in (note, ended) if each)
                if (note or ended) and self._plain.width(text) <= room:
                    return text
        return ""

    def _take_font(self) -> None:
        self._plain = Ink(tabular(self.font()))
        self._bold = Ink(tabular(self.font()), QFont.Weight.DemiBold)
        self._strong = Ink(tabular(self.font(), 1.1), QFont.Weight.DemiBold)

    @property
    def _count_width(self) -> float:
        """Room for every count."""
        return self._bold.width(self._tally.longest_count)

    def _renew(self) -> None:
        self._changed.emit()
        self.update()

    @Slot()
    def _say(self) -> None:
        self.setAccessibleDescription(self.text)
