"""The wheel of a mouse, in notches."""

from __future__ import annotations

NOTCH = 120
"""What a wheel reports for a notch; touch pads report many small parts of it."""


class WholeNotches:
    """Adds up the small parts that a touch pad reports."""

    def __init__(self) -> None:
        self._turned = 0

    def turn(self, angle: int) -> int:
        """How many notches are full now that the wheel has turned by an angle."""
        self._turned += angle
        notches = int(self._turned / NOTCH)
        self._turned -= notches * NOTCH
        return notches
