"""Saying what is wrong before there is a window to say it in."""

from __future__ import annotations

import sys

FAILED = 1
"""Exit status where it could not go on."""


def complain(message: str) -> None:
    """Say on standard error, in one line, what is wrong; what no terminal prints is spelt out."""
    if sys.stderr is None:
        return
    line = " ".join(message.splitlines())
    printable = "".join(each if each.isprintable() else ascii(each)[1:-1] for each in line)
    print(f"glassnet: {printable}", file=sys.stderr)


def complain_on_screen(message: str) -> None:
    """Say what is wrong on standard error, and on the screen to whoever sees no terminal.

    Returns when what is shown was closed.
    """
    complain(message)
    if sys.stderr is None or not sys.stderr.isatty():
        # Not imported where a window opens.
        from app.foreign_dialog import show

        show(message)
