from __future__ import annotations

import math

import numpy as np
import pytest

from nn.answers.all_right import AllRight
from nn.answers.validation import all_vectors, flawless
from nn.core.settings import Settings
from nn.core.step import labels
from nn.run.breakpoints import Breakpoints
from nn.run.conditions import KINDS, Breakpoint, BreakpointError, Kind
from nn.run.events import LearningRateChange, WeightEdit
from nn.run.recording import Recording
from nn.run.training import Training


@pytest.fixture(scope="module")
def whole() -> Recording:
    made = Recording(Settings())
    made.advance_to(5000)
    return made


def advance(recording: Recording, conditions: Breakpoints) -> str | None:
    while recording.length < 5000:
        loss = float(recording.advance()[0])
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


def test_an_epoch_begun_in_its_middle_is_averaged_as_a_whole(whole: Recording) -> None:
    first, rest = float(whole.losses[:500].mean()), float(whole.losses[250:500].mean())
    value = (first + rest) / 2
    recording = Recording(Settings())
    recording.advance_to(250)
    reason = advance(recording, begun(recording, Breakpoint("average_below", value)))
    assert rest < value < first
    assert recording.length == 1000
    assert "the average loss of epoch 2 is 0.139428, below" in str(reason)


@pytest.mark.parametrize(
    ("kind", "just"), [("loss_below", 0.2499), ("loss_above", 0.2501), ("average_below", 0.2499)]
)
def test_a_loss_of_exactly_the_number_is_neither_above_nor_below(kind: str, just: float) -> None:
    training = Training(Settings(observations=1))
    conditions = Breakpoints((Breakpoint(kind, 0.25),))
    conditions.begin(training, np.empty(0))
    training.advance_to(1)
    assert conditions.check(training, 0.25) is None
    training.advance_to(2)
    assert f"{just:g}" in str(conditions.check(training, just))


@pytest.mark.parametrize(
    ("kind", "value", "loss", "shown"),
    [
        ("loss_below", 0.01, 0.0099871234, "0.00998712"),
        ("loss_below", 0.01, 0.00999999987654321, "0.00999999988"),
        ("loss_below", 0.01, 0.0099999999987654321, "0.00999999999877"),
        ("loss_below", 0.01, 0.009999999999999998, "0.009999999999999998"),
        ("loss_above", 1.0, 1.00000012345, "1.00000012"),
        ("loss_above", 1.0, 1.0000000000001, "1.0000000000001"),
    ],
)
def test_a_loss_is_told_with_the_digits_that_show_on_which_side_it_lies(
    kind: str, value: float, loss: float, shown: str
) -> None:
    training = Training(Settings())
    conditions = Breakpoints((Breakpoint(kind, value),))
    conditions.begin(training, np.empty(0))
    training.advance_to(1)
    assert f" to {shown}, " in str(conditions.check(training, loss))


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
    assert stops == sorted({*expected, 120})


@pytest.mark.parametrize("seed", range(8))
def test_a_probability_of_one_half_is_a_0_that_may_be_wrong(seed: int) -> None:
    edits = (WeightEdit("W2", 0, 0, 0.0), WeightEdit("W2", 0, 1, 0.0))
    recording = Recording(Settings(bits=2, hidden_units=1, seed=seed)).branch(0, *edits)
    conditions = begun(recording, Breakpoint("wrong_bit"), Breakpoint("step", 1))
    reason = str(advance(recording, conditions))
    wrong = [f"y{place + 1}" for place, bit in enumerate(recording.step(1).t) if bit == 1]
    said = f"wrong bits: {', '.join(wrong)}; " if wrong else ""
    assert reason == f"Stopped at step 1: {said}step 1 is reached."


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


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("epoch", 1.5, "“epoch … is finished” needs a whole number from 1 to 10,000; it is 1.5."),
        (
            "loss_above",
            -1,
            "“the loss of a step rises above …” needs a number from 0 to 1,000,000; it is -1.",
        ),
        (
            "loss_below",
            math.nan,
            "“the loss of a step falls below …” needs a number from 0 to 1,000,000; it is nan.",
        ),
    ],
)
def test_a_number_out_of_range_is_told_with_its_range(
    kind: str, value: float, message: str
) -> None:
    with pytest.raises(BreakpointError) as raised:
        Breakpoint(kind, value)
    assert str(raised.value) == message


@pytest.mark.parametrize("kind", [each for each in KINDS.values() if each.whole is not None])
def test_the_ends_of_a_range_belong_to_it(kind: Kind) -> None:
    assert Breakpoint(kind.key, kind.lowest).value == kind.lowest
    assert Breakpoint(kind.key, kind.highest).value == kind.highest


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_default_that_is_allowed_and_a_text(kind: str) -> None:
    assert Breakpoint(kind, KINDS[kind].default).text


def test_a_kind_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(BreakpointError, match="“rain”; there are: step, epoch, "):
        Breakpoint("rain")


def test_large_and_fine_numbers_are_written_in_full() -> None:
    assert Breakpoint("step", 1234567).text == "step 1,234,567 is reached"
    assert Breakpoint("loss_below", 0.0123456789).text.endswith("falls below 0.0123456789")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (10**8, "100,000,000"),
        (999_999_999_999_999, "999,999,999,999,999"),
        (1e15, "1000000000000000.0"),
        (10**23, "1" + "0" * 23),
        (10**24, "1" + "0" * 22 + "…"),
    ],
)
def test_a_number_beyond_all_bounds_is_cut_short(value: float, shown: str) -> None:
    with pytest.raises(BreakpointError) as raised:
        Breakpoint("step", value)
    assert str(raised.value).endswith(f"a whole number from 1 to 67,108,864; it is {shown}.")


def test_the_reason_never_says_that_a_number_is_below_itself() -> None:
    training = Training(Settings())
    conditions = Breakpoints((Breakpoint("loss_below", 0.01),))
    conditions.begin(training, np.empty(0))
    training.advance_to(1)
    reason = conditions.check(training, 0.00999999999)
    assert reason == "Stopped at step 1: the loss fell to 0.00999999999, below 0.01."


def test_the_bits_that_are_wrong_are_named() -> None:
    recording = Recording(Settings())
    reason = advance(recording, begun(recording, Breakpoint("wrong_bit")))
    step = recording.step(recording.length)
    wrong = np.flatnonzero(step.label != step.t) + 1
    assert f"wrong bits: {', '.join(f'y{number}' for number in wrong)}." in str(reason)


def test_all_right_stops_wherever_it_comes_true_anew(whole: Recording) -> None:
    vectors = all_vectors(5)
    right = [False]
    cursor = whole.cursor(0)
    for _ in range(700):
        cursor.advance_to(cursor.position + 1)
        right.append(bool(flawless(cursor.network.W1, cursor.network.W2, vectors, "invert").all()))
    expected = [n for n in range(1, 701) if right[n] and not right[n - 1]]
    assert len(expected) > 1
    recording, stops = Recording(Settings()), []
    while recording.length < 700:
        advance(recording, begun(recording, Breakpoint("all_right"), Breakpoint("step", 700)))
        stops.append(recording.length)
    assert [stop for stop in stops if stop in expected] == expected
    assert set(stops) <= {*expected, 700}


def test_all_right_from_the_very_start_does_not_stop_the_first_step() -> None:
    training = Training(Settings(bits=1, hidden_units=2))
    training.network.W1[:], training.network.W2[:] = [[-8.0, 8.0]], [[3.0], [-2.0]]
    conditions = Breakpoints((Breakpoint("all_right"),))
    conditions.begin(training, np.empty(0))
    assert AllRight(training.settings)(training.network)
    training.advance_to(1)
    assert conditions.check(training, 0.1) is None


@pytest.mark.parametrize("bits", [3, 7, 11])
def test_all_right_says_what_the_validation_says(bits: int) -> None:
    training = Training(Settings(bits=bits, hidden_units=2 * bits, learning_rate=0.5))
    vectors, asked = all_vectors(bits), AllRight(training.settings)
    seen = set()
    for _ in range(1200):
        training.advance_to(training.position + 1)
        W1, W2 = training.network.W1, training.network.W2
        expected = bool(flawless(W1, W2, vectors, "invert").all()) if bits < 11 else None
        answer = asked(training.network)
        if answer and True not in seen:
            assert flawless(W1, W2, vectors, "invert").all()
        assert expected is None or answer == expected
        seen.add(answer)
    assert seen == {True, False}


EVERY_KIND = (
    Breakpoint("step", 130),
    Breakpoint("epoch", 3),
    Breakpoint("loss_above", 0.5),
    Breakpoint("loss_below", 0.15),
    Breakpoint("average_below", 0.3),
    Breakpoint("wrong_bit"),
    Breakpoint("all_right"),
)


def edited_run() -> Recording:
    recording = Recording(Settings(bits=3, hidden_units=6, observations=60, learning_rate=0.8))
    recording.advance_to(150)
    branch = recording.branch(150, WeightEdit("W2", 0, 0, -9.0), LearningRateChange(0.4))
    branch.advance_to(420)
    return branch


@pytest.mark.parametrize("condition", EVERY_KIND, ids=lambda each: each.kind)
def test_looking_back_over_any_stretch_finds_the_stops_of_the_run(condition: Breakpoint) -> None:
    run = edited_run()
    forward = {}
    watch, training = Breakpoints((condition,)), Training(run.settings, run.events)
    watch.begin(training, np.empty(0))
    while training.position < 420:
        reason = watch.check(training, float(training.advance()[0]))
        if reason:
            forward[training.position] = reason
    assert forward
    backward = {}
    looking = Breakpoints((condition,))
    for last, first in ((420, 400), (400, 151), (151, 150), (150, 149), (149, 60), (60, 0)):
        found = looking.stops_within(run, first, last)
        assert all(first < position <= last for position in found)
        backward |= found
    assert backward == forward


def mended_by_hand() -> Recording:
    """A run with a weight spoilt by hand at step 700, and mended a step later."""
    recording = Recording(Settings())
    recording.advance_to(700)
    weight = float(recording.moment(700).W2[0, 0])
    spoilt = recording.branch(700, WeightEdit("W2", 0, 0, 60.0))
    spoilt.advance_to(701)
    mended = spoilt.branch(701, WeightEdit("W2", 0, 0, weight))
    mended.advance_to(760)
    return mended


def test_all_right_is_asked_of_the_weights_that_a_change_by_hand_leaves() -> None:
    run = mended_by_hand()
    vectors = all_vectors(5)
    right = [
        bool(flawless(moment.W1, moment.W2, vectors, "invert").all())
        for moment in map(run.moment, range(761))
    ]
    assert right[699:701] == [True, False]
    assert right[701]
    expected = [n for n in range(1, 761) if right[n] and not right[n - 1]]
    watch = Breakpoints((Breakpoint("all_right"),))
    assert list(watch.stops_within(run, 0, 760)) == expected
    live = Recording(run.settings, run.events)
    watch.begin(live.newest, np.empty(0))
    stops = []
    while live.length < 760:
        if watch.check(live.newest, float(live.advance()[0])):
            stops.append(live.length)
    assert stops == expected
    assert 701 in expected
    for start in (699, 700, 701):
        later = [n for n in expected if n > start]
        assert list(watch.stops_within(run, start, 760)) == later


def test_a_run_from_a_change_by_hand_begins_with_the_weights_after_it() -> None:
    recording = Recording(Settings())
    recording.advance_to(700)
    moment = recording.moment(700)
    off = [WeightEdit("W2", h, 0, -moment.W2[h, 0]) for h in range(10)]
    branch = recording.branch(700, *off)
    branch.advance_to(760)
    watch = Breakpoints((Breakpoint("all_right"),))
    live, replayed = Recording(branch.settings, branch.events), branch.cursor(700)
    live.advance_to(700)
    stops = []
    for training in (live.newest, replayed):
        training.make_changes()
        watch.begin(training, branch.losses[:700])
        stops.append([])
        while training.position < 760:
            if watch.check(training, float(training.advance()[0])):
                stops[-1].append(training.position)
    assert stops[0] == stops[1]
