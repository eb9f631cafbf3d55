"""A ring around what has the keyboard, in two colours that are seen on every ground."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from app.widgets.theme import theme_of

WIDTH = 2
"""Pixels of each of the two colours."""

PLACED_ANEW = (
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
)


class FocusRing(QWidget):
    """Stands around the widget of a window that has the keyboard, above all others.

    A picture that was clicked has none: there the selected cell says where one is. It has one
    when it was reached by a key.

    Args of the constructor:
        window: the one.
        pictures: what has the keyboard by itself.
    """

    def __init__(self, window: QWidget, pictures: tuple[type[QWidget], ...]) -> None:
        super().__init__(window)
        self._pictures = pictures
        self._around: QWidget | None = None
        self._watched: list[QWidget] = []
        self._by_keys = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self.follow)

    def show_keys(self) -> None:
        """A key is about to move the keyboard: show where, on a picture as well."""
        self._by_keys = True

    @Slot()
    def follow(self) -> None:
        """Stand around what has the keyboard now, if that is in the window."""
        # What has lost the keyboard may be about to go: it is not even asked for.
        new = QApplication.focusWidget()
        if QGuiApplication.mouseButtons():
            self._by_keys = False
        inside = new is not None and new.window() is self.window()
        shown = inside and (self._by_keys or not isinstance(new, self._pictures))
        self._stand_around(new if shown else None)

    def _stand_around(self, widget: QWidget | None) -> None:
        for each in filter(isValid, self._watched):
            each.removeEventFilter(self)
        self._around, self._watched = widget, []
        while widget is not None and widget is not self.window():
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in PLACED_ANEW:
            self._place()
        return False

    def _place(self) -> None:
        around = self._around
        if around is None or not isValid(around) or not around.isVisible():
            self.hide()
            return
        rect = self._seen_of(around)
        if rect.isEmpty():
            self.hide()
            return
        wide = 2 * WIDTH
        # A picture has room of its own, which its neighbours have not.
        out = 0 if isinstance(around, self._pictures) else wide
        rect = rect.adjusted(-out, -out, out, out).intersected(self.window().rect())
        self.setGeometry(rect)
        inner = self.rect().adjusted(wide, wide, -wide, -wide)
        # Only the ring itself: what stands in it is painted without it.
        self.setMask(QRegion(self.rect()).subtracted(QRegion(inner)))
        self.raise_()
        self.show()

    def _seen_of(self, widget: QWidget) -> QRect:
        """What is seen of a widget, in the window: what it is scrolled in may cut it off."""
        window = self.window()
        rect = QRect(widget.mapTo(window, QPoint()), widget.size())
        for each in filter(isValid, self._watched):
            if isinstance(each, QScrollArea):
                view = each.viewport()
                rect &= QRect(view.mapTo(window, QPoint()), view.size())
        return rect

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self.palette())
        painter = QPainter(self)
        half = WIDTH // 2
        for inset, colour in ((half, theme.accent), (half + WIDTH, theme.surface)):
            painter.setPen(QPen(QColor(colour), WIDTH))
            painter.drawRect(self.rect().adjusted(inset, inset, -inset, -inset))
