"""The pages of the Help menu."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QMessageBox,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app import desktop_launcher
from app.commands import COMMANDS, MENUS
from app.docks import PLACES
from app.identity import APP_NAME, VERSION

MOUSE = (
    ("Click a cell", "Select it; the inspector explains its number."),
    ("Point at a cell", "Read its number, live while training runs."),
    ("Ctrl + wheel over the network", "Make the cells larger or smaller."),
    ("Click or drag on the loss curve", "Move the playhead there."),
)


def shortcut_rows() -> list[tuple[str, str, str]]:
    """Every key as (group, keys, what it does)."""
    rows = [
        (MENUS[each.menu].replace("&", ""), _native(each.shortcut), each.help)
        for each in COMMANDS
        if each.shortcut
    ]
    rows += [("Panels", _native(place.shortcut), place.help) for place in PLACES]
    return rows


def shortcuts_page(parent: QWidget) -> QDialog:
    """A page with every key and what the mouse does."""
    dialog = QDialog(parent)
    dialog.setWindowTitle("Keyboard shortcuts")
    dialog.resize(620, 640)
    page = QTextBrowser()
    page.setAccessibleName("Keyboard shortcuts")
    html, group = [], ""
    for name, keys, help_text in shortcut_rows():
        if name != group:
            html.append(f"<tr><td colspan='2'><br><b>{name}</b></td></tr>")
            group = name
        html.append(_row(keys, help_text))
    html.append("<tr><td colspan='2'><br><b>Mouse</b></td></tr>")
    html += [_row(what, help_text) for what, help_text in MOUSE]
    page.setHtml(f"<table cellspacing='0' cellpadding='3'>{''.join(html)}</table>")
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.addWidget(page)
    column.addWidget(buttons)
    return dialog


def show_about(parent: QWidget) -> None:
    """Say what this is."""
    QMessageBox.about(
        parent,
        f"About {APP_NAME}",
        f"<h3>{APP_NAME} {VERSION}</h3>"
        "<p>Watch a small neural network learn, one training step at a time, "
        "with every number visible.</p>"
        "<p>The network is that of the notebook <i>Basics of Neural Networks - Numpy Demo</i>: "
        "its weights are the notebook's, bit for bit, after every step.</p>"
        "<p>Apache License 2.0</p>",
    )


def _native(shortcut: str) -> str:
    keys = [QKeySequence(each) for each in shortcut.split(" | ")]
    return " or ".join(each.toString(QKeySequence.SequenceFormat.NativeText) for each in keys)


def _row(keys: str, help_text: str) -> str:
    return f"<tr><td style='padding-right:18px'><b>{keys}</b></td><td>{help_text}</td></tr>"


def install_launcher(parent: QWidget) -> None:
    """Install the launcher and say where it went."""
    _tell_launcher(parent, desktop_launcher.install, "The launcher was installed:")


def uninstall_launcher(parent: QWidget) -> None:
    """Remove the launcher and say what was removed."""
    _tell_launcher(parent, desktop_launcher.uninstall, "The launcher was removed:")


def _tell_launcher(parent: QWidget, act: Callable[[], list[Path]], done: str) -> None:
    try:
        paths = act()
    except desktop_launcher.LauncherError as error:
        QMessageBox.warning(parent, "Launcher", str(error))
        return
    lines = "\n".join(str(path) for path in paths) or "(nothing was there)"
    QMessageBox.information(parent, "Launcher", f"{done}\n\n{lines}")
