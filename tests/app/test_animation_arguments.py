from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from app.animation_arguments import LENS_NAMES, AnimationRequest
from app.command_line import CommandLineError, parse, run
from nn.explain.lenses import LENSES
from nn.files.animation_plan import AnimationPlan
from nn.run.recording import Recording
from nn.run.training import WeightOverflowError


def test_the_lenses_are_those_there_are() -> None:
    assert tuple(LENSES) == LENS_NAMES


def test_without_more_the_first_300_steps_are_shown() -> None:
    request = parse(["--animate", "run.webp"])
    assert request.action == "animate"
    assert request.animation == AnimationRequest(
        Path("run.webp"), AnimationPlan(0, 300), "weights", False
    )
    short = parse(["--animate", "run.webp", "--observations", "20", "--epochs", "2"]).animation
    assert short is not None
    assert short.plan == AnimationPlan(0, 40)


def test_every_flag_is_heard() -> None:
    given = "--animate a.GIF --steps 2:9 --every 3 --phases --fps 4 --size 640x480 --dark --diagram"
    request = parse([*given.split(), "--lens=gradients", "--seed", "7"])
    assert request.settings is not None
    assert request.settings.seed == 7
    assert request.animation == AnimationRequest(
        Path("a.GIF"), AnimationPlan(2, 9, 3, True, 4, 640, 480), "gradients", True, True
    )


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("--animate run.png", "'run.png' must end in .webp or .gif"),
        ("--animate x.gif --steps 5", "--steps is '5'; it must be two numbers such as 0:300"),
        ("--animate x.gif --steps 9:3", "--steps is '9:3'; it must not end before it begins"),
        ("--animate x.gif --steps 0:9000", "--steps is 9000; .* from 0 to 5,000"),
        ("--animate x.gif --steps -1:3", "--steps is -1; .* from 0 to 5,000"),
        ("--animate x.gif --steps 0:5000", "5,001 frames; 1,000 is the most"),
        ("--animate x.gif --every 0", "--every is 0; .* from 1 to 10,000"),
        ("--animate x.gif --every two", "--every is 'two'; .* from 1 to 10,000"),
        ("--animate x.gif --fps 51", "--fps is 51; .* from 1 to 50"),
        ("--animate x.gif --size 99x300", "--size is 99; .* from 320 to 1,920"),
        ("--animate x.gif --size large", "--size is 'large'; .* such as 960x600"),
        ("--animate x.gif --lens loss", "--lens is 'loss'; it must be one of weights, "),
        ("--animate x.gif --headless", "not allowed"),
        ("--animate", "expected one argument"),
        ("--animate x.gif --validate 5", "--validate needs --headless"),
        ("run.glassnet --animate x.gif", "give it alone"),
        ("--dark", "--dark needs --animate"),
        ("--headless --steps 0:3", "--steps needs --animate"),
    ],
)
def test_what_is_wrong_is_told_with_what_is_allowed(given: str, told: str) -> None:
    with pytest.raises(CommandLineError, match=told):
        parse(given.split())


@pytest.mark.parametrize("flag", ["--steps", "--size", "--lens"])
def test_a_bad_value_is_quoted_in_short(flag: str) -> None:
    with pytest.raises(CommandLineError) as told:
        parse(["--animate", "a.gif", flag, "x" * 5000])
    assert len(str(told.value)) < 200


@pytest.mark.usefixtures("appearance")
def test_the_file_is_written_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "run.webp"
    flags = "--steps 0:6 --every 2 --size 320x240 --dark --hidden 4"
    assert run(["--animate", str(path), *flags.split()]) == 0
    assert capsys.readouterr() == (f"{path}: 4 frames, {path.stat().st_size:,} bytes\n", "")
    with Image.open(path) as animation:
        assert (animation.n_frames, animation.size) == (4, (320, 240))  # type: ignore[attr-defined]
        assert animation.convert("L").getpixel((2, 2)) < 60  # type: ignore[operator]


@pytest.mark.usefixtures("appearance")
@pytest.mark.parametrize("more", ["", "--phases --diagram"])
def test_a_task_with_a_table_is_drawn(
    more: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, path = tmp_path / "ones.csv", tmp_path / "run.gif"
    table.write_text("0,000\n1,101\n", encoding="utf-8")
    flags = f"--steps 0:3 --size 320x240 --hidden 4 {more}"
    assert run(["--animate", str(path), "--task-file", str(table), *flags.split()]) == 0
    assert capsys.readouterr().err == ""
    with Image.open(path) as animation:
        assert animation.n_frames > 3  # type: ignore[attr-defined]


def test_a_file_that_cannot_be_written_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "no" / "run.gif"
    assert run(["--animate", str(path)]) == 1
    assert capsys.readouterr().err == (
        f"glassnet: {path} was not written: the folder is not there.\n"
    )


def test_weights_that_overflow_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def overflow(*_: object) -> None:
        raise WeightOverflowError(17)

    monkeypatch.setattr(Recording, "advance_to", overflow)
    assert run(["--animate", str(tmp_path / "run.gif")]) == 1
    assert capsys.readouterr().err.startswith("glassnet: Step 17 was not made: ")
    assert not (tmp_path / "run.gif").exists()
