"""The version, in one place: the package, `--version`, the window and the launcher read it."""

VERSION = "1.0.0"
