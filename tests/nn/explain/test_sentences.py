"""What is said of each number, checked by trying it on the network itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from every_task import every_task

from nn.core.own_table import table_name
from nn.core.settings import Settings
from nn.core.step import TRIED, Step, labels
from nn.explain.inspection import UnknownError, inspect
from nn.explain.lenses import LENSES, MATRICES
from nn.explain.phases import PHASES
from nn.explain.sentences import sentence_of
from nn.explain.sight import sight_of
from nn.explain.symbols import SYMBOLS, Cell, cell_name
from nn.explain.why_it_learns import change_since_start
from nn.run.events import WeightEdit
from nn.run.recording import Recording
from nn.run.training import Training

NUDGE = 1e-6
LONGEST = 190


def all_cells(step: Step) -> Iterator[Cell]:
    for symbol in SYMBOLS:
        for index in np.ndindex(np.shape(getattr(step, symbol))):
            yield symbol, index


def check_form(said: str) -> None:
    assert said.endswith("."), said
    assert len(said) <= LONGEST, said
    assert said[0].isupper() or said[0] in "xhy" or said[0].isdigit(), said
    for never in ("nan", "inf", "{", "}", "  ", "--", "-0", "−0 ", "None"):
        assert never not in said, said


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(Settings())
    made.advance_to(400)
    return made


@pytest.fixture(scope="module")
def steps(recording: Recording) -> list[Step]:
    return [recording.step(number) for number in (1, 40, 217, 400)]


@pytest.mark.parametrize(
    ("task", "bits", "hidden", "seed"),
    [
        (task, bits, hidden, seed)
        for bits, hidden, seed in ((1, 1, 3), (5, 10, 42), (16, 5, 9))
        for task in every_task(bits)[: None if bits < 16 else 7]
    ],
)
def test_there_is_a_sentence_for_every_number(task: str, bits: int, hidden: int, seed: int) -> None:
    settings = Settings(bits=bits, hidden_units=hidden, seed=seed, task=task, learning_rate=0.7)
    made = Recording(settings)
    made.advance_to(600)
    for number in (1, 2, 600):
        step = made.step(number)
        for cell in all_cells(step):
            check_form(sentence_of(step, *cell))


@pytest.mark.parametrize("magnitude", [30.0, 1000.0, 1e12, 1e200])
def test_there_is_one_where_units_are_saturated(magnitude: float) -> None:
    training = Training(Settings(bits=3, hidden_units=4))
    weights = np.random.default_rng(7).uniform(-magnitude, magnitude, 24)
    training.restore(0, weights, 0.1)
    for _ in range(6):
        step = training.advance_with_step()
        for cell in all_cells(step):
            check_form(sentence_of(step, *cell))


@pytest.mark.parametrize("lens", LENSES)
@pytest.mark.parametrize("phase", [*range(len(PHASES)), None])
def test_at_every_moment_there_is_one_wherever_there_is_a_number(
    recording: Recording, lens: str, phase: int | None
) -> None:
    branch = recording.branch(20, WeightEdit("W1", 1, 3, 2.5))
    branch.advance_to(21)
    for position in (0, 1, 20, 21):
        sight = sight_of(branch, branch.moment(position), phase)
        for symbol, array in sight.values.items():
            for index in np.ndindex(array.shape):
                try:
                    told = inspect(sight, (symbol, index), LENSES[lens])
                except UnknownError:
                    assert lens in ("gradients", "by_step")
                    continue
                check_form(told.sentence)
                is_weight = symbol in MATRICES and told.name == cell_name(symbol, index)
                # Before the update the reason would give away how the weight is going to move.
                if is_weight and not sight.updated:
                    assert " goes " not in told.sentence


def test_a_weight_says_whence_it_is_before_any_update(recording: Recording) -> None:
    cell: Cell = ("W1", (1, 3))
    branch = recording.branch(20, WeightEdit("W1", 1, 3, 2.5))
    branch.advance_to(21)
    for position, phase, said in (
        (0, None, "W1[x2,h4] was drawn at random, between −1 and 1: nothing has been learnt yet."),
        (
            21,
            4,
            "W1[x2,h4] is what this step began with: only its last phase may move it.",
        ),
        (
            20,
            None,
            "W1[x2,h4] is what somebody set it to, after 20 steps. No step has moved it since.",
        ),
    ):
        assert inspect(sight_of(branch, branch.moment(position), phase), cell).sentence == said


def summed_loss(step: Step, W1: np.ndarray, W2: np.ndarray, shift: np.ndarray) -> float:
    a1 = 1 / (1 + np.exp(-(step.x @ W1 + shift)))
    a2 = 1 / (1 + np.exp(-(a1 @ W2)))
    return float(-np.sum(step.t * np.log(a2) + (1 - step.t) * np.log(1 - a2)))


@pytest.mark.parametrize("symbol", ["d1", "d2"])
def test_a_gradient_says_which_way_the_loss_would_go(steps: list[Step], symbol: str) -> None:
    seen = set()
    for step in steps:
        for index in np.ndindex(getattr(step, symbol).shape):
            more = {"d1": step.W1.copy(), "d2": step.W2.copy()}
            more[symbol][index] += NUDGE
            still = np.zeros(10)
            change = summed_loss(step, more["d1"], more["d2"], still) - summed_loss(
                step, step.W1, step.W2, still
            )
            said = sentence_of(step, symbol, index)
            if change == 0:
                assert "makes no difference in this step: its input x" in said
                seen.add("none")
            elif "hardly any difference" in said:
                assert abs(step.e2[index[1]]) < 0.01
            else:
                way = "grow" if change > 0 else "shrink"
                assert f"were a little larger, the loss would {way}: " in said
                seen.add(way)
    assert {"grow", "shrink"} <= seen
    assert ("none" in seen) == (symbol == "d1")


def test_a_gradient_of_a_weight_from_an_input_says_why(steps: list[Step]) -> None:
    seen = set()
    for step in steps:
        for x, h in np.ndindex(step.d1.shape):
            name = f"W1[x{x + 1},h{h + 1}]"
            if step.x[x] == 0:
                said = f"{name} makes no difference in this step: its input x{x + 1} is 0."
            else:
                way, wish = ("grow", "lower") if step.e1[h] > 0 else ("shrink", "higher")
                said = (
                    f"If {name} were a little larger, the loss would {way}: "
                    f"h{h + 1} should be {wish}, and x{x + 1} is 1."
                )
                seen.add(wish)
            assert sentence_of(step, "d1", (x, h)) == said
    assert seen == {"lower", "higher"}


def test_a_hidden_unit_is_to_be_what_makes_the_loss_smaller(steps: list[Step]) -> None:
    seen = set()
    for step in steps:
        for h in range(10):
            shift = np.zeros(10)
            shift[h] = NUDGE
            change = summed_loss(step, step.W1, step.W2, shift) - summed_loss(
                step, step.W1, step.W2, np.zeros(10)
            )
            wish = "lower" if change > 0 else "higher"
            said = sentence_of(step, "e1", (h,))
            assert said.startswith(f"h{h + 1} should be {wish}: above all y")
            y = int(said.split("above all y")[1].split()[0]) - 1
            # That output alone asks for it, and none asks for more.
            asks = step.W2[h] * step.e2 * (1 if wish == "lower" else -1)
            assert asks[y] == asks.max() > 0
            assert f"y{y + 1} is too {'high' if step.e2[y] > 0 else 'low'}, " in said
            push = "pushes it up" if step.W2[h, y] > 0 else "pulls it down"
            assert f"and h{h + 1} {push} (weight " in said
            seen.add((wish, push))
    assert len(seen) == 4


def test_an_output_says_whither_the_hidden_units_push_it_and_which_one_most(
    steps: list[Step],
) -> None:
    for step in steps:
        for y in range(5):
            said = sentence_of(step, "u2", (y,))
            up = float(step.a1 @ step.W2[:, y]) > 0
            assert said.startswith(f"Together the hidden units push y{y + 1} towards {int(up)} (")
            shares = step.a1 * step.W2[:, y]
            h = int(shares.argmax() if up else shares.argmin())
            assert f"; h{h + 1} pushes most that way (" in said


def test_a_sum_of_hidden_units_is_told_whole(steps: list[Step]) -> None:
    step = replace(
        steps[0],
        a1=np.array([0.5, 0.25, *[0.0] * 8]),
        W2=np.array([[1.0, -3.0], [-1.0, 2.0], *[[0.0, 0.0]] * 8]),
        u2=np.array([0.25, -1.0]),
    )
    assert sentence_of(step, "u2", (0,)) == (
        "Together the hidden units push y1 towards 1 (sum 0.25); h1 pushes most that way (0.5)."
    )
    assert sentence_of(step, "u2", (1,)) == (
        "Together the hidden units push y2 towards 0 (sum −1); h1 pushes most that way (−1.5)."
    )
    undecided = replace(step, u2=np.zeros(2))
    assert sentence_of(undecided, "u2", (1,)) == (
        "What the hidden units say to y2 comes to 0: neither 0 nor 1 is likelier."
    )


def test_an_observation_is_computed_by_nothing(steps: list[Step]) -> None:
    assert sentence_of(steps[0], "x", (1,)) == (
        "x2 is 1 because bit 2 of the vector shown in this step is 1. "
        "Nothing computes it: it is what the network learns from."
    )
    assert sentence_of(replace(steps[0], number=TRIED), "x", (0,)) == (
        "x1 is 0 because bit 1 of the vector that is tried is 0. "
        "Nothing computes it: it is what the network is asked."
    )


def test_a_sum_of_inputs_names_those_that_are_1(steps: list[Step]) -> None:
    step = steps[0]
    assert step.x.tolist() == [0, 1, 1, 1, 0]
    assert sentence_of(step, "u1", (2,)).startswith(
        "x2, x3 and x4 are 1, and their weights to h3 add up to "
    )
    one = replace(step, x=np.array([0.0, 0, 0, 0, 1]), u1=step.W1[4])
    assert sentence_of(one, "u1", (2,)) == (
        f"Only x5 is 1, so h3 gets just the weight from there: {step.W1[4, 2]:.3g}."
    )
    none = replace(step, x=np.zeros(5), u1=np.zeros(10))
    assert sentence_of(none, "u1", (2,)) == (
        "No input is 1, so h3 has nothing to add up: its sum is 0."
    )
    every = replace(step, x=np.ones(5), u1=step.W1.sum(axis=0))
    assert sentence_of(every, "u1", (2,)).startswith("5 of the 5 inputs are 1, and their weights")
    four = replace(step, x=np.array([1.0, 1, 1, 1, 0]), u1=np.full(10, 0.5))
    assert sentence_of(four, "u1", (2,)) == (
        "x1, x2, x3 and x4 are 1, and their weights to h3 add up to 0.5."
    )


@pytest.mark.parametrize(
    ("u1", "said"),
    [
        (0.0, "h3 is half on (0.5): its sum is exactly 0, "),
        (1.0, "h3 is on (0.731): its sum is above 0 (1), "),
        (-1.0, "h3 is a little on (0.269): its sum is below 0 (−1), "),
        (-4.0, "h3 is hardly on (0.018): its sum is below 0 (−4), "),
        (9.0, "h3 is fully on (1): its sum 9 is so far above 0 that "),
        (-9.0, "h3 is off (0.000123): its sum −9 is so far below 0 that "),
    ],
)
def test_a_hidden_unit_says_how_far_it_is_on(steps: list[Step], u1: float, said: str) -> None:
    u, a = np.full(10, u1), np.full(10, 1 / (1 + np.exp(-u1)))
    step = replace(steps[0], u1=u, a1=a, slope1=a * (1 - a))
    assert sentence_of(step, "a1", (2,)).startswith(said)
    flat = abs(u1) > 6
    assert sentence_of(step, "a1", (2,)).endswith(
        "0 that the sigmoid is nearly flat there. It is saturated."
        if flat
        else "and the sigmoid squeezes that between 0 and 1."
    )
    assert ("saturated" in sentence_of(step, "slope1", (2,))) == flat
    assert ("nearly saturated" in sentence_of(step, "e1", (2,))) == flat


@pytest.mark.parametrize(
    ("u1", "slope", "said"),
    [
        (
            1.0,
            0.0025,
            "If the sum of h3 grew a little, h3 would grow by 0.0025 of that: "
            "so steep is the sigmoid here (at most 0.25).",
        ),
        (
            -7.0,
            0.0024,
            "h3 hardly answers to its sum any more: at −7 the sigmoid is nearly flat. "
            "It is saturated, and little blame gets through.",
        ),
    ],
)
def test_a_slope_says_how_much_the_unit_answers_to_its_sum(
    steps: list[Step], u1: float, slope: float, said: str
) -> None:
    step = replace(steps[0], u1=np.full(10, u1), slope1=np.full(10, slope))
    assert sentence_of(step, "slope1", (2,)) == said


def with_outputs(step: Step, u2: float, t: float) -> Step:
    """A step all of whose outputs have this sum and this target."""
    sums, targets = np.full(5, u2), np.full(5, t)
    a2 = 1 / (1 + np.exp(-sums))
    return replace(step, u2=sums, a2=a2, t=targets, e2=a2 - targets, label=labels(a2))


@pytest.mark.parametrize(
    ("u2", "t", "symbol", "said"),
    [
        (
            1.0,
            1.0,
            "a2",
            "The network takes y2 for a 1 with a probability of 0.731: its sum is above 0 (1).",
        ),
        (
            -1.0,
            1.0,
            "a2",
            "The network takes y2 for a 1 with a probability of only 0.269: "
            "its sum is below 0 (−1).",
        ),
        (
            0.5,
            1.0,
            "a2",
            "The network takes y2 for a 1 with a probability of 0.622: its sum is above 0 (0.5).",
        ),
        (
            20.0,
            1.0,
            "a2",
            "The network takes y2 for a 1 with a probability of 0.999999998: "
            "its sum is above 0 (20).",
        ),
        (1.0, 1.0, "label", "The answer at y2 is 1, for 0.731 is above 0.5: right."),
        (
            -1.0,
            1.0,
            "label",
            "The answer at y2 is 0, for 0.269 is not above 0.5: wrong, 1 was wanted.",
        ),
        (4e-5, 1.0, "label", "The answer at y2 is 1, for 0.50001 is above 0.5: right."),
        (1.0, 0.0, "e2", "y2 is too high by 0.731 (0.731, wanted 0)."),
        (-1.0, 1.0, "e2", "y2 is too low by 0.731 (0.269, wanted 1)."),
        (
            6.0,
            1.0,
            "e2",
            "y2 is right but for next to nothing (0.998, wanted 1): little is learnt from it.",
        ),
        (
            20.0,
            1.0,
            "e2",
            "y2 is right but for next to nothing (0.999999998, wanted 1): little is learnt from "
            "it.",
        ),
        (800.0, 1.0, "e2", "y2 is exactly right: nothing is learnt from it in this step."),
        (
            800.0,
            1.0,
            "d2",
            "W2[h3,y2] makes no difference in this step: y2 is exactly right.",
        ),
        (
            0.0,
            1.0,
            "a2",
            "Whether y2 is 1 the network cannot say: its sum is 0, so it is a half.",
        ),
    ],
)
def test_an_output_says_what_it_is_and_how_wrong(
    steps: list[Step], u2: float, t: float, symbol: str, said: str
) -> None:
    step = with_outputs(steps[0], u2, t)
    assert sentence_of(step, symbol, (2, 1) if symbol == "d2" else (1,)) == said


def test_where_there_is_but_one_unit_none_is_above_all_others() -> None:
    made = Recording(Settings(bits=1, hidden_units=1))
    made.advance_to(3)
    alone = replace(
        made.step(3),
        W2=np.array([[2.0]]),
        e2=np.array([0.5]),
        slope1=np.array([0.1875]),
        e1=np.array([0.1875]),
    )
    assert sentence_of(alone, "e1", (0,)) == (
        "h1 should be lower: y1 is too high, and h1 pushes it up (weight 2)."
    )
    of_two = replace(alone, W2=np.array([[0.0, 2.0]]), e2=np.array([0.0, 0.5]))
    assert sentence_of(of_two, "e1", (0,)) == (
        "h1 should be lower: above all y2 is too high, and h1 pushes it up (weight 2)."
    )
    up = replace(made.step(3), u2=np.array([0.5]), a2=np.array([0.25]), t=np.array([1.0]))
    assert sentence_of(up, "u2", (0,)) == "The only hidden unit pushes y1 towards 1 (sum 0.5)."
    down = replace(up, u2=np.array([-0.5]))
    assert sentence_of(down, "u2", (0,)) == "The only hidden unit pushes y1 towards 0 (sum −0.5)."
    assert sentence_of(up, "loss", ()) == (
        "y1 is 0.25 where 1 was wanted: the farther apart, the larger the loss."
    )


def test_no_blame_has_its_reason(steps: list[Step]) -> None:
    step = with_outputs(steps[0], 800.0, 1.0)
    quiet = replace(step, e1=np.zeros(10))
    assert sentence_of(quiet, "e1", (2,)) == "No output asks h3 to be higher or lower."
    asked = replace(steps[0], e1=np.zeros(10), slope1=np.zeros(10))
    assert sentence_of(asked, "e1", (2,)) == (
        "No blame reaches h3: it is saturated, its sigmoid is flat here."
    )
    cancelled = replace(steps[0], e1=np.zeros(10))
    assert sentence_of(cancelled, "e1", (2,)) == (
        "What the outputs ask of h3 cancels out: no error is left."
    )
    on = int(np.flatnonzero(steps[0].x)[0])
    assert sentence_of(cancelled, "d1", (on, 2)) == (
        f"W1[x{on + 1},h3] makes no difference in this step: h3 has no error."
    )
    off = replace(steps[0], a1=np.zeros(10))
    assert sentence_of(off, "d2", (2, 1)) == (
        "W2[h3,y2] makes no difference in this step: h3 is 0."
    )


def blamed(step: Step, e2: float, weight: float, slope: float = 0.1875) -> Step:
    """A step in which y2 alone is wrong, and h3 reaches it by this weight."""
    W2, errors = np.zeros((10, 5)), np.zeros(5)
    W2[2, 1], errors[1] = weight, e2
    return replace(
        step,
        W2=W2,
        e2=errors,
        a1=np.full(10, 0.75),
        slope1=np.full(10, slope),
        e1=W2 @ errors * slope,
    )


@pytest.mark.parametrize(
    ("e2", "weight", "said"),
    [
        (0.5, 2.0, "lower: above all y2 is too high, and h3 pushes it up (weight 2)."),
        (0.5, -2.0, "higher: above all y2 is too high, and h3 pulls it down (weight −2)."),
        (-0.5, 2.0, "higher: above all y2 is too low, and h3 pushes it up (weight 2)."),
        (-0.5, -2.0, "lower: above all y2 is too low, and h3 pulls it down (weight −2)."),
    ],
)
def test_blame_is_told_whole(steps: list[Step], e2: float, weight: float, said: str) -> None:
    assert sentence_of(blamed(steps[0], e2, weight), "e1", (2,)) == f"h3 should be {said}"
    assert sentence_of(blamed(steps[0], e2, weight, slope=0.0024), "e1", (2,)) == (
        f"h3 should be {said} Little of that arrives, for h3 is nearly saturated (σ′ = 0.0024)."
    )


@pytest.mark.parametrize(
    ("e2", "said"),
    [
        (0.5, "If W2[h3,y2] were a little larger, the loss would grow: y2 is too high, "),
        (-0.5, "If W2[h3,y2] were a little larger, the loss would shrink: y2 is too low, "),
        (0.01, "If W2[h3,y2] were a little larger, the loss would grow: y2 is too high, "),
    ],
)
def test_a_gradient_of_a_weight_to_an_output_says_why(
    steps: list[Step], e2: float, said: str
) -> None:
    assert sentence_of(blamed(steps[0], e2, 1.0), "d2", (2, 1)) == (f"{said}and h3 is on (0.75).")


@pytest.mark.parametrize("e2", [0.0099, -0.0099])
def test_an_error_below_a_hundredth_makes_hardly_any_difference(
    steps: list[Step], e2: float
) -> None:
    assert sentence_of(blamed(steps[0], e2, 1.0), "d2", (2, 1)) == (
        "W2[h3,y2] makes hardly any difference in this step: y2 is right but for next to nothing."
    )


def test_an_error_of_a_hundredth_is_one(steps: list[Step]) -> None:
    step = replace(steps[0], a2=np.full(5, 0.01), t=np.zeros(5), e2=np.full(5, 0.01))
    assert sentence_of(step, "e2", (1,)) == "y2 is too high by 0.01 (0.01, wanted 0)."


def test_the_loss_names_the_output_that_costs_most(steps: list[Step]) -> None:
    for step in steps:
        said = sentence_of(step, "loss", ())
        costs = -np.log(np.where(step.t == 1, step.a2, 1 - step.a2))
        assert f"; y{int(costs.argmax()) + 1} is farthest from what was wanted (" in said
        right = int((step.label == step.t).sum())
        assert said.startswith(
            "Every answer is right" if right == 5 else f"{right} of 5 answers are right"
        )
    apart = with_outputs(steps[0], 0.0, 0.0)
    far = replace(apart, u2=np.array([900.0, 800.0, 1000.0, 1.0, 2.0]), a2=np.ones(5))
    assert "; y3 is farthest" in sentence_of(far, "loss", ())
    below = replace(far, u2=-far.u2, a2=np.zeros(5), t=np.ones(5))
    assert "; y3 is farthest" in sentence_of(below, "loss", ())
    assert sentence_of(replace(apart, loss=0.0), "loss", ()) == (
        "Every output is what was wanted, to the last digit: nothing is lost."
    )


@pytest.mark.parametrize(
    ("right", "said"),
    [
        (0, "0 of 5 answers are right"),
        (1, "1 of 5 answers is right"),
        (2, "2 of 5 answers are right"),
        (5, "Every answer is right"),
    ],
)
def test_the_loss_counts_the_right_answers(steps: list[Step], right: int, said: str) -> None:
    a2 = np.array([0.75] * right + [0.25] * (5 - right))
    a2[0] -= 0.125
    step = replace(steps[0], a2=a2, t=np.ones(5), loss=0.5)
    y, answer = (1, "0.125") if right == 0 else (1, "0.625") if right == 5 else (right + 1, "0.25")
    assert sentence_of(step, "loss", ()) == (
        f"{said}; y{y} is farthest from what was wanted ({answer}, wanted 1) and costs most."
    )


def test_a_half_is_no_1(steps: list[Step]) -> None:
    half = with_outputs(steps[0], 0.0, 1.0)
    assert sentence_of(half, "loss", ()) == (
        "0 of 5 answers are right; y1 is farthest from what was wanted (0.5, wanted 1) "
        "and costs most."
    )
    assert sentence_of(half, "label", (1,)) == (
        "The answer at y2 is 0, for 0.5 is not above 0.5: wrong, 1 was wanted."
    )


def test_the_output_that_costs_most_is_told_from_what_was_wanted(steps: list[Step]) -> None:
    a2 = np.array([*[1 - 1e-7] * 4, 1 - 2e-7])
    assert sentence_of(replace(steps[0], a2=a2, t=np.ones(5), loss=1e-7), "loss", ()) == (
        "Every answer is right; y5 is farthest from what was wanted (0.9999998, wanted 1) "
        "and costs most."
    )


@pytest.mark.parametrize(
    ("task", "said"),
    [
        ("invert", "y1 should be 1: the network is to flip every bit, and x1 is 0."),
        ("reverse", "y1 should be 0: the network is to turn the bits round, and x5 is 0."),
        (
            "xor:10110",
            "y1 should be 1: the network is to flip where 10110 is 1, and this bit is 0, where "
            "the mask has a 1: it is flipped.",
        ),
        (
            "xor:01110",
            "y1 should be 0: the network is to flip where 01110 is 1, and this bit is 0, where "
            "the mask has a 0: it stays.",
        ),
        (
            "neighbours",
            "y1 should be 1: the network is to find where the bits change, and this bit is 0, "
            "the next one 1: they differ.",
        ),
        (
            "parity",
            "y1 should be 1: the network is to tell odd from even numbers of ones, and 3 of 5 "
            "bits are 1: an odd number.",
        ),
        (
            "majority",
            "y1 should be 1: the network is to tell whether most bits are 1, and 3 of 5 bits are "
            "1: more than half.",
        ),
        (
            table_name(5, ["10"] * 14 + ["01"] + ["10"] * 17),
            "y1 should be 0: the network is to answer as your table says, and line 15 of the "
            "table says 01110 → 01.",
        ),
    ],
)
def test_a_target_says_what_the_task_makes_it_of(task: str, said: str) -> None:
    made = Recording(Settings(task=task))
    made.advance_to(1)
    assert sentence_of(made.step(1), "t", (0,)) == said


def test_the_change_since_the_start_is_told_with_both_ends(recording: Recording) -> None:
    ways = set()
    for position, index in ((0, (1, 2)), (400, (1, 2)), (400, (0, 2)), (400, (2, 4))):
        sight = sight_of(recording, recording.moment(position))
        said = inspect(sight, ("W1", index), LENSES["since_start"]).sentence
        start, now = float(sight.draws.W1[index]), float(sight.W1[index])
        name = f"W1[x{index[0] + 1},h{index[1] + 1}]"
        if position == 0:
            assert said == f"{name} is what it was at the start, {start:.3g}.".replace("-", "−")
        else:
            way = "up" if now > start else "down"
            ways.add(way)
            assert said == (
                f"Since the start {name} has gone {way} by {abs(now - start):.3g}, "
                f"from {start:.3g} to {now:.3g}.".replace("-", "−")
            )
    assert ways == {"up", "down"}


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (0.75, "Since the start W1[x2,h3] has gone up by 0.25, from 0.5 to 0.75."),
        (-0.75, "Since the start W1[x2,h3] has gone down by 1.25, from 0.5 to −0.75."),
        (0.5, "W1[x2,h3] is what it was at the start, 0.5."),
    ],
)
def test_which_way_a_weight_has_gone_since_the_start(now: float, said: str) -> None:
    assert change_since_start("W1[x2,h3]", 0.5, now) == said


def test_where_mean_and_sum_part_the_phases_say_so() -> None:
    said = {phase.key: phase.explanation for phase in PHASES}
    assert "the mean over the outputs" in said["loss"]
    assert "The slope of the summed loss, not of its mean" in said["e2"]
