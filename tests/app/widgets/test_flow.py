from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.widgets.flow import Flow


class Row(QWidget):
    """Three widgets of 100 by 20 pixels side by side, and one below."""

    def __init__(self, grows: int | None = None) -> None:
        super().__init__()
        self.parts = [QLabel(str(number)) for number in range(3)]
        flow = Flow(10)
        for number, part in enumerate(self.parts):
            part.setFixedHeight(20)
            part.setMinimumWidth(100)
            if number != grows:
                part.setMaximumWidth(100)
            flow.add(part, grows=number == grows)
        self.below = QLabel("below")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(flow)
        column.addWidget(self.below, 1)


def corners(row: Row, width: int) -> list[tuple[int, int]]:
    row.resize(width, 300)
    row.show()
    return [(part.x(), part.y()) for part in row.parts]


@pytest.mark.parametrize(
    ("width", "places", "height"),
    [
        (320, [(0, 0), (110, 0), (220, 0)], 20),
        (319, [(0, 0), (110, 0), (0, 30)], 50),
        (209, [(0, 0), (0, 30), (0, 60)], 80),
    ],
)
def test_what_has_no_room_in_a_line_goes_to_the_next(
    qtbot: QtBot, width: int, places: list[tuple[int, int]], height: int
) -> None:
    row = Row()
    qtbot.addWidget(row)
    assert corners(row, width) == places
    assert row.below.y() == height


def test_one_that_grows_takes_what_is_left_in_its_line(qtbot: QtBot) -> None:
    row = Row(grows=1)
    qtbot.addWidget(row)
    assert corners(row, 400) == [(0, 0), (110, 0), (300, 0)]
    assert row.parts[1].width() == 180


def test_what_is_hidden_takes_no_room(qtbot: QtBot) -> None:
    row = Row()
    qtbot.addWidget(row)
    row.parts[0].hide()
    assert corners(row, 320)[1:] == [(0, 0), (110, 0)]


def test_it_is_never_narrower_than_its_widest_widget(qtbot: QtBot) -> None:
    row = Row()
    qtbot.addWidget(row)
    assert row.minimumSizeHint().width() == 100
    assert row.layout().itemAt(0).layout().sizeHint().width() == 320
