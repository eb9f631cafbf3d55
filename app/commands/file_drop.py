"""Dropping a file on the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

TEXTS = (".csv", ".txt", ".tsv", ".dat")
"""How the names of files with vectors end."""


class FileDrop(QObject):
    """Lets one file be dropped on a window.

    Signals:
        session_dropped: the path of a session, or of what has no name that says otherwise.
        vectors_dropped: the path of a text, by its name.
    """

    session_dropped = Signal(object)
    vectors_dropped = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            return False
        assert isinstance(event, QDropEvent)
        path = _local_file(event.mimeData())
        if path is None:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            is_text = path.suffix.lower() in TEXTS
            (self.vectors_dropped if is_text else self.session_dropped).emit(path)
        return True


def _local_file(data: QMimeData) -> Path | None:
    """The one local file that is dragged, None if it is not exactly one."""
    files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return Path(files[0]) if len(files) == 1 else None
