"""Why the selected number is what it is: a sentence, the arithmetic, and the way into it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.pages.path_plot import PathPlot
from app.pages.term_table import TermTable
from app.widgets.heading import Heading, Quiet
from app.widgets.roomy_label import RoomyLabel
from app.widgets.theme import SIZES_ITSELF, tabular
from app.widgets.throttle import at_most_every
from nn.explain.explanation import Explanation
from nn.explain.inspection import UnknownError, inspect
from nn.explain.lenses import LENSES, MATRICES, Lens
from nn.explain.sight import Sight
from nn.explain.symbols import Cell
from nn.explain.term_table import NO_TABLE, Link
from nn.explain.trail import Place, Trail, cell_in_picture, place_of
from nn.run.recording import Recording

PAUSE_SECONDS = 0.15
"""While training runs the text follows at this pace: quicker could not be read."""

LARGE = 1.2
"""The size of the sentence to that of other text."""

LONG_SENTENCE = (
    "The outputs would be more right with h10 higher, and x5 is 1: so W1[x5,h10] goes up by 0.00012"
)
"""There is always room for one as long as this, so that the table stands still."""


class Inspector(QWidget):
    """Explains the cell that is selected in the picture of the network, or what was followed.

    Signals:
        sources_changed: the cells that the term under the mouse or the keyboard comes from.
        followed: the `Place` of a number that is to be shown, in the picture as well.
    """

    sources_changed = Signal(object)
    followed = Signal(object)
    _moment_came = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trail = Trail((Place(None),))
        self._begun_as = ""
        self._following = False
        self._recording: Recording | None = None
        self._sight: Sight | None = None
        self._explanation: Explanation | None = None
        self._problem = ""
        self._at_once = self._anew = False
        self._waiting: tuple[Recording, Sight, Lens] | None = None
        self._pace = at_most_every(PAUSE_SECONDS, self._moment_came, self._show_waiting, self)
        self.heading = Heading("Inspector")
        self.copy_button = QPushButton("Copy")
        self.copy_button.setToolTip("Copy the sentence, the formula and the numbers as text")
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(self.copy)
        self.back_button = QPushButton("Back")
        self.back_button.setToolTip("Back to the number that one came from  (Backspace)")
        self.back_button.setAutoDefault(False)
        self.back_button.clicked.connect(self.go_back)
        self.trail = Quiet()
        self.trail.setAccessibleName("Trail")
        self.sentence = RoomyLabel((LONG_SENTENCE,))
        self.sentence.setProperty(SIZES_ITSELF, True)
        self.sentence.setAccessibleName("Why the number is what it is")
        self.formula = Quiet()
        self.table = TermTable()
        self.table.setAccessibleName("How the number came about")
        self.table.sources_changed.connect(self.sources_changed)
        self.table.followed.connect(self._follow)
        self.table.back_wanted.connect(self.go_back)
        self.setFocusProxy(self.table)
        self.note = Quiet()
        self.path = PathPlot()
        self._take_font()
        head, way = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignTop)
        way.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        way.addWidget(self.trail, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(way)
        for each in (self.sentence, self.formula):
            column.addWidget(each)
        column.addWidget(self.table, 1)
        for each in (self.note, self.path):
            column.addWidget(each)
        column.addStretch()
        self._write()

    @property
    def explanation(self) -> Explanation | None:
        """What is explained now."""
        return self._explanation

    def select(self, cell: Cell | None) -> None:
        """Explain another cell; None explains the loss.

        It begins a new trail, unless it is what the old one has just led to.
        """
        if not self._following:
            self._trail = Trail((Place(cell),))
        self._at_once = self._anew = True

    def show_sight(self, recording: Recording, sight: Sight, lens: Lens) -> None:
        """Explain the cell at another moment, now or, while training runs, in a little while.

        Args:
            recording: the run.
            sight: what is shown.
            lens: what the heatmaps show.
        """
        self._waiting = recording, sight, lens
        self._moment_came.emit()
        if self._at_once:
            self._pace.flush()

    @Slot()
    def copy(self) -> None:
        """Copy the explanation as text."""
        QGuiApplication.clipboard().setText(self.as_text())

    @Slot()
    def go_back(self) -> None:
        """Show again the number from which one came, at the moment at which one left it."""
        if self._trail.is_way:
            self._go_to(self._trail.back())

    def as_text(self) -> str:
        """The explanation as text."""
        each = self._explanation
        return f"{each.sentence}\n{each.text}" if each else self._problem

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "path"):
            self._take_font()

    def _take_font(self) -> None:
        self.sentence.setFont(tabular(self.font(), LARGE))

    @Slot(object)
    def _follow(self, link: Link) -> None:
        sight, each = self._sight, self._explanation
        if sight is None or each is None:
            return
        if not self._trail.is_way:
            self._begun_as = each.name
        left = self._trail.seen_at(sight.position, sight.phase)
        self._go_to(left.on_to(place_of(link, sight.position, sight.phase)))

    def _go_to(self, trail: Trail) -> None:
        self._trail, self._following = trail, True
        try:
            self.followed.emit(trail.here)
        finally:
            self._following = False

    @Slot()
    def _show_waiting(self) -> None:
        assert self._waiting is not None
        recording, sight, lens = self._waiting
        self._waiting, self._at_once = None, False
        if recording is not self._recording:
            self._recording, self._anew = recording, True
            if not self._following:
                self._trail = Trail((Place(cell_in_picture(self._trail.here.cell)),))
        self._sight, self._explanation, self._problem = sight, None, ""
        cell = self._trail.here.cell or ("loss", ())
        try:
            # What was followed is the number in the term, through whatever lens one came there.
            seen_through = LENSES["weights"] if self._trail.is_way else lens
            self._explanation = inspect(sight, cell, seen_through)
        except UnknownError as error:
            self._problem = str(error)
        if cell[0] in MATRICES:
            within = sight.phase is not None and not sight.updated
            self.path.show_path(recording, cell, sight.updates, within)
        else:
            self.path.clear_path()
        self._write()

    def _write(self) -> None:
        each = self._explanation
        self.heading.setText(f"{each.name} = {each.result}" if each else "Inspector")
        self.sentence.setText(each.sentence if each else self._problem)
        self.formula.setText(f"{each.name} = {each.formula}" if each else "")
        self.note.setText(_notes(each) if each else "")
        self.note.setVisible(bool(self.note.text()))
        self.table.show_table(each.table if each else NO_TABLE, self._anew)
        self.table.setAccessibleDescription(each.text if each else "")
        self._anew = False
        self.back_button.setVisible(self._trail.is_way)
        self.trail.setVisible(self._trail.is_way)
        self.trail.setText(self._trail.text(self._begun_as))


def _notes(each: Explanation) -> str:
    """What there is to say below the table."""
    notes = []
    if each.table.rounding:
        notes.append(
            "With the rounded numbers above the result is off by the last digits: "
            f"{each.table.rounding}."
        )
    if each.note:
        notes.append(each.note)
    return "\n".join(notes)
