"""PySide6 6.12.0 releases a None too many on each call that returns nothing; this finds it."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QPainterPath, QTransform
from PySide6.QtWidgets import QWidget

CALLS = 5000
TOLERANCE = 100
"""References that come and go by themselves; the fault loses one for every call."""

SPARE = [[None] * 20 * CALLS, [True] * 20 * CALLS]
"""Keeps the fault from ending the interpreter before it is reported."""

pytestmark = pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="None and True are not counted from Python 3.12 on"
)


class Bell(QObject):
    rang = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.heard = 0
        self.rang.connect(self.hear)

    @Slot(int)
    def hear(self, _: int) -> None:
        self.heard += 1


def lost(watched: object, call: Callable[[], object]) -> int:
    """How many references to `watched` `CALLS` calls lose, or gain."""
    for _ in range(10):
        call()
    before = sys.getrefcount(watched)
    for _ in range(CALLS):
        call()
    return abs(before - sys.getrefcount(watched))


@pytest.mark.parametrize("watched", [None, True])
def test_an_emit_keeps_the_count_of_references(watched: object) -> None:
    bell = Bell()
    assert lost(watched, lambda: bell.rang.emit(1)) < TOLERANCE
    assert bell.heard == CALLS + 10


def test_calls_that_return_nothing_keep_the_count_of_references() -> None:
    bell, path, transform = Bell(), QPainterPath(), QTransform()
    calls: tuple[Callable[[], object], ...] = (
        lambda: path.moveTo(0.0, 0.0),
        transform.reset,
        lambda: bell.setObjectName("bell"),
    )
    assert [lost(None, call) < TOLERANCE for call in calls] == [True] * len(calls)


@pytest.mark.usefixtures("qapp")
def test_a_widgets_calls_keep_the_count_of_references() -> None:
    widget = QWidget()
    assert lost(None, lambda: widget.setWindowTitle("Glassnet")) < TOLERANCE
    assert lost(None, widget.update) < TOLERANCE
