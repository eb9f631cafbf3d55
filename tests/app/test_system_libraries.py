from __future__ import annotations

import platform
import re
from pathlib import Path

import pytest

from app import system_libraries
from app.system_libraries import LIBRARIES, debian_package, what_is_missing

README = Path(__file__).parents[2] / "README.md"
LACKING = "libfoo_bar-2.so.3: cannot open shared object file: No such file or directory"


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libX11.so.6", "libx11-6"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libxkbcommon.so.0", "libxkbcommon0"),
    ],
)
def test_a_library_is_in_the_package_that_debian_has_it_in(library: str, package: str) -> None:
    assert debian_package(library) == package


@pytest.mark.parametrize(
    ("release", "command"),
    [
        ({"ID": "debian"}, "sudo apt install libfoo-bar-2-3."),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "sudo apt install libfoo-bar-2-3."),
        ({"ID": "fedora"}, "sudo dnf install 'libfoo_bar-2.so.3()(64bit)'."),
        ({"ID": "slackware"}, "Install the packages that have them."),
    ],
)
def test_the_command_is_that_of_the_persons_system(
    monkeypatch: pytest.MonkeyPatch, release: dict[str, str], command: str
) -> None:
    monkeypatch.setattr(system_libraries, "LIBRARIES", ())
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: release)
    told = what_is_missing(LACKING)
    assert told.startswith("the system lacks the library libfoo_bar-2.so.3. ")
    assert told.endswith(command)


def test_a_system_that_does_not_say_what_it_is_gets_no_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unknown() -> dict[str, str]:
        raise OSError

    monkeypatch.setattr(platform, "freedesktop_os_release", unknown)
    assert "sudo" not in what_is_missing(LACKING)


def test_what_else_is_missing_is_told_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries, "LIBRARIES", ("libc.so.6", "libnothere.so.1"))
    told = what_is_missing(LACKING)
    assert "the libraries libfoo_bar-2.so.3, libnothere.so.1. " in told


def test_another_error_is_no_missing_library() -> None:
    assert what_is_missing("No module named 'PySide6'") == ""


def test_the_readme_names_the_packages() -> None:
    found = re.search(r"`sudo apt install ([^`]+)`", README.read_text(encoding="utf-8"))
    assert found
    named = set(found[1].split())
    # Everyone of these brings the libraries along that it needs itself.
    assert named <= {debian_package(each) for each in LIBRARIES}
