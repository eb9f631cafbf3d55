"""Where the playhead is: step, epoch, observation, loss and progress, always visible."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.widgets.figures import counted
from app.widgets.theme import tabular, theme_of
from nn.explain.exact_text import rounded
from nn.explain.phases import PHASES
from nn.explain.sight import Sight

HEIGHT = 58
BAR = 4


class PositionStrip(QWidget):
    """Two lines of text and a bar, painted at once so that nothing moves when figures change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Position")
        self.setToolTip("Where the picture stands in the run")
        self._head, self._detail, self._note = "", "", ""
        self._line, self._line_strong = "", ""
        self._done, self._recorded = 0.0, 0.0
        self._strong = tabular(self.font(), 1.25)
        self._strong.setWeight(QFont.Weight.DemiBold)
        self._plain = tabular(self.font())

    def sizeHint(self) -> QSize:
        return QSize(480, HEIGHT)

    @property
    def text(self) -> str:
        """All that the strip says, as one text."""
        parts = (self._head, self._detail, self._note, self._line_strong, self._line)
        return " · ".join(part for part in parts if part)

    def show_moment(
        self, sight: Sight, recorded: int, planned: int, epochs: int, obs: int, branch: str = ""
    ) -> None:
        """Say where the playhead stands.

        Args:
            sight: what is shown.
            recorded: steps recorded.
            planned: steps of all planned epochs.
            epochs: how many epochs are planned.
            obs: observations in an epoch.
            branch: the name of the branch that begins here, if one does.
        """
        position, step, phase = sight.position, sight.step, sight.phase
        self._head = f"Step {position:,} of {planned:,}"
        if step is None:
            self._detail = "before the first step: the initial weights"
        else:
            loss = rounded(step.loss) if "loss" in sight.values else ""
            self._detail = (
                f"epoch {step.epoch:,} of {max(epochs, step.epoch):,}  ·  "
                f"observation {step.observation:,} of {obs:,}  ·  loss {loss or '–'}"
            )
        if position < recorded:
            back = counted(recorded - position, "step")
            self._note = f"the past: {back} back  ·  End returns"
        else:
            self._note = f"{branch} begins here" if branch else ""
        if step is not None and phase is not None:
            each = PHASES[phase]
            formula = each.formula_for(step.task)
            self._line_strong = f"Phase {phase + 1} of {len(PHASES)}:  {formula}"
            self._line = each.explanation
        else:
            self._line_strong = ""
            self._line = "↓ walks through a step phase by phase, → makes it at once"
        self._done = min(1.0, position / planned)
        self._recorded = min(1.0, recorded / planned)
        self.setAccessibleDescription(self.text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self.palette())
        painter = QPainter(self)
        width = self.width() - 28.0
        edge = 14.0 + width
        left, baseline = 14.0, 22.0
        left += self._write(painter, self._strong, theme.text, left, baseline, self._head) + 14
        badge = QRectF()
        if self._note:
            room = QFontMetricsF(self._plain).horizontalAdvance(self._note) + 20
            badge = QRectF(edge - room, 6, room, 22)
        room = (badge.left() - 8 if self._note else edge) - left
        self._write(painter, self._plain, theme.muted, left, baseline, self._detail, room)
        if self._note:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(badge, 11, 11)
            painter.setPen(QColor(theme.on_accent))
            painter.setFont(self._plain)
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, self._note)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        left, baseline = 14.0, 43.0
        if self._line_strong:
            bold = QFont(self._plain)
            bold.setWeight(QFont.Weight.DemiBold)
            left += self._write(painter, bold, theme.accent, left, baseline, self._line_strong) + 14
        self._write(painter, self._plain, theme.muted, left, baseline, self._line, edge - left)
        y = HEIGHT - BAR - 2.0
        painter.fillRect(QRectF(14, y, width, BAR), QColor(theme.line))
        faded = QColor(theme.accent)
        faded.setAlphaF(0.35)
        painter.fillRect(QRectF(14, y, width * self._recorded, BAR), faded)
        painter.fillRect(QRectF(14, y, width * self._done, BAR), QColor(theme.accent))

    def _write(
        self,
        painter: QPainter,
        font: QFont,
        colour: str,
        left: float,
        baseline: float,
        text: str,
        room: float = 1e6,
    ) -> float:
        """Write a piece of text, cut short if it has not enough room, and return its width."""
        text = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room))
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(round(left), round(baseline), text)
        return QFontMetricsF(font).horizontalAdvance(text)
