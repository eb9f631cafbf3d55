"""The window: what there is in it, its commands, who hears whom, and how it was the last time."""

from __future__ import annotations

from app.window_connections import connect
from app.window_contents import WindowContents
from app.window_menus import WindowMenus
from nn.core.settings import Settings


class MainWindow(WindowContents):
    """The window.

    Args of the constructor:
        settings: of its first run; None for those of the last time.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__(settings)
        menus = WindowMenus(self)
        self.actions_by_key, self.recent = menus.actions, menus.recent
        self.appearance, self.key_focus = menus.appearance, menus.key_focus
        self.focus_ring = menus.focus_ring
        connect(self, menus)
        self._begin()

    def focusNextPrevChild(self, onward: bool) -> bool:
        # Nothing of it is needed before a person first asks for it.
        from app.widgets.tab_order import step_focus

        self.focus_ring.show_keys()
        return step_focus(self, onward)

    def _begin(self) -> None:
        self.speed.set_pace(self.remembered.pace())
        self.playhead.set_pace(self.speed.pace)
        self.presenter.show_recording()
        self.presenter.show_branches()
        self.memory.keep_settings()
        self.memory.restore_layout()
        self.network_view.show_diagram(self.remembered.text("picture", "") == "diagram")
        self.network_view.setFocus()
        self.parts.restore()
        self.recovery.start()
        self.preferences.begin()
