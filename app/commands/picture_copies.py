"""Pictures on the clipboard, to be pasted into a page or a slide."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.pictures.pictures import NetworkPictures


class PictureCopies(QObject):
    """Copies what is seen of a picture.

    Args of the constructor:
        network: the pictures of the network; the one that is shown is copied.
        curve: the loss curve.
        parent: of this.

    Signals:
        told: what was copied, or why nothing was, one line.
    """

    told = Signal(str)

    def __init__(self, network: NetworkPictures, curve: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._network, self._curve = network, curve

    @Slot()
    def copy_network(self) -> None:
        """Copy the picture of the network."""
        self._copy(self._network.view.viewport(), "The picture of the network")

    @Slot()
    def copy_curve(self) -> None:
        """Copy the loss curve."""
        self._copy(self._curve, "The loss curve")

    def _copy(self, picture: QWidget, name: str) -> None:
        from app.kept.picture_files import copied

        if not picture.isVisible():
            self.told.emit(f"{name} is hidden: nothing was copied.")
            return
        image = copied(picture)
        QGuiApplication.clipboard().setImage(image)
        self.told.emit(f"{name} was copied: {image.width():,} × {image.height():,} pixels.")
