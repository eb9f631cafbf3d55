"""What was tried by hand: each vector with the answer of its moment, while the window lives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from weakref import ReferenceType, ref

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from app.model.session import Session
from nn.answers.validation import Prediction, predict
from nn.core.arrays import Bits
from nn.explain.sight import Sight
from nn.run.branches import Branches

MOST_TRIALS = 200
"""Beyond them the oldest one that is not pinned is forgotten."""

MOST_PINNED = 50


@dataclass(eq=False)
class Trial:
    """A vector that was tried.

    Attributes:
        then: the answer of that moment.
        position: how many steps had made the weights that gave it.
        branch: the id of the branch.
        branch_name: its name at the time.
        silenced: the hidden units, from 0, without which it was given.
        pinned: whether it stands on top, and stays.
    """

    then: Prediction
    position: int
    branch: int
    branch_name: str
    silenced: frozenset[int]
    _run: ReferenceType[Branches]
    pinned: bool = False

    def is_of(self, run: Branches) -> bool:
        """Whether it was tried in a run, on whichever branch."""
        return self._run() is run

    def is_like(self, other: Trial) -> bool:
        """Whether it is the same vector, with the same answer at the same place."""
        return (
            (self.position, self.branch) == (other.position, other.branch)
            and self._run() is other._run()
            and np.array_equal(self.then.x, other.then.x)
            and np.array_equal(self.then.a2, other.then.a2)
        )


class TriedBefore(QObject):
    """Notes every vector that is tried; nothing of it is kept when the window closes.

    Args of the constructor:
        session: where it is tried.
        moment: gives the moment of which the weights answer.

    Signals:
        changed: something was noted, pinned or forgotten.
    """

    changed = Signal()

    def __init__(
        self, session: Session, moment: Callable[[], Sight], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._moment = session, moment
        self._trials: list[Trial] = []

    @property
    def trials(self) -> list[Trial]:
        """Those that fit the run that is shown: pinned ones on top, the latest first."""
        sizes = self._session.settings.bits, self._session.settings.outputs
        fitting = [
            each for each in self._trials if (len(each.then.x), len(each.then.label)) == sizes
        ]
        return sorted(fitting, key=lambda each: not each.pinned)

    @Slot(object)
    def note(self, vector: Bits) -> None:
        """Note that a vector, 0 and 1, shape (n,), is tried now; once more is not another time."""
        session, sight = self._session, self._moment()
        branch = session.branches.current
        trial = Trial(
            predict(sight.W1, sight.W2, vector.copy(), session.settings.task),
            sight.updates,
            branch.id,
            branch.name,
            sight.silenced,
            ref(session.branches),
        )
        for each in self._trials:
            if each.is_like(trial):
                trial.pinned = each.pinned
                self._trials.remove(each)
                break
        self._trials.insert(0, trial)
        while len(self._trials) > MOST_TRIALS:
            loose = [each for each in self._trials if not each.pinned]
            self._trials.remove(loose[-1])
        self.changed.emit()

    def pin(self, trial: Trial) -> bool:
        """Pin a trial, or let it go again; False if too many are pinned already."""
        if not trial.pinned and sum(each.pinned for each in self._trials) >= MOST_PINNED:
            return False
        trial.pinned = not trial.pinned
        self.changed.emit()
        return True

    def forget(self, trial: Trial) -> None:
        """Forget a trial."""
        self._trials.remove(trial)
        self.changed.emit()

    @Slot()
    def forget_loose(self) -> None:
        """Forget all that are not pinned."""
        self._trials = [each for each in self._trials if each.pinned]
        self.changed.emit()
