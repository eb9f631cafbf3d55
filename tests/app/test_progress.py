"""What the line of the task says in the window."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from driving import run_to
from pytestqt.qtbot import QtBot

from app import progress
from app.main_window import MainWindow
from nn.answers.judge import Judge
from nn.answers.sample import vectors_for
from nn.answers.tally import Tally
from nn.answers.validation import flawless
from nn.core.arrays import Array
from nn.core.settings import Settings
from nn.explain.phases import PHASES, UPDATE_PHASE
from nn.files.session_file import save
from nn.run.events import LearningRateChange


def right(window: MainWindow) -> int:
    """How many vectors are right with the weights that are shown."""
    sight, settings = window.session.sight(), window.session.settings
    return int(flawless(sight.W1, sight.W2, vectors_for(settings.bits), settings.task).sum())


def count_text(window: MainWindow) -> str:
    """The count in words."""
    count = right(window)
    return "All 32 right" if count == 32 else f"{count} of 32 right"


def test_the_task_is_told_with_the_first_observation(qtbot: QtBot, window: MainWindow) -> None:
    assert window.task_line.text.startswith("Learn to flip every bit: 01110 → 10001")
    window.session.reset(Settings(task="reverse", bits=4), "other")
    x = "".join(map(str, window.session.recording.observations.draws.vectors[0].tolist()))
    assert f"Learn to turn the bits round: {x} → {x[::-1]}" in window.task_line.text
    line = window.task_line
    qtbot.waitUntil(lambda: line.accessibleDescription() == line.text, timeout=2000)


def test_a_task_that_so_few_hidden_units_cannot_learn_is_told_at_once(window: MainWindow) -> None:
    lacking = "needs 6 hidden units or more"
    assert lacking not in window.task_line.text
    window.session.reset(Settings(hidden_units=5), "other")
    assert window.task_line.text.endswith(f"right  ·  {lacking}")
    window.session.reset(Settings(hidden_units=5, task="parity"), "other")
    assert "needs" not in window.task_line.text
    window.session.reset(Settings(bits=2, hidden_units=1, task="table:2:1:0110"), "other")
    assert window.task_line.text.endswith("  ·  needs 2 hidden units or more")
    window.session.reset(Settings(bits=2, hidden_units=1, task="table:2:1:1111"), "other")
    assert "needs" not in window.task_line.text
    window.session.reset(Settings(hidden_units=6), "other")
    assert lacking not in window.task_line.text


def test_where_a_run_that_cannot_learn_it_ends_both_are_told(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.session.reset(Settings(hidden_units=4, observations=9, epochs=2), "other")
    run_to(qtbot, window.playhead, 18)
    assert window.task_line.text.endswith("needs 6 hidden units or more  ·  end of 2 epochs")


@pytest.mark.parametrize("phase", [None, *range(len(PHASES))])
def test_the_count_is_that_of_the_weights_in_force(window: MainWindow, phase: int | None) -> None:
    window.session.recording.advance_to(300)
    counts = []
    for position in range(100, 120):
        window.playhead.seek(position)
        counts.append(right(window))
    differing = 101 + int(np.flatnonzero(np.diff(counts))[0])
    window.playhead.seek(differing, phase)
    expected = right(window)
    assert f"{expected} of 32 right" in window.task_line.text
    window.playhead.seek(differing if phase is None or phase >= UPDATE_PHASE else differing - 1)
    assert right(window) == expected


def test_the_first_step_with_all_right_is_told_and_marked(qtbot: QtBot, window: MainWindow) -> None:
    run_to(qtbot, window.playhead, 600)
    line = window.task_line
    qtbot.waitUntil(lambda: "step 327" in line.text, timeout=5000)
    assert "All 32 right  ·  for the first time at step 327" in line.text
    window.playhead.seek(327)
    window.curve.next_mark_action.trigger()
    assert window.session.position != 327
    window.playhead.seek(300)
    assert "step" not in line.text
    window.curve.next_mark_action.trigger()
    assert window.session.position == 327
    assert "all 32 right for the first time" in window.curve.readout.text()
    window.playhead.seek(327, 0)
    assert "All" not in line.text
    window.playhead.seek(328)
    assert "30 of 32 right  ·  all right first at step 327" in line.text
    qtbot.waitUntil(lambda: line.accessibleDescription() == line.text, timeout=2000)


def test_it_is_found_by_whoever_comes_there_in_other_ways(qtbot: QtBot, window: MainWindow) -> None:
    window.session.recording.advance_to(1000)
    window.playhead.seek(900)
    qtbot.waitUntil(lambda: "step 327" in window.task_line.text, timeout=5000)
    window.playhead.seek(250)
    window.session.branch("rate", LearningRateChange(0.02))
    run_to(qtbot, window.playhead, 900)
    recording, vectors = window.session.recording, vectors_for(5)
    moments = (recording.moment(position) for position in range(250, 901))
    expected = next(
        each.position for each in moments if flawless(each.W1, each.W2, vectors, "invert").all()
    )
    assert expected != 327
    qtbot.waitUntil(lambda: f"step {expected}" in window.task_line.text, timeout=5000)


def test_it_is_found_after_a_session_is_opened(
    qtbot: QtBot, window: MainWindow, tmp_path: object
) -> None:
    window.session.recording.advance_to(400)
    path = tmp_path / "run.glassnet"  # type: ignore[operator]
    save(path, window.session.branches, 10, 350)
    window.files.open_path(path)
    qtbot.waitUntil(lambda: "step 327" in window.task_line.text, timeout=8000)


def test_the_end_of_the_run_is_told_where_it_is(qtbot: QtBot, window: MainWindow) -> None:
    window.session.reset(Settings(observations=10, epochs=2), "short")
    window.session.recording.advance_to(20)
    window.playhead.seek(19)
    assert "end of" not in window.task_line.text
    window.playhead.seek(20)
    assert "end of 2 epochs" in window.task_line.text
    window.session.plan(3)
    assert "end of" not in window.task_line.text


def test_of_a_large_network_every_frame_is_counted(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "SECONDS_BETWEEN", 1e9)
    window.session.reset(Settings(bits=12, hidden_units=30), "large")
    window.session.recording.advance_to(40)
    monkeypatch.setattr(type(window.playhead), "playing", property(lambda self: True))
    for position in (10, 25, 40):
        window.playhead.seek(position)
        assert window.task_line.text.split("right")[0].endswith(
            f" {right(window):,} of 1,024 sampled "
        )


def test_what_is_shown_at_rest_is_counted_exactly(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Judge.quick_tally

    def in_doubt(judge: Judge, W1: Array, W2: Array, most: float) -> Tally | None:
        # As where many answers are in the balance: at a glance nothing can be said.
        return real(judge, W1, W2, most) if most == inf else None

    monkeypatch.setattr(Judge, "quick_tally", in_doubt)
    monkeypatch.setattr(progress, "SECONDS_BETWEEN", 1e9)
    window.playhead.set_pace(inf)
    window.playhead.play(5_000_000)
    qtbot.waitUntil(lambda: window.session.position > 300, timeout=5000)
    window.playhead.pause()
    qtbot.waitUntil(lambda: not window.playhead.playing, timeout=5000)
    assert count_text(window) in window.task_line.text


def test_a_failure_of_the_search_is_heard(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("unforeseen")

    monkeypatch.setattr("nn.run.first_all_right.FirstAllRight.search", fail)
    with qtbot.waitSignal(window.failed, timeout=5000) as heard:
        window.session.recording.advance_to(5)
        window.playhead.seek(5)
    assert heard.args is not None
    assert "ZeroDivisionError: unforeseen" in heard.args[0]
