"""How long a person waits for the window while it trains at full speed, and what it uses at rest.

python tests/benchmarks/waits.py
"""

from __future__ import annotations

import argparse
import random
import statistics
import threading
import time
from pathlib import Path
from typing import Any

import window_of

PAUSES = 30
REST_SECONDS = 3.0


def reactions(qt: Any, window: Any, events: int) -> list[float]:
    """Milliseconds from a click or key, sent by another thread, to the painted selection."""
    from PySide6.QtCore import QEvent, QMetaObject, QPointF, Qt
    from PySide6.QtGui import QKeyEvent, QMouseEvent

    canvas = window.network_view.canvas
    viewport, times = canvas.viewport(), []
    sent, seen = threading.Event(), threading.Event()
    wanted: list[Any] = [None, 0.0]
    rng = random.Random(1)
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    keys = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down

    def painted() -> None:
        if sent.is_set() and canvas.selected != wanted[0]:
            times.append((time.perf_counter() - wanted[1]) * 1000)
            sent.clear()
            seen.set()

    def send() -> None:
        for number in range(events):
            time.sleep(rng.uniform(0.01, 0.05))
            before = canvas.selected
            if number % 2 and before is not None:
                event: Any = QKeyEvent(QEvent.Type.KeyPress, rng.choice(keys), none)
                target = canvas
            else:
                block = canvas.blocks["W1"]
                cell = block.cell(rng.randrange(5), rng.randrange(10))
                place = QPointF(canvas.mapFromScene(cell.center()))
                at = QPointF(viewport.mapToGlobal(place))
                event = QMouseEvent(QEvent.Type.MouseButtonPress, place, at, left, left, none)
                target = viewport
            wanted[:] = before, time.perf_counter()
            seen.clear()
            sent.set()
            qt.postEvent(target, event)
            # A key at the edge and a click on the selected cell change nothing.
            if not seen.wait(0.5):
                sent.clear()
        QMetaObject.invokeMethod(qt, "quit", Qt.ConnectionType.QueuedConnection)

    canvas.painted.connect(painted)
    threading.Thread(target=send, daemon=True).start()
    qt.exec()
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
            qt.quit()

    window.playhead.playing_changed.connect(changed)
    pause()
    qt.exec()
    window.playhead.playing_changed.disconnect(changed)
    return times


def rest(qt: Any) -> float:
    """The share of a core that a paused window uses."""
    from PySide6.QtCore import QTimer

    QTimer.singleShot(1000, qt.quit)
    qt.exec()
    began, used = time.perf_counter(), time.process_time()
    QTimer.singleShot(int(REST_SECONDS * 1000), qt.quit)
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
    QTimer.singleShot(1500, qt.quit)
    qt.exec()
    reacted = sorted(reactions(qt, window, options.events))
    paused = pauses(qt, window)
    window_of.finish(
        {
            "events": len(reacted),
            "median": statistics.median(reacted),
            "p99": reacted[int(len(reacted) * 0.99)],
            "pause": max(paused),
            "rest": rest(qt),
        }
    )


if __name__ == "__main__":
    main()
