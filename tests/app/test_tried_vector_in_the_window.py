"""A vector that is tried is sent through the picture, and the run comes back as it was."""

from __future__ import annotations

import numpy as np
import pytest
from driving import press_in_window, run_to
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.pictures.position_strip import WAITING
from nn.core import plain
from nn.core.arrays import Array
from nn.core.settings import Settings
from nn.explain.trail import Place
from nn.explain.tried import SPARED


def seen(window: MainWindow) -> dict[str, Array]:
    """By symbol, the numbers in the picture."""
    picture = window.network_view.canvas._picture
    assert picture is not None
    return {symbol: np.squeeze(values) for symbol, values in picture.shown.items()}


def toggle(window: MainWindow) -> None:
    window.actions_by_key["show_tried"].trigger()


def try_bits(window: MainWindow, bits: str) -> None:
    window.pages.prediction.try_vector(np.array([int(bit) for bit in bits]))


@pytest.fixture
def stopped(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window in a phase of step 20."""
    run_to(qtbot, window.playhead, 30)
    window.playhead.seek(20, 3)
    try_bits(window, "01110")
    return window


@pytest.mark.parametrize("diagram", [False, True])
def test_a_vector_is_sent_through_the_picture_and_the_run_comes_back(
    stopped: MainWindow, diagram: bool
) -> None:
    window = stopped
    window.network_view.show_diagram(diagram)
    window.presenter.show_moment()
    strip, before, sight = window.strip.text, seen(window), window.session.sight()
    toggle(window)
    shown = seen(window)
    x = np.array([0.0, 1.0, 1.0, 1.0, 0.0])
    u1, a1, u2, a2 = plain.forward(x, sight.W1, sight.W2)
    expected = {"x": x, "t": 1 - x, "u1": u1, "a1": a1, "u2": u2, "a2": a2, "label": a2 > 0.5}
    expected |= {"W1": sight.W1, "W2": sight.W2.T}
    assert shown.keys() == expected.keys()
    assert all(np.array_equal(shown[each], expected[each]) for each in expected)
    assert window.network_view.mark.said.text().startswith("Trying 01110: not a step of the run")
    assert "Step 20 of" in window.strip.text
    assert WAITING in window.strip.text
    assert "Phase" not in window.strip.text
    assert (window.session.position, window.session.phase) == (20, 3)
    toggle(window)
    after = seen(window)
    assert after.keys() == before.keys()
    assert all(np.array_equal(after[each], before[each]) for each in before)
    assert (window.strip.text, window.session.sight()) == (strip, sight)
    assert window.network_view.mark.isHidden()


def test_escape_and_the_button_over_the_picture_return(qtbot: QtBot, stopped: MainWindow) -> None:
    window = stopped
    window.network_view.select(("u1", (2,)))
    toggle(window)
    press_in_window(qtbot, window, Qt.Key.Key_Escape)
    assert not window.tried.active
    assert window.network_view.canvas.selected == ("u1", (2,))
    toggle(window)
    window.network_view.mark.back.click()
    assert not window.tried.active
    press_in_window(qtbot, window, Qt.Key.Key_Escape)
    assert window.network_view.canvas.selected is None


def test_the_command_and_the_button_tell_whether_it_is_shown(
    qtbot: QtBot, stopped: MainWindow
) -> None:
    window = stopped
    window.pages.panel.show("try")
    button, action = window.pages.prediction.in_picture, window.actions_by_key["show_tried"]
    for click in (True, False):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert (window.tried.active, button.isChecked(), action.isChecked()) == (click,) * 3
    press_in_window(qtbot, window, Qt.Key.Key_T)
    assert (window.tried.active, button.isChecked(), action.isChecked()) == (True,) * 3
    window.playhead.seek(5)
    assert (window.tried.active, button.isChecked(), action.isChecked()) == (False,) * 3


def test_another_vector_takes_its_place(stopped: MainWindow) -> None:
    window = stopped
    toggle(window)
    try_bits(window, "11011")
    assert seen(window)["x"].tolist() == [1, 1, 0, 1, 1]
    assert window.network_view.mark.said.text().startswith("Trying 11011")


def test_the_inspector_explains_it_and_what_is_followed_stays_with_it(
    qtbot: QtBot, stopped: MainWindow
) -> None:
    window = stopped
    toggle(window)
    window.network_view.select(("u1", (2,)))
    inspector = window.pages.inspector
    told = inspector.explanation
    assert told is not None
    assert told.value == window.tried.sight().values["u1"][2]
    assert inspector.as_text().count("A vector that is tried, weighted sum of h3") == 1
    here = window.tried.sight().position
    window.presenter.go_to(Place(("W1", (1, 2)), here))
    assert window.tried.active
    assert window.network_view.canvas.selected == ("W1", (1, 2))
    window.presenter.go_to(Place(("W1", (1, 2)), 7))
    assert (window.tried.active, window.session.position) == (False, 7)


@pytest.mark.parametrize("key", ["slope", "pushes", "check", "lesson"])
def test_nothing_claims_to_know_an_error_or_a_gradient_of_it(
    qtbot: QtBot, stopped: MainWindow, key: str
) -> None:
    window = stopped
    window.playhead.seek(20)
    window.network_view.select(("W1", (1, 2)))
    window.pages.panel.show(key)
    toggle(window)
    page = window.pages.content(key)
    told = page.result if key in ("check", "lesson") else page.told  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: told.text() == SPARED, timeout=5000)


def test_a_weight_is_set_in_the_run(stopped: MainWindow) -> None:
    window = stopped
    window.playhead.seek(20)
    toggle(window)
    window.network_view.cell_activated.emit("W1", (0, 0))
    assert not window.tried.active
    assert window.weight_editor.isVisible()


def test_a_run_of_another_size_is_shown_at_once(stopped: MainWindow) -> None:
    toggle(stopped)
    stopped.session.reset(Settings(bits=3, hidden_units=2), "small")
    assert seen(stopped)["W1"].shape == (3, 2)
    assert stopped.network_view.mark.isHidden()


def test_the_presentation_says_that_the_run_waits(stopped: MainWindow) -> None:
    window = stopped
    window.parts.present()
    presentation = window.parts._presentation
    assert presentation is not None
    toggle(window)
    assert presentation.banner.text == WAITING
    toggle(window)
    assert presentation.banner.text.startswith("4 of 11")
    window.parts.present()
