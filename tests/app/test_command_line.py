from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

import main
from app import headless
from app.version import VERSION
from nn.core.settings import RANGES, Settings
from nn.run.training import WeightOverflowError

MAIN = Path(main.__file__)
LONG_RUN = ("--headless", "--epochs", "10000", "--observations", "500")


def start(*arguments: str, stderr: int = subprocess.PIPE) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(MAIN), *arguments], stdout=subprocess.PIPE, stderr=stderr, text=True
    )


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Settings | None, Path | None]]:
    """What the window was asked to show, in place of a window."""
    asked: list[tuple[Settings | None, Path | None]] = []

    def run(settings: Settings | None, session_file: Path | None, _: object) -> int:
        asked.append((settings, session_file))
        return 7

    monkeypatch.setitem(sys.modules, "app.application", SimpleNamespace(run=run))
    return asked


def test_without_a_window_nothing_of_qt_is_imported(tmp_path: Path) -> None:
    script = (
        "import runpy, sys\n"
        "for name in ('PySide6', 'shiboken6', 'pyqtgraph'): sys.modules[name] = None\n"
        f"sys.argv = ['main.py', '--headless', '--epochs', '1']\n"
        f"runpy.run_path({str(MAIN)!r}, run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Epoch: 1, Average Loss: 0.41375321" in done.stdout


def test_garbage_is_collected_while_a_report_is_made(capsys: pytest.CaptureFixture[str]) -> None:
    gc.disable()
    assert main.main(["--headless", "--observations", "5", "--epochs", "1", "--validate", "5"]) == 0
    assert gc.isenabled()


def test_every_setting_has_a_flag(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = (
        "--bits 3 --hidden 4 --observations 37 --learning-rate 0.5 --epochs 2 --seed 7 "
        "--task reverse"
    )
    status = main.main(["--headless", *arguments.split(), "--validate", "11"])
    by_flags = capsys.readouterr().out
    settings = Settings(
        bits=3,
        hidden_units=4,
        observations=37,
        learning_rate=0.5,
        epochs=2,
        seed=7,
        task="reverse",
    )
    assert status == 0
    assert by_flags.splitlines() == list(headless.report(settings, 11))
    assert "on 11 new examples" in by_flags


def test_what_no_terminal_prints_is_spelt_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["a.glassnet", "\x1b[31m\u202e\n—é"]) == 2
    assert capsys.readouterr().err == "glassnet: unrecognized arguments: \\x1b[31m\\u202e —é\n"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ("--bits 17", "--bits is 17; it must be a whole number from 1 to 16."),
        ("--task xor", "--task is 'xor'; it must be one of: invert, reverse."),
        ("--task=", "--task is ''; it must be one of: invert, reverse."),
        ("--bits=0", "--bits is 0; it must be a whole number from 1 to 16."),
        ("--hidden ten", "--hidden is 'ten'; it must be a whole number from 1 to 128."),
        (
            "--observations 1.5",
            "--observations is '1.5'; it must be a whole number from 1 to 100,000.",
        ),
        ("--learning-rate 0", "--learning-rate is 0.0; it must be a number above 0 up to 100."),
        ("--learning-rate nan", "--learning-rate is 'nan'; it must be a number above 0 up to 100."),
        (
            "--learning-rate 0,05",
            "--learning-rate is '0,05'; it must be a number above 0 up to 100. Write 0.05.",
        ),
        ("--epochs 1_000", "--epochs is '1_000'; it must be a whole number from 1 to 10,000."),
        (
            "--seed 5.000",
            "--seed is '5.000'; it must be a whole number from 0 to 4,294,967,295. Write 5000.",
        ),
        (
            "--learning-rate -1e5",
            "--learning-rate is -100000.0; it must be a number above 0 up to 100.",
        ),
        ("--epochs -3", "--epochs is -3; it must be a whole number from 1 to 10,000."),
        (
            "--seed 4294967296",
            "--seed is 4294967296; it must be a whole number from 0 to 4,294,967,295.",
        ),
        (
            "--headless --validate 1000001",
            "--validate is 1000001; it must be a whole number from 1 to 1,000,000.",
        ),
        ("--bits", "argument --bits: expected one argument"),
        ("--bit=3", "unrecognized arguments: --bit=3"),
        ("--validate 5", "--validate needs --headless; the window has a button for it."),
        ("--headless a.glassnet", "'a.glassnet' would open in the window: give it alone."),
        (
            "a.glassnet --hidden 3",
            "'a.glassnet' holds its own settings; --hidden cannot be given with it.",
        ),
        ("--install-launcher --seed 1", "--seed has no meaning with --install-launcher."),
        (
            "--headless --uninstall-launcher",
            "argument --uninstall-launcher: not allowed with argument --headless",
        ),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    arguments: str, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main.main(arguments.split())
    said = capsys.readouterr()
    assert (status, said.out) == (2, "")
    assert said.err == f"glassnet: {line}\n"


def test_help_and_version_name_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match=r"^0$"):
        main.main(["--help"])
    told = " ".join(capsys.readouterr().out.split())
    for allowed in RANGES.values():
        assert f"{allowed.help}: {allowed.allowed};" in told
    with pytest.raises(SystemExit, match=r"^0$"):
        main.main(["--version"])
    assert capsys.readouterr().out == f"Glassnet {VERSION}\n"


@pytest.mark.parametrize(
    ("arguments", "settings", "session_file"),
    [
        ([], None, None),
        (["--seed", "3"], Settings(seed=3), None),
        (["my run.glassnet"], None, Path("my run.glassnet")),
    ],
)
def test_the_window_gets_the_settings_and_the_session(
    arguments: list[str],
    settings: Settings | None,
    session_file: Path | None,
    window: list[tuple[Settings | None, Path | None]],
) -> None:
    assert main.main(arguments) == 7
    assert window == [(settings, session_file)]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_screen_the_way_without_one_is_named(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    window: list[tuple[Settings | None, Path | None]],
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main.main([]) == 1
    assert window == []
    assert capsys.readouterr().err == (
        "glassnet: there is no screen to open the window on; --headless works without one.\n"
    )


def test_a_library_that_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "app.application", None)
    assert main.main([]) == 1
    said = capsys.readouterr().err
    assert said.startswith("glassnet: the window cannot be opened: ")
    assert "app.application" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("flag", "line"),
    [("--install-launcher", "Installed a.desktop\n"), ("--uninstall-launcher", "Removed b\n")],
)
def test_the_launcher_is_put_in_place_and_removed(
    flag: str, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    launcher = SimpleNamespace(
        install=lambda: [Path("a.desktop")], uninstall=lambda: [Path("b")], LauncherError=OSError
    )
    monkeypatch.setitem(sys.modules, "app.launcher.desktop_launcher", launcher)
    monkeypatch.setattr("app.launcher.desktop_launcher", launcher, raising=False)
    assert main.main([flag]) == 0
    assert capsys.readouterr().out == line


def test_a_launcher_that_cannot_be_made_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class LauncherError(Exception):
        pass

    def install() -> list[Path]:
        raise LauncherError("The desktop folder\nis read-only.")

    launcher = SimpleNamespace(install=install, LauncherError=LauncherError)
    monkeypatch.setitem(sys.modules, "app.launcher.desktop_launcher", launcher)
    monkeypatch.setattr("app.launcher.desktop_launcher", launcher, raising=False)
    assert main.main(["--install-launcher"]) == 1
    assert capsys.readouterr().err == "glassnet: The desktop folder is read-only.\n"


def test_an_overflow_keeps_the_lines_before_it_and_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def overflowing(*_: object) -> Iterator[str]:
        yield "Epoch: 1, Average Loss: 0.5"
        raise WeightOverflowError(1217)

    monkeypatch.setattr(headless, "report", overflowing)
    assert main.main(["--headless"]) == 1
    said = capsys.readouterr()
    assert said.out == "Epoch: 1, Average Loss: 0.5\n"
    assert said.err.startswith("glassnet: Step 1,217 was not made: ")
    assert said.err.count("\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send to one process")
@pytest.mark.usefixtures("hears_ctrl_c")
def test_an_epoch_is_printed_while_the_run_goes_on_and_interrupting_it_is_clean() -> None:
    with start(*LONG_RUN) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        lines = [process.stdout.readline() for _ in range(3)]
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        rest, error = process.stdout.read(), process.stderr.read()
    assert lines[2] == "Epoch: 1, Average Loss: 0.41375321\n"
    assert process.returncode == 130
    assert error == "Interrupted.\n"
    assert "Proportion" not in rest


@pytest.mark.skipif(os.name == "nt", reason="Windows reports a closed pipe in other words")
def test_a_reader_that_leaves_early_ends_the_run_quietly() -> None:
    with start(*LONG_RUN) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        error = process.stderr.read()
    assert (process.returncode, error) == (141, "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a file that is always full")
def test_a_full_disk_is_said_in_one_line() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, str(MAIN), "--headless"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == "glassnet: the report cannot be written: No space left on device.\n"
