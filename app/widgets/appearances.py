"""How the window can look: as the system says, light, or dark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import Qt


class AppearanceChoice(NamedTuple):
    """One way to look.

    Attributes:
        text: in the menu.
        scheme: what Qt calls it.
    """

    text: str
    scheme: Qt.ColorScheme


APPEARANCES: Mapping[str, AppearanceChoice] = {
    "system": AppearanceChoice("As the &system", Qt.ColorScheme.Unknown),
    "light": AppearanceChoice("&Light", Qt.ColorScheme.Light),
    "dark": AppearanceChoice("&Dark", Qt.ColorScheme.Dark),
}
"""By the name under which the choice is remembered."""
