"""The window in front of a class: full screen, large, and with nothing beside the pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QEvent, QObject, QPointF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QColor,
    QCursor,
    QKeyEvent,
    QPainter,
    QPixmap,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QMenu,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.commands.picture_room import PictureRoom
from app.commands.text_size import TextSize
from app.commands.view_controls import ViewControls
from app.kept.remembered import Remembered
from app.model.session import Session
from app.model.tried_vector import TriedVector
from app.pages.panel import Panel
from app.pictures.phase_banner import PhaseBanner
from app.pictures.pictures import NetworkPictures
from app.pictures.position_strip import PositionStrip
from app.widgets.wheel import WholeNotches

SIZES = (1.0, 1.2, 1.4, 1.6, 1.8, 2.0, 2.4, 2.8)
"""How many times its usual size text can have."""

LEAST_USUAL, PIXELS_HIGH = 1.2, 570
"""Text that was never made larger or smaller: its size at least, and where it has size 1."""

SIZE_KEY = "presentation/size"
POINTER = 24
"""Pixels of a pointer where text has its usual size."""

ARROW = ((0, 0), (0, 17), (4, 13.2), (6.8, 19.4), (9.4, 18.2), (6.7, 12.2), (12, 12))
"""The corners of the pointer, of 24 by 24."""

HINT = "Escape or F5 leaves · F8 loss · F9 panel · Ctrl and + or the wheel makes it larger"
LARGEST = "As large as the numbers can be read on this screen"


@dataclass(frozen=True)
class _Before:
    """What the window was like.

    Attributes:
        size: of the window.
        geometry: its size and place, as it is remembered.
        state: minimised, maximised, full screen or none of it.
        layout: of the docks and bars.
        splitter: its state.
        panel_hidden: whether the panel was hidden.
        curve_hidden: likewise the loss curve.
    """

    size: QSize
    geometry: QByteArray
    state: Qt.WindowState
    layout: QByteArray
    splitter: QByteArray
    panel_hidden: bool
    curve_hidden: bool


class Presentation(QObject):
    """Fills the screen, and leaves the window exactly as it was.

    Nothing of it is kept for the next time but the size: a window that is closed or killed
    meanwhile opens as it was before.

    Args of the constructor:
        window: what fills the screen.
        splitter: between the picture and the loss curve.
        curve: the loss curve.
        panel: hidden until they are asked for.
        view: whose commands for larger and smaller cells change the size of all.
        strip: says the position, and leaves the phase to the banner below it.
        picture: the picture of the network, over which the banner stands.
        session: whose moment the banner tells.
        tried: what is seen in its place.
        text: whose size it chooses.
        remembered: knows the size.

    Signals:
        changed: it began or ended.
        told: how to leave it, one line; nothing once it is left.
    """

    changed = Signal()
    told = Signal(str)

    def __init__(
        self,
        window: QMainWindow,
        splitter: QSplitter,
        curve: QWidget,
        panel: Panel,
        view: ViewControls,
        strip: PositionStrip,
        picture: NetworkPictures,
        session: Session,
        tried: TriedVector,
        text: TextSize,
        remembered: Remembered,
    ) -> None:
        super().__init__(window)
        self._window, self._splitter, self._panel = window, splitter, panel
        self._curve = curve
        self._view, self._strip, self._picture = view, strip, picture
        self._session, self._tried = session, tried
        self._remembered = remembered
        self._before: _Before | None = None
        self._leaving: _Before | None = None
        self._resize: Callable[[int], None] = view.resize
        self._notches = WholeNotches()
        self._growing = False
        stored = remembered.text(SIZE_KEY, "")
        self._size = next((each for each in SIZES if str(each) == stored), 0.0)
        self._room = PictureRoom(window, curve, picture, text, SIZES)
        self._room.curve_hidden.connect(self.changed)
        self._room.sized.connect(self._on_sized)
        panel.hidden_changed.connect(self._room.look_again)
        self.banner = PhaseBanner()
        self.banner.hide()
        around = _layout_around(picture)
        around.insertWidget(around.indexOf(picture), self.banner)
        window.installEventFilter(self)

    @property
    def active(self) -> bool:
        """Whether the screen is filled."""
        return self._before is not None

    @Slot()
    def toggle(self) -> None:
        """Begin, or leave."""
        if self.active:
            self.leave()
        else:
            self.enter()

    def enter(self) -> None:
        """Fill the screen; again is as good as once."""
        if self.active:
            return
        window = self._window
        self._leaving = None
        self._before = _Before(
            window.size(),
            window.saveGeometry(),
            window.windowState(),
            window.saveState(),
            self._splitter.saveState(),
            self._panel.hidden,
            self._curve.isHidden(),
        )
        self._view.resize = self.change_size
        self._size, self._growing = self._size or self._usual(), False
        # A key of a menu that is hidden is not heard, but that of an action of the window is.
        window.addActions(_actions_of(window))
        window.menuBar().hide()
        self._panel.set_hidden(True)
        self._strip.set_brief(True)
        self._session.moved.connect(self._show_moment)
        self._tried.active_changed.connect(self._show_moment)
        self._show_moment()
        self.banner.show()
        self._room.choose(self._size)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
        self._picture.canvas.setFocus()
        self.changed.emit()
        self.told.emit(HINT)

    def leave(self) -> None:
        """Leave the window as it was; again is as good as once."""
        before, window = self._before, self._window
        if before is None:
            return
        self._before, self._leaving = None, before
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        self._view.resize = self._resize
        self._session.moved.disconnect(self._show_moment)
        self._tried.active_changed.disconnect(self._show_moment)
        self._room.end()
        self.banner.hide()
        self._strip.set_brief(False)
        window.unsetCursor()
        window.menuBar().show()
        for action in _actions_of(window):
            window.removeAction(action)
        self._panel.set_hidden(before.panel_hidden)
        self._curve.setHidden(before.curve_hidden)
        window.setWindowState(before.state)
        self._restore()
        self._picture.canvas.setFocus()
        self.changed.emit()
        self.told.emit("")

    def end(self) -> None:
        """Leave before the window closes, which is not to be remembered as large as it is."""
        before = self._before
        if before is not None:
            self.leave()
            # The window manager would take its time.
            self._window.restoreGeometry(before.geometry)
            self._restore()

    def change_size(self, steps: int) -> None:
        """Make text and cells larger (above 0) or smaller; 0 is as large as at first."""
        place = SIZES.index(self._room.size) + steps
        self._size = SIZES[min(max(place, 0), len(SIZES) - 1)] if steps else self._usual()
        self._remembered.keep_text(SIZE_KEY, str(self._size))
        self._growing = steps > 0
        self._room.choose(self._size)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self.active:
            if kind == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
                return self._turn(watched, event)
            if watched is self._window:
                if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                    return self._press(event)
                if kind == QEvent.Type.WindowStateChange and not self._window.isFullScreen():
                    # The window manager has its own ways out.
                    self.leave()
        elif (
            self._leaving
            and watched is self._window
            and kind == QEvent.Type.Resize
            and self._window.size() == self._leaving.size
        ):
            # Not before the docks have taken their places in the new size.
            QTimer.singleShot(0, self._restore)
        return False

    def _press(self, event: QKeyEvent) -> bool:
        """Escape: a field gives the keys back to the picture, and then it leaves."""
        if event.key() != Qt.Key.Key_Escape or event.modifiers():
            return False
        focus = self._window.focusWidget()
        if focus is not None and focus is not self._picture.canvas and focus.isVisible():
            return False
        self.leave()
        return True

    def _turn(self, watched: QObject, event: QWheelEvent) -> bool:
        """Ctrl and the wheel, anywhere in the window; a fine wheel adds up to a notch."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if not isinstance(watched, QWidget) or watched.window() is not self._window:
            return False
        notches = self._notches.turn(event.angleDelta().y())
        if notches:
            self.change_size(notches)
        return True

    def _usual(self) -> float:
        """As large as suits the screen: a class sits as far from a large one as from a small."""
        wanted = max(LEAST_USUAL, self._window.screen().size().height() / PIXELS_HIGH)
        return max(each for each in SIZES if each <= wanted)

    @Slot()
    def _show_moment(self) -> None:
        self.banner.show_sight(self._tried.sight())

    @Slot(float)
    def _on_sized(self, size: float) -> None:
        self._window.setCursor(_pointer(size, self._window.devicePixelRatioF()))
        if self._growing and size < self._size:
            self.told.emit(LARGEST)

    @Slot()
    def _restore(self) -> None:
        """Give docks and splitters their places; once more when the window has its size again."""
        before, window = self._leaving, self._window
        if before is None:
            return
        window.restoreState(before.layout)
        self._splitter.restoreState(before.splitter)
        if window.size() == before.size and not window.isFullScreen():
            self._leaving = None


def _layout_around(widget: QWidget) -> QVBoxLayout:
    parent = widget.parentWidget()
    assert parent is not None
    layout = parent.layout()
    assert isinstance(layout, QVBoxLayout)
    return layout


def _actions_of(window: QMainWindow) -> list[QAction]:
    """What stands in the menus of a window, submenus included."""
    found = []
    waiting = list(window.menuBar().actions())
    while waiting:
        action = waiting.pop()
        menu = action.menu()
        if isinstance(menu, QMenu):
            waiting.extend(menu.actions())
        else:
            found.append(action)
    return found


def _pointer(size: float, ratio: float) -> QCursor:
    """An arrow that the last row of a class sees on every ground: black with a white border."""
    scale = POINTER * size / 24
    side = round(POINTER * size) + 4
    pixmap = QPixmap(QSize(side, side) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(2, 2)
    painter.setPen(QColor("white"))
    painter.setBrush(QColor("black"))
    painter.drawPolygon(QPolygonF([QPointF(x, y) * scale for x, y in ARROW]))
    painter.end()
    return QCursor(pixmap, 2, 2)
