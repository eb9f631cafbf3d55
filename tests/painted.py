"""What a widget looks like: the colours of its pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

CLOSE = 40
"""Letters are smoothed: their inmost pixels come so near to the colour they are written in."""


def pixels(widget: QWidget) -> NDArray[np.int64]:
    """Red, green and blue of every pixel that a widget and its children paint."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(image.constBits(), np.uint8)
    rows = raw.reshape(image.height(), image.bytesPerLine())[:, : 4 * image.width()]
    return rows.reshape(-1, 4)[:, 2::-1].astype(np.int64)


def ink(widget: QWidget) -> QColor:
    """The colour that a text is written in: the one farthest from its ground."""
    seen = pixels(widget)
    colours, counts = np.unique(seen, axis=0, return_counts=True)
    ground = colours[counts.argmax()]
    return QColor(*colours[np.abs(colours - ground).sum(axis=1).argmax()].tolist())


def is_written_in(widget: QWidget, colour: str) -> bool:
    """Whether the text of a widget is written in a colour."""
    one, other = ink(widget), QColor(colour)
    channels = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return all(abs(seen - wanted) <= CLOSE for seen, wanted in channels)
