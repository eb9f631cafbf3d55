"""Which cells a cell is made of, at any moment and through any lens."""

from __future__ import annotations

from collections.abc import Iterable

from nn.core.tasks import task_named
from nn.explain.lenses import MATRICES, Lens, lens_of
from nn.explain.products import PRODUCTS, products_of
from nn.explain.sight import Sight
from nn.explain.symbols import Cell, Index


def made_of(sight: Sight, lens: Lens, cell: Cell) -> tuple[Cell, ...]:
    """The cells that the number in a cell is made of, known at the moment or not.

    A weight is made of its gradient, which has no place of its own: of what that is made of. Before
    the update it is as the step before left it, or as it was drawn or set: of nothing that is seen.

    Args:
        sight: the moment.
        lens: what the matrices show.
        cell: a symbol and an index, from 0.

    Raises:
        KeyError: there is no such symbol.
    """
    symbol, index = cell
    if symbol in MATRICES:
        if not _shows_gradient(sight, lens, symbol, index):
            return ()
        symbol = MATRICES[symbol]
    return tuple(_parts(sight, symbol, index))


def _shows_gradient(sight: Sight, lens: Lens, matrix: str, index: Index) -> bool:
    """Whether what a matrix shows there comes from the gradient of this step."""
    seen = lens_of(sight, lens, matrix)
    if seen.key != "weights":
        return seen.is_change
    set_by_hand = any(
        (each.matrix, (each.row, each.column)) == (matrix, index) for each in sight.edits
    )
    return sight.updated and not set_by_hand


def _parts(sight: Sight, symbol: str, index: Index) -> Iterable[Cell]:
    if symbol in PRODUCTS:
        cells = [each for pair in products_of(symbol, index, sight.W1, sight.W2) for each in pair]
        return [*cells, ("u1", index)] if symbol == "e1" else cells
    if symbol == "t":
        if sight.made is None:
            return ()
        sources = task_named(sight.made.task).bit(index[0], len(sight.W1)).sources
        return [("x", (each,)) for each in sources]
    if symbol == "loss":
        return [(each, (y,)) for each in ("a2", "t") for y in range(sight.W2.shape[1])]
    return [(each, index) for each in ALONE[symbol]]


ALONE = {
    "x": (),
    "a1": ("u1",),
    "slope1": ("u1",),
    "a2": ("u2",),
    "label": ("a2",),
    "e2": ("a2", "t"),
}
"""What is made of single numbers at the same index."""
