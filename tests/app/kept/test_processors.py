from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.kept import processors
from app.kept.background import Job
from app.kept.processors import ALLOWED, TOGETHER_SECONDS, OneProcessor

if sys.platform != "linux" or len(ALLOWED) < 2:
    pytest.skip("threads are kept together on Linux, with two processors", allow_module_level=True)


class Setup:
    """This thread beside another one, and a clock by hand."""

    def __init__(self, other: ThreadPoolExecutor) -> None:
        self.now = 100.0
        self.beside = OneProcessor(lambda: self.now)
        self._other = other

    def there(self, call: Callable[..., Any], *arguments: Any) -> Any:
        """Call it in the other thread."""
        return self._other.submit(call, *arguments).result()

    @property
    def places(self) -> tuple[set[int], set[int]]:
        """Where this thread may run, and the other one."""
        return os.sched_getaffinity(0), self.there(os.sched_getaffinity, 0)


@pytest.fixture
def setup() -> Iterator[Setup]:
    with ThreadPoolExecutor(1) as other:
        made = Setup(other)
        yield made
        made.there(made.beside.part)
    assert os.sched_getaffinity(0) == ALLOWED


def test_they_meet_on_one_processor_and_part_again(setup: Setup) -> None:
    assert setup.places == (ALLOWED, ALLOWED)
    setup.there(setup.beside.meet)
    here, there = setup.places
    assert here == there
    assert len(here) == 1
    assert here < ALLOWED
    setup.there(setup.beside.part)
    assert setup.places == (ALLOWED, ALLOWED)


def test_they_meet_where_the_other_one_has_run(setup: Setup) -> None:
    for processor in sorted(ALLOWED)[:2]:
        setup.there(os.sched_setaffinity, 0, {processor})
        setup.there(setup.beside.meet)
        assert setup.places == ({processor}, {processor})
        setup.there(setup.beside.part)


def test_now_and_then_the_system_may_choose_another_place_for_one_turn(setup: Setup) -> None:
    setup.there(setup.beside.meet)
    setup.now += TOGETHER_SECONDS - 0.01
    setup.there(setup.beside.meet)
    assert len(setup.places[0]) == 1
    setup.now += 0.02
    setup.there(setup.beside.meet)
    assert setup.places == (ALLOWED, ALLOWED)
    setup.there(setup.beside.meet)
    assert len(setup.places[0]) == len(setup.places[1]) == 1


def test_other_threads_and_what_is_started_may_run_anywhere(setup: Setup, qtbot: QtBot) -> None:
    setup.there(setup.beside.meet)
    job = Job(lambda progress: os.sched_getaffinity(0))
    found: list[Any] = []
    job.finished.connect(found.append)
    job.start()
    qtbot.waitUntil(lambda: bool(found))
    assert found == [ALLOWED]
    assert len(os.sched_getaffinity(0)) == 1
    processors.anywhere()
    assert os.sched_getaffinity(0) == ALLOWED


def test_where_it_is_refused_they_stay_as_they_are(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(os, "sched_setaffinity", refuse)
        setup.there(setup.beside.meet)
        setup.there(setup.beside.part)
    assert setup.places == (ALLOWED, ALLOWED)


def test_where_it_is_not_told_which_processor_that_is_they_stay_as_they_are(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> int:
        raise FileNotFoundError

    monkeypatch.setattr(processors, "_processor", missing)
    setup.there(setup.beside.meet)
    assert setup.places == (ALLOWED, ALLOWED)


def test_with_one_processor_there_is_nothing_to_do(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processors, "ALLOWED", frozenset({0}))
    setup.there(setup.beside.meet)
    assert setup.places == (ALLOWED, ALLOWED)
