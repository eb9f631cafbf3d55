"""The notebook's validation: three challenges and the proportion of flawless answers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.background import Job, Progress
from app.bit_text import bits_text
from app.theme import tabular, theme_of
from nn.draws import Array
from nn.settings import Settings
from nn.validation import Prediction, Validation, validate

MOST_VECTORS = 1_000_000
DEFAULT_VECTORS = 5000
Source = Callable[[], tuple[Settings, Array, Array, int]]


class ValidationPanel(QWidget):
    """Asks the network about new vectors and reports as the notebook does.

    Signals:
        failed: the exception of a validation that broke.
    """

    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: Source | None = None
        self._job: Job[Validation] | None = None
        self._asked_at = self._reported_at = 0
        self._report: Validation | None = None
        self._stale = False
        self.count = QSpinBox()
        self.count.setRange(1, MOST_VECTORS)
        self.count.setValue(DEFAULT_VECTORS)
        self.count.setGroupSeparatorShown(True)
        self.count.setAccessibleName("Number of new vectors")
        self.count.setToolTip(f"How many new vectors, 1 to {MOST_VECTORS:,}")
        self.button = QPushButton("Validate")
        self.button.setAutoDefault(False)
        self.button.setToolTip(
            "Answer new vectors, drawn after the weights as in the notebook  (Ctrl+Return)"
        )
        self.button.clicked.connect(self.start)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addWidget(QLabel("on"))
        row.addWidget(self.count)
        row.addWidget(QLabel("new vectors"))
        row.addStretch(1)
        self.share = QLabel("–")
        large = tabular(self.font(), 1.5)
        large.setWeight(QFont.Weight.DemiBold)
        self.share.setFont(large)
        self.note = QLabel("Not validated yet")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.challenges = QLabel()
        self.challenges.setFont(tabular(self.font()))
        self.challenges.setTextFormat(Qt.TextFormat.RichText)
        self.challenges.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.challenges.setAccessibleName("Challenges")
        self.copy_button = QPushButton("Copy report")
        self.copy_button.setAutoDefault(False)
        self.copy_button.setToolTip("Copy the report as text")
        self.copy_button.clicked.connect(self.copy)
        self.copy_button.setEnabled(False)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the validation")
        self.cancel_button = QPushButton("Cancel")
        self.cancel_button.setToolTip("Stop validating; the last report stays")
        under_way = QWidget()
        bar_row = QHBoxLayout(under_way)
        bar_row.setContentsMargins(0, 0, 0, 0)
        bar_row.addWidget(self.bar, 1)
        bar_row.addWidget(self.cancel_button)
        still = QWidget()
        still_row = QHBoxLayout(still)
        still_row.setContentsMargins(0, 0, 0, 0)
        still_row.addWidget(self.copy_button)
        still_row.addStretch(1)
        # One place for both, so that nothing moves when a validation begins.
        self._foot = QStackedWidget()
        self._foot.addWidget(still)
        self._foot.addWidget(under_way)
        self._foot.setFixedHeight(self.copy_button.sizeHint().height() + 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 4, 14, 10)
        column.setSpacing(6)
        column.addLayout(row)
        for widget in (self.share, self.note, self.challenges, self._foot):
            column.addWidget(widget)
        self._recolour()

    def set_source(self, source: Source) -> None:
        """Say where settings, W1, W2 and the position come from."""
        self._source = source

    def weights_changed(self, position: int) -> None:
        """The weights shown are those of another step: an older report is marked."""
        stale = self._report is not None and position != self._reported_at
        if stale != self._stale:
            self._stale = stale
            self._describe()

    def clear(self) -> None:
        """Forget the report: another run is shown."""
        self.end()
        self._report = None
        self.share.setText("–")
        self.note.setText("Not validated yet")
        self.challenges.clear()
        self.copy_button.setEnabled(False)

    @Slot()
    def start(self) -> None:
        """Validate with the weights that are shown now."""
        if self._source is None or self._job is not None:
            return
        settings, W1, W2, self._asked_at = self._source()
        W1, W2, count = W1.copy(), W2.copy(), self.count.value()

        def work(progress: Progress) -> Validation | None:
            return validate(settings, W1, W2, count, lambda done: progress(done, count))

        self._job = Job(work, self)
        self._job.progressed.connect(self._on_progress)
        self._job.finished.connect(self._on_finished)
        self._job.failed.connect(self._on_failed)
        self.cancel_button.clicked.connect(self._job.cancel)
        self.bar.setRange(0, count)
        self.bar.setValue(0)
        self._foot.setCurrentIndex(1)
        self.button.setEnabled(False)
        self._job.start()

    @Slot()
    def copy(self) -> None:
        """Copy the report as text."""
        QGuiApplication.clipboard().setText(self.as_text())

    def as_text(self) -> str:
        """The report in the notebook's words."""
        if self._report is None:
            return ""
        lines = []
        for number, each in enumerate(self._report.challenges, start=1):
            lines += [
                f"Challenge {number}: {each.x}",
                f"Predicted {number}: {each.label}",
                f"Correct   {number}: {each.correct}",
            ]
        lines.append(
            f"Flawless at step {self._reported_at:,}: {self._report.percent}% "
            f"({self._report.flawless:,} of {self._report.count:,})"
        )
        return "\n".join(lines)

    def end(self) -> None:
        """Stop what is under way, before the window closes."""
        if self._job is not None:
            self._job.end()
            self._forget_job()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "share"):
            self._recolour()

    @Slot(int, int)
    def _on_progress(self, done: int, total: int) -> None:
        self.bar.setValue(done)

    @Slot(object)
    def _on_finished(self, report: object) -> None:
        self._forget_job()
        if isinstance(report, Validation):
            self._report, self._reported_at, self._stale = report, self._asked_at, False
            self.copy_button.setEnabled(True)
            self._describe()

    @Slot(object)
    def _on_failed(self, error: object) -> None:
        self._forget_job()
        self.failed.emit(error)

    def _forget_job(self) -> None:
        self._job = None
        self._foot.setCurrentIndex(0)
        self.button.setEnabled(True)

    def _describe(self) -> None:
        report = self._report
        if report is None:
            return
        theme = theme_of(self.palette())
        self.share.setText(f"{report.percent:.1f} % flawless")
        note = f"{report.flawless:,} of {report.count:,} at step {self._reported_at:,}"
        self.note.setText(note + ("  ·  the weights have changed since" if self._stale else ""))
        head = "".join(
            f"<td style='padding-right:14px; color:{theme.muted}'>{name}</td>"
            for name in ("challenge", "predicted", "correct", "")
        )
        rows = "".join(self._row(each, theme.bad) for each in report.challenges)
        self.challenges.setText(f"<table cellspacing='0'><tr>{head}</tr>{rows}</table>")

    def _row(self, each: Prediction, bad: str) -> str:
        marked = "".join(
            f"<span style='color:{bad}'><u>{bit}</u></span>" if wrong else str(bit)
            for bit, wrong in zip(each.label.tolist(), each.wrong.tolist(), strict=True)
        )
        mark = "✓" if each.flawless else f"<span style='color:{bad}'>✗</span>"
        cells = (bits_text(each.x), marked, bits_text(each.correct), mark)
        return "<tr>" + "".join(f"<td style='padding-right:14px'>{c}</td>" for c in cells) + "</tr>"

    def _recolour(self) -> None:
        theme = theme_of(self.palette())
        self.note.setStyleSheet(f"color: {theme.muted}")
        self._describe()
