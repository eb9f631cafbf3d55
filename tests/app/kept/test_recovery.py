from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from person import Buttons, Person
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.kept.aside_file import left_behind
from app.kept.background import Job
from app.kept.recovery import Recovery, folder
from app.model.session import Session
from nn.core.settings import Settings
from nn.files.half_written import HALF_WRITTEN
from nn.files.session_file import SavedSession, load, save
from nn.files.session_replay import Replay, replay
from nn.run.branches import Branches
from nn.run.events import LearningRateChange, WeightEdit
from nn.run.recording import Recording


class Safe:
    """Whether the work is in a file."""

    def __init__(self) -> None:
        self.yes = False

    def __call__(self) -> bool:
        return self.yes


@pytest.fixture
def safe() -> Safe:
    return Safe()


@pytest.fixture
def recovery(session: Session, safe: Safe) -> Iterator[Recovery]:
    made = Recovery(session, safe)
    yield made
    made.end()


def kept() -> list[Path]:
    return sorted(folder().glob("*.glassnet"))


def stamps() -> list[tuple[Path, int, int]]:
    """What is another whenever something is written."""
    return [(each, each.stat().st_ino, each.stat().st_mtime_ns) for each in kept()]


def written(qtbot: QtBot, recovery: Recovery) -> None:
    """Wait until nothing is being written."""
    qtbot.waitUntil(lambda: not recovery.findChildren(Job), timeout=5000)


def try_to_save(qtbot: QtBot, recovery: Recovery) -> list[Path]:
    """What is kept after the next save, if there is one."""
    written(qtbot, recovery)
    recovery.save_aside()
    written(qtbot, recovery)
    return kept()


def save_aside(qtbot: QtBot, recovery: Recovery) -> SavedSession:
    """The only file that is kept after the next save."""
    [path] = try_to_save(qtbot, recovery)
    return load(path)


def replayed(saved: SavedSession) -> Replay:
    """What is there again when it is opened."""
    made = replay(saved, lambda done, total: True)
    assert made is not None
    assert made.report == "Identical to what was saved."
    return made


def left(steps: int, name: str, time: int) -> Path:
    """What a window that was killed has left."""
    folder().mkdir(parents=True, exist_ok=True)
    recording = Recording(Settings(bits=2, hidden_units=2, observations=20))
    recording.advance_to(steps)
    path = folder() / f"{name}.glassnet"
    save(path, Branches(recording), 10, steps)
    os.utime(path, (time, time))
    return path


def open_in(session: Session, recovery: Recovery, path: Path) -> None:
    """Open what is recovered, as the window does."""
    saved = load(path)
    session.adopt(replayed(saved).branches, saved.epochs, saved.position)
    recovery.adopt(path)


def test_a_window_in_which_nothing_was_done_leaves_nothing(
    qtbot: QtBot, recovery: Recovery
) -> None:
    assert try_to_save(qtbot, recovery) == []
    assert not folder().exists()


def test_all_that_a_person_would_miss_is_saved_aside(
    qtbot: QtBot, session: Session, recovery: Recovery
) -> None:
    session.recording.advance_to(30)
    session.stand(20)
    session.branch("rate", LearningRateChange(0.5))
    session.rename(1, "fast")
    session.plan(9)
    saved = save_aside(qtbot, recovery)
    branches = replayed(saved).branches
    assert (saved.epochs, saved.position) == (9, 20)
    assert [each.name for each in branches.members] == ["Main run", "fast"]
    assert branches.current.recording.learning_rate(20) == 0.5


def begin_another(session: Session, settings: Settings) -> None:
    session.reset(settings, "another run")
    session.recording.advance_to(5)


CHANGES: dict[str, Callable[[Session], object]] = {
    "steps": lambda each: each.recording.advance_to(31),
    "weight edited at the newest step": lambda each: each.branch(
        "edit", WeightEdit("W2", 0, 0, 3.0)
    ),
    "learning rate at the newest step": lambda each: each.branch("rate", LearningRateChange(0.7)),
    "another seed": lambda each: begin_another(each, Settings(seed=7)),
    "another task or size": lambda each: begin_another(each, Settings(bits=3)),
    "plan": lambda each: each.plan(7),
    "name": lambda each: each.rename(0, "mine"),
    "undo": lambda each: each.undo_stack.undo(),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_what_was_saved_aside_before_is_replaced_after_every_change(
    qtbot: QtBot, session: Session, recovery: Recovery, kind: str
) -> None:
    session.recording.advance_to(30)
    session.stand(30)
    session.rename(0, "first")
    session.branch("edit", WeightEdit("W2", 0, 0, 2.0))
    save_aside(qtbot, recovery)
    CHANGES[kind](session)
    saved, now = save_aside(qtbot, recovery), session
    then = replayed(saved).branches.current
    assert saved.epochs == now.epochs
    assert saved.settings == now.settings
    assert then.name == now.branches.current.name
    assert then.recording.length == now.recording.length
    length = now.recording.length
    ours, theirs = now.recording.moment(length), then.recording.moment(length)
    assert np.array_equal(ours.W2, theirs.W2)
    assert ours.learning_rate == theirs.learning_rate


def test_nothing_is_written_while_nothing_changes(
    qtbot: QtBot, session: Session, recovery: Recovery
) -> None:
    session.recording.advance_to(30)
    save_aside(qtbot, recovery)
    before = stamps()
    session.stand(4, 2)
    try_to_save(qtbot, recovery)
    assert stamps() == before


def test_it_is_saved_aside_now_and_then_by_itself(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.kept.recovery.INTERVAL_MS", 10)
    recovery = Recovery(session, lambda: False)
    recovery.start()
    session.recording.advance_to(30)
    qtbot.waitUntil(lambda: bool(kept()), timeout=5000)
    recovery.end()


@pytest.mark.parametrize("error", [OSError("disk full"), ZeroDivisionError("unforeseen")])
def test_what_could_not_be_written_is_tried_again(
    qtbot: QtBot, session: Session, recovery: Recovery, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    session.recording.advance_to(30)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nn.files.atomic_write.write_atomically", fail)
        assert try_to_save(qtbot, recovery) == []
    assert save_aside(qtbot, recovery).branches[0].steps == 30


def test_what_changes_while_it_is_written_is_saved_the_next_time(
    qtbot: QtBot, session: Session, recovery: Recovery
) -> None:
    session.recording.advance_to(30)
    recovery.save_aside()
    session.recording.advance_to(40)
    recovery.save_aside()
    written(qtbot, recovery)
    [path] = kept()
    assert load(path).branches[0].steps == 30
    assert save_aside(qtbot, recovery).branches[0].steps == 40


def test_an_older_run_is_not_kept(qtbot: QtBot, session: Session, recovery: Recovery) -> None:
    session.recording.advance_to(30)
    save_aside(qtbot, recovery)
    session.reset(session.settings.changed(seed=7), "seed")
    recovery.save_aside()
    assert kept() == []
    session.recording.advance_to(5)
    saved = save_aside(qtbot, recovery)
    assert (saved.settings.seed, saved.branches[0].steps) == (7, 5)
    session.undo_stack.undo()
    assert save_aside(qtbot, recovery).branches[0].steps == 30


def test_an_older_run_is_not_kept_where_the_newer_one_cannot_be_written(
    qtbot: QtBot, session: Session, recovery: Recovery, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    session.recording.advance_to(30)
    save_aside(qtbot, recovery)
    begin_another(session, session.settings.changed(seed=7))
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        assert try_to_save(qtbot, recovery) == []
    assert save_aside(qtbot, recovery).settings.seed == 7


def test_what_is_in_a_file_of_its_own_is_not_kept_aside(
    qtbot: QtBot, session: Session, recovery: Recovery, safe: Safe
) -> None:
    session.recording.advance_to(30)
    save_aside(qtbot, recovery)
    safe.yes = True
    recovery.save_aside()
    assert list(folder().iterdir()) == []
    safe.yes = False
    session.recording.advance_to(40)
    assert save_aside(qtbot, recovery).branches[0].steps == 40


def test_what_is_closed_as_it_should_leaves_nothing(
    qtbot: QtBot, session: Session, recovery: Recovery
) -> None:
    session.recording.advance_to(30)
    save_aside(qtbot, recovery)
    assert left_behind(folder()) == []
    session.recording.advance_to(40)
    recovery.save_aside()
    recovery.end()
    assert list(folder().iterdir()) == []


def test_what_is_put_off_is_offered_again_and_what_is_discarded_is_not(
    recovery: Recovery, person: Person, bare_window: QWidget
) -> None:
    path, opened = left(10, "a", 100), list[Path]()
    for answer in (Buttons.Cancel, Buttons.Cancel, Buttons.Discard):
        person.answers = [answer]
        recovery.offer(bare_window, opened.append)
        assert path.exists() == (answer == Buttons.Cancel)
    recovery.offer(bare_window, opened.append)
    assert len(person.asked) == 3
    assert "The run was saved aside: open it?" in person.asked[0]
    assert opened == []
    assert list(folder().iterdir()) == []


def test_while_the_question_is_open_nothing_is_taken_away_and_no_other_window_asks(
    session: Session,
    recovery: Recovery,
    bare_window: QWidget,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, other, asked = left(10, "a", 100), Recovery(session, lambda: False), []

    def ask(*_: object) -> object:
        asked.append(path.exists())
        other.offer(bare_window, lambda path: None)
        return Buttons.Cancel

    monkeypatch.setattr("app.kept.recovery.QMessageBox.question", ask)
    recovery.offer(bare_window, lambda path: None)
    assert asked == [True]


def test_of_several_the_newest_is_offered_first_and_the_next_after_it_is_discarded(
    recovery: Recovery, person: Person, bare_window: QWidget
) -> None:
    left(10, "old", 100)
    left(20, "new", 300)
    left(30, "middle", 200)
    opened: list[str] = []
    person.answers = [Buttons.Discard, Buttons.Open]
    recovery.offer(bare_window, lambda path: opened.append(path.stem))
    assert opened == ["middle"]
    assert [each.stem for each in kept()] == ["middle", "old"]


def test_what_was_accepted_stays_until_it_is_saved(
    qtbot: QtBot,
    session: Session,
    recovery: Recovery,
    safe: Safe,
    person: Person,
    bare_window: QWidget,
) -> None:
    path = left(10, "a", 100)
    person.answers = [Buttons.Open]
    recovery.offer(bare_window, lambda path: open_in(session, recovery, path))
    assert try_to_save(qtbot, recovery) == [path]
    session.recording.advance_to(15)
    assert save_aside(qtbot, recovery).branches[0].steps == 15
    session.reset(session.settings, "reset")
    assert try_to_save(qtbot, recovery) == [path]
    session.recording.advance_to(3)
    assert len(try_to_save(qtbot, recovery)) == 2
    assert load(path).branches[0].steps == 15
    session.undo_stack.undo()
    safe.yes = True
    recovery.save_aside()
    assert list(folder().iterdir()) == []


def test_what_was_accepted_is_gone_when_the_window_closes(
    session: Session, recovery: Recovery, person: Person, bare_window: QWidget
) -> None:
    left(10, "a", 100)
    person.answers = [Buttons.Open]
    recovery.offer(bare_window, lambda path: open_in(session, recovery, path))
    recovery.end()
    assert list(folder().iterdir()) == []


def test_what_was_accepted_but_not_opened_is_offered_again(
    session: Session, recovery: Recovery, person: Person, bare_window: QWidget
) -> None:
    path, opened = left(10, "a", 100), list[Path]()
    person.answers = [Buttons.Open, Buttons.Open]
    recovery.offer(bare_window, opened.append)
    recovery.end()
    Recovery(session, lambda: False).offer(bare_window, opened.append)
    assert opened == [path, path]


def test_what_was_half_written_is_cleared_at_the_next_start(recovery: Recovery) -> None:
    path = left(10, "a", 100)
    (folder() / f".a.glassnet.x1yz{HALF_WRITTEN}").touch()
    recovery.start()
    assert list(folder().iterdir()) == [path]


KILLED = """
import os, signal, sys
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from app import application
from app.kept.recovery import Recovery
from app.model.session import Session
from nn.core.settings import Settings
from nn.files.session_file import load
from nn.files.session_replay import replay

application.prepare()
qt = QApplication(["glassnet"])
session, bare, where = Session(Settings()), QWidget(), sys.argv[1]
recovery = Recovery(session, lambda: False)


def die(at):
    if at == where:
        os.kill(os.getpid(), signal.SIGKILL)


def ask(*_):
    die("while it asks")
    return QMessageBox.StandardButton.Open


def open_it(path):
    die("while it opens")
    saved = load(path)
    made = replay(saved, lambda done, total: True)
    session.adopt(made.branches, saved.epochs, saved.position)
    recovery.adopt(path)
    die("with it open")
    session.recording.advance_to(15)
    session.stand(15)
    recovery.save_aside()
    while recovery._saving.busy:
        qt.processEvents()
    die("after it went on")
    session.reset(session.settings.changed(seed=7), "seed")
    session.recording.advance_to(5)
    recovery.save_aside()
    die("in the middle of the next save")


QMessageBox.question = ask
recovery.start()
recovery.offer(bare, open_it)
"""


@pytest.mark.skipif(os.name != "posix", reason="kills as Unix does")
@pytest.mark.parametrize(
    ("where", "steps"),
    [
        ("while it asks", 10),
        ("while it opens", 10),
        ("with it open", 10),
        ("after it went on", 15),
        ("in the middle of the next save", 15),
    ],
)
def test_it_is_offered_again_whenever_a_window_was_killed_with_it(
    session: Session,
    recovery: Recovery,
    person: Person,
    bare_window: QWidget,
    where: str,
    steps: int,
) -> None:
    left(10, "a", 100)
    root = Path(__file__).parents[3]
    folders = {"PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", KILLED, where], env={**os.environ, **folders}, cwd=root
    )
    assert done.returncode == -signal.SIGKILL
    recovery.start()
    offered: list[int] = []
    for _ in range(2):
        # What was in the middle of being saved as well may have been saved.
        person.answers = [Buttons.Open]
        recovery.offer(bare_window, lambda path: offered.append(load(path).branches[0].steps))
    assert steps in offered
    assert set(offered) <= {steps, 5}


AT_ONCE = """
import sys
from pathlib import Path
from app.kept.aside_file import AsideFile, clear_remains, left_behind

rounds = sys.stdin
for line in rounds:
    folder = Path(line.strip())
    clear_remains(folder)
    found = left_behind(folder)
    print(*(each.path.name for each in found), flush=True)
    next(rounds)
    for each in found:
        each.let_go()
"""

DEAD = """
import os, sys
from pathlib import Path
from app.kept.aside_file import AsideFile
for folder in sys.argv[1:]:
    for name in ("a", "b", "c"):
        Path(folder, f"{name}.glassnet").touch()
        assert AsideFile.take(Path(folder, f"{name}.glassnet"))
os._exit(1)
"""


def test_of_windows_that_start_at_once_exactly_one_offers_each_run(tmp_path: Path) -> None:
    folders = [tmp_path / f"round {number}" for number in range(40)]
    for each in folders:
        each.mkdir()
    root = Path(__file__).parents[3]
    surroundings = {**os.environ, "PYTHONPATH": str(root)}
    subprocess.run([sys.executable, "-c", DEAD, *map(str, folders)], env=surroundings)
    windows = [
        subprocess.Popen(
            [sys.executable, "-c", AT_ONCE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            env=surroundings,
        )
        for _ in range(3)
    ]
    for each in folders:
        for window in windows:
            assert window.stdin is not None
            window.stdin.write(f"{each}\n")
        found: list[str] = []
        for window in windows:
            assert window.stdout is not None
            found += window.stdout.readline().split()
        for window in windows:
            assert window.stdin is not None
            window.stdin.write("go on\n")
        assert sorted(found) == ["a.glassnet", "b.glassnet", "c.glassnet"]
    for window in windows:
        window.communicate()
