from __future__ import annotations

import numpy as np
import pytest
from painted import is_written_in
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from app.pages.bit_toggles import BitToggle
from app.pages.prediction import PredictionPanel
from app.widgets.theme import DARK, LIGHT
from nn.answers.validation import Prediction

WINDOW_KEYS = ("Space", "Left", "Right", "Up", "Down", "Home", "End", "0", "1", "V", "Ctrl+C")


class Listener(QObject):
    """Hears the panel."""

    def __init__(self, panel: PredictionPanel) -> None:
        super().__init__()
        self.vectors: list[list[int]] = []
        panel.vector_changed.connect(self.on_vector)

    @Slot(object)
    def on_vector(self, vector: np.ndarray) -> None:
        self.vectors.append(vector.tolist())


class Window(QMainWindow):
    """A window that, like the real one, has plain keys as shortcuts."""

    def __init__(self, panel: QWidget) -> None:
        super().__init__()
        self.setCentralWidget(panel)
        self.keys: list[str] = []
        for key in WINDOW_KEYS:
            action = QAction(key, self)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(self.on_key)
            self.addAction(action)

    @Slot()
    def on_key(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.keys.append(action.text())


def answer(vector: np.ndarray, wrong: tuple[int, ...] = ()) -> Prediction:
    """A network that is right but for some outputs."""
    correct = 1 - vector
    label = correct.copy()
    label[list(wrong)] ^= 1
    return Prediction(vector, np.where(label, 0.9, 0.1), label, correct, label != correct)


@pytest.fixture
def panel(qtbot: QtBot) -> PredictionPanel:
    made = PredictionPanel()
    qtbot.addWidget(made)
    made.set_bits(5)
    made.show_prediction(answer(made.vector))
    return made


@pytest.fixture
def window(qtbot: QtBot, panel: PredictionPanel) -> Window:
    made = Window(panel)
    qtbot.addWidget(made)
    made.resize(340, 600)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    return made


def press(qtbot: QtBot, window: Window, *keys: Qt.Key) -> None:
    """Press keys as the system delivers them: the shortcuts of the window see them first."""
    for key in keys:
        qtbot.keyClick(window.windowHandle(), key)


def focus(qtbot: QtBot, widget: QWidget) -> None:
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(widget.hasFocus, timeout=2000)


@pytest.mark.parametrize("text", ["10010", "1 0 0 1 0", "1,0,0,1,0", "[1 0 0 1 0]"])
def test_a_pasted_vector_is_tried(qtbot: QtBot, panel: PredictionPanel, text: str) -> None:
    heard = Listener(panel)
    QGuiApplication.clipboard().setText(text)
    panel.text.selectAll()
    qtbot.keyClick(panel.text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert heard.vectors == [[1, 0, 0, 1, 0]]
    assert panel.vector.tolist() == [1, 0, 0, 1, 0]
    assert panel.toggles.vector().tolist() == [1, 0, 0, 1, 0]
    assert panel.text.text() == text
    qtbot.keyClick(panel.text, Qt.Key.Key_Return)
    assert panel.text.text() == "10010"


def test_bad_input_is_explained_changes_nothing_and_moves_nothing(
    qtbot: QtBot, panel: PredictionPanel, window: Window
) -> None:
    heard = Listener(panel)
    before = panel.bars.geometry()
    panel.text.clear()
    qtbot.keyClicks(panel.text, "0121")
    qtbot.waitUntil(lambda: panel.problem.text() != "", timeout=2000)
    assert panel.problem.text() == "“0121” has a 2 at place 3: use only 0 and 1."
    assert panel.text.accessibleDescription() == panel.problem.text()
    assert heard.vectors == []
    assert panel.vector.tolist() == [0, 1, 1, 1, 0]
    assert panel.bars.geometry() == before


@pytest.mark.parametrize("wrong", [(), (1,)])
def test_while_no_vector_is_typed_the_answer_says_whose_it_is(
    qtbot: QtBot, panel: PredictionPanel, window: Window, wrong: tuple[int, ...]
) -> None:
    panel.setPalette(LIGHT.palette())
    panel.show_prediction(answer(panel.vector, wrong))
    outcome = panel.summary.text()
    before = panel.grab().toImage().copy(panel.bars.geometry())
    panel.text.selectAll()
    qtbot.keyClicks(panel.text, "012")
    assert panel.summary.text() == f"answer to 01110: {outcome}"
    assert is_written_in(panel.summary, LIGHT.muted)
    assert is_written_in(panel.bars, LIGHT.muted)
    # Training goes on meanwhile, and the answer with it.
    panel.show_prediction(answer(panel.vector, (2,)))
    assert panel.summary.text() == "answer to 01110: ✗ 1 wrong bit: y3"
    panel.show_prediction(answer(panel.vector, wrong))
    qtbot.keyClick(panel.text, Qt.Key.Key_Escape)
    assert panel.summary.text() == outcome
    assert panel.grab().toImage().copy(panel.bars.geometry()) == before


def test_a_vector_that_is_typed_after_a_bad_one_is_answered_plainly(
    qtbot: QtBot, panel: PredictionPanel
) -> None:
    panel.text.selectAll()
    qtbot.keyClicks(panel.text, "2")
    assert panel.summary.text().startswith("answer to 01110")
    panel.text.selectAll()
    qtbot.keyClicks(panel.text, "11111")
    panel.show_prediction(answer(panel.vector))
    assert panel.summary.text() == "✓ flawless"


def test_escape_brings_the_tried_vector_back(qtbot: QtBot, panel: PredictionPanel) -> None:
    qtbot.keyClicks(panel.text, "junk")
    qtbot.keyClick(panel.text, Qt.Key.Key_Escape)
    assert (panel.text.text(), panel.problem.text()) == ("01110", "")


def test_bad_input_stays_to_be_mended_when_the_field_is_left(
    qtbot: QtBot, panel: PredictionPanel, window: Window
) -> None:
    focus(qtbot, panel.text)
    panel.text.selectAll()
    qtbot.keyClicks(panel.text, "012")
    focus(qtbot, panel.random)
    assert panel.text.text() == "012"
    assert panel.problem.text() != ""
    qtbot.mouseClick(panel.toggles.buttons[0], Qt.MouseButton.LeftButton)
    assert (panel.text.text(), panel.problem.text()) == ("11110", "")


def test_the_longest_explanation_has_room(qtbot: QtBot, panel: PredictionPanel) -> None:
    panel.set_bits(16)
    panel.resize(320, 600)
    panel.show()
    for text in ("0" * 15, "0" * 32_000, "x" * 32_000, "[01", "1 1 1 1 1 1 1 1 1 1 1 1 \u200b"):
        panel.text.setText(text)
        panel.text.textEdited.emit(text)
        needed = panel.problem.heightForWidth(panel.problem.width())
        assert needed <= panel.problem.height(), panel.problem.text()
        assert panel.problem.text() != ""


def test_a_click_turns_a_bit_over(qtbot: QtBot, panel: PredictionPanel) -> None:
    heard = Listener(panel)
    qtbot.mouseClick(panel.toggles.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(panel.toggles.buttons[1], Qt.MouseButton.LeftButton)
    assert heard.vectors == [[1, 1, 1, 1, 0], [1, 0, 1, 1, 0]]
    assert panel.text.text() == "10110"
    assert panel.toggles.buttons[0].accessibleName() == "x1 is 1"


def test_a_toggle_keeps_its_keys_from_the_window(
    qtbot: QtBot, panel: PredictionPanel, window: Window
) -> None:
    focus(qtbot, panel.toggles.buttons[0])
    press(qtbot, window, Qt.Key.Key_Space)
    assert panel.vector.tolist() == [1, 1, 1, 1, 0]
    press(qtbot, window, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Space)
    assert panel.vector.tolist() == [1, 0, 1, 1, 0]
    press(qtbot, window, Qt.Key.Key_0, Qt.Key.Key_0, Qt.Key.Key_0, Qt.Key.Key_1)
    assert panel.vector.tolist() == [1, 0, 0, 0, 1]
    assert window.keys == []
    press(qtbot, window, Qt.Key.Key_V, Qt.Key.Key_Down, Qt.Key.Key_Home)
    assert window.keys == ["V", "Down", "Home"]


def test_the_field_keeps_the_space_that_is_typed_into_it(
    qtbot: QtBot, panel: PredictionPanel, window: Window
) -> None:
    panel.edit_text()
    qtbot.waitUntil(panel.text.hasFocus, timeout=2000)
    keys = (Qt.Key.Key_1, Qt.Key.Key_Space, Qt.Key.Key_0, Qt.Key.Key_Left, Qt.Key.Key_Home)
    press(qtbot, window, *keys)
    assert panel.text.text() == "1 0"
    assert window.keys == []


def test_arrows_go_between_the_two_rows_of_many_bits(
    qtbot: QtBot, panel: PredictionPanel, window: Window
) -> None:
    panel.set_bits(16)
    buttons = panel.toggles.buttons
    qtbot.waitUntil(lambda: buttons[15].y() > buttons[0].y(), timeout=2000)
    assert len({button.y() for button in buttons}) == 2
    assert all(button.width() >= 29 for button in buttons)
    focus(qtbot, buttons[2])
    press(qtbot, window, Qt.Key.Key_Down)
    assert buttons[10].hasFocus()
    press(qtbot, window, Qt.Key.Key_Down, Qt.Key.Key_Right)
    assert buttons[11].hasFocus()
    press(qtbot, window, Qt.Key.Key_Up)
    assert buttons[3].hasFocus()
    assert window.keys == []


def test_tab_passes_the_bits_as_one_and_returns_to_the_bit_left(
    qtbot: QtBot, panel: PredictionPanel, window: Window
) -> None:
    focus(qtbot, panel.toggles.buttons[0])
    press(qtbot, window, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Tab)
    assert panel.text.hasFocus()
    press(qtbot, window, Qt.Key.Key_Tab)
    assert panel.random.hasFocus()
    press(qtbot, window, Qt.Key.Key_Tab)
    assert panel.in_picture.hasFocus()
    press(qtbot, window, Qt.Key.Key_Tab)
    assert panel.bars.hasFocus()
    for _ in range(4):
        press(qtbot, window, Qt.Key.Key_Backtab)
    assert panel.toggles.buttons[2].hasFocus()


@pytest.mark.parametrize("bits", [1, 5, 16])
def test_a_random_vector_is_always_another_one(
    qtbot: QtBot, panel: PredictionPanel, bits: int
) -> None:
    panel.set_bits(bits)
    heard = Listener(panel)
    before = panel.vector.tolist()
    for _ in range(20):
        qtbot.mouseClick(panel.random, Qt.MouseButton.LeftButton)
        assert heard.vectors[-1] != before
        before = heard.vectors[-1]
        assert panel.vector.tolist() == before
        assert len(before) == bits


def test_other_numbers_of_bits_keep_the_first_and_are_the_owners_news(
    qtbot: QtBot, panel: PredictionPanel
) -> None:
    heard = Listener(panel)
    panel.set_bits(7)
    assert panel.vector.tolist() == [0, 1, 1, 1, 0, 0, 0]
    panel.set_bits(2)
    assert panel.vector.tolist() == [0, 1]
    assert panel.text.text() == "01"
    assert heard.vectors == []
    toggles = panel.toggles.findChildren(BitToggle)
    assert [button.isVisibleTo(panel) for button in toggles] == [True] * 2 + [False] * 14


@pytest.mark.parametrize(
    ("wrong", "summary"),
    [
        ((), "✓ flawless"),
        ((1,), "✗ 1 wrong bit: y2"),
        ((1, 4), "✗ 2 wrong bits: y2, y5"),
    ],
)
def test_the_summary_names_the_wrong_bits(
    panel: PredictionPanel, wrong: tuple[int, ...], summary: str
) -> None:
    panel.show_prediction(answer(panel.vector, wrong))
    assert panel.summary.text() == summary


def test_a_long_summary_widens_nothing_and_can_be_read_in_full(
    qtbot: QtBot, panel: PredictionPanel
) -> None:
    panel.set_bits(16)
    panel.resize(320, 600)
    panel.show()
    panel.show_prediction(answer(panel.vector, tuple(range(16))))
    assert panel.minimumSizeHint().width() <= 320
    assert panel.summary.text().endswith("…")
    assert panel.summary.toolTip().endswith("y15, y16")
    assert panel.summary.accessibleName().startswith("✗ 16 wrong bits: y1, y2")


def test_the_answer_can_be_copied(qtbot: QtBot, panel: PredictionPanel) -> None:
    panel.show_prediction(answer(panel.vector, (1,)))
    panel.bars.copy_requested.emit()
    lines = [line.split() for line in QGuiApplication.clipboard().text().splitlines()]
    assert lines == [
        ["Vector", "01110"],
        ["Predicted", "11001"],
        ["Correct", "10001"],
        ["y1", "0.9000", "predicted", "1", "correct", "1", "✓"],
        ["y2", "0.9000", "predicted", "1", "correct", "0", "✗", "wrong"],
        ["y3", "0.1000", "predicted", "0", "correct", "0", "✓"],
        ["y4", "0.1000", "predicted", "0", "correct", "0", "✓"],
        ["y5", "0.9000", "predicted", "1", "correct", "1", "✓"],
        ["✗", "1", "wrong", "bit:", "y2"],
    ]


def test_before_there_is_an_answer_there_is_nothing_to_copy(qtbot: QtBot) -> None:
    panel = PredictionPanel()
    qtbot.addWidget(panel)
    panel.set_bits(3)
    assert panel.as_text() == ""


def test_colours_follow_the_palette(qtbot: QtBot, panel: PredictionPanel) -> None:
    panel.show_prediction(answer(panel.vector, (0,)))
    panel.text.setText("2")
    panel.text.textEdited.emit("2")
    for theme in (DARK, LIGHT):
        panel.setPalette(theme.palette())
        assert is_written_in(panel.problem, theme.bad)
        assert is_written_in(panel.summary, theme.muted)
    qtbot.keyClick(panel.text, Qt.Key.Key_Escape)
    for theme in (DARK, LIGHT):
        panel.setPalette(theme.palette())
        assert is_written_in(panel.summary, theme.bad)


def test_every_control_has_a_name_and_a_tooltip(panel: PredictionPanel) -> None:
    for control in (*panel.toggles.buttons, panel.text, panel.bars):
        assert control.accessibleName()
        assert control.toolTip()
    assert panel.random.text()
    assert panel.random.toolTip()
