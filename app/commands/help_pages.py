"""The pages of the Help menu."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QMessageBox,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.commands.table import COMMANDS, MENUS
from app.identity import APP_NAME, VERSION
from app.launcher import desktop_launcher
from app.pages.docks import PLACES

MOUSE = (
    ("Click a cell", "Select it; the inspector explains its number."),
    ("Point at a cell", "Read its number, live while training runs."),
    ("Ctrl + wheel over the network", "Make the cells larger or smaller."),
    ("Click or drag on the loss curve", "Move the playhead there."),
)


class HelpControls(QObject):
    """The commands of the Help menu."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    @Slot()
    def show_shortcuts(self) -> None:
        """Show every key."""
        shortcuts_page(self._window).open()

    @Slot()
    def show_about(self) -> None:
        """Say what this is."""
        show_about(self._window)

    @Slot()
    def install_launcher(self) -> None:
        """Put Glassnet into the applications menu and on the desktop."""
        _tell_launcher(self._window, desktop_launcher.install, "The launcher was installed:")

    @Slot()
    def uninstall_launcher(self) -> None:
        """Take it away again."""
        _tell_launcher(self._window, desktop_launcher.uninstall, "The launcher was removed:")


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


def _tell_launcher(parent: QWidget, act: Callable[[], list[Path]], done: str) -> None:
    try:
        paths = act()
    except desktop_launcher.LauncherError as error:
        QMessageBox.warning(parent, "Launcher", str(error))
        return
    lines = "\n".join(str(path) for path in paths) or "(nothing was there)"
    QMessageBox.information(parent, "Launcher", f"{done}\n\n{lines}")
