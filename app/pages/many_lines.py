"""Many vectors by hand: lines that are pasted or opened, each checked and answered by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.kept.background import LatestJob
from app.pages.answered_lines import ALL, REFUSED, SHOWN, AnsweredLines
from app.pages.lines_entry import LinesEntry
from app.pages.moment_section import MomentSection
from app.pages.prediction import FIRST_VECTOR
from app.widgets.bit_text import bits_text, parse_bits
from app.widgets.figures import counted
from app.widgets.flow import Flow
from app.widgets.heading import Heading, Quiet
from app.widgets.kept_keys import CHOICE_KEYS, KeptKeys
from app.widgets.roomy_label import RoomyLabel
from nn.answers.by_hand import AnswersByHand, answer_by_hand
from nn.answers.silence import without_text
from nn.core.progress import Progress
from nn.core.settings import Settings
from nn.core.tasks import task_named
from nn.explain.sight import Sight
from nn.files.answers_export import answers_as_text
from nn.files.vector_file import VectorFileError, read_vector_file
from nn.files.vector_lines import VectorLines, quoted, read_lines

FOLLOWED = 256
"""Up to so many vectors are answered at every moment; more of them once the moment stays."""

STILL_MS, REST_MS, UNSEEN_MS = 300, 600, 150
"""How long someone who types has to rest, and a run; and work that is over sooner shows no bar."""

BAR_PARTS = 1000
HINT = "One vector in a line, and if you like what you expect: {x} or {x} → {t}."
LONGEST_TOLD = (
    "100,000 vectors: 50,000 right, 50,000 wrong, 800,000 wrong bits. 100,000 lines refused.\n"
    "In 100,000 lines something else is expected than the task asks for. Line 1 is taken for a "
    "heading: “x1,x2,x3,x4,x5,x6,x7,x8,x9,x10,x11,x12,x1…”."
)
CANCELLED = "Cancelled."


class Found(NamedTuple):
    """Lines with their answers.

    Attributes:
        lines: what was read.
        answers: to their vectors.
        sight: the moment of which the weights are that gave them.
        name: of where they come from, "" for what was typed.
    """

    lines: VectorLines
    answers: AnswersByHand
    sight: Sight
    name: str


class Source(NamedTuple):
    """Where lines come from.

    Attributes:
        text: to be read, or the path of a file.
        name: of it in words, "" for what was typed.
    """

    text: str | Path = ""
    name: str = ""


class ManyLinesSection(MomentSection):
    """Reads lines that are typed, pasted or opened, and answers them at every moment.

    Signals:
        vector_chosen: the vector of a line that is to be tried, 0 and 1, shape (n,).
        file_wanted: a file is to be chosen; `open_path` opens it.
        copy_wanted: what makes a text for the clipboard, as that of `export_wanted` does.
        export_wanted: a title, the name of a file, and what makes its text; it takes a `Progress`
            and returns None where that says to stop.
        told: what came out, once lines are read that were typed or opened; a line.
        failed: the traceback of an unforeseen error.
    """

    vector_chosen = Signal(object)
    file_wanted = Signal()
    copy_wanted = Signal(object)
    export_wanted = Signal(str, str, object)
    told = Signal(str)
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings: Settings | None = None
        self._source = Source()
        self._found: Found | None = None
        self._answering: LatestJob[Found | VectorFileError] = LatestJob(self)
        self._reading = False
        self.hint = Quiet()
        self.entry = LinesEntry()
        self.entry.setAccessibleName("Vectors, one in a line")
        self.open_button = QPushButton("Open a file …")
        self.open_button.setToolTip("Read vectors from a text or a CSV file, one in a line")
        self.clear_button = QPushButton("Clear")
        self.clear_button.setToolTip("Forget the lines")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, BAR_PARTS)
        self.bar.setAccessibleName("Progress of the lines")
        self.cancel_button = QPushButton("Cancel")
        self.cancel_button.setToolTip("Stop reading and answering")
        self.summary = Heading("")
        self.details = RoomyLabel((LONGEST_TOLD,))
        self.shown = QComboBox()
        self.shown.addItems(list(SHOWN))
        self.shown.setAccessibleName("Which lines are shown")
        self.shown.setToolTip("Which lines are shown")
        KeptKeys(self.shown, CHOICE_KEYS)
        self.copy_button = QPushButton("Copy")
        self.copy_button.setToolTip("Copy all lines with their answers as text")
        self.export_button = QPushButton("Export …")
        self.export_button.setToolTip("Write all lines with their answers as a CSV file")
        self.table = AnsweredLines()
        for button in self._buttons():
            button.setAutoDefault(False)
        self._typed_last = self._timer(STILL_MS, self._on_still)
        self._moved_last = self._timer(REST_MS, self._answer_anew)
        self._show_bar_later = self._timer(UNSEEN_MS, self._show_bar)
        self._lay_out()
        self._connect()
        self._show_found()

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (
            self.open_button,
            self.clear_button,
            self.cancel_button,
            self.copy_button,
            self.export_button,
        )

    def _timer(self, milliseconds: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    def _lay_out(self) -> None:
        # Asking and waiting share one place, so that nothing moves when the work begins.
        self._head = QStackedWidget()
        for widgets in ((self.open_button, self.clear_button), (self.bar, self.cancel_button)):
            page, flow = QWidget(), Flow()
            page.setLayout(flow)
            for widget in widgets:
                flow.add(widget, grows=widget is self.bar)
            self._head.addWidget(page)
        results = Flow()
        results.add(self.shown, grows=True)
        results.add(self.copy_button)
        results.add(self.export_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 10)
        column.setSpacing(6)
        column.addWidget(self.hint)
        column.addWidget(self.entry)
        column.addWidget(self._head)
        column.addWidget(self.summary)
        column.addWidget(self.details)
        column.addLayout(results)
        column.addWidget(self.table)
        column.addStretch(1)

    def _connect(self) -> None:
        self.entry.textChanged.connect(self._typed_last.start)
        self.entry.pasted.connect(self._on_pasted)
        self.entry.dropped.connect(self.open_path)
        self.open_button.clicked.connect(self.file_wanted)
        self.clear_button.clicked.connect(self._on_clear)
        self.cancel_button.clicked.connect(self._answering.cancel)
        self.shown.currentIndexChanged.connect(self._on_shown)
        self.copy_button.clicked.connect(self._on_copy)
        self.export_button.clicked.connect(self._on_export)
        self.table.copy_wanted.connect(self._on_copy)
        self.table.chosen.connect(self._on_chosen)
        self._answering.progressed.connect(self._on_progressed)
        self._answering.finished.connect(self._on_finished)
        self._answering.failed.connect(self._on_failed)

    @property
    def found(self) -> Found | None:
        """What is shown."""
        return self._found

    def show_run(self, sight: Sight, settings: Settings) -> None:
        """Show a moment of a run.

        Args:
            sight: what there is to see; its weights answer.
            settings: of the run; other sizes, or another task, are other lines.
        """
        before, self._settings = self._settings, settings
        if before is None or (before.sizes, before.task) != (settings.sizes, settings.task):
            self._sight, self._found = sight, None
            self._give_examples(settings)
            self._begin(read=True)
        self.show_sight(sight, None)

    def _give_examples(self, settings: Settings) -> None:
        x = (FIRST_VECTOR * settings.bits)[: settings.bits]
        t = bits_text(task_named(settings.task).targets(parse_bits(x, settings.bits)))
        self.hint.setText(HINT.format(x=x, t=t))
        self.entry.setPlaceholderText(f"{x}\n{x},{t}\n{x} → {t}")

    def show_moment(self) -> None:
        found, sight, settings = self._found, self._sight, self._settings
        if found is None or sight is None or settings is None or found.sight is sight:
            return
        if len(found.lines) <= FOLLOWED:
            answers = _answered(sight, settings, found.lines)
            assert answers is not None
            self._found = found._replace(answers=answers, sight=sight)
        else:
            self._moved_last.start()
        self._show_found()

    @Slot(object)
    def open_path(self, path: Path) -> None:
        """Read the lines of a file in place of those that are typed."""
        self._read(Source(path, quoted(path.name)))

    def end(self) -> None:
        """Stop what is under way and wait for it, before the window closes."""
        for timer in (self._typed_last, self._moved_last):
            timer.stop()
        self._answering.end()
        self._put_bar_away()

    @Slot()
    def _on_still(self) -> None:
        self._source = Source(self.entry.toPlainText())
        self._begin(read=True)

    @Slot(str)
    def _on_pasted(self, text: str) -> None:
        self._read(Source(text, "Pasted text"))

    @Slot()
    def _on_clear(self) -> None:
        self._read(Source())

    def _read(self, source: Source) -> None:
        """Read lines in place of those that are typed, which are gone."""
        self._typed_last.stop()
        self.entry.show_text("")
        self._source = source
        self._begin(read=True)

    @Slot()
    def _answer_anew(self) -> None:
        if self.isVisible():
            self._begin(read=False)

    def _begin(self, read: bool) -> None:
        """Read and answer, or only answer: in place of what is under way, which read in vain."""
        self._reading = read or (self._answering.busy and self._reading)
        sight, settings, source = self._sight, self._settings, self._source
        if sight is None or settings is None:
            return
        known = None if self._reading or self._found is None else self._found.lines
        if known is None and source.text == "":
            self._answering.cancel()
            self._reading, self._found = False, None
            self._show_found()
            return
        self.bar.setValue(0)
        self._show_bar_later.start()
        self._answering.begin(lambda progress: _work(source, known, sight, settings, progress))

    @Slot(int, int)
    def _on_progressed(self, done: int, total: int) -> None:
        self.bar.setValue(round(BAR_PARTS * done / max(total, 1)))

    @Slot(object)
    def _on_finished(self, result: object) -> None:
        self._put_bar_away()
        if isinstance(result, Found):
            self._found = result
            self._show_found()
            if self._reading:
                self.told.emit(f"{self.summary.text()}. {self.details.text()}")
            # Meanwhile the run may have gone on.
            self._show_soon()
        elif self._reading:
            self._found = None
            self._show_found(str(result) if isinstance(result, VectorFileError) else CANCELLED)
            self.told.emit(self.summary.text())

    @Slot(str)
    def _on_failed(self, trace: str) -> None:
        self._put_bar_away()
        self.failed.emit(trace)

    @Slot()
    def _show_bar(self) -> None:
        focused = any(each.hasFocus() for each in (self.open_button, self.clear_button))
        self._head.setCurrentIndex(1)
        if focused:
            self.cancel_button.setFocus()

    def _put_bar_away(self) -> None:
        self._show_bar_later.stop()
        focused = self.cancel_button.hasFocus()
        self._head.setCurrentIndex(0)
        if focused:
            self.open_button.setFocus()

    @Slot()
    def _on_shown(self) -> None:
        self._show_found()

    def _show_found(self, problem: str = "") -> None:
        found = self._found
        for each in (self.shown, self.copy_button, self.export_button):
            each.setEnabled(found is not None)
        if found is None:
            self.entry.mark(())
            self.summary.setText(problem)
            self.details.setText("")
            self.table.show_lines(None, None)
            self.table.hide()
            return
        lines, answers, sight, name = found
        self.table.show_lines(lines, answers, self.shown.currentText())
        self.entry.mark([] if name else [each.line for each in lines.problems])
        counts = self.table.counts
        self.table.setVisible(counts[ALL] > 0)
        self.summary.setText(
            f"{int(answers.right.sum()):,} of {counted(len(lines), 'vector')} right"
        )
        stale = "" if sight is self._sight else ", not those that are shown"
        step = f"with the weights after step {sight.updates:,}{stale}"
        first = ", ".join(filter(None, (name, step, without_text(sight.silenced))))
        told = [f"{first[0].upper()}{first[1:]}."]
        wrong = int(answers.wrong_bits.sum())
        if wrong:
            told.append(f"{counted(wrong, 'wrong bit')}.")
        if counts[REFUSED]:
            told.append(f"{counted(counts[REFUSED], 'line')} refused.")
        odd = int(answers.odd.sum())
        if odd:
            told.append(
                f"In {counted(odd, 'line')} something else is expected than the task asks for."
            )
        self.details.setText(" ".join([*told, *lines.notes]))

    @Slot(int)
    def _on_chosen(self, row: int) -> None:
        vector = self.table.vector(row)
        if vector is not None:
            self.vector_chosen.emit(vector)
        elif not self._source.name:
            self.entry.go_to(self.table.line(row))

    @Slot()
    def _on_copy(self) -> None:
        found = self._found
        if found is not None:

            def make(progress: Progress) -> str | None:
                return answers_as_text(found.lines, found.answers, "\t", progress)

            self.copy_wanted.emit(make)

    @Slot()
    def _on_export(self) -> None:
        found = self._found
        if found is not None:

            def make(progress: Progress) -> str | None:
                return answers_as_text(found.lines, found.answers, ",", progress)

            self.export_wanted.emit("Export the lines and their answers", "answers.csv", make)


def _work(
    source: Source,
    known: VectorLines | None,
    sight: Sight,
    settings: Settings,
    progress: Progress,
) -> Found | VectorFileError | None:
    """Read lines, unless they are known, and answer them; each takes half of the progress."""
    n, _, m = settings.sizes

    def first_half(done: int, total: int) -> bool:
        return progress(done, 2 * total)

    def second_half(done: int, total: int) -> bool:
        return progress(total + done, 2 * total)

    lines = known
    if lines is None:
        try:
            if isinstance(source.text, Path):
                lines = read_vector_file(source.text, n, m, first_half)
            else:
                lines = read_lines(source.text, n, m, first_half)
        except VectorFileError as error:
            return VectorFileError(f"{source.name} was not read: {error}")
    answers = None if lines is None else _answered(sight, settings, lines, second_half)
    return None if lines is None or answers is None else Found(lines, answers, sight, source.name)


def _answered(
    sight: Sight, settings: Settings, lines: VectorLines, progress: Progress | None = None
) -> AnswersByHand | None:
    return answer_by_hand(
        sight.W1,
        sight.W2,
        lines.vectors,
        lines.expected,
        lines.given,
        settings.task,
        progress,
    )
