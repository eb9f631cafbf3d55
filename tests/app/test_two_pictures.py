"""Matrices and diagram in the window: one place, one moment, one selection, one switch."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import CTRL, press_in_window, run_to
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QToolButton
from pytestqt.qtbot import QtBot

from app.application import Appearance
from app.kept.remembered import Remembered
from app.main_window import MainWindow
from app.pictures.network.picture import picture_of
from app.widgets.theme import DARK, LIGHT
from nn.core.settings import Settings
from nn.explain.lenses import LENSES


def buttons(window: MainWindow) -> dict[str, QToolButton]:
    return {each.text(): each for each in window.network_view.head.findChildren(QToolButton)}


def down(window: MainWindow) -> set[str]:
    """The buttons over the picture that are down."""
    return {text for text, each in buttons(window).items() if each.isChecked()}


def click(qtbot: QtBot, window: MainWindow, text: str) -> None:
    qtbot.mouseClick(buttons(window)[text], Qt.MouseButton.LeftButton)


def test_the_switch_and_the_key_show_the_same_picture(qtbot: QtBot, window: MainWindow) -> None:
    action = window.actions_by_key["show_diagram"]
    assert not window.network_view.is_diagram
    assert down(window) == {"Matrices", "Weights"}
    press_in_window(qtbot, window, Qt.Key.Key_D)
    assert window.network_view.is_diagram
    assert action.isChecked()
    assert down(window) == {"Diagram", "Weights"}
    click(qtbot, window, "Matrices")
    assert not window.network_view.is_diagram
    assert not action.isChecked()
    click(qtbot, window, "Matrices")
    assert down(window) == {"Matrices", "Weights"}
    click(qtbot, window, "Diagram")
    assert window.network_view.is_diagram
    # However it came there.
    window.network_view.show_diagram(False)
    assert not action.isChecked()
    assert down(window) == {"Matrices", "Weights"}


def test_the_lenses_stand_over_the_picture(qtbot: QtBot, window: MainWindow) -> None:
    for key, text in zip(LENSES, ("Weights", "Gradients", "Since start", "This step"), strict=True):
        click(qtbot, window, text)
        assert window.view.lens.key == key
        assert down(window) == {"Matrices", text}
    window.actions_by_key["show_gradients"].trigger()
    assert down(window) == {"Matrices", "Gradients"}


def test_a_click_on_the_switch_leaves_the_keys_to_the_picture(
    qtbot: QtBot, window: MainWindow
) -> None:
    click(qtbot, window, "Diagram")
    assert window.focusWidget() is window.network_view.canvas


def test_both_pictures_show_one_moment_and_one_selection(qtbot: QtBot, window: MainWindow) -> None:
    run_to(qtbot, window.playhead, 3)
    window.network_view.canvas.select(("W1", (2, 3)))
    press_in_window(qtbot, window, Qt.Key.Key_D)
    canvas = window.network_view.canvas
    assert canvas.selected == ("W1", (2, 3))
    assert canvas.accessibleDescription().startswith("W1, x3 to h4: ")
    there = canvas.grab().toImage()
    # Moments that the hidden picture is not handed.
    window.session.stand(2, 4)
    window.session.stand(3)
    canvas.select(("e1", (1,)))
    press_in_window(qtbot, window, Qt.Key.Key_D)
    assert window.network_view.canvas.selected == ("e1", (1,))
    window.network_view.canvas.select(("W1", (2, 3)))
    window.session.stand(1, 2)
    window.session.stand(3)
    press_in_window(qtbot, window, Qt.Key.Key_D)
    assert canvas.grab().toImage() == there


def test_switching_pictures_opens_no_page(qtbot: QtBot, window: MainWindow) -> None:
    heard: list[object] = []
    window.network_view.canvas.select(("W1", (2, 3)))
    window.network_view.cell_selected.connect(lambda *cell: heard.append(cell))
    press_in_window(qtbot, window, Qt.Key.Key_D)
    press_in_window(qtbot, window, Qt.Key.Key_D)
    assert heard == []


def test_a_diagram_that_is_painted_lets_the_training_go_on(
    qtbot: QtBot, window: MainWindow
) -> None:
    press_in_window(qtbot, window, Qt.Key.Key_D)
    frames = window.clock.frames
    run_to(qtbot, window.playhead, 200)
    qtbot.waitUntil(lambda: window.clock.frames > frames, timeout=2000)


def test_a_weight_is_edited_at_the_middle_of_its_edge(qtbot: QtBot, window: MainWindow) -> None:
    press_in_window(qtbot, window, Qt.Key.Key_D)
    canvas = window.network_view.canvas
    canvas.cell_activated.emit("W1", (1, 2))
    editor = window.weight_editor
    assert editor.isVisible()
    assert editor.parentWidget() is canvas
    middle = canvas.rect_of(("W1", (1, 2))).center().toPoint()
    assert editor.geometry().contains(middle)
    editor.setText("3.25")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert window.session.sight().W1[1, 2] == 3.25


def test_the_arrow_keys_move_the_selection_of_the_diagram(qtbot: QtBot, window: MainWindow) -> None:
    press_in_window(qtbot, window, Qt.Key.Key_D)
    canvas = window.network_view.canvas
    canvas.select(("x", (0,)))
    symbols = []
    for _ in range(10):
        press_in_window(qtbot, window, Qt.Key.Key_Right, CTRL)
        assert canvas.selected is not None
        symbols.append(canvas.selected[0])
    assert symbols == ["W1", "u1", "a1", "e1", "W2", "u2", "a2", "e2", "label", "t"]


def test_what_is_exported_is_the_picture_that_is_shown(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_to(qtbot, window.playhead, 3)
    press_in_window(qtbot, window, Qt.Key.Key_D)
    chosen = str(tmp_path / "shown.png"), "Pictures (*.png)"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)
    window.actions_by_key["export_network"].trigger()
    window.network_view.canvas.grab().save(str(tmp_path / "grabbed.png"))
    assert QImage(str(tmp_path / "shown.png")) == QImage(str(tmp_path / "grabbed.png"))


def test_frames_are_drawn_as_the_picture_that_is_shown(qtbot: QtBot, window: MainWindow) -> None:
    run_to(qtbot, window.playhead, 3)
    press_in_window(qtbot, window, Qt.Key.Key_D)
    apart = window.network_view.canvas_apart()
    # In a drawing of a run no unit can be silenced, and so there are no switches.
    drawn = picture_of(window.session.sight(), window.view.lens)
    for canvas in (apart, window.network_view.canvas):
        canvas.show_picture(drawn)
    kind = QImage.Format.Format_RGB32
    assert apart.grab().toImage().convertToFormat(kind) == (
        window.network_view.canvas.grab().toImage().convertToFormat(kind)
    )
    apart.deleteLater()


@pytest.mark.usefixtures("questions")
def test_the_picture_is_remembered(qtbot: QtBot, window: MainWindow) -> None:
    press_in_window(qtbot, window, Qt.Key.Key_D)
    assert Remembered(QSettings()).text("picture", "") == "diagram"
    window.close()
    again = MainWindow(Settings())
    again.show()
    assert again.network_view.is_diagram
    assert again.actions_by_key["show_diagram"].isChecked()
    again.network_view.show_diagram(False)
    assert Remembered(QSettings()).text("picture", "") == "matrices"
    again.close()
    again.deleteLater()


def test_the_switches_are_in_the_colours_that_are_chosen_later(
    qtbot: QtBot, appearance: Appearance, window: MainWindow
) -> None:
    head = window.network_view.head
    for name, theme in (("dark", DARK), ("light", LIGHT), ("dark", DARK)):
        appearance.choose(name)
        QApplication.processEvents()
        image = head.lenses.grab().toImage()
        assert image.pixelColor(6, image.height() // 2).name() == theme.raised
