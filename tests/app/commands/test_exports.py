from __future__ import annotations

import errno
from pathlib import Path

import numpy as np
import pytest
from driving import run_to
from person import Person
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.commands.exports import Exports
from app.commands.long_work import LongWork
from app.commands.view_controls import ViewControls
from app.kept.remembered import Remembered
from app.model.playhead import Playhead
from app.model.session import Session
from app.pictures.pictures import NetworkPictures


class Fake:
    """What the window gives to the exports.

    Attributes:
        session_file: the file of the session.
        path: the path of the selected weight.
    """

    def __init__(self) -> None:
        self.session_file: Path | None = None
        self.path: QWidget | None = None


@pytest.fixture
def fake() -> Fake:
    return Fake()


@pytest.fixture
def exports(
    qtbot: QtBot,
    bare_window: QWidget,
    session: Session,
    playhead: Playhead,
    remembered: Remembered,
    fake: Fake,
) -> Exports:
    network = NetworkPictures()
    qtbot.addWidget(network)
    return Exports(
        bare_window,
        session,
        playhead,
        LongWork(bare_window),
        remembered,
        lambda: fake.session_file,
        QLabel("curve", bare_window),
        network,
        ViewControls(network, bare_window),
        lambda: fake.path,
    )


@pytest.fixture
def told(exports: Exports) -> list[str]:
    lines: list[str] = []
    exports.told.connect(lines.append)
    return lines


def test_exports_propose_a_name_made_of_the_session_s_in_the_folder_of_the_last_one(
    exports: Exports, fake: Fake, person: Person, bare_window: QWidget, tmp_path: Path
) -> None:
    lessons, tables = tmp_path / "lessons", tmp_path / "tables"
    lessons.mkdir()
    tables.mkdir()
    fake.path = QLabel("path", bare_window)
    exports.export_losses()
    fake.session_file = lessons / "lesson1.glassnet"
    exports.export_weights()
    person.files = [tables / "mine.py"]
    exports.export_script()
    exports.export_curve()
    exports.export_network()
    exports.export_path()
    exports.export_frames()
    assert [each.name for each in person.proposed] == [
        "losses.csv",
        "lesson1 weights.npz",
        "lesson1 script.py",
        "lesson1 loss curve.svg",
        "lesson1 network.svg",
        "lesson1 weight path.svg",
        "tables",
    ]
    assert [each.parent for each in person.proposed[1:6]] == [lessons] * 2 + [tables] * 3


def test_the_path_of_a_weight_is_not_exported_where_none_is_selected(
    exports: Exports,
    fake: Fake,
    told: list[str],
    person: Person,
    bare_window: QWidget,
    tmp_path: Path,
) -> None:
    exports.export_path()
    assert person.proposed == []
    assert told == ["Select a weight first: its path is shown in the inspector."]
    fake.path = QLabel("path", bare_window)
    person.files = [tmp_path / "a.png"]
    exports.export_path()
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("kind", ["losses", "weights", "script", "curve", "network"])
@pytest.mark.parametrize(
    ("place", "reason"),
    [("no/a", "the folder is not there"), ("a", "there is a folder of that name")],
)
def test_an_export_that_cannot_be_written_says_why(
    qtbot: QtBot,
    exports: Exports,
    told: list[str],
    person: Person,
    playhead: Playhead,
    tmp_path: Path,
    kind: str,
    place: str,
    reason: str,
) -> None:
    run_to(qtbot, playhead, 10)
    ending = {"losses": ".csv", "weights": ".npz", "script": ".py"}.get(kind, ".svg")
    path = tmp_path / f"{place}{ending}"
    (tmp_path / f"a{ending}").mkdir()
    person.files = [path]
    getattr(exports, f"export_{kind}")()
    qtbot.waitUntil(lambda: bool(person.warned), timeout=5000)
    assert person.warned == [f"{path} was not written: {reason}."]
    assert told == []
    assert sorted(each.name for each in tmp_path.glob("*a*")) == [f"a{ending}"]


@pytest.mark.parametrize("kind", ["losses", "weights", "script", "curve"])
def test_an_export_onto_a_full_disk_leaves_nothing_half_written(
    qtbot: QtBot,
    exports: Exports,
    person: Person,
    playhead: Playhead,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    run_to(qtbot, playhead, 10)
    folder = tmp_path / "full"
    folder.mkdir()
    ending = {"losses": ".csv", "weights": ".npz", "script": ".py"}.get(kind, ".png")
    person.files = [folder / f"a{ending}"]
    monkeypatch.setattr("os.fsync", full)
    getattr(exports, f"export_{kind}")()
    qtbot.waitUntil(lambda: bool(person.warned), timeout=5000)
    assert person.warned[0].endswith("was not written: the disk is full.")
    assert list(folder.iterdir()) == []


def test_the_weights_that_the_window_shows_are_exported(
    exports: Exports, session: Session, person: Person, tmp_path: Path
) -> None:
    session.recording.advance_to(3)
    session.stand(3, 4)
    person.files = [tmp_path / "a.npz"]
    exports.export_weights()
    with np.load(tmp_path / "a.npz") as arrays:
        assert np.array_equal(arrays["W1"], session.sight().W1)
        assert not np.array_equal(arrays["W1"], session.moment().W1)
