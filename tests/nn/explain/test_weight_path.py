from __future__ import annotations

from functools import lru_cache
from typing import Any

import notebook_oracle
import numpy as np
import pytest
from notebook_oracle import Array, Run
from numpy.typing import NDArray

from nn.core.settings import Settings
from nn.explain import weight_path as module
from nn.explain.weight_path import WeightPath, WeightPaths
from nn.run.events import LearningRateChange, WeightEdit
from nn.run.recording import Recording

WEIGHTS = [("W1", (1, 3)), ("W1", (4, 9)), ("W2", (3, 1)), ("W2", (9, 4))]
STEPS = 6000


@lru_cache
def recorded() -> Recording:
    made = Recording(Settings())
    made.advance_to(STEPS)
    return made


@lru_cache
def plain_paths() -> dict[str, NDArray[np.float64]]:
    """W1 and W2 after every step of the plain formulas, shape (steps + 1, rows, columns)."""
    kept: dict[str, list[Array]] = {"W1": [], "W2": []}

    def keep(run: Run, numbers: dict[str, Any]) -> None:
        for symbol in kept:
            kept[symbol].append(numbers[symbol])

    run = notebook_oracle.train(epochs=STEPS // 500, after_step=keep)
    return {symbol: np.array([*kept[symbol], getattr(run, symbol)]) for symbol in kept}


def looked_at(recording: Recording, before: WeightPaths | None = None) -> WeightPaths:
    made = WeightPaths(recording, before)
    made.look(recording.length + 1)
    return made


def assert_true(path: WeightPath, truth: NDArray[np.float64]) -> None:
    """Every extreme is one of the weight's at its positions, and no position is left out."""
    assert path.starts[0] == 0
    assert path.starts[-1] == len(truth)
    for low, high, start, end in zip(
        path.lows, path.highs, path.starts[:-1], path.starts[1:], strict=True
    ):
        assert end > start
        assert low == truth[start:end].min()
        assert high == truth[start:end].max()


@pytest.mark.parametrize(("symbol", "index"), WEIGHTS)
@pytest.mark.parametrize("columns", [1, 7, 300, STEPS])
def test_every_extreme_is_a_true_one_and_none_is_missed(
    symbol: str, index: tuple[int, int], columns: int
) -> None:
    path = looked_at(recorded()).path(symbol, index, columns)
    assert_true(path, plain_paths()[symbol][:, index[0], index[1]])
    assert columns <= len(path.lows) <= 2 * columns


@pytest.mark.parametrize("pieces", [2, 16, 64])
def test_a_run_of_more_steps_than_pieces_keeps_its_true_extremes(
    monkeypatch: pytest.MonkeyPatch, pieces: int
) -> None:
    monkeypatch.setattr(module, "FEWEST_PIECES", pieces)
    monkeypatch.setattr(module, "MOST_PIECES", pieces)
    paths = looked_at(recorded())
    for symbol, index in WEIGHTS:
        for columns in (1, 5, 1000):
            path = paths.path(symbol, index, columns)
            assert_true(path, plain_paths()[symbol][:, index[0], index[1]])
        assert pieces / 2 <= len(path.lows) <= pieces


def test_memory_is_bounded_for_every_network() -> None:
    for bits, hidden in ((1, 1), (5, 10), (16, 128)):
        recording = Recording(Settings(bits=bits, hidden_units=hidden, observations=10))
        recording.advance_to(20)
        paths = looked_at(recording)
        held = sum(each.nbytes for each in vars(paths).values() if isinstance(each, np.ndarray))
        assert held <= 64 * 2**20
        assert len(paths.path("W1", (0, 0), 1).lows) == 1


def test_as_many_positions_as_16_mib_have_room_for_are_kept_apart() -> None:
    # 256 weights, each with a lowest and a greatest value of 8 bytes.
    recording = Recording(Settings(bits=8, hidden_units=16))
    recording.advance_to(4096)
    paths = WeightPaths(recording)
    paths.look(4096)
    assert len(paths.path("W1", (0, 0), STEPS).lows) == 4096
    paths.look(1)
    assert len(paths.path("W1", (0, 0), STEPS).lows) == 2049


@pytest.mark.parametrize("length", [0, 1, 2, 3, 63, 64, 65, 640])
def test_a_short_run_is_seen_step_by_step(length: int) -> None:
    recording = Recording(Settings())
    recording.advance_to(length)
    path = looked_at(recording).path("W1", (1, 3), 1000)
    positions, values = path.line
    assert positions.tolist() == list(range(length + 1))
    assert np.array_equal(values, plain_paths()["W1"][: length + 1, 1, 3])
    assert len(path.ahead_positions) == len(path.ahead_values) == 0


def test_looking_in_small_parts_at_a_run_that_grows_shows_the_same() -> None:
    recording = Recording(Settings())
    paths = WeightPaths(recording)
    parts = np.random.default_rng(3).integers(0, 90, 100).tolist()
    for part in parts:
        recording.advance_to(min(recording.length + 37, STEPS))
        paths.look(part)
        assert paths.seen <= recording.length + 1
        path = paths.path("W2", (3, 1), 40)
        if paths.seen:
            assert_true(path, plain_paths()["W2"][: paths.seen, 3, 1])
    assert not WeightPaths(recording).complete
    paths.look(recording.length)
    assert paths.complete


def test_what_is_not_looked_at_yet_is_seen_at_checkpoints() -> None:
    paths = WeightPaths(recorded())
    paths.look(1001)
    path, truth = paths.path("W1", (1, 3), 300), plain_paths()["W1"][:, 1, 3]
    assert path.starts[-1] == 1001
    assert path.ahead_positions.tolist() == [1000, *range(1024, STEPS + 1, 64)]
    assert np.array_equal(path.ahead_values, truth[path.ahead_positions.astype(int)])


def test_of_very_many_checkpoints_some_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AHEAD", 10)
    paths = WeightPaths(recorded())
    paths.look(3)
    path, truth = paths.path("W1", (1, 3), 300), plain_paths()["W1"][:, 1, 3]
    assert 5 <= len(path.ahead_positions) <= 11
    assert (np.diff(path.ahead_positions) > 0).all()
    assert np.array_equal(path.ahead_values, truth[path.ahead_positions.astype(int)])
    paths.look(64 * 83)
    # All ten that are left.
    assert len(paths.path("W1", (1, 3), 300).ahead_positions) == 11


def test_before_anything_is_looked_at_there_is_nothing_to_draw() -> None:
    path = WeightPaths(recorded()).path("W1", (0, 0), 100)
    assert [len(each) for each in (path.lows, path.ahead_positions, *path.line)] == [0, 0, 0, 0]


def test_a_weight_set_by_hand_is_seen_from_there_on() -> None:
    recording = Recording(Settings(), {3: (WeightEdit("W1", 1, 3, 9.0),)})
    recording.advance_to(10)
    edited = recording.branch(
        10, LearningRateChange(0.5), WeightEdit("W1", 1, 3, -7.0), WeightEdit("W2", 0, 0, 4.0)
    )
    edited.advance_to(20)
    for run in (recording, edited):
        paths = looked_at(run)
        for symbol, index in (("W1", (1, 3)), ("W2", (0, 0)), ("W2", (4, 4))):
            values = paths.path(symbol, index, 100).lows
            for position in range(run.length + 1):
                assert values[position] == getattr(run.moment(position), symbol)[index]
    assert looked_at(edited).path("W1", (1, 3), 100).lows[10] == -7.0


def test_a_branch_takes_over_what_was_seen_of_the_steps_it_shares() -> None:
    main = Recording(Settings())
    main.advance_to(200)
    seen = looked_at(main)
    branch = main.branch(101, WeightEdit("W2", 3, 1, 9.0))
    branch.advance_to(250)
    taken = WeightPaths(branch, seen)
    assert taken.seen == 101
    taken.look(1000)
    fresh = looked_at(branch)
    for symbol, index in WEIGHTS:
        ours, theirs = (each.path(symbol, index, 50) for each in (taken, fresh))
        assert np.array_equal(ours.lows, theirs.lows)
        assert np.array_equal(ours.highs, theirs.highs)
    assert_true(seen.path("W2", (3, 1), 500), plain_paths()["W2"][:201, 3, 1])
    assert WeightPaths(main, taken).seen == 101
    assert WeightPaths(main, seen).seen == 201


def test_a_branch_of_a_branch_takes_over_the_change_that_they_share() -> None:
    main = Recording(Settings())
    main.advance_to(100)
    first = main.branch(60, WeightEdit("W2", 3, 1, 9.0))
    first.advance_to(150)
    second = first.branch(120, WeightEdit("W2", 3, 1, -9.0))
    second.advance_to(150)
    assert WeightPaths(second, looked_at(first)).seen == 120
    assert WeightPaths(first, looked_at(second)).seen == 120
    assert WeightPaths(second, looked_at(main)).seen == 60


def test_of_a_branch_that_has_no_step_of_its_own_everything_was_seen() -> None:
    main = Recording(Settings())
    main.advance_to(100)
    taken = WeightPaths(main.branch(100), looked_at(main))
    assert taken.complete
    taken.look(10)
    assert_true(taken.path("W1", (1, 3), 200), plain_paths()["W1"][:101, 1, 3])


def test_a_branch_of_a_long_run_takes_over_whole_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FEWEST_PIECES", 16)
    monkeypatch.setattr(module, "MOST_PIECES", 16)
    main = Recording(Settings())
    main.advance_to(200)
    branch = main.branch(101, LearningRateChange(0.9))
    branch.advance_to(150)
    taken = looked_at(branch, looked_at(main))
    truth = np.array([branch.moment(position).W1[1, 3] for position in range(151)])
    assert_true(taken.path("W1", (1, 3), 4), truth)


@pytest.mark.parametrize("other", [Settings(seed=43), Settings(bits=3), Settings(learning_rate=1)])
def test_another_run_takes_over_nothing(other: Settings) -> None:
    recording = Recording(other)
    recording.advance_to(50)
    paths = looked_at(recording, looked_at(recorded()))
    values = paths.path("W1", (0, 0), 100).lows
    assert values[0] == recording.moment(0).W1[0, 0]
    assert values[50] == recording.moment(50).W1[0, 0]


def test_a_shorter_run_takes_over_no_more_than_it_has() -> None:
    recording = Recording(Settings())
    recording.advance_to(20)
    paths = WeightPaths(recording, looked_at(recorded()))
    assert paths.seen == 21
    assert paths.complete
    recording.advance_to(30)
    paths.look(100)
    assert_true(paths.path("W1", (1, 3), 100), plain_paths()["W1"][:31, 1, 3])


def test_a_weight_that_only_rises_is_never_drawn_as_falling() -> None:
    rising = np.arange(0.0, 100.0)
    starts = np.array([0, 10, 30, 60, 100])
    lows, highs = rising[starts[:-1]], rising[starts[1:] - 1]
    nothing = np.empty(0)
    positions, values = WeightPath(starts, lows, highs, nothing, nothing).line
    assert (np.diff(values) >= 0).all()
    assert (np.diff(positions) >= 0).all()
    assert sorted(values) == sorted([*lows, *highs])
    _, falling = WeightPath(starts, -highs, -lows, nothing, nothing).line
    assert (np.diff(falling) <= 0).all()
