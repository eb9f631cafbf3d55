"""The menus and the tool bar of the window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.commands.actions import Actions
from app.commands.slots import SlotOf, slots_of
from app.commands.submenus import AppearanceMenu, RecentMenu
from app.commands.view_menu import fill_view_menu
from app.kept.remembered import Remembered

if TYPE_CHECKING:
    from app.main_window import MainWindow


class WindowMenus:
    """Fills the menu bar and the tool bar of a window once its controls are made.

    Attributes:
        actions: all commands.
        recent: the sessions that were opened or saved last.
        appearance: light, dark, or as the system is.
    """

    def __init__(self, window: MainWindow, remembered: Remembered) -> None:
        self.actions = actions = Actions(window, _slots(window))
        for key in ("undo", "redo"):
            actions[key].setEnabled(False)
        bar = actions.tool_bar()
        bar.addWidget(window.speed)
        actions.add_toggles(bar)
        keys = "toggle_panel", "toggle_curve", "present"
        window.parts.keep_checked(*(actions[key] for key in keys))
        window.addToolBar(bar)
        self.recent = RecentMenu(remembered.recent_files, window)
        actions.menus["file"].insertMenu(actions["save_file"], self.recent)
        self.appearance = AppearanceMenu(remembered.text("appearance", "system"), window)
        head, panel = window.network_view.head, window.pages.panel
        fill_view_menu(actions, head, panel, window.curve, self.appearance)


def _slots(window: MainWindow) -> Mapping[str, SlotOf]:
    return slots_of(
        window.files,
        window.exports,
        window.changes,
        window.vectors,
        window.controls,
        window.view,
        window.parts,
        window.copies,
        window.help,
        window.strip.go_to_step,
        window.close,
    )
