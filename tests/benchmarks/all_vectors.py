"""How long the answers to all vectors take, and what the training loses while they are in view.

One process measures one network: python tests/benchmarks/all_vectors.py --bits 5
"""

from __future__ import annotations

import argparse
import statistics
from time import perf_counter

import window_of

TURNS, SECONDS, SETTLING = 30, 1.0, 0.3
"""Pairs of stretches with the section in view and without it, one after the other, by turns in
either order, of so many seconds; and what passes unmeasured before each."""

TABLES = 20


def table_ms(bits: int, hidden_units: int) -> float:
    """Milliseconds of all answers of a network, with what is counted of them: the median."""
    from nn.answers.truth_table import Questions, answer_all
    from nn.core.draws import draw
    from nn.core.settings import Settings

    settings = Settings(bits=bits, hidden_units=hidden_units)
    questions, draws = Questions(settings), draw(settings)
    seconds = []
    for _ in range(TABLES):
        began = perf_counter()
        table = answer_all(questions, draws.W1, draws.W2)
        assert table is not None
        _ = table.shares
        seconds.append(perf_counter() - began)
    return statistics.median(seconds) * 1000


def main() -> None:
    """Measure, and print what was measured as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bits", type=int, default=5)
    parser.add_argument("--hidden-units", type=int, default=10)
    options = parser.parse_args()
    window_of.use(None)
    from PySide6.QtCore import QEventLoop, QTimer

    def wait(seconds: float) -> None:
        # As the program runs: Qt's own wait for tests sleeps between events.
        loop = QEventLoop()
        QTimer.singleShot(round(1000 * seconds), loop.quit)
        loop.exec()

    qt = window_of.prepared()
    table = table_ms(options.bits, options.hidden_units)
    # So slow a rate leaves something wrong all along: were all right, the first step at which they
    # were would be searched for meanwhile. And the run is not to end before the measuring does.
    lasting = {"epochs": 10_000, "observations": 6000}
    settings = {**lasting, "learning_rate": 1e-6, **vars(options)}
    window = window_of.opened(qt, (1280, 800), **settings)
    panel = window.pages.panel
    panel.show("truth")
    for key in ("try", "validation"):
        panel.sections[key].set_unfolded(False)
    wait(0.5)
    window.controls.toggle_play()
    wait(1.0)
    measured: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    for turn in range(2 * TURNS):
        shown = turn % 2 == turn // 2 % 2
        panel.sections["truth"].set_unfolded(shown)
        wait(SETTLING)
        began, steps, frames = perf_counter(), window.session.recording.length, window.clock.frames
        wait(SECONDS)
        passed = perf_counter() - began
        measured[shown].append(
            (
                (window.session.recording.length - steps) / passed,
                (window.clock.frames - frames) / passed,
            )
        )
    pairs = zip(measured[True], measured[False], strict=True)
    result = {"table": table, "kept": statistics.median(one[0] / other[0] for one, other in pairs)}
    for name, shown in (("with", True), ("without", False)):
        for place, what in enumerate(("steps", "frames")):
            values = [each[place] for each in measured[shown]]
            result[f"{what} {name}"] = statistics.median(values)
    window_of.finish(result)


if __name__ == "__main__":
    main()
