"""The slope: the loss of the step's observation over the selected weight."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.pages.moment_section import MomentSection
from app.pages.rate_trial import RateTrial
from app.pages.slope_plot import SlopePlot
from app.widgets.heading import Heading, Quiet
from app.widgets.roomy_label import RoomyLabel
from app.widgets.theme import tabular
from app.widgets.tick_box import TickBox
from nn.explain.exact_text import rounded
from nn.explain.lenses import MATRICES
from nn.explain.slope import Slope, slope_of
from nn.explain.symbols import cell_name

LONGEST_TOLD = (
    "W1[x16,h128] −0.123456 → −0.123456, by −η·d = −0.123456\n"
    "Loss 10.1234 → 10.1234, slope d = −0.000123456\n"
    "With η = 0.123: W1[x16,h128] → −0.123456,\n"
    "loss 10.1234: higher than now, a step too far\n"
    "Lowest on this stretch: 10.1234 at −0.123456"
)


class SlopeSection(MomentSection):
    """Shows the curve of the selected weight, and what another learning rate would have done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slope: Slope | None = None
        self.heading = Heading("The slope of the loss")
        self.told = RoomyLabel((LONGEST_TOLD,))
        self.told.setFont(tabular(self.font()))
        self.plot = SlopePlot()
        self.close_up = TickBox("Close up")
        self.close_up.setToolTip("Look only as far as the step leads, where the curve is its slope")
        self.trial = RateTrial()
        self.legend = Quiet()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.plot, 1)
        column.addWidget(self.told)
        column.addWidget(self.trial)
        column.addWidget(self.close_up)
        column.addWidget(self.legend)
        self.trial.changed.connect(self.show_moment)
        self.close_up.toggled.connect(self.show_moment)
        self.show_moment()

    @property
    def slope(self) -> Slope | None:
        """What is drawn, None for nothing."""
        return self._slope

    @Slot()
    def show_moment(self) -> None:
        missing, sight = self.missing_for_gradient(), self._sight
        self._slope = None
        for part in (self.trial, self.close_up):
            part.setEnabled(not missing)
        if missing or sight is None or sight.step is None or self.weight is None:
            self.plot.clear_slope()
            self._tell(missing, "")
            return
        step, close, name = sight.step, self.close_up.isChecked(), cell_name(*self.weight)
        self.trial.show_own(step.learning_rate)
        slope = self._slope = slope_of(step, self.weight, self.trial.rate, close=close)
        self.plot.show_slope(slope, name, sight.updated, close)
        which = f"all {slope.count:,}" if slope.complete else f"{slope.count:,} drawn"
        self._tell(
            told_of(slope, name, MATRICES[self.weight[0]], sight.updated),
            "Solid: the loss of this observation, summed over the outputs, with all other weights "
            f"as they were before the step. Dashed: its mean over {which} vectors. "
            "Straight: the tangent, whose slope is d. ● before the step, ○ after it, ◆ tried.",
        )

    def _tell(self, told: str, legend: str) -> None:
        self.told.setText(told)
        self.legend.setText(legend)
        self.plot.setAccessibleDescription(told)


def told_of(slope: Slope, name: str, gradient: str, updated: bool) -> str:
    """The curve in words.

    Args:
        slope: the curve.
        name: of the weight.
        gradient: "d1" or "d2".
        updated: whether it is known where the step led.
    """
    now, after, tried = slope.now, slope.after, slope.tried
    if slope.flat:
        return f"The loss of this observation is {rounded(now.loss)} whatever {name} is: d = 0."
    if updated:
        by = f"by −η·d = {rounded(-slope.learning_rate * slope.d)}"
        lines = [
            f"{name} {rounded(now.weight)} → {rounded(after.weight)}, {by}",
            f"Loss {rounded(now.loss)} → {rounded(after.loss)}, slope d = {rounded(slope.d)}",
        ]
    else:
        lines = [
            f"{name} = {rounded(now.weight)}",
            f"Loss {rounded(now.loss)}, slope {gradient} = {rounded(slope.d)}",
        ]
    if tried is not None:
        verdict = "higher than now, a step too far" if tried.loss > now.loss else "lower than now"
        lines += [
            f"With η tried: {name} → {rounded(tried.weight)},",
            f"loss {rounded(tried.loss)}: {verdict}",
        ]
    lowest = slope.lowest
    lines.append(f"Lowest on this stretch: {rounded(lowest.loss)} at {rounded(lowest.weight)}")
    return "\n".join(lines)
