"""Which cells are multiplied with each other and added up to make a number."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from nn.core.step import Step
from nn.explain.symbols import Cell, Index

Pairs = list[tuple[Cell, Cell]]

PRODUCTS: Mapping[str, Callable[[Step, Index], Pairs]] = {
    "u1": lambda step, at: [(("x", (x,)), ("W1", (x, *at))) for x in range(len(step.x))],
    "u2": lambda step, at: [(("a1", (h,)), ("W2", (h, *at))) for h in range(len(step.a1))],
    "d2": lambda step, at: [(("a1", at[:1]), ("e2", at[1:]))],
    "e1": lambda step, at: [(("W2", (*at, y)), ("e2", (y,))) for y in range(len(step.e2))],
    "d1": lambda step, at: [(("x", at[:1]), ("e1", at[1:]))],
}
"""By symbol; e1 is this sum times the slope of its sigmoid."""
