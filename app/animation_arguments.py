"""The arguments of the command line that ask for an animation."""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass, replace
from pathlib import Path

from nn.core.cut_short import cut_short
from nn.core.settings import NumberRange, SettingError, Settings
from nn.files.animation_plan import (
    EVERY,
    FRAMES_PER_SECOND,
    HEIGHT,
    WIDTH,
    AnimationPlan,
    AnimationPlanError,
)

ENDINGS = (".webp", ".gif")
LENS_NAMES = ("weights", "gradients", "since_start", "by_step")
"""The keys of `nn.explain.lenses`: to read a command line nothing more is needed of it."""

FIRST_STEPS = 300
"""How many steps are shown if nothing is said about them."""


@dataclass(frozen=True)
class AnimationRequest:
    """What animation is asked for.

    Attributes:
        path: where to write it; its ending says in which format.
        plan: which moments, and how large.
        lens: the key of what the matrices show.
        dark: whether in dark colours.
        diagram: whether as neurons and edges, else as matrices.
    """

    path: Path
    plan: AnimationPlan
    lens: str
    dark: bool
    diagram: bool = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Let a parser know the flags beside `--animate`."""
    group = parser.add_argument_group("an animation (with --animate)")
    plan = AnimationPlan(0, 0)
    for flag, metavar, text in (
        ("--steps", "FROM:TO", f"which steps to show; without it 0:{FIRST_STEPS}"),
        ("--every", "N", f"show every Nth step or phase, {EVERY.allowed}; without it 1"),
        (
            "--fps",
            "N",
            f"frames a second, {FRAMES_PER_SECOND.allowed}; without it {plan.frames_per_second}",
        ),
        (
            "--size",
            "WxH",
            f"pixels, from {WIDTH.lowest}x{HEIGHT.lowest} to "
            f"{WIDTH.highest}x{HEIGHT.highest}; without it {plan.width}x{plan.height}",
        ),
        ("--lens", "NAME", f"what the matrices show: {', '.join(LENS_NAMES)}; without it weights"),
    ):
        group.add_argument(flag, metavar=metavar, help=text)
    for flag, text in (
        ("--phases", "walk through each step phase by phase"),
        ("--diagram", "as neurons and edges instead of matrices"),
        ("--dark", "in dark colours"),
    ):
        # None where it is not given, as for the others.
        group.add_argument(flag, action="store_const", const=True, help=text)


def animation_request(given: argparse.Namespace, settings: Settings) -> AnimationRequest | None:
    """What the arguments ask for; None if they ask for no animation.

    Raises:
        AnimationPlanError: one is wrong; the message names the flag, its value and what is allowed.
    """
    if given.animate is None:
        for name in ("steps", "every", "fps", "size", "lens", "phases", "diagram", "dark"):
            if getattr(given, name) is not None:
                raise AnimationPlanError(f"--{name} needs --animate.")
        return None
    path = Path(given.animate)
    if path.suffix.lower() not in ENDINGS:
        raise AnimationPlanError(f"--animate {given.animate!r} must end in {' or '.join(ENDINGS)}.")
    lens = given.lens or "weights"
    if lens not in LENS_NAMES:
        raise AnimationPlanError(
            f"--lens is {cut_short(lens)}; it must be one of {', '.join(LENS_NAMES)}."
        )
    plan = AnimationPlan(0, 0)
    first, last = _steps(given.steps, settings.steps)
    width, height = _pair("--size", given.size, "x", (WIDTH, HEIGHT), (plan.width, plan.height))
    return AnimationRequest(
        path,
        AnimationPlan(
            first,
            last,
            _whole("--every", EVERY, given.every, plan.every),
            bool(given.phases),
            _whole("--fps", FRAMES_PER_SECOND, given.fps, plan.frames_per_second),
            width,
            height,
        ),
        lens,
        bool(given.dark),
        bool(given.diagram),
    )


def _steps(text: str | None, planned: int) -> tuple[int, int]:
    allowed = NumberRange("steps", "--steps", True, 0, planned, "")
    first, last = _pair("--steps", text, ":", (allowed, allowed), (0, min(FIRST_STEPS, planned)))
    if last < first:
        raise AnimationPlanError(f"--steps is {cut_short(text)}; it must not end before it begins.")
    return first, last


def _pair(
    flag: str,
    text: str | None,
    between: str,
    allowed: tuple[NumberRange, NumberRange],
    otherwise: tuple[int, int],
) -> tuple[int, int]:
    """Two whole numbers with a sign between them."""
    if text is None:
        return otherwise
    found = re.fullmatch(f"([^{between}]+){between}([^{between}]+)", text)
    if not found:
        example = between.join(map(str, otherwise))
        raise AnimationPlanError(
            f"{flag} is {cut_short(text)}; it must be two numbers such as {example}."
        )
    first, second = (
        _whole(flag, each, part, 0) for each, part in zip(allowed, found.groups(), strict=True)
    )
    return first, second


def _whole(flag: str, allowed: NumberRange, text: str | None, otherwise: int) -> int:
    if text is None:
        return otherwise
    try:
        return int(replace(allowed, label=flag).parsed(text))
    except SettingError as error:
        raise AnimationPlanError(str(error)) from None
