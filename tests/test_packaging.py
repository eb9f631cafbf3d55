from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from app.identity import APP_ID, HOMEPAGE, SESSION_MIME_TYPE, SESSION_SUFFIX
from app.launcher.release_notes import releases
from app.version import VERSION

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETUPTOOLS = PROJECT["tool"]["setuptools"]


def requirements() -> list[Requirement]:
    project = PROJECT["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    every = [Requirement(line) for line in (*project["dependencies"], *extras)]
    return [
        each
        for each in every
        if each.name != project["name"] and (each.marker is None or each.marker.evaluate())
    ]


NOT_PACKED = ("make", "packaging", "screenshots")
"""Of the resources: what makes them and the packages, and the pictures of the README."""


def test_every_folder_with_code_is_packed_below_the_one_package() -> None:
    folders = {
        path.parent.relative_to(ROOT).as_posix().replace("/", ".")
        for top in ("app", "nn", "resources")
        for path in (ROOT / top).rglob("*.py")
        if not (top == "resources" and path.parent.name in NOT_PACKED)
    }
    packed = {"glassnet"} | {f"glassnet.{folder}" for folder in folders}
    assert set(SETUPTOOLS["packages"]) == packed


def test_every_resource_is_packed() -> None:
    resources = ROOT / "resources"
    packed = {
        path
        for pattern in SETUPTOOLS["package-data"]["glassnet.resources"]
        for path in resources.glob(pattern)
    }
    wanted = {
        path
        for path in resources.rglob("*")
        if path.is_file()
        and path.suffix not in (".py", ".pyc")
        and path.relative_to(resources).parts[0] not in NOT_PACKED
    }
    assert packed == wanted


def test_the_entry_points_lead_to_the_command_line() -> None:
    project = PROJECT["project"]
    targets = {*project["scripts"].values(), *project["gui-scripts"].values()}
    assert targets == {"glassnet.main:main"}
    tree = ast.parse((ROOT / "main.py").read_text(encoding="utf-8"))
    assert "main" in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_the_newest_release_in_the_list_of_changes_is_this_version() -> None:
    assert releases(ROOT / "resources")[0].version == VERSION


def test_the_homepage_is_the_same_everywhere() -> None:
    assert PROJECT["project"]["urls"]["Homepage"] == HOMEPAGE
    assert f"https://{'.'.join(reversed(APP_ID.split('.')[:3]))}/" == HOMEPAGE


def test_the_recipe_for_windows_names_the_application_as_the_program_does() -> None:
    recipe = (ROOT / "resources" / "packaging" / "glassnet.iss").read_text(encoding="utf-8")
    for name in (f"AppId={APP_ID}\n", HOMEPAGE, SESSION_MIME_TYPE, f"Classes\\{SESSION_SUFFIX}"):
        assert name in recipe
    assert VERSION not in recipe


def test_the_description_for_a_package_index_points_at_no_file() -> None:
    description = (ROOT / SETUPTOOLS["dynamic"]["readme"]["file"]).read_text(encoding="utf-8")
    assert "](" not in description
    assert "<" not in description


def test_the_version_is_written_in_one_place() -> None:
    metainfo = (ROOT / "resources" / f"{APP_ID}.metainfo.xml").read_text(encoding="utf-8")
    assert VERSION not in metainfo
    module, _, name = SETUPTOOLS["dynamic"]["version"]["attr"].rpartition(".")
    path = ROOT / (module.removeprefix("glassnet.").replace(".", "/") + ".py")
    assert f'{name} = "{VERSION}"' in path.read_text(encoding="utf-8")
    assert "version" not in PROJECT["project"]


@pytest.mark.parametrize("requirement", requirements(), ids=str)
def test_the_tested_version_of_each_dependency_is_allowed(requirement: Requirement) -> None:
    constraints = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8").split()
    pinned = dict(line.split("==") for line in constraints)
    assert pinned[requirement.name] in requirement.specifier


def test_the_release_that_ends_the_interpreter_is_not_allowed() -> None:
    pyside = next(each for each in requirements() if each.name == "PySide6-Essentials")
    assert "6.12.0" not in pyside.specifier
    assert "6.12.1" in pyside.specifier
