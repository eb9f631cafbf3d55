"""The application's icon, and the drawings of its commands in the colours of the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

RESOURCES = Path(__file__).parents[1] / "resources"
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ACTION_SIZES = (16, 22, 24, 32, 44, 48, 66)
"""Pixels at which commands are drawn: the usual sizes, once, one and a half times, and twice."""


def app_icon() -> QIcon:
    """The application's icon at all its sizes."""
    icon = QIcon()
    for size in ICON_SIZES:
        icon.addFile(str(RESOURCES / "icons" / f"glassnet-{size}.png"))
    return icon


def action_icon(name: str, colour: str, disabled_colour: str) -> QIcon:
    """A command's drawing.

    Args:
        name: of a file in resources/actions, without its ending.
        colour: #rrggbb.
        disabled_colour: of the command when it cannot be given.
    """
    drawing = (RESOURCES / "actions" / f"{name}.svg").read_text("utf-8")
    icon = QIcon()
    for mode, ink in (
        (QIcon.Mode.Normal, colour),
        (QIcon.Mode.Disabled, disabled_colour),
    ):
        renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", ink).encode()))
        for size in ACTION_SIZES:
            icon.addPixmap(rendered(renderer, size), mode)
    return icon


def rendered(renderer: QSvgRenderer, size: int) -> QPixmap:
    """A drawing in a square of `size` pixels."""
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
