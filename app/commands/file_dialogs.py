"""Asking where to write, and writing there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.commands.wording import why_not_written
from app.kept.remembered import is_there
from app.widgets.as_it_is import as_it_is


def ask_where_to_write(window: QWidget, title: str, kinds: str, proposed: Path) -> Path | None:
    """Ask for a file to write, and whether to replace the one that is there.

    Args:
        window: in front of which the question is asked.
        title: of the dialog.
        kinds: in Qt's notation, such as "Tables (*.csv)"; a name that ends in none of them gets
            the ending of the kind that is chosen.
        proposed: a file, or a folder for one.
    """
    endings = re.findall(r"\*(\.\w+)", kinds)
    while True:
        name, chosen = QFileDialog.getSaveFileName(window, title, str(proposed), kinds)
        if not name:
            return None
        path = Path(name)
        if path.suffix.lower() in endings:
            return path
        [ending] = re.findall(r"\*(\.\w+)", chosen) or endings[:1]
        path = path.with_name(path.name + ending)
        # The dialog has asked for the name as it was typed, which is another one.
        if not is_there(path) or may_replace(
            window, f"There is “{path.name}” already. Replace it?"
        ):
            return path
        proposed = path


def may_replace(window: QWidget, question: str) -> bool:
    """Ask whether what is there may be replaced."""
    buttons = QMessageBox.StandardButton
    answer = QMessageBox.question(
        window, "Replace what is there?", as_it_is(question), buttons.Yes | buttons.No, buttons.No
    )
    return answer == buttons.Yes


def write_or_warn(window: QWidget, path: Path, write: Callable[[], object]) -> bool:
    """Write a file, or say why it cannot be written; whether it was."""
    try:
        write()
    except OSError as error:
        warn_of_not_written(window, path, error)
        return False
    return True


def warn_of_not_written(window: QWidget, path: Path, error: OSError) -> None:
    """Say why a file was not written."""
    QMessageBox.warning(
        window,
        "Nothing was written",
        as_it_is(f"{path} was not written: {why_not_written(error)}."),
    )
