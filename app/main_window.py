"""What stands where in the window, and who hears whom."""

from __future__ import annotations

from math import inf
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QMimeData, QSettings, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QActionGroup, QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QMainWindow,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.commands.actions import Actions
from app.commands.change_controls import ChangeControls
from app.commands.frame_export import FrameExport
from app.commands.help_pages import HelpControls
from app.commands.run_controls import RunControls
from app.commands.session_files import SessionFiles
from app.commands.submenus import AppearanceMenu, RecentMenu
from app.commands.view_controls import ViewControls
from app.kept import recovery
from app.kept.remembered import Remembered
from app.model.frame_clock import FrameClock
from app.model.playhead import Playhead
from app.model.session import Session
from app.model.training_thread import TrainingThread
from app.pages.branches import BranchesPanel
from app.pages.check import CheckPanel
from app.pages.docks import Docks
from app.pages.inspector import Inspector
from app.pages.lesson import LessonPanel
from app.pages.prediction import PredictionPanel
from app.pages.settings import SettingsPanel
from app.pages.stops import StopsPanel
from app.pages.validation import ValidationPanel
from app.pictures.loss.curve import Ghost, LossCurve
from app.pictures.network.picture import picture_of
from app.pictures.network.view import NetworkView
from app.pictures.network.weight_editor import WeightEditor
from app.pictures.position_strip import PositionStrip
from app.widgets.speed import SpeedControl
from app.widgets.theme import theme_of
from nn.answers.validation import predict
from nn.core.arrays import Array
from nn.core.settings import Settings
from nn.explain.lenses import LENSES
from nn.explain.symbols import Cell, cell_name
from nn.run.branches import Branches

FIRST_SIZE = QSize(1280, 800)
TITLE_BAR = 36
"""Pixels that a window manager may put above the window."""

MEASURE_MS = 500
TITLE_SECONDS = 0.25


class MainWindow(QMainWindow):
    """The window.

    Signals:
        failed: the report of an unforeseen error in the training thread.
        appearance_chosen: "system", "light" or "dark".
    """

    failed = Signal(str)
    appearance_chosen = Signal(str)

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.remembered = Remembered(QSettings())
        self.session = Session(settings or self.remembered.settings(), self)
        self.training = TrainingThread(self)
        self.playhead = Playhead(self.training, self.session.recording, self)
        self.clock = FrameClock(self)
        self.speed = SpeedControl()
        self.speed.set_pace(self.remembered.pace())
        self.controls = RunControls(self.session, self.playhead, self.speed, self)
        self.strip = PositionStrip()
        self.network = NetworkView()
        self.curve = LossCurve()
        self.prediction = PredictionPanel()
        self.validation = ValidationPanel()
        self.settings_panel = SettingsPanel()
        self.inspector = Inspector()
        self.lesson = LessonPanel()
        self.check = CheckPanel()
        self.stops = StopsPanel()
        self.branches = BranchesPanel()
        self.weight_editor = WeightEditor(self.network.canvas)
        self.files = SessionFiles(self, self.session, self.playhead)
        self.frames = FrameExport(self.playhead, self.network.canvas, self)
        self.recovery = recovery.Recovery(self._work_to_save, self)
        self.changes = ChangeControls(self.session, self.playhead, self)
        self.view = ViewControls(self.network, self)
        self.help = HelpControls(self)
        self._measured_from = (0.0, 0)
        self._titled_at = 0.0
        self._measure = QTimer(self)
        self._measure.setInterval(MEASURE_MS)
        self._build()
        self._connect()
        self._show_recording(0)
        self._show_branches()
        self._give_size()
        self.recovery.start()

    def _work_to_save(self) -> tuple[Branches, int, int]:
        return self.session.branches, self.session.epochs, self.playhead.position

    def _build(self) -> None:
        self.actions_by_key = Actions(
            self, (self, self.controls, self.changes, self.view, self.files, self.help)
        )
        bar = self.actions_by_key.tool_bar()
        bar.addWidget(self.speed)
        self.addToolBar(bar)
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.network, 1)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.addWidget(top)
        self._splitter.addWidget(self.curve)
        self._splitter.setSizes([480, 220])
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setChildrenCollapsible(False)
        self.setCentralWidget(self._splitter)
        self.setAcceptDrops(True)
        trying = QWidget()
        column = QVBoxLayout(trying)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.prediction)
        column.addWidget(self.validation)
        column.addStretch(1)
        self.docks = Docks(
            self,
            {
                "try": trying,
                "inspect": self.inspector,
                "lesson": self.lesson,
                "check": self.check,
                "stops": self.stops,
                "branches": self.branches,
                "settings": self.settings_panel,
            },
        )
        self._build_view_menu()
        self.recent = RecentMenu(self.remembered.recent_files, self)
        file_menu = self.actions_by_key.menus["file"]
        file_menu.insertMenu(self.actions_by_key["save_file"], self.recent)
        self.statusBar().setSizeGripEnabled(False)

    def _give_size(self) -> None:
        """Take the last size, or the first one as far as the screen has room for it."""
        room = self.screen().availableSize() - QSize(0, TITLE_BAR)
        self.resize(FIRST_SIZE.boundedTo(room))
        self.remembered.restore_window(self, self._splitter)

    @Slot()
    def _on_named(self) -> None:
        if self.files.path:
            self.remembered.keep_recent_file(self.files.path)
        self._show_title()

    def _build_view_menu(self) -> None:
        menu = self.actions_by_key.menus["view"]
        self._lens_group = QActionGroup(self)
        for key in LENSES:
            self._lens_group.addAction(self.actions_by_key[f"show_{key}"])
        self.actions_by_key["show_weights"].setChecked(True)
        menu.addSeparator()
        for action in self.docks.actions:
            menu.addAction(action)
        menu.addSeparator()
        for action in (
            self.curve.log_steps_action,
            self.curve.log_loss_action,
            self.curve.fit_action,
        ):
            menu.addAction(action)
        menu.addSeparator()
        self.appearance = AppearanceMenu(self.remembered.text("appearance", "system"), self)
        menu.addMenu(self.appearance)

    def _connect(self) -> None:
        self.session.replaced.connect(self._show_recording)
        self.session.plan_changed.connect(self._show_plan)
        self.session.branches_changed.connect(self._show_branches)
        self.branches.selected.connect(self.changes.select_branch)
        self.branches.renamed.connect(self.changes.rename_branch)
        self.branches.deleted.connect(self.changes.delete_branch)
        self.playhead.moved.connect(self._refresh)
        self.playhead.playing_changed.connect(self._on_playing)
        self.playhead.stopped.connect(self._on_stopped)
        self.playhead.failed.connect(self.failed)
        self.controls.told.connect(self.tell)
        self.changes.told.connect(self.tell)
        self.changes.refused.connect(self._show_branches)
        self.changes.refused.connect(self._show_settings)
        self.view.lens_changed.connect(self._refresh)
        self.files.told.connect(self.tell)
        self.files.failed.connect(self.failed)
        self.frames.told.connect(self.tell)
        self.files.named.connect(self._on_named)
        self.recent.chosen.connect(self.open_session)
        undo_stack = self.session.undo_stack
        undo_stack.canUndoChanged.connect(self.actions_by_key["undo"].setEnabled)
        undo_stack.canRedoChanged.connect(self.actions_by_key["redo"].setEnabled)
        self.actions_by_key["undo"].setEnabled(False)
        self.actions_by_key["redo"].setEnabled(False)
        self.network.canvas.painted.connect(self.clock.on_painted)
        self.network.canvas.cell_selected.connect(self._on_cell_selected)
        self.network.canvas.cell_activated.connect(self._on_cell_activated)
        self.inspector.sources_changed.connect(self.network.canvas.set_sources)
        self.weight_editor.committed.connect(self.changes.edit_weight)
        self.weight_editor.refused.connect(self.tell)
        self.docks.appeared.connect(self._on_dock)
        self.controls.set_breakpoint_source(self.stops.breakpoints)
        self.clock.released.connect(self.training.release)
        self.curve.position_chosen.connect(self.playhead.seek)
        self.prediction.vector_changed.connect(self._on_vector)
        self.validation.set_source(self._validation_source)
        self.validation.failed.connect(self.failed)
        self.settings_panel.reset_requested.connect(self.changes.begin_with)
        self.settings_panel.learning_rate_chosen.connect(self.changes.change_learning_rate)
        self.settings_panel.epochs_chosen.connect(self.changes.plan)
        self.appearance.chosen.connect(self._on_appearance)
        self._measure.timeout.connect(self._on_measure)

    @Slot(int)
    def _show_recording(self, position: int) -> None:
        settings = self.session.settings
        self.playhead.show_recording(self.session.recording, position)
        self.network.set_shape(settings.bits, settings.hidden_units)
        self.prediction.set_bits(settings.bits)
        self.remembered.keep_settings(settings)
        self._show_plan()

    @Slot()
    def _show_branches(self) -> None:
        branches, theme = self.session.branches, theme_of(self.palette())
        self.branches.show_branches(branches)
        shown = branches.current
        others = tuple(each for each in branches.members if each.id != shown.id)
        self.curve.set_colour(theme.branch_colour(shown.colour) if others else "")
        self.curve.set_ghosts(
            tuple(
                Ghost(
                    each.recording,
                    branches.parting(each.id),
                    theme.branch_colour(each.colour),
                    each.name,
                )
                for each in others
            )
        )

    @Slot()
    def _show_plan(self) -> None:
        self.curve.set_planned_steps(self.session.planned_steps)
        self._show_settings()
        self._refresh()

    @Slot()
    def _show_settings(self) -> None:
        recording = self.session.recording
        self.settings_panel.show_settings(
            self.session.settings.changed(epochs=self.session.epochs),
            recording.length > 0,
            recording.learning_rate(recording.length),
        )

    @Slot()
    def _refresh(self) -> None:
        """Show where the playhead is, everywhere."""
        if self.playhead.playing:
            self.clock.begin()
        playhead, recording = self.playhead, self.playhead.recording
        moment, settings = playhead.moment(), recording.settings
        draws = recording.observations.draws
        self.network.canvas.show_picture(picture_of(moment, draws, self.view.lens, playhead.phase))
        self.strip.show_moment(
            moment,
            playhead.phase,
            recording.length,
            self.session.planned_steps,
            self.session.epochs,
            settings.observations,
        )
        self.curve.show_recording(recording, playhead.position)
        self._show_prediction()
        self.validation.weights_changed(playhead.position)
        for key in ("inspect", "lesson", "check"):
            if self.docks.in_sight(key):
                self._show_dock(key)
        self._show_title()

    def _show_dock(self, key: str) -> None:
        """Bring a dock up to the moment that is shown; the hidden ones wait."""
        moment = self.playhead.moment()
        if key == "inspect":
            self.inspector.show_moment(
                self.playhead.recording, moment, self.playhead.phase, self.view.lens.key
            )
        elif key == "lesson":
            self.lesson.show_step(moment.step, self.session.settings.task)
        elif key == "check":
            self.check.show_step(moment.step)

    @Slot(str)
    def _on_dock(self, key: str) -> None:
        self._show_dock(key)

    @Slot(object, object)
    def _on_cell_selected(self, symbol: object, index: object) -> None:
        cell: Cell | None = (symbol, index) if symbol else None  # type: ignore[assignment]
        self.inspector.select(cell)
        if cell:
            self.docks.show("inspect")
        if self.docks.in_sight("inspect"):
            self._show_dock("inspect")

    @Slot(object, object)
    def _on_cell_activated(self, symbol: str, index: tuple[int, int]) -> None:
        """Edit a weight; of the other numbers the inspector says what they are made of."""
        if symbol not in ("W1", "W2"):
            self.tell(f"{cell_name(symbol, index)} is computed; only weights can be changed.")
            return
        self.playhead.pause()
        # A weight is edited as the whole step leaves it.
        self.playhead.seek(self.playhead.position)
        moment = self.playhead.moment()
        value = float((moment.W1 if symbol == "W1" else moment.W2)[index])
        rect = self.network.canvas.rect_of((symbol, index))
        self.weight_editor.begin(symbol, index, value, rect)

    @Slot()
    def _show_title(self) -> None:
        """Name the step in the task bar too, but not with every frame."""
        now = perf_counter()
        if self.playhead.playing and now - self._titled_at < TITLE_SECONDS:
            return
        self._titled_at = now
        position, planned = self.playhead.position, self.session.planned_steps
        name = f"{self.files.path.name}: " if self.files.path else ""
        epoch = -(-position // self.session.settings.observations)
        self.setWindowTitle(f"{name}Step {position:,} of {planned:,}, epoch {epoch:,}")

    def _show_prediction(self) -> None:
        moment, task = self.playhead.moment(), self.session.settings.task
        vector = self.prediction.vector
        self.prediction.show_prediction(predict(moment.W1, moment.W2, vector, task))

    @Slot(object)
    def _on_vector(self, vector: object) -> None:
        self._show_prediction()

    def _validation_source(self) -> tuple[Settings, Array, Array, int]:
        moment = self.playhead.moment()
        return self.session.settings, moment.W1, moment.W2, moment.position

    @Slot(bool)
    def _on_playing(self, playing: bool) -> None:
        self.actions_by_key.show_playing(playing)
        if playing:
            self._measured_from = perf_counter(), self.playhead.position
            self._measure.start()
        else:
            self._measure.stop()
            self.speed.show_chosen()
            self._show_settings()

    @Slot()
    def _on_measure(self) -> None:
        began, position = self._measured_from
        now = perf_counter()
        if self.playhead.pace == inf:
            self.speed.show_measured(abs(self.playhead.position - position) / (now - began))
        self._measured_from = now, self.playhead.position

    @Slot(str)
    def _on_stopped(self, reason: str) -> None:
        if reason:
            self.tell(reason, lasting=True)
        elif self.playhead.position == self.session.planned_steps:
            self.tell(f"All {self.session.epochs:,} epochs are done. Play goes on for more.")

    @Slot(str)
    def tell(self, text: str, lasting: bool = False) -> None:
        """Say something in the status bar, for ten seconds or until something else is said."""
        self.statusBar().showMessage(text, 0 if lasting else 10_000)

    @Slot(object)
    def open_session(self, path: Path) -> None:
        """Open a session's file."""
        self.files.open_path(path)

    @Slot()
    def export_curve(self) -> None:
        """Write the loss curve as a picture."""
        self.files.write_picture("Export the loss curve", self.curve.plot)

    @Slot()
    def export_network(self) -> None:
        """Write the picture of the network."""
        self.files.write_picture("Export the picture of the network", self.network.canvas)

    @Slot()
    def export_path(self) -> None:
        """Write the path of the selected weight as a picture."""
        if self.inspector.path.isHidden():
            self.tell("Select a weight first: its path is shown in the inspector.")
            return
        self.files.write_picture("Export the path of the weight", self.inspector.path)

    @Slot()
    def export_frames(self) -> None:
        """Write pictures of the network along the run into a folder."""
        folder = QFileDialog.getExistingDirectory(self, "A folder for the frames")
        if folder:
            self.playhead.when_still(lambda: self.frames.start(Path(folder)))

    @Slot()
    def type_vector(self) -> None:
        """Go to the field where a vector can be typed."""
        self.docks.show("try")
        self.prediction.edit_text()

    @Slot()
    def random_vector(self) -> None:
        """Try a vector drawn at random."""
        self.docks.show("try")
        self.prediction.draw_vector()

    @Slot()
    def copy_answer(self) -> None:
        """Copy the answer to the vector as text."""
        self.prediction.copy()
        self.tell("The answer was copied.")

    @Slot(str)
    def _on_appearance(self, name: str) -> None:
        self.remembered.keep_text("appearance", name)
        self.appearance_chosen.emit(name)

    @Slot()
    def quit(self) -> None:
        """Close the window."""
        self.close()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event.mimeData())
        if path:
            event.acceptProposedAction()
            self.open_session(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.may_leave():
            event.ignore()
            return
        self.files.end()
        self.frames.cancel()
        self.recovery.end()
        self.remembered.keep_window(self, self._splitter)
        self.remembered.keep_pace(self.speed.pace)
        self.validation.end()
        self.training.close()
        super().closeEvent(event)


def _dropped(data: QMimeData) -> Path | None:
    """The one local file that is dropped."""
    files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return Path(files[0]) if len(files) == 1 else None
