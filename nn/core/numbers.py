"""Numbers as people type them: one reading for the whole program, whatever the system's locale."""

from __future__ import annotations

import math
import re

LONGEST_SHOWN = 20

_SIGN = r"[+\-−]?"
_SPACES = " \u00a0\u202f"
"""What may stand between groups of three: a space, a fixed one, a narrow fixed one."""

_WHOLE = re.compile(
    rf"{_SIGN}(?:[0-9]+|[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+)"
)
_NUMBER = re.compile(rf"{_SIGN}(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE]{_SIGN}[0-9]+)?")
_WITH_COMMA = re.compile(rf"{_SIGN}[0-9]*,[0-9]+(?:[eE]{_SIGN}[0-9]+)?")
_WITH_POINTS = re.compile(rf"{_SIGN}[0-9]{{1,3}}(?:\.[0-9]{{3}})+")
_PLAIN = str.maketrans({"−": "-"} | dict.fromkeys("," + _SPACES))


class NumberTextError(ValueError):
    """A text that spells no number; the message shows it.

    Attributes:
        advice: what to write in its place, one sentence; "" where that cannot be told.
    """

    def __init__(self, text: str, kind: str, instead: str) -> None:
        shown = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
        self.advice = f"Write {instead}." if instead else ""
        super().__init__(f"“{shown}” is no {kind}{f': write {instead}' if instead else ''}.")


def whole_number(text: str) -> int:
    """The whole number that a text spells, such as 5000, 5,000 or 5 000.

    Commas or spaces stand between groups of exactly three digits, or nowhere.

    Raises:
        NumberTextError: it spells none.
    """
    text = text.strip()
    if _WHOLE.fullmatch(text):
        try:
            return int(text.translate(_PLAIN))
        except ValueError:
            # Thousands of digits: Python reads no such number.
            pass
    instead = text.replace(".", "") if _WITH_POINTS.fullmatch(text) else ""
    raise NumberTextError(text, "whole number", instead)


def number(text: str) -> float:
    """The finite number that a text spells, such as 0.05, .5, −0.25 or 1e-3.

    Nothing stands between groups of digits: a comma could be a decimal sign as well.

    Raises:
        NumberTextError: it spells none.
    """
    text = text.strip()
    if _NUMBER.fullmatch(text):
        value = float(text.replace("−", "-"))
        if math.isfinite(value):
            return value
    instead = ""
    if _WITH_COMMA.fullmatch(text):
        instead = text.replace(",", "0." if text.lstrip("+-−").startswith(",") else ".")
    elif _WHOLE.fullmatch(text) and ("," in text or any(each in text for each in _SPACES)):
        instead = text.translate(_PLAIN)
    raise NumberTextError(text, "number", instead)
