from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nn.core.settings import SettingError
from nn.explain.phases import PHASES
from nn.files.animation_plan import (
    MOST_FRAMES,
    PHASES_OF_A_STEP,
    REST,
    AnimationPlan,
    AnimationPlanError,
    ordinal,
)


def test_it_knows_how_many_phases_a_step_has() -> None:
    assert len(PHASES) == PHASES_OF_A_STEP


def test_steps_lie_so_far_apart_and_the_last_one_is_always_shown() -> None:
    plan = AnimationPlan(10, 20, every=4)
    assert list(plan.moments()) == [(10, None), (14, None), (18, None), (20, None)]
    assert plan.count == 4


def test_phases_walk_through_each_step_from_one_whole_moment_to_another() -> None:
    walked = list(AnimationPlan(3, 5, by_phases=True).moments())
    within = [(position, phase) for position in (4, 5) for phase in range(len(PHASES))]
    assert walked == [(3, None), *within[:-1], (5, None)]
    assert list(AnimationPlan(3, 5, every=5, by_phases=True).moments()) == [
        (3, None),
        (4, 4),
        (4, 9),
        (5, 3),
        (5, 8),
        (5, None),
    ]


@pytest.mark.parametrize("by_phases", [False, True])
def test_an_animation_of_one_moment_has_one_frame(by_phases: bool) -> None:
    plan = AnimationPlan(7, 7, by_phases=by_phases)
    assert list(plan.moments()) == [(7, None)]
    assert plan.durations == [REST]


@given(
    st.integers(0, 500),
    st.integers(0, 60),
    st.integers(1, 40),
    st.booleans(),
    st.integers(1, 50),
)
def test_it_has_as_many_moments_and_durations_as_frames(
    first: int, steps: int, every: int, by_phases: bool, speed: int
) -> None:
    plan = AnimationPlan(first, first + steps, every, by_phases, speed)
    moments = list(plan.moments())
    assert len(moments) == len(plan.durations) == plan.count
    order = [(position, len(PHASES) if phase is None else phase) for position, phase in moments]
    assert order == sorted(set(order))
    assert moments[-1] == (first + steps, None)
    assert min(plan.durations) >= 2
    assert abs(sum(plan.durations[:-1]) - 100 * (plan.count - 1) / speed) <= 0.5


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"first": 5, "last": 4}, "the end must not lie before the beginning"),
        ({"last": 5000}, "5,001 frames; 1,000 is the most: show every 6th step"),
        ({"last": 300, "by_phases": True}, "show every 4th phase"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_what_helps(wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(AnimationPlanError, match=told):
        AnimationPlan(**{"first": 0, "last": 10} | wrong)


@pytest.mark.parametrize(
    "wrong",
    [{"every": 0}, {"frames_per_second": 51}, {"width": 100}, {"height": 5000}, {"every": 1.5}],
)
def test_numbers_out_of_range_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(SettingError):
        AnimationPlan(**{"first": 0, "last": 10} | wrong)


def test_what_the_refusal_recommends_is_allowed() -> None:
    assert AnimationPlan(0, 5000, every=6).count <= MOST_FRAMES
    assert AnimationPlan(0, 300, every=4, by_phases=True).count <= MOST_FRAMES


def test_places_in_a_row_are_written_as_one_says_them() -> None:
    said = " ".join(ordinal(each) for each in (1, 2, 3, 4, 11, 12, 13, 21, 112, 1003))
    assert said == "1st 2nd 3rd 4th 11th 12th 13th 21st 112th 1,003rd"
