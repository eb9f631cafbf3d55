from __future__ import annotations

import errno
from pathlib import Path

import pytest
from person import Buttons, Person
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.commands.frame_export import FrameExport
from app.commands.view_controls import ViewControls
from app.kept import picture_files
from app.model.session import Session
from app.pictures.network.view import NetworkView


@pytest.fixture
def frames(qtbot: QtBot, window: QWidget, session: Session) -> FrameExport:
    network = NetworkView()
    network.set_sizes(session.settings.sizes)
    qtbot.addWidget(network)
    session.recording.advance_to(4)
    return FrameExport(session, network, ViewControls(network, window), window)


@pytest.fixture
def told(frames: FrameExport) -> list[str]:
    lines: list[str] = []
    frames.told.connect(lines.append)
    return lines


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds seven frames, and something else."""
    made = tmp_path / "frames"
    made.mkdir()
    for number in range(7):
        (made / f"frame-{number:04}.png").write_text("old")
    (made / "frame-of-mind.png").write_text("mine")
    return made


def write(qtbot: QtBot, frames: FrameExport, folder: Path) -> None:
    with qtbot.waitSignal(frames.told, timeout=10_000):
        frames.start(folder)


def content(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes()[:4] for each in folder.iterdir()}


def test_frames_are_replaced_as_a_whole_if_the_person_agrees(
    qtbot: QtBot, frames: FrameExport, told: list[str], person: Person, folder: Path
) -> None:
    before = content(folder)
    person.answers = [Buttons.No, Buttons.Yes]
    write(qtbot, frames, folder)
    assert content(folder) == before
    write(qtbot, frames, folder)
    assert person.asked == ["“frames” holds 7 frames already. Replace them?"] * 2
    written = {f"frame-{number:04}.png": b"\x89PNG" for number in range(5)}
    assert content(folder) == {**written, "frame-of-mind.png": b"mine"}
    assert told == ["No frames were written.", f"5 frames were written to {folder}."]


def test_frames_that_are_cancelled_leave_the_folder_as_it_was(
    qtbot: QtBot,
    frames: FrameExport,
    told: list[str],
    person: Person,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, save = content(folder), picture_files.save_png

    def save_and_cancel(picture: QWidget, path: Path) -> None:
        save(picture, path)
        if path.name == "frame-0002.png":
            frames.cancel()

    monkeypatch.setattr("app.commands.frame_export.save_png", save_and_cancel)
    person.answers = [Buttons.Yes]
    write(qtbot, frames, folder)
    assert told == ["Cancelled; no frames were written."]
    assert content(folder) == before


def test_frames_that_do_not_fit_onto_the_disk_leave_the_folder_as_it_was(
    qtbot: QtBot,
    frames: FrameExport,
    person: Person,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, calls = content(folder), iter(range(100))

    def full(handle: int) -> None:
        if next(calls) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    person.answers = [Buttons.Yes]
    write(qtbot, frames, folder)
    assert person.warned == [f"{folder} was not written: the disk is full."]
    assert content(folder) == before


def test_frames_are_not_written_into_a_folder_that_is_not_there(
    frames: FrameExport, person: Person, tmp_path: Path
) -> None:
    frames.start(tmp_path / "no")
    assert person.warned == [f"{tmp_path / 'no'} was not written: the folder is not there."]
