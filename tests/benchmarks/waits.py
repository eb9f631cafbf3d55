"""How long a person waits for the window while it trains at full speed, and what it uses at rest.

python tests/benchmarks/waits.py
"""

from __future__ import annotations

import argparse
import random
import statistics
import threading
import time
from typing import Any

import window_of

PAUSES = 30
REST_SECONDS = 3.0


def reactions(window: Any, events: int) -> list[float]:
    """Milliseconds from a click or key, sent by another thread, to the painted selection."""
    from PySide6.QtCore import QEventLoop, QObject, Qt, Signal
    from PySide6.QtTest import QTest

    canvas, rng, loop = window.network_view.canvas, random.Random(1), QEventLoop()
    keys = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down
    times: list[float] = []
    before: Any = None
    began = 0.0
    answered = threading.Event()

    class Person(QObject):
        acts = Signal(int)
        leaves = Signal()

        def act(self, number: int) -> None:
            nonlocal before
            before = canvas.selected
            if number % 2:
                modifier = Qt.KeyboardModifier.ControlModifier
                QTest.keyClick(window.windowHandle(), rng.choice(keys), modifier)
            else:
                cell = canvas.blocks["W1"].cell(rng.randrange(5), rng.randrange(10))
                place = canvas.mapFromScene(cell.center())
                QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
            if canvas.selected == before:
                # At the edge, or selected already: there is nothing to paint.
                answer(False)

    def answer(counts: bool) -> None:
        nonlocal began
        if counts:
            times.append((time.perf_counter() - began) * 1000)
        began = 0.0
        answered.set()

    def painted() -> None:
        if began and canvas.selected != before:
            answer(True)

    def send() -> None:
        nonlocal began
        number = 0
        while len(times) < events:
            time.sleep(random.uniform(0.01, 0.05))
            answered.clear()
            began = time.perf_counter()
            person.acts.emit(number)
            answered.wait()
            number += 1
        person.leaves.emit()

    person = Person()
    person.acts.connect(person.act, Qt.ConnectionType.QueuedConnection)
    person.leaves.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
    canvas.painted.connect(painted)
    threading.Thread(target=send, daemon=True).start()
    loop.exec()
    canvas.painted.disconnect(painted)
    return times


def pauses(qt: Any, window: Any) -> list[float]:
    """Milliseconds from the command to pause to the end of the last step."""
    from PySide6.QtCore import QTimer

    times: list[float] = []
    began = 0.0

    def pause() -> None:
        nonlocal began
        began = time.perf_counter()
        window.controls.toggle_play()

    def changed(playing: bool) -> None:
        if playing:
            QTimer.singleShot(random.Random(len(times)).randrange(60, 120), pause)
            return
        times.append((time.perf_counter() - began) * 1000)
        if len(times) < PAUSES:
            QTimer.singleShot(50, window.controls.toggle_play)
        else:
            qt.exit()

    window.playhead.playing_changed.connect(changed)
    pause()
    qt.exec()
    window.playhead.playing_changed.disconnect(changed)
    return times


def rest(qt: Any) -> float:
    """The share of a core that a paused window uses."""
    from PySide6.QtCore import QTimer

    QTimer.singleShot(1000, qt.exit)
    qt.exec()
    began, used = time.perf_counter(), time.process_time()
    QTimer.singleShot(int(REST_SECONDS * 1000), qt.exit)
    qt.exec()
    return (time.process_time() - used) / (time.perf_counter() - began)


def main() -> None:
    """Measure one window."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=500)
    options = parser.parse_args()
    window_of.use(None)
    from PySide6.QtCore import QTimer

    qt = window_of.prepared()
    window = window_of.opened(qt, (1280, 800), epochs=10_000)
    QTimer.singleShot(500, window.controls.toggle_play)
    QTimer.singleShot(1500, qt.exit)
    qt.exec()
    paused = pauses(qt, window)
    used = rest(qt)
    window.controls.toggle_play()
    reacted = sorted(reactions(window, options.events))
    window_of.finish(
        {
            "median": statistics.median(reacted),
            "p99": reacted[int(len(reacted) * 0.99)],
            "pause": max(paused),
            "rest": used,
        }
    )


if __name__ == "__main__":
    main()
