"""The glossary: every symbol with its word, what it is, its formula and its shape."""

from __future__ import annotations

from dataclasses import dataclass

from nn.core.tasks import task_named
from nn.explain.phases import PHASES
from nn.explain.symbols import SYMBOLS, symbol_name

SIZES = {"x": ("n", "input"), "h": ("h", "hidden unit"), "y": ("m", "output")}
"""What the indexes of a symbol count: how many there are, and one of them."""


ANY_TASK = "what the task makes of x"

WITHIN_PHASES = {"slope1": "σ′(u1) = e⁻ᵘ¹ / (1 + e⁻ᵘ¹)²"}
"""The formulas of symbols that no phase is about."""


@dataclass(frozen=True)
class Entry:
    """What there is to say about one name.

    Attributes:
        name: as it is written.
        word: in a word or two.
        meaning: one sentence.
        formula: how it is computed, "" if it is not.
        shape: how many numbers it is, "" if it is none.
    """

    name: str
    word: str
    meaning: str
    formula: str = ""
    shape: str = ""


OPERATORS: tuple[Entry, ...] = (
    Entry(
        "σ",
        "sigmoid",
        "Squeezes any number between 0 and 1.",
        "σ(u) = 1 / (1 + e⁻ᵘ)",
    ),
    Entry("η", "learning rate", "How far an update goes against the gradient."),
    Entry("·", "product", "Multiply number by number, and add up along a row or column."),
    Entry("⊗", "outer product", "Multiply every number on the left by every one on the right."),
    Entry("∘", "unit by unit", "Multiply numbers of the same unit."),
)
"""What else stands in the formulas."""


def entry(symbol: str, task: str | None = None) -> Entry:
    """What there is to say about one of `SYMBOLS`, where the network learns a task, or any."""
    each = SYMBOLS[symbol]
    return Entry(
        symbol_name(symbol),
        each.word,
        each.meaning,
        _formula(symbol, symbol_name(symbol), task),
        _shape(each.units),
    )


def glossary(task: str) -> tuple[Entry, ...]:
    """All names, in the order in which a step makes them."""
    made = dict.fromkeys(symbol for phase in PHASES for symbol in (*phase.reads, *phase.writes))
    symbols = [*made, *(symbol for symbol in SYMBOLS if symbol not in made)]
    return (*(entry(symbol, task) for symbol in symbols), *OPERATORS)


def _formula(symbol: str, name: str, task: str | None) -> str:
    """The part of a phase's formula that makes the symbol."""
    if symbol in WITHIN_PHASES:
        return WITHIN_PHASES[symbol]
    for phase in PHASES:
        if symbol in phase.writes:
            target = task_named(task).formula if task else ANY_TASK
            for part in phase.formula.replace("{target}", target).split(",  "):
                if part.startswith(f"{name} "):
                    return part
    return ""


def _shape(units: str) -> str:
    sizes = [SIZES[unit] for unit in units]
    if not sizes:
        return "one number"
    if len(sizes) == 1:
        (size, thing), *_ = sizes
        return f"({size},): one for each {thing}"
    (rows, row), (columns, column) = sizes
    return f"({rows}, {columns}): a row for each {row}, a column for each {column}"
