"""What stands where in the window, and who hears whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from app.commands.actions import Actions
from app.commands.change_controls import ChangeControls
from app.commands.closing import Closing
from app.commands.exports import Exports
from app.commands.file_drop import FileDrop
from app.commands.help_pages import HelpControls
from app.commands.long_work import LongWork
from app.commands.picture_copies import PictureCopies
from app.commands.run_controls import RunControls
from app.commands.session_files import SessionFiles
from app.commands.slots import slots_of
from app.commands.submenus import AppearanceMenu, RecentMenu
from app.commands.vector_controls import VectorControls
from app.commands.view_controls import ViewControls
from app.commands.view_menu import fill_view_menu
from app.commands.weight_controls import WeightControls
from app.commands.window_parts import WindowParts
from app.kept.recovery import Recovery
from app.kept.remembered import Remembered
from app.model.all_right_search import AllRightSearch
from app.model.frame_clock import FrameClock
from app.model.playhead import Playhead
from app.model.session import Session
from app.model.training_thread import TrainingThread
from app.page_connections import PageConnections
from app.pages.side_panel import SidePanel
from app.pictures.loss.curve import LossCurve
from app.pictures.network.weight_editor import WeightEditor
from app.pictures.pictures import NetworkPictures
from app.pictures.position_strip import PositionStrip
from app.pictures.task_line import TaskLine
from app.presenter import Presenter, Views
from app.progress import Progress
from app.speed_meter import SpeedMeter
from app.status import Status
from app.widgets.key_focus import KeyFocus
from app.widgets.speed import SpeedControl
from app.window_memory import WindowMemory
from app.window_title import WindowTitle
from nn.core.settings import Settings

if TYPE_CHECKING:
    from app.commands.presentation import Presentation
    from app.tour.tour import Tour


class MainWindow(QMainWindow):
    """The window.

    Signals:
        failed: the traceback of an unforeseen error in another thread.
        appearance_chosen: "system", "light" or "dark".
    """

    failed = Signal(str)
    appearance_chosen = Signal(str)

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self._remembered = Remembered(QSettings())
        self._make_model(settings or self._remembered.settings())
        self._make_views()
        self._lay_out()
        self._make_controls()
        self._make_menus()
        self._connect_model()
        self._connect_views()
        self._connect_controls()
        self.speed.set_pace(self._remembered.pace())
        self.playhead.set_pace(self.speed.pace)
        self.presenter.show_recording()
        self.presenter.show_branches()
        self.memory.keep_settings()
        self.memory.restore_layout()
        self.network_view.show_diagram(self._remembered.text("picture", "") == "diagram")
        self.network_view.setFocus()
        self.parts.restore()
        self.recovery.start()

    def _make_model(self, settings: Settings) -> None:
        self.session = Session(settings, self)
        self.training_thread = TrainingThread(self)
        self.playhead = Playhead(self.training_thread, self.session, self)
        self.clock = FrameClock(self)
        self.search = AllRightSearch(self)

    def _make_views(self) -> None:
        self.speed = SpeedControl()
        self.task_line = TaskLine()
        self.strip = PositionStrip()
        self.network_view = NetworkPictures()
        self.weight_editor = WeightEditor(self.network_view.canvas)
        self.curve = LossCurve()
        self.pages = SidePanel(self)
        self.status = Status(self.statusBar())

    def _lay_out(self) -> None:
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.task_line)
        column.addWidget(self.strip)
        column.addWidget(self.network_view, 1)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.addWidget(top)
        self._splitter.addWidget(self.curve)
        self._splitter.setSizes([540, 180])
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setChildrenCollapsible(False)
        self.setCentralWidget(self._splitter)

    def _make_controls(self) -> None:
        session, playhead = self.session, self.playhead
        self.long_work = LongWork(self)
        self.files = SessionFiles(self, session, playhead, self.long_work, self._remembered)
        self.recovery = Recovery(session, self.files.is_safe, self)
        self.view = ViewControls(self.network_view, self)
        self.changes = ChangeControls(session, playhead, self)
        self.vectors = VectorControls(self.pages, self)
        self.weights = WeightControls(
            session, playhead, self.network_view, self.weight_editor, self
        )
        self.controls = RunControls(session, playhead, self.speed, self.pages.breakpoints, self)
        self.help = HelpControls(self, lambda: session.settings.task, self._make_tour)
        self.drop = FileDrop(self)
        self.meter = SpeedMeter(session, playhead, self.speed, self)
        self.title = WindowTitle(self, session, playhead, self.files)
        self.memory = WindowMemory(
            self._remembered,
            self,
            self._splitter,
            self.speed,
            session,
            self.files,
            self.pages.panel,
        )
        self.progress = Progress(session, playhead, self.search, self.task_line, self)
        self.presenter = Presenter(
            session,
            playhead,
            self.clock,
            self.view,
            Views(self.network_view, self.strip, self.progress, self.curve, self.title, self.pages),
            self,
        )
        self.exports = Exports(
            self,
            session,
            playhead,
            self.long_work,
            self._remembered,
            lambda: self.files.path,
            self.curve.plot,
            self.network_view,
            self.view,
            self.presenter.weight_path,
        )
        self.page_connections = PageConnections(
            self.pages,
            self.network_view,
            self.presenter,
            self.changes,
            self.playhead,
            self.vectors,
            session,
            self.controls,
            self.failed,
            self,
        )
        self.copies = PictureCopies(self.network_view, self.curve.plot, self)
        self.parts = WindowParts(
            self,
            self.pages.panel,
            self._splitter,
            self.curve,
            self.network_view,
            self._remembered,
            self._make_presentation,
        )
        ends = (
            self.help.end,
            self.parts.keep,
            self.long_work.end,
            self.exports.end,
            self.recovery.end,
            self.memory.keep_layout,
            self.pages.end,
            self.search.end,
            self.training_thread.close,
        )
        self.closing = Closing(self, self.files.may_leave, ends)

    def _make_presentation(self) -> Presentation:
        from app.commands.presentation import Presentation

        return Presentation(
            self,
            self._splitter,
            self.curve,
            self.pages.panel,
            self.view,
            self.strip,
            self.network_view,
            self.session,
            self._remembered,
        )

    def _make_tour(self) -> Tour:
        from app.tour.stage import Props
        from app.tour.tour import Tour

        parts = self.session, self.playhead, self.pages, self.network_view, self.curve, self.parts
        return Tour(self, Props(*parts, self.actions_by_key.button("toggle_play")))

    def _make_menus(self) -> None:
        slots = slots_of(
            self.files,
            self.exports,
            self.changes,
            self.vectors,
            self.controls,
            self.view,
            self.parts,
            self.copies,
            self.help,
            self.strip.go_to_step,
            self.close,
        )
        self.actions_by_key = actions = Actions(self, slots)
        for key in ("undo", "redo"):
            actions[key].setEnabled(False)
        bar = actions.tool_bar()
        bar.addWidget(self.speed)
        actions.add_toggles(bar)
        keys = "toggle_panel", "toggle_curve", "present"
        self.parts.keep_checked(*(actions[key] for key in keys))
        self.addToolBar(bar)
        self.recent = RecentMenu(self._remembered.recent_files, self)
        actions.menus["file"].insertMenu(actions["save_file"], self.recent)
        self.appearance = AppearanceMenu(self._remembered.text("appearance", "system"), self)
        head, panel = self.network_view.head, self.pages.panel
        fill_view_menu(actions, head, panel, self.curve, self.appearance)
        self.key_focus = KeyFocus(self, self.network_view, self.pages.content)

    def _connect_model(self) -> None:
        session, playhead = self.session, self.playhead
        session.recording_changed.connect(self.presenter.show_recording)
        session.recording_changed.connect(self.memory.keep_settings)
        session.plan_changed.connect(self.presenter.show_plan)
        session.branches_changed.connect(self.presenter.show_branches)
        session.moved.connect(self.presenter.show_moment)
        session.undo_stack.canUndoChanged.connect(self.actions_by_key["undo"].setEnabled)
        session.undo_stack.canRedoChanged.connect(self.actions_by_key["redo"].setEnabled)
        playhead.playing_changed.connect(self.presenter.show_playing)
        playhead.playing_changed.connect(self.actions_by_key.show_playing)
        playhead.playing_changed.connect(self.meter.show_playing)
        playhead.playing_changed.connect(self.progress.show_playing)
        playhead.stopped.connect(self.controls.on_stopped)
        playhead.stopped.connect(self.status.tell_why_stopped)
        playhead.failed.connect(self.failed)
        self.search.found.connect(self.presenter.show_first_all_right)
        self.search.failed.connect(self.failed)
        self.clock.released.connect(self.training_thread.release)

    def _connect_views(self) -> None:
        network = self.network_view
        network.painted.connect(self.clock.on_painted)
        network.cell_selected.connect(self.presenter.show_cell)
        network.cell_activated.connect(self.weights.edit)
        network.switched.connect(self.actions_by_key["show_diagram"].setChecked)
        network.switched.connect(self.memory.keep_picture)
        self.weight_editor.committed.connect(self.changes.edit_weight)
        self.weight_editor.refused.connect(self.status.tell)
        self.curve.position_chosen.connect(self.playhead.seek)
        self.strip.step_chosen.connect(self.controls.go_to)
        self.pages.made.connect(self.page_connections.connect_page)
        self.pages.made.connect(self.presenter.show_first)
        self.pages.made.connect(self.key_focus.watch_page)
        self.pages.panel.appeared.connect(self.presenter.show_page)
        self.speed.pace_changed.connect(self.playhead.set_pace)

    def _connect_controls(self) -> None:
        self.controls.told.connect(self.status.tell)
        self.controls.outdated.connect(self.status.take_back)
        self.changes.told.connect(self.status.tell)
        self.changes.refused.connect(self.presenter.show_branches)
        self.changes.refused.connect(self.presenter.show_settings)
        self.weights.told.connect(self.status.tell)
        self.vectors.told.connect(self.status.tell)
        self.view.lens_changed.connect(self.presenter.show_moment)
        self.files.told.connect(self.status.tell)
        self.files.named.connect(self.memory.keep_file)
        self.files.named.connect(self.title.show)
        self.files.named.connect(self.recovery.save_aside)
        self.files.recovered.connect(self.title.show)
        self.files.recovered.connect(self.recovery.adopt)
        self.exports.told.connect(self.status.tell)
        self.copies.told.connect(self.status.tell)
        self.parts.told.connect(self.status.tell)
        self.long_work.told.connect(self.status.tell)
        self.long_work.failed.connect(self.failed)
        self.recent.chosen.connect(self.files.open_path)
        self.drop.dropped.connect(self.files.open_path)
        self.appearance.chosen.connect(self.memory.keep_appearance)
        self.appearance.chosen.connect(self.appearance_chosen)
