"""The pages of the Help menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QMenu,
    QMenuBar,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.pages.side_panel import SidePanel
from app.widgets.key_table import KeyTable
from nn.explain.glossary import glossary

MOUSE = (
    ("Click a cell or an edge", "Select it; the inspector explains its number."),
    ("Point at a cell or an edge", "Read its number, live while training runs."),
    ("Ctrl + wheel over the network", "Make the cells larger or smaller."),
    ("Click or drag on the loss curve", "Move the playhead there."),
)


def key_rows(window: QWidget) -> list[tuple[str, str, str]]:
    """Every key that is bound in a window, as (group, keys, what it does), made from what binds it.

    First the menus in their order, then what single widgets hear while they have the focus.
    """
    for panel in window.findChildren(SidePanel):
        # A page that nobody has opened yet has keys as well.
        panel.make_all()
    rows: dict[tuple[str, str, str], None] = {}
    listed: set[QAction] = set()
    for bar in window.findChildren(QMenuBar):
        for menu in bar.actions():
            for action in _actions_of(menu):
                listed.add(action)
                if action.shortcuts():
                    rows[_plain(menu.text()), _keys_of(action), _help_of(action)] = None
    for action in window.findChildren(QAction):
        if action.shortcuts() and action not in listed:
            rows[_place_of(action), _keys_of(action), _help_of(action)] = None
    for each in window.findChildren(QObject):
        table = getattr(type(each), "KEYS", None)
        if isinstance(table, KeyTable):
            for keys, help_text in table.rows:
                rows[table.place, _native(keys), help_text] = None
    return sorted(rows, key=_by_group(rows))


def shortcuts_page(parent: QWidget) -> QDialog:
    """A page with every key and what the mouse does."""
    html, group = [], ""
    for name, keys, help_text in key_rows(parent):
        if name != group:
            html.append(f"<tr><td colspan='2'><br><b>{name}</b></td></tr>")
            group = name
        html.append(_row(keys, help_text))
    html.append("<tr><td colspan='2'><br><b>Mouse</b></td></tr>")
    html += [_row(what, help_text) for what, help_text in MOUSE]
    return _page(parent, "Keyboard shortcuts", html)


def glossary_page(parent: QWidget, task: str) -> QDialog:
    """A page with every symbol, where the network learns a task."""
    html = []
    for each in glossary(task):
        says = "<br>".join(escape(part) for part in (each.formula, each.shape) if part)
        html.append(
            f"<tr><td style='padding-right:14px'><b>{escape(each.name)}</b></td>"
            f"<td style='padding-right:14px'><b>{escape(each.word)}</b></td>"
            f"<td style='padding-bottom:6px'>{escape(each.meaning)}"
            f"{f'<br>{says}' if says else ''}</td></tr>"
        )
    return _page(parent, "Glossary", html)


def _page(parent: QWidget, title: str, rows: list[str]) -> QDialog:
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    dialog.resize(620, 640)
    page = QTextBrowser()
    page.setAccessibleName(title)
    page.setHtml(f"<table cellspacing='0' cellpadding='3'>{''.join(rows)}</table>")
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.addWidget(page)
    column.addWidget(buttons)
    return dialog


def _by_group(
    rows: Iterable[tuple[str, str, str]],
) -> Callable[[tuple[str, str, str]], int]:
    """Sorts rows by where their group was met first."""
    groups = list(dict.fromkeys(group for group, _, _ in rows))
    return lambda row: groups.index(row[0])


def _actions_of(action: QAction) -> Iterator[QAction]:
    """An action, or those of its menu and of the menus therein."""
    menu = action.menu()
    if isinstance(menu, QMenu):
        for each in menu.actions():
            yield from _actions_of(each)
    else:
        yield action


def _keys_of(action: QAction) -> str:
    return _native(" | ".join(each.toString() for each in action.shortcuts()))


def _help_of(action: QAction) -> str:
    return action.statusTip() or f"{_plain(action.text())}."


def _place_of(action: QAction) -> str:
    owner = action.parent()
    return f"On “{owner.accessibleName()}”" if isinstance(owner, QWidget) else "Everywhere"


def _plain(text: str) -> str:
    return text.replace("&", "")


def _native(shortcut: str) -> str:
    keys = [QKeySequence(each) for each in shortcut.split(" | ")]
    return " or ".join(each.toString(QKeySequence.SequenceFormat.NativeText) for each in keys)


def _row(keys: str, help_text: str) -> str:
    return f"<tr><td style='padding-right:18px'><b>{keys}</b></td><td>{help_text}</td></tr>"
