"""Shows one moment everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.commands.view_controls import ViewControls
from app.model.frame_clock import FrameClock
from app.model.playhead import Playhead
from app.model.session import Session
from app.model.silenced import Silenced
from app.model.tried_vector import TriedVector
from app.pages.asked import Asked
from app.pages.side_panel import SidePanel
from app.pictures.loss.curve import LossCurve
from app.pictures.loss.lines import Ghost
from app.pictures.network.picture import picture_of
from app.pictures.pictures import NetworkPictures
from app.pictures.position_strip import PositionStrip
from app.progress import Progress
from app.window_title import WindowTitle
from nn.answers.validation import predict
from nn.explain.lenses import MATRICES
from nn.explain.marks import marks_of
from nn.explain.symbols import Cell

OF_THE_CELL = ("inspect", "slope", "pushes", "code", "learnt")
"""The sections that tell of the cell that is selected."""

OF_THE_VECTOR = ("neighbours", "history")
"""The sections that tell of the vector that is tried."""

if TYPE_CHECKING:
    from app.pages.moment_section import MomentSection
    from app.pages.vector_section import VectorSection
    from nn.explain.sight import Sight
    from nn.explain.trail import Place
    from nn.run.recording import Recording


class Views(NamedTuple):
    """Everything that shows something of the session."""

    network: NetworkPictures
    strip: PositionStrip
    progress: Progress
    curve: LossCurve
    title: WindowTitle
    pages: SidePanel


class Presenter(QObject):
    """Hands the moment at which a session stands to every view; pages out of sight wait.

    A page that is not made yet is shown nothing, and all there is when it is made. Each of the
    other slots shows one part of the session that has changed, and no more.
    """

    def __init__(
        self,
        session: Session,
        playhead: Playhead,
        tried: TriedVector,
        silenced: Silenced,
        clock: FrameClock,
        view: ViewControls,
        views: Views,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._playhead, self._clock = session, playhead, clock
        self._tried, self._silenced = tried, silenced
        self._view, self._views = view, views
        self._shown: Recording | None = None
        self._waiting_pages = {
            "progress": self._show_epochs,
            "inspect": self._show_inspector,
            "lesson": self._show_lesson,
            "check": self._show_check,
            "slope": self._show_slope,
            "pushes": self._show_pushes,
            "code": self._show_code,
            "learnt": self._show_learnt,
            "truth": self._show_truth,
            "neighbours": self._show_neighbours,
            "history": self._show_history,
            "many": self._show_many,
        }
        self._first_shown = self._waiting_pages | {
            "try": self._begin_trying,
            "inspect": self._begin_inspecting,
            "branches": self._show_list_of_branches,
            "settings": self.show_settings,
        }

    @Slot()
    def show_moment(self) -> None:
        """Show the moment everywhere."""
        if self._playhead.playing:
            self._clock.begin()
            if self._clock.skip():
                return
        session, views = self._session, self._views
        sight, seen = session.sight(), self._tried.sight()
        views.network.mark.show_sight(seen)
        units = self._silenced.units
        views.network.canvas.show_picture(picture_of(seen, self._view.lens, units))
        views.curve.show_recording(session.recording, session.position, "loss" in sight.values)
        views.progress.show_sight(sight)
        self._show_strip()
        self._show_learning_rate()
        if views.pages.is_made("try"):
            self.show_prediction()
        if views.pages.is_made("validation"):
            views.pages.validation.network_changed()
        for key in self._waiting_pages:
            if views.pages.panel.in_sight(key):
                self.show_page(key)
        views.title.show()

    @Slot()
    def show_recording(self) -> None:
        """Show another recording."""
        settings, views = self._session.settings, self._views
        self._shown = self._session.recording
        views.network.set_sizes(settings.sizes)
        if views.pages.is_made("try"):
            views.pages.prediction.set_bits(settings.bits)
        views.curve.set_planned_steps(self._session.planned_steps)
        views.progress.show_recording()
        self._show_marks()
        self.show_settings()
        self.show_moment()

    @Slot()
    def show_plan(self) -> None:
        """Show how far the run is planned."""
        self._views.curve.set_planned_steps(self._session.planned_steps)
        self._views.progress.show_sight(self._session.sight())
        self._show_strip()
        self.show_settings()
        self._views.title.show()

    @Slot()
    def show_branches(self) -> None:
        """Show which branches there are, and the others beside the current one."""
        branches, views = self._session.branches, self._views
        shown = branches.current
        if views.pages.is_made("branches"):
            self._show_list_of_branches()
        others = [each for each in branches.members if each.id != shown.id]
        views.curve.set_colour(shown.colour if others else None)
        views.curve.set_ghosts(
            tuple(
                Ghost(
                    each.recording,
                    branches.parting(each.id),
                    each.colour,
                    each.name,
                )
                for each in others
            )
        )
        self._show_marks()
        self._show_strip()
        views.title.show()

    @Slot()
    def show_first_all_right(self) -> None:
        """Show since when all vectors are answered right, where that was found."""
        self._views.progress.show_sight(self._session.sight())
        self._show_marks()

    @Slot()
    def show_settings(self) -> None:
        """Show the settings of the run, with the learning rate at the playhead."""
        session = self._session
        if not self._views.pages.is_made("settings"):
            return
        self._views.pages.settings.show_settings(
            session.settings.changed(epochs=session.epochs),
            session.recording.length > 0,
            session.sight().learning_rate,
        )
        self._show_learning_rate()

    @Slot(bool)
    def show_playing(self, playing: bool) -> None:
        """Show, when the playhead comes to rest, what waited for that."""
        if self._views.pages.is_made("truth"):
            self._show_truth()
        if not playing:
            # It may rest because another recording is there, which is about to be shown.
            if self._clock.calm and self._shown is self._session.recording:
                self.show_moment()
            self.show_settings()
            if self._views.pages.is_made("branches"):
                self._views.pages.branches.show_progress()
            self._views.title.show()

    @Slot()
    def show_prediction(self) -> None:
        """Show the answer to the vector that is tried."""
        asked, prediction = self.network(), self._views.pages.prediction
        prediction.show_in_picture(self._tried.active)
        answer = predict(asked.W1, asked.W2, prediction.vector, asked.settings.task)
        prediction.show_prediction(answer, asked.without)
        if self._views.pages.panel.in_sight("truth"):
            self._views.pages.truth.show_tried(prediction.vector)

    @Slot()
    def show_vector(self) -> None:
        """Show another vector, which the page of it knows."""
        for key in filter(self._views.pages.panel.in_sight, OF_THE_VECTOR):
            self.show_page(key)

    @Slot(str)
    def show_page(self, key: str) -> None:
        """Bring a page up to the moment, if it shows one."""
        if key in self._waiting_pages:
            self._waiting_pages[key]()

    @Slot(str)
    def show_first(self, key: str) -> None:
        """Show a page, made just now, all that it would have been shown by now."""
        if key in self._first_shown:
            self._first_shown[key]()

    @Slot(object, object)
    def show_cell(self, symbol: str | None, index: tuple[int, ...] | None) -> None:
        """Explain the cell that is selected; of none, the loss."""
        views = self._views
        cell: Cell | None = None if symbol is None or index is None else (symbol, index)
        pages = views.pages
        if pages.is_made("inspect"):
            pages.inspector.select(cell)
        if cell and not pages.panel.hidden and not any(map(pages.panel.in_sight, OF_THE_CELL)):
            pages.panel.show("inspect")
        for key in filter(pages.panel.in_sight, OF_THE_CELL):
            self.show_page(key)

    @Slot(object)
    def go_to(self, place: Place) -> None:
        """Stand where a number was made that is followed, and select its cell."""
        from nn.explain.trail import cell_in_picture

        seen = self._tried.sight()
        if seen.tried is None or (place.position, place.phase) != (seen.position, seen.phase):
            self._tried.end()
            self._playhead.seek(place.position, place.phase)
        self._views.network.select(cell_in_picture(place.cell))

    def answering(self) -> Sight:
        """The moment as it answers: without what is silenced."""
        return self._silenced.sight()

    def network(self) -> Asked:
        """The network that answers: the one that is shown, without what is silenced."""
        session, sight = self._session, self.answering()
        branch = session.branches.current
        return Asked(
            session.settings,
            sight.W1,
            sight.W2,
            sight.updates,
            session.branches,
            branch.id,
            branch.name,
            sight.silenced,
        )

    def _show_learning_rate(self) -> None:
        if not self._views.pages.is_made("settings"):
            return
        session, length = self._session, self._session.recording.length
        self._views.pages.settings.show_learning_rate(
            session.sight().learning_rate,
            session.moment().learning_rate,
            session.position == length,
            length > 0,
        )

    def weight_path(self) -> QWidget | None:
        """The path of the selected weight, brought to the front; None if none is selected."""
        cell, pages = self._views.network.canvas.selected, self._views.pages
        if cell is None or cell[0] not in MATRICES:
            return None
        pages.panel.show("inspect")
        pages.inspector.select(cell)
        self._show_inspector()
        path: QWidget = pages.inspector.path
        return path

    def _show_marks(self) -> None:
        views = self._views
        views.curve.set_marks(marks_of(self._session.branches, views.progress.first()))

    def _show_strip(self) -> None:
        session, branch = self._session, self._session.branches.current
        self._views.strip.show_moment(
            session.sight(),
            session.recording.length,
            session.planned_steps,
            session.epochs,
            session.settings.observations,
            branch.name if branch.parent is not None and branch.start == session.position else "",
            waits=self._tried.active,
        )

    def _begin_trying(self) -> None:
        self._views.pages.prediction.set_bits(self._session.settings.bits)
        self.show_prediction()

    def _begin_inspecting(self) -> None:
        self._views.pages.inspector.select(self._views.network.canvas.selected)
        self._show_inspector()

    def _show_list_of_branches(self) -> None:
        self._views.pages.branches.show_branches(self._session.branches)

    def _show_epochs(self) -> None:
        session, epochs = self._session, self._views.pages.epochs
        show = epochs.follow if self._playhead.playing else epochs.show_moment
        show(session.recording, session.position)

    def _show_inspector(self) -> None:
        recording, seen = self._session.recording, self._tried.sight()
        self._views.pages.inspector.show_sight(recording, seen, self._view.lens)

    def _show_lesson(self) -> None:
        self._views.pages.lesson.show_sight(self._tried.sight())

    def _show_check(self) -> None:
        self._views.pages.check.show_sight(self._tried.sight())

    def _show_slope(self) -> None:
        self._show_section(self._views.pages.slope)

    def _show_pushes(self) -> None:
        self._show_section(self._views.pages.pushes)

    def _show_code(self) -> None:
        self._show_section(self._views.pages.code)

    def _show_truth(self) -> None:
        session = self._session
        truth, pages = self._views.pages.truth, self._views.pages
        truth.show_run(session.recording, self.answering(), self._playhead.playing)
        if pages.is_made("try"):
            truth.show_tried(pages.prediction.vector)

    def _show_learnt(self) -> None:
        self._views.pages.learnt.show_run(
            self._session.settings, self.answering(), self._views.network.canvas.selected
        )

    def _show_neighbours(self) -> None:
        self._show_vector_in(self._views.pages.neighbours)

    def _show_history(self) -> None:
        self._show_vector_in(self._views.pages.history)

    def _show_many(self) -> None:
        self._views.pages.many.show_run(self.answering(), self._session.settings)

    def _show_vector_in(self, section: VectorSection) -> None:
        vector, task = self._views.pages.prediction.vector, self._session.settings.task
        section.show_vector(self.answering(), vector, task)

    def _show_section(self, section: MomentSection) -> None:
        section.show_sight(self._tried.sight(), self._views.network.canvas.selected)
