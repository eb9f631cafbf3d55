from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QProgressDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.commands import long_work
from app.commands.long_work import LongWork
from app.kept.background import Job, Progress


@pytest.fixture
def work(bare_window: QWidget) -> Iterator[LongWork]:
    made = LongWork(bare_window)
    yield made
    made.end()


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    made = threading.Event()
    yield made
    made.set()


def test_two_pieces_of_work_each_come_to_their_own_end_and_nothing_is_left_of_them(
    qtbot: QtBot, bare_window: QWidget, work: LongWork, gate: threading.Event
) -> None:
    done: list[str] = []

    def slow(progress: Progress) -> str:
        gate.wait(10)
        return "slow"

    work.do("Slow …", slow, lambda result: done.append(f"first {result}"))
    work.do("Quick …", lambda progress: "quick", lambda result: done.append(f"second {result}"))
    qtbot.waitUntil(lambda: done == ["second quick"], timeout=5000)
    gate.set()
    qtbot.waitUntil(lambda: done == ["second quick", "first slow"], timeout=5000)
    qtbot.waitUntil(lambda: not bare_window.findChildren(Job), timeout=2000)


def test_progress_is_shown_only_of_what_takes_long_and_can_be_cancelled(
    qtbot: QtBot,
    bare_window: QWidget,
    work: LongWork,
    gate: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(long_work, "PATIENCE_MS", 0)
    told: list[str] = []
    work.told.connect(told.append)

    def slow(progress: Progress) -> str | None:
        goes_on = True
        while goes_on and not gate.wait(0.01):
            goes_on = progress(50, 100)
        return "done" if goes_on else None

    def refuse(result: str) -> None:
        pytest.fail("it was cancelled")

    work.do("Slow …", slow, refuse)
    (dialog,) = bare_window.findChildren(QProgressDialog)
    qtbot.waitUntil(lambda: dialog.value() == 50, timeout=5000)
    assert dialog.isVisible()
    assert dialog.labelText() == "Slow …"
    (cancel,) = dialog.findChildren(QPushButton)
    cancel.click()
    qtbot.waitUntil(lambda: told == ["Cancelled; nothing was changed."], timeout=5000)
    qtbot.waitUntil(lambda: not bare_window.findChildren(QProgressDialog), timeout=2000)


def test_a_failure_is_heard_and_leaves_no_dialog(
    qtbot: QtBot, bare_window: QWidget, work: LongWork
) -> None:
    def fail(progress: Progress) -> None:
        raise ZeroDivisionError("unforeseen")

    with qtbot.waitSignal(work.failed, timeout=5000) as heard:
        work.do("Failing …", fail, lambda result: None)
    assert heard.args is not None
    assert "ZeroDivisionError: unforeseen" in heard.args[0]
    qtbot.waitUntil(lambda: not bare_window.findChildren(QProgressDialog), timeout=2000)


def test_what_is_under_way_is_stopped_before_the_window_closes(
    qtbot: QtBot, work: LongWork
) -> None:
    ended: list[bool] = []

    def endless(progress: Progress) -> None:
        while progress(0, 1):
            threading.Event().wait(0.005)
        ended.append(True)

    work.do("Endless …", endless, lambda result: None)
    with qtbot.assertNotEmitted(work.told, wait=50):
        work.end()
        assert ended == [True]
