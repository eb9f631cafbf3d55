from __future__ import annotations

import contextlib
import json
import os
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from every_task import made_for, table
from hypothesis import given, settings
from hypothesis import strategies as st

from nn.core.settings import Settings
from nn.files import session_file
from nn.files.session_file import SessionError, as_text, load, parse, save
from nn.files.session_replay import replay
from nn.run.branches import MOST_CHANGES, BranchError, Branches
from nn.run.events import LearningRateChange, WeightEdit
from nn.run.recording import Recording


def branched() -> Branches:
    recording = Recording(Settings(bits=3, hidden_units=4, observations=30, epochs=5))
    recording.advance_to(150)
    branches = Branches(recording)
    branches.start(100, WeightEdit("W1", 0, 1, 2.5)).recording.advance_to(170)
    branches.start(120, LearningRateChange(0.7)).recording.advance_to(200)
    branches.rename(2, "larger η")
    return branches


TEXT = as_text(branched(), 7, 33)


def always(done: int, total: int) -> bool:
    return True


def test_what_is_saved_is_made_again_identically(tmp_path: Path) -> None:
    branches, path = branched(), tmp_path / "a.glassnet"
    save(path, branches, 7, 33)
    saved = load(path)
    assert (saved.epochs, saved.position, saved.current) == (7, 33, 2)
    again = replay(saved, always)
    assert again is not None
    assert again.report == "Identical to what was saved."
    for one, other in zip(branches.members, again.branches.members, strict=True):
        assert (one.id, one.name, one.colour, one.parent, one.start) == (
            other.id,
            other.name,
            other.colour,
            other.parent,
            other.start,
        )
        assert np.array_equal(one.recording.losses, other.recording.losses)
    assert again.branches.current.name == "larger η"


SAVED_BEFORE_THERE_WERE_TABLES = b"""{
 "format": "glassnet session",
 "version": 1,
 "settings": {
  "bits": 2,
  "hidden_units": 1,
  "observations": 3,
  "learning_rate": 0.1,
  "epochs": 10,
  "seed": 42,
  "task": "reverse"
 },
 "epochs": 2,
 "current": 0,
 "position": 3,
 "branches": [
  {
   "id": 0,
   "name": "Main run",
   "colour": 0,
   "parent": null,
   "start": 0,
   "steps": 4,
   "events": [],
   "weights": "f2pB/78O7L+LZvH93HznP1e7VajipdA/T2UjR29T1T8="
  }
 ]
}
"""


def test_a_session_of_an_earlier_version_comes_back() -> None:
    again = replay(parse(SAVED_BEFORE_THERE_WERE_TABLES), always)
    assert again is not None
    assert again.report == "Identical to what was saved."
    assert as_text(again.branches, 2, 3).encode() == SAVED_BEFORE_THERE_WERE_TABLES


@pytest.mark.parametrize("task", made_for(3))
def test_a_session_carries_its_own_task(task: str, tmp_path: Path) -> None:
    recording = Recording(Settings(bits=3, hidden_units=4, observations=9, task=task))
    recording.advance_to(20)
    save(tmp_path / "a.glassnet", Branches(recording), 3, 7)
    saved = load(tmp_path / "a.glassnet")
    assert saved.settings.task == task
    again = replay(saved, always)
    assert again is not None
    assert again.report == "Identical to what was saved."


def test_the_largest_table_comes_back(tmp_path: Path) -> None:
    recording = Recording(Settings(bits=16, hidden_units=2, observations=9, task=table(16, 16)))
    recording.advance_to(3)
    save(tmp_path / "a.glassnet", Branches(recording), 3, 2)
    assert load(tmp_path / "a.glassnet").settings == recording.settings


def test_a_file_is_small() -> None:
    recording = Recording(Settings())
    recording.advance_to(5000)
    branches = Branches(recording)
    for position in (300, 600):
        branches.start(position, LearningRateChange(0.2)).recording.advance_to(5000)
    assert len(as_text(branches, 10, 5000).encode()) < 8000


def test_weights_that_come_out_otherwise_are_said_to_differ() -> None:
    document = json.loads(TEXT)
    document["branches"][0]["weights"] = document["branches"][1]["weights"]
    again = replay(parse(json.dumps(document).encode()), always)
    assert again is not None
    assert "Not identical" in again.report
    assert "Main run" in again.report


def test_a_replay_can_be_cancelled_and_says_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("nn.files.session_replay.REPORT_SECONDS", 0.0)
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        seen.append((done, total))
        return False

    assert replay(parse(TEXT.encode()), stop) is None
    [(done, total)] = seen
    assert 0 < done < total == 150 + 70 + 80


def changed(path: tuple[Any, ...], value: Any) -> bytes:
    document = json.loads(TEXT)
    target = document
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "damaged or cut off"),
        (TEXT.encode()[:-40], "damaged or cut off"),
        (b"\xff\xfe", "UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[]", "must be an object"),
        (b"null", "must be an object"),
        (b'{"format": "x"}', "not a Glassnet session"),
        (b'{"a": 1, "a": 2}', "stands twice"),
        (changed(("version",), 2), "newer version"),
        (changed(("version",), 10**400), "newer version"),
        (changed(("version",), 0), "must be 1"),
        (changed(("version",), -(10**400)), "must be 1"),
        (changed(("version",), True), "whole number"),
        (changed(("settings", "bits"), 17), "bits is 17"),
        (changed(("settings", "bits"), 5.0), "whole number"),
        (changed(("settings", "task"), "divide"), "task is 'divide'; it must be one of"),
        (changed(("settings", "task"), 7), "must be a text"),
        (changed(("settings", "task"), "addition"), "needs an even number of bits"),
        (changed(("settings", "task"), "xor:10"), "its mask has 2 bits, and bits is 3"),
        (changed(("settings", "task"), "xor:1a1"), "write 0 and 1 alone"),
        (changed(("settings", "task"), "table:3:1:0110100"), "with 7 target bits"),
        (changed(("settings", "task"), "table:3:1:0110100x"), "written otherwise than"),
        (changed(("settings", "task"), "table:2:1:0110"), "it is for vectors of 2, and bits is 3"),
        (changed(("settings", "task"), "table:3:2:0110100101101001"), "not as many"),
        (changed(("settings", "extra"), 1), "not known here: extra"),
        (changed(("settings", "learning_rate"), 0), "learning rate is 0"),
        (TEXT.replace("0.1", "NaN").encode(), "NaN is not a number"),
        (TEXT.replace('"learning_rate": 0.1', '"learning_rate": 1e999').encode(), "finite"),
        (changed(("epochs",), 0), "must be 1 to 10,000"),
        (changed(("position",), 201), "must be 0 to 200"),
        (changed(("current",), 9), "does not have"),
        (changed(("branches",), []), "0 branches"),
        (changed(("branches", 1, "name"), "Main run"), "two branches"),
        (changed(("branches", 1, "name"), "a\nb"), "printable"),
        (changed(("branches", 1, "parent"), 2), "comes not before it"),
        (changed(("branches", 1, "start"), 160), "after its 150 steps"),
        (changed(("branches", 1, "steps"), 10**30), "far off"),
        (changed(("branches", 1, "steps"), 2**26), "together"),
        (changed(("branches", 1, "events"), [{"at": 999}]), "must be 0 to 170"),
        (changed(("branches", 1, "events", 0, "row"), 3), "must be 0 to 2"),
        (changed(("branches", 1, "events", 0, "matrix"), "W3"), "must be W1 or W2"),
        (changed(("branches", 1, "events", 0, "matrix"), "W" * 10_000), "must be W1 or W2"),
        (changed(("branches", 1, "events", 0, "value"), 1e9), "1,000,000"),
        (changed(("branches", 1, "events", 0, "kind"), "magic"), "not known here"),
        (changed(("branches", 2, "events"), []), "differ before they part"),
        (changed(("branches", 0, "weights"), "!!"), "damaged"),
        (changed(("branches", 0, "weights"), "AAAA"), "not as many"),
    ],
)
def test_what_is_no_session_is_refused_and_said_why(content: bytes, message: str) -> None:
    with pytest.raises(SessionError) as caught:
        parse(content)
    assert message in str(caught.value)
    assert len(str(caught.value)) < 200


@settings(max_examples=150)
@given(st.integers(0, 2**32))
def test_a_damaged_file_is_refused_or_still_describes_a_session(seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(TEXT.encode())
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(content))
        match chance.randrange(3):
            case 0:
                content[place] = chance.randrange(256)
            case 1:
                del content[place : place + chance.randint(1, 50)]
            case _:
                content[place:place] = bytes(chance.choices(b'0123456789-.eE{}[],":', k=3))
    saved = None
    with contextlib.suppress(SessionError):
        saved = parse(bytes(content))
    assert saved is None or 1 <= len(saved.branches) <= 3


def test_folders_missing_files_pipes_and_huge_files_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, message in (
        (tmp_path, "not a file"),
        (tmp_path / "no", "cannot be read"),
        (pipe, "not a file"),
    ):
        with pytest.raises(SessionError, match=message):
            load(path)
    path = tmp_path / "large.glassnet"
    path.write_text(TEXT)
    monkeypatch.setattr(session_file, "LARGEST_FILE", 100)
    with pytest.raises(SessionError, match="too large"):
        load(path)


@settings(max_examples=60)
@given(st.integers(0, 2**32))
def test_whatever_was_done_to_a_session_it_is_opened_as_it_was_saved(seed: int) -> None:
    chance = random.Random(seed)
    branches = Branches(Recording(Settings(bits=2, hidden_units=2, observations=7)))
    for _ in range(12):
        recording, ids = branches.current.recording, [each.id for each in branches.members]
        position = chance.randint(0, recording.length)
        with contextlib.suppress(BranchError):
            match chance.randrange(6):
                case 0 | 1:
                    recording.advance_to(recording.length + chance.randint(1, 9))
                case 2:
                    branches.start(position, LearningRateChange(chance.random() + 0.01))
                case 3:
                    branches.start(position, WeightEdit("W2", 1, 1, chance.uniform(-1e6, 1e6)))
                case 4:
                    branches.select(chance.choice(ids))
                case _:
                    branches.delete(chance.choice(ids))
    again = replay(parse(as_text(branches, 3, 0).encode()), always)
    assert again is not None
    assert again.report == "Identical to what was saved."
    for one, other in zip(branches.members, again.branches.members, strict=True):
        assert (one.id, one.parent, one.start) == (other.id, other.parent, other.start)
        assert one.recording.events == other.recording.events


def test_as_many_changes_as_a_session_holds_can_be_opened_again(tmp_path: Path) -> None:
    branches, path = Branches(Recording(Settings(bits=1, hidden_units=1))), tmp_path / "a.glassnet"
    branches.start(0, *[WeightEdit("W1", 0, 0, -1 / 3)] * MOST_CHANGES)
    save(path, branches, 1, 0)
    [saved] = load(path).branches
    assert len(saved.events[0]) == MOST_CHANGES


def test_more_changes_than_a_session_holds_are_refused_however_they_are_spread() -> None:
    branches = Branches(Recording(Settings(bits=1, hidden_units=1)))
    branches.start(0, *[WeightEdit("W1", 0, 0, 0.5)] * (MOST_CHANGES // 2))
    document = json.loads(as_text(branches, 1, 0))
    [first] = document["branches"]
    document["branches"] += [first | {"id": 1, "name": "b", "colour": 1, "parent": 0}]
    assert len(parse(json.dumps(document).encode()).branches) == 2
    document["branches"] += [first | {"id": 2, "name": "c", "colour": 2, "parent": 0}]
    with pytest.raises(SessionError, match="more than 10,000 changes together"):
        parse(json.dumps(document).encode())


@pytest.mark.parametrize(
    ("limit", "value", "message"),
    [("LARGEST_FILE", 100, "too large"), ("MOST_STEPS", 519, "together")],
)
def test_what_could_not_be_opened_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, message: str
) -> None:
    path = tmp_path / "a.glassnet"
    path.write_text("old")
    monkeypatch.setattr(session_file, limit, value)
    with pytest.raises(SessionError, match=message):
        save(path, branched(), 7, 33)
    assert path.read_text() == "old"


def test_a_file_may_be_as_large_as_the_largest_and_no_larger(tmp_path: Path) -> None:
    largest = 16 * 2**20
    path = tmp_path / "padded.glassnet"
    padded = TEXT.encode().ljust(largest)
    path.write_bytes(padded)
    assert load(path).position == 33
    path.write_bytes(padded + b" ")
    with pytest.raises(SessionError, match="too large for a session: 16 MiB; at most 16 are"):
        load(path)


def test_a_failure_while_writing_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.glassnet"
    save(path, branched(), 7, 33)
    before = path.read_bytes()

    def fail(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        save(path, branched(), 9, 1)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir() if each.suffix != ""] == ["a.glassnet"]


LONG: tuple[Any, ...] = ("<b>" * 40_000, 10**4000, -(10**4200), 1e300, [[]] * 9000, {"<i>": {}})


def places_in(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The places of all values in a document, objects and lists included."""
    if not isinstance(value, dict | list):
        return [path]
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    return [path, *(each for key, one in inside for each in places_in(one, (*path, key)))]


@pytest.mark.parametrize("bad", LONG, ids=lambda each: type(each).__name__)
def test_whatever_stands_in_a_file_its_message_stays_short(bad: Any) -> None:
    refused = 0
    for place in places_in(json.loads(TEXT))[1:]:
        for renamed in (False, True):
            document = json.loads(TEXT)
            within = document
            for key in place[:-1]:
                within = within[key]
            if renamed and isinstance(within, dict):
                within[str(bad)[:100_000]] = within.pop(place[-1])
            else:
                within[place[-1]] = bad
            said = refusal_of(document)
            refused += bool(said)
            assert len(said) <= 300, place
    assert refused > 50


def refusal_of(document: dict[str, Any]) -> str:
    """Why a document is no session; "" if it is one."""
    try:
        parse(json.dumps(document).encode())
    except SessionError as error:
        return str(error)
    return ""
