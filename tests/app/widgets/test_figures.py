from __future__ import annotations

import pytest

from app.widgets.figures import counted


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 steps"), (1, "1 step"), (2, "2 steps"), (1200, "1,200 steps")]
)
def test_one_thing_is_not_many(number: int, text: str) -> None:
    assert counted(number, "step") == text
