"""Bit vectors as people type and paste them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nn.tasks import Bits

LONGEST_SHOWN = 20
SEPARATORS = " ,;\t\r\n[]()"


class BitTextError(ValueError):
    """A text that is no bit vector; the message says what is wrong and what is allowed."""


def parse_bits(text: str, bits: int) -> NDArray[np.int64]:
    """The vector that a text such as 01110, 0 1 1 1 0, 0,1,1,1,0 or [0 1 1 1 0] spells.

    Args:
        text: what was typed or pasted.
        bits: how many bits there must be.

    Returns:
        0 and 1, shape (bits,).

    Raises:
        BitTextError: another character stands in it, or there are too many or too few bits.
    """
    found = [character for character in text if character not in SEPARATORS]
    for place, character in enumerate(found, start=1):
        if character not in "01":
            shown = character if character.isprintable() else repr(character)
            raise BitTextError(f"“{shown}” at place {place} is no bit: use only 0 and 1.")
    if len(found) != bits:
        example = ("01110" * bits)[:bits]
        few = "bit" if len(found) == 1 else "bits"
        what = f"{len(found):,} {few} typed" if found else "Nothing typed yet"
        raise BitTextError(f"{what}, {bits} needed: for example {example}.")
    return np.array([int(bit) for bit in found], dtype=np.int64)


def bits_text(vector: Bits) -> str:
    """A vector as the shortest text that `parse_bits` takes."""
    return "".join(str(bit) for bit in vector.tolist())
