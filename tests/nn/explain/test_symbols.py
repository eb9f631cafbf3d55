from __future__ import annotations

import pytest

from nn.explain.symbols import Cell, hidden_unit


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        (("W1", (4, 3)), 3),
        (("W2", (2, 4)), 2),
        (("W2", (0, 4)), 0),
        (("u1", (7,)), 7),
        (("a1", (0,)), 0),
        (("x", (1,)), None),
        (("u2", (1,)), None),
        (("loss", ()), None),
    ],
)
def test_a_cell_belongs_to_a_hidden_unit_or_to_none(cell: Cell, unit: int | None) -> None:
    assert hidden_unit(cell) == unit
