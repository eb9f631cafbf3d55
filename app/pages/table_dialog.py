"""A truth table of one's own: typed or opened, checked line by line, taken when it is complete."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.kept.background import LatestJob
from app.widgets.as_it_is import as_it_is
from app.widgets.heading import Quiet
from app.widgets.numbered_text import NumberedText
from app.widgets.theme import BAD, MUTED
from app.widgets.throttle import once_still_for
from nn.core.own_table import table_targets
from nn.core.progress import Progress
from nn.files.table_text import (
    Problem,
    TableTextError,
    read_long_table,
    read_table,
    text_of_file,
)

STILL_SECONDS = 0.15
"""What is typed is checked once nothing was typed for so long."""

HELP = (
    "A line for each vector: its bits, an arrow or a comma, and the bits that are wanted. "
    "101 → 01, or 101,01. With a first line such as x1,x2,x3,y1,y2 each bit has a column of its "
    "own; of a table of answers, vector and correct are read. Any order; # begins a remark."
)
KINDS = "Tables (*.csv *.txt *.tsv);;All files (*)"
PROBLEM_ROWS = 5

AT_ONCE = 20_000
"""Characters that are checked within some ten milliseconds; more are checked in a thread."""


class TableDialog(QDialog):
    """Hands out a table only when nothing is wrong with it.

    Signals:
        table_made: the name of the task that it gives; the dialog closes.
        failed: the traceback of an unforeseen error.
    """

    table_made = Signal(str)
    failed = Signal(str)
    _typed = Signal()

    def __init__(self, text: str, parent: QWidget) -> None:
        """Begin with a text."""
        super().__init__(parent)
        self.setWindowTitle("A truth table of your own")
        self._table = ""
        self._checking: LatestJob[str | TableTextError] = LatestJob(self)
        self._checking.progressed.connect(self._on_progressed)
        self._checking.finished.connect(self._on_checked)
        self._checking.failed.connect(self.failed)
        self._folder = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        self.text = NumberedText()
        self.text.setAccessibleName("Truth table")
        self.text.setPlainText(text)
        self.text.textChanged.connect(self._on_typed)
        self.state = Quiet()
        self.state.setAccessibleName("What is wrong with the table")
        self.problems = QListWidget()
        self.problems.setAccessibleName("Problems by line")
        self.problems.setToolTip("Click, or press Enter, to go to the line")
        self.problems.setWordWrap(True)
        self.problems.setMaximumHeight(PROBLEM_ROWS * 2 * self.fontMetrics().height())
        self.problems.itemClicked.connect(self._go_to)
        self.problems.itemActivated.connect(self._go_to)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.open_button = buttons.addButton("Open…", QDialogButtonBox.ButtonRole.ActionRole)
        self.open_button.setToolTip("Read the table from a text or CSV file")
        self.take = QPushButton("Use this table")
        self.take.setToolTip("Fill it in on the page of the settings; nothing is reset yet")
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setAutoDefault(False)
        self.open_button.setAutoDefault(False)
        self.open_button.clicked.connect(self._on_open)
        buttons.accepted.connect(self._on_taken)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(Quiet(HELP))
        column.addWidget(self.text, 1)
        column.addWidget(self.state)
        column.addWidget(self.problems)
        column.addWidget(buttons)
        self.resize(460, 560)
        once_still_for(STILL_SECONDS, self._typed, self.check, self)
        self.check()

    @property
    def table(self) -> str:
        """The name of the task that the table gives; "" while it gives none."""
        return self._table

    @Slot()
    def check(self) -> None:
        """Say what is wrong with the text, or what it is: of a long one, later."""
        text = self.text.toPlainText()
        if len(text) > AT_ONCE or self._checking.busy:
            self._checking.begin(lambda progress: _checked(text, progress))
            return
        found = _checked(text)
        assert found is not None
        self._say(found)

    def done(self, result: int) -> None:
        self._checking.end()
        super().done(result)

    @Slot(int, int)
    def _on_progressed(self, done: int, total: int) -> None:
        self.state.setText(f"Checking: {done:,} of {total:,} lines.")
        self.state.setForegroundRole(MUTED)

    @Slot(object)
    def _on_checked(self, found: str | TableTextError | None) -> None:
        if found is not None:
            self._say(found)

    def _say(self, found: str | TableTextError) -> None:
        problems: tuple[Problem, ...] = ()
        more = 0
        if isinstance(found, TableTextError):
            self._table, problems, more = "", found.problems, found.more
        else:
            self._table = found
        self.take.setEnabled(bool(self._table))
        self.text.mark(each.line for each in problems if each.line)
        self.problems.clear()
        for each in problems:
            self.problems.addItem(_Item(str(each), each.line))
        if more:
            self.problems.addItem(_Item(f"And {more:,} more.", 0))
        self.problems.setVisible(bool(problems))
        self.state.setText(_in_words(self._table, len(problems) + more))
        self.state.setForegroundRole(BAD if problems else MUTED)

    def open_file(self, path: Path) -> None:
        """Show what a file holds; where it is no text, say so and change nothing."""
        try:
            text = text_of_file(path)
        except TableTextError as error:
            self._warn(path, str(error))
        except OSError as error:
            self._warn(path, f"{error.strerror or error}.")
        else:
            self.text.setPlainText(text)
            self.check()

    def _warn(self, path: Path, why: str) -> None:
        QMessageBox.warning(
            self, "This file was not opened", as_it_is(f"“{path.name}” cannot be read: {why}")
        )

    @Slot()
    def _on_typed(self) -> None:
        # What was checked is no longer what stands there.
        self._table = ""
        self._checking.cancel()
        self.take.setEnabled(False)
        self._typed.emit()

    @Slot()
    def _on_open(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Open a table", self._folder, KINDS)
        if name:
            self._folder = str(Path(name).parent)
            self.open_file(Path(name))

    @Slot(QListWidgetItem)
    def _go_to(self, item: QListWidgetItem) -> None:
        if isinstance(item, _Item) and item.line:
            self.text.go_to(item.line)

    @Slot()
    def _on_taken(self) -> None:
        if self._table:
            self.table_made.emit(self._table)
            self.accept()


class _Item(QListWidgetItem):
    """A problem, and where it is."""

    def __init__(self, text: str, line: int) -> None:
        super().__init__(text)
        self.line = line


def _checked(text: str, progress: Progress | None = None) -> str | TableTextError | None:
    """The name of the task that a table gives, or what is wrong; None if it was cancelled."""
    try:
        return read_long_table(text, progress) if progress else read_table(text)
    except TableTextError as error:
        return error


def _in_words(table: str, problems: int) -> str:
    if not table:
        return f"✗ Not complete: {problems:,} {'problem' if problems == 1 else 'problems'}."
    targets = table_targets(table)
    bits, outputs = len(targets).bit_length() - 1, len(targets[0])
    return (
        f"✓ Complete: {len(targets):,} vectors of {bits} {'bit' if bits == 1 else 'bits'}, with "
        f"targets of {outputs}."
    )
