"""The loss of every epoch, as the notebook prints it: one line each, to go there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from app.widgets.heading import Quiet
from app.widgets.key_table import KeyTable
from app.widgets.model_index import NOWHERE, AnyIndex
from app.widgets.theme import tabular
from app.widgets.throttle import at_most_every
from nn.explain.exact_text import MINUS, rounded
from nn.run.recording import Recording

COLUMNS = ("epoch", "mean loss", "change")
LINES = 8
"""Lines that are seen at once at the least."""

NOTHING = "The mean loss of each epoch appears here when its last step is made."

FOLLOW_SECONDS = 0.2
"""At full speed dozens of epochs are finished in a second: nobody reads each line as it comes."""

RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class EpochsModel(QAbstractTableModel):
    """The finished epochs of a recording, the first one first."""

    def __init__(self) -> None:
        super().__init__()
        self._recording: Recording | None = None
        self._count = 0

    def follow(self, recording: Recording) -> None:
        """Show what there is of a recording now."""
        count = len(recording.epoch_averages)
        if recording is self._recording and count > self._count:
            self.beginInsertRows(NOWHERE, self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif recording is not self._recording:
            self.beginResetModel()
            self._recording, self._count = recording, count
            self.endResetModel()

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT
        if role != Qt.ItemDataRole.DisplayRole or self._recording is None:
            return None
        row, averages = index.row(), self._recording.epoch_averages
        if index.column() == 0:
            return f"{row + 1:,}"
        if index.column() == 1:
            return rounded(float(averages[row]))
        if row == 0:
            return ""
        return _changed_by(float(averages[row]), float(averages[row - 1]))


class EpochsPanel(QWidget):
    """The epochs as a list; choosing one goes to its last step.

    Signals:
        position_chosen: the number of steps made when an epoch was finished.
    """

    position_chosen = Signal(int)
    _came = Signal()

    KEYS = KeyTable("In the list of epochs", (("Enter", "Go to the last step of the epoch."),))

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = EpochsModel()
        self.model.setParent(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setFont(tabular(self.font()))
        self.table.setAccessibleName("Epochs")
        self.table.setToolTip("The mean loss of every epoch; click one to go to its last step")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        self.nothing = Quiet(NOTHING)
        self._observations = 1
        self._latest: tuple[Recording, int] | None = None
        at_most_every(FOLLOW_SECONDS, self._came, self._show_latest, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 4, 14, 10)
        column.addWidget(self.nothing)
        column.addWidget(self.table)
        self._take_font()
        self.table.clicked.connect(self._on_chosen)
        self.table.activated.connect(self._on_chosen)
        self._show_whether_any()

    def show_moment(self, recording: Recording, position: int) -> None:
        """Show the epochs of a recording, and mark the one that is under way or just finished."""
        self._latest = recording, position
        self._show_latest()

    def follow(self, recording: Recording, position: int) -> None:
        """The same while moments come one after the other: as often as a person can follow."""
        self._latest = recording, position
        self._came.emit()

    @Slot()
    def _show_latest(self, *_: object) -> None:
        assert self._latest is not None
        recording, position = self._latest
        bar = self.table.verticalScrollBar()
        at_end = bar.value() == bar.maximum()
        self._observations = recording.settings.observations
        self.model.follow(recording)
        self._show_whether_any()
        epoch = -(-position // self._observations) - 1
        if 0 <= epoch < self.model.rowCount():
            self.table.selectRow(epoch)
        else:
            self.table.clearSelection()
            if at_end:
                self.table.scrollToBottom()

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        self.position_chosen.emit((index.row() + 1) * self._observations)

    def _show_whether_any(self) -> None:
        some = self.model.rowCount() > 0
        self.nothing.setVisible(not some)
        self.table.setVisible(some)

    def _take_font(self) -> None:
        line = self.table.fontMetrics().height() + 6
        self.table.verticalHeader().setDefaultSectionSize(line)
        self.table.setMinimumHeight((LINES + 1) * line + 4)


def _changed_by(now: float, before: float) -> str:
    """By how much of what it was a loss has changed, in hundredths, with its sign."""
    if before == 0.0:
        return ""
    share = f"{abs(now / before - 1.0) * 100:.1f} %"
    if share == "0.0 %":
        return share
    return f"{MINUS if now < before else '+'}{share}"
