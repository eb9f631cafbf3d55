"""Closing the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class Closing(QObject):
    """Asks before a window closes, and then ends what is under way.

    Args of the constructor:
        window: that closes.
        may_close: asks what becomes of unsaved work; whether to go on.
        ends: ends each thing that is under way, in this order.
    """

    def __init__(
        self,
        window: QWidget,
        may_close: Callable[[], bool],
        ends: Sequence[Callable[[], object]],
    ) -> None:
        super().__init__(window)
        self._may_close, self._ends = may_close, ends
        self._under_way = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Close:
            return False
        # Who asks or says something while it closes waits for an answer, and once is enough.
        if self._under_way:
            event.ignore()
            return True
        self._under_way = True
        try:
            if not self._may_close():
                event.ignore()
                return True
            for end in self._ends:
                end()
        finally:
            self._under_way = False
        return False
