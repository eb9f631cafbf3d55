"""A window whose screen is given another scale, or is taken away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

UNTIL_SETTLED = 500
"""Milliseconds in which a window manager, which knows better, can have moved the window."""


class OnScreen(QObject):
    """Gives a window its size again, as far as its screen has the room, and a place to be seen.

    On X11 a window has as many pixels of its screen as before, whatever they are worth now, but
    Qt goes on to lay out what is in it as if it were as large as before: the rest would be cut
    off.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._scaled, self._lost = QTimer(self), QTimer(self)
        for timer, slot in ((self._scaled, self._keep_size), (self._lost, self._come_back)):
            timer.setSingleShot(True)
            timer.timeout.connect(slot)
        self._lost.setInterval(UNTIL_SETTLED)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenRemoved.connect(self._lost.start)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._scaled.start()
        return False

    @Slot()
    def _keep_size(self) -> None:
        window, handle = self._window, self._window.windowHandle()
        if handle is None or handle.size() == window.size():
            return
        room = window.screen().availableSize()
        wanted = window.size().boundedTo(room).expandedTo(window.minimumSizeHint())
        handle.resize(wanted)
        window.resize(wanted)

    @Slot()
    def _come_back(self) -> None:
        window = self._window
        room, frame = window.screen().availableGeometry(), window.frameGeometry()
        title = frame.adjusted(0, 0, 0, window.geometry().top() - frame.top() - frame.height())
        seen = title.intersected(room)
        if window.isFullScreen() or window.isMaximized() or seen.width() * 2 >= title.width():
            return
        frame.setSize(frame.size().boundedTo(room.size()))
        frame.moveRight(min(frame.right(), room.right()))
        frame.moveLeft(max(frame.left(), room.left()))
        frame.moveBottom(min(frame.bottom(), room.bottom()))
        frame.moveTop(max(frame.top(), room.top()))
        window.move(frame.topLeft())
