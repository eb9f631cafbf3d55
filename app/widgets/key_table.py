"""What a widget says of the keys that it hears, for the page of all keys."""

from __future__ import annotations

from typing import NamedTuple


class KeyTable(NamedTuple):
    """The keys that a widget hears while it has the focus; its class offers it as `KEYS`.

    Attributes:
        place: where the focus has to be, such as "On a bit".
        rows: keys in Qt's portable notation, " | " between several, and what they do.
    """

    place: str
    rows: tuple[tuple[str, str], ...]
