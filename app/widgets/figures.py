"""Numbers as the window writes them."""

from __future__ import annotations

from nn.explain.exact_text import MINUS


def cell_text(value: float, decimals: int = 2) -> str:
    """A number short enough for a cell: at most six characters, a true minus sign."""
    size = abs(value)
    if size < 9.995:
        text = f"{value:.{decimals}f}"
    elif size < 99999.5:
        text = f"{value:.{1 if decimals and size < 99.95 else 0}f}"
    else:
        text = f"{value:.0e}".replace("e+0", "e").replace("e+", "e")
    if text[0] != "-":
        return text
    # A value that rounds to nothing has no sign to show.
    return MINUS + text[1:] if text.strip("-0.") else text[1:]


def full_text(value: float) -> str:
    """A number with six significant digits and a true minus sign."""
    return f"{value:.6g}".replace("-", MINUS)


def counted(number: int, thing: str) -> str:
    """A number of things: "1 step", "2 steps"."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
