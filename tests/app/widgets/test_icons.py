from __future__ import annotations

import re
import struct
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from pytestqt.qtbot import QtBot

from app.commands.table import COMMANDS
from app.widgets.icons import ICON_SIZES, RESOURCES, action_icon, app_icon
from app.widgets.theme import DARK, LIGHT, Theme

ACTIONS = sorted(path.stem for path in (RESOURCES / "actions").glob("*.svg"))


def opaque_colours(image: QImage) -> list[QColor]:
    """The colours of the pixels that are wholly opaque."""
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return [pixel for pixel in pixels if pixel.alpha() == 255]


def distance(one: QColor, other: QColor) -> int:
    pairs = zip(one.getRgb(), other.getRgb(), strict=True)
    return max(abs(a - b) for a, b in pairs)


def test_every_command_with_an_icon_has_its_drawing() -> None:
    assert {each.icon for each in COMMANDS if each.icon} | {"pause"} <= set(ACTIONS)


@pytest.mark.parametrize("name", ACTIONS)
def test_a_drawing_has_the_one_colour_that_the_theme_gives_it(name: str) -> None:
    root = ElementTree.parse(RESOURCES / "actions" / f"{name}.svg").getroot()
    assert (root.get("width"), root.get("height")) == ("24", "24")
    named = {each.get(key) for each in root.iter() for key in ("fill", "stroke")}
    assert named <= {None, "none", "currentColor"}
    assert "currentColor" in named


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_is_drawn_in_the_colours_asked_for(qtbot: QtBot, name: str, theme: Theme) -> None:
    icon = action_icon(name, theme.text, theme.line, 1.0)
    for mode, colour in ((QIcon.Mode.Normal, theme.text), (QIcon.Mode.Disabled, theme.line)):
        seen = opaque_colours(icon.pixmap(QSize(22, 22), 1.0, mode).toImage())
        # Overlapping edges round by one.
        assert max(distance(each, QColor(colour)) for each in seen) <= 2


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0])
@pytest.mark.parametrize("size", [16, 22])
def test_an_action_is_drawn_for_the_screen_and_not_scaled(
    qtbot: QtBot, size: int, scale: float
) -> None:
    icon = action_icon("play", "#000000", "#888888", scale)
    pixels = round(size * scale)
    assert QSize(pixels, pixels) in icon.availableSizes()
    assert icon.pixmap(QSize(size, size), scale).devicePixelRatio() == pytest.approx(scale, 0.03)


def test_a_drawing_that_is_not_there_is_named(qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="'no-such'"):
        action_icon("no-such", "#000000", "#888888", 1.0)


def test_what_is_not_a_colour_is_named(qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="'blueish'"):
        action_icon("play", "blueish", "#888888", 1.0)


def test_the_application_has_an_icon_for_every_size(qtbot: QtBot) -> None:
    icon = app_icon()
    assert [size.width() for size in icon.availableSizes()] == list(ICON_SIZES)
    for size in ICON_SIZES:
        assert icon.pixmap(QSize(size, size), 1.0).toImage().size() == QSize(size, size)


@pytest.mark.parametrize("ground", [LIGHT.window, DARK.window], ids=["light", "dark"])
def test_the_icon_stands_out_from_light_and_dark(qtbot: QtBot, ground: str) -> None:
    image = app_icon().pixmap(QSize(32, 32), 1.0).toImage()
    border = image.pixelColor(3, 16)
    assert abs(border.lightness() - QColor(ground).lightness()) > 60


@pytest.mark.parametrize("path", sorted((RESOURCES / "icons").glob("*.png")), ids=lambda p: p.stem)
def test_a_picture_has_the_size_it_is_named_after_and_is_small(path: Path) -> None:
    image = QImage(str(path))
    assert f"-{image.width()}.png" in path.name
    assert image.width() == image.height()
    assert path.stat().st_size <= 16_000


def test_the_pictures_are_those_of_the_drawings(tmp_path: Path) -> None:
    script = (RESOURCES / "make" / "make_icons.py").read_text(encoding="utf-8")
    copy = tmp_path / "make" / "make_icons.py"
    copy.parent.mkdir()
    copy.write_text(script, encoding="utf-8")
    (tmp_path / "icons").mkdir()
    for drawing in (RESOURCES / "icons").glob("*.svg"):
        (tmp_path / "icons" / drawing.name).write_bytes(drawing.read_bytes())
    subprocess.run([sys.executable, str(copy)], check=True, timeout=60)
    made = {path.name for path in (tmp_path / "icons").iterdir()}
    assert made == {path.name for path in (RESOURCES / "icons").iterdir()}
    for path in (tmp_path / "icons").glob("*.png"):
        fresh = QImage(str(path)).convertToFormat(QImage.Format.Format_ARGB32)
        kept = QImage(str(RESOURCES / "icons" / path.name))
        kept = kept.convertToFormat(QImage.Format.Format_ARGB32)
        pairs = zip(bytes(fresh.constBits()), bytes(kept.constBits()), strict=True)
        # Another version of Qt may round an edge differently.
        assert max(abs(one - other) for one, other in pairs) <= 24, path.name


def test_the_windows_icon_holds_a_picture_for_each_size_it_names() -> None:
    stored = (RESOURCES / "icons" / "glassnet.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", stored)
    assert (reserved, kind) == (0, 1)
    sizes = []
    for index in range(count):
        edge, *_, length, offset = struct.unpack_from("<BBBBHHII", stored, 6 + 16 * index)
        image = QImage.fromData(stored[offset : offset + length], "png")
        assert image.width() % 256 == edge
        sizes.append(image.width())
    assert sizes == [16, 24, 32, 48, 64, 128, 256]


def test_the_mac_icon_holds_pictures_up_to_the_largest() -> None:
    stored = (RESOURCES / "icons" / "glassnet.icns").read_bytes()
    assert stored[:4] == b"icns"
    assert struct.unpack_from(">I", stored, 4) == (len(stored),)
    at, sizes = 8, []
    while at < len(stored):
        (length,) = struct.unpack_from(">I", stored, at + 4)
        sizes.append(QImage.fromData(stored[at + 8 : at + length], "png").width())
        at += length
    assert sizes == [16, 32, 64, 128, 256, 512]


@pytest.mark.parametrize("name", ["glassnet", "session"])
def test_a_drawing_needs_nothing_that_qt_leaves_out(name: str) -> None:
    # Qt draws SVG Tiny: it silently ignores clipping, masks, filters and style sheets.
    text = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    assert re.findall(r"<(clipPath|mask|filter|style|image)\b", text) == []
