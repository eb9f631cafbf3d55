"""Installing and removing the launcher from the window, and what became of it in words."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from app.commands.long_work import LongWork
from app.launcher import desktop_launcher
from app.launcher.desktop_launcher import LauncherError
from app.widgets.as_it_is import as_it_is
from app.widgets.figures import counted
from nn.core.progress import Progress

TITLE = "Launcher"
INSTALLED_ALONE = "The desktop was not told of all of it; installing it again tells it."
REMOVED_ALONE = "The desktop was not told, and may still show it for a while."

_one_at_a_time = Lock()
"""Two changes at once would each take the other's files for somebody else's."""


class _Outcome(NamedTuple):
    """What became of it.

    Attributes:
        paths: the files.
        problem: why it cannot be done, "" if it was.
        alone: whether the desktop was not told of it.
    """

    paths: list[Path]
    problem: str = ""
    alone: bool = False


def install_launcher(window: QWidget, long_work: LongWork) -> None:
    """Put Glassnet into the applications menu and on the desktop."""
    told = partial(_tell, window, "The launcher was installed.", "written", INSTALLED_ALONE)
    _change(long_work, "Installing the launcher …", desktop_launcher.install, told)


def uninstall_launcher(window: QWidget, long_work: LongWork) -> None:
    """Take it away again."""
    told = partial(_tell, window, "The launcher was removed.", "removed", REMOVED_ALONE)
    _change(long_work, "Removing the launcher …", desktop_launcher.uninstall, told)


def _change(
    long_work: LongWork,
    title: str,
    act: Callable[[Progress], list[Path] | None],
    told: Callable[[_Outcome], None],
) -> None:
    def work(progress: Progress) -> _Outcome | None:
        alone = False

        def watched(done: int, total: int) -> bool:
            nonlocal alone
            alone = alone or not progress(done, total)
            return not alone

        try:
            with _one_at_a_time:
                paths = act(watched)
        except LauncherError as error:
            return _Outcome([], str(error))
        return None if paths is None else _Outcome(paths, alone=alone)

    if sys.platform == "win32":
        # It is soon done there, and what makes shortcuts has to be in the window's thread.
        outcome = work(lambda *_: True)
        assert outcome is not None
        told(outcome)
    else:
        long_work.do(title, work, told)


def _tell(window: QWidget, done: str, verb: str, alone: str, outcome: _Outcome) -> None:
    if outcome.problem:
        QMessageBox.warning(window, TITLE, as_it_is(outcome.problem))
        return
    box = QMessageBox(window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(TITLE)
    box.setIcon(QMessageBox.Icon.Information)
    if outcome.paths:
        box.setText(done)
        files = counted(len(outcome.paths), "file")
        told = f"{files} {'was' if len(outcome.paths) == 1 else 'were'} {verb}."
        box.setInformativeText(f"{told} {alone}" if outcome.alone else told)
        box.setDetailedText("\n".join(map(str, outcome.paths)))
    else:
        box.setText("There was nothing to remove.")
    box.open()
