"""What the arguments of the command line ask for, and doing it.

Nothing here imports Qt until a window or a launcher is asked for.
"""

from __future__ import annotations

import argparse
import dataclasses
import gc
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from app.complaint import FAILED, complain, complain_on_screen
from app.frozen import hand_back_library_path
from app.qt_loading import load_qt
from app.version import VERSION
from app.widgets.figures import counted
from nn.core.settings import RANGES, NumberRange, SettingError, Settings
from nn.core.task import TaskError
from nn.core.tasks import OTHER_FORMS, TASKS, task_named
from nn.run.training import WeightOverflowError

if TYPE_CHECKING:
    from app.animation_arguments import AnimationRequest

WRONG_ARGUMENTS = 2
READER_GONE = 141
"""Exit status when whoever read the output has left: 128 and SIGPIPE's number."""

VALIDATION_EXAMPLES = 5000

_SHORT_FLAGS = {"hidden_units": "--hidden"}
_SETTING_FLAGS = {
    name: _SHORT_FLAGS.get(name, "--" + name.replace("_", "-")) for name in (*RANGES, "task")
}
_TASK_FILE = "--task-file"
_NUMBERS = {_SETTING_FLAGS[name]: allowed for name, allowed in RANGES.items()} | {
    "--validate": NumberRange(
        "validate", "validate", True, 1, 1_000_000, "new examples to validate on (with --headless)"
    )
}
"""Every flag that takes a number, and what the number may be."""

_VALUED = {
    *_NUMBERS,
    *_SETTING_FLAGS.values(),
    _TASK_FILE,
    *("--animate", "--steps", "--every", "--fps", "--size", "--lens"),
}
"""Every flag that a value follows."""

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
"""One of them says on Linux where a window can be; without any, Qt would abort the process."""


class CommandLineError(ValueError):
    """The arguments cannot be followed; the message is one line that says why."""

    def __init__(self, message: str) -> None:
        # Whatever was typed is quoted, but not at any length.
        super().__init__(re.sub(r"\S{201,}", lambda found: f"{found[0][:200]}…", message))


@dataclasses.dataclass(frozen=True)
class Request:
    """What a command line asks for.

    Attributes:
        action: "window", "headless", "animate", "install_launcher" or "uninstall_launcher".
        settings: None if no flag names a setting.
        examples: new vectors to validate on.
        session_file: the file to open in the window, if any.
        animation: what to draw, if "animate" is the action.
    """

    action: str
    settings: Settings | None
    examples: int
    session_file: Path | None
    animation: AnimationRequest | None = None


def run(argv: Sequence[str]) -> int:
    """Do what the arguments ask for, and return the exit status.

    Raises:
        SystemExit: after `--help` and `--version`, with status 0.
        KeyboardInterrupt: Ctrl-C was pressed meanwhile.
    """
    hand_back_library_path()
    try:
        request = parse(argv)
    except CommandLineError as error:
        complain(str(error))
        return WRONG_ARGUMENTS
    if request.action == "headless":
        return _print_report(request.settings or Settings(), request.examples)
    if request.animation is not None:
        return _write_animation(request.animation, request.settings or Settings())
    if request.action == "window":
        return _open_window(request.settings, request.session_file)
    return _change_launcher(request.action)


def parse(argv: Sequence[str]) -> Request:
    """Read the arguments.

    Raises:
        CommandLineError: they are wrong; the message names the flag, its value and its range.
        SystemExit: after `--help` and `--version`, with status 0.
    """
    parser = _parser()
    if any(each.startswith("-") for each in argv):
        # Not imported where there are no flags: so a window starts that is to appear at once.
        from app.animation_arguments import add_arguments

        add_arguments(parser)
    given = parser.parse_args(_with_values_joined(argv))
    numbers: dict[str, Any] = {
        allowed.name: _number(flag, allowed, text)
        for flag, allowed in _NUMBERS.items()
        if (text := getattr(given, allowed.name)) is not None
    }
    examples = numbers.pop("validate", None)
    flags = [_SETTING_FLAGS[name] for name in numbers]
    if given.task is not None or given.task_file is not None:
        flags.append(_SETTING_FLAGS["task"] if given.task_file is None else _TASK_FILE)
        numbers = _with_task(given, numbers)
    action: str = given.action or ("window" if given.animate is None else "animate")
    if examples is not None and action != "headless":
        raise CommandLineError("--validate needs --headless; the window has a button for it.")
    if given.file is not None and action != "window":
        raise CommandLineError(f"{given.file!r} would open in the window: give it alone.")
    if given.file is not None and numbers:
        raise CommandLineError(
            f"{given.file!r} holds its own settings; {flags[0]} cannot be given with it."
        )
    if numbers and action not in ("window", "headless", "animate"):
        raise CommandLineError(f"{flags[0]} has no meaning with --{action.replace('_', '-')}.")
    settings = _settings(numbers)
    return Request(
        action=action,
        settings=settings,
        examples=VALIDATION_EXAMPLES if examples is None else examples,
        session_file=None if given.file is None else Path(given.file),
        animation=_animation(given, settings),
    )


class _Parser(argparse.ArgumentParser):
    """Raises what is wrong instead of printing the usage and leaving."""

    def error(self, message: str) -> NoReturn:
        raise CommandLineError(message)


def _parser() -> _Parser:
    parser = _Parser(
        prog="glassnet",
        allow_abbrev=False,
        description="Watch a small neural network learn, one training step at a time.",
        epilog="Numbers that are not given have the notebook's values; the window, given none at "
        "all, starts with those of the last time.",
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="a .glassnet session to open")
    parser.add_argument("--version", action="version", version=f"Glassnet {VERSION}")
    actions = parser.add_mutually_exclusive_group()
    for flag, help_text in (
        ("--headless", "train without a window and print the notebook's report"),
        ("--install-launcher", "put Glassnet into the applications menu and on the desktop"),
        ("--uninstall-launcher", "remove what --install-launcher put there"),
    ):
        actions.add_argument(
            flag,
            dest="action",
            action="store_const",
            const=flag[2:].replace("-", "_"),
            help=help_text,
        )
    actions.add_argument(
        "--animate",
        metavar="FILE",
        help="write the run as an animation (.webp or .gif) without a window",
    )
    numbers = parser.add_argument_group("numbers")
    defaults: dict[str, Any] = dataclasses.asdict(Settings()) | {"validate": VALIDATION_EXAMPLES}
    for flag, allowed in _NUMBERS.items():
        numbers.add_argument(
            flag,
            dest=allowed.name,
            metavar="N" if allowed.whole else "RATE",
            help=f"{allowed.help}: {allowed.allowed}; the notebook's is {defaults[allowed.name]}",
        )
    numbers.add_argument(
        _SETTING_FLAGS["task"],
        metavar="NAME",
        help=f"what the network learns: {', '.join((*TASKS, *OTHER_FORMS))}; the notebook's is "
        f"{defaults['task']}",
    )
    numbers.add_argument(
        _TASK_FILE,
        metavar="FILE",
        help="a truth table to learn, as text or CSV: a line for each vector, such as 101,0",
    )
    return parser


def _with_values_joined(argv: Sequence[str]) -> list[str]:
    """Turn `--flag value` into `--flag=value`, so that a value like -1e5 is read as a value."""
    joined: list[str] = []
    for argument in argv:
        if joined and joined[-1] in _VALUED:
            joined[-1] += "=" + argument
        else:
            joined.append(argument)
    return joined


def _number(flag: str, allowed: NumberRange, text: str) -> int | float:
    try:
        return dataclasses.replace(allowed, label=flag).parsed(text)
    except SettingError as error:
        raise CommandLineError(str(error)) from None


def _settings(chosen: dict[str, Any]) -> Settings | None:
    """The notebook's settings but for what was chosen; None if nothing was."""
    try:
        return Settings(**chosen) if chosen else None
    except SettingError as error:
        raise CommandLineError(f"--{error}") from None


def _with_task(given: argparse.Namespace, numbers: dict[str, Any]) -> dict[str, Any]:
    """The numbers with the task that is asked for, and as many bits as it needs."""
    if given.task is not None and given.task_file is not None:
        raise CommandLineError(f"--task and {_TASK_FILE} both name a task: give one of them.")
    name = given.task if given.task_file is None else _table_of(Path(given.task_file))
    try:
        task = task_named(name)
    except TaskError as error:
        raise CommandLineError(f"{_SETTING_FLAGS['task']} is {error}.") from None
    bits = task.bits
    if given.task_file is not None and (refusal := task.refusal(numbers.get("bits", bits))):
        # Nobody wrote the name that the table has in settings.
        raise CommandLineError(f"{_TASK_FILE} {given.task_file!r}: {refusal}.")
    return ({"bits": bits} if bits else {}) | numbers | {"task": name}


def _table_of(path: Path) -> str:
    from nn.files.table_text import TableTextError, read_table_file

    try:
        return read_table_file(path)
    except TableTextError as error:
        raise CommandLineError(f"{_TASK_FILE} {str(path)!r}: {error}") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise CommandLineError(f"{_TASK_FILE} {str(path)!r} cannot be read: {reason}.") from None


def _animation(given: argparse.Namespace, settings: Settings | None) -> AnimationRequest | None:
    if not hasattr(given, "steps"):
        return None
    from app.animation_arguments import animation_request
    from nn.files.animation_plan import AnimationPlanError

    try:
        return animation_request(given, settings or Settings())
    except AnimationPlanError as error:
        raise CommandLineError(str(error)) from None


def _write_animation(request: AnimationRequest, settings: Settings) -> int:
    try:
        load_qt()
        from app.animate import animate
        from app.commands.wording import why_not_written
    except ImportError as error:
        complain(f"the animation cannot be drawn: {_why_not_loaded(error)}")
        return FAILED
    try:
        size = animate(request, settings)
    except WeightOverflowError as error:
        complain(str(error))
        return FAILED
    except OSError as error:
        complain(f"{request.path} was not written: {why_not_written(error)}.")
        return FAILED
    print(f"{request.path}: {counted(request.plan.count, 'frame')}, {size:,} bytes")
    return 0


def _open_window(settings: Settings | None, session_file: Path | None) -> int:
    if sys.platform == "linux" and not any(map(os.environ.get, _SCREENS)):
        complain("there is no screen to open the window on; --headless works without one.")
        return FAILED
    try:
        load_qt()
        from app.application import run as run_window
    except ImportError as error:
        complain_on_screen(
            f"the window cannot be opened: {_why_not_loaded(error)} --headless works without it."
        )
        return FAILED
    return run_window(settings, session_file, complain)


def _why_not_loaded(error: ImportError) -> str:
    # Not imported where a window opens.
    from app.system_libraries import what_is_missing

    return what_is_missing(str(error)) or f"{error}."


def _print_report(settings: Settings, examples: int) -> int:
    from app.headless import print_report

    gc.enable()
    try:
        print_report(settings, examples)
    except WeightOverflowError as error:
        complain(str(error))
        return FAILED
    except BrokenPipeError:
        return READER_GONE
    except OSError as error:
        complain(f"the report cannot be written: {error.strerror}.")
        return FAILED
    return 0


def _change_launcher(action: str) -> int:
    try:
        from app.launcher import desktop_launcher
    except ImportError as error:
        complain(f"the launcher cannot be made: {_why_not_loaded(error)}")
        return FAILED
    install = action == "install_launcher"
    try:
        paths = desktop_launcher.install() if install else desktop_launcher.uninstall() or []
    except desktop_launcher.LauncherError as error:
        complain(str(error))
        return FAILED
    for path in paths:
        print(f"{'Installed' if install else 'Removed'} {path}")
    if not paths:
        print("There was nothing to " + ("install." if install else "remove."))
    return 0
