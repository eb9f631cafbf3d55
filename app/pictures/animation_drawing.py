"""The frames of an animation, drawn off screen one after the other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from app.pictures.animation_frame import AnimationFrame
from app.pictures.network.kind import Kind
from app.pictures.network.moment_frames import MomentFrames
from app.widgets.theme import INKS, theme_of
from nn.explain.lenses import Lens
from nn.files.animation_plan import AnimationPlan
from nn.run.recording import Recording

PALETTE_SAMPLES, SIZE_SAMPLES = 4, 12
"""Frames that tell the colours of all, and pairs of frames that tell the size of all."""

EVERY_SHADE = 2
"""Neighbours among the shades of the map cannot be told apart."""

GOLDEN = 0.6180339887
"""Multiples of it fall evenly into an interval, and with no period of a step's phases."""


class AnimationDrawing:
    """The frames of a plan; before any is drawn, `measured` has to be true.

    Args of the constructor:
        recording: the run.
        plan: which moments, and how large.
        lens: what the two matrices show.
        kind: the way of drawing the network.
        parent: whose colours and font the frames have.
    """

    def __init__(
        self,
        recording: Recording,
        plan: AnimationPlan,
        lens: Lens,
        kind: Kind,
        parent: QWidget | None = None,
    ) -> None:
        self.plan = plan
        settings = recording.settings
        size = QSize(plan.width, plan.height)
        self._frame = AnimationFrame(size, settings, plan.by_phases, kind, parent)
        self._moments = MomentFrames(recording, plan.moments(), lens, self._frame.canvas)

    @property
    def measured(self) -> bool:
        """Whether the scales of all frames are known."""
        return self._moments.measured

    def measure_next(self) -> None:
        """Measure one more frame."""
        self._moments.measure_next()

    def measure(self, number: int) -> None:
        """Measure one frame, where a few are enough."""
        self._moments.measure(number)

    def draw(self, number: int) -> QImage:
        """One of the frames."""
        return self._frame.draw(self._moments.show(number))

    def kept_colours(self) -> NDArray[np.uint8]:
        """Colours that each frame has to have, rows of red, green, blue: those of the numbers."""
        theme = theme_of(self._frame.palette())
        words = [theme.accent, theme.window, theme.text, theme.muted, theme.line, *INKS]
        shades = [QColor(each) for each in words]
        named = [(each.red(), each.green(), each.blue()) for each in shades]
        return np.vstack([np.array(named, np.uint8), theme.colour_table()[::EVERY_SHADE]])

    def end(self) -> None:
        """Leave nothing behind."""
        self._frame.deleteLater()


def palette_samples(count: int) -> list[int]:
    """Which of so many frames tell the colours of all."""
    last = PALETTE_SAMPLES - 1
    return sorted({round(each * (count - 1) / last) for each in range(PALETTE_SAMPLES)})


def size_samples(count: int) -> list[int]:
    """Which of so many frames tell, beside those before them, how large all are."""
    if count - 1 <= SIZE_SAMPLES:
        return list(range(1, count))
    places = (each * GOLDEN % 1.0 for each in range(SIZE_SAMPLES))
    return sorted({1 + int(place * (count - 1)) for place in places})
