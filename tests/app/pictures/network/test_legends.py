from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.pictures.network.frame import label_font
from app.pictures.network.layout import lay_out
from app.pictures.network.legends import Legends, flow


def test_what_does_not_fit_beside_the_others_begins_a_line() -> None:
    assert flow([30, 30, 30, 90, 10], 10, 100) == [(0, 0), (0, 40), (1, 0), (2, 0), (3, 0)]
    assert flow([300, 10], 10, 100) == [(0, 0), (1, 0)]


def test_less_room_takes_more_lines(qtbot: QtBot, qapp: QApplication) -> None:
    legends = Legends(label_font(1.0))
    lines = [legends.size(room)[0] for room in (1000, 600, 400, 200)]
    assert lines[0] == 1
    assert lines == sorted(lines)
    assert lines[-1] == 4
    assert legends.size(1000)[1] < 1000
    assert Legends(label_font(2.0)).size(1000)[0] > 1


@pytest.mark.parametrize("lines", [1, 2, 3, 4])
def test_the_network_comes_before_many_lines_of_legends(lines: int) -> None:
    layout = lay_out((5, 10, 5), 900, 500, legends=lambda room: (lines, room))
    cells = [block.rect for block in layout.blocks.values()]
    if lines <= 2:
        assert layout.legends.bottom() <= min(each.top() for each in cells)
    else:
        assert layout.legends.top() >= max(each.bottom() for each in cells)
    assert layout.legends.bottom() <= layout.height <= 500.001


def test_legends_stand_above_a_small_network_in_a_large_room() -> None:
    layout = lay_out((2, 3, 2), 1500, 600, legends=lambda room: (1, 400.0))
    assert 0 < layout.blocks["x"].left - layout.legends.left() < 60
    assert lay_out((2, 3, 2), 1500, 600, legends=lambda room: (1, room)).legends.left() < 20
