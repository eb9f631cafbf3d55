from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMessageBox, QProgressDialog, QWidget
from pytestqt.qtbot import QtBot

from app.commands import frame_export
from app.commands.frame_export import FrameExport
from app.commands.view_controls import ViewControls
from app.model.session import Session
from app.pictures.network.picture import picture_of
from app.pictures.network.view import NetworkView
from app.widgets.theme import DARK


class Setting(QObject):
    """A run of twelve steps, at step 5, on the screen, and its export."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        session.recording.advance_to(12)
        session.stand(5, 3)
        self.view = NetworkView()
        self.view.resize(700, 500)
        self.view.set_sizes((5, 10, 5))
        self.lens = ViewControls(self.view, self)
        self.frames = FrameExport(session, self.view, self.lens, self.view)
        self.told: list[str] = []
        self.frames.told.connect(self.told.append)

    def on_screen(self, position: int) -> QImage:
        """What the screen shows of a position."""
        recording = self.session.recording
        moment, draws = recording.moment(position), recording.observations.draws
        self.view.canvas.show_picture(picture_of(moment, draws, self.lens.lens, None))
        return self.view.canvas.grab().toImage()

    def write(self, qtbot: QtBot, folder: Path) -> list[QImage]:
        """Write all frames, and read them again."""
        self.frames.start(folder)
        qtbot.waitUntil(lambda: bool(self.told), timeout=20_000)
        paths = sorted(folder.glob("*.png"))
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


def test_every_step_becomes_a_frame_as_the_screen_shows_it_in_colours_of_one_scale(
    qtbot: QtBot, setting: Setting, tmp_path: Path
) -> None:
    frames = setting.write(qtbot, tmp_path)
    assert len(frames) == 13
    assert setting.told == [f"13 frames were written to {tmp_path}."]
    # Having shown the whole run, the screen has the scale that holds all of it.
    for position in range(13):
        setting.on_screen(position)
    for position, frame in enumerate(frames):
        assert same(frame, setting.on_screen(position)), position


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
    for position in range(13):
        setting.on_screen(position)
    # The screen paints numbers only where they are in sight; a frame has all of them.
    seen = setting.view.canvas.viewport().visibleRegion().boundingRect()
    assert same(frames[7].copy(seen), setting.on_screen(7).copy(seen))


def test_a_frame_has_the_numbers_that_are_scrolled_out_of_sight_too(
    qtbot: QtBot, setting: Setting, tmp_path: Path
) -> None:
    setting.view.change_zoom(3)
    frame = setting.write(qtbot, tmp_path)[7]
    for position in range(13):
        setting.on_screen(position)
    bar = setting.view.horizontalScrollBar()
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
    for position in range(13):
        setting.on_screen(position)
    assert len(frames) == 4
    for frame, position in zip(frames, (0, 4, 8, 12), strict=True):
        assert same(frame, setting.on_screen(position))


def test_a_run_without_a_step_has_one_frame(qtbot: QtBot, setting: Setting, tmp_path: Path) -> None:
    setting.session.reset(setting.session.settings, "reset")
    assert len(setting.write(qtbot, tmp_path)) == 1
    assert setting.told == [f"1 frame was written to {tmp_path}."]


def test_the_progress_is_shown_and_cancel_keeps_what_is_written(
    qtbot: QtBot, setting: Setting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values: list[int] = []
    save = frame_export.save_png

    def save_and_look(picture: QWidget, path: Path) -> None:
        save(picture, path)
        values.append(dialog.value())
        if len(values) == 3:
            QTimer.singleShot(0, dialog.canceled.emit)

    monkeypatch.setattr(frame_export, "save_png", save_and_look)
    setting.frames.start(tmp_path)
    (dialog,) = setting.view.findChildren(QProgressDialog)
    assert (dialog.minimum(), dialog.maximum()) == (0, 26)
    qtbot.waitUntil(lambda: bool(setting.told), timeout=20_000)
    assert values[:3] == [13, 14, 15]
    count = len(list(tmp_path.glob("*.png")))
    assert 3 <= count < 13
    assert setting.told == [f"{count} frames were written to {tmp_path}, then cancelled."]
    qtbot.wait(30)
    assert len(list(tmp_path.glob("*.png"))) == count


def test_a_file_that_cannot_be_written_is_told(
    qtbot: QtBot, setting: Setting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warned: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *given: warned.append(given[2]))
    missing = tmp_path / "missing"
    assert setting.write(qtbot, missing) == []
    assert setting.told == warned
    assert str(missing / "frame-0000.png") in warned[0]
    assert "could not be written" in warned[0]
    setting.told.clear()
    assert len(setting.write(qtbot, tmp_path)) == 13


def same(one: QImage, other: QImage) -> bool:
    """Whether two pictures have the same pixels."""
    kind = QImage.Format.Format_RGB32
    return one.convertToFormat(kind) == other.convertToFormat(kind)


def test_nothing_is_left_of_the_export_when_it_is_done(
    qtbot: QtBot, setting: Setting, tmp_path: Path
) -> None:
    before = len(setting.view.findChildren(QWidget))
    setting.write(qtbot, tmp_path)
    qtbot.waitUntil(lambda: len(setting.view.findChildren(QWidget)) == before, timeout=2000)
