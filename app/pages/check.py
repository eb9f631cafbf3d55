"""The gradient check: back-propagation beside central finite differences, cell by cell."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.pages.step_section import StepSection
from app.widgets.heading import Quiet
from app.widgets.theme import tabular, theme_of
from app.widgets.throttle import once_still_for
from app.widgets.value_map import ValueMap
from nn.core.arrays import Array
from nn.core.step import Step
from nn.explain.exact_text import rounded
from nn.explain.gradient_check import NOTE, GradientCheck, check_gradients
from nn.explain.sight import Sight
from nn.explain.symbols import cell_name

SETTLE_SECONDS = 0.12
"""A step is checked when it has been shown for so long: not every step of a play."""

NO_STEP = "Make a step to check its gradients."
NO_GRADIENTS = "The gradients of this step are not all made yet."
RIGHT = 1e-5
"""A relative error up to here is one of the differences, not of back-propagation."""

LEAST_ERROR, GREATEST_ERROR = -10.0, 0.0
"""The powers of ten between which the colours run."""


class CheckPanel(StepSection):
    """Shows the relative error of every gradient of the step that is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(4, parent)
        self._nothing = NO_STEP
        self._check: GradientCheck | None = None
        self._checked: Step | None = None
        once_still_for(SETTLE_SECONDS, self._changed, self._compare, self)
        self.result = QLabel("–")
        self.result.setWordWrap(True)
        self.result.setFont(tabular(self.font(), 1.1))
        self.maps = {"d1": ValueMap("Errors of d1"), "d2": ValueMap("Errors of d2, transposed")}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(
            Quiet(
                "Each weight is made a little larger and a little smaller; the difference of the "
                "two losses, divided by the difference of the weights, must be its gradient."
            )
        )
        column.addWidget(self.result)
        column.addWidget(Quiet("Relative error of d1:"))
        column.addWidget(self.maps["d1"])
        column.addWidget(Quiet("Relative error of d2ᵀ:"))
        column.addWidget(self.maps["d2"])
        for each in self.maps.values():
            each.pointed.connect(self.pointed.setText)
        column.addWidget(self.pointed)
        column.addWidget(Quiet("Neutral: 10⁻¹⁰ and less. Full colour: 1, the gradient is wrong."))
        column.addWidget(Quiet(NOTE))
        column.addStretch(1)
        self._built = True

    @property
    def check(self) -> GradientCheck | None:
        """The comparison that is shown."""
        return self._check

    def show_sight(self, sight: Sight) -> None:
        """Check a step, once it has settled; nothing before all of its gradients are made."""
        self._take(sight, {"d1", "d2"} <= sight.values.keys(), NO_STEP, NO_GRADIENTS)

    @Slot()
    def _compare(self) -> None:
        self._checked = self._step
        self._check = check_gradients(self._step) if self._step is not None else None
        self._show()

    def _show(self) -> None:
        step, check = self._checked, self._check
        if step is None or check is None:
            self.result.setText(self._nothing)
            for each in self.maps.values():
                each.clear()
            return
        symbol, index = check.largest_cell
        gradient = "d1" if symbol == "W1" else "d2"
        ours, theirs = getattr(step, gradient)[index], getattr(check, gradient)[index]
        verdict = "agrees" if check.largest <= RIGHT else "does not agree"
        self.result.setText(
            f"Back-propagation {verdict}: largest relative error {check.largest:.1e},\n"
            f"at {cell_name(gradient, index)} of step {step.number:,}:\n"
            f"back-propagation {rounded(float(ours))}\n"
            f"differences {rounded(float(theirs))}"
        )
        self.maps["d1"].show_colours(
            self._colours(check.error1), lambda row, column: self._name("d1", (row, column))
        )
        self.maps["d2"].show_colours(
            self._colours(check.error2.T), lambda row, column: self._name("d2", (column, row))
        )

    def _colours(self, errors: Array) -> NDArray[np.uint8]:
        theme = theme_of(self.palette())
        powers = np.log10(np.maximum(errors, 1e-300))
        share = (powers - LEAST_ERROR) / (GREATEST_ERROR - LEAST_ERROR)
        share = np.clip(share, 0.0, 1.0)[..., None]
        low, high = (
            np.array([colour.red(), colour.green(), colour.blue()], np.float64)
            for colour in (QColor(theme.surface), QColor(theme.bad))
        )
        mixed: NDArray[np.uint8] = (low + (high - low) * share).astype(np.uint8)
        return mixed

    def _name(self, gradient: str, index: tuple[int, int]) -> str:
        if self._check is None or self._checked is None:
            return ""
        errors = self._check.error1 if gradient == "d1" else self._check.error2
        return (
            f"{cell_name(gradient, index)}\n"
            f"back-propagation {rounded(float(getattr(self._checked, gradient)[index]))}\n"
            f"differences {rounded(float(getattr(self._check, gradient)[index]))}\n"
            f"relative error {errors[index]:.1e}"
        )
