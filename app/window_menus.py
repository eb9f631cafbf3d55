"""The menus and the tool bar of the window, and whose the keys are."""

from __future__ import annotations

from collections.abc import Mapping

from app.commands.actions import Actions
from app.commands.slots import SlotOf, slots_of
from app.commands.submenus import AppearanceMenu, RecentMenu
from app.commands.view_menu import fill_view_menu
from app.pictures.loss.plot import LossPlot
from app.pictures.network.canvas import NetworkCanvas
from app.widgets.dialog_rings import DialogRings
from app.widgets.focus_ring import FocusRing
from app.widgets.key_focus import KeyFocus
from app.window_contents import WindowContents


class WindowMenus:
    """Fills the menu bar and the tool bar of a window once its controls are made.

    Attributes:
        actions: all commands.
        recent: the sessions that were opened or saved last.
        appearance: light, dark, or as the system is.
        key_focus: gives the keys back to the picture.
        focus_ring: shows who has the keys.
    """

    def __init__(self, window: WindowContents) -> None:
        self.actions = actions = Actions(window, _slots(window))
        for key in ("undo", "redo"):
            actions[key].setEnabled(False)
        bar = actions.tool_bar()
        bar.addWidget(window.speed)
        actions.add_last(bar)
        keys = "toggle_panel", "toggle_curve", "present"
        window.parts.keep_checked(*(actions[key] for key in keys))
        window.addToolBar(bar)
        self.recent = RecentMenu(window.remembered.recent_files, window)
        actions.menus["file"].insertMenu(actions["save_file"], self.recent)
        chosen = window.remembered.text("appearance", "system")
        self.appearance = AppearanceMenu(chosen, window)
        head, panel = window.network_view.head, window.pages.panel
        fill_view_menu(actions, head, panel, window.curve, self.appearance)
        pictures = NetworkCanvas, LossPlot
        self.key_focus = KeyFocus(window, window.network_view, window.pages.content, pictures)
        self.focus_ring = FocusRing(window, pictures)
        DialogRings(window)


def _slots(window: WindowContents) -> Mapping[str, SlotOf]:
    return slots_of(
        window.files,
        window.exports,
        window.changes,
        window.vectors,
        window.controls,
        window.view,
        window.silence,
        window.parts,
        window.copies,
        window.help,
        window.strip.go_to_step,
        window.close,
    )
