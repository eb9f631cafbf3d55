"""What is made around the folder that needs no Python; the folder here only says how it is used."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from app.identity import APP_ID
from app.version import VERSION

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="they are made on Linux")
EPOCH = 1_700_000_000


@pytest.fixture(autouse=True)
def _scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "resources" / "packaging"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder like the one that is made, with a link in it."""
    return small_folder(tmp_path / "one")


def small_folder(place: Path) -> Path:
    inside = place / "glassnet" / "_internal"
    inside.mkdir(parents=True)
    (inside / "libraries").mkdir()
    (inside / "libraries" / "lib.so.1").write_bytes(b"\x7fELF")
    (inside / "lib.so.1").symlink_to("libraries/lib.so.1")
    program = place / "glassnet" / "glassnet"
    program.write_text("#!/bin/sh\necho 'usage: glassnet -h'\n", encoding="utf-8")
    program.chmod(0o700)
    return place / "glassnet"


def sum_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_archive_holds_the_folder_under_a_name_with_its_version(folder: Path) -> None:
    from archive import write_archive

    path = write_archive(folder, folder.parent / "a.tar.xz", "glassnet-1", EPOCH)
    with tarfile.open(path) as archive:
        entries = {each.name: each for each in archive}
    assert sorted(entries) == [
        "glassnet-1",
        "glassnet-1/_internal",
        "glassnet-1/_internal/lib.so.1",
        "glassnet-1/_internal/libraries",
        "glassnet-1/_internal/libraries/lib.so.1",
        "glassnet-1/glassnet",
    ]
    assert entries["glassnet-1/_internal/lib.so.1"].issym()
    assert entries["glassnet-1/glassnet"].mode == 0o755
    assert {each.mtime for each in entries.values()} == {EPOCH}


def test_the_archive_is_the_same_whenever_and_wherever_it_is_made(
    folder: Path, tmp_path: Path
) -> None:
    from archive import write_archive

    other = small_folder(tmp_path / "another place")
    os.utime(other / "glassnet", (1, 1))
    (other / "glassnet").chmod(0o755)
    made = [write_archive(each, each.parent / "a.xz", "g", EPOCH) for each in (folder, other)]
    assert len(set(map(sum_of, made))) == 1


@pytest.mark.needs("dpkg-deb", "dpkg")
def test_the_package_is_the_same_whenever_and_wherever_it_is_made(
    folder: Path, tmp_path: Path
) -> None:
    from debian import write_package

    other = small_folder(tmp_path / "another place")
    os.utime(other / "glassnet", (1, 1))
    made = [write_package(each, EPOCH) for each in (folder, other)]
    assert len(set(map(sum_of, made))) == 1


@pytest.mark.needs("dpkg-deb", "dpkg")
def test_the_package_installs_all_that_a_desktop_looks_for(folder: Path) -> None:
    from debian import write_package

    package = write_package(folder, EPOCH)
    listed = said("dpkg-deb", "--contents", str(package))
    for path in (
        "./usr/bin/glassnet -> ../lib/glassnet/glassnet",
        "./usr/lib/glassnet/glassnet",
        f"./usr/share/applications/{APP_ID}.desktop",
        f"./usr/share/icons/hicolor/scalable/apps/{APP_ID}.svg",
        f"./usr/share/mime/packages/{APP_ID}.xml",
        f"./usr/share/metainfo/{APP_ID}.metainfo.xml",
        "./usr/share/man/man1/glassnet.1.gz",
        "./usr/share/doc/glassnet/copyright",
    ):
        assert f"{path}\n" in listed
    assert said("dpkg-deb", "--field", str(package), "Version").strip() == VERSION
    assert list(folder.parent.glob("deb")) == []


@pytest.mark.needs("dpkg-deb", "dpkg", "desktop-file-validate")
def test_the_menu_entry_of_the_package_starts_the_program_on_the_path(
    folder: Path, tmp_path: Path
) -> None:
    from debian import write_package

    said("dpkg-deb", "--extract", str(write_package(folder, EPOCH)), str(tmp_path / "root"))
    entry = tmp_path / "root" / "usr/share/applications" / f"{APP_ID}.desktop"
    assert "\nExec=/usr/bin/glassnet %f\n" in entry.read_text(encoding="utf-8")
    assert said("desktop-file-validate", str(entry)) == ""


def said(*command: str) -> str:
    """What a command prints."""
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout
