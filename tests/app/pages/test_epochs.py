from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.pages.epochs import FOLLOW_SECONDS, EpochsPanel
from nn.core.settings import Settings
from nn.run.recording import Recording


@pytest.fixture
def recording() -> Recording:
    made = Recording(Settings(observations=10, epochs=9))
    made.advance_to(55)
    return made


@pytest.fixture
def panel(qtbot: QtBot) -> EpochsPanel:
    made = EpochsPanel()
    qtbot.addWidget(made)
    made.show()
    return made


def lines(panel: EpochsPanel) -> list[list[str]]:
    model = panel.model
    return [
        [model.data(model.index(row, column)) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_every_finished_epoch_has_a_line_with_the_mean_of_its_losses(
    panel: EpochsPanel, recording: Recording
) -> None:
    panel.show_moment(recording, 55)
    assert [line[0] for line in lines(panel)] == ["1", "2", "3", "4", "5"]
    for line, start in zip(lines(panel), range(0, 50, 10), strict=True):
        assert float(line[1]) == pytest.approx(recording.losses[start : start + 10].mean(), 1e-5)


def test_the_change_is_told_as_a_part_of_the_epoch_before(
    panel: EpochsPanel, recording: Recording
) -> None:
    panel.show_moment(recording, 55)
    told = [line[2] for line in lines(panel)]
    averages = recording.epoch_averages
    assert told[0] == ""
    for text, now, before in zip(told[1:], averages[1:], averages, strict=False):
        assert text[0] == ("−" if now < before else "+")
        assert float(text[1:-2]) == pytest.approx(abs(now / before - 1) * 100, abs=0.05)


def test_lines_are_added_while_the_run_goes_on_and_another_run_has_its_own(
    panel: EpochsPanel, recording: Recording
) -> None:
    panel.show_moment(recording, 55)
    before = lines(panel)
    recording.advance_to(71)
    panel.show_moment(recording, 71)
    assert lines(panel)[:5] == before
    assert len(lines(panel)) == 7
    other = Recording(Settings(observations=10, seed=3))
    other.advance_to(20)
    panel.show_moment(other, 20)
    assert len(lines(panel)) == 2
    assert lines(panel)[0] != before[0]


def test_moments_that_follow_closely_are_skipped_but_the_last_one(
    qtbot: QtBot, panel: EpochsPanel, recording: Recording
) -> None:
    panel.follow(recording, 15)
    shown = []
    panel.table.selectionModel().currentRowChanged.connect(lambda now: shown.append(now.row()))
    for position in (25, 35, 45):
        panel.follow(recording, position)
    assert shown == []
    qtbot.waitUntil(lambda: shown == [4])


def test_a_moment_at_rest_is_shown_at_once_and_none_before_it_comes_after_it(
    qtbot: QtBot, panel: EpochsPanel, recording: Recording
) -> None:
    panel.follow(recording, 15)
    panel.follow(recording, 45)
    panel.show_moment(recording, 25)
    assert panel.table.currentIndex().row() == 2
    qtbot.wait(round(2000 * FOLLOW_SECONDS))
    assert panel.table.currentIndex().row() == 2


def test_without_an_epoch_it_says_what_will_stand_there(
    panel: EpochsPanel, recording: Recording
) -> None:
    panel.show_moment(Recording(Settings()), 0)
    assert panel.nothing.isVisible()
    assert not panel.table.isVisible()
    panel.show_moment(recording, 55)
    assert not panel.nothing.isVisible()
    assert panel.table.isVisible()


@pytest.mark.parametrize(
    ("position", "row"), [(0, None), (1, 0), (10, 0), (11, 1), (50, 4), (55, None)]
)
def test_the_epoch_of_the_moment_is_marked(
    panel: EpochsPanel, recording: Recording, position: int, row: int | None
) -> None:
    panel.show_moment(recording, 50)
    panel.show_moment(recording, position)
    chosen = [index.row() for index in panel.table.selectionModel().selectedRows()]
    assert chosen == ([] if row is None else [row])


def test_a_click_and_enter_choose_the_last_step_of_an_epoch(
    qtbot: QtBot, panel: EpochsPanel, recording: Recording
) -> None:
    panel.show_moment(recording, 55)
    place = panel.table.visualRect(panel.model.index(2, 1)).center()
    with qtbot.waitSignal(panel.position_chosen) as clicked:
        qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert clicked.args == [30]
    panel.table.setFocus()
    panel.table.setCurrentIndex(panel.model.index(3, 0))
    with qtbot.waitSignal(panel.position_chosen) as entered:
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert entered.args == [40]
