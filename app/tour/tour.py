"""Leads through the stops, one after another, each as soon as what it asks for was done."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from app.tour.card import TourCard
from app.tour.outline import Outline
from app.tour.places import place_for, seen_of
from app.tour.stage import Props, Stage
from app.tour.stops import STOPS
from nn.core.tasks import task_named

PAUSE_MS = 4500
"""What was done is seen for so long before it goes on; whoever goes on doing it is not hurried."""

MAY_MOVE_WHAT_IS_LIT = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.LayoutRequest,
    QEvent.Type.FontChange,
}
"""After these what is lit may be elsewhere."""


class Tour(QObject):
    """A card and an outline over the window.

    Args of the constructor:
        window: over which they lie.
        props: where the tour takes place.
    """

    def __init__(self, window: QMainWindow, props: Props) -> None:
        super().__init__(window)
        self._window, self._props = window, props
        self.stage = Stage(props, self)
        self.card, self.outline = TourCard(window), Outline(window)
        self._number: int | None = None
        self._done = False
        self._watched: list[QWidget] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setTimerType(Qt.TimerType.PreciseTimer)
        self._placing = QTimer(self)
        self._placing.setSingleShot(True)
        self._placing.setInterval(0)
        self._pause.timeout.connect(self.go_on)
        self._placing.timeout.connect(self._place)
        self.stage.done.connect(self._on_done)
        self.card.skipped.connect(self.end)
        self.card.back_wanted.connect(self.go_back)
        self.card.next_wanted.connect(self.go_on)
        window.installEventFilter(self)

    @property
    def stop(self) -> str | None:
        """The key of the stop that is shown, None without any."""
        return None if self._number is None else STOPS[self._number].key

    @property
    def done(self) -> bool:
        """Whether what the stop asks for was done."""
        return self._done

    @Slot()
    def start(self) -> None:
        """Begin with the first stop."""
        self.stage.begin()
        QWidget.setTabOrder(self._props.network.canvas, self.card.skip)
        QWidget.setTabOrder(self.card.skip, self.card.back)
        QWidget.setTabOrder(self.card.back, self.card.next)
        self._show(0)

    @Slot()
    def go_on(self) -> None:
        """Show the next stop; after the last one the tour is over."""
        if self._number is None:
            return
        if self._number + 1 < len(STOPS):
            self._show(self._number + 1)
        else:
            self.end()

    @Slot()
    def go_back(self) -> None:
        """Show the stop before."""
        if self._number:
            self._show(self._number - 1)

    @Slot()
    def end(self) -> None:
        """Leave the window to the person."""
        if self._number is None:
            return
        self._number = None
        self._pause.stop()
        self._watch(None)
        self._props.network.setFocus()
        self.card.hide()
        self.outline.hide()
        self.stage.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._number is None:
            return False
        if event.type() in MAY_MOVE_WHAT_IS_LIT:
            self._placing.start()
        elif (
            watched is self._window
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and not event.modifiers()
            and self._keys_are_free()
        ):
            self.end()
            return True
        return False

    def _keys_are_free(self) -> bool:
        """Whether Escape is for the tour: a field gives the keys back to the picture first."""
        focus = self._window.focusWidget()
        return (
            focus is None
            or focus is self._props.network.canvas
            or self.card.isAncestorOf(focus)
            or not focus.isVisible()
        )

    def _show(self, number: int) -> None:
        self._number, self._done = number, False
        self._pause.stop()
        self.card.back.setVisible(number > 0)
        self.stage.set_up(STOPS[number].key)
        self._speak()

    @Slot()
    def _on_done(self) -> None:
        if self._number is None:
            return
        if not self._done:
            self._done = True
            self._speak()
        # The last card stays until it is closed; it has nothing to go on to.
        if self._number + 1 < len(STOPS):
            self._pause.start(PAUSE_MS)

    def _speak(self) -> None:
        assert self._number is not None
        stop, settings = STOPS[self._number], self._props.session.settings
        bits = f"{settings.bits} bits" if settings.bits > 1 else "a bit"
        words = {
            "goal": task_named(settings.task).goal,
            "bits": bits,
            "example": "".join("1101"[place % 4] for place in range(settings.bits)),
        }
        over = self._done and self._number + 1 == len(STOPS)
        self.card.skip.setVisible(not over)
        self.card.next.setText("Close" if over else "Next")
        self.card.say(
            f"{self._number + 1} of {len(STOPS)}",
            stop.title,
            *(
                each.format(**words)
                for each in (stop.before, stop.task, stop.done if self._done else "")
            ),
        )
        self._watch(self.stage.lit(stop.key, self._done))
        self._place()

    def _watch(self, target: QWidget | None) -> None:
        """Follow what is lit, and everything that it stands in."""
        for widget in self._watched:
            widget.removeEventFilter(self)
        self._watched = []
        while target is not None and target is not self._window:
            target.installEventFilter(self)
            self._watched.append(target)
            target = target.parentWidget()

    @Slot()
    def _place(self) -> None:
        if self._number is None:
            return
        window = self._window
        target = seen_of(self.stage.lit(STOPS[self._number].key, self._done), window)
        clear = seen_of(self._props.network, window)
        # What stands above the picture, and the names of the pages beside it, stay in sight.
        bottom = seen_of(self._props.pages.panel.dock, window).bottom()
        bottom = max(bottom, seen_of(self._props.curve, window).bottom(), clear.bottom())
        room = QRect(QPoint(0, clear.top()), QPoint(window.width() - 1, bottom))
        size = self.card.fitting(room.size())
        self.card.setGeometry(QRect(place_for(size, target, clear, room), size))
        self.card.show()
        self.outline.surround(target)
        self.card.raise_()
