from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sights import at

from app.pages.neighbours import EXACT, FINITE, PROBABILITY, NeighboursSection, signed
from nn.answers.validation import predict
from nn.core.plain import forward
from nn.core.settings import Settings
from nn.run.recording import Recording

X = np.array([0, 1, 1, 1, 0])


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(Settings())
    made.advance_to(400)
    return made


@pytest.fixture
def section(qtbot: QtBot, recording: Recording) -> NeighboursSection:
    made = NeighboursSection()
    qtbot.addWidget(made)
    made.resize(420, 360)
    made.show()
    qtbot.waitExposed(made)
    made.show_vector(at(recording, 300), X, "invert")
    return made


def rows(section: NeighboursSection) -> list[list[str]]:
    """What stands in the table, without the titles."""
    return [line.split("\t") for line in section.table.as_text().splitlines()[1:]]


def turned(bit: int) -> np.ndarray:
    x = X.copy()
    x[bit] ^= 1
    return x


def test_each_row_is_the_answer_after_a_flip(
    section: NeighboursSection, recording: Recording
) -> None:
    sight = at(recording, 300)
    found = rows(section)
    assert [line[0] for line in found] == [
        "as it is",
        *(f"x{i + 1}: {X[i]}→{1 - X[i]}" for i in range(5)),
    ]
    for row, x in enumerate([X, *map(turned, range(5))]):
        answer = predict(sight.W1, sight.W2, x, "invert")
        assert found[row][1] == "".join(map(str, answer.label))
        assert found[row][2:] == [f"{each:.3f}" for each in answer.a2]


def test_the_outputs_can_show_what_a_flip_does_and_the_slope(
    section: NeighboursSection, recording: Recording
) -> None:
    sight = at(recording, 300)
    W1, W2 = sight.W1, sight.W2
    section.reading.setCurrentIndex(FINITE)
    assert "Δa2/Δx" in section.legend.text()
    found = rows(section)
    assert found[0][2:] == [""] * 5
    for i in range(5):
        one, zero = X.astype(float), X.astype(float)
        one[i], zero[i] = 1.0, 0.0
        difference = forward(one, W1, W2)[3] - forward(zero, W1, W2)[3]
        assert found[1 + i][2:] == [signed(float(each)) for each in difference]
    section.reading.setCurrentIndex(EXACT)
    assert "∂a2/∂x" in section.legend.text()
    found = rows(section)
    for i in range(5):
        aside = np.zeros(5)
        aside[i] = 1e-6
        slope = (forward(X + aside, W1, W2)[3] - forward(X - aside, W1, W2)[3]) / 2e-6
        assert found[1 + i][2:] == [signed(float(each)) for each in slope]
    section.reading.setCurrentIndex(PROBABILITY)
    assert "a2 of each output" in section.legend.text()


def test_what_turns_over_is_bold_and_told(section: NeighboursSection, recording: Recording) -> None:
    sight = at(recording, 300)
    here = predict(sight.W1, sight.W2, X, "invert").label
    columns = section.table.rows.columns
    for i in range(5):
        label = predict(sight.W1, sight.W2, turned(i), "invert").label
        strong = [columns[2 + k].strong(1 + i) for k in range(5)]  # type: ignore[misc]
        assert strong == (label != here).tolist()
        names = ", ".join(f"y{k + 1}" for k in range(5) if strong[k]) or "nothing"
        told = columns[1].tip(1 + i)  # type: ignore[misc]
        bits = "".join(map(str, turned(i)))
        assert told.startswith(f"{bits} → {''.join(map(str, label))}, turns over {names};")
        assert told.endswith(f"the task asks for {''.join(map(str, 1 - turned(i)))}")
    assert not any(columns[2 + k].strong(0) for k in range(5))  # type: ignore[misc]


def test_a_place_tells_all_its_numbers(section: NeighboursSection, recording: Recording) -> None:
    columns = section.table.rows.columns
    told = columns[3].tip(1)  # type: ignore[misc]
    sight = at(recording, 300)
    before = forward(X.astype(float), sight.W1, sight.W2)[3][1]
    after = forward(turned(0).astype(float), sight.W1, sight.W2)[3][1]
    assert told.startswith(f"x1 → y2: a2 from {before:.6g} to {after:.6g}, Δa2/Δx ")
    assert ", ∂a2/∂x " in told
    assert columns[3].tip(0) == f"a2 of y2 is {before:.6g}"  # type: ignore[misc]


def test_wrong_bits_are_marked(section: NeighboursSection, recording: Recording) -> None:
    section.show_vector(at(recording, 0), X, "invert")
    section.show_moment()
    sight = at(recording, 0)
    marked = section.table.rows.columns[1].marked
    assert marked is not None
    wrong = [predict(sight.W1, sight.W2, x, "invert").wrong for x in [X, *map(turned, range(5))]]
    assert [list(marked(row)) for row in range(6)] == [each.tolist() for each in wrong]
    assert any(each.any() for each in wrong)


def test_a_click_and_enter_go_to_the_neighbour_and_back(
    qtbot: QtBot, section: NeighboursSection, recording: Recording
) -> None:
    went: list[list[int]] = []

    def go(vector: np.ndarray) -> None:
        went.append(vector.tolist())
        section.show_vector(at(recording, 300), vector, "invert")

    section.vector_chosen.connect(go)
    table = section.table
    place = table.visualRect(table.rows.index(3, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert went == [turned(2).tolist()]
    assert rows(section)[3][0] == "x3: 0→1"
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert went == [turned(2).tolist(), X.tolist()]
    qtbot.keyClick(table, Qt.Key.Key_Home)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert len(went) == 2


def test_it_follows_the_moment_and_computes_nothing_out_of_sight(
    qtbot: QtBot, section: NeighboursSection, recording: Recording
) -> None:
    before = rows(section)
    section.show_vector(at(recording, 20), X, "invert")
    qtbot.waitUntil(lambda: rows(section) != before, timeout=3000)
    seen = rows(section)
    section.hide()
    section.show_vector(at(recording, 400), turned(1), "invert")
    qtbot.wait(150)
    assert rows(section) == seen
    section.show()
    qtbot.waitUntil(lambda: rows(section) != seen, timeout=3000)


def test_vectors_of_another_width_take_their_place(
    section: NeighboursSection,
) -> None:
    other = Recording(Settings(bits=3, hidden_units=4, task="reverse"))
    section.show_vector(at(other, 0), np.array([0, 0, 1]), "reverse")
    assert len(rows(section)) == 4
    assert [len(line) for line in rows(section)] == [5] * 4
    columns = section.table.rows.columns
    assert columns[1].tip(0).endswith("the task asks for 100")  # type: ignore[misc]


def test_the_table_is_copied(section: NeighboursSection) -> None:
    section.table.copy_wanted.emit()
    first, *others = QApplication.clipboard().text().splitlines()
    assert first == "flip\tpredicted\ty1\ty2\ty3\ty4\ty5"
    assert len(others) == 6


@pytest.mark.parametrize(
    ("number", "text"),
    [(0.254, "+0.25"), (-0.256, "−0.26"), (0.004, "0.00"), (-0.004, "0.00"), (0.0, "0.00"),
     (12.345, "+12.3"), (-1e-9, "0.00"), (-123456.0, "−1.23e+05"), (9.999, "+10.00")],
)  # fmt: skip
def test_numbers_have_their_sign(number: float, text: str) -> None:
    assert signed(number) == text
