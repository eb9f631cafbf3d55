"""The slope: the loss of the step's observation over the selected weight."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.pages.moment_section import MomentSection
from app.pages.rate_trial import RateTrial
from app.pages.setting_field import number_text
from app.pages.slope_plot import SlopePlot
from app.widgets.heading import Heading, Quiet
from app.widgets.roomy_label import RoomyLabel
from app.widgets.theme import tabular
from app.widgets.tick_box import TickBox
from nn.explain.exact_text import rounded
from nn.explain.slope import Slope, slope_of
from nn.explain.symbols import cell_name

HEADING = "The slope of the loss"
LONGEST_TOLD = (
    "Slope d = −0.000123456 at −10.1234, loss 10.1234\n"
    "Step −η·d = −0.000123456 → −10.1234, loss 10.1234\n"
    "With η = 0.00123 → −10.1234, loss 10.1234: higher, too far\n"
    "Lowest on this stretch: 10.1234 at −10.1234"
)


class SlopeSection(MomentSection):
    """Shows the curve of the selected weight, and what another learning rate would have done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slope: Slope | None = None
        self.heading = Heading(HEADING)
        self.told = RoomyLabel((LONGEST_TOLD,))
        self.told.setFont(tabular(self.font()))
        self.plot = SlopePlot()
        self.close_up = TickBox("Close up")
        self.close_up.setToolTip("Look only as far as the step leads, where the curve is its slope")
        self.trial = RateTrial()
        self.legend = Quiet()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.told)
        column.addWidget(self.plot, 4)
        column.addWidget(self.trial)
        column.addWidget(self.close_up)
        column.addWidget(self.legend)
        column.addStretch(1)
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
            self.heading.setText(HEADING)
            self._tell(missing, "")
            return
        step, close, name = sight.step, self.close_up.isChecked(), cell_name(*self.weight)
        self.heading.setText(f"{HEADING} over {name}")
        self.trial.show_own(step.learning_rate)
        slope = self._slope = slope_of(step, self.weight, self.trial.rate, close=close)
        self.plot.show_slope(slope, name, sight.updated, close)
        which = f"all {slope.count:,}" if slope.complete else f"{slope.count:,} drawn"
        where = "" if self.plot.shows_mean() else ", here out of sight"
        self._tell(
            told_of(slope, name, self.trial.rate, sight.updated),
            "Solid: the loss of this observation, summed over the outputs, with all other weights "
            f"as they were before the step. Dashed: its mean over {which} vectors{where}. "
            "Straight: the tangent, whose slope is d. ● before the step, ○ after it, ◆ tried.",
        )

    def _tell(self, told: str, legend: str) -> None:
        self.told.setText(told)
        self.legend.setText(legend)
        self.plot.setAccessibleDescription(told)


def told_of(slope: Slope, name: str, rate: float | None, updated: bool) -> str:
    """The curve in words.

    Args:
        slope: the curve.
        name: of the weight.
        rate: the learning rate that is tried, None for none.
        updated: whether it is known where the step led.
    """
    now, after, tried = slope.now, slope.after, slope.tried
    if slope.flat:
        return f"The loss of this observation is {rounded(now.loss)} whatever {name} is: d = 0."
    lines = [
        f"Slope d = {rounded(slope.d)} at {rounded(now.weight)}, loss {rounded(now.loss)}",
    ]
    if updated:
        length = rounded(-slope.learning_rate * slope.d)
        lines.append(f"Step −η·d = {length} → {rounded(after.weight)}, loss {rounded(after.loss)}")
    if tried is not None and rate is not None:
        verdict = "higher, too far" if tried.loss > now.loss else "lower"
        there = f"{rounded(tried.weight)}, loss {rounded(tried.loss)}"
        lines.append(f"With η = {number_text(rate)} → {there}: {verdict}")
    lowest = slope.lowest
    lines.append(f"Lowest on this stretch: {rounded(lowest.loss)} at {rounded(lowest.weight)}")
    return "\n".join(lines)
