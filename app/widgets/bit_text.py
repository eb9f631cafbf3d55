"""Bit vectors as people type and paste them."""

from __future__ import annotations

import unicodedata

import numpy as np
from numpy.typing import NDArray

from nn.core.arrays import Bits
from nn.core.characters import named

LONGEST_SHOWN = 12
BRACKETS = {"[": "]", "(": ")"}
SEPARATORS = str.maketrans("", "", ",;")
ANY = -1
"""Of a bit of a pattern: 0 as well as 1."""


class BitTextError(ValueError):
    """A text that is no bit vector; the message says what is wrong and what is allowed."""


def parse_bits(text: str, bits: int) -> NDArray[np.int64]:
    """The vector that a text such as 01110, 0 1 1 1 0, 0,1,1,1,0 or [0 1 1 1 0] spells.

    Spaces of every kind, commas and semicolons may stand anywhere; one pair of brackets around.

    Args:
        text: what was typed or pasted.
        bits: how many bits there must be.

    Returns:
        0 and 1, shape (bits,).

    Raises:
        BitTextError: another character stands in it, a bracket has no partner, or there are too
            many or too few bits.
    """
    found = _signs(text, "01", "0 and 1")
    if len(found) != bits:
        example = ("01110" * bits)[:bits]
        typed = f"{len(found):,} {_bits(len(found))} typed" if found else "Nothing typed"
        raise BitTextError(f"{typed}, {bits} needed: for example {example}.")
    return np.array([int(bit) for bit in found], dtype=np.int64)


def parse_pattern(text: str, bits: int) -> NDArray[np.int64]:
    """What a pattern such as 1?0?? asks of each bit; what may stand around it is as in a vector.

    Args:
        text: what was typed or pasted.
        bits: how many signs there must be.

    Returns:
        0, 1, or `ANY` where both will do, shape (bits,); all `ANY` of an empty text.

    Raises:
        BitTextError: another character stands in it, a bracket has no partner, or there are too
            many or too few signs.
    """
    found = _signs(text, "01?", "0, 1 and ?")
    if not text.strip():
        found = "?" * bits
    if len(found) != bits:
        example = ("1?0??" * bits)[:bits]
        typed = "1 sign" if len(found) == 1 else f"{len(found):,} signs"
        raise BitTextError(f"{typed} typed, {bits} needed: for example {example}.")
    return np.array([ANY if sign == "?" else int(sign) for sign in found], dtype=np.int64)


def bits_text(vector: Bits) -> str:
    """A vector as the shortest text that `parse_bits` takes."""
    return "".join(str(bit) for bit in vector.tolist())


def _signs(text: str, allowed: str, in_words: str) -> str:
    """The signs of a text without what may stand around them.

    Args:
        text: what was typed.
        allowed: the signs there may be.
        in_words: the same.
    """
    found = _without_brackets("".join(text.split())).translate(SEPARATORS)
    rest = found.lstrip(allowed)
    if rest:
        plain = "plain " if unicodedata.digit(rest[0], None) in (0, 1) else ""
        raise BitTextError(
            f"{_shown(text)} has {named(rest[0])} at place {len(found) - len(rest) + 1:,}: "
            f"use only {plain}{in_words}."
        )
    return found


def _without_brackets(text: str) -> str:
    partner = BRACKETS.get(text[:1])
    if partner is None:
        return text
    if len(text) == 1 or not text.endswith(partner):
        raise BitTextError(f"“{text[0]}” is not closed: write [0 1 1 1 0], or just 01110.")
    return text[1:-1]


def _shown(text: str) -> str:
    """The text in quotes, on one line, and not at any length."""
    start = " ".join(text[: 10 * LONGEST_SHOWN].split())
    start = "".join(each if each.isprintable() else "�" for each in start)
    return f"“{start}”" if len(start) <= LONGEST_SHOWN else f"“{start[:LONGEST_SHOWN]}…”"


def _bits(count: int) -> str:
    return "bit" if count == 1 else "bits"
