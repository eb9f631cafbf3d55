from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, Slot
from pytestqt.qtbot import QtBot

from app.kept.background import Job, LatestJob
from nn.core.progress import Progress


class Listener(QObject):
    """Hears a job, and remembers in which thread."""

    def __init__(self, job: Job[object] | LatestJob[object]) -> None:
        super().__init__()
        self.progress: list[tuple[int, int]] = []
        self.results: list[object] = []
        self.traces: list[str] = []
        self.threads: set[QThread] = set()
        job.progressed.connect(self.on_progressed)
        job.finished.connect(self.on_finished)
        job.failed.connect(self.on_failed)

    @Slot(int, int)
    def on_progressed(self, done: int, total: int) -> None:
        self.progress.append((done, total))
        self.threads.add(QThread.currentThread())

    @Slot(object)
    def on_finished(self, result: object) -> None:
        self.results.append(result)
        self.threads.add(QThread.currentThread())

    @Slot(str)
    def on_failed(self, trace: str) -> None:
        self.traces.append(trace)
        self.threads.add(QThread.currentThread())


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Holds work up until it is set, and lets it go at the end of the test."""
    made = threading.Event()
    yield made
    made.set()


def test_work_is_done_elsewhere_and_its_result_is_heard_in_the_windows_thread(
    qtbot: QtBot,
) -> None:
    worked_in: list[QThread] = []

    def work(progress: Progress) -> str:
        worked_in.append(QThread.currentThread())
        for done in range(1, 101):
            progress(done, 100)
        return "done"

    job: Job[object] = Job(work)
    heard = Listener(job)
    with qtbot.waitSignal(job.finished, timeout=5000):
        job.start()
    here = QThread.currentThread()
    assert heard.results == ["done"]
    assert heard.progress[-1] == (100, 100)
    assert heard.threads == {here}
    assert worked_in != [here]
    assert not heard.traces


def test_eager_reports_of_progress_do_not_flood_the_window(qtbot: QtBot) -> None:
    def work(progress: Progress) -> int:
        for done in range(1, 50_001):
            progress(done, 50_000)
        return 0

    job: Job[object] = Job(work)
    heard = Listener(job)
    with qtbot.waitSignal(job.finished, timeout=20_000):
        job.start()
    assert heard.progress[-1] == (50_000, 50_000)
    assert len(heard.progress) < 5_000


def test_cancelling_ends_the_work_at_its_next_report(qtbot: QtBot, gate: threading.Event) -> None:
    reports: list[int] = []

    def work(progress: Progress) -> str | None:
        gate.wait(10)
        for done in range(1, 1000):
            reports.append(done)
            if not progress(done, 1000):
                return None
        return "done"

    job: Job[object] = Job(work)
    heard = Listener(job)
    job.start()
    job.cancel()
    with qtbot.waitSignal(job.finished, timeout=5000):
        gate.set()
    assert heard.results == [None]
    assert reports == [1]


def test_an_error_is_reported_with_where_it_happened(qtbot: QtBot) -> None:
    def work(progress: Progress) -> None:
        raise ZeroDivisionError("a cause to be read")

    job: Job[object] = Job(work)
    heard = Listener(job)
    with qtbot.waitSignal(job.failed, timeout=5000):
        job.start()
    assert "ZeroDivisionError: a cause to be read" in heard.traces[0]
    assert "in work" in heard.traces[0]
    assert heard.results == []


def test_an_ended_job_says_nothing_more(qtbot: QtBot) -> None:
    def work(progress: Progress) -> str:
        progress(1, 1)
        return "done"

    job: Job[object] = Job(work)
    heard = Listener(job)
    job.start()
    job.end()
    QCoreApplication.processEvents()
    assert (heard.progress, heard.results, heard.traces) == ([], [], [])


def test_a_job_that_is_forgotten_while_it_works_harms_nobody(
    qtbot: QtBot, gate: threading.Event
) -> None:
    ended = threading.Event()

    def work(progress: Progress) -> None:
        gate.wait(10)
        progress(1, 1)
        ended.set()

    owner = QObject()
    Job(work, owner).start()
    owner.deleteLater()
    del owner
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gate.set()
    qtbot.waitUntil(ended.is_set, timeout=5000)


def held(
    gate: threading.Event, result: object, begun: list[object]
) -> Callable[[Progress], object]:
    """Work that begins, waits at the gate, and then gives a result unless it was cancelled."""

    def work(progress: Progress) -> object:
        begun.append(result)
        gate.wait(10)
        return result if progress(1, 2) else None

    return work


@pytest.fixture
def latest(qtbot: QtBot) -> Iterator[LatestJob[object]]:
    made: LatestJob[object] = LatestJob()
    yield made
    made.end()


def test_of_work_that_is_begun_meanwhile_only_the_latest_is_done_and_heard(
    qtbot: QtBot, latest: LatestJob[object], gate: threading.Event
) -> None:
    heard, begun = Listener(latest), list[object]()
    for each in ("first", "second", "third"):
        latest.begin(held(gate, each, begun))
    assert latest.busy
    with qtbot.waitSignal(latest.finished, timeout=5000):
        gate.set()
    assert heard.results == ["third"]
    assert begun == ["first", "third"]
    assert not latest.busy


def test_work_is_not_under_way_any_more_when_its_result_is_heard(
    qtbot: QtBot, latest: LatestJob[object]
) -> None:
    busy: list[bool] = []
    latest.finished.connect(lambda _: busy.append(latest.busy))
    for _ in range(2):
        with qtbot.waitSignal(latest.finished, timeout=5000):
            latest.begin(lambda progress: "done")
    assert busy == [False, False]


def test_what_is_cancelled_comes_to_nothing_and_nothing_follows(
    qtbot: QtBot, latest: LatestJob[object], gate: threading.Event
) -> None:
    heard, begun = Listener(latest), list[object]()
    latest.begin(held(gate, "first", begun))
    latest.begin(held(gate, "second", begun))
    latest.cancel()
    with qtbot.waitSignal(latest.finished, timeout=5000):
        gate.set()
    assert heard.results == [None]
    assert begun == ["first"]


def test_what_is_cancelled_too_late_to_notice_comes_to_nothing_all_the_same(
    qtbot: QtBot, latest: LatestJob[object]
) -> None:
    heard, over = Listener(latest), threading.Event()

    def work(progress: Progress) -> str:
        over.set()
        return "done"

    latest.begin(work)
    assert over.wait(5)
    with qtbot.waitSignal(latest.finished, timeout=5000):
        latest.cancel()
    assert heard.results == [None]
    with qtbot.waitSignal(latest.finished, timeout=5000):
        latest.begin(work)
    assert heard.results == [None, "done"]


def test_what_was_to_follow_work_that_fails_does_not(
    qtbot: QtBot, latest: LatestJob[object], gate: threading.Event
) -> None:
    heard, begun = Listener(latest), list[object]()

    def work(progress: Progress) -> None:
        gate.wait(10)
        raise ZeroDivisionError("a cause to be read")

    latest.begin(work)
    latest.begin(held(gate, "second", begun))
    with qtbot.waitSignal(latest.failed, timeout=5000):
        gate.set()
    assert "a cause to be read" in heard.traces[0]
    assert not latest.busy
    assert (heard.results, begun) == ([], [])


def test_what_is_ended_is_not_heard_of_and_other_work_can_begin(
    qtbot: QtBot, latest: LatestJob[object], gate: threading.Event
) -> None:
    heard, begun = Listener(latest), list[object]()
    latest.begin(held(gate, "first", begun))
    latest.begin(held(gate, "second", begun))
    gate.set()
    latest.end()
    assert not latest.busy
    QCoreApplication.processEvents()
    assert heard.results == []
    with qtbot.waitSignal(latest.finished, timeout=5000):
        latest.begin(held(gate, "third", begun))
    assert heard.results == ["third"]
    assert begun == ["first", "third"]
