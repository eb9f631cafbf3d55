"""What a person wants of every window, whatever the run: the keys that are heard, the motion."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot

from app.kept.remembered import Remembered

YES, NO = "yes", "no"
LETTERS, CALM = "keys/letters", "motion/calm"

ASKED_AFTER_MS = 800
"""After the first picture, which does not wait for the answer."""

REDUCED_MOTION: dict[str, tuple[tuple[str, ...], str]] = {
    "linux": (("gsettings", "get", "org.gnome.desktop.interface", "enable-animations"), "false"),
    "darwin": (("defaults", "read", "com.apple.universalaccess", "reduceMotion"), "1"),
    "win32": (
        (
            "reg",
            "query",
            r"HKCU\Control Panel\Desktop\WindowMetrics",
            "/v",
            "MinAnimate",
        ),
        "MinAnimate    REG_SZ    0",
    ),
}
"""By platform, what tells whether the system is to move little, and what it says then."""


class Preferences(QObject):
    """Keeps what was chosen; where nothing was, letters are commands and the system is asked.

    Signals:
        letters_changed: whether keys that are a letter, a figure or a sign are commands.
        calm_changed: whether pictures are to change slowly.
    """

    letters_changed = Signal(bool)
    calm_changed = Signal(bool)

    def __init__(self, remembered: Remembered, parent: QObject) -> None:
        super().__init__(parent)
        self._remembered = remembered
        self._process: QProcess | None = None
        self._reduced = ""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._ask)
        self.letters = remembered.text(LETTERS, YES) == YES
        self.calm = remembered.text(CALM, NO) == YES

    def begin(self) -> None:
        """Tell what was chosen, and ask the system for what was not."""
        self.letters_changed.emit(self.letters)
        self.calm_changed.emit(self.calm)
        if not self._remembered.text(CALM, ""):
            self._later.start(ASKED_AFTER_MS)

    @Slot(bool)
    def choose_letters(self, wanted: bool) -> None:
        """Let keys that are a letter, a figure or a sign be commands, or not."""
        self.letters = wanted
        self._remembered.keep_text(LETTERS, YES if wanted else NO)
        self.letters_changed.emit(wanted)

    @Slot(bool)
    def choose_calm(self, wanted: bool) -> None:
        """Let pictures change slowly, or as fast as they can."""
        self._remembered.keep_text(CALM, YES if wanted else NO)
        self._set_calm(wanted)

    def _set_calm(self, calm: bool) -> None:
        self.calm = calm
        self.calm_changed.emit(calm)

    def end(self) -> None:
        """Ask nothing, and wait for no answer any more."""
        self._later.stop()
        if self._process is not None:
            self._process.kill()
            self._process.waitForFinished()

    @Slot()
    def _ask(self) -> None:
        if sys.platform not in REDUCED_MOTION:
            return
        (program, *arguments), self._reduced = REDUCED_MOTION[sys.platform]
        self._process = QProcess(self)
        self._process.finished.connect(self._on_answer)
        self._process.start(program, arguments)

    @Slot()
    def _on_answer(self) -> None:
        assert self._process is not None
        said = bytes(self._process.readAllStandardOutput().data()).decode(errors="replace")
        if self._reduced in said and not self._remembered.text(CALM, ""):
            self._set_calm(True)
