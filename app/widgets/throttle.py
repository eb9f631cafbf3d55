"""Signals that come often, heard as often as a person can follow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible

SAY_SECONDS = 1.0
"""Nobody listens to sixty descriptions a second."""


def heard(seconds: float) -> float:
    """So many seconds, or as many as a person needs who listens: each text is an event to them."""
    return max(seconds, SAY_SECONDS) if QAccessible.isActive() else seconds


class _Stillness(pg.SignalProxy):
    def __init__(
        self, signal: Any, seconds: float, slot: Callable[..., None], rate: float = 0
    ) -> None:
        self._seconds = seconds
        super().__init__(signal, seconds, rate, slot, threadSafe=False)

    def signalReceived(self, *arguments: object) -> None:
        self.delay = heard(self._seconds)
        super().signalReceived(*arguments)


class _Pace(_Stillness):
    def signalReceived(self, *arguments: object) -> None:
        if self.timer.isActive():
            # It is due already: to set the timer anew would cost more than all else.
            self.args = arguments
            return
        # Of the pause that this gives and the delay the base class makes the shorter one.
        self.rateLimit = 1 / heard(self._seconds)
        super().signalReceived(*arguments)


def at_most_every(seconds: float, signal: Any, slot: Callable[..., None], owner: QObject) -> Any:
    """Call `slot` for `signal` at once, then at most once in so many seconds, the latest included.

    Returns:
        The `pg.SignalProxy`, which lives as long as `owner`; its `flush` does not wait.
    """
    return _owned(_Pace(signal, seconds, slot, 1 / seconds), owner)


def once_still_for(seconds: float, signal: Any, slot: Callable[..., None], owner: QObject) -> Any:
    """Call `slot` when `signal` has come no more for so many seconds.

    Returns:
        The `pg.SignalProxy`, which lives as long as `owner`.
    """
    return _owned(_Stillness(signal, seconds, slot), owner)


def _owned(proxy: Any, owner: QObject) -> Any:
    # Otherwise whichever thread happens to collect garbage would end its timer.
    proxy.setParent(owner)
    proxy.timer.setParent(proxy)
    return proxy
