"""What a step taught: on which vectors its one update made the answers better or worse."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.pages.step_section import StepSection
from app.widgets.bit_text import bits_text
from app.widgets.colour_scale import colours, rounded_up
from app.widgets.heading import Quiet
from app.widgets.theme import tabular, theme_of
from app.widgets.throttle import at_most_every
from app.widgets.value_map import ValueMap
from nn.explain.exact_text import rounded
from nn.explain.lesson import Lesson, lesson_of
from nn.explain.sight import Sight

PAUSE_SECONDS = 0.06
"""While training runs the lesson follows at this pace."""

NO_STEP = "Make a step to see what it taught."
NO_UPDATE = "The weights of this step are not updated yet: nothing is taught."


class LessonPanel(StepSection):
    """A small map of all vectors, coloured by how their loss changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(3, parent)
        self._nothing = NO_STEP
        self._lesson: Lesson | None = None
        at_most_every(PAUSE_SECONDS, self._changed, self._learn, self)
        self.result = QLabel("–")
        self.result.setFont(tabular(self.font()))
        self.result.setWordWrap(True)
        self.what = Quiet()
        self.map = ValueMap("Change of the loss of every vector")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(
            Quiet("Learning from one observation changes the answers to all the others, too.")
        )
        column.addWidget(self.result)
        column.addWidget(self.map)
        self.map.pointed.connect(self.pointed.setText)
        column.addWidget(self.pointed)
        column.addWidget(self.what)
        column.addStretch(1)
        self._built = True

    @property
    def lesson(self) -> Lesson | None:
        """The lesson that is shown."""
        return self._lesson

    def show_sight(self, sight: Sight) -> None:
        """Show what the step taught, now or, while training runs, in a little while.

        Before its update is made there is nothing to show.
        """
        self._take(sight, sight.updated, NO_STEP, NO_UPDATE)

    @Slot()
    def _learn(self) -> None:
        self._lesson = lesson_of(self._step, self._step.task) if self._step is not None else None
        self._show()

    def _show(self) -> None:
        lesson, step = self._lesson, self._step
        if lesson is None or step is None:
            self.result.setText(self._nothing)
            self.what.setText("")
            self.map.clear()
            return
        change, count = lesson.change, len(lesson.vectors)
        mean = float(lesson.before.mean()), float(lesson.after.mean())
        moved = "fell" if lesson.mean_change < 0 else "rose"
        told = (
            f"{moved} by {rounded(abs(lesson.mean_change))},\n"
            f"from {rounded(mean[0])} to {rounded(mean[1])}"
            if lesson.mean_change
            else f"stayed at {rounded(mean[0])}"
        )
        self.result.setText(
            f"{lesson.better:,} of {count:,} answers became better, {lesson.worse:,} worse.\n"
            f"Their mean loss {told}.\n"
            f"Wrong bits: {lesson.wrong_before.sum():,} before, {lesson.wrong_after.sum():,} after."
        )
        limit = rounded_up(float(np.abs(change).max()))
        columns = 2 ** math.ceil(math.log2(count) / 2)
        rows = -(-count // columns)
        laid_out = np.zeros(rows * columns)
        # A loss that fell is good: it takes the colour of positive values.
        laid_out[:count] = -change
        table = theme_of(self.palette()).colour_table()
        frame = None if lesson.taught is None else divmod(lesson.taught, columns)
        self.map.show_colours(
            colours(laid_out.reshape(rows, columns), limit, table),
            lambda row, column: self._name(row * columns + column),
            frame,
        )
        which = (
            f"the {count:,} vectors" if lesson.complete else f"{count:,} vectors drawn at random"
        )
        framed = "" if frame is None else " The framed cell is the observation of the step."
        self.what.setText(
            f"A cell for each of {which}. Blue: the loss fell, orange: it rose, "
            f"in full colour by {limit:g}.{framed}"
        )

    def _name(self, place: int) -> str:
        lesson = self._lesson
        if lesson is None or place >= len(lesson.vectors):
            return ""
        return (
            f"{bits_text(lesson.vectors[place])}\n"
            f"loss {rounded(float(lesson.before[place]))} → "
            f"{rounded(float(lesson.after[place]))}\n"
            f"wrong bits {lesson.wrong_before[place]} → {lesson.wrong_after[place]}"
        )
