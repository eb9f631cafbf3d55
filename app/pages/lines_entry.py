"""A field for lines to type and paste; what is too long for it goes elsewhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.widgets.numbered_text import NumberedText

MOST_TYPED = 50_000
"""Characters; a longer text would take its time to be laid out."""

LINES_SEEN = 5


class LinesEntry(NumberedText):
    """Plain text, a line for each vector.

    Signals:
        pasted: a text that is too long to be seen here, to be read as it is.
        dropped: the path of a file that was dropped here, or pasted.
    """

    pasted = Signal(str)
    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show another text; this is not typing."""
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        # Who lays out the margin has not heard of it.
        self.blockCountChanged.emit(self.blockCount())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasUrls() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        files = [each.toLocalFile() for each in source.urls() if each.isLocalFile()]
        if len(files) == 1:
            self.dropped.emit(Path(files[0]))
        elif self.document().characterCount() + len(source.text()) > MOST_TYPED:
            self.pasted.emit(source.text())
        else:
            super().insertFromMimeData(source)

    def sizeHint(self) -> QSize:
        margin = round(self.document().documentMargin())
        frame = 2 * (self.frameWidth() + margin)
        return QSize(260, LINES_SEEN * self.fontMetrics().lineSpacing() + frame)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())
