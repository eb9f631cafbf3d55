"""How the window can look: as the system says, light, or dark, and with more contrast."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import Qt


class AppearanceChoice(NamedTuple):
    """One way to look.

    Attributes:
        text: in the menu.
        scheme: what Qt calls it.
        high_contrast: whether the colours are as far apart as they can be.
    """

    text: str
    scheme: Qt.ColorScheme
    high_contrast: bool = False


APPEARANCES: Mapping[str, AppearanceChoice] = {
    "system": AppearanceChoice("As the &system", Qt.ColorScheme.Unknown),
    "light": AppearanceChoice("&Light", Qt.ColorScheme.Light),
    "dark": AppearanceChoice("&Dark", Qt.ColorScheme.Dark),
    "high-light": AppearanceChoice("Light, high &contrast", Qt.ColorScheme.Light, True),
    "high-dark": AppearanceChoice("Dark, &high contrast", Qt.ColorScheme.Dark, True),
}
"""By the name under which the choice is remembered."""
