"""The notebook's validation: three challenges and the proportion of flawless answers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.kept.background import Job
from app.pages.asked import Asked
from app.pages.challenges import Challenges
from app.pages.prediction import INSET, MARGIN
from app.widgets.theme import MUTED, tabular
from app.widgets.whole_number_box import WholeNumberBox
from nn.answers.validation import Validation, validate
from nn.core.arrays import Array
from nn.core.progress import Progress
from nn.core.settings import Settings
from nn.run.report import closing

MOST_VECTORS = 1_000_000
DEFAULT_VECTORS = 5000
BAR_AFTER_MS = 150
NOTHING_YET = "Not validated yet."
Source = Callable[[], tuple[Settings, Array, Array, int]]


class ValidationPanel(QWidget):
    """Asks the network about new vectors and reports as the notebook does.

    Signals:
        failed: the traceback of an unforeseen error.
    """

    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: Source | None = None
        self._job: Job[Validation] | None = None
        self._asking: Asked | None = None
        self._asked: Asked | None = None
        self._report: Validation | None = None
        self._stale = False
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
        self.note = QLabel(NOTHING_YET)
        self.stale = QLabel()
        for label in (self.note, self.stale):
            label.setForegroundRole(MUTED)
            label.setFont(tabular(self.font()))
            label.setTextFormat(Qt.TextFormat.PlainText)
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
            page = QWidget()
            row = QHBoxLayout(page)
            row.setContentsMargins(INSET, 0, INSET, 0)
            row.setSpacing(8)
            for widget in widgets:
                row.addWidget(widget, 1 if widget is self.bar else 0)
            if self.bar not in widgets:
                row.addStretch(1)
            self._head.addWidget(page)
        self._head.setFixedHeight(
            max(self.button.sizeHint().height(), self._head.sizeHint().height())
        )
        result = QHBoxLayout()
        result.setContentsMargins(INSET, 0, INSET, 0)
        for label in (self.note, self.stale):
            label.setContentsMargins(INSET, 0, INSET, 0)
        result.addWidget(self.share, 1)
        result.addWidget(self.copy_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 8, MARGIN, 10)
        column.setSpacing(2)
        column.addWidget(self._head)
        column.addSpacing(6)
        column.addLayout(result)
        column.addWidget(self.note)
        column.addWidget(self.stale)
        column.addSpacing(2)
        column.addWidget(self.challenges)

    def set_source(self, source: Source) -> None:
        """Say where settings, W1, W2 and the position come from."""
        self._source = source

    def weights_changed(self, position: int) -> None:
        """Other weights may be shown now: a report about others is marked."""
        if self._asked is None:
            return
        # Only where the step is the same can the weights be: comparing them is seldom needed.
        stale = position != self._asked.position or (
            self._source is not None and not self._asked.is_about(*self._source())
        )
        if stale != self._stale:
            self._stale = stale
            self._describe()

    @Slot()
    def start(self) -> None:
        """Validate with the weights that are shown now."""
        if self._source is None or self._job is not None:
            return
        settings, W1, W2, position = self._source()
        asking = Asked(settings, W1.copy(), W2.copy(), position)
        self.count.interpretText()
        count = self.count.value()

        def work(progress: Progress) -> Validation | None:
            return validate(settings, asking.W1, asking.W2, count, progress)

        self._asking = asking
        self._job = Job(work, self)
        self._job.progressed.connect(self._on_progressed)
        self._job.finished.connect(self._on_finished)
        self._job.failed.connect(self._on_failed)
        self.bar.setRange(0, count)
        self.bar.setValue(0)
        self._show_bar_later.start()
        self._job.start()

    @Slot()
    def cancel(self) -> None:
        """Stop what is under way; the last report stays."""
        if self._job is not None:
            self._job.cancel()
            self.cancel_button.setEnabled(False)

    @Slot()
    def copy(self) -> None:
        """Copy the report as text."""
        if self._report is not None:
            QGuiApplication.clipboard().setText(self.as_text())

    def as_text(self) -> str:
        """The report in the notebook's words, and the step it is about; empty without one."""
        if self._report is None or self._asked is None:
            return ""
        where = (
            f"{self._exactly(self._report)}, with the weights after step {self._asked.position:,}"
        )
        return "\n".join((*closing(self._report), where))

    def end(self) -> None:
        """Stop what is under way and wait for it, before the window closes."""
        if self._job is not None:
            self._job.end()
            self._forget_job()

    @Slot(int, int)
    def _on_progressed(self, done: int, total: int) -> None:
        self.bar.setValue(done)

    @Slot(object)
    def _on_finished(self, report: object) -> None:
        asking = self._asking
        self._forget_job()
        if isinstance(report, Validation) and asking is not None and self._source is not None:
            self._report, self._asked = report, asking
            self._stale = not asking.is_about(*self._source())
            self._describe()

    @Slot(str)
    def _on_failed(self, trace: str) -> None:
        self._forget_job()
        self.failed.emit(trace)

    @Slot()
    def _show_bar(self) -> None:
        focused = self.button.hasFocus()
        self._head.setCurrentIndex(1)
        self.cancel_button.setEnabled(True)
        if focused:
            self.cancel_button.setFocus()

    def _forget_job(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
        self._job = self._asking = None
        self._show_bar_later.stop()
        focused = self.cancel_button.hasFocus()
        self._head.setCurrentIndex(0)
        if focused:
            self.button.setFocus()

    def _describe(self) -> None:
        report, asked = self._report, self._asked
        self.copy_button.setEnabled(report is not None)
        if report is None or asked is None:
            self.share.setText("–")
            self.note.setText(NOTHING_YET)
            self.stale.clear()
            self.challenges.show_challenges(())
        else:
            # Rounded down: 100.0 % is said only when every answer is flawless.
            tenths = 1000 * report.flawless // report.count
            self.share.setText(f"{tenths / 10:.1f} % flawless")
            self.note.setText(f"{self._exactly(report)} at step {asked.position:,}")
            self.stale.setText("The weights have changed since." if self._stale else "")
            self.challenges.show_challenges(report.challenges)
        faded = self._stale or report is None
        self.share.setForegroundRole(MUTED if faded else QPalette.ColorRole.WindowText)

    @staticmethod
    def _exactly(report: Validation) -> str:
        return f"{report.flawless:,} of {report.count:,}"
