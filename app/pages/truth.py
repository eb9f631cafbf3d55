"""All vectors at once: as a map and as a table, at the moment that is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.kept.background import Job
from app.model.recording_search import RecordingSearch
from app.pages.moment_section import MomentSection
from app.pages.truth_grid import TruthGrid
from app.pages.truth_list import TruthList
from app.pages.truth_model import TruthModel, matching
from app.pages.truth_views import told_of, view_names, view_of
from app.widgets.bit_text import BitTextError, bits_text, parse_pattern
from app.widgets.entry_line import EntryLine
from app.widgets.figures import counted
from app.widgets.flow import Flow
from app.widgets.heading import Quiet
from app.widgets.roomy_label import RoomyLabel
from app.widgets.theme import BAD, tabular, theme_of
from app.widgets.tick_box import TickBox
from nn.answers.silence import without_text
from nn.answers.truth_table import Questions, TruthTable, answer_all
from nn.core.arrays import Bits
from nn.core.progress import Progress
from nn.core.settings import Settings
from nn.explain.sight import Sight
from nn.files.table_export import Answers
from nn.run.learnt import Learnt, Standing
from nn.run.recording import Recording

SUMS_AT_ONCE = 2**17
"""So many weighted sums of hidden units are made within a few milliseconds; more are made in a
thread of their own."""

FOLLOW_SECONDS = 0.25
"""A map of many cells and a table take a while to be painted, and to be read."""

LONGEST_POINTED = (
    "0101010101010101 → 1010101010101010  ✗ wrong in y10, y11, y12, y13; loss 0.000123456"
)
"""What is said of a vector; where more bits are wrong the room grows."""

POINT = "Point at a vector to read it; a click or Enter tries it."


NOT_SEARCHED = "Since when vectors are right is found out when the run rests."
TOO_MANY = "So many vectors turned right and wrong again that this is known up to step {:,} only."


Answered = tuple[TruthTable, Standing | None]
"""What is shown of a moment: the answers, and since when they are right, None if not known."""


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

    told = Signal(str)
    vector_chosen = Signal(object)
    copy_wanted = Signal(object)
    export_wanted = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recording: Recording | None = None
        self._playing = False
        self._questions: Questions | None = None
        self._table: TruthTable | None = None
        self._job: Job[Answered] | None = None
        self._newer = False
        self._tried: int | None = None
        self.vectors, self.bits, self.outputs = QLabel(), QLabel(), Quiet()
        for label in (self.vectors, self.bits, self.outputs):
            label.setFont(tabular(self.font()))
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.shown = QComboBox()
        self.shown.setAccessibleName("What the map of all vectors shows")
        self.shown.setToolTip("What the colours of the map show")
        self.larger, self.smaller = self._zoom_button("+"), self._zoom_button("−")
        self.grid = TruthGrid()
        self.pointed = RoomyLabel((LONGEST_POINTED,))
        self.pointed.setFont(tabular(self.font()))
        self.legend = Quiet()
        self.pattern = EntryLine()
        self.pattern.setFont(tabular(self.font()))
        self.pattern.setAccessibleName("Pattern of the vectors in the table")
        self.pattern.setToolTip("Only vectors that fit, such as 1?0??: ? stands for 0 and for 1")
        self.only_wrong = TickBox("only wrong")
        self.only_wrong.setToolTip("Only vectors with a wrong answer")
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setForegroundRole(BAD)
        self.model = TruthModel(self)
        self.list = TruthList(self.model)
        self.counted = Quiet()
        self.since = TickBox("since when right")
        self.since.setToolTip(
            "Find in the recording since when each vector is right, and how often it was forgotten"
        )
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the search in the recording")
        self.cancel = QPushButton("Cancel")
        self.cancel.setAutoDefault(False)
        self.cancel.setToolTip("Search no more")
        self.history = Quiet()
        self.copy = QPushButton("Copy")
        self.copy.setToolTip("Copy the rows that are shown, as a table")
        self.export = QPushButton("Export …")
        self.export.setToolTip("Write the rows that are shown as a table (CSV)")
        for button in (self.copy, self.export):
            button.setAutoDefault(False)
        self._search = RecordingSearch(_learnt, self)
        self._lay_out()
        self.shown.currentIndexChanged.connect(self._paint)
        self.larger.clicked.connect(self.grid.enlarge)
        self.smaller.clicked.connect(self.grid.reduce)
        self.grid.enlargeable.connect(self._offer_zoom)
        self.grid.pointed.connect(self.pointed.setText)
        self.grid.chosen.connect(self._choose)
        self.list.chosen.connect(self._choose)
        self.pattern.textEdited.connect(self._on_filter)
        self.pattern.abandoned.connect(self._clear_pattern)
        self.only_wrong.toggled.connect(self._on_filter)
        self.copy.clicked.connect(lambda: self._hand_out(self.copy_wanted))
        self.export.clicked.connect(lambda: self._hand_out(self.export_wanted))
        self.since.toggled.connect(self._on_since)
        self.cancel.clicked.connect(self._stop_searching)
        self._search.progressed.connect(self._show_progress)
        self._search.found.connect(self._show_soon)
        self._search.ended.connect(self._hide_progress)
        self._search.failed.connect(self.failed)
        self._offer_zoom(False, False)
        self._hide_progress()
        self.history.setVisible(False)

    def _lay_out(self) -> None:
        looks, filters = Flow(), Flow()
        looks.add(self.shown, grows=True)
        looks.add(self.smaller)
        looks.add(self.larger)
        filters.add(self.pattern, grows=True)
        filters.add(self.only_wrong)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        for part in (self.vectors, self.bits, self.outputs, looks, self.grid):
            column.addLayout(part) if isinstance(part, Flow) else column.addWidget(part)
        column.addWidget(self.legend)
        column.addWidget(self.pointed)
        column.addLayout(filters)
        searching = Flow()
        searching.add(self.since)
        searching.add(self.bar, grows=True)
        searching.add(self.cancel)
        column.addLayout(searching)
        for widget in (self.problem, self.list):
            column.addWidget(widget)
        taken = Flow()
        taken.add(self.counted, grows=True)
        taken.add(self.copy)
        taken.add(self.export)
        column.addLayout(taken)
        column.addWidget(self.history)
        column.addStretch(1)

    @property
    def table(self) -> TruthTable | None:
        """What is shown, None for nothing."""
        return self._table

    @property
    def searching(self) -> bool:
        """Whether the recording is being searched."""
        return self._search.busy

    def show_run(self, recording: Recording, sight: Sight, playing: bool) -> None:
        """Show a moment of a run.

        Args:
            recording: the run.
            sight: what there is to see.
            playing: whether the next moments follow by themselves; then nothing is searched.
        """
        before, self._recording, self._playing = self._recording, recording, playing
        if before is None or recording.settings != before.settings:
            self._questions = self._table = None
        self._look()
        self.show_sight(sight, None)

    def show_tried(self, vector: Bits) -> None:
        """Frame the vector that is tried, 0 and 1, shape (n,)."""
        number = int("".join(map(str, vector.tolist())) or "0", 2)
        if number != self._tried:
            self._tried = number
            self._paint()

    def show_moment(self) -> None:
        recording, sight = self._recording, self._sight
        if recording is None or sight is None:
            return
        if self._questions is None:
            self._begin(recording.settings)
        questions = self._questions
        assert questions is not None
        learnt = self._search.known(recording) if self.since.isChecked() else None
        if len(questions) * sight.W1.shape[1] <= SUMS_AT_ONCE:
            self._take(_answers(questions, sight, learnt))
            return
        if self._job is not None:
            self._newer = True
            return

        self._job = Job(lambda progress: _answers(questions, sight, learnt, progress), self)
        self._job.finished.connect(self._on_answered)
        self._job.failed.connect(self._on_failed)
        self._job.start()

    def end(self) -> None:
        """Stop what is under way, before the window closes."""
        self._search.end()
        if self._job is not None:
            self._job.end()

    def _begin(self, settings: Settings) -> None:
        """Get ready for the vectors of another run."""
        self._questions = Questions(settings)
        before = self.shown.currentIndex()
        names = view_names(settings.outputs)
        self.shown.blockSignals(True)
        self.shown.clear()
        self.shown.addItems(names)
        self.shown.setCurrentIndex(max(0, before) if before < len(names) else 0)
        self.shown.blockSignals(False)
        example = ("1?0??" * settings.bits)[: settings.bits]
        self.pattern.setPlaceholderText(example)
        self.pattern.clear()
        self._filter()
        self.grid.clear()
        self.pointed.setText(POINT)

    @Slot(object)
    def _on_answered(self, answers: Answered | None) -> None:
        self._let_go()
        if answers is not None and answers[0].questions is self._questions:
            self._take(answers)
        if self._newer:
            self._newer = False
            self._show_soon()

    @Slot(str)
    def _on_failed(self, trace: str) -> None:
        self._let_go()
        self.failed.emit(trace)

    def _let_go(self) -> None:
        assert self._job is not None
        self._job.deleteLater()
        self._job = None

    def _take(self, answers: Answered | None) -> None:
        assert answers is not None
        table, standing = answers
        self._table = table
        shares = table.shares
        silenced = self._sight.silenced if self._sight else frozenset[int]()
        without = f" ({without_text(silenced)})" if silenced else ""
        self.vectors.setText(f"{shares.of_vectors}{without}")
        self.vectors.setForegroundRole(QPalette.ColorRole.WindowText)
        self.bits.setText(shares.of_bits)
        self.outputs.setText(shares.of_outputs)
        self.model.show(table, standing)
        self.history.setText(self._told_of_learning(standing))
        self._count()
        self._paint()

    @Slot()
    def _paint(self) -> None:
        table = self._table
        if table is None:
            return
        view = view_of(table, self.shown.currentIndex(), theme_of(self.palette()))
        self.grid.show_painting(table.questions.bits, view.painting, self._name, self._framed)
        rows, columns = self.grid.halves
        self.legend.setText(f"{view.legend} {_axes(rows, columns)}")

    @property
    def _framed(self) -> int | None:
        """The vector that is tried, if it is one of these."""
        table, tried = self._table, self._tried
        return tried if table and tried is not None and tried < len(table.questions) else None

    def _name(self, number: int) -> str:
        return "" if self._table is None else told_of(self._table, number)

    def _filter(self) -> None:
        questions = self._questions
        if questions is None:
            return
        try:
            pattern = parse_pattern(self.pattern.text(), questions.bits)
        except BitTextError as error:
            self._explain(f"{error} The table shows all vectors.")
            wanted = None
        else:
            self._explain("")
            wanted = matching(questions, pattern)
        self.model.want(wanted, self.only_wrong.isChecked())
        self._count()

    @Slot()
    def _on_filter(self) -> None:
        self._filter()
        self.told.emit(self.problem.text() or self.counted.text())

    @Slot()
    def _clear_pattern(self) -> None:
        self.pattern.clear()
        self._filter()

    def _explain(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.pattern.setAccessibleDescription(problem)

    def _count(self) -> None:
        if self._questions is not None:
            self.counted.setText(f"{len(self.model.rows):,} of {len(self._questions):,} vectors")

    def _hand_out(self, wanted: SignalInstance) -> None:
        """Let the rows that are shown be taken elsewhere."""
        if self._table is not None:
            wanted.emit(Answers(self._table, self.model.rows, self.model.standing))

    @Slot(bool)
    def _on_since(self, on: bool) -> None:
        self.model.show_standing(on)
        self.history.setVisible(on)
        if on:
            self._look()
        else:
            self._search.rest()
            self._hide_progress()
        self._show_soon()

    @Slot()
    def _stop_searching(self) -> None:
        self.since.setChecked(False)

    def _look(self) -> None:
        """Search what is new of the recording, as long as nothing is trained."""
        if self._playing:
            self._search.rest()
        elif self.since.isChecked() and self._recording is not None:
            self._search.look(self._recording)

    @Slot(int, int)
    def _show_progress(self, done: int, total: int) -> None:
        if self.since.isChecked() and done < total:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
            self.bar.setVisible(True)
            self.cancel.setVisible(True)

    @Slot()
    def _hide_progress(self) -> None:
        self.bar.setVisible(False)
        self.cancel.setVisible(False)

    def _told_of_learning(self, standing: Standing | None) -> str:
        """What there is to say of what was learnt last and forgotten most often."""
        recording, questions = self._recording, self._questions
        if not self.since.isChecked() or recording is None or questions is None:
            return ""
        learnt = self._search.known(recording)
        if learnt is not None and learnt.full:
            return TOO_MANY.format(learnt.searched - 1)
        return NOT_SEARCHED if standing is None else history_of(questions, standing)

    @Slot(int)
    def _choose(self, number: int) -> None:
        if self._table is not None:
            self.vector_chosen.emit(self._table.questions.vectors[number].copy())

    @Slot(bool, bool)
    def _offer_zoom(self, larger: bool, smaller: bool) -> None:
        self.larger.setEnabled(larger)
        self.smaller.setEnabled(smaller)
        for button in (self.larger, self.smaller):
            button.setVisible(larger or smaller)

    def _zoom_button(self, sign: str) -> QToolButton:
        button = QToolButton()
        button.setText(sign)
        name = "Larger cells" if sign == "+" else "Smaller cells"
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button


def _axes(rows: int, columns: int) -> str:
    """Which bits lead down, and which to the right."""
    right = f"x{rows + 1}" if columns == 1 else f"x{rows + 1} to x{rows + columns}"
    if not rows:
        return f"To the right: {right}."
    down = "x1" if rows == 1 else f"x1 to x{rows}"
    return f"Down: {down}; to the right: {right}."


def history_of(questions: Questions, standing: Standing) -> str:
    """What was learnt last and what was forgotten most often, in words."""
    last, most = standing.last, standing.most_forgotten
    if last is None:
        told = "No vector is right yet."
    else:
        vector = bits_text(questions.vectors[last])
        told = f"Learnt last: {vector}, right since step {standing.since[last]:,}."
    if most is None:
        return f"{told} None was forgotten."
    count = counted(int((standing.forgotten > 0).sum()), "vector")
    return (
        f"{told} Forgotten again: {count}, {bits_text(questions.vectors[most])} most often, "
        f"{counted(int(standing.forgotten[most]), 'time')}."
    )


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
    return table, standing


def _learnt(recording: Recording) -> Learnt:
    return Learnt(Questions(recording.settings))
