from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.pages import inspector as inspector_module
from app.pages.inspector import Inspector
from nn.core.settings import Settings
from nn.explain.lenses import LENSES
from nn.explain.phases import index_writing
from nn.explain.sight import sight_of
from nn.explain.symbols import Cell
from nn.run.recording import Recording


@pytest.fixture
def inspector(qtbot: QtBot) -> Inspector:
    made = Inspector()
    qtbot.addWidget(made)
    made.resize(360, 640)
    made.show()
    return made


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(Settings())
    made.advance_to(60)
    return made


def show(
    inspector: Inspector,
    recording: Recording,
    cell: Cell | None,
    position: int,
    phase: int | None = None,
    lens: str = "weights",
) -> None:
    inspector.select(cell)
    sight = sight_of(recording, recording.moment(position), phase)
    inspector.show_sight(recording, sight, LENSES[lens])


def test_what_is_selected_is_explained_at_once(inspector: Inspector, recording: Recording) -> None:
    for cell, name in ((("u1", (2,)), "u1[h3]"), (None, "loss"), (("e2", (0,)), "e2[y1]")):
        show(inspector, recording, cell, 3)
        assert inspector.explanation is not None
        assert inspector.explanation.name == name
        assert inspector.explanation.step == 3
        assert inspector.heading.text() == f"{name} = {inspector.explanation.result}"


def test_of_moments_that_fly_by_some_are_explained_and_the_last_one_always(
    qtbot: QtBot, inspector: Inspector, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    explained: list[int] = []
    inspect = inspector_module.inspect

    def counted(sight, cell, lens):  # type: ignore[no-untyped-def]
        explained.append(sight.position)
        return inspect(sight, cell, lens)

    monkeypatch.setattr(inspector_module, "inspect", counted)
    for position in range(1, 61):
        sight = sight_of(recording, recording.moment(position))
        inspector.show_sight(recording, sight, LENSES["weights"])
    qtbot.waitUntil(lambda: explained[-1:] == [60], timeout=3000)
    assert len(explained) < 20


def test_a_weight_comes_with_its_reason_and_its_path(
    inspector: Inspector, recording: Recording
) -> None:
    show(inspector, recording, ("W2", (3, 1)), 20)
    assert not inspector.path.isHidden()
    assert "so W2[h4,y2] goes" in inspector.why.text()
    assert "so W2[h4,y2] goes" in inspector.as_text()
    show(inspector, recording, ("a2", (1,)), 20)
    assert inspector.path.isHidden()
    assert inspector.why.isHidden()
    assert "goes" not in inspector.as_text()


@pytest.mark.parametrize(
    ("lens", "phase", "name"),
    [
        ("weights", None, "W1[x2,h4]"),
        ("gradients", None, "d1[x2,h4]"),
        ("since_start", None, "W1[x2,h4] − W1[x2,h4] at step 0"),
        ("by_step", None, "ΔW1[x2,h4]"),
        ("weights", index_writing("d1"), "d1[x2,h4]"),
        ("weights", index_writing("W1"), "W1[x2,h4]"),
    ],
)
def test_the_number_that_the_picture_shows_is_explained(
    inspector: Inspector, recording: Recording, lens: str, phase: int | None, name: str
) -> None:
    show(inspector, recording, ("W1", (1, 3)), 20, phase, lens)
    assert inspector.explanation is not None
    assert inspector.explanation.name == name


@pytest.mark.parametrize(
    ("cell", "position", "phase", "said"),
    [
        (("u1", (0,)), 0, None, "Before the first step nothing is computed yet"),
        (("e2", (0,)), 5, index_writing("u1"), "e2[y1] is not known yet in this phase."),
    ],
)
def test_what_cannot_be_explained_is_said(
    inspector: Inspector,
    recording: Recording,
    cell: Cell,
    position: int,
    phase: int | None,
    said: str,
) -> None:
    show(inspector, recording, cell, position, phase)
    assert inspector.explanation is None
    assert said in inspector.text.toPlainText()
    assert said in inspector.as_text()
    assert inspector.heading.text() == "Inspector"


def test_pointing_at_a_term_names_its_cells_and_leaving_it_names_none(
    inspector: Inspector, recording: Recording
) -> None:
    show(inspector, recording, ("u1", (2,)), 3)
    lit: list[object] = []
    inspector.sources_changed.connect(lit.append)
    for link in ("1", "", "99", "junk"):
        inspector.text.highlighted.emit(QUrl(link))
    assert lit == [(("x", (1,)), ("W1", (1, 2))), (), (), ()]


def test_the_explanation_can_be_copied(inspector: Inspector, recording: Recording) -> None:
    show(inspector, recording, ("a1", (0,)), 7)
    inspector.copy_button.click()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Step 7, hidden activation of h1:")
    assert "σ(u1[h1])" in text
