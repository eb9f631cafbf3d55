"""What the View menu holds besides its commands."""

from __future__ import annotations

from PySide6.QtGui import QActionGroup

from app.commands.actions import Actions
from app.commands.submenus import AppearanceMenu
from app.pages.panel import Panel
from app.pictures.head import PictureHead
from app.pictures.loss.curve import LossCurve
from nn.explain.lenses import LENSES


def fill_view_menu(
    actions: Actions, head: PictureHead, panel: Panel, curve: LossCurve, appearance: AppearanceMenu
) -> None:
    """Make the lenses one choice, over the picture as well; add pages, scales and colours."""
    menu = actions.menus["view"]
    lenses = QActionGroup(actions)
    for key in LENSES:
        lenses.addAction(actions[f"show_{key}"])
    actions["show_weights"].setChecked(True)
    head.fill(actions["show_diagram"], lenses.actions())
    scales = (curve.log_steps_action, curve.log_loss_action, curve.fit_action)
    for group in (panel.page_actions, scales):
        menu.addSeparator()
        menu.addActions(group)
    sections = menu.addMenu("S&ection of a page")
    sections.addActions(panel.section_actions)
    menu.addSeparator()
    menu.addMenu(appearance)
