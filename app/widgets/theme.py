"""Colours and figures: one accent, one diverging map, for light and for dark."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QFont, QPalette

MUTED = QPalette.ColorRole.PlaceholderText
"""The role of text that explains: a label with this foreground follows every change of palette."""

FIELDS = ("QLineEdit", "QComboBox", "QAbstractSpinBox", "QSlider")
"""What is typed or chosen in, by Qt's names."""

FRAME_DARKER = 140
"""Fusion draws a frame in the window's colour, made darker by so many hundredths."""

BAD = QPalette.ColorRole.BrightText
"""The role of text that says what is wrong."""


class Theme(NamedTuple):
    """Every colour of the window, as #rrggbb.

    Attributes:
        window: ground of the window.
        surface: ground of fields, plots and tables.
        raised: ground of buttons.
        text: text and figures.
        muted: labels and axes; readable on `window` and `surface`.
        line: borders and grids.
        frame: around what is typed or chosen in; at least 3:1 on `window` and `surface`.
        accent: the one colour that draws the eye.
        on_accent: text on `accent`.
        bad: what is wrong.
        branch_colours: of branches, told apart by everyone.
        map_stops: the diverging map from the lowest over zero to the highest value.
    """

    window: str
    surface: str
    raised: str
    text: str
    muted: str
    line: str
    frame: str
    accent: str
    on_accent: str
    bad: str
    branch_colours: tuple[str, ...]
    map_stops: tuple[str, ...]

    def palette(self) -> QPalette:
        """The palette that gives every standard widget these colours."""
        palette = QPalette()
        role = QPalette.ColorRole
        for target, colour in {
            role.Window: self.window,
            role.WindowText: self.text,
            role.Base: self.surface,
            role.AlternateBase: self.window,
            role.Text: self.text,
            role.Button: self.raised,
            role.ButtonText: self.text,
            BAD: self.bad,
            role.ToolTipBase: self.surface,
            role.ToolTipText: self.text,
            MUTED: self.muted,
            role.Highlight: self.accent,
            role.HighlightedText: self.on_accent,
            role.Accent: self.accent,
            role.Link: self.accent,
            role.Mid: self.line,
            role.Midlight: self.line,
            role.Dark: self.line,
            role.Light: self.raised,
            role.Shadow: self.line,
        }.items():
            palette.setColor(target, QColor(colour))
        disabled = QPalette.ColorGroup.Disabled
        for target in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(disabled, target, mixed(self.muted, self.window, 0.45))
        palette.setColor(disabled, role.Highlight, QColor(self.line))
        return palette

    def field_palette(self) -> QPalette:
        """The palette of `FIELDS`: it differs in the colour that their frames are made of."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(self.frame).lighter(FRAME_DARKER))
        return palette

    def branch_colour(self, number: int) -> str:
        """The colour of a branch; they come again when all are used."""
        return self.branch_colours[number % len(self.branch_colours)]

    def colour_table(self) -> NDArray[np.uint8]:
        """The diverging map as 257 rows of red, green, blue; row 128 is zero; read-only."""
        return _colour_table(self.map_stops)


@cache
def _colour_table(stops: tuple[str, ...]) -> NDArray[np.uint8]:
    # As bytes they would be cut off rather than rounded.
    shares = pg.ColorMap(None, stops).getLookupTable(nPts=257, mode=pg.ColorMap.FLOAT)
    table: NDArray[np.uint8] = (shares * 255).round().astype(np.uint8)
    table.setflags(write=False)
    return table


LIGHT = Theme(
    window="#f4f5f7",
    surface="#ffffff",
    raised="#ffffff",
    text="#1b2027",
    muted="#59626f",
    line="#d3d8df",
    frame="#828994",
    accent="#6544cf",
    on_accent="#ffffff",
    bad="#c0183f",
    branch_colours=("#59626f", "#0072b2", "#d55e00", "#009e73", "#c06a9a", "#8a6d00"),
    map_stops=("#a84e00", "#e58a2b", "#fbcf97", "#f6f6f4", "#b3d6ee", "#4f9bd0", "#1b5f9e"),
)

DARK = Theme(
    window="#1b1e23",
    surface="#22262c",
    raised="#2d323a",
    text="#e8eaed",
    muted="#a2abb7",
    line="#3d444e",
    frame="#7b8490",
    accent="#ad96ff",
    on_accent="#17131f",
    bad="#ff7d92",
    branch_colours=("#a2abb7", "#56b4e9", "#ff9a4d", "#3fd0a4", "#e8a3c9", "#e6d04f"),
    map_stops=("#ffc681", "#dd8326", "#7c4716", "#30353c", "#1f4f7c", "#4295d6", "#a9d8ff"),
)


HIGH_LIGHT = Theme(
    window="#ffffff",
    surface="#fffffe",
    raised="#ffffff",
    text="#000000",
    muted="#2f343a",
    line="#767676",
    frame="#000000",
    accent="#3a12a8",
    on_accent="#ffffff",
    bad="#a00020",
    branch_colours=("#3a3f46", "#004f86", "#a33f00", "#006b4c", "#8f2f6b", "#5f4a00"),
    map_stops=("#5a2600", "#c25e00", "#f4b56a", "#ffffff", "#8cc0ea", "#1f6fb5", "#00305e"),
)

HIGH_DARK = Theme(
    window="#000000",
    surface="#000001",
    raised="#1f1f1f",
    text="#ffffff",
    muted="#e0e4ea",
    line="#8a8a8a",
    frame="#ffffff",
    accent="#cdbcff",
    on_accent="#000000",
    bad="#ff9fac",
    branch_colours=("#d5dae0", "#7cc8ff", "#ffb070", "#5fe8bd", "#f5bede", "#f4e27a"),
    map_stops=("#ffe0a8", "#ff9a1f", "#8a4a00", "#141414", "#00467f", "#3fa2f0", "#c8e6ff"),
)

THEMES = {QColor(theme.window).rgb(): theme for theme in (LIGHT, DARK, HIGH_LIGHT, HIGH_DARK)}
"""By the colour of the window, in which no two are alike."""


def theme_of(palette: QPalette) -> Theme:
    """The theme that a widget with this palette is shown in."""
    window = palette.color(QPalette.ColorRole.Window)
    known = THEMES.get(window.rgb())
    if known is not None:
        return known
    return DARK if window.lightness() < 128 else LIGHT


INKS = ("#000000", "#ffffff")
"""What figures are written in on a colour."""


def inks_for(table: NDArray[np.uint8]) -> list[int]:
    """The index in `INKS` that reads better on each colour of a table: always at least 4.58:1.

    By the relative luminance of WCAG 2: black and white read alike where (L + 0.05)² is 1.05·0.05.
    """
    inks: list[int] = ((_luminance(table) + 0.05) ** 2 < 1.05 * 0.05).astype(int).tolist()
    return inks


def contrast(one: QColor, other: QColor) -> float:
    """How well one colour is told from another, by WCAG 2: from 1 to 21."""
    table = [(each.red(), each.green(), each.blue()) for each in (one, other)]
    low, high = np.sort(_luminance(np.array(table, np.uint8))).tolist()
    return float((high + 0.05) / (low + 0.05))


def _luminance(table: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The relative luminance of each colour of a table."""
    shares = table / 255.0
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    luminance: NDArray[np.float64] = linear @ np.array([0.2126, 0.7152, 0.0722])
    return luminance


def tabular(font: QFont, scale: float = 1.0) -> QFont:
    """A copy of `font` whose figures all have one width, at `scale` times its size."""
    figures = QFont(font)
    figures.setFeature(QFont.Tag("tnum"), 1)
    if scale != 1.0:
        figures.setPointSizeF(font.pointSizeF() * scale)
    return figures


SIZES_ITSELF = "sizes_itself"
"""A property of widgets that change their own size of text whenever that around them changes."""


def mixed(one: str, other: str, share: float) -> QColor:
    """`one` with `share` of `other` mixed in."""
    first, second = QColor(one), QColor(other)
    return QColor.fromRgbF(
        *(
            a + (b - a) * share
            for a, b in (
                (first.redF(), second.redF()),
                (first.greenF(), second.greenF()),
                (first.blueF(), second.blueF()),
            )
        )
    )
