"""What was painted of a picture, kept to be shown again."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QPainter, QPixmap

from app.widgets.theme import Theme


class KeptPixmap:
    """The seen part of a picture in the pixels of one screen; at first there is none."""

    def __init__(self) -> None:
        self._pixmap: QPixmap | None = None
        self._corner = QPoint()

    def fits(self, seen: QRect, ratio: float) -> bool:
        """Whether it is of this part, in pixels of which so many are in one of the picture."""
        pixmap = self._pixmap
        return (
            pixmap is not None
            and self._corner == seen.topLeft()
            and pixmap.size() == seen.size() * ratio
            and pixmap.devicePixelRatio() == ratio
        )

    def begin(self, seen: QRect, ratio: float, theme: Theme) -> QPainter:
        """Keep an empty one of another part; the painter, at the place of the picture, fills it."""
        self._pixmap, self._corner = QPixmap(seen.size() * ratio), seen.topLeft()
        self._pixmap.setDevicePixelRatio(ratio)
        self._pixmap.fill(QColor(theme.window))
        return self.painter()

    def painter(self) -> QPainter:
        """What paints over it, at the place of the picture."""
        assert self._pixmap is not None
        painter = QPainter(self._pixmap)
        painter.translate(-self._corner)
        return painter

    def show(self, painter: QPainter) -> None:
        """Paint it into the picture."""
        assert self._pixmap is not None
        painter.drawPixmap(self._corner, self._pixmap)

    def forget(self) -> None:
        """Keep nothing."""
        self._pixmap = None
