from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
QT = ("PySide6", "shiboken6", "pyqtgraph")


def modules() -> dict[str, ast.Module]:
    """Every module of the product by its dotted name."""
    paths = [ROOT / "main.py", *(ROOT / "nn").rglob("*.py"), *(ROOT / "app").rglob("*.py")]
    found: dict[str, ast.Module] = {}
    for path in paths:
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"), str(path))
    return found


MODULES = modules()

ROOMS = (
    "nn.core",
    "nn.answers",
    "nn.run",
    "nn.explain",
    "nn.files",
    "app.version",
    "app.identity",
    "app.frozen",
    "app.widgets",
    "app.kept",
    "app.launcher",
    "app.pictures",
    "app.model",
    "app.pages",
    "app.tour",
    "app.commands",
    "app",
    "main",
)
"""The rooms of the house from the lowest to the highest; each uses only those before it."""


def room_of(name: str) -> str:
    """The room in which a module stands."""
    if name in ("nn", "app"):
        return ROOMS[0] if name == "nn" else "app.version"
    return max((room for room in ROOMS if within(name, room)), key=len)


def is_folder(name: str) -> bool:
    """Whether a dotted name is that of a package."""
    return (ROOT / name.replace(".", "/")).is_dir()


def imported(name: str, *, at_start: bool = False) -> set[str]:
    """The dotted names that a module imports; with `at_start`, not inside its functions."""
    names: set[str] = set()
    waiting: list[ast.AST] = [MODULES[name]]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} has a relative import"
            module = node.module or ""
            # `from app import theme` imports the module app.theme, `from nn.step import Step` no.
            names.update(
                whole if (whole := f"{module}.{alias.name}") in MODULES else module
                for alias in node.names
            )
        if not (at_start and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)):
            waiting.extend(ast.iter_child_nodes(node))
    return names


def reached(name: str, *, at_start: bool = False) -> set[str]:
    """What a module imports, directly or through modules of the product."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        fresh = imported(waiting.pop(), at_start=at_start) - seen
        seen |= fresh
        waiting.extend(fresh & MODULES.keys())
    return seen


def within(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


def named(*packages: str) -> list[str]:
    return sorted(name for name in MODULES if within(name, *packages))


@pytest.mark.parametrize("name", named("nn"))
def test_the_network_needs_numpy_and_nothing_else(name: str) -> None:
    foreign = {
        each
        for each in imported(name)
        if not within(each, "nn", "numpy") and each.split(".")[0] not in sys.stdlib_module_names
    }
    assert foreign == set()


@pytest.mark.parametrize("name", sorted(MODULES))
def test_no_module_imports_itself_in_a_circle(name: str) -> None:
    assert name not in reached(name, at_start=True)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_uses_only_rooms_below_its_own(name: str) -> None:
    above = ROOMS[ROOMS.index(room_of(name)) + 1 :]
    assert {each for each in imported(name) & MODULES.keys() if room_of(each) in above} == set()


def test_every_folder_is_a_room() -> None:
    folders = {name for name in MODULES if name.count(".") == 1 and is_folder(name)}
    assert folders <= set(ROOMS)


@pytest.mark.parametrize("name", ["main", "app.command_line", "app.headless", "app.version"])
def test_the_command_line_starts_without_qt(name: str) -> None:
    assert {each for each in reached(name, at_start=True) if within(each, *QT)} == set()


@pytest.mark.parametrize("name", named("app"))
def test_the_window_leaves_the_networks_arithmetic_to_the_network(name: str) -> None:
    nodes = list(ast.walk(MODULES[name]))
    formulas = [
        ast.unparse(node)
        for node in nodes
        if isinstance(node, ast.Attribute) and node.attr in {"matmul", "dot", "outer", "exp"}
    ]
    borrowed = {
        alias.name
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module == "nn.core.network"
        for alias in node.names
    }
    assert formulas == []
    assert borrowed <= {"saturating"}
