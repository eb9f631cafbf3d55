from __future__ import annotations

import numpy as np
import pytest

from nn.breakpoints import KINDS, Breakpoint, BreakpointError, Breakpoints
from nn.network import saturating
from nn.recording import Recording
from nn.settings import Settings
from nn.step import labels
from nn.validation import all_vectors, flawless


@pytest.fixture(scope="module")
def whole() -> Recording:
    made = Recording(Settings())
    made.advance_to(5000)
    return made


def advance(recording: Recording, conditions: Breakpoints) -> str | None:
    with saturating():
        while recording.length < 5000:
            loss = recording.advance()
            reason = conditions.check(recording.newest, loss)
            if reason:
                return reason
    return None


def begun(recording: Recording, *conditions: Breakpoint) -> Breakpoints:
    made = Breakpoints(conditions)
    made.begin(recording.newest, recording.losses)
    return made


def test_a_step_and_an_epoch_stop_exactly_there() -> None:
    recording = Recording(Settings())
    conditions = (Breakpoint("step", 123), Breakpoint("epoch", 2))
    assert "step 123" in str(advance(recording, begun(recording, *conditions)))
    assert recording.length == 123
    assert "epoch 2" in str(advance(recording, begun(recording, *conditions)))
    assert recording.length == 1000


@pytest.mark.parametrize("value", [0.2, 0.05])
def test_the_loss_stops_at_every_crossing_and_only_there(whole: Recording, value: float) -> None:
    below = whole.losses < value
    crossings = [i + 1 for i in range(1, 5000) if below[i] and not below[i - 1]]
    if below[0]:
        crossings.insert(0, 1)
    recording, stops = Recording(Settings()), []
    while recording.length < 5000:
        reason = advance(recording, begun(recording, Breakpoint("loss_below", value)))
        if reason:
            assert f"below {value:g}" in reason
            stops.append(recording.length)
    assert stops == crossings


def test_the_loss_rising_stops_too(whole: Recording) -> None:
    recording = Recording(Settings())
    expected = int(np.flatnonzero(whole.losses > 0.9)[0]) + 1
    assert "rose to" in str(advance(recording, begun(recording, Breakpoint("loss_above", 0.9))))
    assert recording.length == expected


def test_an_epoch_average_stops_at_the_end_of_its_epoch() -> None:
    recording = Recording(Settings())
    recording.advance_to(730)
    reason = advance(recording, begun(recording, Breakpoint("average_below", 0.06)))
    assert recording.length == 2000
    assert "epoch 4 is 0.0515164" in str(reason)


def test_a_wrong_bit_stops_at_every_step_that_has_one(whole: Recording) -> None:
    expected = [
        number
        for number in range(1, 121)
        if (labels(whole.step(number).a2) != whole.step(number).t).any()
    ]
    recording, stops = Recording(Settings()), []
    while recording.length < 120:
        advance(recording, begun(recording, Breakpoint("wrong_bit"), Breakpoint("step", 120)))
        stops.append(recording.length)
    assert [stop for stop in stops if stop in expected] == expected


def test_all_vectors_right_stops_at_the_first_such_step(whole: Recording) -> None:
    vectors = all_vectors(5)

    def right(position: int) -> bool:
        moment = whole.moment(position)
        return bool(flawless(moment.W1, moment.W2, vectors, "invert").all())

    recording = Recording(Settings())
    reason = advance(recording, begun(recording, Breakpoint("all_right")))
    assert "all 32 vectors" in str(reason)
    assert right(recording.length)
    assert not any(right(position) for position in range(recording.length))


def test_several_conditions_at_one_step_are_all_named() -> None:
    recording = Recording(Settings())
    reason = advance(recording, begun(recording, Breakpoint("step", 500), Breakpoint("epoch", 1)))
    assert reason == "Stopped at step 500: step 500 is reached; epoch 1 is finished."


@pytest.mark.parametrize(
    ("kind", "value"),
    [("step", 0), ("step", 1.5), ("epoch", 10_001), ("loss_below", -1), ("loss_above", np.nan)],
)
def test_numbers_out_of_range_are_refused(kind: str, value: float) -> None:
    with pytest.raises(BreakpointError, match="needs a"):
        Breakpoint(kind, value)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_default_that_is_allowed_and_a_text(kind: str) -> None:
    assert Breakpoint(kind, KINDS[kind].default).text
