"""Whose the keys are, in the whole window."""

from __future__ import annotations

import pytest
from driving import CTRL, NONE, SHIFT, press_in_window, run_to, still
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QFileDialog,
    QMessageBox,
    QSlider,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.pages.places import PAGES, SECTIONS, PagePlace, SectionPlace

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """A window that has the keyboard."""
    window.activateWindow()
    qtbot.waitActive(window)
    return window


def tab_to(qtbot: QtBot, window: MainWindow, control: QWidget) -> None:
    """Go to a control as Tab does."""
    control.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(control.hasFocus, timeout=2000)


@pytest.mark.parametrize("place", SECTIONS, ids=lambda place: place.key)
def test_the_key_of_a_section_brings_it_to_the_front_and_never_hides_it(
    qtbot: QtBot, window: MainWindow, place: object
) -> None:
    key = place.key  # type: ignore[attr-defined]
    action = next(each for each in window.pages.panel.section_actions if each.data() == key)
    sequence = action.shortcut()[0]
    for _ in range(3):
        press_in_window(qtbot, window, sequence.key(), sequence.keyboardModifiers())
        qtbot.waitUntil(lambda: window.pages.panel.in_sight(key), timeout=2000)
    page = place.page  # type: ignore[attr-defined]
    assert [each.data() for each in window.pages.panel.page_actions if each.isChecked()] == [page]


@pytest.mark.parametrize("place", SECTIONS, ids=lambda place: place.key)
def test_the_key_of_a_section_lets_all_of_it_be_seen_that_there_is_room_for(
    qtbot: QtBot, window: MainWindow, place: SectionPlace
) -> None:
    panel, other = window.pages.panel, window.pages.panel.sections
    window.resize(1280, 800)
    for each in SECTIONS:
        panel.show(each.key)
    qtbot.wait(100)
    panel.show("inspect" if place.page == "walk" else "guess")
    other[place.key].set_unfolded(False)
    qtbot.wait(50)
    action = next(each for each in panel.section_actions if each.data() == place.key)
    action.trigger()
    section = other[place.key]

    def is_seen() -> bool:
        room = panel._areas[place.page].viewport().height()
        high = section.visibleRegion().boundingRect().height()
        needed = section.heightForWidth(section.width())
        return section.height() >= needed and high >= min(section.height(), room) - 1

    qtbot.waitUntil(is_seen, timeout=3000)


def test_the_key_of_a_section_gives_it_the_keyboard_until_escape(
    qtbot: QtBot, window: MainWindow
) -> None:
    """The terms of a weight are walked without a mouse, and then phases again."""
    run_to(qtbot, window.playhead, 1)
    window.network_view.select(("W1", (0, 0)))
    window.network_view.canvas.setFocus()
    press_in_window(qtbot, window, Key.Key_I, CTRL)
    table = window.pages.inspector.table
    assert table.hasFocus()
    table.setCurrentIndex(table.model().index(0, 1))
    press_in_window(qtbot, window, Key.Key_Down)
    assert (table.currentIndex().row(), window.session.phase) == (1, None)
    press_in_window(qtbot, window, Key.Key_Escape)
    assert window.network_view.canvas.hasFocus()
    press_in_window(qtbot, window, Key.Key_K, CTRL)
    assert window.pages.code.view.hasFocus()
    press_in_window(qtbot, window, Key.Key_B, CTRL)
    assert window.pages.stops.rows["step"].box.hasFocus()


@pytest.mark.parametrize("place", PAGES, ids=lambda place: place.key)
def test_a_page_has_a_key_and_a_button_that_says_what_it_is(
    qtbot: QtBot, window: MainWindow, place: PagePlace
) -> None:
    panel = window.pages.panel
    inside = {each.key for each in SECTIONS if each.page == place.key and each.unfolded}
    others = {each.key for each in SECTIONS} - inside
    panel.show_page("watch" if place.key != "watch" else "test")
    action = next(each for each in panel.page_actions if each.data() == place.key)
    sequence = action.shortcut()[0]
    press_in_window(qtbot, window, sequence.key(), sequence.keyboardModifiers())
    qtbot.waitUntil(lambda: all(map(panel.in_sight, inside)), timeout=2000)
    assert not any(map(panel.in_sight, others))
    button = next(
        each
        for each in panel.dock.findChildren(QToolButton)
        if each.text() == place.title and each.isCheckable()
    )
    assert button.isChecked()
    panel.show_page("settings" if place.key != "settings" else "test")
    assert not button.isChecked()
    qtbot.mouseClick(button, LEFT)
    assert panel.page == place.key
    assert not button.icon().isNull()


def fields(window: MainWindow) -> dict[str, tuple[str, QWidget]]:
    """Something to type in on each page that has it, by a name, with its page."""
    pages = window.pages
    return {
        "vector": ("try", pages.prediction.text),
        "count": ("try", pages.validation.count),
        "bit": ("try", pages.prediction.toggles.buttons[1]),
        "stop": ("stops", pages.stops.rows["step"].field),
        "tick": ("stops", pages.stops.rows["step"].box),
        "branches": ("branches", pages.branches.list),
        "setting": ("settings", pages.settings.fields["seed"].edit),
        "task": ("settings", pages.settings.task),
    }


@pytest.mark.parametrize(
    "name", ["vector", "count", "bit", "stop", "tick", "branches", "setting", "task"]
)
def test_escape_gives_the_keys_back_to_the_picture(
    qtbot: QtBot, window: MainWindow, name: str
) -> None:
    page, field = fields(window)[name]
    window.pages.panel.show(page)
    tab_to(qtbot, window, field)
    press_in_window(qtbot, window, Key.Key_Escape)
    assert window.network_view.canvas.hasFocus()
    press_in_window(qtbot, window, Key.Key_Right)
    still(qtbot, window.playhead)
    assert window.session.position == 1


@pytest.mark.parametrize(
    ("name", "typed", "kept"), [("setting", "7", "42"), ("vector", "1", "01110")]
)
def test_escape_restores_what_was_typed_before_it_leaves(
    qtbot: QtBot, window: MainWindow, name: str, typed: str, kept: str
) -> None:
    page, field = fields(window)[name]
    window.pages.panel.show(page)
    tab_to(qtbot, window, field)
    qtbot.keyClicks(field, typed)
    press_in_window(qtbot, window, Key.Key_Escape)
    assert field.text() == kept  # type: ignore[attr-defined]


def test_escape_in_the_number_of_vectors_restores_it(qtbot: QtBot, window: MainWindow) -> None:
    box = window.pages.validation.count
    tab_to(qtbot, window, box)
    qtbot.keyClicks(box, "12")
    press_in_window(qtbot, window, Key.Key_Escape)
    assert (box.value(), box.text()) == (5000, "5,000")


def buttons(window: MainWindow) -> list[QAbstractButton]:
    """Every button of the window that can be clicked now, in the tool bar and on the pages."""
    found = []
    for place in SECTIONS:
        window.pages.panel.show(place.key)
        QApplication.processEvents()
        found += [
            each
            for each in window.findChildren(QAbstractButton)
            if each.isVisible() and each.isEnabled() and not each.visibleRegion().isEmpty()
        ]
    return list(dict.fromkeys(found))


def test_after_a_click_on_any_button_space_plays_and_presses_nothing(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, window: MainWindow
) -> None:
    choices = QMessageBox.StandardButton
    refuse = lambda *asked: choices.Cancel if asked[3] & choices.Reset else choices.Discard  # noqa: E731
    monkeypatch.setattr(QMessageBox, "question", refuse)
    for asks in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, asks, lambda *_: ("", ""))
    window.playhead.run_to(40)
    still(qtbot, window.playhead)
    window.playhead.seek(20)
    tried = 0
    for button in buttons(window):
        if button.objectName() == "play_button" or button.parent() is None:
            continue
        place = next((p.key for p in SECTIONS if _dock_of(window, p.key).isAncestorOf(button)), "")
        if place:
            window.pages.panel.show(place)
            QApplication.processEvents()
        field = window.pages.prediction.text
        field.setFocus()
        qtbot.mouseClick(button, LEFT)
        still(qtbot, window.playhead)
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None, timeout=2000)
        if not isinstance(QApplication.focusWidget(), type(window.network_view.canvas)):
            # What the click opened is typed into, such as the new name of a branch.
            assert button is window.pages.branches.rename_button, button
            press_in_window(qtbot, window, Key.Key_Escape)
            continue
        if window.session.position >= window.session.recording.length:
            window.playhead.seek(20)
        if isinstance(button, QCheckBox):
            # A condition may stop the play at once.
            button.setChecked(False)
        # A vector that is seen in place of the run goes as soon as that is played.
        window.tried.end()
        before = button.isChecked()
        press_in_window(qtbot, window, Key.Key_Space)
        assert window.playhead.playing, (button, button.text())
        assert button.isChecked() == before
        window.playhead.pause()
        still(qtbot, window.playhead)
        tried += 1
    assert tried > 25


def _dock_of(window: MainWindow, key: str) -> QWidget:
    return window.pages.panel.sections[key]


def test_what_tab_reaches_is_still_pressed_by_space(qtbot: QtBot, window: MainWindow) -> None:
    window.pages.panel.show("stops")
    box = window.pages.stops.rows["wrong_bit"].box
    tab_to(qtbot, window, box)
    press_in_window(qtbot, window, Key.Key_Space)
    assert box.isChecked()
    assert not window.playhead.playing
    window.pages.panel.show("try")
    button, panel = window.pages.prediction.random, window.pages.prediction
    tab_to(qtbot, window, button)
    with qtbot.waitSignal(panel.vector_changed, timeout=2000):
        press_in_window(qtbot, window, Key.Key_Space)
    assert button.hasFocus()


def test_a_field_is_left_and_so_committed_when_a_button_is_clicked(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.playhead.run_to(5)
    still(qtbot, window.playhead)
    window.pages.panel.show("settings")
    field = window.pages.settings.fields["learning_rate"].edit
    tab_to(qtbot, window, field)
    field.selectAll()
    qtbot.keyClicks(field, "0.5")
    step = next(
        each
        for each in window.findChildren(QToolButton)
        if each.defaultAction() is window.actions_by_key["step_forward"]
    )
    qtbot.mouseClick(step, LEFT)
    still(qtbot, window.playhead)
    assert window.session.recording.learning_rate(5) == 0.5


def test_space_plays_though_a_branch_was_just_chosen(qtbot: QtBot, window: MainWindow) -> None:
    window.pages.panel.show("branches")
    tab_to(qtbot, window, window.pages.branches.list)
    press_in_window(qtbot, window, Key.Key_Space)
    assert window.playhead.playing


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return, Key.Key_Enter])
def test_a_tool_button_that_tab_reaches_is_pressed_and_nothing_is_trained(
    qtbot: QtBot, window: MainWindow, key: Qt.Key
) -> None:
    window.playhead.run_to(7)
    still(qtbot, window.playhead)
    button = window.actions_by_key.button("to_start")
    tab_to(qtbot, window, button)
    press_in_window(qtbot, window, key)
    still(qtbot, window.playhead)
    assert (window.session.position, window.session.recording.length) == (0, 7)
    assert button.hasFocus()


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
def test_enter_presses_a_button_of_a_page(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> None:
    window.pages.panel.show("try")
    panel = window.pages.prediction
    tab_to(qtbot, window, panel.random)
    with qtbot.waitSignal(panel.vector_changed, timeout=2000):
        press_in_window(qtbot, window, key)


LETTERS = (Key.Key_D, Key.Key_R, Key.Key_3, Key.Key_Plus)


def seen(window: MainWindow) -> tuple[object, ...]:
    return (
        window.network_view.is_diagram,
        window.session.recording.length,
        window.view.lens,
        window.speed.pace,
    )


def test_letters_are_commands_in_the_pictures_only(qtbot: QtBot, window: MainWindow) -> None:
    window.playhead.run_to(7)
    still(qtbot, window.playhead)
    before = seen(window)
    for control in (
        window.actions_by_key.button("to_start"),
        window.speed.findChild(QSlider),
        window.network_view.head.findChildren(QToolButton)[0],
        window.pages.panel.sections["progress"].button,
    ):
        control.setFocus(Qt.FocusReason.TabFocusReason)
        assert control.hasFocus()
        for key in LETTERS:
            press_in_window(qtbot, window, key)
        assert seen(window) == before, control
    for picture in (window.curve.plot, window.network_view.canvas):
        picture.setFocus()
        former = window.view.lens
        press_in_window(qtbot, window, Key.Key_3 if picture is window.curve.plot else Key.Key_2)
        assert window.view.lens != former


def test_letters_can_be_left_to_those_who_speak(qtbot: QtBot, window: MainWindow) -> None:
    window.network_view.canvas.setFocus()
    before = seen(window)
    window.key_focus.use_letters(False)
    for key in LETTERS:
        press_in_window(qtbot, window, key)
    assert seen(window) == before
    press_in_window(qtbot, window, Key.Key_Right)
    still(qtbot, window.playhead)
    assert window.session.position == 1
    window.key_focus.use_letters(True)
    press_in_window(qtbot, window, Key.Key_D)
    assert window.network_view.is_diagram


@pytest.mark.parametrize(
    ("key", "modifier", "title"),
    [(Key.Key_F4, NONE, "Glossary"), (Key.Key_F1, SHIFT, ""), (None, NONE, "Glossary")],
)
def test_the_glossary_and_the_tour_have_keys_and_the_glossary_a_button(
    qtbot: QtBot, window: MainWindow, key: Qt.Key | None, modifier: object, title: str
) -> None:
    if key is None:
        qtbot.mouseClick(window.actions_by_key.button("show_glossary"), LEFT)
    else:
        press_in_window(qtbot, window, key, modifier)  # type: ignore[arg-type]
    if not title:
        qtbot.waitUntil(lambda: window.help.tour is not None, timeout=2000)
        return
    pages = [each for each in window.findChildren(QDialog) if each.isVisible()]
    assert [each.windowTitle() for each in pages] == [title]
    pages[0].close()


class Menus(QObject):
    """Takes note of every context menu that is asked for by a key, and opens none."""

    def __init__(self, *asked: QWidget) -> None:
        super().__init__(asked[0].window())
        self.asked: list[QObject] = []
        for each in asked:
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QContextMenuEvent):
            assert event.reason() == QContextMenuEvent.Reason.Keyboard
            self.asked.append(watched)
        return isinstance(event, QContextMenuEvent)


def test_shift_f10_asks_for_the_menu_of_what_has_the_keyboard(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.pages.panel.show("truth")
    parts = window.curve.plot, window.pages.truth.list
    menus = Menus(*parts)
    for part in parts:
        tab_to(qtbot, window, part)
        press_in_window(qtbot, window, Key.Key_F10, NONE)
        press_in_window(qtbot, window, Key.Key_F10, SHIFT)
    assert menus.asked == list(parts)
