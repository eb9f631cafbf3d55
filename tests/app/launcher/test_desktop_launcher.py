from __future__ import annotations

import contextlib
import hashlib
import json
import os
import plistlib
import re
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.command_line import parse
from app.identity import APP_ID, APP_NAME, SESSION_MIME_TYPE, SESSION_SUFFIX, VERSION
from app.launcher import (
    desktop_launcher,
    desktop_tools,
    freedesktop,
    launcher_files,
    mac_bundle,
    windows_shortcut,
)
from app.launcher.desktop_launcher import LauncherError
from app.launcher.release_notes import metainfo

RESOURCES = desktop_launcher.ROOT / "resources"
NASTY = 'Zoë\'s "net" 100%f $HOME `ls` \\n a&b;(c)*?#~<>|=é'
LAUNCH_SECONDS = 30

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="follows freedesktop.org")
pytestmark = linux_only


@pytest.fixture
def home() -> Path:
    """The person's folder, with something in it already."""
    home = Path.home()
    (home / "Desktop").mkdir()
    (home / "Desktop" / "notes.txt").write_text("mine", encoding="utf-8")
    return home


def everything(*roots: Path) -> dict[str, tuple[int, bytes | None]]:
    """Every file and folder below the roots, its permissions and its content."""
    return {
        str(path): (path.stat().st_mode, path.read_bytes() if path.is_file() else None)
        for root in roots
        for path in sorted(root.rglob("*"))
        # The marks on files belong to the desktop, which keeps them where it likes.
        if "gvfs-metadata" not in path.parts
    }


def surroundings() -> dict[str, tuple[int, bytes | None]]:
    return everything(Path.home(), Path(os.environ["XDG_DATA_HOME"]))


def value(entry: Path, key: str) -> str:
    lines = entry.read_text(encoding="utf-8").splitlines()
    return next(line.partition("=")[2] for line in lines if line.startswith(f"{key}="))


def started(exec_value: str) -> list[str]:
    """What a desktop starts for an Exec value: unescaped, unquoted as a shell does, expanded."""
    assert not re.search(r"\\[^\\]", exec_value.replace("\\\\", ""))
    shell = f"set -f; printf '%s\\0' {exec_value.replace(chr(92) * 2, chr(92))}"
    said = subprocess.run(
        ["/bin/sh", "-c", shell], capture_output=True, check=True, timeout=60
    ).stdout
    arguments = said.decode().split("\0")[:-1]
    assert arguments.pop() == "%f"
    return [each.replace("%%", "%") for each in arguments]


def test_installing_puts_an_entry_into_the_menu_and_on_the_desktop(home: Path) -> None:
    paths = desktop_launcher.install()
    menu = Path(os.environ["XDG_DATA_HOME"]) / "applications" / f"{APP_ID}.desktop"
    desktop = home / "Desktop" / f"{APP_ID}.desktop"
    assert {menu, desktop} <= set(paths)
    assert all(path.is_file() for path in paths)
    assert os.access(desktop, os.X_OK)
    for entry in (menu, desktop):
        assert value(entry, "Icon") == APP_ID
        assert value(entry, "MimeType") == f"{SESSION_MIME_TYPE};"
        assert value(entry, "StartupWMClass") == APP_NAME
        assert started(value(entry, "Exec")) == [
            sys.executable,
            str(Path(__file__).parents[3] / "main.py"),
        ]
        assert value(entry, "Exec").endswith(" %f")


def test_the_icon_theme_gets_the_application_and_the_session_file(home: Path) -> None:
    desktop_launcher.install()
    theme = Path(os.environ["XDG_DATA_HOME"]) / "icons" / "hicolor"
    for kind, name in (("apps", APP_ID), ("mimetypes", SESSION_MIME_TYPE.replace("/", "-"))):
        assert (theme / "scalable" / kind / f"{name}.svg").is_file()
        for size in (16, 24, 32, 48, 64, 128, 256):
            assert (theme / f"{size}x{size}" / kind / f"{name}.png").is_file()


def test_a_bundle_is_started_without_a_script(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/my glassnet/glassnet")
    desktop_launcher.install()
    entry = home / "Desktop" / f"{APP_ID}.desktop"
    assert started(value(entry, "Exec")) == ["/opt/my glassnet/glassnet"]
    assert value(entry, "TryExec") == "/opt/my glassnet/glassnet"


def test_uninstalling_leaves_everything_as_it_was(home: Path) -> None:
    before = surroundings()
    installed = desktop_launcher.install()
    assert sorted(desktop_launcher.uninstall()) == sorted(installed)
    assert surroundings() == before


def test_uninstalling_keeps_the_caches_that_others_need(home: Path) -> None:
    data = Path(os.environ["XDG_DATA_HOME"])
    theirs = data / "applications" / "org.example.Other.desktop"
    desktop_launcher.install()
    theirs.write_text("[Desktop Entry]\nType=Application\nName=Other\nExec=true\n")
    cache = data / "applications" / "mimeinfo.cache"
    cache.touch()
    desktop_launcher.uninstall()
    assert theirs.is_file()
    assert cache.is_file()
    assert not (data / "mime").exists()


def test_installing_twice_is_installing_once(home: Path) -> None:
    first = desktop_launcher.install()
    once = surroundings()
    before = {path: path.read_bytes() for path in first}
    assert desktop_launcher.install() == first
    assert {path: path.read_bytes() for path in first} == before
    assert surroundings().keys() == once.keys()
    desktop_launcher.uninstall()
    assert [path for path in first if path.exists()] == []


def test_another_environment_takes_the_launcher_over(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = surroundings()
    desktop_launcher.install()
    monkeypatch.setattr(sys, "executable", "/other/bin/python")
    desktop_launcher.install()
    entry = home / "Desktop" / f"{APP_ID}.desktop"
    assert started(value(entry, "Exec"))[0] == "/other/bin/python"
    assert value(entry, "TryExec") == "/other/bin/python"
    desktop_launcher.uninstall()
    assert surroundings() == before


def test_uninstalling_without_a_launcher_removes_nothing(home: Path) -> None:
    before = surroundings()
    assert desktop_launcher.uninstall() == []
    assert surroundings() == before


@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_what_somebody_else_put_there_is_never_overwritten(home: Path, kind: str) -> None:
    entry = home / "Desktop" / f"{APP_ID}.desktop"
    if kind == "file":
        entry.write_text("theirs", encoding="utf-8")
    elif kind == "link":
        entry.symlink_to(home / "Desktop" / "notes.txt")
    else:
        entry.mkdir()
    before = surroundings()
    with pytest.raises(LauncherError, match="Nothing was installed") as raised:
        desktop_launcher.install()
    assert str(entry) in str(raised.value)
    assert surroundings() == before


def test_what_the_person_changed_is_kept_and_named(home: Path) -> None:
    installed = desktop_launcher.install()
    entry = home / "Desktop" / f"{APP_ID}.desktop"
    changed = entry.read_text(encoding="utf-8") + "# my own line\n"
    entry.write_text(changed, encoding="utf-8")
    with pytest.raises(LauncherError, match="changed since") as raised:
        desktop_launcher.uninstall()
    assert str(entry) in str(raised.value)
    assert [path for path in installed if path.exists()] == [entry]
    assert entry.read_text(encoding="utf-8") == changed
    assert desktop_launcher.uninstall() == []
    assert entry.is_file()


@pytest.mark.parametrize("failing", range(0, 22, 3))
def test_a_failure_in_the_middle_leaves_no_half_installation(
    home: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    before = surroundings()
    replace, count = os.replace, 0

    def fail_once(source: str, target: Path) -> None:
        nonlocal count
        count += 1
        if count == failing + 1:
            raise OSError(28, "No space left on device", str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", fail_once)
    with pytest.raises(LauncherError, match="No space left on device"):
        desktop_launcher.install()
    assert surroundings() == before


def test_a_failure_while_replacing_restores_the_launcher_that_was_there(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop_launcher.install()
    before = surroundings()
    replace = os.replace

    def fail_at_the_desktop(source: str, target: Path) -> None:
        if target.parent.name == "Desktop":
            raise OSError(30, "Read-only file system", str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", fail_at_the_desktop)
    monkeypatch.setattr(sys, "executable", "/other/bin/python")
    with pytest.raises(LauncherError, match="Read-only file system"):
        desktop_launcher.install()
    assert surroundings() == before


def test_a_damaged_list_of_what_was_installed_is_said(home: Path) -> None:
    desktop_launcher.install()
    manifest = Path(os.environ["XDG_DATA_HOME"]) / "Glassnet" / "launcher.json"
    manifest.write_text('{"version": 1}', encoding="utf-8")
    for act in (desktop_launcher.install, desktop_launcher.uninstall):
        with pytest.raises(LauncherError, match="damaged") as raised:
            act()
        assert str(manifest) in str(raised.value)


def test_the_manifest_tells_what_was_written(home: Path) -> None:
    installed = desktop_launcher.install()
    manifest = Path(os.environ["XDG_DATA_HOME"]) / "Glassnet" / "launcher.json"
    stored = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    assert stored == {
        str(path): [hashlib.sha256(path.read_bytes()).hexdigest()] for path in sorted(installed)
    }


def test_the_desktop_folder_is_the_one_that_the_person_chose(home: Path) -> None:
    chosen = home / "Schreibtisch 1"
    Path(os.environ["XDG_CONFIG_HOME"], "user-dirs.dirs").write_text(
        'XDG_DESKTOP_DIR="$HOME/Schreibtisch 1"\n', encoding="utf-8"
    )
    assert chosen / f"{APP_ID}.desktop" in desktop_launcher.install()
    desktop_launcher.uninstall()
    assert not chosen.exists()


def test_without_a_desktop_only_the_menu_gets_an_entry(home: Path) -> None:
    Path(os.environ["XDG_CONFIG_HOME"], "user-dirs.dirs").write_text(
        'XDG_DESKTOP_DIR="$HOME/"\n', encoding="utf-8"
    )
    entries = [path for path in desktop_launcher.install() if path.suffix == ".desktop"]
    assert [path.parent.name for path in entries] == ["applications"]


def test_a_python_that_does_not_know_where_it_is_cannot_be_launched(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "")
    with pytest.raises(LauncherError, match="does not know where it is"):
        desktop_launcher.install()


@pytest.mark.parametrize("name", ["new\nline", "tab\there", "\udcff"])
def test_a_path_that_no_entry_can_hold_is_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = surroundings()
    monkeypatch.setattr(sys, "executable", f"/opt/{name}/python")
    with pytest.raises(LauncherError, match="cannot hold"):
        desktop_launcher.install()
    assert surroundings() == before


PATHS = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=30)


@given(PATHS, PATHS)
@example(NASTY.replace("=", ""), NASTY)
@example("plain", "%f")
def test_the_command_comes_out_of_the_entry_as_it_went_in(program: str, script: str) -> None:
    command = ["/" + program.replace("=", ""), "/" + script]
    assert started(freedesktop.exec_line(command)) == command


def test_an_equals_sign_never_stands_in_the_programs_name() -> None:
    command = started(freedesktop.exec_line(["/a=b/python", "/main.py"]))
    assert "=" not in command[0]
    shown = subprocess.run(
        [*command[:3], "/bin/echo", "x y", "z"], capture_output=True, text=True, check=True
    )
    assert shown.stdout == "x y z\n"
    assert command[3:] == ["/a=b/python", "/main.py"]


@contextlib.contextmanager
def listening(pipe: Path) -> Iterator[int]:
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        yield reader
    finally:
        os.close(reader)


@pytest.mark.needs("gio")
@pytest.mark.parametrize("opened", [[], ['a 100% run\'s "best" é.glassnet']], ids=["", "session"])
def test_the_desktop_really_starts_it_from_a_nasty_folder(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[str]
) -> None:
    folder = tmp_path / NASTY
    folder.mkdir()
    python = folder / "python"
    python.symlink_to(sys.executable)
    pipe = tmp_path / "arguments"
    (folder / "main.py").write_text(
        f"import json, sys\nopen({str(pipe)!r}, 'w').write(json.dumps(sys.argv))\n",
        encoding="utf-8",
    )
    (folder / "resources").symlink_to(RESOURCES)
    monkeypatch.setattr(sys, "executable", str(python))
    monkeypatch.setattr(desktop_launcher, "ROOT", folder)
    desktop_launcher.install()
    entry = home / "Desktop" / f"{APP_ID}.desktop"
    files = [tmp_path / name for name in opened]
    for path in files:
        path.touch()
    with listening(pipe) as reader:
        subprocess.run(
            ["gio", "launch", str(entry), *map(str, files)], cwd="/", check=True, timeout=60
        )
        assert select.select([reader], [], [], LAUNCH_SECONDS)[0] == [reader]
        # The program writes its arguments in one piece, shorter than a pipe's.
        arguments = json.loads(os.read(reader, 65536))
    assert arguments == [str(folder / "main.py"), *map(str, files)]


@pytest.mark.needs("desktop-file-validate")
def test_the_entries_are_valid(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", f"/opt/{NASTY}/python")
    entries = [path for path in desktop_launcher.install() if path.suffix == ".desktop"]
    assert len(entries) == 2
    for entry in entries:
        checked = subprocess.run(
            ["desktop-file-validate", str(entry)], capture_output=True, text=True, timeout=60
        )
        assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")


@pytest.mark.needs("appstreamcli")
def test_the_metainfo_is_valid(home: Path) -> None:
    desktop_launcher.install()
    path = Path(os.environ["XDG_DATA_HOME"]) / "metainfo" / f"{APP_ID}.metainfo.xml"
    checked = subprocess.run(
        ["appstreamcli", "validate", "--no-net", str(path)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert checked.returncode == 0, checked.stdout
    root = ElementTree.parse(path).getroot()
    assert root.findtext("id") == APP_ID
    assert root.findtext("name") == APP_NAME
    assert root.findtext("launchable") == f"{APP_ID}.desktop"
    assert root.findtext("provides/mediatype") == SESSION_MIME_TYPE
    newest = root.find("releases/release")
    assert newest is not None
    assert newest.get("version") == VERSION


@pytest.mark.needs("gio", "update-mime-database", "update-desktop-database")
def test_the_desktop_knows_a_session_by_its_name(home: Path) -> None:
    desktop_launcher.install()
    session = home / f"a run{SESSION_SUFFIX}"
    session.write_text("{}", encoding="utf-8")
    asked = subprocess.run(
        ["gio", "info", "-a", "standard::content-type", str(session)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert f"standard::content-type: {SESSION_MIME_TYPE}" in asked.stdout
    handlers = subprocess.run(
        ["gio", "mime", SESSION_MIME_TYPE], capture_output=True, text=True, check=True, timeout=60
    )
    assert f"{APP_ID}.desktop" in handlers.stdout


def test_the_launcher_works_without_the_desktops_tools(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = surroundings()
    monkeypatch.setattr(desktop_tools.shutil, "which", lambda name: None)
    assert all(path.is_file() for path in desktop_launcher.install())
    desktop_launcher.uninstall()
    assert surroundings() == before


def test_the_mac_bundle_starts_the_program_from_a_nasty_folder(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / NASTY
    folder.mkdir()
    script = folder / "main.py"
    script.write_text("import sys; print(sys.argv[1:])\n", encoding="utf-8")
    files = mac_bundle.launcher_files([sys.executable, str(script)], RESOURCES)
    launcher_files.put_in_place(files, tmp_path / "launcher.json")
    for place in ("Applications", "Desktop"):
        contents = home / place / f"{APP_NAME}.app" / "Contents"
        about = plistlib.loads((contents / "Info.plist").read_bytes())
        assert about["CFBundleIdentifier"] == APP_ID
        assert about["CFBundleShortVersionString"] == VERSION
        assert (contents / "Resources" / f"{about['CFBundleIconFile']}.icns").is_file()
        program = contents / "MacOS" / about["CFBundleExecutable"]
        shown = subprocess.run([program, "a b"], capture_output=True, text=True, timeout=60)
        assert shown.stdout == "['a b']\n"


class FakeShortcuts:
    """Writes what pyshortcuts would, as far as the launcher can tell."""

    def __init__(self, folder: Path) -> None:
        self.folders = SimpleNamespace(desktop=str(folder / "desk"), startmenu=str(folder / "menu"))
        self.asked: dict[str, object] = {}
        self.failing = False

    def get_folders(self) -> SimpleNamespace:
        return self.folders

    def make_shortcut(self, script: str, **options: object) -> None:
        self.asked = {"script": script, **options}
        for folder in (self.folders.desktop, self.folders.startmenu):
            Path(folder).mkdir(exist_ok=True)
            Path(folder, f"{options['name']}.lnk").write_text(script, encoding="utf-8")
            if self.failing:
                raise RuntimeError("the system said no")


@pytest.fixture
def windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeShortcuts:
    fake = FakeShortcuts(tmp_path)
    monkeypatch.setitem(sys.modules, "pyshortcuts", fake)
    monkeypatch.setattr(sys, "platform", "win32")
    return fake


def test_the_windows_shortcuts_name_the_script_in_quotes(windows: FakeShortcuts) -> None:
    paths = desktop_launcher.install()
    assert [path.name for path in paths] == ["Glassnet.lnk", "Glassnet.lnk"]
    assert windows.asked["script"] == f'"{desktop_launcher.ROOT / "main.py"}"'
    assert windows.asked["executable"] == sys.executable
    assert windows.asked["terminal"] is False
    assert Path(str(windows.asked["icon"])).is_file()
    assert desktop_launcher.install() == paths
    assert desktop_launcher.uninstall() == paths
    assert [path for path in paths if path.exists()] == []


@pytest.mark.parametrize(
    ("command", "script"),
    [
        (["C:\\a b\\glassnet.exe"], '"--"'),
        (["python.exe", "C:\\a b\\main.py"], '"C:\\a b\\main.py"'),
        (["python.exe", "-m", "glassnet main"], '"-m" "glassnet main"'),
    ],
)
def test_a_windows_shortcut_has_any_number_of_words(
    windows: FakeShortcuts, tmp_path: Path, command: list[str], script: str
) -> None:
    windows_shortcut.install(command, RESOURCES, tmp_path / "launcher.json")
    assert (windows.asked["executable"], windows.asked["script"]) == (command[0], script)


def test_a_windows_bundle_is_started_by_the_program_without_a_terminal(
    windows: FakeShortcuts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "glassnet.exe"))
    (tmp_path / "glassnet-window.exe").touch()
    desktop_launcher.install()
    assert windows.asked["executable"] == str(tmp_path / "glassnet-window.exe")
    assert parse(["--"]) == parse([])


def test_a_windows_shortcut_of_somebody_else_is_left_alone(windows: FakeShortcuts) -> None:
    theirs = Path(windows.folders.desktop, "Glassnet.lnk")
    theirs.parent.mkdir()
    theirs.write_text("theirs", encoding="utf-8")
    with pytest.raises(LauncherError, match="Nothing was installed"):
        desktop_launcher.install()
    assert theirs.read_text(encoding="utf-8") == "theirs"
    assert windows.asked == {}


def test_half_made_windows_shortcuts_are_removed(windows: FakeShortcuts) -> None:
    windows.failing = True
    with pytest.raises(LauncherError, match="the system said no"):
        desktop_launcher.install()
    assert not Path(windows.folders.desktop, "Glassnet.lnk").exists()
    assert desktop_launcher.uninstall() == []


def test_missing_pyshortcuts_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pyshortcuts", None)
    with pytest.raises(LauncherError, match="pip install pyshortcuts"):
        windows_shortcut.install(["python", "main.py"], RESOURCES, tmp_path / "launcher.json")


def test_the_metainfo_tells_what_each_release_brought(tmp_path: Path) -> None:
    name = f"{APP_ID}.metainfo.xml"
    (tmp_path / name).write_text("<r><u>@HOMEPAGE@</u>@RELEASES@</r>", encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text(
        "# Changes\n\n## 2.1 (2027-02-03)\n\n- One & two.\n- Three.\n"
        "\n## 2.0 (2027-01-02)\n\n- A.\n",
        encoding="utf-8",
    )
    root = ElementTree.fromstring(metainfo(tmp_path))
    found = [
        (each.get("version"), each.get("date"), [item.text for item in each.iter("li")])
        for each in root.iter("release")
    ]
    assert found == [
        ("2.1", "2027-02-03", ["One & two.", "Three."]),
        ("2.0", "2027-01-02", ["A."]),
    ]
