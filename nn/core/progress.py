"""How work that takes long says how far it is, and hears whether it is still wanted."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], bool]
"""Told how much is done, of how much; returns False to cancel."""
