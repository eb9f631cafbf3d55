from __future__ import annotations

import numpy as np
import pytest

from app.pictures.network.picture import CHANGES, UNIT, NetworkPicture, picture_of
from app.widgets.colour_scale import Scale
from nn.core.settings import Settings
from nn.explain.lenses import LENSES
from nn.explain.phases import PHASES, known
from nn.explain.sight import sight_of
from nn.run.events import WeightEdit
from nn.run.recording import Recording


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(Settings())
    made.advance_to(20)
    return made


def picture(recording: Recording, position: int, phase: int | None, key: str) -> NetworkPicture:
    sight = sight_of(recording, recording.moment(position), phase)
    return picture_of(sight, LENSES[key])


@pytest.mark.parametrize("phase", range(len(PHASES)))
@pytest.mark.parametrize("key", LENSES)
def test_the_picture_lights_what_is_read_and_written_and_shows_only_what_is_known(
    recording: Recording, phase: int, key: str
) -> None:
    step, made = recording.step(20), picture(recording, 20, phase, key)
    seen = known(phase)
    assert made.reads == set(PHASES[phase].reads)
    assert made.writes == set(PHASES[phase].writes)
    for symbol in ("x", "u1", "a1", "u2", "a2", "label", "t", "e2", "e1"):
        assert (symbol in made.shown) == (symbol in seen)
        if symbol in made.shown:
            assert np.array_equal(made.shown[symbol].ravel(), getattr(step, symbol))
    last = phase == len(PHASES) - 1
    making_gradients = PHASES[phase].key in ("d1", "d2")
    start = recording.observations.draws
    for matrix, gradient in (("W1", "d1"), ("W2", "d2")):
        shown = made.shown.get(matrix)
        if shown is not None and matrix == "W2":
            shown = shown.T
        in_force = getattr(step, f"{matrix}_after" if last else matrix)
        if key == "gradients" or (making_gradients and gradient in seen):
            expected = getattr(step, gradient) if gradient in seen else None
        elif key == "by_step":
            expected = in_force - getattr(step, matrix) if last else None
        else:
            expected = in_force - (getattr(start, matrix) if key == "since_start" else 0.0)
        assert (shown is None) == (expected is None)
        assert expected is None or np.array_equal(shown, expected)  # type: ignore[arg-type]


@pytest.mark.parametrize("key", LENSES)
def test_the_picture_of_a_whole_step_lights_nothing_and_shows_all(
    recording: Recording, key: str
) -> None:
    whole = picture(recording, 20, None, key)
    assert whole.reads == whole.writes == frozenset()
    assert len(whole.shown) == 11
    sight = sight_of(recording, recording.moment(20))
    assert np.array_equal(whole.shown["W1"], LENSES[key].of(sight, "W1"))  # type: ignore[arg-type]
    before = picture(recording, 0, None, key)
    blank = key in ("gradients", "by_step")
    assert set(before.shown) == (set() if blank else {"W1", "W2"})


def test_cells_are_named_with_their_values(recording: Recording) -> None:
    whole = picture(recording, 20, None, "weights")
    step = recording.step(20)
    for symbol, arrow, value in (
        ("W1", "W1, x2 → h4", step.W1_after[1, 3]),
        ("W2", "W2, h2 → y4", step.W2_after[1, 3]),
    ):
        assert whole.spoken(symbol, (1, 3)) == f"{arrow} = {value:.6g}".replace("-", "−")
    assert whole.spoken("a1", (0,)).startswith("a1 of h1 = ")
    assert picture(recording, 20, 0, "weights").spoken("a1", (0,)) == "a1 of h1: not known yet"
    assert "not known" in picture(recording, 20, 3, "by_step").spoken("W1", (0, 0))


def test_the_scales_hold_the_largest_weight_up_to_here_and_all_that_u_can_be() -> None:
    run = Recording(Settings())
    run.advance_to(900)
    largest = max(
        max(np.abs(run.moment(at).W1).max(), np.abs(run.moment(at).W2).max())
        for at in (*range(0, 900, 64), 900)
    )
    made = picture(run, 900, None, "weights")
    assert made.scales["W1"] == made.scales["W2"] == Scale(5.0)
    assert 2.0 < largest <= 5.0
    moment = run.moment(900)
    sums = [
        abs(part.sum(axis=0)).max()
        for matrix in (moment.W1, moment.W2)
        for part in (np.clip(matrix, 0, None), np.clip(matrix, None, 0))
    ]
    limit = made.scales["u1"].limit
    assert max(sums) <= limit < 2.5 * max(sums)
    assert made.scales["a1"] == made.scales["x"] == UNIT
    assert made.scales["e1"] == made.scales["e2"] == CHANGES
    assert picture(run, 900, None, "gradients").scales["W1"] == CHANGES
    assert picture(run, 900, None, "by_step").scales["W2"] == CHANGES
    assert picture(run, 900, None, "since_start").scales["W1"].decades == 0


def test_a_moment_has_the_same_scales_before_and_after_the_run_goes_on_and_in_any_branch() -> None:
    run = Recording(Settings())
    run.advance_to(300)
    before = {at: picture(run, at, None, "weights").scales for at in (0, 1, 63, 64, 200, 300)}
    run.advance_to(4000)
    branch = run.branch(300, WeightEdit("W1", 0, 0, 800.0))
    branch.advance_to(500)
    again = Recording(Settings(), branch.events)
    again.advance_to(500)
    for at, scales in before.items():
        assert picture(run, at, None, "weights").scales == scales
    for at in (64, 200):
        assert picture(branch, at, None, "weights").scales == before[at]
    for at in (10, 300, 301, 384, 500):
        one, other = (picture(each, at, None, "weights") for each in (branch, again))
        assert one.scales == other.scales
    assert picture(branch, 300, None, "weights").scales["W1"].limit == 1000.0
    mended = branch.branch(500, WeightEdit("W1", 0, 0, 0.5))
    mended.advance_to(600)
    assert picture(mended, 500, None, "weights").scales["W1"].limit < 100.0
    assert picture(mended, 590, None, "weights").scales["W1"].limit < 100.0


def test_every_scale_stands_in_the_legends_once_with_all_that_it_colours(
    recording: Recording,
) -> None:
    for key in LENSES:
        for phase in (None, *range(len(PHASES))):
            made = picture(recording, 20, phase, key)
            legends = made.legends
            assert len(legends) <= 4
            names = [name for each in legends.values() for name in each]
            assert len(names) == len(set(names))
            assert {"x", "u1", "u2", "a1", "a2", "ŷ", "t", "e1", "e2"} <= set(names)
            for symbol, scale in made.scales.items():
                assert scale in legends, symbol
