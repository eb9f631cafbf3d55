"""What the network has learnt, through one of four lenses."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.pages.learnt_maps import BiasMap, LearntMap, LikenessMap, ProductMap
from app.pages.learnt_units import UnitsMap
from app.pages.moment_section import MomentSection
from app.pictures.head import Switch
from app.widgets.heading import Heading, Quiet
from app.widgets.roomy_label import RoomyLabel
from app.widgets.theme import tabular
from nn.answers.sample import MOST_BITS, vectors_for
from nn.core.settings import Settings
from nn.explain.sight import Sight
from nn.explain.symbols import Cell, hidden_unit

LONGEST_POINTED = (
    "h128: most on for 0101010101010101 (0.999999), most off for 1010101010101010 "
    "(1.23456e-10), on for 1,024 of 1,024"
)
"""There is always room for this."""

READ_SECONDS = 0.25
"""Numbers cannot be read at a quicker pace, and painting them takes time from training."""


class LearntSection(MomentSection):
    """A switch between the lenses, what the one that is chosen shows and hides, and the lens.

    Signals:
        unit_switched: a hidden unit, from 0, is to be silenced, or heard again.
        cell_chosen: a cell of the picture that is to be selected.
        vector_chosen: a vector that is to be tried, 0 and 1, shape (n,).
    """

    unit_switched = Signal(int)
    cell_chosen = Signal(object)
    vector_chosen = Signal(object)

    follow_seconds = READ_SECONDS

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings: Settings | None = None
        self._unit = 0
        self.lenses: tuple[LearntMap, ...] = (ProductMap(), BiasMap(), UnitsMap(), LikenessMap())
        self.switch = Switch("Lens on what has been learnt")
        # Of a group of buttons Tab would find only the one that is down.
        self._choices = QActionGroup(self)
        for lens in self.lenses:
            choice = QAction(lens.brief, self._choices)
            choice.setCheckable(True)
            choice.setToolTip(lens.title)
            choice.toggled.connect(self._on_lens)
            self.switch.add(choice).setAccessibleName(lens.title)
            lens.pointed.connect(self._on_pointed)
            lens.unit_chosen.connect(self._on_unit)
            lens.unit_switched.connect(self.unit_switched)
            lens.cell_chosen.connect(self.cell_chosen)
            lens.vector_chosen.connect(self.vector_chosen)
        self.heading, self.shows, self.hides = Heading(""), Quiet(), Quiet()
        self.pointed = RoomyLabel((LONGEST_POINTED,))
        self.pointed.setFont(tabular(self.font()))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        column.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.heading, self.shows, self.hides, *self.lenses, self.pointed):
            column.addWidget(widget)
        column.addStretch(1)
        self.look_through(0)

    @property
    def lens(self) -> LearntMap:
        """The lens that is looked through."""
        choices = self._choices.actions()
        return self.lenses[choices.index(self._choices.checkedAction())]

    def look_through(self, number: int) -> None:
        """Choose a lens, by its number from the left."""
        self._choices.actions()[number].setChecked(True)

    def show_run(self, settings: Settings, sight: Sight, selected: Cell | None) -> None:
        """Show a moment of a run.

        Args:
            settings: of the run.
            sight: what there is to see, as it answers.
            selected: the cell that is selected in the picture, None for none.
        """
        if settings != self._settings:
            self._settings = settings
            self._show_lens()
        unit = None if selected is None else hidden_unit(selected)
        if unit is not None:
            self._unit = unit
        self.show_sight(sight, selected)

    def show_moment(self) -> None:
        if self._settings is not None and self._sight is not None:
            self.lens.show_learnt(self._sight, self._settings, self._unit)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "switch"):
            self.switch.recolour()

    @Slot(bool)
    def _on_lens(self, on: bool) -> None:
        if on:
            self._show_lens()
            self.show_moment()

    def _show_lens(self) -> None:
        lens, settings = self.lens, self._settings
        for each in self.lenses:
            each.setVisible(each is lens)
        self.heading.setText(lens.title)
        vectors = "all vectors" if settings is None else _vectors(settings.bits)
        self.shows.setText(f"It shows {lens.shows.format(vectors=vectors)}.")
        self.hides.setText(f"It does not show {lens.hides}.")
        self.pointed.setText(lens.hint)

    @Slot(str)
    def _on_pointed(self, name: str) -> None:
        self.pointed.setText(name or self.lens.hint)

    @Slot(int)
    def _on_unit(self, unit: int) -> None:
        self.cell_chosen.emit(("a1", (unit,)))


def _vectors(bits: int) -> str:
    """Over which vectors hidden units are looked at."""
    count = len(vectors_for(bits))
    if bits <= MOST_BITS:
        return f"all {count:,} vectors"
    return f"{count:,} vectors (the same sample in every run)"
