from __future__ import annotations

from pathlib import Path

import pytest
from picture_fit import words
from PySide6.QtCore import QEvent, QPoint, QRectF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.pictures.network.layout import HIDDEN_ROWS, OUTPUT_COLUMNS
from app.pictures.network.picture import picture_of
from app.pictures.network.view import NetworkView
from app.pictures.network.words import explained
from nn.core.settings import Settings
from nn.explain.lenses import LENSES
from nn.explain.sight import sight_of
from nn.explain.symbols import SYMBOLS
from nn.run.recording import Recording


def shown(
    qtbot: QtBot, width: int, height: int, bits: int, hidden: int, position: int = 1
) -> NetworkView:
    """A picture of so many pixels, at some step."""
    recording = Recording(Settings(bits=bits, hidden_units=hidden))
    recording.advance_to(1)
    view = NetworkView()
    qtbot.addWidget(view)
    view.resize(width, height)
    view.show()
    qtbot.waitExposed(view)
    view.set_sizes((bits, hidden, bits))
    sight = sight_of(recording, recording.moment(position))
    view.canvas.show_picture(picture_of(sight, LENSES["weights"]))
    return view


def texts(view: NetworkView, path: Path) -> list[str]:
    return [each.text for each in words(view.canvas, path / "picture.svg")]


def test_where_there_is_room_every_symbol_has_its_word(qtbot: QtBot, tmp_path: Path) -> None:
    said = texts(shown(qtbot, 1400, 700, 3, 5), tmp_path)
    for symbol in ("x", *HIDDEN_ROWS, *(each for each, _ in OUTPUT_COLUMNS)):
        assert SYMBOLS[symbol].word in said
    assert said.count("weights") == 2


def test_where_there_is_less_room_words_are_short_or_missing(qtbot: QtBot, tmp_path: Path) -> None:
    said = texts(shown(qtbot, 890, 440, 5, 10), tmp_path)
    assert {"hidden sum", "sum", "bit", "error"} <= set(said)
    assert "answer" not in said
    narrow = texts(shown(qtbot, 600, 600, 16, 128), tmp_path)
    assert not {"output", "target"} & set(narrow)


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [
        ("u1", "u1  hidden sum|What each hidden unit adds up|u1 = x · W1|shape (h,): one for each"),
        ("label", "ŷ  answer|The bit that an output|ŷ = a2 > 0.5|shape (m,): one for each output"),
    ],
)
def test_the_name_of_a_symbol_is_explained_under_the_mouse(
    qtbot: QtBot, symbol: str, expected: str
) -> None:
    view = shown(qtbot, 1000, 600, 5, 10)
    place = next(each for each in view.canvas._layout.labels if each.symbol == symbol)  # type: ignore[union-attr]
    qtbot.mouseMove(view.canvas.viewport(), QPoint(3, 3))
    qtbot.mouseMove(view.canvas.viewport(), place.rect.center().toPoint())
    qtbot.waitUntil(lambda: QToolTip.text() == explained(symbol), timeout=2000)
    lines = explained(symbol).split("\n")
    for begun, line in zip(expected.split("|"), lines, strict=True):
        assert begun in line


def test_what_is_explained_stays_while_the_mouse_rests_and_training_goes_on(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = shown(qtbot, 1000, 600, 5, 10)
    viewport = view.canvas.viewport()
    recording = Recording(Settings())
    recording.advance_to(1)
    named = next(each for each in view.canvas._layout.labels if each.symbol == "u1")  # type: ignore[union-attr]
    places = {
        explained("u1"): named.rect.center().toPoint(),
        "t of y1 = 1": view.canvas.rect_of(("t", (0,))).center().toPoint(),
    }
    for text, place in places.items():
        qtbot.mouseMove(viewport, QPoint(3, 3))
        qtbot.mouseMove(viewport, place)
        # What Qt sends once the mouse has rested for a while.
        rested = QHelpEvent(QEvent.Type.ToolTip, place, viewport.mapToGlobal(place))
        QApplication.sendEvent(viewport, rested)
        assert rested.isAccepted()
        assert QToolTip.text() == text
        hidden: list[bool] = []
        monkeypatch.setattr(QToolTip, "hideText", lambda hidden=hidden: hidden.append(True))
        view.canvas.show_picture(
            picture_of(sight_of(recording, recording.moment(1)), LENSES["weights"])
        )
        assert hidden == []
        monkeypatch.undo()


@pytest.mark.parametrize(("lens", "name"), [("weights", "W2"), ("gradients", "d2")])
def test_what_stands_over_a_matrix_is_explained_under_the_mouse(
    qtbot: QtBot, lens: str, name: str
) -> None:
    view = shown(qtbot, 1000, 600, 5, 10)
    recording = Recording(Settings())
    recording.advance_to(1)
    view.canvas.show_picture(picture_of(sight_of(recording, recording.moment(1)), LENSES[lens]))
    title: QRectF = view.canvas._layout.titles["W2"]  # type: ignore[union-attr]
    qtbot.mouseMove(view.canvas.viewport(), QPoint(3, 3))
    qtbot.mouseMove(view.canvas.viewport(), title.topLeft().toPoint() + QPoint(5, 9))
    qtbot.waitUntil(lambda: QToolTip.text() == explained(name), timeout=2000)


@pytest.mark.parametrize(
    ("width", "height", "bits", "hidden"),
    [(900, 440, 5, 10), (560, 240, 5, 10), (1500, 800, 5, 10), (900, 440, 1, 1)],
)
def test_before_the_first_step_it_says_what_is_to_come_and_which_keys_begin(
    qtbot: QtBot, tmp_path: Path, width: int, height: int, bits: int, hidden: int
) -> None:
    said = " ".join(texts(shown(qtbot, width, height, bits, hidden, position=0), tmp_path))
    assert "mpty" in said
    assert "↓" in said
    assert "Space" in said
    later = " ".join(texts(shown(qtbot, width, height, bits, hidden), tmp_path))
    assert "Space" not in later
