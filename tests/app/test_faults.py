"""What a machine can do to a program, and what the person then sees."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, sleep

import pytest
from driving import run_to
from person import Person
from PySide6.QtCore import QEvent, QPoint, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.commands import session_files
from app.home import find_home
from app.kept import recovery, remembered
from app.main_window import MainWindow
from app.model.gate import LONGEST_BURST, Gate
from app.model.worker import Movement, Worker
from nn.core.settings import Settings
from nn.files.session_file import load, save
from nn.run.branches import Branches
from nn.run.recording import Recording

ROOT = Path(__file__).parents[2]
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="of Linux's screens")
on_posix = pytest.mark.skipif(os.name != "posix", reason="of Unix's ways")


def run_program(code: str, **surroundings: str | None) -> subprocess.CompletedProcess[str]:
    """Run Python in surroundings in which some names have another value, or none."""
    given = {**os.environ, "PYTHONPATH": str(ROOT), **surroundings}
    kept = {name: value for name, value in given.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-c", code], env=kept, capture_output=True, text=True, cwd=ROOT, timeout=60
    )


@on_linux
@pytest.mark.parametrize(
    ("screen", "why"),
    [
        ({"DISPLAY": ":4711"}, "could not connect to display :4711"),
        ({"WAYLAND_DISPLAY": "gone"}, "(Failed to create wl_display|could not connect)"),
        ({"QT_QPA_PLATFORM": "gone"}, 'Could not find the Qt platform plugin "gone"'),
    ],
)
def test_a_screen_that_is_not_there_is_told_in_a_line(screen: dict[str, str], why: str) -> None:
    none: dict[str, str | None] = dict.fromkeys(("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    done = run_program("import main, sys; sys.exit(main.main([]))", **{**none, **screen})
    assert done.returncode == 1, done.stderr
    told = [line for line in done.stderr.splitlines() if line.startswith("glassnet: ")]
    assert len(told) == 1
    assert re.search(why, told[0])
    assert told[0].endswith("; --headless works without one.")
    assert "Traceback" not in done.stderr


OPEN_AND_CLOSE = """
import sys
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from app import application
from app.kept import recovery
recovery.INTERVAL_MS = 20
QMessageBox.warning = lambda parent, title, text: print(title + ": " + text)
QMessageBox.question = lambda *_: QMessageBox.StandardButton.Discard
application.prepare()
qt = QApplication(["glassnet"])
window = application.open_window(qt)
print(QSettings().fileName(), recovery.folder(), sep="\\n")
window.session.plan(20)
window.controls.run_to_end()
def look():
    if not window.playhead.playing and window.session.position == 10_000:
        window.close()
timer = QTimer(window, interval=10)
timer.timeout.connect(look)
timer.start()
print(f"closed with status {qt.exec()} after {window.session.position:,} steps")
"""


@on_posix
def test_where_nothing_can_be_written_everything_works_and_closing_says_what_is_not_kept() -> None:
    done = run_program(
        OPEN_AND_CLOSE,
        HOME="/dev/null",
        XDG_CONFIG_HOME="/dev/null/config",
        XDG_DATA_HOME="/dev/null/data",
    )
    *_, warned, closed = done.stdout.splitlines()
    assert closed == "closed with status 0 after 10,000 steps", done.stderr
    assert warned == (
        "Nothing is remembered: The next window will not know the choices made in this one: "
        "/dev/null/config/Glassnet/Glassnet.conf cannot be written."
    )
    assert "Traceback" not in done.stderr


@on_linux
@pytest.mark.needs("weston")
def test_on_wayland_it_opens_trains_and_closes_as_elsewhere(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        # A socket's name may not be long.
        surroundings = {**os.environ, "XDG_RUNTIME_DIR": place}
        command = ["weston", "--backend=headless-backend.so", "--socket=screen", "--idle-time=0"]
        with (tmp_path / "weston.log").open("w") as log:
            weston = subprocess.Popen(command, env=surroundings, stdout=log, stderr=log)
        try:
            until = perf_counter() + 20
            while not (Path(place) / "screen").exists() and perf_counter() < until:
                sleep(0.02)
            done = run_program(
                OPEN_AND_CLOSE,
                XDG_RUNTIME_DIR=place,
                WAYLAND_DISPLAY="screen",
                QT_QPA_PLATFORM="wayland",
                DISPLAY=None,
            )
        finally:
            weston.terminate()
            weston.wait()
    said = done.stderr + (tmp_path / "weston.log").read_text()
    assert done.stdout.splitlines()[-1:] == ["closed with status 0 after 10,000 steps"], said
    assert done.stderr == ""


@on_posix
@pytest.mark.parametrize("home", [None, ""])
def test_without_home_the_system_s_own_list_of_users_says_where_it_is(
    home: str | None, tmp_path: Path
) -> None:
    pretended = f"""
import os, pwd
old = pwd.getpwuid(os.getuid())
pwd.getpwuid = lambda _: type(old)((*old[:5], {str(tmp_path)!r}, old[6]))
"""
    done = run_program(
        pretended + OPEN_AND_CLOSE, HOME=home, XDG_CONFIG_HOME=None, XDG_DATA_HOME=None
    )
    settings, aside, closed = done.stdout.splitlines()
    assert closed == "closed with status 0 after 10,000 steps", done.stderr
    assert settings == str(tmp_path / ".config/Glassnet/Glassnet.conf")
    assert aside == str(tmp_path / ".local/share/Glassnet/Glassnet/autosave")
    assert Path(settings).is_file()


@on_posix
def test_a_user_whom_the_system_does_not_know_has_no_home_instead_of_the_root_of_all_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import pwd

    def unknown(user: int) -> object:
        raise KeyError(user)

    monkeypatch.delenv("HOME")
    monkeypatch.setattr(pwd, "getpwuid", unknown)
    find_home()
    assert os.environ["HOME"] == os.devnull


def garbage_of(kind: str) -> bytes:
    """What may stand in the store of settings after a fault of the disk, or of another program."""
    if kind == "noise":
        return bytes((37 * each * each + 11) % 256 for each in range(5000))
    values = {
        "types": r"@Variant(\0\0\0\x7f\0\0\0\xePyObject)",
        "lists": "a, b, c",
        "bytes": r"@ByteArray(\x1\xd9\xd0\xcb\0\x3)",
        "numbers": "99999999999999999999",
        "invalid": "@Invalid()",
        "newer": "{version: 9}",
    }
    sections: dict[str, list[str]] = {
        "General": ["pace", "appearance", "picture", "recent"],
        "settings": list(Settings.__dataclass_fields__),
        "window": ["geometry", "state", "splitter"],
        "panel": ["page", "folded"],
        "hidden": ["panel", "curve"],
        "folder": ["sessions", "exports"],
        "presentation": ["size"],
    }
    lines = []
    for section, keys in sections.items():
        lines += [f"[{section}]", *(f"{key}={values[kind]}" for key in keys)]
    return "\n".join(lines).encode()


@pytest.mark.parametrize(
    "kind", ["noise", "types", "lists", "bytes", "numbers", "invalid", "newer"]
)
@pytest.mark.usefixtures("questions")
@pytest.mark.qt_log_ignore("QVariant::load: unknown user type")
def test_settings_full_of_garbage_are_forgotten(qtbot: QtBot, kind: str) -> None:
    path = Path(QSettings().fileName())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(garbage_of(kind))
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    assert window.session.settings == Settings()
    assert window.width() > 300
    window.parts.toggle_panel()
    window.actions_by_key["present"].trigger()
    window.actions_by_key["present"].trigger()
    window.recent.fill()
    window.session.reset(Settings(seed=7), "seed")
    run_to(qtbot, window.playhead, 10)
    window.close()
    again = MainWindow()
    qtbot.addWidget(again)
    assert again.session.settings == Settings(seed=7)
    again.close()


JUMPS = {"on by an hour": 3600.0, "on by a day": 86_400.0}


@pytest.mark.parametrize("jump", JUMPS)
def test_a_clock_that_jumps_makes_no_debt_of_steps(jump: str) -> None:
    now = [0.0]

    def clock() -> float:
        now[0] += 0.0002
        return now[0]

    gate = Gate(clock)
    worker = Worker(gate, clock)
    steps: list[int] = []
    worker.stepped.connect(steps.append)
    worker.stepped.connect(gate.listener.on_step)
    worker.run(Movement(1, Recording(Settings()), 0, 5000, 50.0))
    now[0] += JUMPS[jump]
    before = len(steps)
    gate.open(now[0] + LONGEST_BURST)
    worker._make_burst()
    burst = len(steps) - before
    gate.open(now[0] + LONGEST_BURST)
    worker._make_burst()
    # One burst at the most, and then the pace again.
    assert burst < 1200
    assert len(steps) - before - burst == 1
    worker.pause()


def test_only_clocks_that_never_jump_are_looked_at() -> None:
    """But for the age of files, which the system's clock has written."""
    jumping = re.compile(r"\btime\(\)|\bdatetime\b|currentDateTime|currentMSecs|QTime\b")
    found = {
        path.relative_to(ROOT).as_posix()
        for room in ("app", "nn")
        for path in (ROOT / room).rglob("*.py")
        if jumping.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"nn/files/half_written.py"}


def test_a_screen_of_another_scale_is_drawn_anew(qtbot: QtBot, window: MainWindow) -> None:
    run_to(qtbot, window.playhead, 10)
    for widget in (window, *window.findChildren(type(window.network_view.canvas))):
        for kind in (QEvent.Type.DevicePixelRatioChange, QEvent.Type.ScreenChangeInternal):
            QApplication.sendEvent(widget, QEvent(kind))
    run_to(qtbot, window.playhead, 20)
    assert not window.network_view.canvas.grab().isNull()


@pytest.mark.usefixtures("questions")
def test_a_window_whose_screen_was_unplugged_opens_on_one_that_is_there(qtbot: QtBot) -> None:
    first = MainWindow(Settings())
    qtbot.addWidget(first)
    first.show()
    qtbot.waitExposed(first)
    first.move(QPoint(5000, 3000))
    first.close()
    again = MainWindow(Settings())
    qtbot.addWidget(again)
    again.show()
    qtbot.waitExposed(again)
    assert again.screen().geometry().intersects(again.frameGeometry())
    again.close()


def saved(folder: Path) -> Path:
    """A session in a folder of its own."""
    folder.mkdir()
    recording = Recording(Settings(bits=2, hidden_units=2, observations=20))
    recording.advance_to(10)
    save(folder / "a.glassnet", Branches(recording), 3, 10)
    return folder / "a.glassnet"


def test_a_session_whose_disk_has_vanished_stays_in_the_window_and_is_saved_elsewhere(
    qtbot: QtBot, window: MainWindow, person: Person, tmp_path: Path
) -> None:
    path = saved(tmp_path / "stick")
    window.files.open_path(path)
    qtbot.waitUntil(lambda: window.files.path == path, timeout=5000)
    shutil.rmtree(path.parent)
    run_to(qtbot, window.playhead, 15)
    assert not window.files.save_file()
    assert person.warned == [f"{path} was not written: the folder is not there."]
    assert window.files.unsaved
    person.files = [tmp_path / "b.glassnet"]
    window.files.save_file_as()
    assert load(tmp_path / "b.glassnet").branches[0].steps == 15
    window.files.open_path(path)
    assert "“a.glassnet” cannot be read: No such file or directory." in person.warned[-1]


@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), PermissionError(13, "no")])
def test_a_disk_that_answers_nothing_any_more_hinders_neither_menu_nor_dialog(
    window: MainWindow,
    person: Person,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: OSError,
) -> None:
    window.remembered.keep_recent_file(saved(tmp_path / "share"))
    window.remembered.keep_folder(session_files.FOLDER, tmp_path / "share")
    real = os.stat

    def dead(path: object, *given: object, **named: object) -> object:
        if "share" in str(path):
            raise error
        return real(path, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "stat", dead)
    window.recent.fill()
    assert [each.text() for each in window.recent.actions()] == ["Nothing yet"]
    window.files.open_file()
    assert "share" not in str(person.proposed[0])
    window.remembered.keep_recent_file(tmp_path / "other.glassnet")


def test_a_folder_for_what_is_saved_aside_that_vanished_is_made_anew(
    qtbot: QtBot, window: MainWindow
) -> None:
    def kept() -> list[int]:
        files = recovery.folder().glob("*.glassnet")
        return [load(each).branches[0].steps for each in files]

    run_to(qtbot, window.playhead, 10)
    window.session.plan(12)
    window.recovery.save_aside()
    qtbot.waitUntil(lambda: kept() == [10], timeout=5000)
    shutil.rmtree(recovery.folder())
    run_to(qtbot, window.playhead, 20)
    qtbot.waitUntil(_idle(window), timeout=5000)
    window.recovery.save_aside()
    qtbot.waitUntil(lambda: kept() == [20], timeout=5000)


def _idle(window: MainWindow) -> Callable[[], bool]:
    return lambda: not window.recovery._saving.busy


def test_a_name_that_no_file_can_have_is_no_file() -> None:
    assert not remembered.is_there(Path("a\0b"))
    assert not remembered.is_there(Path("x" * 5000))
