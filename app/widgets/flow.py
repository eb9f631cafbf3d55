"""Widgets side by side, and below one another where there is no room for that."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """A row that breaks into lines; in each line some widgets take the room that is left."""

    def __init__(self, spacing: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._growing: set[QWidget] = set()
        self._heights: dict[int, int] = {}
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def add(self, widget: QWidget, grows: bool = False) -> None:
        """Put a widget at the end; one that grows takes the room that is left in its line."""
        if grows:
            self._growing.add(widget)
        self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = self._height_in(width)
        return height

    def _height_in(self, width: int) -> int:
        margins = self.contentsMargins()
        lines = self._lines(width - margins.left() - margins.right())
        heights = [max(item.sizeHint().height() for item in line) for line in lines]
        between = self.spacing() * max(0, len(lines) - 1)
        return sum(heights) + between + margins.top() + margins.bottom()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        room = self.contentsRect()
        top = room.top()
        for line in self._lines(room.width()):
            top += self._place(line, QPoint(room.left(), top), room.width()) + self.spacing()

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return self._with_margins(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        items = self._shown()
        width = max((item.minimumSize().width() for item in items), default=0)
        return self._with_margins(width, max((i.sizeHint().height() for i in items), default=0))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _with_margins(self, width: int, height: int) -> QSize:
        margins = self.contentsMargins()
        return QSize(
            width + margins.left() + margins.right(), height + margins.top() + margins.bottom()
        )

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in self._shown():
            needed = item.sizeHint().width()
            if lines and left + needed <= width:
                lines[-1].append(item)
            else:
                lines.append([item])
                left = 0
            left += needed + self.spacing()
        return lines

    def _place(self, line: list[QLayoutItem], corner: QPoint, width: int) -> int:
        """Place the widgets of a line; its height."""
        hints = [item.sizeHint() for item in line]
        height = max(hint.height() for hint in hints)
        growing = [item.widget() in self._growing for item in line]
        free = width - sum(hint.width() for hint in hints) - self.spacing() * (len(line) - 1)
        share = max(0, free) // max(1, sum(growing))
        left = corner.x()
        for item, hint, grows in zip(line, hints, growing, strict=True):
            item_width = min(hint.width() + (share if grows else 0), width)
            top = corner.y() + (height - hint.height()) // 2
            item.setGeometry(QRect(left, top, item_width, hint.height()))
            left += item_width + self.spacing()
        return height
