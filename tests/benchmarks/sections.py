"""How long the slope and the pushes of a weight take, as their sections compute and draw them.

One process measures one network: python tests/benchmarks/sections.py --bits 5 --hidden-units 10
"""

from __future__ import annotations

import argparse
import statistics
from time import perf_counter

import window_of

STEPS = 100
"""Each is computed for so many steps, one after the other."""


def median_ms(seconds: list[float]) -> float:
    """The middle one, in milliseconds."""
    return statistics.median(seconds) * 1000


def main() -> None:
    """Measure, and print the medians in milliseconds as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bits", type=int, default=5)
    parser.add_argument("--hidden-units", type=int, default=10)
    options = parser.parse_args()
    window_of.use(None)
    from nn.explain.pushes import pushes_of
    from nn.explain.slope import slope_of

    qt = window_of.prepared()
    window = window_of.opened(qt, (1280, 800), bits=options.bits, hidden_units=options.hidden_units)
    window.session.recording.advance_to(STEPS)
    pages, measured = window.pages, {}
    for symbol in ("W1", "W2"):
        window.network_view.canvas.select((symbol, (1, 1)))
        for key, compute in (("slope", slope_of), ("pushes", pushes_of)):
            pages.panel.show(key)
            qt.processEvents()
            computed, drawn = [], []
            for position in range(1, STEPS + 1):
                window.session.stand(position)
                step = window.session.sight().step
                began = perf_counter()
                compute(step, (symbol, (1, 1)))
                between = perf_counter()
                getattr(pages, key).show_moment()
                ended = perf_counter()
                qt.processEvents()
                computed.append(between - began)
                drawn.append(ended - between)
            measured[f"{key} of {symbol}"] = median_ms(computed)
            measured[f"{key} of {symbol}, in the window"] = median_ms(drawn)
    measured["slope"] = max(value for name, value in measured.items() if "slope" in name)
    window_of.finish(measured)


if __name__ == "__main__":
    main()
