"""How large the units of a layer are, and where each of them stands."""

from __future__ import annotations

from PySide6.QtCore import QRectF

ROOMY_MARGIN = 14.0
NAME, BESIDE_NAME = 24.0, 7.0
"""Room for the name of a unit, such as x12 or h128, and between the two."""

LARGEST_PITCH = 76.0
"""Pixels from one unit to the next where there is much room."""

TALLEST, LOWEST_WITH_NUMBER, SMALLEST = 34.0, 12.0, 5.0
"""Heights of a unit: the largest, the least one that holds a number, and of a mere dot."""

MOST_STAGGERED = 8
"""Columns of dots in which very many hidden units stand."""

WIDTH_WITH_NUMBER, WIDTH_OF_BIT, WIDEST_BIT = 50.0, 26.0, 34.0


class Widths:
    """What does not depend on the size of the network."""

    def __init__(self, text: float) -> None:
        self.name, self.number = NAME * text + BESIDE_NAME, WIDTH_WITH_NUMBER * text
        self.bit, self.between, self.end = WIDEST_BIT * text, 10.0 * text, 12.0 * text

    def gap(self, width: float, hidden: Layer, outputs: Layer) -> float:
        """What is left for the edges of each matrix."""
        layers = sum(each.across(self.number, self.name) for each in (hidden, outputs))
        beside = 2 * ROOMY_MARGIN + self.name + 3 * self.bit + 2 * self.between + self.end
        return (width - layers - beside) / 2


class Layer:
    """The units of a layer, from top to bottom in one column or staggered in several.

    None is larger than those of another layer that they are to be like.

    Attributes:
        count: how many.
        pitch: from one to the next below it, whichever column that is in.
        height: of a unit.
        ring: how thick the ring around it is.
        bead: diameter of the bead for its sum.
    """

    def __init__(
        self, count: int, free: float, columns: int, text: float, like: Layer | None = None
    ) -> None:
        self.count, self.columns = count, min(columns, count)
        self._pitches = count + self.columns - 1
        self.pitch = min(free / self._pitches, LARGEST_PITCH * text)
        row = self.pitch * self.columns
        self.ring: float = like.ring if like else 3.0 if row >= 26 else 2.0 if row >= 20 else 1.0
        self.fits = row >= SMALLEST + self._around
        if not self.fits and (like is not None or columns == MOST_STAGGERED):
            # What does not fit is scrolled.
            self.pitch = (SMALLEST + self._around) / self.columns
            row = self.pitch * self.columns
        tall = min(row - self._around, TALLEST * text)
        # Of whole pixels, like all that units consist of: so equal ones look alike.
        tall = tall if like is None else min(tall, like.height)
        self.height: float = max(SMALLEST, float(int(tall)))
        self.has_number = self.height >= LOWEST_WITH_NUMBER * text
        self.bead = float(round(min(max(3.0, self.height * 0.4), 12.0)))
        self._text = text

    @property
    def _around(self) -> float:
        """Above and below a unit: a gap, the ring, and half of what is left between two."""
        return 2 * (self.ring + 1.0) + 2.0

    @property
    def named(self) -> bool:
        """Whether their names stand at their right."""
        return self.columns == 1 or self.has_number

    @property
    def tall(self) -> float:
        """How high the layer is."""
        return self.pitch * self._pitches

    def across(self, number: float, name: float) -> float:
        """How wide the layer is, with its names."""
        return self.columns * self._step(number, name)

    def _width(self, number: float) -> float:
        return number if self.has_number else self.height

    def _step(self, number: float, name: float) -> float:
        around = self.bead + 2 * (self.ring + 1.0) + 2.0
        return self._width(number) + around + (name if self.named else 2.0)

    def rects(self, left: float, middle: float, width: float) -> tuple[QRectF, ...]:
        """Units in one column."""
        wide = max(WIDTH_OF_BIT * self._text, self.height) if self.has_number else self.height
        return tuple(
            QRectF(round(left + (width - wide) / 2), y - self.height / 2, wide, self.height)
            for y in self._heights(middle)
        )

    def parts(
        self, layer: str, left: float, middle: float, widths: Widths
    ) -> dict[str, tuple[QRectF, ...]]:
        """Beads, units, and rings."""
        beads, units, rings = [], [], []
        wide, step = self._width(widths.number), self._step(widths.number, widths.name)
        for unit, y in enumerate(self._heights(middle)):
            start = round(left + (unit % self.columns) * step)
            beads.append(QRectF(start, round(y - self.bead / 2), self.bead, self.bead))
            body = QRectF(
                start + self.bead + self.ring + 2.0, y - self.height / 2, wide, self.height
            )
            units.append(body)
            out = self.ring + 1.0
            rings.append(body.adjusted(-out, -out, out, out))
        return {f"u{layer}": tuple(beads), f"a{layer}": tuple(units), f"e{layer}": tuple(rings)}

    def _heights(self, middle: float) -> list[float]:
        top = middle - self.tall / 2 + self.pitch * self.columns / 2
        even = self.height % 2 / 2
        return [round(top + self.pitch * unit) + even for unit in range(self.count)]
