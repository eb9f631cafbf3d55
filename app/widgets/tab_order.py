"""The order in which Tab walks: that in which a person reads what is seen."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from app.widgets.columns import Columns
from app.widgets.focus_ring import WIDTH

LIES_OVER = "liesOverTheWindow"
"""A property of what is laid over a window to be read beside its picture."""

AROUND = 2 * WIDTH
"""Pixels around what has the keyboard that are seen as well: its ring stands there."""


def step_focus(window: QWidget, onward: bool, picture: QWidget | None = None) -> bool:
    """Give the keyboard to the next, or the former, that a person reads; False if there is none.

    What lies over the window comes after its picture. Qt's own chain is left alone: it follows the
    order in which widgets were made, and where they have proxies it breaks in two when changed.
    """
    stops = [each for each in in_reading_order(window) if takes_tab(each)]
    if picture is not None and picture in stops:
        over = [each for each in stops if _lies_over(each, window)]
        stops = [each for each in stops if each not in over]
        place = stops.index(picture) + 1
        stops[place:place] = over
    if not stops:
        return False
    at = _index_of(window.focusWidget(), stops)
    if at is None:
        at = -1 if onward else 0
    reason = Qt.FocusReason.TabFocusReason if onward else Qt.FocusReason.BacktabFocusReason
    stop = stops[(at + (1 if onward else -1)) % len(stops)]
    stop.setFocus(reason)
    _reveal(stop)
    return True


def _reveal(widget: QWidget) -> None:
    """Scroll to all of a widget, or to its top: Qt does neither to what Tab enters from outside."""
    part = widget.parentWidget()
    while part is not None:
        if isinstance(part, QScrollArea) and (page := part.widget()):
            bar, room = part.verticalScrollBar(), part.viewport().height()
            top = widget.mapTo(page, QPoint()).y() - AROUND
            bottom = top + widget.height() + 2 * AROUND
            bar.setValue(min(max(bar.value(), bottom - room), top))
        part = part.parentWidget()


def _lies_over(widget: QWidget, window: QWidget) -> bool:
    part: QWidget | None = widget
    while part is not None and part is not window:
        if part.property(LIES_OVER):
            return True
        part = part.parentWidget()
    return False


def _index_of(widget: QWidget | None, stops: list[QWidget]) -> int | None:
    """Which of the stops has the keyboard, or holds what has it."""
    while widget is not None and widget not in stops:
        widget = widget.parentWidget()
    return None if widget is None else stops.index(widget)


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab stops at a widget that is seen: of buttons that exclude one another at one."""
    if isinstance(widget, QAbstractButton):
        group = widget.group()
        if group is not None and group.exclusive():
            return widget.isEnabled() and widget.isChecked()
    stops = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
    return stops and widget.focusProxy() is None


def in_reading_order(widget: QWidget) -> Iterator[QWidget]:
    """A widget and all that is seen in it: row by row, and in a row from the left to the right."""
    yield widget
    seen = [
        each
        for each in widget.children()
        if isinstance(each, QWidget) and each.isVisible() and not each.isWindow()
    ]
    if isinstance(widget, Columns):
        seen.sort(key=lambda each: (each.x(), each.y()))
    else:
        seen = [each for row in _rows(seen) for each in sorted(row, key=lambda one: one.x())]
    for part in seen:
        yield from in_reading_order(part)


def _rows(widgets: list[QWidget]) -> list[list[QWidget]]:
    """The widgets in rows: what has its middle above the lower edge of the first stands beside."""
    rows: list[list[QWidget]] = []
    for each in sorted(widgets, key=lambda one: one.y()):
        if rows and each.geometry().center().y() <= rows[-1][0].geometry().bottom():
            rows[-1].append(each)
        else:
            rows.append([each])
    return rows
