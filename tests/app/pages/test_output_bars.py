from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.pages.output_bars import OutputBars
from app.widgets.theme import DARK, LIGHT, Theme
from nn.answers.validation import Prediction


def prediction(*probabilities: float, correct: tuple[int, ...]) -> Prediction:
    a2 = np.array(probabilities)
    label, right = (a2 > 0.5).astype(np.int64), np.array(correct)
    return Prediction(1 - right, a2, label, right, label != right)


def shown(qtbot: QtBot, answer: Prediction, theme: Theme = LIGHT) -> OutputBars:
    bars = OutputBars()
    qtbot.addWidget(bars)
    bars.setPalette(theme.palette())
    bars.show_prediction(answer)
    bars.resize(320, bars.sizeHint().height())
    return bars


def picture(bars: OutputBars) -> QImage:
    image = QImage(bars.size(), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    bars.render(image)
    return image


def pixels(image: QImage, colour: str, lines: range) -> int:
    wanted = QColor(colour).rgb()
    return sum(image.pixel(x, y) == wanted for y in lines for x in range(image.width()))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_bar_is_as_long_as_its_probability(qtbot: QtBot, theme: Theme) -> None:
    lengths = []
    for probability in (0.0, 0.25, 0.75, 1.0):
        bars = shown(qtbot, prediction(probability, correct=(int(probability > 0.5),)), theme)
        image = picture(bars)
        middle = range(bars.height() // 2, bars.height() - 4)
        lengths.append(max(pixels(image, theme.accent, range(y, y + 1)) for y in middle))
    none, quarter, three_quarters, whole = lengths
    assert none == 0
    assert quarter / whole == pytest.approx(0.25, abs=0.05)
    assert three_quarters / whole == pytest.approx(0.75, abs=0.05)


def test_a_wrong_bit_differs_in_shape_as_well_as_in_colour(qtbot: QtBot) -> None:
    """Turned to grey with equal light, the marks of right and wrong are still not the same."""
    right = picture(shown(qtbot, prediction(0.9, correct=(1,))))
    wrong = picture(shown(qtbot, prediction(0.9, correct=(0,))))
    mark = range(right.width() - 20, right.width())

    def ink(image: QImage) -> set[tuple[int, int]]:
        ground = image.pixel(image.width() - 1, 0)
        return {(x, y) for x in mark for y in range(image.height()) if image.pixel(x, y) != ground}

    assert ink(right) != ink(wrong)
    assert pixels(wrong, LIGHT.bad, range(wrong.height())) > 0
    assert pixels(right, LIGHT.bad, range(right.height())) == 0


def test_it_keeps_its_height_while_values_change_and_grows_with_the_outputs(
    qtbot: QtBot,
) -> None:
    bars = shown(qtbot, prediction(0.5, 0.1, correct=(0, 0)))
    height = bars.sizeHint().height()
    bars.show_prediction(prediction(0.99996, 1e-300, correct=(0, 0)))
    assert bars.sizeHint().height() == height
    bars.show_prediction(prediction(*[0.5] * 16, correct=(0,) * 16))
    assert height < bars.sizeHint().height() < 330


def test_the_values_can_be_heard(qtbot: QtBot) -> None:
    bars = shown(qtbot, prediction(0.97764, 0.0821, correct=(1, 1)))
    qtbot.waitUntil(lambda: bars.accessibleDescription() != "", timeout=2000)
    first, second = bars.accessibleDescription().splitlines()
    assert first.split() == ["y1", "0.9776", "predicted", "1", "correct", "1", "✓"]
    assert second.split() == ["y2", "0.0821", "predicted", "0", "correct", "1", "✗", "wrong"]


def test_a_stream_of_answers_is_described_now_and_then_and_at_its_end(qtbot: QtBot) -> None:
    bars = shown(qtbot, prediction(0.5, correct=(0,)))
    for step in range(200):
        bars.show_prediction(prediction(step / 200, correct=(0,)))
    assert bars.accessibleDescription() == ""
    qtbot.waitUntil(lambda: "0.9950" in bars.accessibleDescription(), timeout=2000)


def test_the_copy_key_asks_for_a_copy_while_it_has_the_focus(qtbot: QtBot) -> None:
    bars = shown(qtbot, prediction(0.5, correct=(0,)))
    bars.show()
    bars.activateWindow()
    bars.setFocus()
    qtbot.waitUntil(bars.hasFocus, timeout=2000)
    with qtbot.waitSignal(bars.copy_requested, timeout=2000):
        qtbot.keyClick(bars, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert [action.text() for action in bars.actions()] == ["Copy the answer"]


def test_the_focus_can_be_seen(qtbot: QtBot) -> None:
    bars = shown(qtbot, prediction(0.0, correct=(0,)))
    bars.show()
    bars.activateWindow()
    before = pixels(picture(bars), LIGHT.accent, range(3))
    bars.setFocus()
    qtbot.waitUntil(bars.hasFocus, timeout=2000)
    assert pixels(picture(bars), LIGHT.accent, range(3)) > before + 100
