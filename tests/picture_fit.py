"""Whether the texts of a painted picture can be read: none cut, none over another, none pale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

from contrast import contrast
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTransform
from PySide6.QtWidgets import QWidget

from app.kept.picture_files import save_svg

SVG = "{http://www.w3.org/2000/svg}"
MEASURED = 100
"""Pixels of the font in which a text is measured, for fonts may have any size."""

TOUCH = 0.5
"""Pixels by which the smoothed edges of letters may lie over one another."""

READABLE = 4.5
"""The least contrast of a text with its ground by WCAG 2."""


@dataclass(frozen=True)
class Word:
    """A painted text.

    Attributes:
        text: what it says.
        ink: what its letters cover, in pixels of the picture.
        colour: what it is written in.
    """

    text: str
    ink: QRectF
    colour: QColor

    def __str__(self) -> str:
        left, top, width, height = (round(each, 1) for each in self.ink.getRect())
        return f"“{self.text}” at {left}, {top} with {width} × {height}"


def words(picture: QWidget, path: Path) -> list[Word]:
    """The texts that a widget paints, told from its drawing; `path` is where that may be kept."""
    save_svg(picture, path)
    found = []
    for group in ElementTree.parse(path).iter(f"{SVG}g"):
        if "transform" not in group.attrib:
            continue
        numbers = group.attrib["transform"].removeprefix("matrix(").removesuffix(")").split(",")
        turned = QTransform(*map(float, numbers))
        for each in group.findall(f"{SVG}text"):
            text = each.text or ""
            if text.strip():
                ink = _ink(text, each.attrib)
                colour = QColor(each.attrib["fill"])
                found.append(Word(text.strip(), turned.mapRect(ink), colour))
    return found


def _ink(text: str, given: dict[str, str]) -> QRectF:
    """What a text covers that begins at a place, before it is turned."""
    font = QFont(given["font-family"])
    font.setPixelSize(MEASURED)
    font.setWeight(QFont.Weight(int(given["font-weight"])))
    ink = QFontMetricsF(font).tightBoundingRect(text)
    times = float(given["font-size"]) / MEASURED
    left, top, width, height = (each * times for each in ink.getRect())
    return QRectF(left + float(given["x"]), top + float(given["y"]), width, height)


def problems(found: Sequence[Word], room: QRectF) -> list[str]:
    """What is cut or covered, one line each; empty where all is well.

    Args:
        found: the texts.
        room: what they have to stay within.
    """
    return [*_beyond(found, room), *_covered(found)]


def pale(found: Sequence[Word], *grounds: str) -> Iterator[str]:
    """Texts in colours that are told from none of the grounds they may stand on."""
    for name in {each.colour.name() for each in found}:
        if max(contrast(QColor(name), QColor(ground)) for ground in grounds) < READABLE:
            yield f"{name} cannot be read"


def _beyond(found: Sequence[Word], room: QRectF) -> Iterator[str]:
    allowed = room.adjusted(-TOUCH, -TOUCH, TOUCH, TOUCH)
    for each in found:
        if not allowed.contains(each.ink):
            yield f"{each} reaches beyond {room.getRect()}"


def _covered(found: Sequence[Word]) -> Iterator[str]:
    rows = sorted(found, key=lambda each: each.ink.top())
    for place, one in enumerate(rows):
        for other in rows[place + 1 :]:
            if other.ink.top() > one.ink.bottom():
                break
            shared = one.ink.intersected(other.ink)
            if min(shared.width(), shared.height()) > TOUCH:
                yield f"{one} and {other} lie over one another"


def lines_apart(found: Sequence[Word]) -> Iterator[str]:
    """Texts below one another with less between them than a letter needs."""
    rows = sorted(found, key=lambda each: each.ink.top())
    for upper, lower in pairwise(rows):
        beside = upper.ink.right() < lower.ink.left() or lower.ink.right() < upper.ink.left()
        gap = lower.ink.top() - upper.ink.bottom()
        if not beside and gap < lower.ink.height() / 10:
            yield f"{upper} and {lower} touch"
