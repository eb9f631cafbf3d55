"""What was tried before, with the answer then and now, and the vector along the run."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.model.session import Session
from app.model.tried_before import MOST_PINNED, Trial, TriedBefore
from app.pages.run_stations import RunStations
from app.pages.vector_section import VectorSection
from app.widgets.bit_text import bits_text
from app.widgets.flow import Flow
from app.widgets.heading import Heading, Quiet
from app.widgets.row_model import Column
from app.widgets.row_table import ChoiceTable, keys_of
from nn.answers.silence import without_text
from nn.answers.validation import Prediction, predict_all
from nn.explain.along_the_run import Ends, along_the_run, ends_of
from nn.run.recording import Recording

ROWS = 8
PIN, PINNED, LOOSE = 0, "★", "☆"
NOTHING = "Nothing is tried yet. Whatever you try on this page is noted here, with its answer."
USUAL = (
    "“Then” is the answer of the moment at which it was tried, “now” that of the weights shown. "
    "It is kept until the window closes."
)
TOO_MANY = f"{MOST_PINNED} are pinned, the most there can be: let one go first."


class TrialTable(ChoiceTable):
    """A row for each vector that was tried.

    Signals:
        pin_wanted: the row of one that is to be pinned, or let go.
        forget_wanted: the row of one that is to be forgotten.
    """

    KEYS = keys_of(
        "In the table of what was tried",
        "Try the vector again.",
        {"P": "Pin it on top, or let it go.", "Del": "Forget it."},
    )

    own_keys = ChoiceTable.own_keys | {Qt.Key.Key_P, Qt.Key.Key_Delete}

    pin_wanted = Signal(int)
    forget_wanted = Signal(int)

    @Slot(object, int)
    def _on_keyed(self, key: Qt.Key, row: int) -> None:
        if key == Qt.Key.Key_P:
            self.pin_wanted.emit(row)
        elif key == Qt.Key.Key_Delete:
            self.forget_wanted.emit(row)
        else:
            super()._on_keyed(key, row)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == PIN:
            self.pin_wanted.emit(self.rows.row_at(index))
        else:
            super()._on_clicked(index)


class HistorySection(VectorSection):
    """Shows what was tried, and the vector that is tried now along the run.

    Signals:
        vector_chosen: a vector to try again, 0 and 1, shape (n,).
    """

    vector_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._tried: TriedBefore | None = None
        self._trials: list[Trial] = []
        self._now: list[Prediction] = []
        self._ends: tuple[Recording, Ends] | None = None
        self.heading = Heading("Along the run")
        self.stations = RunStations()
        self.note_button = QPushButton("Note this one")
        self.note_button.setToolTip("Note the vector that is tried, with the answer of this moment")
        self.forget_button = QPushButton("Forget all but ★")
        self.forget_button.setToolTip("Forget everything that is not pinned")
        self.table = TrialTable("What was tried before", ROWS)
        self.table.setToolTip(
            "A click or Enter tries it again; a click on the star or P pins it, Delete forgets it"
        )
        self.told = Quiet(NOTHING)
        row = Flow()
        for button in (self.note_button, self.forget_button):
            button.setAutoDefault(False)
            row.add(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 10)
        column.setSpacing(6)
        column.addWidget(self.heading)
        column.addWidget(self.stations)
        column.addLayout(row)
        column.addWidget(self.table)
        column.addWidget(self.told)
        column.addStretch(1)
        self.table.chosen.connect(self._on_chosen)
        self.table.pin_wanted.connect(self._on_pin)
        self.table.forget_wanted.connect(self._on_forget)
        self.table.copy_wanted.connect(self.table.copy)
        self.note_button.clicked.connect(self._on_note)

    def set_source(self, session: Session, tried: TriedBefore) -> None:
        """Say of which run, and what was tried."""
        self._session, self._tried = session, tried
        tried.changed.connect(self._show_if_seen)
        self.forget_button.clicked.connect(tried.forget_loose)

    @Slot()
    def show_moment(self) -> None:
        sight, session, tried = self._sight, self._session, self._tried
        if sight is None or session is None or tried is None:
            return
        silenced = without_text(sight.silenced)
        told = f"{bits_text(self._vector)} along the run"
        self.heading.setText(", ".join(filter(None, (told, silenced))))
        self.stations.show_stations(
            along_the_run(self._ends_of(session.recording), sight, self._vector, self._task)
        )
        self._trials = tried.trials
        vectors = [each.then.x for each in self._trials]
        self._now = (
            predict_all(sight.W1, sight.W2, np.stack(vectors), self._task) if vectors else []
        )
        self.told.setText(USUAL if vectors else NOTHING)
        self.forget_button.setEnabled(any(not each.pinned for each in self._trials))
        self.table.setVisible(bool(vectors))
        n, m = len(self._vector), session.settings.outputs
        columns = (
            Column("★", self._pin, PINNED, "Pinned on top"),
            Column("vector", lambda row: bits_text(vectors[row]), "0" * n, "What was tried"),
            self._answers("then", [each.then for each in self._trials], m),
            Column("step", self._step, "000,000 *", "The step of then", tip=self._where),
            self._answers("now", self._now, m),
        )
        self.table.show_rows(columns, np.arange(len(vectors)))

    def _ends_of(self, recording: Recording) -> Ends:
        known = self._ends[1] if self._ends and self._ends[0] is recording else None
        ends = ends_of(recording, known)
        self._ends = recording, ends
        return ends

    def _answers(self, title: str, answers: list[Prediction], outputs: int) -> Column:
        return Column(
            title,
            lambda row: f"{bits_text(answers[row].label)} {'✓✗'[not answers[row].flawless]}",
            f"{'0' * outputs} ✗",
            f"The answer {title}; wrong bits are marked",
            tip=lambda row: ", ".join(
                f"y{number} {each:.4f}" for number, each in enumerate(answers[row].a2, start=1)
            ),
            marked=lambda row: answers[row].wrong.tolist(),
        )

    def _pin(self, row: int) -> str:
        return PINNED if self._trials[row].pinned else LOOSE

    def _step(self, row: int) -> str:
        """The step, with a mark where there is more to say of it."""
        trial = self._trials[row]
        odd = self._elsewhere(trial) or trial.silenced
        return f"{trial.position:,}{' *' if odd else ''}"

    def _where(self, row: int) -> str:
        trial = self._trials[row]
        told = f"Tried at step {trial.position:,}{self._elsewhere(trial)}"
        return ", ".join(filter(None, (told, without_text(trial.silenced))))

    def _elsewhere(self, trial: Trial) -> str:
        """Where a trial was made, if not on the branch that is shown."""
        session = self._session
        assert session is not None
        if not trial.is_of(session.branches):
            return " of another run"
        if trial.branch != session.branches.current.id:
            return f" of “{trial.branch_name}”"
        return ""

    @Slot(int)
    def _on_chosen(self, row: int) -> None:
        self.table.make_current(row)
        self.vector_chosen.emit(self._trials[row].then.x.copy())

    @Slot(int)
    def _on_pin(self, row: int) -> None:
        assert self._tried is not None
        if not self._tried.pin(self._trials[row]):
            self.told.setText(TOO_MANY)

    @Slot(int)
    def _on_forget(self, row: int) -> None:
        assert self._tried is not None
        self._tried.forget(self._trials[row])

    @Slot()
    def _on_note(self) -> None:
        if self._tried is not None and self._sight is not None:
            self._tried.note(self._vector)
