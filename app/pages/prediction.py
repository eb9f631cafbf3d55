"""Try a vector: enter bits, see the network's answer, live while it learns."""

from __future__ import annotations

import random

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.pages.bit_toggles import BitToggles
from app.pages.output_bars import OutputBars, rows_text
from app.widgets.bit_text import BitTextError, bits_text, parse_bits
from app.widgets.entry_line import EntryLine, room_for
from app.widgets.flow import Flow
from app.widgets.heading import Heading
from app.widgets.roomy_label import RoomyLabel
from app.widgets.theme import BAD, MUTED, tabular
from nn.answers.validation import Prediction

FIRST_VECTOR = "01110"
"""A vector to begin with that is not all alike."""

USUAL_PROBLEM = "“01120” has a 2 at place 4:\nuse only 0 and 1."
"""What is said of a text, in the two lines that the rarest and longest of it may take."""

SHOW, LEAVE = "Show in the picture", "Leave the picture"

MARGIN, INSET = 10, 4
"""Toggles and bars keep `INSET` pixels for their focus ring; everything else is moved in by it."""


class PredictionPanel(QWidget):
    """Bits go in, the answer that the owner computes is shown.

    Signals:
        vector_changed: a person chose another vector, 0 and 1, shape (n,).
        picture_wanted: it is to be seen in the picture, or no longer.
        told: what is wrong with a text, or what the answer to another vector is.
    """

    vector_changed = Signal(object)
    picture_wanted = Signal()
    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vector: NDArray[np.int64] = np.zeros(0, np.int64)
        self._prediction: Prediction | None = None
        self._outcome = self._summary = ""
        self._asked = False
        self.title = Heading("Try a vector")
        self.toggles = BitToggles()
        self.toggles.edited.connect(self.try_vector)
        self.text = EntryLine()
        self.text.setFont(tabular(self.font()))
        self.text.setAccessibleName("Bit vector")
        self.text.setToolTip("Type or paste bits: 01110, 0 1 1 1 0, 0,1,1,1,0 or [0 1 1 1 0]  (V)")
        self.text.textEdited.connect(self._on_text)
        self.text.editingFinished.connect(self._on_editing_finished)
        self.text.abandoned.connect(self._restore_text)
        self.random = QPushButton("Random vector")
        self.random.setToolTip("Draw another vector at random  (N)")
        self.random.setAutoDefault(False)
        self.random.clicked.connect(self.draw_vector)
        self.in_picture = QPushButton(SHOW)
        self.in_picture.setToolTip("Send the vector through the picture of the network  (T)")
        self.in_picture.setCheckable(True)
        self.in_picture.setAutoDefault(False)
        self.in_picture.clicked.connect(self._on_picture_wanted)
        self.problem = RoomyLabel((USUAL_PROBLEM,))
        self.problem.setForegroundRole(BAD)
        self.bars = OutputBars()
        self.bars.copy_requested.connect(self.copy)
        self.summary = QLabel()
        strong = tabular(self.font(), 1.1)
        strong.setWeight(QFont.Weight.DemiBold)
        self.summary.setFont(strong)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setMinimumWidth(1)
        self._lay_out()

    def _lay_out(self) -> None:
        row = Flow()
        row.setContentsMargins(INSET, 0, INSET, 0)
        row.add(self.text, grows=True)
        row.add(self.random)
        row.add(self.in_picture)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 12, MARGIN, 4)
        column.setSpacing(6)
        for label in (self.title, self.problem, self.summary):
            label.setContentsMargins(INSET, 0, INSET, 0)
        column.addWidget(self.title)
        column.addWidget(self.toggles)
        column.addLayout(row)
        column.addWidget(self.problem)
        column.addWidget(self.bars)
        column.addWidget(self.summary)

    @property
    def vector(self) -> NDArray[np.int64]:
        """The vector that is tried, 0 and 1, shape (n,)."""
        return self._vector

    def set_bits(self, bits: int) -> None:
        """Make room for vectors of another size; the first bits are kept.

        The owner asked for it, and so `vector_changed` is not emitted.
        """
        if bits == len(self._vector):
            return
        kept = bits_text(self._vector)[:bits]
        vector = parse_bits((kept or FIRST_VECTOR[:bits]).ljust(bits, "0"), bits)
        self.toggles.set_bits(bits)
        self.text.setMinimumWidth(room_for(self.text, "0" * bits))
        self._show_vector(vector)

    def show_prediction(self, prediction: Prediction, without: str = "") -> None:
        """Show the network's answer to `vector`, perhaps "without h3"."""
        self._prediction = prediction
        asked, self._asked = self._asked, False
        self.bars.show_prediction(prediction)
        names = [f"y{index + 1}" for index in np.flatnonzero(prediction.wrong).tolist()]
        if not names:
            summary = "✓ flawless"
        else:
            bits = "bit" if len(names) == 1 else "bits"
            summary = f"✗ {len(names)} wrong {bits}: {', '.join(names)}"
        if without:
            summary += f" ({without})"
        if summary != self._outcome:
            self._outcome = summary
            self._show_summary()
        if asked:
            answer = bits_text(prediction.label)
            self.told.emit(f"{bits_text(prediction.x)}: answered {answer}, {summary[2:]}")

    def show_in_picture(self, shown: bool) -> None:
        """Say whether the vector is seen in the picture."""
        self.in_picture.setChecked(shown)
        self.in_picture.setText(LEAVE if shown else SHOW)

    def as_text(self) -> str:
        """The vector and the answer as text to copy; empty before there is an answer."""
        prediction = self._prediction
        if prediction is None:
            return ""
        return "\n".join(
            (
                f"Vector     {bits_text(prediction.x)}",
                f"Predicted  {bits_text(prediction.label)}",
                f"Correct    {bits_text(prediction.correct)}",
                rows_text(self.bars.rows),
                self._outcome,
            )
        )

    @Slot()
    def copy(self) -> None:
        """Copy the answer as text."""
        QGuiApplication.clipboard().setText(self.as_text())

    def edit_text(self) -> None:
        """Go to the text field."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()

    @Slot()
    def draw_vector(self) -> None:
        """Draw another vector: any but the one that is shown."""
        bits = len(self._vector)
        if bits:
            turned = format(random.randrange(1, 2**bits), f"0{bits}b")
            self.try_vector(self._vector ^ parse_bits(turned, bits))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_summary()

    @Slot(object)
    def try_vector(self, vector: NDArray[np.int64]) -> None:
        """Try another vector, 0 and 1, of the shape of `vector`."""
        self._show_vector(vector)
        self._emit(vector)

    def _emit(self, vector: NDArray[np.int64]) -> None:
        self._asked = True
        self.vector_changed.emit(vector)

    def _show_vector(self, vector: NDArray[np.int64]) -> None:
        self._vector = vector
        self.toggles.show_vector(vector)
        self._restore_text()

    @Slot()
    def _restore_text(self) -> None:
        self.text.setText(bits_text(self._vector))
        self._explain("")

    def _explain(self, problem: str) -> None:
        """Say what is wrong with the text; the answer is then that to the vector before it."""
        self.problem.setText(problem)
        self.text.setAccessibleDescription(problem)
        self.bars.set_faded(bool(problem))
        self.told.emit(problem)
        self._show_summary()

    def _show_summary(self) -> None:
        former = bool(self.problem.text())
        self._summary = self._outcome
        if former and self._outcome:
            self._summary = f"answer to {bits_text(self._vector)}: {self._outcome}"
        room = self.width() - 2 * (MARGIN + INSET)
        metrics = self.summary.fontMetrics()
        self.summary.setText(metrics.elidedText(self._summary, Qt.TextElideMode.ElideRight, room))
        self.summary.setAccessibleName(self._summary)
        self.summary.setToolTip(self._summary)
        flawed = self._outcome.startswith("✗")
        self.summary.setForegroundRole(
            MUTED if former else BAD if flawed else QPalette.ColorRole.WindowText
        )

    @Slot(str)
    def _on_text(self, text: str) -> None:
        try:
            vector = parse_bits(text, len(self._vector))
        except BitTextError as error:
            self._explain(str(error))
            return
        self._explain("")
        if not np.array_equal(vector, self._vector):
            self._vector = vector
            self.toggles.show_vector(vector)
            self._emit(vector)

    @Slot(bool)
    def _on_picture_wanted(self, checked: bool) -> None:
        # It is down while the vector is seen, whoever sees to that.
        self.in_picture.setChecked(not checked)
        self.picture_wanted.emit()

    @Slot()
    def _on_editing_finished(self) -> None:
        if not self.problem.text():
            self._restore_text()
