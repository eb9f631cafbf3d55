"""The whole way of an animation: described in the dialog, drawn, packed, and read again."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from person import Person
from PIL import Image
from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QProgressDialog, QWidget
from pytestqt.qtbot import QtBot

from app.commands.animation_dialog import AnimationDialog, size_in_words
from app.commands.animation_export import AnimationExport
from app.commands.view_controls import ViewControls
from app.kept.animation_file import as_picture
from app.model.session import Session
from app.pictures.animation_frame import AnimationFrame
from app.pictures.network.moment_frames import MomentFrames
from app.pictures.pictures import NetworkPictures
from nn.files.animation_plan import AnimationPlan


class Setting(QObject):
    """A run of twelve steps on the screen, and its export."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        session.recording.advance_to(12)
        self.view = NetworkPictures()
        self.view.resize(700, 500)
        self.view.set_sizes(session.settings.sizes)
        self.lens = ViewControls(self.view, self)
        self.path: Path | None = None
        self.asked: list[tuple[str, str, str]] = []
        self.export = AnimationExport(session, self.view, self.lens, self._where, self.view)
        self.told: list[str] = []
        self.export.told.connect(self.told.append)

    def _where(self, *asked: str) -> Path | None:
        self.asked.append(asked)  # type: ignore[arg-type]
        return self.path

    def write(self, qtbot: QtBot, plan: AnimationPlan, path: Path) -> None:
        self.told.clear()
        self.export.start(plan, path)
        qtbot.waitUntil(lambda: bool(self.told), timeout=30_000)

    def drawn(self, plan: AnimationPlan) -> list[NDArray[np.uint8]]:
        """The frames of a plan, drawn off screen in the test."""
        size = QSize(plan.width, plan.height)
        settings, kind = self.session.settings, self.view.kind
        frame = AnimationFrame(size, settings, plan.by_phases, kind, self.view)
        moments = MomentFrames(self.session.recording, plan.moments(), self.lens.lens, frame.canvas)
        while not moments.measured:
            moments.measure_next()
        found = [frame.draw(moments.show(number)) for number in range(plan.count)]
        frame.deleteLater()
        return [np.asarray(as_picture(each)) for each in found]

    def dialog(self) -> AnimationDialog:
        self.export.ask()
        return next(each for each in self.view.findChildren(AnimationDialog) if each.isVisible())


@pytest.fixture
def setting(qtbot: QtBot, session: Session) -> Iterator[Setting]:
    made = Setting(session)
    qtbot.addWidget(made.view)
    made.view.show()
    yield made
    made.export.cancel()


PLAN = AnimationPlan(0, 12, every=3, width=400, height=300)
PHASES = AnimationPlan(4, 5, by_phases=True, width=480, height=320)


@pytest.mark.parametrize("ending", ["gif", "webp"])
@pytest.mark.parametrize("plan", [PLAN, PHASES], ids=["steps", "phases"])
@pytest.mark.parametrize("diagram", [False, True])
def test_every_frame_is_the_drawing_of_its_moment(
    qtbot: QtBot, setting: Setting, tmp_path: Path, ending: str, plan: AnimationPlan, diagram: bool
) -> None:
    setting.view.show_diagram(diagram)
    path = tmp_path / f"run.{ending}"
    setting.write(qtbot, plan, path)
    size = size_in_words(path.stat().st_size)
    assert setting.told == [f"{path} was written: {plan.count} frames, {size}."]
    drawn = setting.drawn(plan)
    before = None
    with Image.open(path) as animation:
        assert animation.size == (plan.width, plan.height)
        assert animation.n_frames == plan.count  # type: ignore[attr-defined]
        for number, wanted in enumerate(drawn):
            animation.seek(number)
            seen = np.asarray(animation.convert("RGB")).astype(int)
            assert animation.info["duration"] == 10 * plan.durations[number]
            # But for the colours, of which all frames share 255.
            off = np.abs(seen - wanted)
            assert off.mean() < 1.0
            assert np.mean(off.max(axis=2) > 24) < 0.01
            assert before is None or not np.array_equal(seen, before)
            before = seen


def test_nothing_moves_and_nothing_is_left_when_it_is_done(
    qtbot: QtBot, setting: Setting, tmp_path: Path
) -> None:
    before = len(setting.view.findChildren(QWidget))
    with qtbot.assertNotEmitted(setting.session.moved):
        setting.write(qtbot, PLAN, tmp_path / "run.webp")
    qtbot.waitUntil(lambda: len(setting.view.findChildren(QWidget)) == before, timeout=2000)
    assert [each.name for each in tmp_path.glob("*.*")] == ["run.webp"]


@pytest.mark.parametrize("after", [0, 3, 8])
def test_cancel_leaves_what_was_there(
    qtbot: QtBot, setting: Setting, tmp_path: Path, after: int
) -> None:
    path = tmp_path / "run.gif"
    path.write_bytes(b"old")
    setting.told.clear()
    setting.export.start(AnimationPlan(0, 12, width=400, height=300), path)
    (dialog,) = setting.view.findChildren(QProgressDialog)
    assert (dialog.minimum(), dialog.maximum()) == (0, 26)
    qtbot.waitUntil(lambda: dialog.value() >= after, timeout=20_000)
    dialog.canceled.emit()
    assert setting.told == ["Cancelled; no animation was written."]
    qtbot.wait(50)
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["run.gif"]


def test_a_full_disk_leaves_what_was_there(
    qtbot: QtBot,
    setting: Setting,
    person: Person,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "run.gif"
    path.write_bytes(b"old")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        setting.write(qtbot, PLAN, path)
    assert setting.told == ["No animation was written."]
    assert person.warned == [f"{path} was not written: the disk is full."]
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["run.gif"]


def test_a_folder_that_is_not_there_is_told_at_once(
    setting: Setting, person: Person, tmp_path: Path
) -> None:
    path = tmp_path / "no" / "run.gif"
    setting.export.start(PLAN, path)
    assert person.warned == [f"{path} was not written: the folder is not there."]
    assert setting.view.findChildren(QProgressDialog) == []


def test_what_is_described_in_the_dialog_is_written(
    qtbot: QtBot, setting: Setting, tmp_path: Path
) -> None:
    setting.path = tmp_path / "run.gif"
    dialog = setting.dialog()
    for box, value in (
        (dialog.first, 2),
        (dialog.last, 6),
        (dialog.every, 2),
        (dialog.wide, 320),
        (dialog.high, 240),
        (dialog.speed, 10),
    ):
        box.setValue(value)
    assert dialog.summary.text() == "3 frames in 2.2 seconds"
    dialog.save.click()
    assert setting.asked == [
        ("Export the run as an animation", "WebP (*.webp);;GIF (*.gif)", "run.webp")
    ]
    qtbot.waitUntil(lambda: bool(setting.told), timeout=20_000)
    with Image.open(setting.path) as animation:
        assert (animation.n_frames, animation.size) == (3, (320, 240))  # type: ignore[attr-defined]


def test_it_is_of_the_run_that_was_asked_about_though_another_one_has_come(
    qtbot: QtBot, setting: Setting, tmp_path: Path
) -> None:
    setting.path = tmp_path / "run.gif"
    dialog = setting.dialog()
    dialog.every.setValue(4)
    setting.session.reset(setting.session.settings.changed(seed=7), "another")
    dialog.save.click()
    qtbot.waitUntil(lambda: bool(setting.told), timeout=20_000)
    with Image.open(setting.path) as animation:
        assert animation.n_frames == 4  # type: ignore[attr-defined]


def test_nothing_is_written_where_no_file_is_named(setting: Setting) -> None:
    setting.dialog().save.click()
    assert len(setting.asked) == 1
    assert setting.view.findChildren(QProgressDialog) == []


@pytest.mark.parametrize("unit", ["steps", "phases"])
def test_the_size_is_estimated_before(
    qtbot: QtBot, setting: Setting, tmp_path: Path, unit: str
) -> None:
    setting.session.recording.advance_to(60)
    dialog = setting.dialog()
    dialog.wide.setValue(400)
    dialog.high.setValue(300)
    if unit == "phases":
        dialog.last.setValue(5)
        dialog.unit.setCurrentText(unit)
    plan = dialog.plan
    assert plan is not None
    with qtbot.waitSignal(dialog._estimate.estimated, timeout=20_000) as found:
        assert dialog.size_text.text() == "Estimating the size of the file …"
    [estimated] = found.args
    words = (f"{size_in_words(size)} as {kind}" for kind, size in estimated.items())
    assert dialog.size_text.text() == f"The file: about {', '.join(words)}"
    dialog.reject()
    for ending, kind in (("gif", "GIF"), ("webp", "WebP")):
        path = tmp_path / f"run.{ending}"
        setting.write(qtbot, plan, path)
        real = path.stat().st_size
        assert real / 1.5 < estimated[kind] < 1.5 * real


def test_the_last_of_several_changes_is_estimated(qtbot: QtBot, setting: Setting) -> None:
    dialog = setting.dialog()
    heard: list[object] = []
    dialog._estimate.estimated.connect(heard.append)
    for wide in (320, 330, 340, 350):
        dialog.wide.setValue(wide)
        qtbot.wait(100)
    qtbot.waitUntil(lambda: bool(heard), timeout=20_000)
    qtbot.wait(400)
    assert len(heard) == 1


def test_what_cannot_be_is_refused_at_once_and_not_estimated(
    qtbot: QtBot, setting: Setting
) -> None:
    setting.session.recording.advance_to(200)
    dialog = setting.dialog()
    dialog.first.setValue(9)
    dialog.last.setValue(3)
    assert "must not lie before" in dialog.summary.text()
    assert not dialog.save.isEnabled()
    assert dialog.size_text.text() == ""
    dialog.last.setValue(200)
    dialog.every.setValue(1)
    dialog.unit.setCurrentText("phases")
    assert "1,000 is the most" in dialog.summary.text()
    dialog.every.setValue(11)
    assert dialog.save.isEnabled()


def test_fields_tell_and_keep_to_their_ranges(setting: Setting) -> None:
    dialog = setting.dialog()
    assert (dialog.first.maximum(), dialog.last.value()) == (12, 12)
    dialog.speed.setValue(99)
    dialog.wide.setValue(1)
    assert (dialog.speed.value(), dialog.wide.value()) == (50, 320)
    assert dialog.speed.toolTip() == "A whole number from 1 to 50"


def test_sizes_are_told_in_words() -> None:
    assert [size_in_words(each) for each in (1, 840_499, 999_600, 3_540_000, 24_000_000)] == [
        "1 kB",
        "840 kB",
        "1.0 MB",
        "3.5 MB",
        "24 MB",
    ]
