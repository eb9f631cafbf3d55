"""Which task is to be learnt: its kind, its mask or its table, and what it asks."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.widgets.bit_text import BitTextError, bits_text, parse_bits
from app.widgets.entry_line import EntryLine, room_for
from app.widgets.flow import Flow
from app.widgets.kept_keys import CHOICE_KEYS, KeptKeys
from app.widgets.roomy_label import RoomyLabel
from app.widgets.theme import BAD, MUTED, tabular
from nn.core.bitwise import MASK, MASK_EXPLAINED
from nn.core.own_table import TABLE, TABLE_EXPLAINED, is_table, table_name
from nn.core.task import MOST_BITS
from nn.core.tasks import TASKS, task_named

FIRST_MASK = "10110"
"""A mask to begin with that is not all alike, as often as it takes."""

OTHERS = {MASK: "XOR with a mask", TABLE: "a table of your own"}
"""What the tasks are called that need more than a name."""

ASKED = {MASK: MASK_EXPLAINED, TABLE: TABLE_EXPLAINED}
LONGEST_STARTED = 10
"""Bits up to which the table of the task that is chosen is what one begins with."""


class TaskChoice(QWidget):
    """The widgets of the task; `SettingsPanel` says for how many bits it is to be.

    Signals:
        edited: another task was chosen, or its mask or table changed.
        entered: Enter was pressed in the mask.
        bits_wanted: so many bits are needed from now on.
        failed: the traceback of an unforeseen error.
    """

    edited = Signal()
    entered = Signal()
    bits_wanted = Signal(int)
    failed = Signal(str)

    def __init__(self, when: str, parent: QWidget | None = None) -> None:
        """Begin with the notebook's task; `when` says when a change of it takes effect."""
        super().__init__(parent)
        self._bits: int | None = None
        self._shown = ""
        self._table = ""
        self._kind = next(iter(TASKS))
        self.kind = QComboBox()
        for task in TASKS.values():
            self.kind.addItem(task.title, task.name)
        for key, title in OTHERS.items():
            self.kind.addItem(title, key)
        self.kind.setAccessibleName("Task")
        self.kind.setToolTip(f"What the network learns from the vectors; {when}")
        self.kind.activated.connect(self._on_kind)
        KeptKeys(self.kind, CHOICE_KEYS)
        longest = max((*(each.explanation for each in TASKS.values()), *ASKED.values()), key=len)
        self.note = RoomyLabel((longest,))
        self.mask_name = QLabel("Mask")
        self.mask_line = EntryLine()
        self.mask_line.setFont(tabular(self.font()))
        self.mask_line.setMinimumWidth(room_for(self.mask_line, "0" * MOST_BITS))
        self.mask_line.setAccessibleName("Mask")
        self.mask_line.setToolTip("A 1 for each bit that is to be flipped: 10110, or 1 0 1 1 0")
        self.mask_name.setBuddy(self.mask_line)
        self.mask_line.textEdited.connect(self.edited)
        self.mask_line.returnPressed.connect(self.entered)
        self.mask_line.abandoned.connect(self._restore)
        self.table_button = QPushButton("Edit the table…")
        self.table_button.setToolTip("Type a truth table, or open one from a text or CSV file")
        self.table_button.setAutoDefault(False)
        self.table_button.clicked.connect(self.edit_table)
        self._lay_out()
        self._show_kind()

    def _lay_out(self) -> None:
        label = QLabel("Task")
        label.setBuddy(self.kind)
        first = Flow(12)
        first.add(label)
        first.add(self.kind, grows=True)
        second = QHBoxLayout()
        second.setSpacing(12)
        second.addWidget(self.mask_name)
        second.addWidget(self.mask_line, 1)
        second.addWidget(self.table_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.note)

    def show_task(self, name: str, bits: int) -> None:
        """Show the task of the run, for vectors of so many bits."""
        self._shown, self._bits = name, bits
        self._kind = next((key for key in OTHERS if name.startswith(key)), name)
        if self._kind == MASK:
            self.mask_line.setText(name.removeprefix(MASK))
        elif is_table(name):
            self._table = name
        self.kind.setCurrentIndex(self.kind.findData(self._kind))
        self._show_kind()

    def describe(self, bits: int | None) -> str:
        """Say what the task is, or what is wrong with it.

        Args:
            bits: as they are typed, None while that is not allowed.

        Returns:
            The name of the task; "" while it is none, or none for so many bits.
        """
        self._bits = bits
        self._fit_mask()
        name, problem = "", ""
        try:
            name = self._read()
        except BitTextError as error:
            problem = str(error)
        if name and bits is not None:
            refusal = task_named(name).refusal(bits)
            problem = refusal[:1].upper() + refusal[1:] + "." if refusal else ""
        self.note.setText(f"✗ {problem}" if problem else self._explanation(name))
        self.note.setForegroundRole(BAD if problem else MUTED)
        self.kind.setAccessibleDescription(self.note.text())
        self.mask_line.setAccessibleDescription(self.note.text())
        return "" if problem else name

    def _explanation(self, name: str) -> str:
        if self._kind == TABLE and name:
            task = task_named(name)
            return f"{task.title[0].upper()}{task.title[1:]}. {ASKED[TABLE]}"
        return ASKED[self._kind] if self._kind in ASKED else TASKS[self._kind].explanation

    @property
    def name(self) -> str:
        """The name of the task that is chosen, for however many bits; "" while there is none."""
        try:
            return self._read()
        except BitTextError:
            return ""

    def _read(self) -> str:
        """The same.

        Raises:
            BitTextError: the mask is none.
        """
        if self._kind == TABLE:
            return self._table
        if self._kind != MASK:
            return self._kind
        text = self.mask_line.text()
        # While it is not known how many there are to be, as many as there are will do.
        bits = self._bits or max(1, sum(map(text.count, "01")))
        return task_named(MASK + bits_text(parse_bits(text, bits))).name

    def _fit_mask(self) -> None:
        """Let a mask that nobody has typed be as long as the vectors."""
        if self._bits and not self.mask_line.isModified() and not self._shown.startswith(MASK):
            self.mask_line.setText((FIRST_MASK * self._bits)[: self._bits])

    @Slot()
    def _on_kind(self) -> None:
        before = self._kind
        self._kind = self.kind.currentData()
        if self._kind == TABLE and not self._table:
            # There is no such task before there is a table.
            self._kind = before
            self.kind.setCurrentIndex(self.kind.findData(before))
            self.edit_table()
            return
        self._show_kind()
        self.edited.emit()

    @Slot()
    def edit_table(self) -> None:
        """Ask for a table, beginning with the one there is, or with that of the task chosen."""
        from app.pages.table_dialog import TableDialog

        dialog = TableDialog(self._first_text(), self)
        dialog.table_made.connect(self._take_table)
        dialog.failed.connect(self.failed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _first_text(self) -> str:
        from nn.answers.validation import all_vectors
        from nn.files.table_text import table_text

        if self._table:
            return table_text(self._table)
        bits, name = self._bits, self.name
        task = task_named(name or "parity")
        if not bits or bits > LONGEST_STARTED or task.refusal(bits):
            bits, task = 3, TASKS["parity"]
        targets = task.targets(all_vectors(bits)).tolist()
        return table_text(table_name(bits, ["".join(map(str, each)) for each in targets]))

    @Slot(str)
    def _take_table(self, name: str) -> None:
        self._table, self._kind = name, TABLE
        self.kind.setCurrentIndex(self.kind.findData(TABLE))
        self._show_kind()
        self.bits_wanted.emit(task_named(name).bits)
        self.edited.emit()

    @Slot()
    def _restore(self) -> None:
        """Show the mask again that was not typed."""
        own = self._shown.startswith(MASK)
        self.mask_line.setText(self._shown.removeprefix(MASK) if own else "")
        self.mask_line.setModified(False)
        self.edited.emit()

    def _show_kind(self) -> None:
        for each in (self.mask_name, self.mask_line):
            each.setVisible(self._kind == MASK)
        self.table_button.setVisible(self._kind == TABLE)
