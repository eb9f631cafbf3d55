"""A session as a small file: settings, changes, how far each branch went, and its weights.

The weights are a check: opening trains everything again and says whether it came out the same.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
import stat
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from nn.core.arrays import Array
from nn.core.cut_short import cut_short
from nn.core.settings import RANGES, SettingError, Settings
from nn.files.atomic_write import write_atomically
from nn.run.branches import LONGEST_NAME, MOST_BRANCHES, MOST_CHANGES, Branch, Branches
from nn.run.events import Event, EventError, LearningRateChange, WeightEdit
from nn.run.recording import MOST_STEPS

FORMAT = "glassnet session"
VERSION = 1
LARGEST_FILE = 16 * 2**20
MOST_COLOURS = 1000


class SessionError(ValueError):
    """A file that is no session; the message says what is wrong, and what is allowed."""


@dataclass(frozen=True)
class SavedBranch:
    """A branch as its file describes it.

    Attributes:
        id: its number.
        name: unique.
        colour: an index into the window's branch colours.
        parent: the id of the branch it left, or None.
        start: the position at which it left.
        events: a person's changes by position.
        steps: how many were recorded.
        weights: after all of them, flat.
    """

    id: int
    name: str
    colour: int
    parent: int | None
    start: int
    events: Mapping[int, tuple[Event, ...]]
    steps: int
    weights: Array

    @property
    def changes(self) -> int:
        """How many changes it has."""
        return sum(len(each) for each in self.events.values())


@dataclass(frozen=True)
class SavedSession:
    """A session as its file describes it.

    Attributes:
        settings: of the run.
        epochs: how many are planned.
        branches: oldest first; a parent comes before its branches.
        current: the id of the branch that is shown.
        position: where the playhead stands.
    """

    settings: Settings
    epochs: int
    branches: tuple[SavedBranch, ...]
    current: int
    position: int


def save(path: Path, branches: Branches, epochs: int, position: int) -> None:
    """Write a session; a crash in the middle leaves the old file.

    Raises:
        OSError: it cannot be written.
        SessionError: it could not be opened again; nothing is written.
    """
    content = as_text(branches, epochs, position).encode()
    try:
        _check_size(len(content))
        parse(content)
    except SessionError as error:
        raise SessionError(f"The session could not be opened again: {error}") from None
    write_atomically(path, content)


def as_text(branches: Branches, epochs: int, position: int) -> str:
    """The content of a session's file."""
    described = {
        "format": FORMAT,
        "version": VERSION,
        "settings": asdict(branches.current.recording.settings),
        "epochs": epochs,
        "current": branches.current.id,
        "position": position,
        "branches": [_described(each) for each in branches.members],
    }
    return json.dumps(described, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def load(path: Path) -> SavedSession:
    """Read what a file describes; nothing of it is carried out yet.

    Raises:
        SessionError: the file cannot be read or is no session that this version understands.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise SessionError("it is not a file.")
        # Before it is read: it might fill the memory.
        _check_size(status.st_size)
        return parse(path.read_bytes())
    except OSError as error:
        reason = error.strerror or str(error)
        raise SessionError(f"“{path.name}” cannot be read: {reason}.") from None
    except SessionError as error:
        raise SessionError(f"“{path.name}” cannot be opened: {error}") from None


def parse(content: bytes) -> SavedSession:
    """What the content of a file describes.

    Raises:
        SessionError: it is no session that this version understands.
    """
    try:
        document = json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=_without_duplicates,
            parse_constant=_refuse_constant,
        )
    except UnicodeDecodeError:
        raise SessionError("it is not a text in UTF-8.") from None
    except RecursionError:
        raise SessionError("its content is nested too deeply.") from None
    except SessionError:
        raise
    except ValueError as error:
        raise SessionError(f"it is damaged or cut off ({str(error)[:80]}).") from None
    top = _Reader(document, "the file")
    if top.get("format", str) != FORMAT:
        raise SessionError("it is not a Glassnet session.")
    version = top.get("version", int)
    if version > VERSION:
        raise SessionError(
            f"it was saved by a newer version (format {cut_short(version)}; "
            f"this one reads up to {VERSION})."
        )
    if version < 1:
        raise SessionError(f"its format is {cut_short(version)}; it must be {VERSION}.")
    settings = _settings(_Reader(top.get("settings", dict), "settings"))
    epochs = top.whole("epochs", 1, int(RANGES["epochs"].highest))
    listed = top.get("branches", list)
    if not 1 <= len(listed) <= MOST_BRANCHES:
        raise SessionError(f"it has {len(listed)} branches; 1 to {MOST_BRANCHES} are allowed.")
    branches: list[SavedBranch] = []
    for number, each in enumerate(listed, start=1):
        branches.append(_branch(_Reader(each, f"branch {number}"), settings, branches))
        if sum(each.changes for each in branches) > MOST_CHANGES:
            raise SessionError(f"its branches have more than {MOST_CHANGES:,} changes together.")
    if sum(each.steps for each in branches) > MOST_STEPS:
        raise SessionError(f"its branches have more than {MOST_STEPS:,} steps together.")
    current = top.whole("current", 0, MOST_COLOURS * MOST_COLOURS)
    shown = next((each for each in branches if each.id == current), None)
    if shown is None:
        raise SessionError(f"it shows branch {current}, which it does not have.")
    position = top.whole("position", 0, shown.steps)
    top.done()
    return SavedSession(settings, epochs, tuple(branches), current, position)


def _check_size(size: int) -> None:
    if size > LARGEST_FILE:
        raise SessionError(
            f"it is too large for a session: {size / 2**20:,.0f} MiB; "
            f"at most {LARGEST_FILE // 2**20} are allowed."
        )


class _Reader:
    """Takes the values of an object one by one, and insists on what they are."""

    def __init__(self, value: object, name: str) -> None:
        if not isinstance(value, dict):
            raise SessionError(f"{name} must be an object with named values.")
        self._values, self._name = dict(value), name

    def get(self, key: str, kind: type[Any]) -> Any:
        """A value of exactly this kind."""
        if key not in self._values:
            raise SessionError(f"{self._name} lacks “{key}”.")
        value = self._values.pop(key)
        if type(value) is not kind:
            raise SessionError(f"“{key}” of {self._name} must be a {_KINDS[kind]}.")
        return value

    def whole(self, key: str, lowest: int, highest: int) -> int:
        """A whole number within a range."""
        value: int = self.get(key, int)
        if not lowest <= value <= highest:
            shown = f"{value:,}" if abs(value) < 10**15 else "far off"
            raise SessionError(
                f"“{key}” of {self._name} is {shown}; it must be {lowest:,} to {highest:,}."
            )
        return value

    def number(self, key: str) -> float:
        """A finite number."""
        value = self._values.get(key)
        if type(value) is int and abs(value) <= 2**53:
            self._values[key] = value = float(value)
        got: float = self.get(key, float)
        if not math.isfinite(got):
            raise SessionError(f"“{key}” of {self._name} must be a finite number.")
        return got

    def optional_whole(self, key: str, lowest: int, highest: int) -> int | None:
        """A whole number within a range, or null."""
        if key in self._values and self._values[key] is None:
            del self._values[key]
            return None
        return self.whole(key, lowest, highest)

    def done(self) -> None:
        """Insist that nothing is left over."""
        if self._values:
            left = ", ".join(sorted(str(key)[:30] for key in self._values)[:3])
            raise SessionError(f"{self._name} has values that are not known here: {left}.")


_KINDS = {str: "text", int: "whole number", float: "number", dict: "named list", list: "list"}


def _described(branch: Branch) -> dict[str, object]:
    recording = branch.recording
    # Once: a run may go on while it is saved.
    length = recording.length
    moment = recording.moment(length)
    weights = np.concatenate([moment.W1.ravel(), moment.W2.ravel()])
    return {
        "id": branch.id,
        "name": branch.name,
        "colour": branch.colour,
        "parent": branch.parent,
        "start": branch.start,
        "steps": length,
        "events": [
            {"at": at, "kind": _EVENT_NAMES[type(event)], **asdict(event)}
            for at, events in sorted(recording.events.items())
            for event in events
        ],
        "weights": base64.b64encode(weights.astype("<f8").tobytes()).decode("ascii"),
    }


_EVENT_NAMES = {LearningRateChange: "learning rate", WeightEdit: "weight"}


def _settings(reader: _Reader) -> Settings:
    values: dict[str, Any] = {}
    for name, allowed in RANGES.items():
        values[name] = reader.get(name, int) if allowed.whole else reader.number(name)
    values["task"] = reader.get("task", str)
    reader.done()
    try:
        return Settings(**values)
    except SettingError as error:
        raise SessionError(str(error)) from None


def _branch(reader: _Reader, settings: Settings, before: list[SavedBranch]) -> SavedBranch:
    branch_id = reader.whole("id", 0, MOST_COLOURS * MOST_COLOURS)
    name = reader.get("name", str)
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable() or name.strip() != name:
        raise SessionError(f"a branch's name must have 1 to {LONGEST_NAME} printable characters.")
    if any(each.id == branch_id or each.name == name for each in before):
        raise SessionError(f"it has two branches “{name}”, or two with the number {branch_id}.")
    colour = reader.whole("colour", 0, MOST_COLOURS)
    steps = reader.whole("steps", 0, MOST_STEPS)
    start = reader.whole("start", 0, steps)
    parent = reader.optional_whole("parent", 0, MOST_COLOURS * MOST_COLOURS)
    left = next((each for each in before if each.id == parent), None)
    if parent is not None and left is None:
        raise SessionError(f"branch “{name}” leaves branch {parent}, which comes not before it.")
    if left is not None and start > left.steps:
        raise SessionError(f"branch “{name}” leaves its parent after its {left.steps:,} steps.")
    events = _events(reader.get("events", list), settings, steps)
    if left is not None and _until(events, start) != _until(left.events, start):
        raise SessionError(f"branch “{name}” and its parent differ before they part.")
    weights = _weights(reader.get("weights", str), _weight_count(settings))
    reader.done()
    return SavedBranch(branch_id, name, colour, parent, start, events, steps, weights)


def _until(events: Mapping[int, tuple[Event, ...]], position: int) -> dict[int, tuple[Event, ...]]:
    return {at: each for at, each in events.items() if at < position}


def _events(listed: list[object], settings: Settings, steps: int) -> dict[int, tuple[Event, ...]]:
    if len(listed) > MOST_CHANGES:
        raise SessionError(f"a branch has more than {MOST_CHANGES:,} changes.")
    events: dict[int, tuple[Event, ...]] = {}
    for number, each in enumerate(listed, start=1):
        reader = _Reader(each, f"change {number}")
        at = reader.whole("at", 0, steps)
        try:
            event = _event(reader, settings)
        except (EventError, SettingError) as error:
            raise SessionError(str(error)) from None
        reader.done()
        events[at] = (*events.get(at, ()), event)
    return events


def _event(reader: _Reader, settings: Settings) -> Event:
    kind = reader.get("kind", str)
    if kind == _EVENT_NAMES[LearningRateChange]:
        return LearningRateChange(reader.number("learning_rate"))
    if kind != _EVENT_NAMES[WeightEdit]:
        raise SessionError("a change is of a kind that is not known here.")
    matrix = reader.get("matrix", str)
    n, h, m = settings.sizes
    rows, columns = (n, h) if matrix == "W1" else (h, m)
    return WeightEdit(
        matrix,
        reader.whole("row", 0, rows - 1),
        reader.whole("column", 0, columns - 1),
        reader.number("value"),
    )


def _weight_count(settings: Settings) -> int:
    n, h, m = settings.sizes
    return n * h + h * m


def _weights(text: str, count: int) -> Array:
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise SessionError("a branch's weights are damaged.") from None
    if len(content) != 8 * count:
        raise SessionError("a branch's weights are not as many as its settings say.")
    weights = np.frombuffer(content, "<f8").astype(np.float64)
    if not np.isfinite(weights).all():
        raise SessionError("a branch's weights must be finite numbers.")
    return weights


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise SessionError("a name stands twice in one object.")
    return made


def _refuse_constant(name: str) -> object:
    raise SessionError(f"{name} is not a number that may stand in it.")
