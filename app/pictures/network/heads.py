"""The names of the hidden units, each a switch that silences its unit."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from app.pictures.network.layout import Label
from app.widgets.theme import Theme

if TYPE_CHECKING:
    from app.pictures.network.picture_layout import PictureLayout

BESIDE, ROUND, APART = 4.0, 3.0, 2.0
"""Pixels from a name to the edge of its switch, of the corners of that, and between two."""


def switch_told(unit: int, silenced: bool) -> str:
    """What the switch of a hidden unit, from 0, does."""
    name = f"h{unit + 1}"
    if silenced:
        return f"{name} is silenced: a click lets it be heard again."
    return f"Click to silence {name}: see what is answered without it. The run stays as it is."


def paint_heads(
    painter: QPainter,
    layout: PictureLayout,
    labels: Iterable[Label],
    theme: Theme,
    font: QFont,
    silenced: frozenset[int] | None,
) -> None:
    """Paint the names of the hidden units, and of those that are silenced always.

    Args:
        painter: on the picture.
        layout: where all stands.
        labels: of the picture; those of hidden units are painted.
        theme: its colours.
        font: of the names.
        silenced: the units, from 0, that are silenced; None where none can be, and so no switches.
    """
    metrics = QFontMetricsF(font)
    silent = [layout.head_of(unit) for unit in sorted(silenced or ())]
    struck = [each for each in silent if each is not None]
    taken = [_text_rect(each, metrics) for each in struck]
    heard = [
        each
        for each in labels
        if each.hidden is not None
        and each.hidden not in (silenced or ())
        and not any(_text_rect(each, metrics).intersects(rect) for rect in taken)
    ]
    switches = [_switch_rect(each, metrics) for each in heard]
    roomy = all(
        one.right() + APART <= other.left() or not _beside(one, other)
        for one, other in pairwise(switches)
    )
    strike = QFont(font)
    strike.setStrikeOut(True)
    painter.setFont(font)
    for label, rect in zip(heard, switches, strict=True):
        if silenced is not None and roomy:
            _paint_switch(painter, rect, QColor(theme.line), None)
        painter.setPen(QColor(theme.muted))
        painter.drawText(label.rect, label.align, label.text)
    painter.setFont(strike)
    for label in struck:
        rect = _switch_rect(label, metrics)
        _paint_switch(painter, rect, QColor(theme.muted), QColor(theme.line))
        painter.setPen(QColor(theme.text))
        painter.drawText(label.rect, label.align, label.text)


def _beside(one: QRectF, other: QRectF) -> bool:
    """Whether two rectangles stand in one row."""
    return one.top() < other.bottom() and other.top() < one.bottom()


def _text_rect(label: Label, metrics: QFontMetricsF) -> QRectF:
    return metrics.boundingRect(label.rect, int(label.align), label.text)


def _switch_rect(label: Label, metrics: QFontMetricsF) -> QRectF:
    text = _text_rect(label, metrics)
    rect = text.adjusted(-BESIDE, 0.0, BESIDE, 0.0).intersected(
        label.rect.adjusted(-BESIDE, 0.0, BESIDE, 0.0)
    )
    return QRectF(rect.toRect())


def _paint_switch(painter: QPainter, rect: QRectF, line: QColor, ground: QColor | None) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(line)
    painter.setBrush(ground if ground is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), ROUND, ROUND)
    painter.restore()
