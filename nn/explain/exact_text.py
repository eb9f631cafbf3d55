"""Numbers as they are shown in sums, and what the shown numbers come to by hand."""

from __future__ import annotations

from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, localcontext

SIGNIFICANT = 6
"""Digits that a result keeps at least; a number of 0.1 or more keeps as many decimals."""

LARGEST_PLAIN = 1e9
MINUS = "−"
"""A true minus sign: as wide as the plus, where a hyphen is not."""

WIDE = Context(prec=60, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
"""Wide enough for exp of a million, and for the sum of anything that is shown."""


def shown(value: float, digits: int = SIGNIFICANT) -> str:
    """A number as it stands in a sum, with a true minus sign.

    Args:
        value: finite.
        digits: decimals of a number of 0.1 or more, significant digits of a smaller one.
    """
    size = abs(value)
    if size == 0:
        return "0"
    if size < LARGEST_PLAIN and value == int(value):
        text = str(int(value))
    elif size >= LARGEST_PLAIN or size < 1e-12:
        text = f"{value:.{digits - 1}e}"
    else:
        text = f"{value:.{digits + _zeros_after_point(size)}f}"
    return text.replace("-", MINUS, 1) if value < 0 else text


def rounded(value: float) -> str:
    """A number with six significant digits at the most, and a true minus sign; never "−0"."""
    return f"{value + 0.0:.6g}".replace("-", MINUS)


def brief(value: float) -> str:
    """A number with three significant digits at the most, and a true minus sign; never "−0"."""
    return f"{value + 0.0:.3g}".replace("-", MINUS)


def factor(value: float, digits: int = SIGNIFICANT) -> str:
    """A number as a factor: in parentheses if it is negative."""
    text = shown(value, digits)
    return f"({text})" if value < 0 else text


def read(text: str) -> Decimal:
    """The number that a shown text spells, exactly."""
    return Decimal(text.replace(MINUS, "-"))


def unit_of(text: str) -> Decimal:
    """The value of one unit in the last digit shown."""
    if text == "0":
        return Decimal(1).scaleb(-SIGNIFICANT)
    exponent = read(text).as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent)


def remainder(result: str, by_hand: Decimal) -> str:
    """What the shown result has more than the shown numbers come to by hand.

    Returns:
        "" if they agree to the last digit shown, else a signed number such as "+0.000002".
    """
    with localcontext(WIDE):
        unit = unit_of(result)
        difference = read(result) - (by_hand / unit).to_integral_value() * unit
        if difference == 0:
            return ""
        size = abs(difference)
        plain = Decimal("1e-30") < size < Decimal(LARGEST_PLAIN)
        return ("+" if difference > 0 else MINUS) + (f"{size:f}" if plain else f"{size:e}")


def _zeros_after_point(size: float) -> int:
    zeros = 0
    while size < 0.1:
        size *= 10
        zeros += 1
    return zeros
