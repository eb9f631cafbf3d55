"""Glassnet's command line: it opens the window, or prints the notebook's report without one."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence

# `nn` and `app` stand beside this file, in a checkout and inside the installed package alike.
HOME = os.path.dirname(os.path.realpath(__file__))
sys.path[:] = [HOME, *(entry for entry in sys.path if entry != HOME)]

INTERRUPTED = 130
"""Exit status after Ctrl-C: 128 and the signal's number, as shells count."""


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments ask for, and return the exit status.

    Args:
        argv: the arguments without the program's name; those of the process if None.

    Raises:
        SystemExit: after `--help` and `--version`, with status 0.
    """
    try:
        # Loaded here so that Ctrl-C is answered alike while numpy or Qt is still loading.
        return load()(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:
        # A terminal has just shown ^C; the carriage return writes over it.
        print("\rInterrupted." if _on_terminal() else "Interrupted.", file=sys.stderr)
        return INTERRUPTED


def load() -> Callable[[Sequence[str]], int]:
    """Import the command line, and numpy with it.

    Garbage is not collected from here on until the window is open or the report begins: nothing
    that is imported is any, and looking for it takes a tenth of the start.
    """
    gc.disable()
    from app.command_line import run

    return run


def _on_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


if __name__ == "__main__":
    sys.exit(main())
