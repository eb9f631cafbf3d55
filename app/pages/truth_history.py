"""Since when each vector is right: searched on demand, with what came out of it in words."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.model.recording_search import RecordingSearch
from app.widgets.bit_text import bits_text
from app.widgets.figures import counted
from app.widgets.flow import Flow
from app.widgets.heading import Quiet
from app.widgets.tick_box import TickBox
from nn.answers.truth_table import Questions
from nn.explain.sight import Sight
from nn.run.learnt import Learnt, Standing
from nn.run.recording import Recording

NOT_SEARCHED = "Since when vectors are right is found out when the run rests."
OF_SILENCED = "Of a network with silenced units nobody kept since when it is right."
TOO_MANY = "So many vectors turned right and wrong again that this is known up to step {:,} only."


class TruthHistory(QWidget):
    """A switch, the progress of the search, and a sentence.

    Signals:
        wanted: whether it is to be shown.
        found: more of a recording is searched.
        failed: the traceback of an unforeseen error.
    """

    wanted = Signal(bool)
    found = Signal()
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recording: Recording | None = None
        self._playing = False
        self.switch = TickBox("since when right")
        self.switch.setToolTip(
            "Find in the recording since when each vector is right, and how often it was forgotten"
        )
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the search in the recording")
        self.cancel = QPushButton("Cancel")
        self.cancel.setAutoDefault(False)
        self.cancel.setToolTip("Search no more")
        self.said = Quiet()
        row = Flow()
        row.add(self.switch)
        row.add(self.bar, grows=True)
        row.add(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.said)
        self._search = RecordingSearch(_learnt, self)
        self.switch.toggled.connect(self._on_switched)
        self.cancel.clicked.connect(self._stop)
        self._search.progressed.connect(self._show_progress)
        self._search.found.connect(self.found)
        self._search.ended.connect(self._hide_progress)
        self._search.failed.connect(self.failed)
        self._hide_progress()
        self.said.setVisible(False)

    @property
    def searching(self) -> bool:
        """Whether the recording is being searched."""
        return self._search.busy

    @property
    def learnt(self) -> Learnt | None:
        """What is known of the recording; None where nothing is, or where nobody asks."""
        if self._recording is None or not self.switch.isChecked():
            return None
        return self._search.known(self._recording)

    def follow(self, recording: Recording, playing: bool) -> None:
        """Search what is new of a recording, as long as nothing is trained."""
        self._recording, self._playing = recording, playing
        self._look()

    def say(self, sight: Sight, questions: Questions, standing: Standing | None) -> None:
        """Say what was learnt last and forgotten most often at a moment, or why that is unknown."""
        learnt = self.learnt
        if sight.silenced:
            told = OF_SILENCED
        elif standing is not None:
            told = history_of(questions, standing)
        elif learnt is not None and learnt.full:
            told = TOO_MANY.format(learnt.searched - 1)
        else:
            told = NOT_SEARCHED
        self.said.setText(told)

    def end(self) -> None:
        """Search no more."""
        self._search.end()

    def _look(self) -> None:
        if self._playing:
            self._search.rest()
        elif self.switch.isChecked() and self._recording is not None:
            self._search.look(self._recording)

    @Slot(bool)
    def _on_switched(self, on: bool) -> None:
        self.said.setVisible(on)
        if on:
            self._look()
        else:
            self._search.rest()
            self._hide_progress()
        self.wanted.emit(on)

    @Slot()
    def _stop(self) -> None:
        self.switch.setChecked(False)

    @Slot(int, int)
    def _show_progress(self, done: int, total: int) -> None:
        if self.switch.isChecked() and done < total:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
            self.bar.setVisible(True)
            self.cancel.setVisible(True)

    @Slot()
    def _hide_progress(self) -> None:
        self.bar.setVisible(False)
        self.cancel.setVisible(False)


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


def _learnt(recording: Recording) -> Learnt:
    return Learnt(Questions(recording.settings))
