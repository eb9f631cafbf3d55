"""Several moments of a run, drawn one after the other with one scale for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.pictures.network.canvas import NetworkCanvas
from app.pictures.network.picture import picture_of
from nn.explain.lenses import Lens
from nn.explain.sight import Sight, sight_of
from nn.run.recording import Recording


class MomentFrames:
    """Moments of a recording: all of them are measured, then any is drawn.

    Alone, each moment has colours of its own; here one colour is to mean one number in all of
    them, and so their scales reach as far as the largest numbers of any.

    Args of the constructor:
        recording: the run.
        moments: positions, and the phase in which each is seen, None for the whole step.
        lens: what the two matrices show.
        canvas: on which they are drawn.
    """

    def __init__(
        self,
        recording: Recording,
        moments: Iterable[tuple[int, int | None]],
        lens: Lens,
        canvas: NetworkCanvas,
    ) -> None:
        self._recording, self._lens = recording, lens
        self._moments = list(moments)
        self.canvas = canvas
        canvas.say_no_keys()
        self._measured = 0
        self._largest_weight = self._largest_sum = 0.0

    def __len__(self) -> int:
        return len(self._moments)

    @property
    def measured(self) -> bool:
        """Whether all are measured."""
        return self._measured == len(self._moments)

    def measure_next(self) -> None:
        """Measure one more."""
        self.measure(self._measured)
        self._measured += 1

    def measure(self, number: int) -> None:
        """Let the scales reach as far as the numbers of one moment."""
        sight = self._sight(number)
        self._largest_weight = max(self._largest_weight, sight.largest_weight)
        self._largest_sum = max(self._largest_sum, sight.largest_sum)

    def show(self, number: int) -> Sight:
        """Draw a moment on the canvas, and return what there is to see."""
        sight = replace(
            self._sight(number),
            largest_weight=self._largest_weight,
            largest_sum=self._largest_sum,
        )
        self.canvas.show_picture(picture_of(sight, self._lens))
        return sight

    def _sight(self, number: int) -> Sight:
        """What there is to see at a moment, with scales of its own."""
        position, phase = self._moments[number]
        return sight_of(self._recording, self._recording.moment(position), phase)
