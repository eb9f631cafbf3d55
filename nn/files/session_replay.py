"""Training everything again that a session file describes, and whether it came out the same."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter

import numpy as np

from nn.core.progress import Progress
from nn.files.session_file import SavedBranch, SavedSession
from nn.run.branches import Branch, Branches, BranchesState
from nn.run.recording import Recording

REPORT_SECONDS = 0.02


@dataclass(frozen=True)
class Replay:
    """A session made again.

    Attributes:
        branches: as they were saved.
        differences: the largest difference of a weight from what was saved, by branch name.
    """

    branches: Branches
    differences: dict[str, float]

    @property
    def report(self) -> str:
        """Whether it is the same, in words."""
        off = {name: each for name, each in self.differences.items() if each > 0}
        if not off:
            return "Identical to what was saved."
        worst = max(off, key=lambda name: off[name])
        return (
            f"Not identical to what was saved: {len(off)} of {len(self.differences)} branches "
            f"differ, the weights of “{worst}” by up to {off[worst]:.3g}."
        )


def replay(saved: SavedSession, progress: Progress) -> Replay | None:
    """Train every branch of a session again.

    Args:
        saved: what the file describes.
        progress: told how many steps are done of how many, every 20 ms.

    Returns:
        The branches, or None if it was cancelled.

    Raises:
        WeightOverflowError: a weight overflows on the way.
        EventError: the network has no such weight.
    """
    by_id = {each.id: each for each in saved.branches}
    total = sum(
        each.steps - (each.start if _goes_on(each, by_id) else 0) for each in saved.branches
    )
    done, made, differences = 0, dict[int, Recording](), dict[str, float]()
    reported = perf_counter()
    for each in saved.branches:
        recording = _begin(saved, each, by_id, made)
        while recording.length < each.steps:
            done += len(recording.advance(each.steps - recording.length))
            if perf_counter() - reported > REPORT_SECONDS:
                reported = perf_counter()
                if not progress(done, total):
                    return None
        made[each.id] = recording
        moment = recording.moment(each.steps)
        weights = np.concatenate([moment.W1.ravel(), moment.W2.ravel()])
        differences[each.name] = float(np.abs(weights - each.weights).max())
    members = tuple(
        Branch(each.id, each.name, each.colour, made[each.id], each.parent, each.start)
        for each in saved.branches
    )
    return Replay(Branches.of(BranchesState(members, saved.current)), differences)


def _begin(
    saved: SavedSession,
    each: SavedBranch,
    by_id: dict[int, SavedBranch],
    made: dict[int, Recording],
) -> Recording:
    """The recording of a branch as far as it shares its parent's steps."""
    if each.parent is None or not _goes_on(each, by_id):
        observations = next((other.observations for other in made.values()), None)
        return Recording(saved.settings, each.events, observations)
    parent = made[each.parent]
    inherited = by_id[each.parent].events.get(each.start, ())
    return parent.branch(each.start, *each.events.get(each.start, ())[len(inherited) :])


def _goes_on(each: SavedBranch, by_id: dict[int, SavedBranch]) -> bool:
    """Whether a branch can begin with its parent's steps: what it changes, it changes there."""
    if each.parent is None:
        return False
    here = each.events.get(each.start, ())
    inherited = by_id[each.parent].events.get(each.start, ())
    return here[: len(inherited)] == inherited and all(at <= each.start for at in each.events)
