from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from person import Buttons, Person
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QProgressDialog, QWidget
from pytestqt.qtbot import QtBot

from app.commands import frame_export
from app.commands.frame_export import FrameExport
from app.commands.view_controls import ViewControls
from app.model.session import Session
from app.pictures.network.picture import picture_of
from app.pictures.pictures import NetworkPictures
from app.widgets.theme import DARK
from nn.explain.sight import Sight, sight_of
from nn.run.events import WeightEdit


class Setting(QObject):
    """A run of twelve steps, at step 5, on the screen, and its export."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        session.recording.advance_to(12)
        session.stand(5, 3)
        self.view = NetworkPictures()
        self.view.resize(700, 500)
        self.view.set_sizes(session.settings.sizes)
        self.lens = ViewControls(self.view, self)
        self.frames = FrameExport(session, self.view, self.lens, self.view)
        self.told: list[str] = []
        self.frames.told.connect(self.told.append)

    def sight(self, position: int) -> Sight:
        recording = self.session.recording
        return sight_of(recording, recording.moment(position))

    def on_screen(self, position: int) -> QImage:
        """What the screen shows of a position, in colours that hold for the whole run."""
        sights = [self.sight(each) for each in range(self.session.recording.length + 1)]
        return self.grab(
            replace(
                sights[position],
                largest_weight=max(each.largest_weight for each in sights),
                largest_sum=max(each.largest_sum for each in sights),
            )
        )

    def grab(self, sight: Sight) -> QImage:
        # A frame is looked at elsewhere: it names no keys.
        self.view.canvas.say_no_keys()
        self.view.canvas.show_picture(picture_of(sight, self.lens.lens))
        return self.view.canvas.grab().toImage()

    def write(self, qtbot: QtBot, folder: Path) -> list[QImage]:
        """Write all frames, and read what stands there then."""
        self.told.clear()
        self.frames.start(folder)
        qtbot.waitUntil(lambda: bool(self.told), timeout=20_000)
        paths = frame_export.frames_in(folder)
        assert [each.name for each in paths] == [f"frame-{n:04}.png" for n in range(len(paths))]
        return [QImage(str(each)) for each in paths]


@pytest.fixture
def setting(qtbot: QtBot, session: Session) -> Iterator[Setting]:
    made = Setting(session)
    qtbot.addWidget(made.view)
    made.view.show()
    qtbot.waitExposed(made.view)
    yield made
    made.frames.cancel()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds twenty frames, more than the run gives, and something else."""
    made = tmp_path / "frames"
    made.mkdir()
    for number in range(20):
        (made / f"frame-{number:04}.png").write_text("old")
    (made / "frame-of-mind.png").write_text("mine")
    return made


def same(one: QImage, other: QImage) -> bool:
    """Whether two pictures have the same pixels."""
    kind = QImage.Format.Format_RGB32
    return one.convertToFormat(kind) == other.convertToFormat(kind)


def content(folder: Path) -> dict[str, bytes]:
    """The beginnings of all files in a folder."""
    return {each.name: each.read_bytes()[:4] for each in folder.iterdir()}


def test_every_step_becomes_a_frame_as_the_screen_shows_it(
    qtbot: QtBot, setting: Setting, tmp_path: Path
) -> None:
    frames = setting.write(qtbot, tmp_path)
    assert len(frames) == 13
    assert setting.told == [f"13 frames were written to {tmp_path}."]
    for position, frame in enumerate(frames):
        assert same(frame, setting.on_screen(position)), position


def test_one_colour_means_one_number_in_all_frames_though_weights_come_and_go(
    qtbot: QtBot, setting: Setting, tmp_path: Path
) -> None:
    session = setting.session
    for position, value in ((6, 9.0), (9, 0.1)):
        session.stand(position)
        session.branch("edit", WeightEdit("W1", 0, 0, value))
        session.recording.advance_to(position + 3)
    frames = setting.write(qtbot, tmp_path)
    for position, frame in enumerate(frames):
        assert same(frame, setting.on_screen(position)), position
    for position in (0, 12):
        assert not same(frames[position], setting.grab(setting.sight(position)))


@pytest.mark.parametrize("what", ["lens", "palette", "zoom", "selection"])
def test_frames_look_as_the_person_chose(
    qtbot: QtBot, setting: Setting, tmp_path: Path, what: str
) -> None:
    if what == "lens":
        setting.lens.show_gradients()
    elif what == "palette":
        setting.view.setPalette(DARK.palette())
    elif what == "zoom":
        setting.view.change_zoom(3)
    else:
        setting.view.canvas.select(("W2", (1, 1)))
    frames = setting.write(qtbot, tmp_path)
    # The screen paints numbers only where they are in sight; a frame has all of them.
    seen = setting.view.canvas.viewport().visibleRegion().boundingRect()
    assert same(frames[7].copy(seen), setting.on_screen(7).copy(seen))


def test_a_frame_has_the_numbers_that_are_scrolled_out_of_sight_too(
    qtbot: QtBot, setting: Setting, tmp_path: Path
) -> None:
    setting.view.change_zoom(3)
    frame = setting.write(qtbot, tmp_path)[7]
    bar = setting.view.view.horizontalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    seen = setting.view.canvas.viewport().visibleRegion().boundingRect()
    assert same(frame.copy(seen), setting.on_screen(7).copy(seen))


def test_the_playhead_stays_where_it_is_and_the_screen_as_it_is(
    qtbot: QtBot, setting: Setting, tmp_path: Path
) -> None:
    before = setting.on_screen(5)
    with qtbot.assertNotEmitted(setting.session.moved):
        setting.write(qtbot, tmp_path)
    assert (setting.session.position, setting.session.phase) == (5, 3)
    assert same(setting.view.canvas.grab().toImage(), before)


def test_a_long_run_has_frames_evenly_along_it(
    qtbot: QtBot, setting: Setting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame_export, "MOST_FRAMES", 4)
    frames = setting.write(qtbot, tmp_path)
    assert len(frames) == 4
    for frame, position in zip(frames, (0, 4, 8, 12), strict=True):
        assert same(frame, setting.on_screen(position))


def test_a_run_without_a_step_has_one_frame(qtbot: QtBot, setting: Setting, tmp_path: Path) -> None:
    setting.session.reset(setting.session.settings, "reset")
    assert len(setting.write(qtbot, tmp_path)) == 1
    assert setting.told == [f"1 frame was written to {tmp_path}."]


def test_frames_are_replaced_as_a_whole_if_the_person_agrees(
    qtbot: QtBot, setting: Setting, person: Person, folder: Path
) -> None:
    before = content(folder)
    person.answers = [Buttons.No, Buttons.Yes]
    setting.write(qtbot, folder)
    assert setting.told == ["No frames were written."]
    assert content(folder) == before
    setting.write(qtbot, folder)
    assert person.asked == ["“frames” holds 20 frames already. Replace them?"] * 2
    written = {f"frame-{number:04}.png": b"\x89PNG" for number in range(13)}
    assert content(folder) == {**written, "frame-of-mind.png": b"mine"}


def test_the_progress_is_shown_and_cancel_leaves_the_folder_as_it_was(
    qtbot: QtBot,
    setting: Setting,
    person: Person,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    values: list[int] = []
    before, save = content(folder), frame_export.save_png

    def save_and_look(picture: QWidget, path: Path) -> None:
        save(picture, path)
        values.append(dialog.value())
        if len(values) == 3:
            QTimer.singleShot(0, dialog.canceled.emit)

    monkeypatch.setattr(frame_export, "save_png", save_and_look)
    person.answers = [Buttons.Yes]
    setting.frames.start(folder)
    (dialog,) = setting.view.findChildren(QProgressDialog)
    assert (dialog.minimum(), dialog.maximum()) == (0, 13)
    qtbot.waitUntil(lambda: bool(setting.told), timeout=20_000)
    assert values[:3] == [0, 1, 2]
    assert setting.told == ["Cancelled; no frames were written."]
    count = len(values)
    qtbot.wait(30)
    assert len(values) == count < 13
    assert content(folder) == before


def test_frames_that_do_not_fit_onto_the_disk_leave_the_folder_as_it_was(
    qtbot: QtBot,
    setting: Setting,
    person: Person,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, calls = content(folder), iter(range(100))

    def full(handle: int) -> None:
        if next(calls) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")

    person.answers = [Buttons.Yes, Buttons.Yes]
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        setting.write(qtbot, folder)
    assert setting.told == ["No frames were written."]
    assert person.warned == [f"{folder} was not written: the disk is full."]
    assert content(folder) == before
    assert len(setting.write(qtbot, folder)) == 13


def test_frames_are_not_written_into_a_folder_that_is_not_there(
    setting: Setting, person: Person, tmp_path: Path
) -> None:
    setting.frames.start(tmp_path / "no")
    assert person.warned == [f"{tmp_path / 'no'} was not written: the folder is not there."]


def test_nothing_is_left_of_the_export_when_it_is_done(
    qtbot: QtBot, setting: Setting, tmp_path: Path
) -> None:
    before = len(setting.view.findChildren(QWidget))
    setting.write(qtbot, tmp_path)
    qtbot.waitUntil(lambda: len(setting.view.findChildren(QWidget)) == before, timeout=2000)
