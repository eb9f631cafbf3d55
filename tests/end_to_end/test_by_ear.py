"""The real program by keyboard and by ear: what it tells a person who does not see it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from desktop import desktop
from listener import Listener, listening, missing
from skipping import skip_but_never_in_ci

pytestmark = pytest.mark.end_to_end


@pytest.fixture
def ear(tmp_path: Path) -> Iterator[Listener]:
    """A listener at the open window."""
    if lacks := missing():
        skip_but_never_in_ci(f"not installed: {lacks}")
    home = tmp_path / "screen"
    home.mkdir()
    with desktop(home) as screen, listening(screen) as made:
        screen.remember_a_start()
        screen.glassnet()
        screen.window("Glassnet")
        made.focused("panel", "Network")
        yield made


def test_a_step_is_walked_by_ear(ear: Listener) -> None:
    for words in (
        ("Phase 1 of 11", "x XOR 1"),
        ("Phase 2 of 11", "u1 = x"),
        ("Phase 3 of 11", "a1 = "),
    ):
        since = len(ear.heard)
        ear.screen.keys("Down")
        ear.announced(*words, since=since)
    since = len(ear.heard)
    ear.screen.keys("ctrl+Right")
    first = ear.focused("table cell", "W1, x1 to h1: ", since)
    assert "f" in first.states
    assert "s" in first.states
    since = len(ear.heard)
    ear.screen.keys("ctrl+Right")
    ear.focused("table cell", "W1, x1 to h2: 0.529", since)
    cells = [each.name for each in ear.ask("table cell", "a1 of h")]
    assert len(cells) == 10
    assert all(re.fullmatch(r"a1 of h\d+: 0\.\d+", each) for each in cells)
    assert ear.ask("table cell", "a2 of y1")[0].name == "a2 of y1: not known yet"
    since = len(ear.heard)
    ear.screen.keys("Right")
    ear.announced("Step 1 of 5,000", "loss 0.722392", since=since)


def test_a_whole_training_is_heard_without_a_flood_and_a_vector_is_tested(ear: Listener) -> None:
    ear.screen.keys("ctrl+Right", "space")
    ear.until(lambda each: "name" in each.kind and "epoch 1" in each.name)
    time.sleep(1.0)
    since = len(ear.heard)
    time.sleep(5.0)
    flood = ear.heard[since:]
    spoken = [each for each in flood if each.kind.startswith("object:announcement")]
    of_the_focus = [each for each in flood if each.role == "panel" and "description" in each.kind]
    assert len(spoken) <= 6
    assert len(of_the_focus) <= 6
    assert len(flood) < 60
    ear.screen.keys("ctrl+End")
    told = ear.announced("Step 5,000 of 5,000", "All 32 right")
    assert "first" in told
    since = len(ear.heard)
    ear.screen.keys("v")
    ear.focused("text", "Bit vector", since)
    ear.screen.type("012")
    ear.announced("use only 0 and 1", since=since)
    ear.screen.keys("ctrl+a")
    ear.screen.type("00110\n")
    ear.announced("00110: answered 11001", "flawless", since=since)


def test_tab_walks_over_everything_and_all_of_it_has_a_name(ear: Listener) -> None:
    stops: list[tuple[str, str]] = []
    for _ in range(60):
        since = len(ear.heard)
        ear.screen.keys("Tab")
        stop = ear.until(lambda each: each.kind.startswith("object:state-changed:focused"), since)
        if (stop.role, stop.name) in stops:
            break
        stops.append((stop.role, stop.name))
    else:
        pytest.fail("Tab never comes round")
    names = [name for _, name in stops]
    assert all(names), stops
    assert {"Network", "Play", "Speed", "Watch page", "Matrices"} <= set(names)
    marked = [each for each in ear.ask("all") if "<" in each.description + each.name]
    assert marked == []
