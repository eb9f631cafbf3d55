"""The way a person followed from a number to what it is made of, and on from there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from nn.explain.phases import OVERLAYS
from nn.explain.symbols import SYMBOLS, Cell, cell_name, symbol_name
from nn.explain.term_table import BEFORE, START, Link

MOST_TOLD = 6
"""Places of a long way that are told: the last ones."""


@dataclass(frozen=True)
class Place:
    """A number, and the moment at which it is looked at.

    Attributes:
        cell: None is the loss, as it is explained where nothing is selected.
        position: the steps made.
        phase: the index of the phase, None for the whole step.
    """

    cell: Cell | None
    position: int = 0
    phase: int | None = None


def place_of(link: Link, position: int, phase: int | None) -> Place:
    """Where a number stands that one of another moment is made of.

    Args:
        link: to the number.
        position: the steps made at the other moment.
        phase: its phase.
    """
    if link.when == START:
        return Place(link.cell, 0)
    if link.when == BEFORE:
        return Place(link.cell, position - 1)
    return Place(link.cell, position, phase)


def cell_in_picture(cell: Cell | None) -> Cell | None:
    """The cell of the picture in whose place a number is seen."""
    if cell is None or cell[0] == "loss":
        return None
    symbol, index = cell
    # The slope has no cell: it belongs to the sum it is made from.
    return ("u1" if symbol == "slope1" else OVERLAYS.get(symbol, symbol)), index


@dataclass(frozen=True)
class Trail:
    """The places of a way; the last is where one stands.

    Attributes:
        places: at least one.
    """

    places: tuple[Place, ...]

    @property
    def here(self) -> Place:
        """The last place."""
        return self.places[-1]

    @property
    def is_way(self) -> bool:
        """Whether there is anything to go back to."""
        return len(self.places) > 1

    def seen_at(self, position: int, phase: int | None) -> Trail:
        """The same way, its last place looked at from another moment."""
        return Trail((*self.places[:-1], replace(self.here, position=position, phase=phase)))

    def on_to(self, place: Place) -> Trail:
        """The way with one place more."""
        return Trail((*self.places, place))

    def back(self) -> Trail:
        """The way without its last place; the first place stays."""
        return Trail(self.places[:-1]) if self.is_way else self

    def text(self, first: str) -> str:
        """The way in one line: "W1[x2,h3] ← d1 ← e1 ← e2[y4]".

        Args:
            first: the name of the number with which it began.
        """
        told = [first, *(_told(before, place) for before, place in pairwise(self.places))]
        if len(told) > MOST_TOLD:
            told = ["…", *told[-MOST_TOLD:]]
        # A line that is too long ends before an arrow.
        return " ←\N{NO-BREAK SPACE}".join(told)


def _told(before: Place, place: Place) -> str:
    """A place by what is new in it: of its index nothing where the place before has all of it."""
    symbol, index = place.cell or ("loss", ())
    here, there = _units(place.cell), _units(before.cell)
    name = symbol_name(symbol) if here <= there else cell_name(symbol, index)
    if place.position == before.position:
        return name
    return f"{name} after step {place.position:,}" if place.position else f"{name} at the start"


def _units(cell: Cell | None) -> set[tuple[str, int]]:
    return set(zip(SYMBOLS[cell[0]].units, cell[1], strict=True)) if cell else set()
