"""Breakpoints: conditions on which a run stops by itself, a row for each kind."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from app.widgets.entry_line import room_for
from app.widgets.flow import Flow
from app.widgets.heading import Quiet
from app.widgets.theme import BAD, tabular
from app.widgets.tick_box import TickBox
from nn.core.numbers import NumberTextError, number, whole_number
from nn.run.breakpoints import Breakpoints
from nn.run.conditions import KINDS, Breakpoint, BreakpointError, Kind

WIDEST = "67,108,864"
"""The longest number that is usually typed."""


class StopRow(QWidget):
    """One condition: a box to tick, and its number."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind = kind
        before, _, after = kind.text.partition("{value}")
        self.box = TickBox(before.strip().capitalize())
        self.box.setToolTip(f"Stop when {kind.text.format(value='this')}")
        self.field = QLineEdit(f"{kind.default:g}", self)
        self.field.setVisible(kind.whole is not None)
        self.field.setFont(tabular(self.font()))
        self.field.setFixedWidth(room_for(self.field, WIDEST))
        name = kind.text.format(value="…")
        self.field.setAccessibleName(name)
        self.field.setToolTip(f"{kind.lowest:g} to {kind.highest:,.0f}")
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setForegroundRole(BAD)
        self.problem.hide()
        row = Flow(6)
        row.add(self.box)
        if kind.whole is not None:
            row.add(self.field)
            if after.strip():
                row.add(QLabel(after.strip()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.problem)
        self.field.textEdited.connect(self._on_edited)
        self.box.toggled.connect(self._on_toggled)

    def condition(self) -> Breakpoint | None:
        """The condition, None if it is not ticked or its number is not allowed."""
        if not self.box.isChecked():
            return None
        try:
            return self._read()
        except BreakpointError:
            return None

    def _read(self) -> Breakpoint:
        if self.kind.whole is None:
            return Breakpoint(self.kind.key)
        text = self.field.text()
        try:
            value = whole_number(text) if self.kind.whole else number(text)
        except NumberTextError as error:
            raise BreakpointError(str(error)) from None
        return Breakpoint(self.kind.key, value)

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        self.box.setChecked(True)
        self._explain()

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        self._explain()

    def _explain(self) -> None:
        problem = ""
        if self.box.isChecked():
            try:
                self._read()
            except BreakpointError as error:
                problem = str(error)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.field.setAccessibleDescription(problem)


class StopsPanel(QWidget):
    """All conditions; the run stops at the step where one of them comes true, and says why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = {key: StopRow(kind) for key, kind in KINDS.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        for row in self.rows.values():
            column.addWidget(row)
        column.addWidget(
            Quiet(
                "A run stops exactly at the step where a ticked condition comes true. One that is "
                "true already when the run begins stops it when it comes true anew."
            )
        )
        column.addStretch(1)

    def breakpoints(self) -> Breakpoints | None:
        """The ticked conditions, None if there are none."""
        conditions = tuple(c for row in self.rows.values() if (c := row.condition()) is not None)
        return Breakpoints(conditions) if conditions else None
