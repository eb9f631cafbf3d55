from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app import window_title
from app.model.session import Session
from app.window_title import WindowTitle


@pytest.mark.parametrize(
    ("path", "unsaved", "title"),
    [
        (None, False, "[*]Step 75 of 200, epoch 2"),
        (Path("/somewhere/lesson.glassnet"), True, "lesson.glassnet[*]: Step 75 of 200, epoch 2"),
    ],
)
def test_the_file_the_step_and_the_epoch_are_named_and_what_is_not_saved_is_marked(
    qtbot: QtBot, session: Session, path: Path | None, unsaved: bool, title: str
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    session.recording.advance_to(75)
    session.stand(75)
    WindowTitle(window, session, Mock(playing=False), Mock(path=path, unsaved=unsaved)).show()
    assert window.windowTitle() == title
    assert window.isWindowModified() == unsaved


def test_while_it_plays_the_title_does_not_change_with_every_frame(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, playhead, now = QWidget(), Mock(playing=True), [100.0]
    qtbot.addWidget(window)
    monkeypatch.setattr(window_title, "perf_counter", lambda: now[0])
    made = WindowTitle(window, session, playhead, Mock(path=None, unsaved=False))
    session.recording.advance_to(9)
    shown = []
    for position, seconds in ((1, 0.0), (2, 0.2), (3, 0.2)):
        now[0] += seconds
        session.stand(position)
        made.show()
        shown.append(window.windowTitle())
    session.stand(4)
    playhead.playing = False
    made.show()
    shown.append(window.windowTitle())
    steps = [each.removeprefix("[*]Step ").partition(" ")[0] for each in shown]
    assert steps == ["1", "1", "3", "4"]
