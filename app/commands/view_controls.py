"""What the commands of the View menu do with the picture of the network."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.pictures.pictures import NetworkPictures
from nn.explain.lenses import LENSES, Lens


class ViewControls(QObject):
    """Chooses what the picture shows, how large, and which cell is selected.

    Signals:
        lens_changed: the heatmaps are to show something else.
    """

    lens_changed = Signal()

    def __init__(self, network: NetworkPictures, parent: QObject) -> None:
        super().__init__(parent)
        self._network = network
        self.lens: Lens = LENSES["weights"]

    def _look_through(self, key: str) -> None:
        self.lens = LENSES[key]
        self.lens_changed.emit()

    @Slot()
    def show_weights(self) -> None:
        """Let the heatmaps show the weights."""
        self._look_through("weights")

    @Slot()
    def show_gradients(self) -> None:
        """Let the heatmaps show the gradients."""
        self._look_through("gradients")

    @Slot()
    def show_since_start(self) -> None:
        """Let the heatmaps show the change since step 0."""
        self._look_through("since_start")

    @Slot()
    def show_by_step(self) -> None:
        """Let the heatmaps show the change by this step."""
        self._look_through("by_step")

    @Slot()
    def show_diagram(self) -> None:
        """Show the network as a diagram, or as matrices again."""
        self._network.show_diagram(not self._network.is_diagram)

    @Slot()
    def zoom_in(self) -> None:
        """Make the cells larger."""
        self._network.change_zoom(1)

    @Slot()
    def zoom_out(self) -> None:
        """Make the cells smaller."""
        self._network.change_zoom(-1)

    @Slot()
    def zoom_fit(self) -> None:
        """Fit the cells into the window."""
        self._network.change_zoom(0)

    @Slot()
    def select_left(self) -> None:
        """Select the cell to the left."""
        self._network.move_selection(Qt.Key.Key_Left)

    @Slot()
    def select_right(self) -> None:
        """Select the cell to the right."""
        self._network.move_selection(Qt.Key.Key_Right)

    @Slot()
    def select_up(self) -> None:
        """Select the cell above."""
        self._network.move_selection(Qt.Key.Key_Up)

    @Slot()
    def select_down(self) -> None:
        """Select the cell below."""
        self._network.move_selection(Qt.Key.Key_Down)
