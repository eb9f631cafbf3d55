"""Asking where to write, and writing there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


def ask_where_to_write(
    window: QWidget, title: str, kinds: str, suffix: str, known: Path | None = None
) -> Path | None:
    """Ask for a file to write.

    Args:
        window: in front of which the question is asked.
        title: of the dialog.
        kinds: in Qt's notation, such as "Tables (*.csv)".
        suffix: what the name is to end in if it has no ending and no kind was chosen.
        known: the file that is proposed.
    """
    name, chosen = QFileDialog.getSaveFileName(window, title, str(known) if known else "", kinds)
    if not name:
        return None
    path = Path(name)
    if not path.suffix:
        ending = chosen.partition("*")[2].rstrip(")") or suffix
        path = path.with_name(path.name + ending)
    return path


def write_or_warn(window: QWidget, path: Path, write: Callable[[], object]) -> bool:
    """Write a file, or say why it cannot be written; whether it was."""
    try:
        write()
    except OSError as error:
        QMessageBox.warning(window, "Nothing was written", f"{path} could not be written: {error}.")
        return False
    return True
