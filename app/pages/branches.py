"""The branches of the session: which one is shown, their names, and deleting them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.widgets.heading import Heading, Quiet
from app.widgets.kept_keys import LIST_KEYS, KeptKeys
from app.widgets.theme import theme_of
from nn.run.branches import Branch, Branches

SWATCH = 12


class BranchesPanel(QWidget):
    """A row for each branch.

    Signals:
        selected: the id of the branch to show.
        renamed: an id and a name.
        deleted: the id of the branch to delete.
    """

    selected = Signal(int)
    renamed = Signal(int, str)
    deleted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._branches: Branches | None = None
        self._filling = False
        self.list = QListWidget()
        self.list.setAccessibleName("Branches")
        self.list.setToolTip("Enter or a click shows a branch; F2 or a double click renames it")
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
        column.addWidget(Heading("Branches"))
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
        for branch in branches.members:
            item = QListWidgetItem(self._swatch(branch), branch.name)
            item.setData(Qt.ItemDataRole.UserRole, branch.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setToolTip(self._help(branch))
            self.list.addItem(item)
            if branch.id == branches.current.id:
                self.list.setCurrentItem(item)
        self.delete_button.setEnabled(len(branches.members) > 1)
        self._filling = False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and getattr(self, "_branches", None):
            assert self._branches is not None
            self.show_branches(self._branches)

    def _help(self, branch: Branch) -> str:
        steps = f"{branch.recording.length:,} steps"
        if branch.parent is None or self._branches is None:
            return steps
        names = {each.id: each.name for each in self._branches.members}
        parent = names.get(branch.parent, "a deleted branch")
        return f"{steps}; left “{parent}” after step {branch.start:,}"

    def _swatch(self, branch: Branch) -> QIcon:
        pixmap = QPixmap(SWATCH, SWATCH)
        pixmap.fill(QColor(theme_of(self.palette()).branch_colour(branch.colour)))
        return QIcon(pixmap)

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
