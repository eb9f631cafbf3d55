"""What there is in the window, and what stands where; not yet who hears whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from app.announcer import Announcer
from app.commands.change_controls import ChangeControls
from app.commands.closing import Closing
from app.commands.exports import Exports
from app.commands.file_drop import FileDrop
from app.commands.help_controls import HelpControls
from app.commands.long_work import LongWork
from app.commands.picture_copies import PictureCopies
from app.commands.run_controls import RunControls
from app.commands.session_files import SessionFiles
from app.commands.silence_controls import SilenceControls
from app.commands.text_size import TextSize
from app.commands.vector_controls import VectorControls
from app.commands.view_controls import ViewControls
from app.commands.weight_controls import WeightControls
from app.commands.window_parts import WindowParts
from app.kept.recovery import Recovery
from app.kept.remembered import Remembered
from app.model.all_right_search import AllRightSearch
from app.model.frame_clock import FrameClock
from app.model.playhead import Playhead
from app.model.session import Session
from app.model.shares_over_loss import SharesOverLoss
from app.model.silenced import Silenced
from app.model.training_thread import TrainingThread
from app.model.tried_vector import TriedVector
from app.page_connections import PageConnections
from app.pages.side_panel import SidePanel
from app.pictures.loss.curve import LossCurve
from app.pictures.network.weight_editor import WeightEditor
from app.pictures.pictures import NetworkPictures
from app.pictures.position_strip import PositionStrip
from app.pictures.task_line import TaskLine
from app.preferences import Preferences
from app.presenter import Presenter, Views
from app.progress import Progress
from app.speed_meter import SpeedMeter
from app.status import Status
from app.widgets.on_screen import OnScreen
from app.widgets.speed import SpeedControl
from app.window_memory import WindowMemory
from app.window_title import WindowTitle
from nn.core.settings import Settings

if TYPE_CHECKING:
    from app.commands.actions import Actions
    from app.commands.presentation import Presentation
    from app.tour.tour import Tour


class WindowContents(QMainWindow):
    """A window with everything in it but menus and commands.

    Signals:
        failed: the traceback of an unforeseen error in another thread.
        appearance_chosen: a name of `APPEARANCES`.
    """

    failed = Signal(str)
    appearance_chosen = Signal(str)

    actions_by_key: Actions
    """The commands, which are made of all that is in the window."""

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.remembered = Remembered(QSettings())
        self._make_model(settings or self.remembered.settings())
        self._make_views()
        self._lay_out()
        self._make_controls()

    def _make_model(self, settings: Settings) -> None:
        self.session = Session(settings, self)
        self.training_thread = TrainingThread(self)
        self.playhead = Playhead(self.training_thread, self.session, self)
        self.silenced = Silenced(self.session, self)
        self.tried = TriedVector(self.session, self.playhead, self.silenced, self)
        self.clock = FrameClock(self)
        self.preferences = Preferences(self.remembered, self)
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
        self.files = SessionFiles(self, session, playhead, self.long_work, self.remembered)
        self.recovery = Recovery(session, self.files.is_safe, self)
        self.view = ViewControls(self.network_view, self)
        self.silence = SilenceControls(self.silenced, self.network_view, self)
        self.changes = ChangeControls(session, playhead, self)
        self.vectors = VectorControls(self.pages, self.tried, self)
        self.weights = WeightControls(
            session, playhead, self.network_view, self.weight_editor, self
        )
        self.controls = RunControls(session, playhead, self.speed, self.pages.breakpoints, self)
        self.help = HelpControls(
            self, lambda: session.settings.task, self._make_tour, self.long_work
        )
        self.drop = FileDrop(self)
        OnScreen(self)
        self.meter = SpeedMeter(session, playhead, self.speed, self)
        self.title = WindowTitle(self, session, playhead, self.files)
        self.memory = WindowMemory(
            self.remembered,
            self,
            self._splitter,
            self.speed,
            session,
            self.files,
            self.pages.panel,
        )
        self.shares = SharesOverLoss(session, playhead, self.curve, self)
        self.progress = Progress(
            session,
            playhead,
            self.search,
            self.silenced,
            self.task_line,
            self.network_view,
            self,
        )
        self.presenter = Presenter(
            session,
            playhead,
            self.tried,
            self.silenced,
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
            self.remembered,
            lambda: self.files.path,
            self.curve.plot,
            self.network_view,
            self.view,
            self.presenter.weight_path,
        )
        self.announcer = Announcer(
            self, session, playhead, self.view, self.network_view, self.strip, self.task_line
        )
        self.page_connections = PageConnections(
            self.pages,
            self.network_view,
            self.presenter,
            self.changes,
            self.playhead,
            self.tried,
            self.vectors,
            session,
            self.controls,
            self.exports,
            self.announcer,
            self.preferences,
            self.failed,
            self,
        )
        self.text = TextSize(self, self.pages.panel)
        self.copies = PictureCopies(self.network_view, self.curve.plot, self)
        self.parts = WindowParts(
            self,
            self.pages.panel,
            self._splitter,
            self.curve,
            self.network_view,
            self.remembered,
            self._make_presentation,
        )
        ends = (
            self.help.end,
            self.preferences.end,
            self.parts.keep,
            self.text.end,
            self.long_work.end,
            self.exports.end,
            self.recovery.end,
            self.memory.keep_layout,
            self.pages.end,
            self.search.end,
            self.shares.end,
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
            self.tried,
            self.text,
            self.remembered,
        )

    def _make_tour(self) -> Tour:
        from app.tour.stage import Props
        from app.tour.tour import Tour

        parts = self.session, self.playhead, self.pages, self.network_view, self.curve, self.parts
        return Tour(self, Props(*parts, self.actions_by_key.button("toggle_play")))
