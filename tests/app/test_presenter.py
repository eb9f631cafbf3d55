from __future__ import annotations

from unittest.mock import Mock

import numpy as np
import pytest
from driving import run_to, still
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.model.playhead import Playhead
from app.model.session import Session
from app.model.silenced import Silenced
from app.model.tried_vector import TriedVector
from app.presenter import Presenter, Views
from app.widgets.theme import LIGHT
from nn.core.settings import Settings
from nn.explain.lenses import LENSES
from nn.explain.phases import index_writing
from nn.explain.trail import Place
from nn.run.events import LearningRateChange


class Setting:
    """A presenter whose views only note what they are handed."""

    def __init__(self, session: Session, playhead: Playhead) -> None:
        self.session, self.playhead = session, playhead
        self.silenced = Silenced(session)
        self.tried = TriedVector(session, playhead, self.silenced)
        self.view, self.views = Mock(lens=LENSES["weights"]), Mock(spec=Views)
        self.clock = Mock(calm=False, skip=Mock(return_value=False))
        for name in ("network", "strip", "progress", "curve", "title", "pages"):
            setattr(self.views, name, Mock(name=name))
        self.pages = self.views.pages
        self.views.progress.first.return_value = None
        self.pages.prediction.vector = np.array([0, 1, 1, 1, 0])
        self.views.curve.palette.return_value = LIGHT.palette()
        self.in_sight: set[str] = set()
        self.pages.panel.hidden = False
        self.pages.panel.in_sight.side_effect = self.in_sight.__contains__
        self.presenter = Presenter(
            session, playhead, self.tried, self.silenced, self.clock, self.view, self.views
        )

    def shown(self) -> set[str]:
        """Which views were handed something since the last time."""
        parts = {
            "network": self.views.network.canvas.show_picture,
            "shape": self.views.network.set_sizes,
            "bits": self.pages.prediction.set_bits,
            "strip": self.views.strip.show_moment,
            "task": self.views.progress.show_recording,
            "progress": self.views.progress.show_sight,
            "marks": self.views.curve.set_marks,
            "curve": self.views.curve.show_recording,
            "plan": self.views.curve.set_planned_steps,
            "ghosts": self.views.curve.set_ghosts,
            "title": self.views.title.show,
            "prediction": self.pages.prediction.show_prediction,
            "validation": self.pages.validation.network_changed,
            "inspector": self.pages.inspector.show_sight,
            "lesson": self.pages.lesson.show_sight,
            "check": self.pages.check.show_sight,
            "slope": self.pages.slope.show_sight,
            "pushes": self.pages.pushes.show_sight,
            "code": self.pages.code.show_sight,
            "branches": self.pages.branches.show_branches,
            "settings": self.pages.settings.show_settings,
        }
        shown = {name for name, part in parts.items() if part.called}
        for part in parts.values():
            part.reset_mock()
        return shown


MOMENT = {"network", "strip", "progress", "curve", "title", "prediction", "validation"}


@pytest.fixture
def setting(session: Session, playhead: Playhead) -> Setting:
    session.recording.advance_to(30)
    session.stand(20)
    return Setting(session, playhead)


@pytest.mark.parametrize(
    ("verb", "shown"),
    [
        ("show_moment", MOMENT),
        ("show_recording", MOMENT | {"shape", "bits", "plan", "settings", "task", "marks"}),
        ("show_plan", {"plan", "strip", "progress", "settings", "title"}),
        ("show_branches", {"branches", "ghosts", "marks", "strip", "title"}),
        ("show_first_all_right", {"progress", "marks"}),
        ("show_settings", {"settings"}),
        ("show_prediction", {"prediction"}),
    ],
)
def test_each_verb_shows_its_part_and_no_more(setting: Setting, verb: str, shown: set[str]) -> None:
    getattr(setting.presenter, verb)()
    assert setting.shown() == shown


def test_the_moment_that_is_shown_is_the_one_at_which_the_session_stands(
    setting: Setting,
) -> None:
    setting.session.stand(11, 4)
    setting.presenter.show_moment()
    sight, *around, branch = setting.views.strip.show_moment.call_args.args
    assert (sight.position, sight.phase) == (11, 4)
    assert around == [30, 200, 4, 50]
    assert branch == ""
    curve = setting.views.curve.show_recording.call_args.args
    assert curve == (setting.session.recording, 11, False)
    assert setting.pages.validation.network_changed.called
    (picture,) = setting.views.network.canvas.show_picture.call_args.args
    assert np.array_equal(picture.shown["x"][:, 0], sight.step.x)
    assert ("a2" in picture.shown) == (index_writing("a2") <= 4)
    prediction, without = setting.pages.prediction.show_prediction.call_args.args
    assert without == ""
    assert prediction.x.tolist() == [0, 1, 1, 1, 0]


@pytest.mark.parametrize(
    ("page", "view"), [("inspect", "inspector"), ("lesson", "lesson"), ("check", "check")]
)
def test_a_page_out_of_sight_waits_until_it_appears(setting: Setting, page: str, view: str) -> None:
    setting.presenter.show_moment()
    assert view not in setting.shown()
    setting.presenter.show_page(page)
    assert setting.shown() == {view}
    setting.in_sight.add(page)
    setting.presenter.show_moment()
    assert setting.shown() == MOMENT | {view}


def test_a_page_without_a_moment_has_nothing_to_be_shown(setting: Setting) -> None:
    setting.presenter.show_page("stops")
    assert setting.shown() == set()


def test_the_frame_is_timed_only_while_the_playhead_moves(qtbot: QtBot, setting: Setting) -> None:
    setting.presenter.show_moment()
    assert not setting.clock.begin.called
    setting.playhead.play(200)
    setting.presenter.show_moment()
    assert setting.clock.begin.called
    still(qtbot, setting.playhead)


def test_what_waits_for_rest_is_shown_at_rest(setting: Setting) -> None:
    setting.presenter.show_playing(True)
    assert setting.shown() == set()
    setting.presenter.show_playing(False)
    assert setting.shown() == {"settings", "title"}


def test_the_settings_are_those_in_force_at_the_playhead(setting: Setting) -> None:
    setting.session.stand(30)
    setting.session.branch("rate", LearningRateChange(0.6))
    setting.session.plan(9)
    for position, in_force in ((2, 0.1), (29, 0.1), (30, 0.6)):
        setting.session.recording.advance_to(31)
        setting.session.stand(position)
        setting.presenter.show_settings()
        settings, started, rate = setting.pages.settings.show_settings.call_args.args
        assert (settings.epochs, started, rate) == (9, True, in_force)


def test_other_branches_are_drawn_beside_the_current_one(qtbot: QtBot, window: MainWindow) -> None:
    """Colours are the curve's own, so this asks the real one."""
    run_to(qtbot, window.playhead, 20)
    plain = window.curve.grab().toImage()
    window.session.stand(10)
    window.session.branch("rate", LearningRateChange(0.5))
    window.session.recording.advance_to(20)
    window.session.stand(20)
    assert window.curve.grab().toImage() != plain


def test_a_selected_cell_is_explained_on_its_page(setting: Setting) -> None:
    setting.presenter.show_cell("W1", (0, 1))
    setting.pages.inspector.select.assert_called_with(("W1", (0, 1)))
    setting.pages.panel.show.assert_called_with("inspect")


@pytest.mark.parametrize("page", ["slope", "pushes", "code"])
def test_a_page_that_tells_of_the_cell_stays_in_front(setting: Setting, page: str) -> None:
    setting.in_sight.add(page)
    setting.presenter.show_cell("W1", (0, 1))
    assert not setting.pages.panel.show.called
    assert setting.shown() == {page}


@pytest.mark.parametrize("page", ["slope", "pushes", "code"])
def test_a_page_of_the_cell_is_handed_the_moment_and_the_cell(setting: Setting, page: str) -> None:
    setting.views.network.canvas.selected = ("W2", (1, 2))
    setting.in_sight.add(page)
    setting.presenter.show_moment()
    section = getattr(setting.pages, page)
    section.show_sight.assert_called_once_with(setting.session.sight(), ("W2", (1, 2)))


def test_a_panel_that_is_hidden_stays_so_though_a_cell_is_selected(setting: Setting) -> None:
    setting.pages.panel.hidden = True
    setting.presenter.show_cell("W1", (0, 1))
    setting.pages.inspector.select.assert_called_with(("W1", (0, 1)))
    assert not setting.pages.panel.show.called


def test_without_a_cell_no_page_is_opened(setting: Setting) -> None:
    setting.in_sight.add("inspect")
    setting.presenter.show_cell(None, None)
    setting.pages.inspector.select.assert_called_with(None)
    assert not setting.pages.panel.show.called
    assert setting.shown() == {"inspector"}


def test_a_number_that_is_followed_is_selected_at_its_moment(setting: Setting) -> None:
    setting.presenter.go_to(Place(("d1", (1, 2)), 11, 9))
    assert (setting.session.position, setting.session.phase) == (11, 9)
    setting.views.network.select.assert_called_with(("W1", (1, 2)))
    setting.presenter.go_to(Place(None, 12, None))
    assert (setting.session.position, setting.session.phase) == (12, None)
    setting.views.network.select.assert_called_with(None)


def test_the_network_that_is_shown_is_the_one_that_is_validated(setting: Setting) -> None:
    asked = setting.presenter.network()
    moment = setting.session.recording.moment(20)
    assert asked.settings == setting.session.settings
    assert asked.position == 20
    assert np.array_equal(asked.W1, moment.W1)
    assert np.array_equal(asked.W2, moment.W2)


@pytest.mark.parametrize("change", ["name", "plan"])
def test_another_name_or_plan_leaves_the_phase_alone_and_paints_no_network(
    qtbot: QtBot, window: MainWindow, change: str
) -> None:
    run_to(qtbot, window.playhead, 3)
    window.playhead.seek(2, 5)
    qtbot.wait(50)
    painted: list[None] = []
    window.network_view.canvas.painted.connect(lambda: painted.append(None))
    session = window.session
    make = {"name": lambda: session.rename(0, "mine"), "plan": lambda: session.plan(12)}[change]
    for act in (make, session.undo_stack.undo, session.undo_stack.redo):
        act()
        assert (session.position, session.phase) == (2, 5)
        assert "Phase 6 of" in window.strip.text
    qtbot.wait(50)
    assert painted == []


def test_where_a_branch_begins_it_is_called_by_its_latest_name(
    qtbot: QtBot, window: MainWindow
) -> None:
    run_to(qtbot, window.playhead, 3)
    window.playhead.seek(2)
    window.session.branch("rate", LearningRateChange(0.5))
    assert "Branch 1 begins here" in window.strip.text
    window.session.rename(1, "larger η")
    assert "larger η begins here" in window.strip.text


def test_a_moment_looks_the_same_whichever_way_one_came_to_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    run_to(qtbot, window.playhead, 40)
    window.playhead.seek(25, 2)
    there = window.network_view.canvas.grab().toImage(), window.strip.text
    window.session.rename(0, "mine")
    window.playhead.seek(3)
    window.session.plan(12)
    window.session.undo_stack.undo()
    window.playhead.seek(25, 2)
    assert (window.network_view.canvas.grab().toImage(), window.strip.text) == there


def test_the_title_names_the_file_the_step_and_what_is_not_saved(
    qtbot: QtBot, window: MainWindow
) -> None:
    assert window.windowTitle() == "[*]Step 0 of 5,000, epoch 0"
    run_to(qtbot, window.playhead, 501)
    assert window.windowTitle() == "[*]Step 501 of 5,000, epoch 2"
    assert not window.isWindowModified()
    window.session.branch("rate", LearningRateChange(0.5))
    assert window.isWindowModified()
    window.session.undo_stack.undo()
    assert not window.isWindowModified()
    window.session.reset(Settings(observations=10), "reset")
    assert window.windowTitle() == "[*]Step 0 of 100, epoch 0"


def test_epochs_are_followed_while_it_plays_and_shown_at_once_at_rest() -> None:
    session = Session(Settings(observations=50, epochs=4))
    session.recording.advance_to(60)
    playhead = Mock(playing=True)
    setting = Setting(session, playhead)
    setting.in_sight.add("progress")
    epochs = setting.pages.epochs
    session.stand(60)
    setting.presenter.show_moment()
    epochs.follow.assert_called_once_with(session.recording, 60)
    epochs.show_moment.assert_not_called()
    playhead.playing = False
    setting.presenter.show_moment()
    epochs.show_moment.assert_called_once_with(session.recording, 60)


def test_a_calm_window_leaves_out_what_comes_too_soon_and_shows_the_end() -> None:
    session, playhead = Session(Settings()), Mock(playing=True)
    setting = Setting(session, playhead)
    setting.presenter.show_recording()
    setting.views.network.canvas.reset_mock()
    setting.clock.skip.return_value, setting.clock.calm = True, True
    setting.presenter.show_moment()
    assert setting.clock.begin.called
    assert not setting.views.network.canvas.show_picture.called
    playhead.playing = False
    setting.presenter.show_playing(False)
    assert setting.views.network.canvas.show_picture.called


def test_a_calm_window_takes_a_run_of_another_shape_while_it_plays(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.clock.set_calm(True)
    window.pages.panel.show("try")
    window.speed.set_pace(200.0)
    window.playhead.run_to(2000)
    qtbot.waitUntil(lambda: window.session.position > 5)
    window.session.reset(Settings(bits=3), "other")
    still(qtbot, window.playhead)
    assert len(window.pages.prediction.vector) == 3
