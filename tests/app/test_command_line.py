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
from app import foreign_dialog, headless
from app.command_line import CommandLineError, parse
from app.version import VERSION
from nn.core.settings import RANGES, Settings
from nn.run.training import WeightOverflowError

MAIN = Path(main.__file__)
LONG_RUN = ("--headless", "--epochs", "10000", "--observations", "500")


def start(*arguments: str, stderr: int = subprocess.PIPE) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(MAIN), *arguments], stdout=subprocess.PIPE, stderr=stderr, text=True
    )


TASKS_THERE_ARE = (
    "it must be one of: invert, reverse, neighbours, parity, majority, addition, xor:10110, "
    "table:3:1:01101001."
)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was shown on the screen by another toolkit."""
    texts: list[str] = []
    monkeypatch.setattr(foreign_dialog, "show", texts.append)
    return texts


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


TABLE = "x1,x2,x3,y1,y2\n" + "".join(
    f"{x >> 2},{x >> 1 & 1},{x & 1},{x.bit_count() >> 1},{x.bit_count() & 1}\n" for x in range(8)
)
"""How many of three bits are 1, in binary."""


@pytest.mark.parametrize(
    ("more", "hidden"), [([], 10), (["--bits", "3"], 10), (["--bits=3", "--hidden=7"], 7)]
)
def test_a_table_is_learnt_from_a_file(
    more: list[str], hidden: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ones of three.csv"
    path.write_text(TABLE, encoding="utf-8")
    short = ["--observations", "40", "--epochs", "2", "--validate", "9"]
    assert main.main(["--headless", "--task-file", str(path), *more, *short]) == 0
    settings = Settings(
        bits=3,
        hidden_units=hidden,
        observations=40,
        epochs=2,
        task="table:3:2:0001011001101011",
    )
    said = capsys.readouterr().out.splitlines()
    assert said == list(headless.report(settings, 9))
    assert said[1].startswith("Correct label (by the table): ")


def test_a_task_that_is_for_so_many_bits_says_how_many() -> None:
    assert parse(["--task", "xor:101"]).settings == Settings(bits=3, task="xor:101")
    assert parse(["--task", "xor:111", "--seed", "3"]).settings == Settings(bits=3, seed=3)
    assert parse(["--task", "table:1:1:01"]).settings == Settings(bits=1, task="table:1:1:01")
    assert parse(["--task", "parity"]).settings == Settings(task="parity")


@pytest.mark.parametrize(
    ("text", "flags", "line"),
    [
        (
            "00,0\n01,1\n01,0\n00,0\n1x,1\n11,2\n",
            [],
            "Line 3: 01 → 0 contradicts line 2, where 01 → 1: only one can be right. "
            "Line 4: 00 → 0 stands in line 1 already: take one of them away. "
            "Line 5: “1x” has a don't-care, “x”. It stands for more than one vector: write a "
            "line for each of them. And 1 more.",
        ),
        (
            "0,0\n1,1\n",
            ["--bits", "2"],
            "it is for vectors of 1, and bits is 2: they must be the same.",
        ),
    ],
)
def test_a_table_that_cannot_be_is_told_by_line(
    text: str, flags: list[str], line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    assert main.main(["--headless", "--task-file", str(path), *flags]) == 2
    assert capsys.readouterr().err == f"glassnet: --task-file {str(path)!r}: {line}\n"


def test_what_no_terminal_prints_is_spelt_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["a.glassnet", "\x1b[31m\u202e\n—é"]) == 2
    assert capsys.readouterr().err == "glassnet: unrecognized arguments: \\x1b[31m\\u202e —é\n"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ("--bits 17", "--bits is 17; it must be a whole number from 1 to 16."),
        ("--task xor", f"--task is 'xor'; {TASKS_THERE_ARE}"),
        ("--task=", f"--task is ''; {TASKS_THERE_ARE}"),
        (
            "--task addition",
            "--task is 'addition'; that needs an even number of bits (2, 4, 6 … 16), and bits "
            "is 5.",
        ),
        (
            "--bits 4 --task xor:11111",
            "--task is 'xor:11111'; its mask has 5 bits, and bits is 4: they must be as many.",
        ),
        (
            "--task table:2:1:011",
            "--task is a table of 2 bits to 1 with 3 target bits; all its 4 vectors together "
            "have 4.",
        ),
        (
            "--task invert --task-file a.csv",
            "--task and --task-file both name a task: give one of them.",
        ),
        (
            "--task-file no/a.csv",
            "--task-file 'no/a.csv' cannot be read: No such file or directory.",
        ),
        (
            "--install-launcher --task parity",
            "--task has no meaning with --install-launcher.",
        ),
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


def test_a_module_that_is_missing_is_named(
    shown: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "app.application", None)
    assert main.main([]) == 1
    said = capsys.readouterr().err
    assert said.startswith("glassnet: the window cannot be opened: ")
    assert "app.application" in said
    assert said == f"glassnet: {shown[0]}\n"


WITHOUT_LIBRARY = """
import sys

class WithoutLibrary:
    def find_spec(self, name, *_):
        if name.startswith("PySide6.Qt"):
            raise ImportError("libEGL.so.1: cannot open shared object file: No such file")

sys.meta_path.insert(0, WithoutLibrary())
import main
from app import system_libraries
system_libraries.LIBRARIES = ("libGL-nowhere.so.1",)
system_libraries._installer = lambda: "sudo apt install"
sys.exit(main.main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        ([], "the window cannot be opened: "),
        (["--animate", "a.gif"], "the animation cannot be drawn: "),
        (["--install-launcher"], "the launcher cannot be made: "),
    ],
)
def test_a_library_that_the_system_lacks_is_named_with_its_package(
    arguments: list[str], start: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_LIBRARY, *arguments],
        cwd=MAIN.parent,
        env=os.environ | {"PATH": ""},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(
        f"glassnet: {start}the system lacks the libraries libEGL.so.1, libGL-nowhere.so.1. "
    )
    assert "sudo apt install libegl1 libgl-nowhere1." in done.stderr
    assert done.stderr.count("\n") == 1


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


@pytest.mark.parametrize(
    "arguments",
    [["--" + "x" * 3000], ["--seed", "9" * 3000], ["x" * 3000, "--headless"], ["--bits"] * 3],
)
def test_what_is_wrong_is_quoted_but_not_at_any_length(arguments: list[str]) -> None:
    with pytest.raises(CommandLineError) as caught:
        parse(arguments)
    assert len(str(caught.value)) < 500
