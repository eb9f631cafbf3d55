"""Asking which animation of the run is wanted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.commands.animation_estimate import AnimationEstimate
from app.pictures.animation_drawing import AnimationDrawing
from app.widgets.figures import counted
from app.widgets.theme import BAD, MUTED
from app.widgets.whole_number_box import WholeNumberBox
from nn.core.settings import NumberRange
from nn.files.animation_plan import (
    EVERY,
    FRAMES_PER_SECOND,
    HEIGHT,
    WIDTH,
    AnimationPlan,
    AnimationPlanError,
)

FEW_FRAMES = 100
"""What is proposed has no more, so that its file is small enough to be sent."""

UNITS = ("steps", "phases")


class AnimationDialog(QDialog):
    """Fields for an animation, with its frames, its length and the size of its file.

    Signals:
        wanted: the `AnimationPlan` to be written.
        failed: the traceback of an unforeseen error.
    """

    wanted = Signal(object)
    failed = Signal(str)

    def __init__(
        self, window: QWidget, length: int, make: Callable[[AnimationPlan], AnimationDrawing]
    ) -> None:
        """Ask in front of a window.

        Args:
            window: in front of which it stands.
            length: steps recorded.
            make: begins the drawing of a plan.
        """
        super().__init__(window)
        self.setWindowTitle("Export the run as an animation")
        self._make = make
        self.plan: AnimationPlan | None = None
        usual = AnimationPlan(0, 0)
        steps = NumberRange("steps", "Step", True, 0, length, "")
        self.first, self.last = self._box(steps, 0), self._box(steps, length)
        self.every = self._box(EVERY, max(1, -(-length // FEW_FRAMES)))
        self.unit = QComboBox()
        self.unit.addItems(UNITS)
        self.unit.setAccessibleName("Steps or phases")
        self.speed = self._box(FRAMES_PER_SECOND, usual.frames_per_second)
        self.wide, self.high = self._box(WIDTH, usual.width), self._box(HEIGHT, usual.height)
        self.summary, self.size_text = QLabel(), QLabel()
        self.summary.setWordWrap(True)
        self._lay_out(steps)
        self._estimate = AnimationEstimate(self)
        self._estimate.estimated.connect(self._show_size)
        self._estimate.failed.connect(self.failed)
        for box in (self.first, self.last, self.every, self.speed, self.wide, self.high):
            box.valueChanged.connect(self._on_changed)
        self.unit.currentIndexChanged.connect(self._on_changed)
        self.finished.connect(self._estimate.end)
        self._on_changed()

    def _box(self, allowed: NumberRange, value: int) -> WholeNumberBox:
        box = WholeNumberBox(allowed.lowest, allowed.highest)
        box.setValue(value)
        box.setAccessibleName(allowed.label)
        box.setToolTip(f"{allowed.allowed[0].upper()}{allowed.allowed[1:]}")
        return box

    def _lay_out(self, steps: NumberRange) -> None:
        form = QFormLayout()
        for title, fields, told in (
            ("Steps", (self.first, QLabel("to"), self.last), _range(steps)),
            ("Every", (self.every, self.unit), _range(EVERY)),
            ("Frames a second", (self.speed,), _range(FRAMES_PER_SECOND)),
            (
                "Size in pixels",
                (self.wide, QLabel("×"), self.high),
                f"{_range(WIDTH)} × {_range(HEIGHT)}",
            ),
        ):
            row = QHBoxLayout()
            for field in fields:
                row.addWidget(field)
            allowed = QLabel(told)
            allowed.setForegroundRole(MUTED)
            row.addWidget(allowed)
            row.addStretch(1)
            form.addRow(title, row)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self.save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        self.save.setText("Save …")
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.summary)
        column.addWidget(self.size_text)
        column.addStretch(1)
        column.addWidget(self.buttons)
        # So that nothing moves when an answer comes, or a refusal of two lines.
        self.summary.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.setMinimumWidth(46 * self.fontMetrics().averageCharWidth() * 2)

    @Slot()
    def _on_changed(self) -> None:
        """Say what the animation would be, or why there can be none."""
        self.size_text.setText("")
        try:
            self.plan = AnimationPlan(
                self.first.value(),
                self.last.value(),
                self.every.value(),
                self.unit.currentText() == "phases",
                self.speed.value(),
                self.wide.value(),
                self.high.value(),
            )
        except AnimationPlanError as error:
            self.plan = None
            self._estimate.end()
            self.summary.setText(str(error))
        else:
            plan = self.plan
            self.summary.setText(f"{counted(plan.count, 'frame')} in {plan.seconds:.1f} seconds")
            self.size_text.setText("Estimating the size of the file …")
            self._estimate.begin(lambda: self._make(plan))
        self.summary.setForegroundRole(self.foregroundRole() if self.plan else BAD)
        self.save.setEnabled(self.plan is not None)

    @Slot(object)
    def _show_size(self, found: dict[str, int]) -> None:
        each = ", ".join(f"{size_in_words(size)} as {kind}" for kind, size in found.items())
        self.size_text.setText(f"The file: about {each}")

    @Slot()
    def _on_accepted(self) -> None:
        plan = self.plan
        self.accept()
        self.wanted.emit(plan)


def _range(allowed: NumberRange) -> str:
    return f"{allowed.lowest:,} to {allowed.highest:,}"


def size_in_words(size: int) -> str:
    """A number of bytes to two figures: "840 kB", "3.6 MB"."""
    if size < 999_500:
        return f"{max(1, round(size / 1000)):,} kB"
    millions = size / 1e6
    return f"{millions:.1f} MB" if millions < 9.95 else f"{millions:,.0f} MB"
