"""Single characters in messages."""

from __future__ import annotations

SPOKEN_WITH_AN = "8AEFHILMNORSXaefhilmnorsx"


def named(character: str) -> str:
    """A character as a sentence names it: "a 2", "an x", "a “?”", or by its code if unseen."""
    if not character.isprintable():
        return f"an invisible character (U+{ord(character):04X})"
    if character.isascii() and character.isalnum():
        return f"{'an' if character in SPOKEN_WITH_AN else 'a'} {character}"
    return f"a “{character}”"
