from __future__ import annotations

from math import inf
from pathlib import Path

import numpy as np
import pytest
from driving import press, run_to, still
from person import Buttons
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.application import Appearance
from app.commands.table import COMMANDS
from app.kept import recovery
from app.main_window import MainWindow
from app.pages.places import SECTIONS
from app.widgets.theme import DARK, LIGHT, Theme
from nn.core.settings import Settings
from nn.files.session_file import load, save
from nn.files.session_replay import replay


def test_a_whole_run_at_full_speed_ends_with_the_notebook_s_average(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.speed.set_pace(inf)
    press(qtbot, window, Qt.Key.Key_Space)
    assert window.playhead.playing
    still(qtbot, window.playhead)
    assert window.session.position == 5000
    assert f"{window.session.recording.epoch_averages[-1]:.8f}" == "0.01684861"
    assert "Step 5,000 of 5,000" in window.windowTitle()
    assert "epoch 10 of 10" in window.strip.text


def test_play_at_the_end_tells_before_it_plans_more_and_undo_takes_that_back(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.controls.run_to_end()
    still(qtbot, window.playhead)
    assert window.statusBar().currentMessage() == "All 10 epochs are done."
    window.speed.set_pace(inf)
    window.controls.toggle_play()
    assert not window.playhead.playing
    assert "Play once more trains 10 more" in window.statusBar().currentMessage()
    assert "of 5,000" in window.strip.text
    window.controls.toggle_play()
    still(qtbot, window.playhead)
    assert window.session.position == 10_000
    assert "of 10,000" in window.strip.text
    window.changes.undo()
    assert "of 5,000" in window.strip.text


@pytest.mark.parametrize(
    ("key", "position"),
    [
        (Qt.Key.Key_Right, 701),
        (Qt.Key.Key_Left, 699),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, 900),
        (Qt.Key.Key_PageUp, 500),
        (Qt.Key.Key_PageDown, 1000),
    ],
)
def test_keys_move_the_playhead(
    qtbot: QtBot, window: MainWindow, key: Qt.Key, position: int
) -> None:
    run_to(qtbot, window.playhead, 900)
    window.playhead.seek(700)
    press(qtbot, window, key)
    still(qtbot, window.playhead)
    assert window.session.position == position


def test_the_past_says_that_it_is_the_past(qtbot: QtBot, window: MainWindow) -> None:
    run_to(qtbot, window.playhead, 50)
    assert "the past" not in window.strip.text
    window.playhead.seek(20)
    assert "the past: 30 steps back" in window.strip.text


def test_where_a_branch_begins_it_is_said_beside_the_step(qtbot: QtBot, window: MainWindow) -> None:
    window.playhead.run_to(50)
    still(qtbot, window.playhead)
    window.playhead.seek(20)
    before = window.strip.grab().toImage()
    window.changes.change_learning_rate(0.5)
    assert "Branch 1 begins here" in window.strip.text
    assert window.strip.grab().toImage() != before
    window.playhead.run_to(21)
    still(qtbot, window.playhead)
    assert "begins here" not in window.strip.text
    window.playhead.seek(20)
    assert "the past: 1 step back" in window.strip.text
    window.session.select(0)
    assert "begins here" not in window.strip.text


def test_a_reset_keeps_the_initial_weights_and_a_new_seed_does_not(
    qtbot: QtBot, window: MainWindow
) -> None:
    first = window.session.moment().W1.copy()
    run_to(qtbot, window.playhead, 30)
    press(qtbot, window, Qt.Key.Key_R)
    assert window.session.position == window.session.recording.length == 0
    assert np.array_equal(window.session.moment().W1, first)
    window.changes.new_seed()
    assert not np.array_equal(window.session.moment().W1, first)


def test_new_settings_ask_before_a_run_is_put_aside(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, questions: list[str]
) -> None:
    run_to(qtbot, window.playhead, 30)
    with monkeypatch.context() as patch:
        patch.setattr(QMessageBox, "question", lambda *_: Buttons.Cancel)
        window.pages.settings.reset_requested.emit(Settings(bits=3))
    assert window.session.settings.bits == 5
    window.pages.settings.reset_requested.emit(Settings(bits=3, hidden_units=2))
    assert "run of 30 steps will be put aside" in questions[0]
    assert window.session.settings.bits == 3
    assert len(window.pages.prediction.vector) == 3
    assert window.session.position == 0


def test_the_prediction_follows_the_training(qtbot: QtBot, window: MainWindow) -> None:
    before = window.pages.prediction.as_text()
    run_to(qtbot, window.playhead, 2000)
    assert window.pages.prediction.as_text() != before
    assert "flawless" in window.pages.prediction.as_text()


def test_a_learning_rate_chosen_on_the_way_begins_a_branch(
    qtbot: QtBot, window: MainWindow
) -> None:
    run_to(qtbot, window.playhead, 30)
    window.pages.settings.learning_rate_chosen.emit(0.5)
    run_to(qtbot, window.playhead, 40)
    moment = window.session.moment()
    assert moment.step is not None
    assert moment.step.learning_rate == 0.5
    assert window.session.recording.step(30).learning_rate == 0.1


@pytest.mark.parametrize(("bits", "hidden"), [(1, 1), (16, 128), (16, 1), (1, 128)])
def test_every_size_of_network_can_be_shown_and_walked_through(
    qtbot: QtBot, bits: int, hidden: int
) -> None:
    window = MainWindow(Settings(bits=bits, hidden_units=hidden))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    for _ in range(13):
        window.controls.next_phase()
        still(qtbot, window.playhead)
        window.grab()
    for symbol, block in window.network_view.canvas.blocks.items():
        window.network_view.canvas.select((symbol, block.index_of(0, 0)))
        window.grab()
    window.close()


def test_it_closes_while_it_trains_at_full_speed(qtbot: QtBot) -> None:
    window = MainWindow(Settings(epochs=10_000))
    qtbot.addWidget(window)
    window.show()
    window.speed.set_pace(inf)
    window.controls.toggle_play()
    qtbot.waitUntil(lambda: window.session.position > 500, timeout=10_000)
    window.close()
    length = window.session.recording.length
    qtbot.wait(50)
    assert window.session.recording.length == length


def test_size_settings_and_speed_are_remembered(qtbot: QtBot) -> None:
    window = MainWindow(Settings(bits=3, hidden_units=6, seed=9))
    qtbot.addWidget(window)
    window.resize(window.minimumSizeHint().width() + 20, 640)
    window.show()
    window.speed.set_pace(500)
    size = window.size()
    window.close()
    again = MainWindow()
    qtbot.addWidget(again)
    again.show()
    assert again.session.settings == Settings(bits=3, hidden_units=6, seed=9)
    assert again.speed.pace == 500
    assert again.size() == size
    again.close()


def test_every_control_has_a_name_and_a_tool_tip(window: MainWindow) -> None:
    kinds = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QLineEdit, QComboBox)
    nameless = []
    for place in SECTIONS:
        window.pages.panel.show(place.key)
        QApplication.processEvents()
        nameless += _nameless(window, kinds)
    assert nameless == []


def _nameless(window: MainWindow, kinds: tuple[type[QWidget], ...]) -> list[object]:
    nameless: list[object] = []
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, kinds) or widget.objectName().startswith("qt_"):
            continue
        if type(widget).__name__ in ("QScrollBar", "QTabBar") or not widget.isVisibleTo(window):
            continue
        parent = widget.parent()
        if isinstance(parent, QAbstractSpinBox) or type(parent).__name__ == "QTabBar":
            continue
        name = widget.accessibleName() or getattr(widget, "text", lambda: "")()
        if not name or not widget.toolTip():
            nameless.append((type(widget).__name__, widget.objectName(), name, widget.toolTip()))
    return nameless


def test_no_two_commands_share_a_key(window: MainWindow) -> None:
    seen: dict[str, str] = {}
    for action in window.findChildren(QAction):
        if action.shortcutContext() == Qt.ShortcutContext.WidgetShortcut:
            continue
        for key in action.shortcuts():
            text = key.toString(QKeySequence.SequenceFormat.PortableText)
            assert text not in seen, (text, action.text(), seen[text])
            seen[text] = action.text()
    assert len(seen) > len(COMMANDS) / 2


@pytest.mark.parametrize(("name", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_light_and_dark_reach_every_picture(
    qtbot: QtBot, appearance: Appearance, name: str, theme: Theme
) -> None:
    window = MainWindow(Settings())
    qtbot.addWidget(window)
    window.show()
    appearance.choose(name)
    qtbot.wait(50)
    colour = window.network_view.canvas.grab().toImage().pixelColor(2, 2)
    assert colour.name() == theme.window
    window.close()


def test_a_weight_typed_in_its_cell_begins_a_branch_and_esc_restores(
    qtbot: QtBot, window: MainWindow
) -> None:
    run_to(qtbot, window.playhead, 60)
    window.playhead.seek(40)
    editor = window.weight_editor
    for text, key, value in (("2.5", Qt.Key.Key_Escape, None), ("2.5", Qt.Key.Key_Return, 2.5)):
        window.network_view.canvas.cell_activated.emit("W1", (1, 2))
        before = window.session.moment().W1[1, 2]
        assert editor.isVisible()
        editor.setText(text)
        qtbot.keyClick(editor, key)
        assert not editor.isVisible()
        now = window.session.moment().W1[1, 2]
        assert now == (before if value is None else value)
    assert window.session.position == 40
    assert len(window.session.branches.members) == 2
    window.changes.undo()
    assert window.session.recording.length == 60
    window.changes.redo()
    assert window.session.moment().W1[1, 2] == 2.5


@pytest.mark.parametrize("text", ["abc", "", "nan", "1e9", "1,5"])
def test_what_is_no_weight_is_refused_and_changes_nothing(
    qtbot: QtBot, window: MainWindow, text: str
) -> None:
    run_to(qtbot, window.playhead, 5)
    window.network_view.canvas.cell_activated.emit("W2", (0, 0))
    window.weight_editor.setText(text)
    with qtbot.waitSignal(window.weight_editor.refused):
        qtbot.keyClick(window.weight_editor, Qt.Key.Key_Return)
    assert window.weight_editor.isVisible()
    qtbot.keyClick(window.weight_editor, Qt.Key.Key_Escape)
    assert len(window.session.branches.members) == 1
    assert not window.session.undo_stack.canUndo()


def test_selecting_a_cell_explains_it_and_pointing_at_a_term_lights_its_cells(
    qtbot: QtBot, window: MainWindow
) -> None:
    run_to(qtbot, window.playhead, 3)
    window.network_view.canvas.select(("u1", (2,)))
    explanation = window.pages.inspector.explanation
    assert explanation is not None
    assert explanation.name == "u1[h3]"
    lit: list[object] = []
    window.pages.inspector.sources_changed.connect(lit.append)
    table = window.pages.inspector.table
    qtbot.waitUntil(lambda: table.viewport().height() > 50, timeout=2000)
    qtbot.mouseMove(table.viewport(), table.visualRect(table.model().index(1, 1)).center())
    assert lit == [(("x", (1,)), ("W1", (1, 2)))]
    window.playhead.step_back()
    qtbot.waitUntil(lambda: window.pages.inspector.explanation is not explanation, timeout=2000)
    window.pages.inspector.copy()
    assert "u1[h3] = Σᵢ" in QApplication.clipboard().text()


def test_the_selection_moves_by_keys_through_the_whole_picture(
    qtbot: QtBot, window: MainWindow
) -> None:
    run_to(qtbot, window.playhead, 1)
    seen = set()
    window.view.select_right()
    for move in (
        window.view.select_left,
        *[window.view.select_down] * 14,
        *[window.view.select_right] * 17,
    ):
        move()
        assert window.network_view.canvas.selected is not None
        seen.add(window.network_view.canvas.selected[0])
    assert {"x", "W1", "u1", "a1", "e1", "W2", "u2", "a2", "label", "t", "e2"} >= seen
    assert {"x", "W2", "e2"} <= seen or {"x", "e2"} <= seen


def test_lesson_and_gradient_check_follow_the_step(qtbot: QtBot, window: MainWindow) -> None:
    run_to(qtbot, window.playhead, 10)
    window.pages.panel.show("lesson")
    qtbot.waitUntil(lambda: window.pages.lesson.lesson is not None, timeout=3000)
    assert "of 32 answers became better" in window.pages.lesson.result.text()
    window.pages.panel.show("check")
    qtbot.waitUntil(lambda: window.pages.check.check is not None, timeout=3000)
    assert window.pages.check.check is not None
    assert window.pages.check.check.largest < 1e-5
    assert "Back-propagation agrees: largest relative error" in window.pages.check.result.text()
    each = window.pages.check.maps["d1"]
    each.setFocus()
    qtbot.keyClick(each, Qt.Key.Key_Right)
    assert window.pages.check.pointed.text().startswith("d1[x1,h2]")
    window.controls.to_start()
    qtbot.waitUntil(lambda: "Make a step" in window.pages.check.result.text(), timeout=3000)
    qtbot.keyClick(each, Qt.Key.Key_Right)
    assert window.pages.check.pointed.text() == ""
    window.pages.panel.show("lesson")
    qtbot.waitUntil(lambda: "Make a step" in window.pages.lesson.result.text(), timeout=3000)


def test_a_ticked_condition_stops_the_run(qtbot: QtBot, window: MainWindow) -> None:
    row = window.pages.stops.rows["all_right"]
    row.box.setChecked(True)
    window.controls.run_to_end()
    still(qtbot, window.playhead)
    assert 100 < window.session.position < 2000
    assert "all 32 vectors" in window.statusBar().currentMessage()
    row.box.setChecked(False)
    step = window.pages.stops.rows["step"]
    step.field.setText("0")
    step.field.textEdited.emit("0")
    assert not step.problem.isHidden()
    assert window.pages.stops.breakpoints() is None


def test_a_session_is_saved_and_opened_with_its_branches(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_to(qtbot, window.playhead, 80)
    assert not window.files.unsaved
    window.playhead.seek(50)
    window.pages.settings.learning_rate_chosen.emit(0.5)
    assert window.files.unsaved
    path = tmp_path / "run.glassnet"
    monkeypatch.setattr(
        "app.commands.file_dialogs.QFileDialog.getSaveFileName", lambda *_: (str(path), "")
    )
    window.files.save_file()
    assert path.exists()
    assert not window.files.unsaved
    window.recent.fill()
    assert [action.text() for action in window.recent.actions()] == ["run.glassnet"]
    window.changes.reset()
    window.recent.actions()[0].trigger()
    qtbot.waitUntil(lambda: len(window.session.branches.members) == 2, timeout=5000)
    assert window.session.position == 50
    assert window.session.recording.learning_rate(50) == 0.5
    assert "identical" in window.statusBar().currentMessage()
    assert window.windowTitle().startswith("run.glassnet")


def test_the_title_names_the_file_of_the_run_and_marks_what_is_unsaved(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a [*].glassnet"
    monkeypatch.setattr(
        "app.commands.file_dialogs.QFileDialog.getSaveFileName", lambda *_: (str(path), "")
    )

    def title() -> tuple[str, bool]:
        return window.windowTitle().partition(":")[0], window.isWindowModified()

    fresh, named = ("[*]Step 30 of 5,000, epoch 1", False), "a [*][*].glassnet[*]"
    run_to(qtbot, window.playhead, 30)
    assert title() == fresh
    window.changes.plan(12)
    assert title()[1]
    window.files.save_file()
    assert title() == (named, False)
    window.changes.plan(13)
    assert title() == (named, True)
    window.changes.undo()
    assert title() == (named, False)
    window.changes.reset()
    assert title()[0].startswith("[*]Step 0 of 6,000")
    window.changes.undo()
    assert title() == (named, False)
    window.changes.redo()
    assert title()[0].startswith("[*]Step 0")
    window.changes.begin_with(Settings(hidden_units=3))
    assert title()[0].startswith("[*]Step 0 of 5,000")
    assert title()[1]


def test_the_path_of_the_selected_weight_is_exported_as_it_is_now_and_none_without_one(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # So that the whole path is drawn at once.
    monkeypatch.setattr("app.pages.path_plot.SLICE_SECONDS", 60.0)
    path = tmp_path / "path.png"
    monkeypatch.setattr(
        "app.commands.file_dialogs.QFileDialog.getSaveFileName", lambda *_: (str(path), "")
    )
    run_to(qtbot, window.playhead, 5)
    window.exports.export_path()
    window.network_view.canvas.select(("u1", (0,)))
    window.exports.export_path()
    assert not path.exists()
    assert "Select a weight first" in window.statusBar().currentMessage()
    window.network_view.canvas.select(("W1", (0, 1)))
    window.exports.export_path()
    early = path.read_bytes()
    window.pages.panel.show("lesson")
    run_to(qtbot, window.playhead, 400)
    window.exports.export_path()
    late = path.read_bytes()
    assert early != late
    window.exports.export_path()
    assert path.read_bytes() == late


def test_a_damaged_file_is_refused_and_the_run_stays(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_to(qtbot, window.playhead, 20)
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *given: told.append(given[2]))
    path = tmp_path / "bad.glassnet"
    path.write_text("{")
    window.files.open_path(path)
    assert "bad.glassnet" in told[0]
    assert window.session.recording.length == 20


def test_exports_are_written_and_can_be_read(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_to(qtbot, window.playhead, 60)

    def answer(name: str) -> Path:
        path = tmp_path / name
        monkeypatch.setattr(
            "app.commands.file_dialogs.QFileDialog.getSaveFileName",
            lambda *_: (str(path), ""),
        )
        return path

    table = answer("losses.csv")
    window.exports.export_losses()
    qtbot.waitUntil(table.exists, timeout=5000)
    rows = table.read_text().splitlines()
    assert rows[0] == "step,epoch,observation,loss"
    assert float(rows[60].split(",")[3]) == window.session.recording.losses[59]
    arrays = answer("weights.npz")
    window.exports.export_weights()
    with np.load(arrays) as loaded:
        assert np.array_equal(loaded["W1"], window.session.moment().W1)
        assert loaded["seed"] == 42
    for name, start in (("curve.svg", b"<?xml"), ("curve.png", b"\x89PNG")):
        picture = answer(name)
        window.exports.export_curve()
        assert picture.read_bytes().startswith(start)
    window.network_view.canvas.select(("W1", (0, 0)))
    for name, export in (
        ("network", window.exports.export_network),
        ("path", window.exports.export_path),
    ):
        for suffix, start in ((".svg", b"<?xml"), (".png", b"\x89PNG")):
            picture = answer(name + suffix)
            export()
            assert picture.read_bytes().startswith(start)


def test_branches_are_listed_named_chosen_deleted_and_brought_back(
    qtbot: QtBot, window: MainWindow
) -> None:
    run_to(qtbot, window.playhead, 90)
    old = window.session.recording
    window.playhead.seek(40)
    window.pages.settings.learning_rate_chosen.emit(0.9)
    panel = window.pages.branches
    assert [panel.list.item(row).text() for row in range(2)] == ["Main run", "Branch 1"]
    panel.list.item(1).setText("fast")
    qtbot.waitUntil(lambda: window.session.branches.current.name == "fast", timeout=2000)
    panel.list.item(1).setText("Main run")
    qtbot.waitUntil(lambda: "already" in window.statusBar().currentMessage(), timeout=2000)
    assert panel.list.item(1).text() == "fast"
    panel.list.setCurrentRow(0)
    qtbot.waitUntil(lambda: window.session.recording is old, timeout=2000)
    assert window.session.position == 40
    panel.list.setCurrentRow(1)
    qtbot.waitUntil(lambda: window.session.recording is not old, timeout=2000)
    panel.delete_button.click()
    qtbot.waitUntil(lambda: len(window.session.branches.members) == 1, timeout=2000)
    assert not panel.delete_button.isEnabled()
    window.changes.undo()
    assert len(window.session.branches.members) == 2


def test_frames_along_the_run_are_written(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    run_to(qtbot, window.playhead, 12)
    window.playhead.seek(5)
    with qtbot.waitSignal(window.exports.told, timeout=10_000):
        window.exports.frames().start(tmp_path)
    frames = sorted(tmp_path.glob("frame-*.png"))
    assert len(frames) == 13
    assert frames[0].read_bytes() != frames[12].read_bytes()
    assert window.session.position == 5


def test_work_is_offered_again_after_a_crash_and_not_after_closing(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_to(qtbot, window.playhead, 70)
    window.playhead.seek(30)
    window.pages.settings.learning_rate_chosen.emit(0.4)
    window.recovery.save_aside()
    qtbot.waitUntil(lambda: any(recovery.folder().glob("*.glassnet")), timeout=5000)
    saved = next(recovery.folder().glob("*.glassnet"))
    # As a killed process leaves it: the file without a lock that anyone holds.
    crashed = saved.with_name("1.glassnet")
    crashed.write_bytes(saved.read_bytes())
    window.recovery.end()
    assert list(recovery.folder().iterdir()) == [crashed]
    other = MainWindow(Settings())
    qtbot.addWidget(other)
    with monkeypatch.context() as patch:
        patch.setattr(QMessageBox, "question", lambda *_: Buttons.Open)
        other.recovery.offer(other, other.files.recover)
    qtbot.waitUntil(lambda: len(other.session.branches.members) == 2, timeout=5000)
    assert other.session.position == 30
    assert other.isWindowModified()
    assert crashed.exists()
    other.close()
    assert list(recovery.folder().iterdir()) == []


def test_a_recovered_run_is_marked_as_unsaved_and_cleared_away_when_it_is_saved(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_to(qtbot, window.playhead, 20)
    recovery.folder().mkdir(parents=True)
    aside, path = recovery.folder() / "1.glassnet", tmp_path / "a.glassnet"
    save(aside, window.session.branches, 10, 20)
    window.changes.reset()
    with monkeypatch.context() as patch:
        patch.setattr(QMessageBox, "question", lambda *_: Buttons.Open)
        window.recovery.offer(window, window.files.recover)
    qtbot.waitUntil(lambda: window.session.recording.length == 20, timeout=5000)
    assert window.isWindowModified()
    assert aside.exists()
    monkeypatch.setattr(
        "app.commands.file_dialogs.QFileDialog.getSaveFileName", lambda *_: (str(path), "")
    )
    window.files.save_file()
    assert path.exists()
    assert not window.isWindowModified()
    assert list(recovery.folder().iterdir()) == []


def test_the_number_of_epochs_can_be_changed_and_that_undone(
    qtbot: QtBot, window: MainWindow
) -> None:
    run_to(qtbot, window.playhead, 30)
    window.pages.settings.epochs_chosen.emit(25)
    assert window.session.planned_steps == 12_500
    assert "of 12,500" in window.strip.text
    window.changes.undo()
    assert window.session.planned_steps == 5000
    assert window.session.recording.length == 30


def test_a_session_dropped_on_the_window_is_opened(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    run_to(qtbot, window.playhead, 44)
    path = tmp_path / "dropped.glassnet"
    save(path, window.session.branches, 10, 20)
    window.changes.reset()
    drop(window, path)
    qtbot.waitUntil(lambda: window.session.recording.length == 44, timeout=5000)
    assert window.session.position == 20


def test_vectors_dropped_on_the_window_are_answered(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    run_to(qtbot, window.playhead, 44)
    path = tmp_path / "mine.CSV"
    path.write_text("01110,10001\n0111\n")
    drop(window, path)
    many = window.pages.many
    qtbot.waitUntil(lambda: many.found is not None, timeout=5000)
    assert many.isVisible()
    assert many.details.text().startswith("“mine.CSV”")
    assert window.session.recording.length == 44


def drop(window: MainWindow, path: Path) -> None:
    """Drop a file on a window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, *keys)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), enter.dropAction(), data, *keys))


def test_a_weight_is_reached_and_edited_by_keys_alone(qtbot: QtBot, window: MainWindow) -> None:
    window.controls.step_forward()
    still(qtbot, window.playhead)
    for _ in range(2):
        window.view.select_right()
    canvas = window.network_view.canvas
    assert canvas.selected == ("W1", (0, 1))
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert window.weight_editor.isVisible()
    assert window.session.phase is None
    window.weight_editor.setText("−1.25")
    qtbot.keyClick(window.weight_editor, Qt.Key.Key_Return)
    assert window.session.moment().W1[0, 1] == -1.25
    assert window.session.position == 1


def test_a_session_can_be_saved_while_it_trains(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "running.glassnet"
    monkeypatch.setattr(
        "app.commands.file_dialogs.QFileDialog.getSaveFileName", lambda *_: (str(path), "")
    )
    window.session.plan(2000)
    window.speed.set_pace(inf)
    window.controls.toggle_play()
    qtbot.waitUntil(lambda: window.session.position > 500, timeout=10_000)
    window.files.save_file()
    window.playhead.pause()
    still(qtbot, window.playhead)
    again = replay(load(path), lambda done, total: True)
    assert again is not None
    assert again.report == "Identical to what was saved."
