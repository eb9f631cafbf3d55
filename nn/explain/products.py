"""Which cells are multiplied with each other and added up to make a number."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from nn.core.arrays import Array
from nn.explain.symbols import Cell, Index

Pairs = list[tuple[Cell, Cell]]
Sizes = tuple[int, int, int]


def products_of(symbol: str, index: Index, W1: Array, W2: Array) -> Pairs:
    """The cells whose products add up to a number; of e1 it is this sum times a slope.

    Args:
        symbol: one of `PRODUCTS`.
        index: from 0.
        W1: the weights of the network, shape (n, h).
        W2: shape (h, m).
    """
    return PRODUCTS[symbol]((*W1.shape, W2.shape[1]), index)


PRODUCTS: Mapping[str, Callable[[Sizes, Index], Pairs]] = {
    "u1": lambda sizes, at: [(("x", (x,)), ("W1", (x, *at))) for x in range(sizes[0])],
    "u2": lambda sizes, at: [(("a1", (h,)), ("W2", (h, *at))) for h in range(sizes[1])],
    "d2": lambda sizes, at: [(("a1", at[:1]), ("e2", at[1:]))],
    "e1": lambda sizes, at: [(("W2", (*at, y)), ("e2", (y,))) for y in range(sizes[2])],
    "d1": lambda sizes, at: [(("x", at[:1]), ("e1", at[1:]))],
}
"""By symbol, from the numbers of inputs, hidden units and outputs."""
