"""All vectors at once: as a map and as a table, at the moment that is shown."""

from __future__ import annotations

from time import thread_time

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.kept.background import LatestJob
from app.pages.moment_section import MomentSection
from app.pages.truth_filter import TruthFilter
from app.pages.truth_history import TruthHistory
from app.pages.truth_list import TruthList
from app.pages.truth_map import TruthMap
from app.pages.truth_model import TruthModel
from app.widgets.flow import Flow
from app.widgets.heading import Quiet
from app.widgets.theme import tabular
from nn.answers.silence import without_text
from nn.answers.truth_table import Questions, TruthTable, answer_all
from nn.core.arrays import Bits
from nn.core.progress import Progress
from nn.explain.sight import Sight
from nn.files.table_export import Answers
from nn.run.learnt import Learnt, Standing
from nn.run.recording import Recording

SUMS_AT_ONCE = 2**17
"""So many weighted sums of hidden units are made within a few milliseconds; more are made in a
thread of their own."""

FOLLOW_SECONDS = 0.4
"""A map of many cells and a table take a while to be painted, and to be read."""

SHARE_OF_A_CORE, LONGEST_REST = 0.02, 3.0
"""While it trains, what is made in a thread of its own takes no larger share of the time than that,
but is shown at the latest after so many seconds: a machine may have no core to spare."""

Answered = tuple[Sight, TruthTable, Standing | None]
"""What is shown: a moment, the answers, and since when they are right, None if not known."""


class TruthSection(MomentSection):
    """Shows the answers to all vectors there are.

    Signals:
        vector_chosen: the vector of a cell or a row that is to be tried, 0 and 1, shape (n,).
        copy_wanted: the `Answers` of the rows that are shown.
        export_wanted: likewise.
        told: what is wrong with a pattern, or how many vectors fit it.
        failed: the traceback of an unforeseen error.
    """

    follow_seconds = FOLLOW_SECONDS

    vector_chosen = Signal(object)
    copy_wanted = Signal(object)
    export_wanted = Signal(object)
    told = Signal(str)
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recording: Recording | None = None
        self._questions: Questions | None = None
        self._table: TruthTable | None = None
        self._answering: LatestJob[tuple[Answered | None, float]] = LatestJob(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._newer = self._playing = False
        self.vectors, self.bits, self.outputs = QLabel(), QLabel(), Quiet()
        for label in (self.vectors, self.bits, self.outputs):
            label.setFont(tabular(self.font()))
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.map, self.filter, self.history = TruthMap(), TruthFilter(), TruthHistory()
        self.model = TruthModel(self)
        self.list = TruthList(self.model)
        self.counted = Quiet()
        self.copy = QPushButton("Copy")
        self.copy.setToolTip("Copy the rows that are shown, as a table")
        self.export = QPushButton("Export …")
        self.export.setToolTip("Write the rows that are shown as a table (CSV)")
        for button in (self.copy, self.export):
            button.setAutoDefault(False)
        self._lay_out()
        self.map.chosen.connect(self._choose)
        self.list.chosen.connect(self._choose)
        self.filter.changed.connect(self._on_filter)
        self.copy.clicked.connect(lambda: self._hand_out(self.copy_wanted))
        self.export.clicked.connect(lambda: self._hand_out(self.export_wanted))
        self._rest.timeout.connect(self._catch_up)
        self._answering.finished.connect(self._on_answered)
        self._answering.failed.connect(self.failed)
        self.history.wanted.connect(self._on_history)
        self.history.found.connect(self._show_soon)
        self.history.failed.connect(self.failed)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        counts: tuple[QWidget, ...] = (self.vectors, self.bits, self.outputs)
        for widget in (*counts, self.map, self.filter, self.history, self.list):
            column.addWidget(widget)
        taken = Flow()
        taken.add(self.counted, grows=True)
        taken.add(self.copy)
        taken.add(self.export)
        column.addLayout(taken)
        column.addStretch(1)

    @property
    def table(self) -> TruthTable | None:
        """What is shown, None for nothing."""
        return self._table

    def show_run(self, recording: Recording, sight: Sight, playing: bool) -> None:
        """Show a moment of a run.

        Args:
            recording: the run.
            sight: what there is to see.
            playing: whether the next moments follow by themselves; then nothing is searched.
        """
        before, self._recording = self._recording, recording
        if before is None or recording.settings != before.settings:
            self._questions = self._table = None
        self._playing = playing
        self.history.follow(recording, playing)
        if not playing and self._rest.isActive():
            self._rest.stop()
            self._catch_up()
        self.show_sight(sight, None)

    def show_tried(self, vector: Bits) -> None:
        """Frame the vector that is tried, 0 and 1, shape (n,)."""
        self.map.show_tried(int("".join(map(str, vector.tolist())) or "0", 2))

    def show_moment(self) -> None:
        recording, sight = self._recording, self._sight
        if recording is None or sight is None:
            return
        if self._questions is None:
            self._questions = Questions(recording.settings)
            self.map.begin(recording.settings.outputs)
            self.filter.begin(self._questions)
        questions, learnt = self._questions, self.history.learnt
        if len(questions) * sight.W1.shape[1] <= SUMS_AT_ONCE:
            self._take(_answers(questions, sight, learnt))
        elif self._answering.busy or self._rest.isActive():
            self._newer = True
        else:

            def work(progress: Progress) -> tuple[Answered | None, float]:
                began = thread_time()
                return _answers(questions, sight, learnt, progress), thread_time() - began

            self._answering.begin(work)

    def end(self) -> None:
        """Stop what is under way, before the window closes."""
        self.history.end()
        self._answering.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Qt's own constructor already reports a change of palette.
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "map"):
            self.map.repaint_cells()

    @Slot(object)
    def _on_answered(self, result: tuple[Answered | None, float]) -> None:
        answered, seconds = result
        if answered is not None and answered[1].questions is self._questions:
            self._take(answered)
        if self._playing:
            self._rest.start(round(1000 * min(seconds / SHARE_OF_A_CORE, LONGEST_REST)))
        else:
            self._catch_up()

    @Slot()
    def _catch_up(self) -> None:
        if self._newer:
            self._newer = False
            self._show_soon()

    def _take(self, answered: Answered | None) -> None:
        assert answered is not None
        sight, table, standing = answered
        self._table, shares = table, table.shares
        without = f" ({without_text(sight.silenced)})" if sight.silenced else ""
        self.vectors.setText(f"{shares.of_vectors}{without}")
        self.bits.setText(shares.of_bits)
        self.outputs.setText(shares.of_outputs)
        others = self.model.table is None or self.model.table.questions is not table.questions
        self.model.show(table, standing)
        if others:
            self._filter()
        self.history.say(sight, table.questions, standing)
        self.map.show_table(table)
        self._count()

    def _filter(self) -> None:
        wanted = self.filter.wanted()
        # Until other vectors are answered, the rows are still those of the ones before.
        if self._table is not None:
            self.model.want(wanted, self.filter.only_wrong.isChecked())
            self._count()

    @Slot()
    def _on_filter(self) -> None:
        self._filter()
        self.told.emit(self.filter.problem.text() or self.counted.text())

    @Slot(bool)
    def _on_history(self, wanted: bool) -> None:
        self.model.show_standing(wanted)
        self._show_soon()

    def _count(self) -> None:
        if self._questions is not None:
            self.counted.setText(f"{len(self.model.rows):,} of {len(self._questions):,} vectors")

    def _hand_out(self, wanted: SignalInstance) -> None:
        """Let the rows that are shown be taken elsewhere."""
        if self._table is not None:
            wanted.emit(Answers(self._table, self.model.rows, self.model.standing))

    @Slot(int)
    def _choose(self, number: int) -> None:
        if self._table is not None:
            self.vector_chosen.emit(self._table.questions.vectors[number].copy())


def _answers(
    questions: Questions, sight: Sight, learnt: Learnt | None, progress: Progress | None = None
) -> Answered | None:
    """What is to be shown of a moment, counted already; None if it was cancelled."""
    table = answer_all(questions, sight.W1, sight.W2, progress)
    if table is None:
        return None
    standing = None if learnt is None else learnt.standing(sight.updates)
    _ = table.shares
    # Of other weights than the recording's own nothing is known.
    if standing is not None and not standing.fits(table.wrong_bits == 0):
        standing = None
    return sight, table, standing
