"""Widgets below one another, and in two columns where there is room for them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

LETTERS = 60
"""Letters of the narrowest column of two: a table of terms fits."""


class Columns(QWidget):
    """Some widgets in their order, a part of them at the right if it is wide enough for two.

    Args of the constructor:
        widgets: each with whether it stands at the right of two.

    Signals:
        resized: it has another size.
    """

    resized = Signal()

    def __init__(
        self, widgets: Sequence[tuple[QWidget, bool]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._widgets = tuple(widgets)
        self._columns = [_Column(), _Column()]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for column in self._columns:
            column.setSpacing(0)
            row.addLayout(column, 1)
        self._count = 0
        self._arrange()

    @property
    def count(self) -> int:
        """How many columns there are."""
        return self._count

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self.resized.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_count"):
            self._arrange()

    def _arrange(self) -> None:
        room = 2 * LETTERS * self.fontMetrics().averageCharWidth()
        count = 2 if len(self._widgets) > 1 and self.width() >= room else 1
        if count == self._count:
            return
        self._count = count
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.setStretch(1, count - 1)
        for widget, right in self._widgets:
            self._columns[0].removeWidget(widget)
            self._columns[1].removeWidget(widget)
            self._columns[right and count == 2].addWidget(widget)


class _Column(QVBoxLayout):
    """Widgets at the top of the room.

    Qt's own alignment would give them the height that they had without breaking their lines.
    """

    def setGeometry(self, rect: QRect) -> None:
        room = QRect(rect)
        if not self.expandingDirections() & Qt.Orientation.Vertical:
            needed = self.sizeHint().height()
            if self.hasHeightForWidth():
                needed = self.heightForWidth(rect.width())
            room.setHeight(min(rect.height(), needed))
        super().setGeometry(room)
