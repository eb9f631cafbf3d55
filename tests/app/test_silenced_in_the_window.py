"""A hidden unit is silenced: everything that answers does without it, and the run goes on."""

from __future__ import annotations

from math import inf
from pathlib import Path

import numpy as np
import pytest
from driving import SHIFT, press_in_window, run_to, still
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.pages.code import ONLY_FORWARD
from app.pictures.network.layout import Label
from nn.answers.sample import vectors_for
from nn.answers.silence import breakage, without
from nn.answers.validation import flawless, predict, validate
from nn.core.settings import Settings
from nn.files.session_file import save
from nn.files.table_export import write_weights
from nn.run.recording import Recording

Key = Qt.Key


def said(window: MainWindow) -> str:
    """What stands in the status bar."""
    return window.statusBar().currentMessage()


def over(window: MainWindow) -> str:
    """What stands over the picture because of what is silenced; "" if nothing does."""
    mark = window.network_view.silenced_mark
    return "" if mark is None or mark.isHidden() else mark.said.accessibleName()


def head(window: MainWindow, unit: int) -> QPoint:
    """The middle of the switch of a hidden unit."""
    layout = window.network_view.canvas._layout
    assert layout is not None
    label: Label | None = layout.head_of(unit)
    assert label is not None
    return label.rect.center().toPoint()


def seen(window: MainWindow) -> QImage:
    return window.network_view.canvas.grab().toImage()


def silence(window: MainWindow, *units: int) -> None:
    for unit in units:
        window.silence.switch(unit)


@pytest.fixture
def stopped(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window at step 300, with the page for tests in front."""
    run_to(qtbot, window.playhead, 600)
    window.playhead.seek(300)
    window.pages.panel.show("try")
    window.network_view.setFocus()
    return window


def test_a_key_silences_the_unit_of_the_selected_cell_and_all_comes_back(
    qtbot: QtBot, stopped: MainWindow
) -> None:
    window, sight = stopped, stopped.session.sight()
    window.network_view.select(("W2", (2, 1)))
    before, picture = window.task_line.text, seen(window)
    answer = window.pages.prediction.as_text()
    for end in ((Key.Key_S, None), (Key.Key_S, SHIFT)):
        press_in_window(qtbot, window, Key.Key_S)
        assert window.silenced.units == {2}
        W2 = sight.W2.copy()
        W2[2] = 0.0
        vectors = vectors_for(5)
        right = flawless(sight.W1, W2, vectors, "invert").sum()
        assert f"{right} of 32 right without h3" in window.task_line.text
        broken = breakage(sight.W1, sight.W2, {2}, vectors, "invert")
        assert over(window) == f"Without h3: {broken.words[0]}"
        expected = predict(sight.W1, W2, window.pages.prediction.vector, "invert")
        rows = [row.probability for row in window.pages.prediction.bars.rows]
        assert rows == expected.a2.tolist()
        assert "(without h3)" in window.pages.prediction.summary.text()
        window.actions_by_key["copy_answer"].trigger()
        assert "(without h3)" in QGuiApplication.clipboard().text()
        window.silence.switch(2)
        window.silence.switch(2)
        assert "h3 is silenced" in said(window)
        press_in_window(qtbot, window, end[0], *(each for each in end[1:] if each is not None))
        assert "heard again" in said(window)
        assert window.silenced.units == frozenset()
        assert (window.task_line.text, over(window)) == (before, "")
        assert window.pages.prediction.as_text() == answer
    window.layout().activate()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: seen(window) == picture, timeout=2000)
    assert window.session.sight() is sight


def test_without_a_unit_selected_it_says_what_to_do(qtbot: QtBot, stopped: MainWindow) -> None:
    for cell in (None, ("x", (1,)), ("a2", (1,))):
        stopped.network_view.select(cell)
        press_in_window(qtbot, stopped, Key.Key_S)
        assert said(stopped) == "Select a cell of a hidden unit first: that unit can be silenced."
    press_in_window(qtbot, stopped, Key.Key_S, SHIFT)
    assert said(stopped) == "No hidden unit is silenced."
    assert stopped.silenced.units == frozenset()


@pytest.mark.parametrize("diagram", [False, True])
def test_the_name_of_a_unit_is_its_switch(qtbot: QtBot, stopped: MainWindow, diagram: bool) -> None:
    window = stopped
    window.network_view.show_diagram(diagram)
    window.network_view.select(("x", (1,)))
    canvas = window.network_view.canvas
    for units in ({7}, {7, 2}, {2}):
        unit = 2 if units == {7, 2} else 7
        before = seen(window)
        qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=head(window, unit))
        assert window.silenced.units == units
        assert canvas.selected == ("x", (1,))
        assert seen(window) != before
    qtbot.mouseMove(canvas.viewport(), head(window, 2))
    assert QToolTip.text() == "h3 is silenced: a click lets it be heard again."
    assert canvas.cursor().shape() == Qt.CursorShape.PointingHandCursor
    qtbot.mouseMove(canvas.viewport(), head(window, 4))
    assert QToolTip.text().startswith("Click to silence h5")
    qtbot.mouseMove(canvas.viewport(), canvas.rect_of(("a1", (2,))).center().toPoint())
    assert "a1 of h3 (silenced) = " in QToolTip.text()
    assert canvas.cursor().shape() != Qt.CursorShape.PointingHandCursor


def test_the_bar_over_the_picture_brings_all_back(stopped: MainWindow) -> None:
    silence(stopped, 1, 3)
    assert over(stopped).startswith("Without h2 and h4: ")
    mark = stopped.network_view.silenced_mark
    assert mark is not None
    mark.back.click()
    assert (stopped.silenced.units, over(stopped)) == (frozenset(), "")


def test_the_run_is_trained_saved_and_exported_with_all_units(
    qtbot: QtBot, stopped: MainWindow, tmp_path: Path
) -> None:
    window = stopped
    alone = Recording(Settings())
    alone.advance_to(1200)
    silence(window, 0, 4)
    run_to(qtbot, window.playhead, 900)
    window.playhead.set_pace(inf)
    window.playhead.play(1200)
    still(qtbot, window.playhead)
    assert window.silenced.units == {0, 4}
    assert "without h1 and h5" in window.task_line.text
    moment, expected = window.session.moment(), alone.moment(1200)
    assert np.array_equal(moment.W1, expected.W1)
    assert np.array_equal(moment.W2, expected.W2)
    assert np.array_equal(window.session.recording.losses, alone.losses)
    save(tmp_path / "run.glassnet", window.session.branches, 10, 1200)
    write_weights(tmp_path / "w.npz", window.session.recording, window.session.sight())
    assert np.array_equal(np.load(tmp_path / "w.npz")["W2"], expected.W2)
    window.silenced.clear()
    save(tmp_path / "all.glassnet", window.session.branches, 10, 1200)
    saved, with_all = ((tmp_path / f"{each}.glassnet").read_bytes() for each in ("run", "all"))
    assert saved == with_all


def test_the_first_step_with_all_right_is_that_of_all_units(
    qtbot: QtBot, stopped: MainWindow
) -> None:
    silence(stopped, 2)
    stopped.playhead.seek(600)
    line = stopped.task_line
    qtbot.waitUntil(lambda: "with all units all right first at step 327" in line.text, timeout=5000)


def test_a_validation_is_that_of_the_units_that_are_left(qtbot: QtBot, stopped: MainWindow) -> None:
    window, page, sight = stopped, stopped.pages.validation, stopped.session.sight()
    silence(window, 2)
    page.start()
    qtbot.waitUntil(lambda: page.as_text() != "", timeout=10_000)
    W2 = without(sight.W2, {2})
    report = validate(Settings(), sight.W1, W2)
    assert report is not None
    assert page.note.text() == f"{report.flawless:,} of 5,000 drawn from 32"
    right = flawless(sight.W1, W2, vectors_for(5), "invert").sum()
    assert f"all 32: {right} right" in page.as_text()
    assert "after step 300, without h3" in page.as_text()
    assert page.whose.text() == "at step 300, without h3"
    silence(window, 3)
    assert page.whose.text().endswith("; the network now answers without h3 and h4")
    window.silenced.clear()
    assert page.whose.text().endswith("; the network now answers with all units")
    silence(window, 2)
    assert page.whose.text() == "at step 300, without h3"


def test_a_vector_is_sent_through_the_picture_without_it(stopped: MainWindow) -> None:
    window = stopped
    window.actions_by_key["show_tried"].trigger()
    picture = window.network_view.canvas._picture
    assert picture is not None
    whole = picture.shown["a2"].copy()
    silence(window, 2)
    picture = window.network_view.canvas._picture
    assert picture is not None
    assert picture.shown["a1"][0, 2] == 0.0
    assert np.count_nonzero(picture.shown["a1"]) == 9
    rows = [row.probability for row in window.pages.prediction.bars.rows]
    assert picture.shown["a2"].ravel().tolist() == rows
    assert not np.array_equal(picture.shown["a2"], whole)
    said_over = window.network_view.mark.said.accessibleName()
    assert said_over.startswith("Trying 01110 without h3: not a step of the run")
    silence(window, 2)
    picture = window.network_view.canvas._picture
    assert picture is not None
    assert np.array_equal(picture.shown["a2"], whole)


def test_a_run_of_another_size_has_all_its_units(stopped: MainWindow) -> None:
    silence(stopped, 9)
    stopped.session.reset(Settings(bits=3, hidden_units=4), "small")
    assert (stopped.silenced.units, over(stopped)) == (frozenset(), "")
    assert "without" not in stopped.task_line.text
    picture = stopped.network_view.canvas._picture
    assert picture is not None
    assert picture.silenced == frozenset()


def test_all_vectors_are_answered_without_it(qtbot: QtBot, stopped: MainWindow) -> None:
    window, sight = stopped, stopped.session.sight()
    window.pages.panel.show("truth")
    page = window.pages.truth
    for units in ((2,), ()):
        silence(window, 2)
        W2 = without(sight.W2, units)
        expected = flawless(sight.W1, W2, vectors_for(5), "invert")
        qtbot.waitUntil(
            lambda right=expected: (  # type: ignore[misc]
                page.table is not None and np.array_equal(page.table.wrong_bits == 0, right)
            ),
            timeout=2000,
        )
        assert page.vectors.text().endswith(" (without h3)") == bool(units)


def test_the_code_says_that_it_knows_nothing_of_it(qtbot: QtBot, stopped: MainWindow) -> None:
    window = stopped
    window.pages.panel.show("code")
    said_there = window.pages.code.said
    window.actions_by_key["show_tried"].trigger()
    qtbot.waitUntil(lambda: said_there.text() == ONLY_FORWARD, timeout=2000)
    silence(window, 2, 4)
    told = f"{ONLY_FORWARD} It knows nothing of the silenced h3 and h5: there a1 is 0."
    qtbot.waitUntil(lambda: said_there.text() == told, timeout=2000)


def test_neighbours_are_answered_without_it_and_say_so(stopped: MainWindow) -> None:
    window, sight = stopped, stopped.session.sight()
    window.pages.panel.show("neighbours")
    page = window.pages.neighbours
    for units in ((2,), ()):
        silence(window, 2)
        W2, vector = without(sight.W2, units), window.pages.prediction.vector
        answer = predict(sight.W1, W2, vector, "invert")
        assert page.found is not None
        assert np.array_equal(page.found.here.a2, answer.a2)
        assert page.legend.text().endswith(" (without h3)") == bool(units)


def test_the_bar_says_what_is_of_the_run_all_the_same(stopped: MainWindow) -> None:
    silence(stopped, 2)
    mark = stopped.network_view.silenced_mark
    assert mark is not None
    assert "The run itself has all its units" in mark.said.toolTip()
