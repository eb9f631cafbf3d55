"""Values as they stand in messages, however long they are."""

from __future__ import annotations


def cut_short(value: object) -> str:
    """Any value in a message, cut short."""
    shown = repr(value) if isinstance(value, str) else str(value)
    return shown if len(shown) <= 40 else shown[:37] + "..."
