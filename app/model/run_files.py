"""Which run is kept in which file."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from weakref import WeakKeyDictionary

from app.model.change import State
from app.model.session import Session
from nn.run.branches import Branches


class _Place(NamedTuple):
    """Where a run is kept, as it was at a revision; both are None while it is in no file."""

    path: Path | None = None
    revision: int | None = None


class RunFiles:
    """The files of a session's runs.

    A file belongs to the run that was saved in it or opened from it, so that another run, begun
    by a reset or by other settings, has none, and undo brings the file back with its run.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._places: WeakKeyDictionary[Branches, _Place] = WeakKeyDictionary()

    @property
    def path(self) -> Path | None:
        """The file of the run that is worked on."""
        place = self._places.get(self._session.branches)
        return place.path if place else None

    @property
    def unsaved(self) -> bool:
        """Whether there is work on this run that only the window holds.

        What the window began with is no work, however long it was trained: Play makes it again.
        """
        state = self._session.state()
        return self._differs(state, not state.made_by(self._session.first_settings))

    @property
    def put_aside_unsaved(self) -> list[State]:
        """The runs that undo or redo bring back, with work on them that only the window holds.

        Settings alone are no work here: who went on to others has seen enough of such a run.
        """
        aside = self._session.put_aside()
        return [each for each in aside if self._differs(each, each.branches.by_hand)]

    def keep(self, run: Branches, path: Path, revision: int) -> None:
        """Know that a run is in a file as it was at a revision; no other run is there any more."""
        for other, place in list(self._places.items()):
            if place.path is not None and place.path.resolve() == path.resolve():
                self._places[other] = _Place()
        self._places[run] = _Place(path.absolute(), revision)

    def recovered(self) -> None:
        """Know that the run that is worked on is work, and in no file."""
        self._places[self._session.branches] = _Place()

    def _differs(self, state: State, otherwise: bool) -> bool:
        """Whether a state is not what its file holds; `otherwise` for a run that never had one."""
        place = self._places.get(state.branches)
        return otherwise if place is None else state.revision != place.revision
