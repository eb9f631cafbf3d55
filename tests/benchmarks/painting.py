"""Milliseconds of the processor that a frame of each picture of the network takes to paint.

One process measures both: python tests/benchmarks/painting.py --bits 8 --hidden-units 20
"""

from __future__ import annotations

import argparse
from statistics import median
from time import thread_time

import window_of

STEPS, EVERY = 3000, 30


def painting(size: tuple[int, int], bits: int, hidden_units: int) -> dict[str, float]:
    """Measure every thirtieth step of a run, and take the median for each picture."""
    window_of.use(None)
    from app.pictures.diagram.item import AS_DIAGRAM
    from app.pictures.network.picture import picture_of
    from app.pictures.network.view import AS_MATRICES, NetworkView
    from nn.core.settings import Settings
    from nn.explain.lenses import LENSES
    from nn.explain.sight import sight_of
    from nn.run.recording import Recording

    qt = window_of.prepared()
    run = Recording(Settings(bits=bits, hidden_units=hidden_units))
    run.advance_to(STEPS)
    pictures = [
        picture_of(sight_of(run, run.moment(position)), LENSES["weights"])
        for position in range(0, STEPS, EVERY)
    ]
    measured = {}
    for name, kind in (("matrices", AS_MATRICES), ("diagram", AS_DIAGRAM)):
        view = NetworkView(kind)
        view.resize(*size)
        view.set_sizes(run.settings.sizes)
        view.show()
        qt.processEvents()
        times = []
        for picture in pictures:
            began = thread_time()
            view.canvas.show_picture(picture)
            qt.processEvents()
            times.append(1000 * (thread_time() - began))
        measured[name] = median(times)
    return measured


def main() -> None:
    """Measure, and print what was measured as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--width", type=int, default=893)
    parser.add_argument("--height", type=int, default=420)
    parser.add_argument("--bits", type=int, default=5)
    parser.add_argument("--hidden-units", type=int, default=10)
    given = parser.parse_args()
    window_of.finish(painting((given.width, given.height), given.bits, given.hidden_units))


if __name__ == "__main__":
    main()
