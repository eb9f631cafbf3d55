from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from contrast import contrast
from picture_fit import words
from PySide6.QtGui import QColor, QFont, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.pictures.network.picture import picture_of
from app.pictures.network.view import NetworkView
from app.widgets.theme import DARK, INKS, LIGHT, Theme, inks_for
from nn.core.settings import Settings
from nn.explain.lenses import LENSES
from nn.explain.sight import sight_of
from nn.run.recording import Recording

ROOT = Path(__file__).parents[4]
PAINT_EVERY_PHASE = """
import hashlib, os
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.pictures.network.picture import picture_of
from app.pictures.network.view import NetworkView
from app.widgets.theme import LIGHT
from nn.core.settings import Settings
from nn.explain.lenses import LENSES
from nn.explain.phases import PHASES
from nn.explain.sight import sight_of
from nn.run.recording import Recording

application = QApplication([])
application.setStyle("Fusion")
application.setPalette(LIGHT.palette())
recording = Recording(Settings())
recording.advance_to(3)
view = NetworkView()
view.resize(900, 600)
view.set_sizes((5, 10, 5))
for phase in range(len(PHASES)):
    sight = sight_of(recording, recording.moment(3), phase)
    view.canvas.show_picture(picture_of(sight, LENSES["weights"]))
    image = view.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    print(PHASES[phase].key, hashlib.sha256(image.constBits()).hexdigest())
view.deleteLater()
"""


def painted(hash_seed: int) -> list[str]:
    """What every phase looks like, as one line a phase, in a process with this hash seed."""
    done = subprocess.run(
        [sys.executable, "-c", PAINT_EVERY_PHASE],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": str(hash_seed), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout.splitlines()


def test_the_frames_of_a_phase_look_the_same_whatever_the_hash_seed() -> None:
    first = painted(0)
    assert len(first) == 11
    assert len({line.split()[1] for line in first}) == 11
    for seed in (1, 2, 3):
        assert painted(seed) == first


@pytest.fixture
def recording() -> Recording:
    made = Recording(Settings())
    made.advance_to(700)
    return made


def view_of(qtbot: QtBot, sizes: tuple[int, int, int], theme: Theme = LIGHT) -> NetworkView:
    view = NetworkView()
    qtbot.addWidget(view)
    view.setPalette(theme.palette())
    view.resize(893, 480)
    view.set_sizes(sizes)
    return view


def shown(view: NetworkView) -> QImage:
    return view.canvas.grab().toImage()


def show(
    view: NetworkView, recording: Recording, position: int, phase: int | None, key: str
) -> None:
    sight = sight_of(recording, recording.moment(position), phase)
    view.canvas.show_picture(picture_of(sight, LENSES[key]))


WAYS = [(700, None), (3, None), (699, 4), (0, None), (64, 7), (65, 9), (300, 10), (300, None)]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_what_is_seen_does_not_depend_on_what_was_seen_before(
    qtbot: QtBot, recording: Recording, theme: Theme
) -> None:
    sizes = recording.settings.sizes
    used = view_of(qtbot, sizes, theme)
    for (position, phase), key in itertools.product(WAYS, LENSES):
        show(used, recording, position, phase, key)
        fresh = view_of(qtbot, sizes, theme)
        show(fresh, recording, position, phase, key)
        assert shown(used) == shown(fresh), (position, phase, key)


@pytest.mark.parametrize("size", [(893, 480), (300, 160)], ids=["numbers", "colours alone"])
def test_a_step_that_changes_little_is_seen_as_if_it_were_painted_anew(
    qtbot: QtBot, recording: Recording, size: tuple[int, int]
) -> None:
    sizes = recording.settings.sizes
    used, seen = view_of(qtbot, sizes), set[bytes]()
    used.resize(*size)
    for position in range(300, 306):
        show(used, recording, position, None, "weights")
        fresh = view_of(qtbot, sizes)
        fresh.resize(*size)
        show(fresh, recording, position, None, "weights")
        assert shown(used) == shown(fresh)
        seen.add(bytes(shown(used).constBits()))
    assert len(seen) == 6


@pytest.fixture
def large_text(qtbot: QtBot) -> Iterator[None]:
    before = QApplication.font()
    font = QFont(before)
    font.setPointSizeF(2 * before.pointSizeF())
    QApplication.setFont(font)
    yield
    QApplication.setFont(before)


def seen_with_other_scales(qtbot: QtBot, sizes: tuple[int, int, int], size: tuple[int, int]) -> int:
    """Compare what is seen of other scales with a painting of all; how many scales there were."""
    recording = Recording(Settings(bits=sizes[0], hidden_units=sizes[1], learning_rate=3.0))
    recording.advance_to(4000)
    used, legends = view_of(qtbot, sizes), set[object]()
    used.resize(*size)
    for key in LENSES:
        for position in (3, 100, 4000, 10, 1000, 2):
            show(used, recording, position, None, key)
            fresh = view_of(qtbot, sizes)
            fresh.resize(*size)
            show(fresh, recording, position, None, key)
            assert shown(used) == shown(fresh), (position, key)
            sight = sight_of(recording, recording.moment(position), None)
            legends.add(tuple(picture_of(sight, LENSES[key]).legends.items()))
    return len(legends)


@pytest.mark.parametrize("size", [(893, 480), (300, 160), (450, 300), (1400, 900)])
def test_other_scales_are_seen_as_if_all_were_painted_anew(
    qtbot: QtBot, size: tuple[int, int]
) -> None:
    assert seen_with_other_scales(qtbot, (5, 10, 5), size) > 10


@pytest.mark.parametrize("size", [(300, 160), (375, 404), (574, 428), (893, 480)])
@pytest.mark.parametrize("sizes", [(3, 4, 3), (5, 10, 5), (10, 60, 10)])
def test_where_text_is_large_other_scales_take_nothing_away_and_leave_nothing(
    qtbot: QtBot, large_text: None, sizes: tuple[int, int, int], size: tuple[int, int]
) -> None:
    assert seen_with_other_scales(qtbot, sizes, size) > 5


@pytest.mark.parametrize("factor", ["1.25", "1.5", "2"])
def test_other_scales_leave_nothing_on_a_screen_of_finer_pixels(factor: str) -> None:
    name = test_other_scales_are_seen_as_if_all_were_painted_anew.__name__
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"{__file__}::{name}"],
        cwd=ROOT,
        env=os.environ | {"QT_SCALE_FACTOR": factor},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "4 passed" in done.stdout


def test_another_size_theme_zoom_or_network_leaves_nothing_of_the_last_one(
    qtbot: QtBot, recording: Recording
) -> None:
    other = Recording(Settings(bits=3, hidden_units=4))
    other.advance_to(5)
    view = view_of(qtbot, (5, 10, 5))
    show(view, recording, 20, 3, "weights")
    shown(view)
    view.resize(600, 300)
    view.setPalette(DARK.palette())
    view.set_sizes((3, 4, 3))
    # Nothing is known of the other network before its picture comes.
    shown(view)
    view.change_zoom(1)
    view.change_zoom(0)
    show(view, other, 5, None, "weights")
    fresh = view_of(qtbot, (3, 4, 3), DARK)
    fresh.resize(600, 300)
    show(fresh, other, 5, None, "weights")
    assert shown(view) == shown(fresh)


def test_of_what_is_not_known_no_cell_is_filled(qtbot: QtBot, recording: Recording) -> None:
    view = view_of(qtbot, (5, 10, 5))
    show(view, recording, 700, 1, "by_step")
    image, ground = shown(view), QColor(LIGHT.window)
    known = {"x", "t", "u1"}
    for symbol, block in view.canvas.blocks.items():
        rect = block.pixels(0, 0)
        inside = image.pixelColor(rect.left() + 3, rect.top() + 3)
        assert (inside != ground) == (symbol in known), symbol


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_figures_can_be_read_on_every_colour(theme: Theme) -> None:
    table = theme.colour_table()
    for colour, ink in zip(table.tolist(), inks_for(table), strict=True):
        assert contrast(QColor(*colour), QColor(INKS[ink])) >= 4.58


def numbers_seen(view: NetworkView, symbol: str) -> bool:
    """Whether the cells of a block hold more than one colour: figures."""
    image, block = shown(view), view.canvas.blocks[symbol]
    rect = block.pixels(0, 0)
    colours = {
        image.pixel(x, y)
        for x in range(rect.left(), rect.right() + 1)
        for y in range(rect.top(), rect.bottom() + 1)
    }
    return len(colours) > 1


@pytest.mark.parametrize(
    ("bits", "hidden", "size"), [(8, 20, (893, 480)), (5, 10, (575, 280)), (5, 10, (893, 480))]
)
@pytest.mark.parametrize("key", LENSES)
def test_numbers_are_seen_as_early_as_they_fit(
    qtbot: QtBot, bits: int, hidden: int, size: tuple[int, int], key: str
) -> None:
    run = Recording(Settings(bits=bits, hidden_units=hidden))
    run.advance_to(600)
    view = view_of(qtbot, run.settings.sizes)
    view.resize(*size)
    show(view, run, 600, None, key)
    for symbol in ("W1", "W2", "u1", "a1", "e1", "u2", "a2", "e2", "x", "t", "label"):
        assert numbers_seen(view, symbol), symbol


def test_an_enlarged_and_scrolled_picture_shows_and_exports_all_of_its_cells(
    qtbot: QtBot, recording: Recording
) -> None:
    view = view_of(qtbot, (5, 10, 5))
    view.show()
    for _ in range(3):
        view.change_zoom(1)
    show(view, recording, 700, None, "weights")
    qtbot.waitUntil(lambda: view.canvas.width() > view.width())
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    view.grab()
    whole = shown(view)
    fresh = view_of(qtbot, (5, 10, 5))
    for _ in range(3):
        fresh.change_zoom(1)
    show(fresh, recording, 700, None, "weights")
    assert whole == shown(fresh)


@pytest.mark.parametrize(
    ("bits", "hidden", "size", "high"),
    [(5, 10, (893, 480), (7, 9)), (5, 10, (1500, 700), (9.5, 11)), (16, 1, (600, 280), (7, 9))],
    ids=["as wide as the first window", "large", "low rows"],
)
def test_figures_are_large_only_where_that_costs_no_digits_and_crowds_no_rows(
    qtbot: QtBot,
    tmp_path: Path,
    bits: int,
    hidden: int,
    size: tuple[int, int],
    high: tuple[float, float],
) -> None:
    run = Recording(Settings(bits=bits, hidden_units=hidden))
    run.advance_to(50)
    view = view_of(qtbot, run.settings.sizes)
    view.resize(*size)
    show(view, run, 50, None, "weights")
    weight = f"{sight_of(run, run.moment(50)).W1[0, 0]:.3f}".replace("-", "−")
    found = [each for each in words(view.canvas, tmp_path / "a.svg") if each.text == weight]
    assert found
    assert high[0] < found[0].ink.height() < high[1]
