"""Who hears each page of the side panel, from the moment it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, SignalInstance, Slot

from app.announcer import Announcer
from app.commands.change_controls import ChangeControls
from app.commands.exports import Exports
from app.commands.run_controls import RunControls
from app.commands.vector_controls import VectorControls
from app.model.playhead import Playhead
from app.model.session import Session
from app.model.tried_vector import TriedVector
from app.pages.side_panel import SidePanel
from app.pictures.pictures import NetworkPictures
from app.preferences import Preferences
from app.presenter import Presenter

if TYPE_CHECKING:
    from app.model.tried_before import TriedBefore


class PageConnections(QObject):
    """Connects a page with those who hear it.

    Args of the constructor:
        pages: of the window.
        network: lights up the cells that a term comes from.
        presenter: knows the network that is shown, and answers a vector.
        changes: carries out what is asked for on a page.
        playhead: goes where a page says.
        tried: shows a vector in the picture.
        vectors: tries a vector.
        session: where a guess is asked for.
        controls: are held until it is made.
        exports: copies and writes answers, and other tables of a page.
        announcer: says what comes out for those who do not see it.
        preferences: keeps what is chosen for every window.
        failed: hears of unforeseen errors.
    """

    def __init__(
        self,
        pages: SidePanel,
        network: NetworkPictures,
        presenter: Presenter,
        changes: ChangeControls,
        playhead: Playhead,
        tried: TriedVector,
        vectors: VectorControls,
        session: Session,
        controls: RunControls,
        exports: Exports,
        announcer: Announcer,
        preferences: Preferences,
        failed: SignalInstance,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._pages, self._network = pages, network
        self._presenter, self._changes, self._failed = presenter, changes, failed
        self._playhead, self._tried, self._vectors = playhead, tried, vectors
        self._session, self._controls, self._exports = session, controls, exports
        self._noted: TriedBefore | None = None
        self._announcer, self._preferences = announcer, preferences
        self._connect = {
            "progress": self._connect_epochs,
            "try": self._connect_prediction,
            "neighbours": self._connect_neighbours,
            "history": self._connect_history,
            "many": self._connect_many,
            "validation": self._connect_validation,
            "guess": self._connect_guess,
            "inspect": self._connect_inspector,
            "pushes": self._connect_pushes,
            "code": self._connect_code,
            "truth": self._connect_truth,
            "learnt": self._connect_learnt,
            "branches": self._connect_branches,
            "settings": self._connect_settings,
            "window": self._connect_window,
        }

    @Slot(str)
    def connect_page(self, key: str) -> None:
        """Connect a page that has just been made."""
        if key in self._connect:
            self._connect[key]()

    def _connect_epochs(self) -> None:
        self._pages.epochs.position_chosen.connect(self._playhead.seek)

    def _connect_prediction(self) -> None:
        self._pages.prediction.vector_changed.connect(self._tried.follow)
        self._pages.prediction.picture_wanted.connect(self._vectors.show_tried)
        self._pages.prediction.vector_changed.connect(self._presenter.show_prediction)
        self._pages.prediction.vector_changed.connect(self._tried_before().note)
        self._pages.prediction.vector_changed.connect(self._presenter.show_vector)
        self._pages.prediction.told.connect(self._announcer.say)

    def _connect_neighbours(self) -> None:
        # Not by a command that shows the page of the vector: the table stays in sight.
        self._pages.neighbours.vector_chosen.connect(self._pages.prediction.try_vector)

    def _connect_history(self) -> None:
        self._pages.history.set_source(self._session, self._tried_before())
        self._pages.history.vector_chosen.connect(self._pages.prediction.try_vector)

    def _connect_many(self) -> None:
        from app.commands.vector_files import VectorFiles

        many = self._pages.many
        many.vector_chosen.connect(self._pages.prediction.try_vector)
        many.copy_wanted.connect(self._exports.copy_table)
        many.export_wanted.connect(self._exports.export_table)
        many.told.connect(self._announcer.say)
        many.failed.connect(self._failed)
        VectorFiles(many)

    def _tried_before(self) -> TriedBefore:
        if self._noted is None:
            from app.model.tried_before import TriedBefore

            self._noted = TriedBefore(self._session, self._presenter.answering, self)
        return self._noted

    def _connect_validation(self) -> None:
        self._pages.validation.set_source(self._presenter.network)
        self._pages.validation.failed.connect(self._failed)
        self._pages.validation.told.connect(self._announcer.say)

    def _connect_guess(self) -> None:
        from app.commands.guess_controls import GuessControls

        GuessControls(self._pages, self._session, self._playhead, self._controls, self._network)

    def _connect_inspector(self) -> None:
        self._pages.inspector.sources_changed.connect(self._network.set_sources)
        self._pages.inspector.followed.connect(self._presenter.go_to)

    def _connect_pushes(self) -> None:
        self._pages.pushes.vector_chosen.connect(self._vectors.try_vector)

    def _connect_code(self) -> None:
        self._pages.code.phase_chosen.connect(self._playhead.go_to_phase)

    def _connect_truth(self) -> None:
        # Not by a command that shows the page of the vector: map and table stay in sight.
        self._pages.truth.vector_chosen.connect(self._pages.prediction.try_vector)
        self._pages.truth.copy_wanted.connect(self._exports.copy_answers)
        self._pages.truth.export_wanted.connect(self._exports.export_answers)
        self._pages.truth.told.connect(self._announcer.say)
        self._pages.truth.failed.connect(self._failed)

    def _connect_learnt(self) -> None:
        self._pages.learnt.cell_chosen.connect(self._network.select)
        self._pages.learnt.unit_switched.connect(self._network.unit_switched)
        # Not by a command that shows the page of the vector: the lens stays in sight.
        self._pages.learnt.vector_chosen.connect(self._pages.prediction.try_vector)

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
        page.failed.connect(self._failed)

    def _connect_window(self) -> None:
        page, preferences = self._pages.window, self._preferences
        page.show_letters(preferences.letters)
        page.show_calm(preferences.calm)
        page.letters_chosen.connect(preferences.choose_letters)
        page.calm_chosen.connect(preferences.choose_calm)
        preferences.calm_changed.connect(page.show_calm)
