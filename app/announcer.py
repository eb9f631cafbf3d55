"""Says aloud, to those who listen, what happens without the keyboard moving."""

from __future__ import annotations

from math import ceil
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from app.commands.view_controls import ViewControls
from app.model.playhead import Playhead
from app.model.session import Session
from app.pictures.pictures import NetworkPictures
from app.pictures.position_strip import PositionStrip
from app.pictures.task_line import TaskLine
from app.widgets.throttle import SAY_SECONDS


class Announcer(QObject):
    """Speaks where a screen reader listens, and costs nothing where none does.

    Sentences are `SAY_SECONDS` apart: what comes meanwhile is said together.

    A sentence is sent as an announcement, and put before the description of the picture while
    that has the keyboard: not every reader hears announcements.

    Args of the constructor:
        window: in whose name it speaks.
        session: where it stands.
        playhead: whether it moves by itself.
        view: what the picture shows.
        network: the picture.
        strip: says the position in words.
        line: says how far the run is.
    """

    def __init__(
        self,
        window: QWidget,
        session: Session,
        playhead: Playhead,
        view: ViewControls,
        network: NetworkPictures,
        strip: PositionStrip,
        line: TaskLine,
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._playhead = window, session, playhead
        self._view, self._network, self._strip, self._line = view, network, strip, line
        self._said_at = 0.0
        self._waiting: list[str] = []
        self._place: tuple[int, int | None] = (0, None)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._speak)

    @Slot(str)
    def say(self, text: str) -> None:
        """Say something, at once or with what else is to be said within the second."""
        if not text or text in self._waiting or not QAccessible.isActive():
            return
        self._waiting.append(text)
        if not self._later.isActive():
            wait = self._said_at + SAY_SECONDS - perf_counter()
            self._later.start(max(0, ceil(1000 * wait)))

    @Slot()
    def show_moment(self) -> None:
        """Say where a step or a phase led that was made by hand."""
        if self._playhead.playing or not QAccessible.isActive():
            return
        sight = self._session.sight()
        place = sight.position, sight.phase
        if place != self._place:
            self._place = place
            self.say(self._strip.spoken)

    @Slot(bool)
    def show_playing(self, playing: bool) -> None:
        """Say, once it rests, where it stands and how far it is."""
        if playing:
            self._network.canvas.set_said("")
        elif QAccessible.isActive():
            sight = self._session.sight()
            self._place = sight.position, sight.phase
            self._waiting.clear()
            self.say(f"{self._strip.spoken}; {self._line.count}")

    @Slot()
    def show_lens(self) -> None:
        """Say what the picture shows now."""
        self.say(self._view.lens.help)

    @Slot(bool)
    def show_picture(self, diagram: bool) -> None:
        """Say which picture is shown now."""
        self.say("Diagram" if diagram else "Matrices")

    @Slot()
    def show_first(self) -> None:
        """Say that all vectors are answered right, once that is known."""
        self.say(self._line.count)

    @Slot()
    def _speak(self) -> None:
        text, self._said_at = ". ".join(each.rstrip(".") for each in self._waiting), perf_counter()
        self._waiting.clear()
        if self._network.canvas.hasFocus():
            self._network.canvas.set_said(text)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._window, text))
