"""Where the person's folder is, where HOME is missing: Qt would take the root of all files."""

from __future__ import annotations

import os


def find_home() -> None:
    """Let HOME say what the system's list of users says, where it is missing or empty."""
    if os.name != "posix" or os.environ.get("HOME"):
        return
    import pwd

    try:
        os.environ["HOME"] = pwd.getpwuid(os.getuid()).pw_dir
    except KeyError:
        # Nobody knows this user: for want of a home, nothing is kept.
        os.environ["HOME"] = os.devnull
