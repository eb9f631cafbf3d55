"""Who hears whom in the window: each test fails if one connection is missing."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from pathlib import Path

import pytest
from driving import press, run_to, still
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from app.kept import recovery
from app.kept.remembered import Remembered
from app.main_window import MainWindow
from app.pages import table_dialog, validation
from nn.core.settings import Settings
from nn.explain.code import lines_of_phases
from nn.files.session_file import save
from nn.run.branches import BranchError, Branches
from nn.run.recording import Recording


def said(window: MainWindow) -> str:
    """What stands in the status bar."""
    return window.statusBar().currentMessage()


def answer(monkeypatch: pytest.MonkeyPatch, button: QMessageBox.StandardButton) -> None:
    """Answer every question like this from now on."""
    monkeypatch.setattr(QMessageBox, "question", lambda *_: button)


def choose_file(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Choose this file whenever one is to be written."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def fail(*_: object) -> None:
    raise ZeroDivisionError("unforeseen")


@pytest.fixture
def short(window: MainWindow) -> MainWindow:
    """The window with a run of two epochs of ten observations."""
    window.session.reset(Settings(observations=10, epochs=2), "short")
    return window


def test_another_recording_is_shown(window: MainWindow) -> None:
    window.pages.make_all()
    window.session.reset(Settings(bits=3), "three bits")
    assert len(window.pages.prediction.vector) == 3


def test_the_settings_of_another_recording_are_remembered_at_once(window: MainWindow) -> None:
    window.session.reset(Settings(seed=77), "another seed")
    assert Remembered(QSettings()).settings().seed == 77


def test_another_plan_is_shown(window: MainWindow) -> None:
    window.session.plan(25)
    assert "of 12,500" in window.strip.text


def test_another_name_of_a_branch_is_shown(window: MainWindow) -> None:
    window.pages.make_all()
    window.session.rename(0, "mine")
    assert window.pages.branches.list.item(0).text() == "mine"


def test_another_position_is_shown(window: MainWindow) -> None:
    window.session.recording.advance_to(8)
    window.session.stand(7)
    assert "Step 7 of" in window.strip.text


def test_undo_and_redo_are_offered_when_there_is_something_to_undo_and_redo(
    window: MainWindow,
) -> None:
    undo, redo = (window.actions_by_key[key] for key in ("undo", "redo"))
    assert (undo.isEnabled(), redo.isEnabled()) == (False, False)
    window.session.plan(11)
    assert (undo.isEnabled(), redo.isEnabled()) == (True, False)
    undo.trigger()
    assert (undo.isEnabled(), redo.isEnabled()) == (False, True)


def test_a_run_that_came_to_rest_is_one_that_only_a_reset_can_change(
    qtbot: QtBot, window: MainWindow
) -> None:
    run_to(qtbot, window.playhead, 5)
    edit = window.pages.settings.fields["seed"].edit
    edit.clear()
    qtbot.keyClicks(edit, "7")
    assert window.pages.settings.state.text() == "Needs a reset: seed."


def test_a_run_that_came_to_rest_tells_in_the_list_how_far_it_is(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.pages.make_all()
    run_to(qtbot, window.playhead, 5)
    assert "5 steps" in window.pages.branches.list.item(0).toolTip()


def test_the_play_command_offers_to_pause_while_it_plays(qtbot: QtBot, window: MainWindow) -> None:
    action = window.actions_by_key["toggle_play"]
    action.trigger()
    assert action.text() == "&Pause"
    action.trigger()
    still(qtbot, window.playhead)
    assert action.text() == "&Play"


def test_the_speed_is_measured_while_it_goes_as_fast_as_it_can(
    qtbot: QtBot, window: MainWindow
) -> None:
    def readings() -> list[str]:
        return [label.text() for label in window.speed.findChildren(QLabel)]

    window.session.plan(10_000)
    window.speed.set_pace(inf)
    assert "as fast as it goes" in readings()
    window.controls.toggle_play()
    qtbot.waitUntil(lambda: any("steps/s" in each for each in readings()), timeout=10_000)
    window.controls.toggle_play()
    still(qtbot, window.playhead)
    assert "as fast as it goes" in readings()


def test_the_end_of_the_plan_is_told(qtbot: QtBot, short: MainWindow) -> None:
    run_to(qtbot, short.playhead, 20)
    assert said(short) == "All 2 epochs are done."


def test_why_a_run_stopped_is_told(qtbot: QtBot, window: MainWindow) -> None:
    step = window.pages.stops.rows["step"]
    step.field.setText("3")
    step.box.setChecked(True)
    window.controls.run_to_end()
    still(qtbot, window.playhead)
    assert said(window) == "Stopped at step 3: step 3 is reached."


def test_a_failure_of_the_training_is_heard(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Recording, "advance", fail)
    with qtbot.waitSignal(window.failed, timeout=5000) as heard:
        window.playhead.run_to(5)
    assert heard.args is not None
    assert "ZeroDivisionError: unforeseen" in heard.args[0]


def test_a_picture_that_is_painted_lets_the_training_go_on(
    qtbot: QtBot, window: MainWindow
) -> None:
    frames = window.clock.frames
    window.session.plan(10_000)
    window.speed.set_pace(inf)
    window.controls.toggle_play()
    # No burst is longer than a fraction of this.
    qtbot.waitUntil(lambda: window.session.position > 20_000, timeout=30_000)
    window.controls.toggle_play()
    still(qtbot, window.playhead)
    assert window.clock.frames > frames


def test_a_cell_that_is_selected_is_explained(qtbot: QtBot, window: MainWindow) -> None:
    run_to(qtbot, window.playhead, 1)
    window.network_view.canvas.select(("a1", (0,)))
    assert window.pages.inspector.explanation is not None
    assert window.pages.inspector.explanation.name == "a1[h1]"
    assert window.pages.panel.in_sight("inspect")


def test_a_weight_is_edited_where_its_cell_is_activated(qtbot: QtBot, window: MainWindow) -> None:
    window.network_view.canvas.select(("W1", (0, 0)))
    press(qtbot, window.network_view.canvas, Qt.Key.Key_Return)
    assert window.weight_editor.isVisible()
    window.weight_editor.setText("zero")
    press(qtbot, window.weight_editor, Qt.Key.Key_Return)
    assert "“zero” is no number" in said(window)
    window.weight_editor.setText("0.5")
    press(qtbot, window.weight_editor, Qt.Key.Key_Return)
    assert window.session.moment().W1[0, 0] == 0.5
    assert said(window) == "W1[x1,h1] is 0.5 from here on."


def test_why_a_number_cannot_be_edited_is_told(qtbot: QtBot, window: MainWindow) -> None:
    run_to(qtbot, window.playhead, 1)
    window.network_view.canvas.select(("u2", (1,)))
    press(qtbot, window.network_view.canvas, Qt.Key.Key_Return)
    assert said(window) == "u2[y2] is computed; only weights can be changed."


def test_the_cells_of_a_term_light_up_in_the_picture(qtbot: QtBot, window: MainWindow) -> None:
    run_to(qtbot, window.playhead, 1)
    canvas = window.network_view.canvas
    canvas.select(("u1", (2,)))
    before = canvas.grab().toImage()
    table = window.pages.inspector.table
    qtbot.waitUntil(lambda: table.viewport().height() > 50, timeout=2000)
    qtbot.mouseMove(table.viewport(), table.visualRect(table.model().index(1, 1)).center())
    assert canvas.grab().toImage() != before
    table.leaveEvent(QEvent(QEvent.Type.Leave))
    assert canvas.grab().toImage() == before


def test_a_term_that_is_followed_is_selected_where_it_was_made(
    qtbot: QtBot, window: MainWindow
) -> None:
    run_to(qtbot, window.playhead, 5)
    window.playhead.seek(5, 8)
    canvas, inspector = window.network_view.canvas, window.pages.inspector
    canvas.select(("e1", (2,)))
    qtbot.waitUntil(lambda: inspector.table.viewport().height() > 50, timeout=2000)
    for row, name, selected, position, phase in (
        (5, "σ′(u1[h3])", ("u1", (2,)), 5, 8),
        (0, "u1[h3]", ("u1", (2,)), 5, 8),
        (1, "W1[x2,h3]", ("W1", (1, 2)), 4, None),
        (1, "d1[x2,h3]", ("W1", (1, 2)), 4, None),
    ):
        index = inspector.table.model().index(row, 4)
        inspector.table.scrollTo(index)
        qtbot.mouseClick(
            inspector.table.viewport(),
            Qt.MouseButton.LeftButton,
            pos=inspector.table.visualRect(index).center(),
        )
        assert inspector.explanation is not None
        assert inspector.explanation.name == name
        assert canvas.selected == selected
        assert (window.session.position, window.session.phase) == (position, phase)
    for name, selected, position, phase in (
        ("W1[x2,h3]", ("W1", (1, 2)), 4, None),
        ("u1[h3]", ("u1", (2,)), 5, 8),
    ):
        inspector.go_back()
        assert inspector.explanation.name == name
        assert canvas.selected == selected
        assert (window.session.position, window.session.phase) == (position, phase)
    canvas.select(("a2", (0,)))
    assert not inspector.back_button.isVisible()


def test_the_loss_curve_moves_the_playhead(qtbot: QtBot, window: MainWindow) -> None:
    window.session.recording.advance_to(30)
    window.session.stand(30)
    window.curve.plot.chosen.emit(12)
    assert window.session.position == 12


def test_a_page_that_appears_shows_the_moment(qtbot: QtBot, window: MainWindow) -> None:
    assert window.pages.lesson.lesson is None
    run_to(qtbot, window.playhead, 1)
    window.pages.panel.show("lesson")
    qtbot.waitUntil(lambda: window.pages.lesson.lesson is not None, timeout=3000)


def test_an_epoch_that_is_chosen_is_gone_to(qtbot: QtBot, short: MainWindow) -> None:
    run_to(qtbot, short.playhead, 15)
    table = short.pages.epochs.table
    place = table.visualRect(table.model().index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert short.session.position == 10


def test_a_vector_of_a_bar_is_tried(window: MainWindow) -> None:
    window.session.recording.advance_to(8)
    window.session.stand(7)
    window.pages.panel.show("pushes")
    window.network_view.canvas.select(("W2", (3, 1)))
    pushes = window.pages.pushes.pushes
    assert pushes is not None
    window.pages.pushes.bars.chosen.emit(20)
    assert window.pages.prediction.vector.tolist() == pushes.vectors[20].tolist()
    assert window.pages.panel.in_sight("try")


def test_a_line_of_the_code_leads_to_its_phase(window: MainWindow) -> None:
    window.session.recording.advance_to(8)
    window.session.stand(7)
    window.pages.panel.show("code")
    for phase, lines in enumerate(lines_of_phases()):
        window.pages.code.view.line_chosen.emit(lines[0])
        assert (window.session.position, window.session.phase) == (7, phase)


def test_another_vector_is_answered(qtbot: QtBot, window: MainWindow) -> None:
    edit = window.pages.prediction.text
    edit.clear()
    qtbot.keyClicks(edit, "11011")
    assert "Vector     11011" in window.pages.prediction.as_text()


def test_a_failure_of_the_validation_is_heard(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(validation, "validate", fail)
    with qtbot.waitSignal(window.failed, timeout=5000) as heard:
        window.pages.validation.button.click()
    assert heard.args is not None
    assert "ZeroDivisionError: unforeseen" in heard.args[0]


def test_a_failure_of_a_table_is_heard(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_dialog, "read_long_table", fail)
    monkeypatch.setattr(table_dialog, "AT_ONCE", 0)
    with qtbot.waitSignal(window.failed, timeout=5000) as heard:
        window.pages.settings.choice.edit_table()
    assert heard.args is not None
    assert "ZeroDivisionError: unforeseen" in heard.args[0]


def test_a_branch_is_chosen_named_and_deleted_on_its_page(qtbot: QtBot, window: MainWindow) -> None:
    window.session.recording.advance_to(20)
    window.session.stand(10)
    window.pages.settings.learning_rate_chosen.emit(0.5)
    page, branches = window.pages.branches, window.session.branches
    page.list.setCurrentRow(0)
    qtbot.waitUntil(lambda: branches.current.id == 0, timeout=2000)
    page.list.item(0).setText("slow")
    qtbot.waitUntil(lambda: branches.current.name == "slow", timeout=2000)
    page.delete_button.click()
    qtbot.waitUntil(lambda: len(branches.members) == 1, timeout=2000)
    assert branches.current.name == "Branch 1"


def test_a_name_that_is_refused_is_shown_as_it_was(qtbot: QtBot, window: MainWindow) -> None:
    item = window.pages.branches.list.item(0)
    item.setText(" ")
    qtbot.waitUntil(lambda: "1 to 40 printable" in said(window), timeout=2000)
    assert window.pages.branches.list.item(0).text() == "Main run"


def test_settings_of_another_run_are_applied(window: MainWindow) -> None:
    window.pages.settings.fields["seed"].edit.setText("5")
    window.pages.settings.apply.setEnabled(True)
    window.pages.settings.apply.click()
    assert window.session.settings.seed == 5
    assert said(window) == "Step 0, with the new settings."


def test_settings_that_are_declined_stay_typed_beside_the_run_as_it_is(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, QMessageBox.StandardButton.Cancel)
    window.controls.toggle_play()
    qtbot.waitUntil(lambda: window.session.position > 0, timeout=5000)
    page = window.pages.settings
    page.fields["seed"].edit.clear()
    qtbot.keyClicks(page.fields["seed"].edit, "5")
    page.apply.click()
    assert page.fields["seed"].edit.text() == "5"
    assert page.state.text() == "Needs a reset: seed."
    assert window.session.settings.seed == 42
    answer(monkeypatch, QMessageBox.StandardButton.Discard)


def test_what_was_told_of_a_moment_is_taken_back_with_it(qtbot: QtBot, short: MainWindow) -> None:
    run_to(qtbot, short.playhead, 20)
    assert said(short) == "All 2 epochs are done."
    short.playhead.seek(3)
    assert said(short) == ""
    run_to(qtbot, short.playhead, 20)
    short.controls.toggle_play()
    short.status.tell("Something else.")
    short.playhead.seek(3)
    assert said(short) == "Something else."


def test_a_learning_rate_is_changed_on_the_page_of_the_settings(
    qtbot: QtBot, window: MainWindow
) -> None:
    run_to(qtbot, window.playhead, 3)
    edit = window.pages.settings.fields["learning_rate"].edit
    edit.clear()
    qtbot.keyClicks(edit, "0.3")
    press(qtbot, edit, Qt.Key.Key_Return)
    assert window.session.moment().learning_rate == 0.3
    assert said(window) == "Learning rate 0.3 from the next step on."


def test_a_learning_rate_that_is_refused_is_shown_as_it_was(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def branch(*_: object) -> None:
        raise BranchError("No more branches fit.")

    run_to(qtbot, window.playhead, 3)
    monkeypatch.setattr(window.session, "branch", branch)
    edit = window.pages.settings.fields["learning_rate"].edit
    edit.clear()
    qtbot.keyClicks(edit, "0.3")
    press(qtbot, edit, Qt.Key.Key_Return)
    assert said(window) == "No more branches fit."
    assert edit.text() == "0.1"


def test_the_plan_is_changed_on_the_page_of_the_settings(qtbot: QtBot, window: MainWindow) -> None:
    run_to(qtbot, window.playhead, 3)
    edit = window.pages.settings.fields["epochs"].edit
    edit.clear()
    qtbot.keyClicks(edit, "12")
    press(qtbot, edit, Qt.Key.Key_Return)
    assert window.session.epochs == 12


def test_the_speed_is_that_of_the_playhead(window: MainWindow) -> None:
    assert window.playhead.pace == window.speed.pace
    window.speed.change(2)
    assert window.playhead.pace == window.speed.pace == 200


def test_what_the_run_does_is_told(qtbot: QtBot, short: MainWindow) -> None:
    run_to(qtbot, short.playhead, 20)
    short.controls.toggle_play()
    assert said(short) == "All 2 epochs are done. Play once more trains 2 more."


def test_what_is_done_with_the_vector_is_told(window: MainWindow) -> None:
    window.actions_by_key["copy_answer"].trigger()
    assert said(window) == "The answer was copied."


def test_another_lens_changes_the_picture(qtbot: QtBot, window: MainWindow) -> None:
    run_to(qtbot, window.playhead, 1)
    before = window.network_view.canvas.grab().toImage()
    window.actions_by_key["show_gradients"].trigger()
    assert window.network_view.canvas.grab().toImage() != before


def test_a_saved_session_is_told_named_and_remembered(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lesson.glassnet"
    choose_file(monkeypatch, path)
    window.actions_by_key["save_file"].trigger()
    assert said(window) == f"{path} was written."
    assert window.windowTitle().startswith("lesson.glassnet")
    assert Remembered(QSettings()).recent_files() == [path]


def test_what_is_in_its_file_is_not_kept_aside_any_longer(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.session.recording.advance_to(20)
    window.session.plan(9)
    window.recovery.save_aside()
    qtbot.waitUntil(lambda: any(recovery.folder().glob("*.glassnet")), timeout=5000)
    choose_file(monkeypatch, tmp_path / "lesson.glassnet")
    window.actions_by_key["save_file"].trigger()
    assert not any(recovery.folder().glob("*.glassnet"))


def test_work_that_is_recovered_has_no_file_and_stays_aside(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_file(monkeypatch, tmp_path / "lesson.glassnet")
    window.actions_by_key["save_file"].trigger()
    assert window.windowTitle().startswith("lesson.glassnet")
    recording = Recording(Settings(observations=10))
    recording.advance_to(15)
    # As a killed process leaves it: the file without a lock that anyone holds.
    crashed = recovery.folder() / "1.glassnet"
    crashed.parent.mkdir(parents=True, exist_ok=True)
    save(crashed, Branches(recording), 2, 15)
    answer(monkeypatch, QMessageBox.StandardButton.Open)
    window.recovery.offer(window, window.files.recover)
    qtbot.waitUntil(lambda: window.session.recording.length == 15, timeout=5000)
    assert window.windowTitle().startswith("[*]Step 15")
    assert window.isWindowModified()
    window.recovery.save_aside()
    assert list(recovery.folder().glob("*.glassnet")) == [crashed]
    window.actions_by_key["save_file"].trigger()
    assert not crashed.exists()


def test_a_recent_session_is_opened(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    recording = Recording(Settings(observations=10))
    recording.advance_to(15)
    path = tmp_path / "recent.glassnet"
    save(path, Branches(recording), 2, 15)
    Remembered(QSettings()).keep_recent_file(path)
    window.recent.aboutToShow.emit()
    window.recent.actions()[0].trigger()
    qtbot.waitUntil(lambda: window.session.recording.length == 15, timeout=5000)
    assert said(window) == "recent.glassnet: identical to what was saved."


def test_what_was_exported_is_told(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_file(monkeypatch, tmp_path / "run.py")
    window.actions_by_key["export_script"].trigger()
    assert said(window) == f"{tmp_path / 'run.py'} was written."


def test_frames_that_were_written_are_told(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    window.actions_by_key["export_frames"].trigger()
    written = f"1 frame was written to {tmp_path}."
    qtbot.waitUntil(lambda: said(window) == written, timeout=5000)


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[object], None]:
    """Let writing the losses come to this end."""

    def end(outcome: object) -> None:
        monkeypatch.setattr("nn.files.table_export.write_losses", outcome)

    choose_file(monkeypatch, tmp_path / "losses.csv")
    return end


def test_work_that_was_cancelled_is_told(
    qtbot: QtBot, window: MainWindow, long: Callable[[object], None]
) -> None:
    long(lambda *_: False)
    window.actions_by_key["export_losses"].trigger()
    qtbot.waitUntil(lambda: said(window) == "Cancelled; nothing was changed.", timeout=5000)


def test_a_failure_of_long_work_is_heard(
    qtbot: QtBot, window: MainWindow, long: Callable[[object], None]
) -> None:
    long(fail)
    with qtbot.waitSignal(window.failed, timeout=5000) as heard:
        window.actions_by_key["export_losses"].trigger()
    assert heard.args is not None
    assert "ZeroDivisionError: unforeseen" in heard.args[0]


def test_the_appearance_that_is_chosen_is_heard_and_remembered(
    qtbot: QtBot, window: MainWindow
) -> None:
    dark = next(each for each in window.appearance.actions() if each.data() == "dark")
    with qtbot.waitSignal(window.appearance_chosen, timeout=1000) as heard:
        dark.trigger()
    assert heard.args == ["dark"]
    assert Remembered(QSettings()).text("appearance", "system") == "dark"


def test_a_picture_that_was_copied_is_told(window: MainWindow) -> None:
    window.actions_by_key["copy_network"].trigger()
    assert said(window).startswith("The picture of the network was copied: ")


def test_how_to_leave_the_presentation_is_told(window: MainWindow) -> None:
    window.actions_by_key["present"].trigger()
    assert said(window).startswith("Escape or F5 leaves")
    window.actions_by_key["present"].trigger()
    assert said(window) == ""
