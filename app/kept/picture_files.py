"""What a part of the window shows, as a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QPoint, QRect
from PySide6.QtGui import QImage, QPainter, QPicture
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from nn.files.atomic_write import write_atomically

COPIED = 2
"""Pixels of a copy for one on the screen, so that it is sharp on paper."""


def copied(picture: QWidget) -> QImage:
    """What is seen of a picture, larger than on the screen and as sharp."""
    # Kept as drawings and text, for what the picture keeps as pixels is made for the screen.
    drawing = QPicture()
    painter = QPainter(drawing)
    QWidget.render(picture, painter, QPoint())
    painter.end()
    image = QImage(picture.size() * COPIED, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(COPIED, COPIED)
    painter.drawPicture(0, 0, drawing)
    painter.end()
    return image


def save_png(picture: QWidget, path: Path) -> None:
    """Save a picture as it is seen.

    Raises:
        OSError: it cannot be written.
    """
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.grab().save(buffer, "PNG")
    write_atomically(path, bytes(buffer.data().data()))


def save_svg(picture: QWidget, path: Path) -> None:
    """Save a picture as a drawing.

    Raises:
        OSError: it cannot be written.
    """
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    # Of SVG's versions this one can cut off what lies outside of a plot.
    drawing = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    drawing.setOutputDevice(buffer)
    # Or a font of so many points would have another size than in the window.
    drawing.setResolution(picture.logicalDpiX())
    drawing.setSize(picture.size())
    drawing.setViewBox(QRect(0, 0, picture.width(), picture.height()))
    drawing.setTitle(picture.accessibleName())
    painter = QPainter(drawing)
    try:
        # The widget's own way: a graphics view has another one of the same name.
        QWidget.render(picture, painter, QPoint())
    finally:
        painter.end()
    write_atomically(path, bytes(buffer.data().data()))
