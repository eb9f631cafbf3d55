"""What has been learnt, in the window: it follows the moment, and leads to units and vectors."""

from __future__ import annotations

import numpy as np
import pytest
from driving import CTRL, SHIFT, press_in_window, run_to
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.pages.learnt import LearntSection
from app.pages.learnt_units import UnitsMap
from nn.core.settings import Settings

PRODUCT, BIAS, UNITS, LIKENESS = range(4)


@pytest.fixture
def section(window: MainWindow, qtbot: QtBot) -> LearntSection:
    """The section in sight, at step 300."""
    run_to(qtbot, window.playhead, 300)
    window.pages.panel.show("learnt")
    return window.pages.learnt


def shown(section: LearntSection) -> np.ndarray:
    found: np.ndarray = section.lens.map._numbers.values
    return found


def test_a_key_unfolds_it_on_the_page_for_tests(qtbot: QtBot, window: MainWindow) -> None:
    assert not window.pages.panel.in_sight("learnt")
    assert not window.pages.is_made("learnt")
    press_in_window(qtbot, window, Qt.Key.Key_W, CTRL | SHIFT)
    assert window.pages.panel.in_sight("learnt")
    assert window.pages.panel.page == "test"


def test_it_follows_the_one_moment(
    qtbot: QtBot, window: MainWindow, section: LearntSection
) -> None:
    for position, phase in ((120, None), (120, 3), (300, None), (0, None)):
        window.playhead.seek(position, phase)
        sight = window.session.sight()
        expected = sight.W1 @ sight.W2
        qtbot.waitUntil(
            lambda expected=expected: np.allclose(shown(section), expected),  # type: ignore[misc]
            timeout=2000,
        )
    window.session.reset(Settings(bits=3, hidden_units=2), "small")
    qtbot.waitUntil(lambda: shown(section).shape == (3, 3), timeout=2000)


def test_every_lens_is_chosen_with_the_keyboard(
    qtbot: QtBot, window: MainWindow, section: LearntSection
) -> None:
    window.pages.panel.go_to("learnt")
    for number in (BIAS, UNITS, LIKENESS):
        press_in_window(qtbot, window, Qt.Key.Key_Tab)
        press_in_window(qtbot, window, Qt.Key.Key_Space)
        assert section.lens is section.lenses[number]
        assert not window.playhead.playing
    assert window.session.position == 300


def test_a_unit_that_is_chosen_is_selected_in_the_picture(
    window: MainWindow, section: LearntSection
) -> None:
    section.look_through(UNITS)
    section.lens.map.chosen.emit(0, 6)
    assert window.network_view.canvas.selected == ("a1", (6,))
    assert section.lens.told.text().startswith("h7 is on")
    assert window.pages.panel.page == "test"
    lens = section.lens
    assert isinstance(lens, UnitsMap)
    assert lens.silence.text() == "Silence h7"
    lens.silence.click()
    assert window.silenced.units == {6}
    assert lens.silence.text() == "Hear h7 again"
    assert section.lens.told.text().startswith("h7 (silenced) is on")
    window.network_view.select(("W2", (3, 1)))
    assert section.lens.told.text().startswith("h4 is on")


def test_a_vector_of_a_unit_is_tried(window: MainWindow, section: LearntSection) -> None:
    section.look_through(UNITS)
    lens = section.lens
    assert isinstance(lens, UnitsMap)
    lens.all.chosen.emit(2, 5)
    assert window.pages.prediction.vector.tolist() == [1, 0, 1, 0, 1]
    assert window.pages.panel.in_sight("learnt")


def test_it_answers_at_once_without_what_is_silenced(
    window: MainWindow, section: LearntSection
) -> None:
    sight = window.session.sight()
    window.silence.switch(2)
    W2 = sight.W2.copy()
    W2[2] = 0.0
    assert np.allclose(shown(section), sight.W1 @ W2)
    assert section.lens.told.text().startswith("Without h3: ")
    window.silence.switch(2)
    assert np.allclose(shown(section), sight.W1 @ sight.W2)
    assert not section.lens.told.text().startswith("Without")
