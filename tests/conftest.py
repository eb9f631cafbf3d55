"""What every test shares: no screen, folders of its own, no haste, and a reason where it skips."""

from __future__ import annotations

import importlib
import os
import shutil
import signal
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import hypothesis
import pytest
from skipping import skip_but_never_in_ci

from app.qt_loading import load_qt

SCREEN_PROGRAMS = ("Xvfb", "openbox", "xdotool", "xprop", "xclip")
"""What the end-to-end tests need besides Glassnet: a virtual screen, and hands and eyes on it."""

QT_TESTS = Path(__file__).parent / "app"

os.environ["QT_QPA_PLATFORM"] = "offscreen"

# A drawn example may be slow on a busy machine. The same examples every time unless
# --hypothesis-profile=drawn asks for others; a mutant is only to be found, not to be explained.
hypothesis.settings.register_profile("glassnet", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.register_profile("drawn", deadline=None, print_blob=True)
hypothesis.settings.register_profile(
    "mutants",
    parent=hypothesis.settings.get_profile("glassnet"),
    phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
)
hypothesis.settings.load_profile("glassnet")


@cache
def why_qt_does_not_load() -> str:
    """The library that is missing; "" where Qt loads."""
    try:
        # As the program does, so that what is tested has what the program has.
        load_qt()
        for name in ("QtSvg", "QtTest"):
            importlib.import_module(f"PySide6.{name}")
    except ImportError as error:
        return f"Qt cannot be loaded: {error}"
    return ""


def pytest_addoption(pluginmanager: pytest.PytestPluginManager) -> None:
    """Without Qt its plugin would end the whole run, where the tests of `nn` need neither."""
    if pluginmanager.hasplugin("pytest-qt") and why_qt_does_not_load():
        pluginmanager.unregister(name="pytest-qt")


class _TestsWithoutQt(pytest.Collector):
    """The tests of the window where Qt cannot be loaded."""

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        skip_but_never_in_ci(why_qt_does_not_load())
        return ()


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Let the tests of the window be skipped as a whole where Qt cannot be loaded."""
    if path == QT_TESTS and why_qt_does_not_load():
        collector: pytest.Collector = _TestsWithoutQt.from_parent(parent, name=path.name)
        return collector
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose programs are not installed."""
    needed = [name for marker in item.iter_markers("needs") for name in marker.args]
    if item.get_closest_marker("end_to_end"):
        needed += SCREEN_PROGRAMS
    missing = [program for program in needed if shutil.which(program) is None]
    if missing:
        skip_but_never_in_ci(f"not installed: {', '.join(missing)}")


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test read or write the settings, the data or the desktop of whoever runs it."""
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        folder = tmp_path / "xdg" / name.lower()
        folder.mkdir(parents=True)
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder))
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))


@pytest.fixture
def hears_ctrl_c() -> Iterator[None]:
    """Let programs that a test starts hear Ctrl-C.

    What a shell starts in the background ignores it, and hands that down. A handler of Python's
    is not handed down: the program starts with the system's own answer.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
