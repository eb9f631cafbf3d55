"""Text as large as is wanted, as far as the picture of the network can still be read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QMainWindow, QWidget

from app.commands.text_size import TextSize
from app.pictures.pictures import NetworkPictures

READABLE, ROOMY = 1.3, 1.7
"""Times the height of its figures that a cell has at least, and that it has with room to spare."""


class PictureRoom(QObject):
    """Gives text a size; the loss curve yields to the picture, and what is too large to the next.

    Args of the constructor:
        window: in which they stand.
        curve: the loss curve; once a person has brought it back, it stays.
        picture: the pictures of the network.
        text: whose size it chooses.
        sizes: those that there are, from the smallest.

    Signals:
        curve_hidden: the curve yielded, or came back.
        sized: the size that text has now.
    """

    curve_hidden = Signal()
    sized = Signal(float)

    def __init__(
        self,
        window: QMainWindow,
        curve: QWidget,
        picture: NetworkPictures,
        text: TextSize,
        sizes: Sequence[float],
    ) -> None:
        super().__init__(window)
        self._window, self._curve, self._picture = window, curve, picture
        self._text, self._sizes = text, sizes
        self._wanted = self._size = 0.0
        self._yielded = self._asked_for = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._suit)
        picture.switched.connect(self.look_again)

    @property
    def size(self) -> float:
        """How many times its usual size text has; 0: as suits the window."""
        return self._size

    def choose(self, size: float) -> None:
        """Have text of this size, or the largest below it with which the picture can be read."""
        if not self._wanted:
            self._yielded = self._asked_for = False
            self._window.installEventFilter(self)
        self._wanted = size
        self.look_again()

    @Slot()
    def look_again(self) -> None:
        """Try anew what there is room for."""
        if not self._wanted:
            return
        self._heed_person()
        if self._yielded:
            self._yielded = False
            self._curve.show()
            self.curve_hidden.emit()
        self._take(self._wanted)

    def end(self) -> None:
        """Have text as suits the window; the curve is left as it is."""
        self._wanted = self._size = 0.0
        self._later.stop()
        self._window.removeEventFilter(self)
        self._text.choose(0.0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.look_again()
        return False

    def _take(self, size: float) -> None:
        self._size = size
        self._text.choose(size)
        self.sized.emit(size)
        # Not before all that is on its way has come.
        self._later.start()

    def _heed_person(self) -> None:
        """Let the curve stay that was brought back although it had yielded."""
        if self._yielded and not self._curve.isHidden():
            self._asked_for, self._yielded = True, False

    @Slot()
    def _suit(self) -> None:
        self._heed_person()
        if not self._asked_for and not self._curve.isHidden() and self._room() < ROOMY:
            self._yielded = True
            self._curve.hide()
            self.curve_hidden.emit()
        place = self._sizes.index(self._size)
        # Of very many cells no size lets the numbers be read.
        if place > 0 and self._room() < READABLE <= self._room(text=1.0):
            self._take(self._sizes[place - 1])

    def _room(self, text: float = 0.0) -> float:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        return self._picture.view.room_for_figures(text)
