"""Each in a process of its own: here Qt and pyqtgraph are loaded already."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.qt_loading import MIRRORED

ROOT = Path(__file__).parents[2]

REPORT = """
import importlib, linecache, sys
from pathlib import Path
from app.qt_loading import MIRRORED, load_qt

def originals():
    return [importlib.import_module("PySide6." + name) for name in MIRRORED]

def mirrors():
    return [importlib.import_module("pyqtgraph.Qt." + name) for name in MIRRORED]
"""


def printed(code: str) -> str:
    """What a program prints that begins with REPORT."""
    return subprocess.run(
        [sys.executable, "-c", REPORT + code],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=60,
    ).stdout.strip()


SOURCES_READ = """
import app.application
ours = {Path.cwd() / room for room in ("app", "nn")}
read = [Path(file) for file in linecache.cache]
print(*(each for each in read if "pyqtgraph" in each.parts or ours & set(each.parents)))
"""


def test_no_source_is_read_of_what_is_imported() -> None:
    assert printed("load_qt()" + SOURCES_READ) == ""


def test_it_would_be_otherwise() -> None:
    # What is kept from happening happens, or there is no need of it any more.
    read = printed(SOURCES_READ)
    for room in ("pyqtgraph", str(ROOT / "app"), str(ROOT / "nn")):
        assert room in read


def test_pyqtgraph_has_every_name_of_qt_and_it_is_the_same() -> None:
    code = """
load_qt()
compared = 0
for original, mirror in zip(originals(), mirrors()):
    for name in dir(original):
        if not name.startswith("__"):
            assert getattr(mirror, name) is getattr(original, name), name
            assert name in dir(mirror), name
            compared += 1
print(compared)
"""
    assert int(printed(code)) > 500


def test_the_names_are_those_that_pyqtgraph_would_have_copied() -> None:
    code = """
{}
print(*sorted(
    f"{{mirror.__name__}}.{{name}}"
    for mirror in mirrors()
    for name in dir(mirror)
    if not name.startswith("_")
))
"""
    copied = printed(code.format("import pyqtgraph")).split()
    assert len(copied) > 500
    assert printed(code.format("load_qt()")).split() == copied


def test_what_pyqtgraph_adds_of_its_own_does_not_come_into_pysides_modules() -> None:
    code = """
load_qt()
from pyqtgraph.Qt import QtWidgets
print(hasattr(QtWidgets, "QOpenGLWidget"), hasattr(originals()[2], "QOpenGLWidget"))
"""
    assert printed(code) == "True False"


@pytest.mark.parametrize("name", MIRRORED)
def test_pysides_modules_tell_all_their_names_as_before(name: str) -> None:
    code = f"""
from PySide6 import {name}
before = dir({name})
load_qt()
print(len(before) > 50, set(before) - set(dir({name})))
"""
    assert printed(code) == "True set()"


def test_classes_that_nobody_asked_for_are_not_made() -> None:
    code = """
load_qt()
import app.application
widgets = originals()[2]
print("QCalendarWidget" in vars(widgets), widgets.QCalendarWidget.__name__)
"""
    assert printed(code) == "False QCalendarWidget"


def test_a_pyqtgraph_that_is_there_is_left_as_it_is() -> None:
    code = """
import pyqtgraph
before = mirrors()
load_qt()
print(mirrors() == before, all(type(each) is type(sys) for each in before))
"""
    assert printed(code) == "True True"


def test_a_name_that_qt_has_not_is_told() -> None:
    code = """
load_qt()
from pyqtgraph.Qt import QtGui
try:
    QtGui.QPaper
except AttributeError as error:
    print(error)
"""
    assert "no attribute 'QPaper'" in printed(code)


def test_pysides_modules_are_whole_again_when_pyqtgraph_cannot_be_loaded() -> None:
    code = """
sys.modules["pyqtgraph.Qt"] = None
try:
    load_qt()
except ImportError:
    print(all("__dir__" in vars(each) and len(dir(each)) > 50 for each in originals()))
"""
    assert printed(code) == "True"


def test_loading_twice_changes_nothing() -> None:
    code = """
import builtins
load_qt()
before = mirrors(), builtins.__import__
load_qt()
print((mirrors(), builtins.__import__) == before)
"""
    assert printed(code) == "True"
