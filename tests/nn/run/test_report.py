from __future__ import annotations

import numpy as np
import pytest

from nn.core.arrays import Array
from nn.core.settings import Settings
from nn.run.report import BATCH, report
from nn.run.training import Training, WeightOverflowError

NOTEBOOK = """\
One instance with 5 features: [0 1 1 1 0]
Correct label (simply XOR):    [1 0 0 0 1]
Epoch: 1, Average Loss: 0.41375321
Epoch: 2, Average Loss: 0.13942819
Epoch: 3, Average Loss: 0.07611117
Epoch: 4, Average Loss: 0.05151639
Epoch: 5, Average Loss: 0.03867311
Epoch: 6, Average Loss: 0.03084649
Epoch: 7, Average Loss: 0.02559992
Epoch: 8, Average Loss: 0.02184708
Epoch: 9, Average Loss: 0.01903371
Epoch: 10, Average Loss: 0.01684861
********
Challenge 1: [1 0 1 0 0]
Predicted 1: [0 1 0 1 1]
Correct   1: [0 1 0 1 1]
********
Challenge 2: [1 0 0 1 0]
Predicted 2: [0 1 1 0 1]
Correct   2: [0 1 1 0 1]
********
Challenge 3: [1 0 0 1 0]
Predicted 3: [0 1 1 0 1]
Correct   3: [0 1 1 0 1]

Proportion of flawless instances on 5000 new examples: 100.0%"""


class Told:
    """Keeps what it is told of progress; the work is wanted for so many words."""

    def __init__(self, wanted: int = 1_000_000) -> None:
        self.words: list[tuple[int, int]] = []
        self._wanted = wanted

    def __call__(self, done: int, total: int) -> bool:
        self.words.append((done, total))
        return len(self.words) < self._wanted


def plain_report(settings: Settings, examples: int) -> list[str]:
    """The same report from the plain formulas, one vector at a time."""
    random = np.random.RandomState(settings.seed)
    n, h = settings.bits, settings.hidden_units
    vectors = random.binomial(1, 0.5, (settings.observations, n))
    first = random.uniform(-1, 1, (n, h))
    second = random.uniform(-1, 1, (h, n))
    lines = [
        "One instance with " + str(n) + " features: " + str(vectors[0]),
        "Correct label (simply XOR):    " + str(1 - vectors[0]),
    ]
    for epoch in range(settings.epochs):
        losses = []
        for x in vectors:
            t = 1 - x
            hidden = 1 / (1 + np.exp(-np.dot(x, first)))
            out = 1 / (1 + np.exp(-np.dot(hidden, second)))
            error = out - t
            back = np.dot(second, error) * hidden * (1 - hidden)
            first = first - settings.learning_rate * np.outer(x, back)
            second = second - settings.learning_rate * np.outer(hidden, error)
            losses.append(-np.mean(t * np.log(out) + (1 - t) * np.log(1 - out)))
        lines.append(f"Epoch: {epoch + 1}, Average Loss: {sum(losses) / len(losses):.8f}")
    flawless = []
    for number, x in enumerate(random.binomial(1, 0.5, (examples, n))):
        hidden = 1 / (1 + np.exp(-np.dot(x, first)))
        label = (1 / (1 + np.exp(-np.dot(hidden, second))) > 0.5).astype(int)
        if number < 3:
            lines.append("********")
            lines.append("Challenge " + str(number + 1) + ": " + str(x))
            lines.append("Predicted " + str(number + 1) + ": " + str(label))
            lines.append("Correct   " + str(number + 1) + ": " + str(1 - x))
        flawless.append(np.array_equal(label, 1 - x))
    share = str(round(100 * np.mean(flawless), 0))
    return [
        *lines,
        "",
        "Proportion of flawless instances on " + str(examples) + " new examples: " + share + "%",
    ]


def test_the_default_report_is_the_notebooks() -> None:
    assert "\n".join(report(Settings())) == NOTEBOOK


@pytest.mark.parametrize(
    ("settings", "examples"),
    [
        (Settings(bits=1, hidden_units=1, observations=1, epochs=1, seed=0), 1),
        (Settings(bits=3, hidden_units=4, observations=37, epochs=3, seed=7), 2),
        (Settings(bits=16, hidden_units=20, observations=BATCH + 1, epochs=2, seed=5), 100),
        (Settings(bits=4, hidden_units=6, observations=300, learning_rate=1.5, epochs=2), 1500),
    ],
)
def test_any_settings_give_what_the_plain_formulas_give(settings: Settings, examples: int) -> None:
    assert list(report(settings, examples)) == plain_report(settings, examples)


def test_a_line_is_given_before_the_next_epoch_is_trained(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[float] = []
    advance = Training.advance

    def counted(training: Training, most: int) -> Array:
        losses = advance(training, most)
        made.extend(losses)
        return losses

    monkeypatch.setattr(Training, "advance", counted)
    lines = report(Settings(observations=20, epochs=3))
    for line in lines:
        if line.startswith("Epoch: 1,"):
            break
    assert len(made) == 20


def test_progress_counts_every_step_and_every_example() -> None:
    training, validating = Told(), Told()
    lines = list(report(Settings(observations=BATCH + 10, epochs=2), 3000, training, validating))
    assert training.words == [(510, 1020), (1020, 1020)]
    done = [done for done, total in validating.words if total == 3000]
    assert done == sorted(set(done))
    assert validating.words[-1] == (3000, 3000)
    assert lines[-1].startswith("Proportion")


def test_a_long_epoch_tells_of_its_progress_on_the_way() -> None:
    training = Told()
    list(report(Settings(observations=5 * BATCH, epochs=1), 1, training))
    steps = [done for done, _ in training.words]
    assert 4 <= len(steps) <= 6
    assert steps[-1] == 5 * BATCH
    assert max(b - a for a, b in zip([0, *steps], steps, strict=False)) < BATCH + 32


def test_a_report_that_is_no_longer_wanted_ends_where_it_stands() -> None:
    settings = Settings(observations=BATCH + 10, epochs=2)
    training = Told(wanted=2)
    lines = list(report(settings, 3000, training))
    assert [line[:8] for line in lines] == ["One inst", "Correct ", "Epoch: 1"]
    validating = Told(wanted=1)
    lines = list(report(settings, 3000, None, validating))
    assert len(validating.words) == 1
    assert lines[-1].startswith("Epoch: 2")


def test_whoever_reads_the_lines_keeps_their_own_numeric_warnings() -> None:
    before = np.geterr()
    for _ in report(Settings(observations=5, epochs=2), 5):
        assert np.geterr() == before


def test_an_overflow_keeps_the_lines_of_the_epochs_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    advance = Training.advance

    def failing(training: Training, most: int) -> Array:
        if training.position == 25:
            raise WeightOverflowError(26)
        return advance(training, min(most, 5))

    monkeypatch.setattr(Training, "advance", failing)
    given: list[str] = []
    with pytest.raises(WeightOverflowError):
        given.extend(report(Settings(observations=20, epochs=2)))
    assert [line[:8] for line in given] == ["One inst", "Correct ", "Epoch: 1"]
