from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.pages.challenges import Challenges
from app.pages.output_bars import OutputBars
from app.pictures.position_strip import PositionStrip
from app.widgets.text_line import TextLine
from app.widgets.theme import DARK, LIGHT, Theme
from app.widgets.value_map import ValueMap

ROWS = {
    "light": {
        0: (168, 78, 0),
        1: (169, 79, 1),
        43: (229, 139, 44),
        100: (249, 220, 183),
        128: (246, 246, 244),
        129: (244, 245, 244),
        213: (80, 155, 208),
        255: (28, 96, 159),
        256: (27, 95, 158),
    },
    "dark": {
        0: (255, 198, 129),
        1: (254, 196, 127),
        43: (220, 131, 38),
        100: (98, 65, 35),
        128: (48, 53, 60),
        129: (48, 54, 62),
        213: (66, 148, 213),
        255: (167, 214, 254),
        256: (169, 216, 255),
    },
}
"""Rows of the diverging map, worked out from its stops by hand."""


@pytest.mark.parametrize(("name", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_the_map_goes_through_its_stops_in_even_steps(name: str, theme: Theme) -> None:
    table = theme.colour_table()
    assert table.shape == (257, 3)
    assert table.dtype == np.uint8
    for row, colour in ROWS[name].items():
        assert tuple(table[row].tolist()) == colour, row
    stops = np.array([QColor(each).getRgb()[:3] for each in theme.map_stops])
    for row in range(257):
        place = row * (len(stops) - 1) / 256
        before = min(int(place), len(stops) - 2)
        between = stops[before] + (stops[before + 1] - stops[before]) * (place - before)
        # Half of a unit, and what a colour of 16 bits a channel is off by.
        assert np.abs(table[row] - between).max() <= 0.5 + 1e-4, row


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


@pytest.mark.parametrize(
    "widget",
    [TextLine, PositionStrip, OutputBars, Challenges, lambda: ValueMap("Map")],
    ids=["text line", "position", "answer", "challenges", "map"],
)
def test_what_is_painted_by_hand_is_painted_again_when_the_palette_changes(
    qtbot: QtBot, widget: type[QWidget]
) -> None:
    made = widget()
    qtbot.addWidget(made)
    made.setPalette(LIGHT.palette())
    made.resize(200, 60)
    made.show()
    qtbot.waitExposed(made)
    qtbot.wait(20)
    paints = Paints(made)
    made.setPalette(DARK.palette())
    qtbot.waitUntil(lambda: paints.count > 0, timeout=2000)
