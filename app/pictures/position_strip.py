"""Where the playhead is: step, epoch, observation, loss and progress, always visible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.widgets.figures import counted
from app.widgets.ink import Ink
from app.widgets.theme import tabular, theme_of
from app.widgets.throttle import SAY_SECONDS, at_most_every
from nn.explain.exact_text import rounded
from nn.explain.phases import PHASES
from nn.explain.sight import Sight

if TYPE_CHECKING:
    from app.pictures.step_field import StepField

SIDE, GAP = 14.0, 14.0
"""Pixels beside all, and between two pieces of text."""

TOP, BETWEEN_LINES, ABOVE_BAR, BAR, BOTTOM = 6.0, 3.0, 6.0, 4.0, 2.0
"""Pixels from the upper edge to the lower one, but for the two lines."""

BADGE = 20.0, 7.0
"""Pixels by which the badge is wider and higher than its text."""

HINT = "↓ walks through a step phase by phase, → makes it at once"
BEGINNING = "What is empty will hold one step: ↓ goes through it by phases, Space trains"
WAITING = "The run waits here: the picture shows a vector that is tried."


class PositionStrip(QWidget):
    """Two lines of text and a bar, painted at once so that nothing moves when figures change.

    Signals:
        step_chosen: the step to go to.
    """

    step_chosen = Signal(int)
    _changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Position")
        self._head, self._short_head = "", ""
        self._note, self._short_note = "", ""
        self._detail = ""
        self._line, self._line_strong, self._line_brief = "", "", ""
        self._task, self._phase = "", 0
        self._phases: list[float] = []
        self._done, self._recorded = 0.0, 0.0
        self._position, self._observations, self._last = 0, 1, 0
        self.setMouseTracking(True)
        self._field: StepField | None = None
        self._brief = False
        at_most_every(SAY_SECONDS, self._changed, self._say, self)
        self._take_font()

    def _take_font(self) -> None:
        self._plain = Ink(tabular(self.font()))
        self._bold = Ink(tabular(self.font()), QFont.Weight.DemiBold)
        self._strong = Ink(tabular(self.font(), 1.25), QFont.Weight.DemiBold)
        badge = self._plain.height + BADGE[1]
        self._first = max(badge, self._strong.height)
        """Height of the first line."""
        second = 0.0 if self._brief else BETWEEN_LINES + self._bold.height
        self._bar = TOP + self._first + second + ABOVE_BAR
        """Upper edge of the bar."""

    def set_brief(self, brief: bool) -> None:
        """Leave out the second line, where something else says what the phase is."""
        self._brief = brief
        self._measure()

    def _measure(self) -> None:
        self._take_font()
        task, self._task = self._task, ""
        if task:
            self._measure_phases(task)
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            parts = [*self._parts, "Click the step or press Ctrl+J to go to another one"]
            QToolTip.showText(event.globalPos(), "\n".join(parts), self)
            return True
        return super().event(event)

    @property
    def field(self) -> StepField:
        """Where a step to go to can be typed; a click on the number of the step opens it."""
        if self._field is None:
            from app.pictures.step_field import StepField

            self._field = StepField(self)
            self._field.chosen.connect(self.step_chosen)
            self._place_field()
        return self._field

    @Slot()
    def go_to_step(self) -> None:
        """Let a step be typed."""
        self.field.ask(self._position, self._observations, self._last)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._on_head(event):
            self.go_to_step()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.setCursor(hand if self._on_head(event) else arrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_field()

    def _place_field(self) -> None:
        if self._field is not None:
            self._field.setGeometry(0, 0, self.width(), round(self._bar))

    def _on_head(self, event: QMouseEvent) -> bool:
        """Whether the mouse is on the number of the step."""
        head, _ = self._fitting(self.width() - 2 * SIDE)
        room = QRectF(SIDE, 0, self._strong.width(head), TOP + self._first)
        return room.contains(event.position())

    def sizeHint(self) -> QSize:
        return QSize(480, round(self._bar + BAR + BOTTOM))

    @property
    def text(self) -> str:
        """All that the strip says, as one text."""
        return " · ".join(self._parts)

    @property
    def spoken(self) -> str:
        """What a step or a phase has changed of it, for the ear."""
        if self._line_strong:
            return f"{self._line_strong}. {self._line}".replace("  ", " ")
        return f"{self._head}, {self._detail}".replace("  ·  ", ", ")

    @Slot()
    def _say(self) -> None:
        self.setAccessibleDescription(self.text)

    @property
    def _parts(self) -> list[str]:
        parts = (self._head, self._detail, self._note, self._line_strong, self._line)
        return [part for part in parts if part]

    def show_moment(
        self,
        sight: Sight,
        recorded: int,
        planned: int,
        epochs: int,
        obs: int,
        branch: str = "",
        *,
        waits: bool = False,
    ) -> None:
        """Say where the playhead stands.

        Args:
            sight: the moment.
            recorded: steps recorded.
            planned: steps of all planned epochs.
            epochs: how many epochs are planned.
            obs: observations in an epoch.
            branch: the name of the branch that begins here, if one does.
            waits: whether the picture shows something else meanwhile.
        """
        position, step, phase = sight.position, sight.step, sight.phase
        self._position, self._observations = position, obs
        self._last = max(recorded, planned)
        self._short_head = f"Step {position:,}"
        self._head = f"{self._short_head} of {planned:,}"
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
            self._short_note = "the past"
        else:
            self._note = self._short_note = f"{branch} begins here" if branch else ""
        if waits:
            self._line_strong, self._line = "", WAITING
        elif step is not None and phase is not None:
            each = PHASES[phase]
            formula = each.formula_for(step.task)
            self._line_strong, self._phase = _numbered(phase, formula), phase
            self._line_brief = f"{phase + 1}/{len(PHASES)}:  {formula}"
            self._measure_phases(step.task)
            self._line = each.explanation
        else:
            self._line_strong = ""
            self._line = HINT if position else BEGINNING
        self._done = min(1.0, position / planned)
        self._recorded = min(1.0, recorded / planned)
        self._changed.emit()
        self.update()

    def _measure_phases(self, task: str) -> None:
        """Find how wide a line each phase takes."""
        if task != self._task:
            self._task = task
            self._phases = [
                self._bold.width(_numbered(number, each.formula_for(task)))
                + GAP
                + self._plain.width(each.explanation)
                for number, each in enumerate(PHASES)
            ]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_first_line(painter)
        if not self._brief:
            self._paint_second_line(painter)
        theme, width = theme_of(self.palette()), self.width() - 2 * SIDE
        painter.fillRect(QRectF(SIDE, self._bar, width, BAR), QColor(theme.line))
        faded = QColor(theme.accent)
        faded.setAlphaF(0.35)
        painter.fillRect(QRectF(SIDE, self._bar, width * self._recorded, BAR), faded)
        painter.fillRect(QRectF(SIDE, self._bar, width * self._done, BAR), QColor(theme.accent))

    def _paint_first_line(self, painter: QPainter) -> None:
        """The step at the left, what there is to note at the right, and between them the rest."""
        theme, left, right = theme_of(self.palette()), SIDE, self.width() - SIDE
        head, note = self._fitting(right - left)
        baseline = TOP + (self._first - self._strong.height) / 2 + self._strong.ascent
        left += self._strong.write(painter, theme.text, left, baseline, head) + GAP
        if note:
            wide, high = self._plain.width(note) + BADGE[0], self._plain.height + BADGE[1]
            badge = QRectF(right - wide, TOP + (self._first - high) / 2, wide, high)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(badge, high / 2, high / 2)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            inside = badge.left() + BADGE[0] / 2
            line = badge.top() + BADGE[1] / 2 + self._plain.ascent
            self._plain.write(painter, theme.on_accent, inside, line, note)
            right = badge.left() - GAP
        if self._crowded:
            said = self._bold.shortened(self._line_strong, right - left)
            if self._bold.width(said) < self._bold.width(self._line_strong):
                said = self._bold.shortened(self._line_brief, right - left)
            self._bold.write(painter, theme.accent, left, baseline, said)
            return
        detail = self._plain.shortened(self._detail, right - left)
        self._plain.write(painter, theme.muted, left, baseline, detail)

    @property
    def _crowded(self) -> bool:
        """Whether the phase stands in the first line, for what it does to be told whole below.

        What gives way for it the loss curve says as well.
        """
        if self._brief or not self._line_strong:
            return False
        # All but the longest in one way, so that little moves from phase to phase.
        usual = sorted(self._phases)[-2]
        return max(usual, self._phases[self._phase]) > self.width() - 2 * SIDE

    def _paint_second_line(self, painter: QPainter) -> None:
        """The phase and what it does, or how to look at phases."""
        theme, left, right = theme_of(self.palette()), SIDE, self.width() - SIDE
        baseline = TOP + self._first + BETWEEN_LINES + self._bold.ascent
        if self._line_strong and not self._crowded:
            strong = self._bold.shortened(self._line_strong, right - left)
            left += self._bold.write(painter, theme.accent, left, baseline, strong) + GAP
        line = self._plain.shortened(self._line, right - left)
        self._plain.write(painter, theme.muted, left, baseline, line)

    def _fitting(self, room: float) -> tuple[str, str]:
        """The step and the note, as long as they fit beside each other."""
        for head, note in (
            (self._head, self._note),
            (self._head, self._short_note),
            (self._short_head, self._short_note),
        ):
            beside = GAP + self._plain.width(note) + BADGE[0] if note else 0.0
            if self._strong.width(head) + beside <= room:
                return head, note
        head = self._strong.shortened(self._short_head, room)
        left = room - self._strong.width(head) - GAP - BADGE[0]
        return head, self._plain.shortened(self._short_note, left)


def _numbered(phase: int, formula: str) -> str:
    return f"Phase {phase + 1} of {len(PHASES)}:  {formula}"
