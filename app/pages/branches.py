"""The branches of the session: which one is shown, their names, and deleting them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.pages.branch_row import COLOUR, DASH, DETAILS, BranchRow
from app.widgets.as_it_is import as_it_is
from app.widgets.branch_dash import dash_of
from app.widgets.figures import counted
from app.widgets.heading import Quiet
from app.widgets.kept_keys import LIST_KEYS, KeptKeys
from app.widgets.key_table import KeyTable
from app.widgets.theme import theme_of
from nn.explain.change_by_hand import change_by_hand
from nn.explain.exact_text import rounded
from nn.run.branches import Branch, Branches

LEAST_LINES = 7
"""Of the list, where the window is low: the page scrolls sooner than that fewer are seen."""


class BranchesPanel(QWidget):
    """A row for each branch.

    Signals:
        selected: the id of the branch to show.
        renamed: an id and a name.
        deleted: the id of the branch to delete.
    """

    KEYS = KeyTable(
        "In the list of branches",
        (("F2", "Give the branch another name."), ("Up | Down", "Show the next branch.")),
    )

    selected = Signal(int)
    renamed = Signal(int, str)
    deleted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._branches: Branches | None = None
        self._begun: dict[int, str] = {}
        self._filling = False
        self.list = QListWidget()
        self.list.setAccessibleName("Branches")
        self.list.setToolTip("A click shows a branch; F2 or a double click renames it")
        self.list.setItemDelegate(BranchRow(self.list))
        self.list.setMinimumHeight(LEAST_LINES * self.fontMetrics().lineSpacing())
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        KeptKeys(self.list, LIST_KEYS)
        self.list.currentItemChanged.connect(self._on_current)
        self.list.itemChanged.connect(self._on_changed)
        self.rename_button = QPushButton("Rename")
        self.rename_button.setToolTip("Give the shown branch another name  (F2)")
        self.rename_button.clicked.connect(self._on_rename)
        self.delete_button = QPushButton("Delete")
        self.delete_button.setToolTip("Delete the shown branch; Undo brings it back")
        self.delete_button.clicked.connect(self._on_delete)
        row = QHBoxLayout()
        for button in (self.rename_button, self.delete_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        column.addWidget(
            Quiet(
                "Change the learning rate, or a weight (double click on its cell), anywhere in the "
                "past: the run goes on from there as a new branch, and the old future stays."
            )
        )
        column.addWidget(self.list, 1)
        column.addLayout(row)

    def show_branches(self, branches: Branches) -> None:
        """Show the branches of a session."""
        self._branches = branches
        self._filling = True
        self.list.clear()
        self._begun = {branch.id: self._where_begun(branch) for branch in branches.members}
        theme = theme_of(self.palette())
        for branch in branches.members:
            item = QListWidgetItem(branch.name)
            item.setData(Qt.ItemDataRole.UserRole, branch.id)
            item.setData(COLOUR, theme.branch_colour(branch.colour))
            # That which is shown is drawn as a whole line in the loss curve, too.
            shown = branch.id == branches.current.id
            item.setData(DASH, () if shown else dash_of(branch.colour))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.list.addItem(item)
            if branch.id == branches.current.id:
                self.list.setCurrentItem(item)
        self.delete_button.setEnabled(len(branches.members) > 1)
        self._filling = False
        self.show_progress()

    def show_progress(self) -> None:
        """Bring up to date what is told of each branch."""
        if self._branches is None:
            return
        members = {branch.id: branch for branch in self._branches.members}
        self._filling = True
        for item in map(self.list.item, range(self.list.count())):
            branch = members.get(item.data(Qt.ItemDataRole.UserRole))
            if branch is None:
                continue
            details = [self._begun[branch.id], _how_far(branch)]
            item.setData(DETAILS, [each for each in details if each])
            told = "\n".join((branch.name, *item.data(DETAILS)))
            item.setToolTip(as_it_is(told))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told.replace("\n", ", "))
        self._filling = False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and getattr(self, "_branches", None):
            assert self._branches is not None
            self.show_branches(self._branches)

    def _where_begun(self, branch: Branch) -> str:
        """The step at which a branch left, and what was changed there; "" of the first one."""
        if branch.parent is None:
            return ""
        where = f"from step {branch.start:,}"
        for parent in self._members():
            # Of the first one it need not be said.
            if parent.id == branch.parent and parent.parent is not None:
                where += f" of {parent.name}"
        change = change_by_hand(branch.recording, branch.start)
        return " · ".join(filter(None, (where, change)))

    def _members(self) -> tuple[Branch, ...]:
        return self._branches.members if self._branches else ()

    @Slot(QListWidgetItem, QListWidgetItem)
    def _on_current(self, item: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        if item is not None and not self._filling:
            self.selected.emit(item.data(Qt.ItemDataRole.UserRole))

    @Slot(QListWidgetItem)
    def _on_changed(self, item: QListWidgetItem) -> None:
        if not self._filling:
            self.renamed.emit(item.data(Qt.ItemDataRole.UserRole), item.text())

    @Slot()
    def _on_rename(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.list.editItem(item)

    @Slot()
    def _on_delete(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.deleted.emit(item.data(Qt.ItemDataRole.UserRole))


def _how_far(branch: Branch) -> str:
    """How many steps a branch has, and the learning rate and the loss at the newest."""
    recording = branch.recording
    length = recording.length
    told = [counted(length, "step"), f"learning rate {rounded(recording.learning_rate(length))}"]
    if length:
        told.append(f"loss {float(recording.losses[length - 1]):.4g}")
    return " · ".join(told)
