"""A message in a window of another toolkit than ours, which may be what is broken."""

from __future__ import annotations

import shutil
import subprocess
import sys
import textwrap

from app.identity import APP_NAME

DIALOGS = (
    ("zenity", "--error", "--no-markup", f"--title={APP_NAME}", "--width=480", "--text={}"),
    ("kdialog", "--title", APP_NAME, "--error", "{}"),
    ("xmessage", "-center", "-title", APP_NAME, "{lines}"),
)
"""Programs of other toolkits than ours that show a text in a window.

`{}` stands for the text, `{lines}` for it in short lines where the program breaks none.
"""

LINE_WIDTH = 72

NOTIFICATION = ("notify-send", "--urgency=critical", f"--app-name={APP_NAME}", APP_NAME, "{}")

CLOSED = (0, 1)
"""The exit status of a dialog that was seen, by its button or by its frame."""

NOTIFICATION_SECONDS = 20


def show(message: str) -> None:
    """Show a message, and return when it was closed; where nothing can show it, nothing happens."""
    message = f"{APP_NAME}: {message}"
    if sys.platform == "win32":
        _show_windows_box(message)
    elif not any(_run(dialog, message) in CLOSED for dialog in DIALOGS):
        _run(NOTIFICATION, message, NOTIFICATION_SECONDS)


def _run(command: tuple[str, ...], message: str, seconds: float | None = None) -> int | None:
    """Run one of the commands; its exit status, None if it is not there or takes too long."""
    program = shutil.which(command[0])
    if program is None:
        return None
    lines = textwrap.fill(message, LINE_WIDTH)
    arguments = [each.replace("{}", message).replace("{lines}", lines) for each in command[1:]]
    try:
        return subprocess.run(
            [program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        ).returncode
    except (OSError, subprocess.TimeoutExpired):
        return None


def _show_windows_box(message: str) -> None:
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, message, APP_NAME, 0x10)
