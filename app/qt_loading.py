"""Loading Qt and pyqtgraph, without what takes a tenth of the start and is of no use here."""

from __future__ import annotations

import builtins
import importlib
import sys
from types import ModuleType

MIRRORED = "QtCore", "QtGui", "QtWidgets"
"""The modules of Qt of which pyqtgraph has its own, for names that differ between Qt's versions."""


def load_qt() -> None:
    """Import Qt, and then pyqtgraph, which by itself does not tell why Qt cannot be loaded.

    Raises:
        ImportError: one of them, or a library that it needs, is not there.
    """
    originals = [importlib.import_module(f"PySide6.{name}") for name in MIRRORED]
    _read_no_sources()
    if "pyqtgraph" not in sys.modules:
        _mirror(originals)
    importlib.import_module("pyqtgraph")


def _read_no_sources() -> None:
    # PySide reads the source of each module that a statement imports after it, for a feature of
    # its own that nothing here asks for. It keeps what it has put its own import in front of.
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def _mirror(originals: list[ModuleType]) -> None:
    """Let pyqtgraph's modules of Qt ask PySide's for a name when they are asked.

    pyqtgraph copies all there is into its own, and PySide makes each of Qt's classes when it is
    first asked for: some 630, of which the window needs less than half.
    """
    listings = [original.__dir__ for original in originals]
    for original in originals:
        mirror = _Mirror(original)
        sys.modules[mirror.__name__] = mirror
        # So there is nothing to copy.
        vars(original)["__dir__"] = list
    try:
        importlib.import_module("pyqtgraph.Qt")
    finally:
        for original, listing in zip(originals, listings, strict=True):
            vars(original)["__dir__"] = listing


class _Mirror(ModuleType):
    """What pyqtgraph calls a module of Qt: with PySide's names, and those that it adds itself."""

    def __init__(self, original: ModuleType) -> None:
        super().__init__(original.__name__.replace("PySide6", "pyqtgraph.Qt"))
        self._original = original

    def __getattr__(self, name: str) -> object:
        found = getattr(self._original, name)
        setattr(self, name, found)
        return found

    def __dir__(self) -> list[str]:
        return [*vars(self).keys() | set(dir(self._original))]
