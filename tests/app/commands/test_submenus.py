from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.commands.submenus import RecentMenu


def test_a_recent_file_is_named_with_its_ampersand(bare_window: QWidget) -> None:
    menu = RecentMenu(lambda: [Path("/runs/a & b.glassnet")], bare_window)
    menu.fill()
    [action] = menu.actions()
    assert action.text() == "a && b.glassnet"
    assert Path(action.data()) == Path("/runs/a & b.glassnet")


def test_without_a_recent_file_it_says_so(bare_window: QWidget) -> None:
    menu = RecentMenu(list, bare_window)
    menu.fill()
    [action] = menu.actions()
    assert action.text() == "Nothing yet"
    assert not action.isEnabled()
