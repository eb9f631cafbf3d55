"""The source of the readable core as it runs: its text, its phases by line, its names by place."""

from __future__ import annotations

import inspect
import io
import keyword
import tokenize
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from nn.core import plain
from nn.explain.exact_text import MINUS, rounded
from nn.explain.phases import PHASES
from nn.explain.sight import Sight
from nn.explain.symbols import SYMBOLS

FUNCTIONS = (
    plain.forward,
    plain.loss,
    plain.backward,
    plain.update,
    plain.sigmoid,
    plain.sigmoid_slope,
)
"""What is shown, in the order of a step: the very functions that compute it."""

LINES_OF_PHASES: Mapping[str, tuple[str, ...]] = {
    "observation": ("def forward(",),
    "u1": ("u1 = ",),
    "a1": ("a1 = ", "return 1.0 / (1.0 + np.exp(-u))"),
    "u2": ("u2 = ",),
    "a2": ("a2 = ", "return 1.0 / (1.0 + np.exp(-u))"),
    "loss": ("def loss(", "if np.all(", "ones, zeros = ", "return float("),
    "e2": ("e2 = ",),
    "d2": ("d2 = ",),
    "e1": ("e1 = ", "slope = ", "return np.fmax("),
    "d1": ("d1 = ",),
    "update": ("W1 = ", "W2 = "),
}
"""By the key of a phase, how the lines begin that run in it; the first of them leads."""

LEARNING_RATE = "learning_rate"
MOST_NUMBERS = 250
"""A matrix with more is shown by its corners."""

LINE_WIDTH = 100
WHOLE = ("x", "t", "label")


class Span(NamedTuple):
    """A part of a line of code.

    Attributes:
        start: the column of its first letter, from 0.
        end: the column after its last one.
        kind: "keyword", "definition", "name", "number", "text" or "comment".
        text: what stands there.
    """

    start: int
    end: int
    kind: str
    text: str


@lru_cache(maxsize=1)
def source() -> str:
    """The source of the functions, one after the other."""
    return "\n".join(inspect.getsource(each) for each in FUNCTIONS)


@lru_cache(maxsize=1)
def spans() -> tuple[tuple[Span, ...], ...]:
    """The parts of every line of `source`."""
    return spans_of(source())


def spans_of(code: str) -> tuple[tuple[Span, ...], ...]:
    """The parts of every line of some Python."""
    lines: list[list[Span]] = [[] for _ in code.splitlines()]
    defined = False
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        kind = _kind(token, defined)
        defined = token.type == tokenize.NAME and token.string == "def"
        if kind:
            (line, start), (_, end) = token.start, token.end
            lines[line - 1].append(Span(start, end, kind, token.string))
    return tuple(tuple(each) for each in lines)


@lru_cache(maxsize=1)
def lines_of_phases() -> tuple[tuple[int, ...], ...]:
    """For each phase the lines of `source`, from 0, that run in it; the first of them leads."""
    lines = [each.strip() for each in source().splitlines()]
    return tuple(
        tuple(
            number
            for beginning in LINES_OF_PHASES[phase.key]
            for number, line in enumerate(lines)
            if line.startswith(beginning)
        )
        for phase in PHASES
    )


def phase_of_line(line: int) -> int | None:
    """The index of the first phase in which a line of `source` runs, None for none."""
    for phase, lines in enumerate(lines_of_phases()):
        if line in lines:
            return phase
    return None


def name_at(line: int, column: int) -> str:
    """The name of a number of the step that stands at a place of `source`, "" for none."""
    parts = spans()
    for each in parts[line] if 0 <= line < len(parts) else ():
        if each.start <= column < each.end and _is_name(each) and has_numbers(each.text):
            return each.text
    return ""


def has_numbers(name: str) -> bool:
    """Whether a name in the code is that of numbers of a step."""
    return name in SYMBOLS or name == LEARNING_RATE


def places_of(name: str) -> tuple[tuple[int, Span], ...]:
    """Where a name stands in the code: lines of `source`, from 0, and places in them."""
    return tuple(
        (line, each)
        for line, parts in enumerate(spans())
        for each in parts
        if _is_name(each) and each.text == name
    )


def title_of(sight: Sight, name: str) -> str:
    """What a name in the code is at a moment: its words and its shape, or that it is unknown."""
    if name == LEARNING_RATE:
        return f"{name}, η = {sight.learning_rate!r}"
    words = f"{name}, {SYMBOLS[name].words}"
    if name not in sight.values:
        return f"{words}: not known yet in this phase"
    return f"{words}, shape {sight.values[name].shape}"


def numbers_of(sight: Sight, name: str) -> str:
    """The numbers of a name in the code at a moment, in rows; "" where they are not known."""
    if name not in sight.values:
        return ""
    value = sight.values[name] + 0.0  # minus nothing is nothing
    if name in WHOLE:
        value = value.astype(np.int64)
    text = np.array2string(
        value,
        max_line_width=LINE_WIDTH,
        threshold=MOST_NUMBERS,
        precision=4,
        suppress_small=bool(np.abs(value).max() >= 1e-3),
    )
    return text.replace("-", MINUS)


def summary_of(sight: Sight, name: str) -> str:
    """The same in one line: a vector's numbers, of a matrix the least and the greatest."""
    if name not in sight.values:
        return ""
    value = sight.values[name]
    if value.ndim < 2:
        return " ".join(rounded(float(f"{each:.4g}")) for each in value.ravel().tolist())
    return f"from {rounded(float(value.min()))} to {rounded(float(value.max()))}"


def _is_name(span: Span) -> bool:
    return span.kind in ("name", "definition")


def _kind(token: tokenize.TokenInfo, defined: bool) -> str:
    if token.type == tokenize.NAME:
        if keyword.iskeyword(token.string):
            return "keyword"
        return "definition" if defined else "name"
    return {
        tokenize.NUMBER: "number",
        tokenize.STRING: "text",
        tokenize.COMMENT: "comment",
    }.get(token.type, "")
