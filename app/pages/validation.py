"""The notebook's validation: three challenges and the proportion of flawless answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.kept.background import LatestJob
from app.pages.asked import Asked
from app.pages.challenges import Challenges
from app.pages.prediction import INSET, MARGIN
from app.widgets.flow import Flow
from app.widgets.theme import MUTED, tabular
from app.widgets.whole_number_box import WholeNumberBox
from nn.answers.shares import Shares, percent
from nn.answers.truth_table import Questions, count_right
from nn.answers.validation import Validation, validate
from nn.core.progress import Progress
from nn.run.report import closing

MOST_VECTORS = 1_000_000
DEFAULT_VECTORS = 5000
BAR_AFTER_MS = 150
NOTHING_YET = "Not validated yet."


class Verdict(NamedTuple):
    """What came out of a validation.

    Attributes:
        asked: of which network.
        report: the notebook's.
        shares: what was right of the answers to all vectors there are.
    """

    asked: Asked
    report: Validation
    shares: Shares

    @property
    def exactly(self) -> str:
        """The notebook's share as a count, and how many vectors there are to draw from."""
        report = self.report
        return f"{report.flawless:,} of {report.count:,} drawn from {self.there_are:,}"

    @property
    def of_all(self) -> str:
        """What is right of all there are, counted: vectors, bits, and the bits of each output."""
        shares = self.shares
        right = f"{shares.flawless:,} right, {percent(shares.flawless, shares.vectors)}"
        return f"all {self.there_are:,}: {right}\n{shares.of_bits}\n{shares.of_outputs}"

    @property
    def without(self) -> str:
        """The hidden units that were silenced: ", without h3", or ""."""
        return f", {self.asked.without}" if self.asked.silenced else ""

    @property
    def there_are(self) -> int:
        """How many vectors there are."""
        return self.shares.vectors


class ValidationPanel(QWidget):
    """Asks the network about new vectors and reports as the notebook does.

    Signals:
        failed: the traceback of an unforeseen error.
        told: what came out, in words.
    """

    failed = Signal(str)
    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: Callable[[], Asked] | None = None
        self._validating: LatestJob[Verdict] = LatestJob(self)
        self._validating.progressed.connect(self._on_progressed)
        self._validating.finished.connect(self._on_finished)
        self._validating.failed.connect(self._on_failed)
        self._verdict: Verdict | None = None
        # What is shown in place of the network that the verdict is about; "" while that is shown.
        self._instead = ""
        self.count = WholeNumberBox(1, MOST_VECTORS)
        self.count.setValue(DEFAULT_VECTORS)
        self.count.setAccessibleName("Number of new vectors")
        self.count.setToolTip(f"How many new vectors, 1 to {MOST_VECTORS:,}")
        self.button = QPushButton("Validate on")
        self.button.setAutoDefault(False)
        self.button.setAccessibleName("Validate on new vectors")
        self.button.setToolTip(
            "Let the network answer new vectors, drawn after the weights as in the notebook"
        )
        self.button.clicked.connect(self.start)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the validation")
        self.bar.setToolTip("How many of the vectors are answered")
        self.cancel_button = QPushButton("Cancel")
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.setToolTip("Stop validating; the last report stays")
        self.cancel_button.clicked.connect(self.cancel)
        self.share = QLabel()
        large = tabular(self.font(), 1.5)
        large.setWeight(QFont.Weight.DemiBold)
        self.share.setFont(large)
        self.copy_button = QPushButton("Copy report")
        self.copy_button.setAutoDefault(False)
        self.copy_button.setToolTip("Copy the report as text")
        self.copy_button.clicked.connect(self.copy)
        self.note, self.all, self.whose = QLabel(NOTHING_YET), QLabel(), QLabel()
        for label in (self.note, self.all, self.whose):
            label.setForegroundRole(MUTED)
            label.setFont(tabular(self.font()))
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.challenges = Challenges()
        self.challenges.copy_requested.connect(self.copy)
        # A short validation is over before anyone could read a progress bar.
        self._show_bar_later = QTimer(self)
        self._show_bar_later.setSingleShot(True)
        self._show_bar_later.setInterval(BAR_AFTER_MS)
        self._show_bar_later.timeout.connect(self._show_bar)
        self._lay_out()
        self._describe()

    def _lay_out(self) -> None:
        # Asking and waiting share one place, so that nothing moves when a validation begins.
        self._head = QStackedWidget()
        for widgets in (
            (self.button, self.count, QLabel("new vectors")),
            (self.bar, self.cancel_button),
        ):
            page, row = QWidget(), Flow()
            page.setLayout(row)
            row.setContentsMargins(INSET, 0, INSET, 0)
            for widget in widgets:
                row.add(widget, grows=widget is self.bar)
            self._head.addWidget(page)
        result = Flow()
        result.setContentsMargins(INSET, 0, INSET, 0)
        for label in (self.note, self.all, self.whose):
            label.setContentsMargins(INSET, 0, INSET, 0)
        result.add(self.share, grows=True)
        result.add(self.copy_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 8, MARGIN, 10)
        column.setSpacing(2)
        column.addWidget(self._head)
        column.addSpacing(6)
        column.addLayout(result)
        for label in (self.note, self.all, self.whose):
            column.addWidget(label)
        column.addSpacing(2)
        column.addWidget(self.challenges)

    def set_source(self, source: Callable[[], Asked]) -> None:
        """Say where the network comes from that is shown."""
        self._source = source

    @Slot()
    def network_changed(self) -> None:
        """Another network may be shown now: a verdict on others is marked, or gone with its run."""
        if self._verdict is None or self._source is None:
            return
        shown = self._source()
        if shown.run is not self._verdict.asked.run:
            self._verdict, self._instead = None, ""
            self._describe()
            return
        instead = self._shown_instead(shown)
        if instead != self._instead:
            self._instead = instead
            self._describe()

    @Slot()
    def start(self) -> None:
        """Validate with the weights that are shown now."""
        if self._source is None or self._validating.busy:
            return
        asked = self._source()
        W1, W2, settings = asked.W1.copy(), asked.W2.copy(), asked.settings
        asked = replace(asked, W1=W1, W2=W2)
        self.count.interpretText()
        count = self.count.value()
        total = count + 2**settings.bits

        def work(progress: Progress) -> Verdict | None:
            report = validate(settings, W1, W2, count, lambda done, _: progress(done, total))
            if report is None:
                return None
            shares = count_right(
                Questions(settings), W1, W2, lambda done, _: progress(count + done, total)
            )
            return None if shares is None else Verdict(asked, report, shares)

        self.bar.setRange(0, total)
        self.bar.setValue(0)
        self._show_bar_later.start()
        self._validating.begin(work)

    @Slot()
    def cancel(self) -> None:
        """Stop what is under way; the last report stays."""
        if self._validating.busy:
            self._validating.cancel()
            self.cancel_button.setEnabled(False)

    @Slot()
    def copy(self) -> None:
        """Copy the report as text."""
        if self._verdict is not None:
            QGuiApplication.clipboard().setText(self.as_text())

    def as_text(self) -> str:
        """The report in the notebook's words, and the step it is about; empty without one."""
        verdict = self._verdict
        if verdict is None:
            return ""
        where = f"with the weights after step {verdict.asked.position:,}{verdict.without}"
        lines = f"{verdict.exactly}, {where}", verdict.of_all.replace("\N{NO-BREAK SPACE}", " ")
        return "\n".join((*closing(verdict.report), *lines))

    def end(self) -> None:
        """Stop what is under way and wait for it, before the window closes."""
        self._validating.end()
        self._put_bar_away()

    @Slot(int, int)
    def _on_progressed(self, done: int, total: int) -> None:
        self.bar.setValue(done)

    @Slot(object)
    def _on_finished(self, verdict: object) -> None:
        self._put_bar_away()
        if isinstance(verdict, Verdict):
            self._verdict, self._instead = verdict, ""
            self._describe()
            self.network_changed()
            self.told.emit(f"{self.share.text()}, {verdict.exactly}, {verdict.of_all}")

    @Slot(str)
    def _on_failed(self, trace: str) -> None:
        self._put_bar_away()
        self.failed.emit(trace)

    @Slot()
    def _show_bar(self) -> None:
        focused = self.button.hasFocus()
        self._head.setCurrentIndex(1)
        self.cancel_button.setEnabled(True)
        if focused:
            self.cancel_button.setFocus()

    def _put_bar_away(self) -> None:
        self._show_bar_later.stop()
        focused = self.cancel_button.hasFocus()
        self._head.setCurrentIndex(0)
        if focused:
            self.button.setFocus()

    def _shown_instead(self, shown: Asked) -> str:
        assert self._verdict is not None
        asked = self._verdict.asked
        if asked.is_like(shown):
            return ""
        if shown.branch_id != asked.branch_id:
            return f" of “{asked.branch}”; another branch is shown"
        if shown.silenced != asked.silenced:
            return f"; the network now answers {shown.without or 'with all units'}"
        return "; other weights are shown"

    def _describe(self) -> None:
        verdict = self._verdict
        self.copy_button.setEnabled(verdict is not None)
        faded = verdict is None or bool(self._instead)
        if verdict is None:
            self.share.setText("–")
            self.note.setText(NOTHING_YET)
            self.all.clear()
            self.whose.clear()
            self.challenges.show_challenges(())
        else:
            report, asked = verdict.report, verdict.asked
            # Rounded down: 100.0 % is said only when every answer is flawless.
            tenths = 1000 * report.flawless // report.count
            self.share.setText(f"{tenths / 10:.1f} % flawless")
            self.note.setText(verdict.exactly)
            self.all.setText(verdict.of_all)
            self.whose.setText(f"at step {asked.position:,}{verdict.without}{self._instead}")
            self.challenges.show_challenges(report.challenges, faded)
        self.share.setForegroundRole(MUTED if faded else QPalette.ColorRole.WindowText)
