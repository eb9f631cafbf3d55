from __future__ import annotations

from app.widgets.wheel import WholeNotches


def test_small_parts_add_up_to_a_notch_in_either_direction() -> None:
    notches = WholeNotches()
    assert [notches.turn(50) for _ in range(5)] == [0, 0, 1, 0, 1]
    assert [notches.turn(-120) for _ in range(2)] == [0, -1]
    assert notches.turn(350) == 2
