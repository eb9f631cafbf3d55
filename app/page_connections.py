"""Who hears each page of the side panel, from the moment it is made."""

from __future__ import annotations

from PySide6.QtCore import QObject, SignalInstance, Slot

from app.commands.change_controls import ChangeControls
from app.pages.side_panel import SidePanel
from app.pictures.network.view import NetworkCanvas
from app.presenter import Presenter


class PageConnections(QObject):
    """Connects a page with those who hear it.

    Args of the constructor:
        pages: of the window.
        canvas: lights up the cells that a term comes from.
        presenter: knows the network that is shown, and answers a vector.
        changes: carries out what is asked for on a page.
        failed: hears of unforeseen errors.
    """

    def __init__(
        self,
        pages: SidePanel,
        canvas: NetworkCanvas,
        presenter: Presenter,
        changes: ChangeControls,
        failed: SignalInstance,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._pages, self._canvas = pages, canvas
        self._presenter, self._changes, self._failed = presenter, changes, failed
        self._connect = {
            "try": self._connect_trying,
            "inspect": self._connect_inspector,
            "branches": self._connect_branches,
            "settings": self._connect_settings,
        }

    @Slot(str)
    def connect_page(self, key: str) -> None:
        """Connect a page that has just been made."""
        if key in self._connect:
            self._connect[key]()

    def _connect_trying(self) -> None:
        page = self._pages.trying
        page.prediction.vector_changed.connect(self._presenter.show_prediction)
        page.validation.set_source(self._presenter.network)
        page.validation.failed.connect(self._failed)

    def _connect_inspector(self) -> None:
        self._pages.inspector.sources_changed.connect(self._canvas.set_sources)

    def _connect_branches(self) -> None:
        page = self._pages.branches
        page.selected.connect(self._changes.select_branch)
        page.renamed.connect(self._changes.rename_branch)
        page.deleted.connect(self._changes.delete_branch)

    def _connect_settings(self) -> None:
        page = self._pages.settings
        page.reset_requested.connect(self._changes.begin_with)
        page.learning_rate_chosen.connect(self._changes.change_learning_rate)
        page.epochs_chosen.connect(self._changes.plan)
