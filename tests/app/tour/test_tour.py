"""The tour, taken as somebody takes it: each stop is done by doing it."""

from __future__ import annotations

import pytest
from driving import press_in_window, run_to, still
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.tour import tour as tour_module
from app.tour.stops import STOPS
from app.tour.tour import Tour
from nn.core.settings import Settings

Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton
PLACE = {stop.key: number for number, stop in enumerate(STOPS)}
LONG = 600_000


@pytest.fixture
def pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tour stay at a stop that was done, to be looked at."""
    monkeypatch.setattr(tour_module, "PAUSE_MS", LONG)


@pytest.fixture
def tour(qtbot: QtBot, pause: None, window: MainWindow) -> Tour:
    window.activateWindow()
    window.actions_by_key["show_tour"].trigger()
    assert window.help.tour is not None
    return window.help.tour


def at(tour: Tour, key: str) -> None:
    """Go on to a stop without doing what comes before it."""
    while tour.stop != key:
        tour.card.next.click()


def surrounded(tour: Tour, widget: QWidget) -> bool:
    """Whether the outline stands round a widget, as far as that is seen."""
    window = widget.window()
    centre = widget.mapTo(window, widget.rect().center())
    return tour.outline.isVisible() and tour.outline.geometry().contains(centre)


def recorded(window: MainWindow) -> tuple[object, int, int]:
    session = window.session
    return session.recording, session.epochs, session.undo_stack.count()


def drag_on_curve(qtbot: QtBot, window: MainWindow) -> None:
    viewport = window.curve.plot.viewport()
    start, end = QPoint(viewport.width() // 2, 40), QPoint(viewport.width() // 2 + 30, 40)
    qtbot.mousePress(viewport, LEFT, Qt.KeyboardModifier.NoModifier, start)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(end),
        QPointF(viewport.mapToGlobal(end)),
        LEFT,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(viewport, event)
    qtbot.mouseRelease(viewport, LEFT, Qt.KeyboardModifier.NoModifier, end)


def click_weight(qtbot: QtBot, window: MainWindow) -> None:
    canvas = window.network_view.canvas
    place = canvas.rect_of(("W2", (3, 1))).center().toPoint()
    qtbot.mouseClick(canvas.viewport(), LEFT, pos=place)


def type_vector(qtbot: QtBot, window: MainWindow) -> None:
    press_in_window(qtbot, window, Key.Key_V)
    qtbot.waitUntil(window.pages.prediction.text.hasFocus, timeout=2000)
    for bit in "11001":
        press_in_window(qtbot, window, Key.Key_1 if bit == "1" else Key.Key_0)


def test_nothing_of_it_is_there_before_it_is_asked_for(window: MainWindow) -> None:
    assert window.help.tour is None


def test_the_first_card_says_what_this_is_and_can_be_skipped(tour: Tour) -> None:
    assert tour.stop == "play"
    assert "learns to flip every bit" in tour.card.before.text()
    assert tour.card.skip.isVisible()
    assert not tour.card.back.isVisible()
    assert tour.card.accessibleName() == "Tour, 1 of 5: Let it learn"
    assert "Press Space" in tour.card.accessibleDescription()


def test_space_does_the_first_stop(qtbot: QtBot, tour: Tour, window: MainWindow) -> None:
    play = window.findChild(QWidget, "play_button")
    assert play is not None
    assert surrounded(tour, play)
    press_in_window(qtbot, window, Key.Key_Space)
    assert window.playhead.playing
    assert tour.done
    assert tour.card.done.text().startswith("✓ It learns.")
    assert surrounded(tour, window.curve)


@pytest.mark.parametrize("steps", [0, 40])
def test_arrow_down_does_the_second(
    qtbot: QtBot, tour: Tour, window: MainWindow, steps: int
) -> None:
    run_to(qtbot, window.playhead, steps)
    at(tour, "phase")
    assert surrounded(tour, window.network_view)
    press_in_window(qtbot, window, Key.Key_Down)
    qtbot.waitUntil(lambda: tour.done, timeout=5000)
    assert (window.session.position, window.session.phase) == (steps + 1, 0)


def test_arrow_down_counts_in_the_middle_of_a_step_but_not_arrow_up(
    qtbot: QtBot, tour: Tour, window: MainWindow
) -> None:
    run_to(qtbot, window.playhead, 5)
    window.playhead.seek(5, 3)
    at(tour, "phase")
    press_in_window(qtbot, window, Key.Key_Up)
    assert not tour.done
    press_in_window(qtbot, window, Key.Key_Down)
    press_in_window(qtbot, window, Key.Key_Down)
    assert tour.done
    assert window.session.phase == 4


def test_a_click_on_a_weight_does_the_third_and_why_is_lit(
    qtbot: QtBot, tour: Tour, window: MainWindow
) -> None:
    window.network_view.canvas.select(("W2", (3, 1)))
    at(tour, "weight")
    still(qtbot, window.playhead)
    assert window.network_view.canvas.selected is None
    assert window.session.position == 1
    window.network_view.canvas.select(("a1", (0,)))
    assert not tour.done
    click_weight(qtbot, window)
    assert tour.done
    assert "W2[h4,y2]" in window.pages.inspector.explanation.name  # type: ignore[union-attr]
    assert surrounded(tour, window.pages.panel.sections["inspect"].button)


def test_a_weight_can_be_selected_by_keys_and_in_the_diagram(
    qtbot: QtBot, tour: Tour, window: MainWindow
) -> None:
    window.network_view.show_diagram(True)
    at(tour, "weight")
    still(qtbot, window.playhead)
    window.network_view.canvas.select(("W1", (0, 0)))
    assert tour.done


def test_a_step_that_is_walked_through_is_seen_whole_where_a_weight_is_chosen(
    qtbot: QtBot, tour: Tour, window: MainWindow
) -> None:
    run_to(qtbot, window.playhead, 5)
    window.playhead.seek(4, 2)
    at(tour, "weight")
    assert (window.session.position, window.session.phase) == (4, None)


def test_a_typed_vector_does_the_fourth(qtbot: QtBot, tour: Tour, window: MainWindow) -> None:
    at(tour, "vector")
    assert "5 bits, such as 11011" in tour.card.task.text()
    lit = window.pages.panel.sections["try"]
    qtbot.waitUntil(lambda: surrounded(tour, lit), timeout=5000)
    type_vector(qtbot, window)
    assert tour.done
    assert window.pages.prediction.vector.tolist() == [1, 1, 0, 0, 1]


def test_a_drag_on_the_curve_does_the_last_which_stays_until_it_is_closed(
    qtbot: QtBot, tour: Tour, window: MainWindow
) -> None:
    at(tour, "curve")
    still(qtbot, window.playhead)
    assert window.session.recording.length == 200
    assert surrounded(tour, window.curve)
    drag_on_curve(qtbot, window)
    assert tour.done
    assert 0 < window.session.position < 200
    assert not tour.card.skip.isVisible()
    assert tour.card.next.text() == "Close"
    tour.card.next.click()
    assert tour.stop is None
    assert not tour.card.isVisible()


def test_it_goes_on_by_itself_from_stop_to_stop(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tour_module, "PAUSE_MS", 1)
    window.activateWindow()
    window.help.show_tour()
    tour = window.help.tour
    assert tour is not None

    def reached(key: str) -> None:
        qtbot.waitUntil(lambda: tour.stop == key, timeout=5000)
        still(qtbot, window.playhead)

    press_in_window(qtbot, window, Key.Key_Space)
    reached("phase")
    press_in_window(qtbot, window, Key.Key_Down)
    reached("weight")
    click_weight(qtbot, window)
    reached("vector")
    type_vector(qtbot, window)
    reached("curve")
    drag_on_curve(qtbot, window)
    qtbot.wait(50)
    assert tour.stop == "curve"
    assert tour.done


def test_whoever_goes_on_doing_it_is_not_hurried(
    qtbot: QtBot, tour: Tour, window: MainWindow
) -> None:
    at(tour, "phase")
    press_in_window(qtbot, window, Key.Key_Down)
    qtbot.waitUntil(lambda: tour.done, timeout=5000)
    qtbot.wait(60)
    before = tour._pause.remainingTime()
    press_in_window(qtbot, window, Key.Key_Down)
    assert tour._pause.remainingTime() > before


def test_what_belongs_to_another_stop_does_not_count(
    qtbot: QtBot, tour: Tour, window: MainWindow
) -> None:
    click_weight(qtbot, window)
    drag_on_curve(qtbot, window)
    assert not tour.done
    at(tour, "curve")
    still(qtbot, window.playhead)
    press_in_window(qtbot, window, Key.Key_Space)
    assert window.playhead.playing
    assert not tour.done


def test_back_and_next_lead_from_stop_to_stop(tour: Tour) -> None:
    tour.card.next.click()
    assert tour.stop == "phase"
    tour.card.back.click()
    assert tour.stop == "play"
    assert tour.card.count.text() == "1 of 5"


def test_skip_ends_it_at_once(qtbot: QtBot, tour: Tour, window: MainWindow) -> None:
    tour.card.skip.click()
    assert tour.stop is None
    assert not tour.card.isVisible()
    assert not tour.outline.isVisible()
    press_in_window(qtbot, window, Key.Key_Space)
    assert not tour.done
    assert not tour.card.isVisible()


def test_escape_ends_it_but_first_gives_the_keys_back(
    qtbot: QtBot, tour: Tour, window: MainWindow
) -> None:
    at(tour, "vector")
    press_in_window(qtbot, window, Key.Key_V)
    qtbot.waitUntil(window.pages.prediction.text.hasFocus, timeout=2000)
    press_in_window(qtbot, window, Key.Key_Escape)
    assert tour.stop == "vector"
    assert window.network_view.canvas.hasFocus()
    press_in_window(qtbot, window, Key.Key_Escape)
    assert tour.stop is None


def test_it_can_be_taken_again(tour: Tour, window: MainWindow) -> None:
    at(tour, "curve")
    window.actions_by_key["show_tour"].trigger()
    assert window.help.tour is tour
    assert tour.stop == "play"
    tour.end()
    window.actions_by_key["show_tour"].trigger()
    assert tour.stop == "play"
    assert tour.card.isVisible()


def test_the_card_takes_no_keys_but_is_reached_with_tab(
    qtbot: QtBot, tour: Tour, window: MainWindow
) -> None:
    assert window.network_view.canvas.hasFocus()
    tour.card.next.click()
    assert window.network_view.canvas.hasFocus()
    press_in_window(qtbot, window, Key.Key_Tab)
    assert tour.card.skip.hasFocus()
    press_in_window(qtbot, window, Key.Key_Space)
    assert not window.playhead.playing
    assert tour.stop is None


def test_a_run_that_is_open_is_left_as_it_is(qtbot: QtBot, tour: Tour, window: MainWindow) -> None:
    run_to(qtbot, window.playhead, 30)
    before = recorded(window)
    weights = window.session.recording.step(30).W1_after.copy()
    for stop in STOPS:
        at(tour, stop.key)
        still(qtbot, window.playhead)
    tour.card.next.click()
    assert tour.stop is None
    assert recorded(window) == before
    assert window.session.recording.length == 30
    assert (window.session.recording.step(30).W1_after == weights).all()


def test_a_run_that_is_over_is_neither_planned_on_nor_trained_on(
    qtbot: QtBot, tour: Tour, window: MainWindow
) -> None:
    window.session.reset(Settings(observations=10, epochs=2), "short")
    run_to(qtbot, window.playhead, 20)
    before = recorded(window)
    tour.start()
    press_in_window(qtbot, window, Key.Key_Space)
    assert tour.done
    still(qtbot, window.playhead)
    window.playhead.seek(20)
    at(tour, "phase")
    press_in_window(qtbot, window, Key.Key_Down)
    assert tour.done
    assert (window.session.position, window.session.phase) == (20, 0)
    assert recorded(window) == before


def test_what_plays_is_paused_for_the_next_stop(
    qtbot: QtBot, tour: Tour, window: MainWindow
) -> None:
    press_in_window(qtbot, window, Key.Key_Space)
    tour.card.next.click()
    still(qtbot, window.playhead)
    assert tour.stop == "phase"
    assert not tour.done
    press_in_window(qtbot, window, Key.Key_Down)
    qtbot.waitUntil(lambda: tour.done, timeout=5000)


def test_what_is_hidden_comes_for_the_tour_and_goes_again(
    qtbot: QtBot, pause: None, window: MainWindow
) -> None:
    window.parts.toggle_panel()
    window.parts.toggle_curve()
    window.help.show_tour()
    tour = window.help.tour
    assert tour is not None
    assert window.curve.isVisible()
    at(tour, "vector")
    qtbot.waitUntil(lambda: window.pages.panel.in_sight("try"), timeout=5000)
    tour.end()
    assert window.pages.panel.hidden
    assert window.parts.curve_hidden


def test_a_window_that_closes_in_the_middle_of_it_remembers_what_was_hidden(
    qtbot: QtBot, pause: None, window: MainWindow
) -> None:
    window.parts.toggle_curve()
    window.help.show_tour()
    assert not window.parts.curve_hidden
    window.close()
    again = MainWindow(Settings())
    qtbot.addWidget(again)
    assert again.parts.curve_hidden


@pytest.mark.parametrize("key", PLACE)
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (960, 540), (1920, 1080)])
def test_every_card_can_be_read_beside_what_it_speaks_of(
    qtbot: QtBot,
    tour: Tour,
    window: MainWindow,
    key: str,
    width: int,
    height: int,
) -> None:
    window.resize(width, height)
    at(tour, key)
    still(qtbot, window.playhead)
    qtbot.waitUntil(lambda: window.rect().contains(tour.card.geometry()), timeout=2000)
    qtbot.wait(30)
    card = tour.card
    for label in (card.count, card.title, card.task):
        assert label.height() >= label.heightForWidth(label.width())
        assert card.rect().contains(label.geometry())
    target = tour.stage.lit(key, False)
    assert surrounded(tour, target)
    middle = target.mapTo(window, target.rect().center())
    assert not card.geometry().contains(middle)


def test_the_outline_lets_the_mouse_through_and_is_only_a_line(
    qtbot: QtBot, tour: Tour, window: MainWindow
) -> None:
    at(tour, "phase")
    assert tour.outline.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert not tour.outline.mask().contains(tour.outline.rect().center())


def test_the_card_follows_the_window(qtbot: QtBot, tour: Tour, window: MainWindow) -> None:
    at(tour, "curve")
    still(qtbot, window.playhead)
    for size in ((1280, 800), (960, 540)):
        window.resize(*size)
        qtbot.waitUntil(lambda: surrounded(tour, window.curve), timeout=2000)
        qtbot.waitUntil(lambda: window.rect().contains(tour.card.geometry()), timeout=2000)
