"""Whether what stands in a part of the window can be read: nothing cut, nothing covered."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

LEAVES = (QLabel, QPushButton, QCheckBox, QLineEdit, QComboBox, QAbstractSpinBox)
ELLIPSIS = "…"
ROUNDED = 1
"""Pixels by which a height may be off that follows from a width."""

FRAME = 8
"""What the frame of a line of text and its cursor take of its width."""


def problems(part: QWidget) -> list[str]:
    """What cannot be read in a part of a window, one line each; empty where all is well."""
    return [*_cut(part), *_squeezed(part), *_beyond(part), *_covered(part)]


def _leaves(part: QWidget) -> Iterator[QWidget]:
    """Everything with a text that is to be seen, if need be after scrolling."""
    for kind in LEAVES:
        for each in part.findChildren(kind):
            inside = isinstance(each.parent(), QComboBox | QAbstractSpinBox)
            if each.isVisibleTo(part) and not inside and not _is_empty(each):
                yield each


def _is_empty(each: QWidget) -> bool:
    return isinstance(each, QLabel) and not each.text()


def _named(each: QWidget) -> str:
    text = each.currentText() if isinstance(each, QComboBox) else each.text()  # type: ignore[attr-defined]
    return f"{type(each).__name__} “{text[:50]}” {each.width()}×{each.height()}"


def _cut(part: QWidget) -> Iterator[str]:
    """Texts that have less room than they take."""
    for each in _leaves(part):
        metrics = each.fontMetrics()
        if isinstance(each, QLabel):
            if each.wordWrap():
                needed = each.heightForWidth(each.width())
                if needed > each.height():
                    yield f"{_named(each)} takes a height of {needed}"
                # A line may end after a hyphen, too.
                words = each.text().replace("-", "- ").split()
                widest = max(map(metrics.horizontalAdvance, words), default=0)
                if widest > each.contentsRect().width():
                    yield f"{_named(each)} has a word of {widest}"
            elif each.sizeHint().width() > each.width() and ELLIPSIS not in each.text():
                yield f"{_named(each)} takes {each.sizeHint().width()}"
            if metrics.height() > each.contentsRect().height() + 1:
                yield f"{_named(each)} is lower than its letters, {metrics.height()}"
        elif isinstance(each, QLineEdit):
            needed = metrics.horizontalAdvance(each.text()) + FRAME
            if needed > each.width():
                yield f"{_named(each)} takes {needed}"
            if metrics.height() > each.height():
                yield f"{_named(each)} is lower than its letters, {metrics.height()}"
        else:
            hint = each.minimumSizeHint() if isinstance(each, QComboBox) else each.sizeHint()
            if hint.width() > each.width() or hint.height() > each.height():
                yield f"{_named(each)} takes {hint.width()}×{hint.height()}"


def _squeezed(part: QWidget) -> Iterator[str]:
    """What paints itself and has less room than it takes."""
    for each in part.findChildren(QWidget):
        if type(each).__module__.startswith("app.") and each.isVisibleTo(part):
            least = each.minimumSizeHint()
            if least.height() > each.height() + ROUNDED or least.width() > each.width():
                size = f"{each.width()}×{each.height()}"
                yield f"{type(each).__name__} {size} takes {least.width()}×{least.height()}"


def _beyond(part: QWidget) -> Iterator[str]:
    """What reaches beyond the part, or beyond what can be scrolled to."""
    for each in _leaves(part):
        holder = _holder(each, part)
        place = QRect(each.mapTo(holder, QPoint(0, 0)), each.size())
        room = holder.rect()
        if not room.contains(place):
            yield f"{_named(each)} at {place.getRect()} reaches beyond {room.getRect()}"
    for area in part.findChildren(QScrollArea):
        content, viewport = area.widget(), area.viewport()
        if content is None or not area.isVisibleTo(part):
            continue
        policy = area.horizontalScrollBarPolicy()
        if content.width() > viewport.width() and policy == policy.ScrollBarAlwaysOff:
            yield f"the page is {content.width()} wide, its place {viewport.width()}"


def _holder(each: QWidget, part: QWidget) -> QWidget:
    """What a widget has to stay within: the content of the scroll area it is in, or the part."""
    parent = each.parentWidget()
    while parent is not None and parent is not part:
        above = parent.parentWidget()
        if above is not None and isinstance(above.parentWidget(), QAbstractScrollArea):
            return parent
        parent = above
    return part


def _covered(part: QWidget) -> Iterator[str]:
    """Siblings that lie over one another."""
    for parent in [part, *part.findChildren(QWidget)]:
        if not parent.isVisibleTo(part) or parent.layout() is None:
            continue
        children = [
            each
            for index in range(parent.layout().count())
            if (each := parent.layout().itemAt(index).widget()) and each.isVisibleTo(part)
        ]
        for one, other in combinations(children, 2):
            shared = one.geometry().intersected(other.geometry())
            if not shared.isEmpty():
                yield f"{type(one).__name__} and {type(other).__name__} share {shared.getRect()}"
