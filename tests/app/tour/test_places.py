"""Where a card lies: in the room, beside what it speaks of, and over as little as can be."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.tour.places import place_for, seen_of

ROOM, CARD = QRect(0, 50, 1000, 550), QSize(300, 150)
PICTURE = QRect(0, 100, 600, 300)


def lies(target: QRect, clear: QRect = PICTURE, room: QRect = ROOM) -> QRect:
    return QRect(place_for(CARD, target, clear, room), CARD)


@pytest.mark.parametrize(
    "target",
    [QRect(100, 10, 80, 30), PICTURE, QRect(610, 60, 380, 300), QRect(0, 410, 600, 190)],
)
def test_it_covers_neither_the_target_nor_the_picture_where_there_is_room(target: QRect) -> None:
    card = lies(target)
    assert ROOM.contains(card)
    assert not card.intersects(target)
    assert not card.intersects(PICTURE)


def test_it_rather_covers_the_picture_than_the_target() -> None:
    target = QRect(600, 50, 400, 550)
    picture = QRect(0, 50, 600, 550)
    card = lies(target, picture)
    assert ROOM.contains(card)
    assert not card.intersects(target)


def test_it_stands_beside_the_target() -> None:
    target = QRect(650, 100, 300, 100)
    card = lies(target)
    assert card.top() - target.bottom() in range(1, 20)
    assert abs(card.center().x() - target.center().x()) < 20


def test_it_stays_in_a_room_that_is_all_target() -> None:
    assert ROOM.contains(lies(ROOM, ROOM))


def test_only_what_is_seen_counts(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(200, 200)
    inner = QWidget(window)
    inner.setGeometry(50, 50, 100, 100)
    part = QWidget(inner)
    part.setGeometry(80, -10, 100, 50)
    assert seen_of(part, window).isEmpty()
    window.show()
    qtbot.waitExposed(window)
    assert seen_of(part, window) == QRect(QPoint(130, 50), QSize(20, 40))
