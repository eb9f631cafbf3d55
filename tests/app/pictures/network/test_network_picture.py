from __future__ import annotations

import numpy as np
import pytest

from app.pictures.network.picture import picture_of
from nn.core.settings import Settings
from nn.explain.lenses import LENSES
from nn.explain.phases import PHASES, known
from nn.run.recording import Recording


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(Settings())
    made.advance_to(20)
    return made


@pytest.mark.parametrize("phase", range(len(PHASES)))
def test_the_picture_lights_what_is_read_and_written_and_shows_only_what_is_known(
    recording: Recording, phase: int
) -> None:
    moment = recording.moment(20)
    step = moment.step
    assert step is not None
    picture = picture_of(moment, recording.observations.draws, LENSES["weights"], phase)
    assert picture.reads == set(PHASES[phase].reads)
    assert picture.writes == set(PHASES[phase].writes)
    for symbol in ("x", "u1", "a1", "u2", "a2", "label", "t", "e2", "e1"):
        assert (symbol in picture.shown) == (symbol in known(phase))
        if symbol in picture.shown:
            assert np.array_equal(picture.shown[symbol].ravel(), getattr(step, symbol))
    last = phase == len(PHASES) - 1
    for matrix, gradient in (("W1", "d1"), ("W2", "d2")):
        shown = picture.shown[matrix] if matrix == "W1" else picture.shown[matrix].T
        if gradient in PHASES[phase].writes:
            assert np.array_equal(shown, getattr(step, gradient))
        elif not {"d1", "d2"} & set(PHASES[phase].writes):
            assert np.array_equal(shown, getattr(step, f"{matrix}_after" if last else matrix))


@pytest.mark.parametrize("key", LENSES)
def test_the_picture_of_a_whole_step_lights_nothing_and_shows_what_the_lens_shows(
    recording: Recording, key: str
) -> None:
    moment, draws = recording.moment(20), recording.observations.draws
    W1, W2 = LENSES[key].show(moment, draws)
    picture = picture_of(moment, draws, LENSES[key], None)
    assert picture.reads == picture.writes == frozenset()
    assert np.array_equal(picture.shown["W1"], W1)
    assert np.array_equal(picture.shown["W2"], W2.T)


def test_cells_are_named_with_their_values(recording: Recording) -> None:
    moment, draws = recording.moment(20), recording.observations.draws
    whole = picture_of(moment, draws, LENSES["weights"], None)
    assert whole.spoken("W1", (1, 3)).startswith("W1, x2 → h4 = ")
    assert whole.spoken("W2", (1, 3)).startswith("W2ᵀ, h2 → y4 = ")
    assert whole.spoken("a1", (0,)).startswith("a1 of h1 = ")
    first = picture_of(moment, draws, LENSES["weights"], 0)
    assert first.spoken("a1", (0,)) == "a1 of h1: not known yet"
