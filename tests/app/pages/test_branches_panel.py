from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QTextDocument
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.pages.branch_row import WIDE
from app.pages.branches import BranchesPanel
from app.widgets.branch_dash import dash_of, strips
from app.widgets.theme import DARK, LIGHT, Theme
from nn.core.settings import Settings
from nn.run.branches import Branches
from nn.run.events import LearningRateChange, WeightEdit
from nn.run.recording import Recording


@pytest.fixture
def branches() -> Branches:
    """A run of 90 steps, a branch of it at step 40, and one of that at its step 50."""
    recording = Recording(Settings())
    recording.advance_to(90)
    made = Branches(recording)
    made.start(40, WeightEdit("W1", 1, 2, 3.25))
    made.current.recording.advance_to(1000)
    made.start(50, LearningRateChange(0.5))
    return made


@pytest.fixture
def panel(qtbot: QtBot, branches: Branches) -> BranchesPanel:
    made = BranchesPanel()
    qtbot.addWidget(made)
    made.setPalette(LIGHT.palette())
    made.resize(340, 600)
    made.show_branches(branches)
    made.show()
    return made


def told(panel: BranchesPanel) -> list[str]:
    return [panel.list.item(row).toolTip() for row in range(panel.list.count())]


def test_a_name_like_markup_is_told_as_it_is(panel: BranchesPanel, branches: Branches) -> None:
    branches.rename(0, "<b>a</b> & b")
    panel.show_branches(branches)
    shown = QTextDocument()
    shown.setHtml(told(panel)[0])
    assert shown.toPlainText().startswith("<b>a</b> & b\n90 steps")


def test_a_row_tells_where_a_branch_began_its_change_its_rate_and_its_loss(
    panel: BranchesPanel, branches: Branches
) -> None:
    runs = [each.recording for each in branches.members]
    before = f"{runs[0].moment(40).W1[1, 2]:.6g}".replace("-", "−")
    losses = [f"{run.losses[-1]:.4g}" for run in runs]
    assert told(panel) == [
        f"Main run\n90 steps · learning rate 0.1 · loss {losses[0]}",
        f"Branch 1\nfrom step 40 · W1[x2,h3] {before} → 3.25\n"
        f"1,000 steps · learning rate 0.1 · loss {losses[1]}",
        "Branch 2\nfrom step 50 of Branch 1 · learning rate 0.1 → 0.5\n"
        f"50 steps · learning rate 0.5 · loss {losses[2]}",
    ]
    item = panel.list.item(2)
    assert item.text() == "Branch 2"
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == told(panel)[2].replace("\n", ", ")


def test_a_row_tells_of_more_steps_when_it_is_asked_to(
    panel: BranchesPanel, branches: Branches
) -> None:
    run = branches.current.recording
    run.advance_to(64)
    assert "50 steps" in told(panel)[2]
    panel.show_progress()
    assert told(panel)[2].endswith(f"64 steps · learning rate 0.5 · loss {run.losses[-1]:.4g}")


def test_before_the_first_step_there_is_no_loss_to_tell(qtbot: QtBot) -> None:
    panel = BranchesPanel()
    qtbot.addWidget(panel)
    panel.show_branches(Branches(Recording(Settings())))
    assert told(panel) == ["Main run\n0 steps · learning rate 0.1"]


def test_a_branch_that_is_not_listed_yet_does_no_harm(
    panel: BranchesPanel, branches: Branches
) -> None:
    branches.start(20, LearningRateChange(0.7))
    panel.show_progress()
    assert panel.list.count() == 3
    panel.show_branches(branches)
    assert panel.list.count() == 4


def pixels_of(panel: BranchesPanel, row: int, colour: str) -> int:
    """How many pixels of a row have a colour, in its outer left part."""
    rect = panel.list.visualItemRect(panel.list.item(row))
    image = panel.list.viewport().grab(QRect(0, rect.top(), 30, rect.height())).toImage()
    wanted = QColor(colour).rgb()
    return sum(
        image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height())
    )


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_colour_of_every_branch_is_seen_also_of_the_one_that_is_selected(
    panel: BranchesPanel, branches: Branches, theme: Theme
) -> None:
    panel.setPalette(theme.palette())
    panel.list.setFocus()
    for selected in range(3):
        branches.select(branches.members[selected].id)
        panel.show_branches(branches)
        for row, branch in enumerate(branches.members):
            assert pixels_of(panel, row, theme.branch_colour(branch.colour)) >= 80
            edge = theme.on_accent if row == selected else theme.text
            assert pixels_of(panel, row, edge) >= 40


def test_the_dashes_are_those_of_the_loss_curve(panel: BranchesPanel, branches: Branches) -> None:
    for selected in range(3):
        branches.select(branches.members[selected].id)
        panel.show_branches(branches)
        for row, branch in enumerate(branches.members):
            rect = panel.list.visualItemRect(panel.list.item(row))
            line = panel.list.viewport().grab(QRect(0, rect.top() + 13, 48, 1)).toImage()
            colour = QColor(LIGHT.branch_colour(branch.colour)).rgb()
            runs = sum(
                line.pixel(x, 0) == colour != line.pixel(x - 1, 0) for x in range(1, line.width())
            )
            dash = () if row == selected else dash_of(branch.colour)
            assert runs == len(strips(dash, WIDE))


def test_only_the_name_is_edited(qtbot: QtBot, panel: BranchesPanel) -> None:
    heard: list[tuple[int, str]] = []
    panel.renamed.connect(lambda *given: heard.append(given))
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_F2)
    editor = panel.list.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "Branch 2"
    row = panel.list.visualItemRect(panel.list.item(2))
    assert editor.height() < row.height() / 2
    editor.setText("fast")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: heard == [(2, "fast")], timeout=2000)


def test_a_long_row_ends_in_an_ellipsis_and_is_read_in_full_in_its_tool_tip(
    qtbot: QtBot, panel: BranchesPanel, branches: Branches
) -> None:
    branches.rename(2, "a name of as many letters as allowed, 40")
    panel.show_branches(branches)
    panel.resize(240, 600)
    rect = panel.list.visualItemRect(panel.list.item(2))
    assert rect.width() <= panel.list.viewport().width()
    assert not panel.list.horizontalScrollBar().isVisible()
    assert "a name of as many letters as allowed, 40" in panel.list.item(2).toolTip()
