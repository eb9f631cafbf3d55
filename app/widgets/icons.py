"""The application's icon, and the tool bar's icons in the colours of the theme."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

RESOURCES = Path(__file__).parents[2] / "resources"
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)

MENU_SIZE, BUTTON_SIZE = 16, 22
"""Of an action's icon in a menu and on a button, in logical pixels."""

IN_LINES = 1.4
"""How many lines of its text an icon is high, where that is more."""


def button_size(text: QFontMetrics) -> int:
    """Of an icon beside such a text, in logical pixels."""
    return max(BUTTON_SIZE, round(IN_LINES * text.height()))


def app_icon() -> QIcon:
    """The icon of the window and of the task bar."""
    icon = QIcon()
    for size in ICON_SIZES:
        icon.addFile(str(RESOURCES / "icons" / f"glassnet-{size}.png"))
    return icon


@lru_cache(maxsize=256)
def action_icon(
    name: str, colour: str, disabled_colour: str, scale: float, size: int = BUTTON_SIZE
) -> QIcon:
    """The drawing `resources/actions/<name>.svg` in one colour.

    Args:
        name: of the drawing, for example "step-forward".
        colour: as #rrggbb.
        disabled_colour: what it is drawn in when its action is disabled, as #rrggbb.
        scale: physical pixels to a logical one of the screen for which it is drawn: a picture
            that Qt has to scale is blurred.
        size: on a button, in logical pixels.

    Raises:
        ValueError: there is no such drawing, or a colour is none.
    """
    path = RESOURCES / "actions" / f"{name}.svg"
    if not path.is_file():
        raise ValueError(f"There is no drawing named {name!r}.")
    drawing = path.read_text(encoding="utf-8")
    icon = QIcon()
    for tint in (colour, disabled_colour):
        if not QColor.isValidColorName(tint):
            raise ValueError(f"{tint!r} is not a colour.")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
    for each in (MENU_SIZE, size):
        pixmap = _drawn(renderer, round(each * scale))
        icon.addPixmap(pixmap)
        icon.addPixmap(_tinted(pixmap, disabled_colour), QIcon.Mode.Disabled)
    return icon


def _drawn(renderer: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return pixmap


def _tinted(pixmap: QPixmap, colour: str) -> QPixmap:
    """The same shape in another colour."""
    tinted = QPixmap(pixmap)
    painter = QPainter(tinted)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(tinted.rect(), QColor(colour))
    painter.end()
    return tinted
