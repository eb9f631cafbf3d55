"""What is imported before the first picture is seen: each module delays it."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("first_picture.py")

WHOLE_ROOMS = ("app.model", "app.pictures.loss", "app.pictures.network", "nn.core")
"""The picture is made of these."""

LISTED = {
    "app": "announcer application command_line complaint error_dialog frozen home identity "
    "main_window page_connections platform_failure preferences presenter progress qt_application "
    "qt_loading speed_meter status version window_connections window_contents window_memory "
    "window_menus window_title",
    "app.commands": "actions change_controls closing exports file_dialogs file_drop help_controls "
    "long_work picture_copies run_controls session_files silence_controls slots submenus table "
    "text_size vector_controls view_controls view_menu weight_controls window_parts wording",
    "app.kept": "aside_file background processors recovery remembered",
    "app.pages": "asked epochs panel places side_panel stops",
    "app.pictures": "head mark_bar pictures position_strip task_line tried_mark",
    "app.widgets": "appearances arrow_keys as_it_is bare_plot branch_dash colour_scale columns "
    "dialog_rings entry_line figures flow focus_ring heading icons ink kept_keys key_focus "
    "key_table model_index on_screen paces plain_axis section speed text_line theme throttle "
    "tick_box wheel",
    "nn.answers": "forward judge rough sample tally validation",
    "nn.explain": "exact_text lenses made_of marks phases products sight symbols",
    "nn.run": "branches breakpoints checkpoints conditions events growing recording training",
    "": "app nn dataclasses",
}
"""Of other rooms, and of the standard library, only these."""

BUDGET = {
    f"{room}.{name}".lstrip(".") for room, names in LISTED.items() for name in names.split()
} | (LISTED.keys() - {""})


@cache
def imported(*besides: str) -> dict[str, str]:
    """The modules imported up to the first picture, and who imported each.

    Args:
        besides: modules that are imported as if the window needed them.
    """
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *besides],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=60,
    )
    return dict(line.split() for line in done.stdout.splitlines())


def beyond_budget(*besides: str) -> list[str]:
    """What breaks the budget, one line each."""
    rooms = tuple(f"{room}." for room in WHOLE_ROOMS)
    return [
        f"{name}, imported by {importer}"
        for name, importer in imported(*besides).items()
        if name not in BUDGET and not name.startswith(rooms) and name not in WHOLE_ROOMS
    ]


def test_nothing_is_imported_that_the_first_picture_does_not_need() -> None:
    assert beyond_budget() == []


def test_the_budget_holds_nothing_that_is_not_imported() -> None:
    assert BUDGET - imported().keys() == set()


@pytest.mark.parametrize("module", ["app.pages.lesson", "csv", "PySide6.QtNetwork"])
def test_what_breaks_the_budget_is_named_with_its_importer(module: str) -> None:
    assert f"{module}, imported by __main__" in beyond_budget(module)


def test_what_is_imported_on_the_way_is_named_as_well() -> None:
    assert "nn.explain.lesson, imported by app.pages.lesson" in beyond_budget("app.pages.lesson")


def test_numpy_is_there_before_qt() -> None:
    # PySide reads the whole source of each module that is imported after it.
    code = "import main, app.command_line, sys; print('numpy' in sys.modules, *sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    there, *modules = done.stdout.split()
    assert there == "True"
    assert "PySide6" not in modules


def test_garbage_is_collected_again_once_the_window_is_open() -> None:
    code = """
import gc, os, main
main.load()
before = gc.isenabled()
from PySide6.QtWidgets import QApplication
QApplication.exec = lambda *_: (print(before, gc.isenabled(), flush=True), os._exit(0))
from app.application import run
run()
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True"]
