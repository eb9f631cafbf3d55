"""A wrapped text whose room does not change with what it says."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget

USUAL_LETTERS = 40


class RoomyLabel(QLabel):
    """Has room for the longest of some texts, at every width and in every font.

    So nothing below it moves when there is something else to say.
    """

    def __init__(self, longest: tuple[str, ...], parent: QWidget | None = None) -> None:
        """Keep room for each of the texts `longest`."""
        super().__init__(parent)
        self._longest = longest
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)

    def keep_room_for(self, *longest: str) -> None:
        """Keep room for other texts."""
        if longest != self._longest:
            self._longest = longest
            self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        # Of Qt's own label it is true only once there is a text.
        return True

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        room = QRect(0, 0, width - margins.left() - margins.right(), 1_000_000)
        flags = Qt.TextFlag.TextWordWrap
        height = max(
            self.fontMetrics().boundingRect(room, flags, text).height() for text in self._longest
        )
        reserved: int = height + margins.top() + margins.bottom()
        return max(reserved, super().heightForWidth(width))

    def sizeHint(self) -> QSize:
        width = USUAL_LETTERS * self.fontMetrics().averageCharWidth()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.fontMetrics().height())
