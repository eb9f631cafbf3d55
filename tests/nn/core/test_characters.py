from __future__ import annotations

import pytest

from nn.core.characters import named


@pytest.mark.parametrize(
    ("character", "name"),
    [
        *((each, f"an {each}") for each in "8AEFHILMNORSXaefhilmnorsx"),
        *((each, f"a {each}") for each in "012345679BCDGJKPQTUVWYZbcdgjkpqtuvwyz"),
        ("?", "a “?”"),
        ("é", "a “é”"),
        ("１", "a “１”"),
        (" ", "a “ ”"),
        ("\0", "an invisible character (U+0000)"),
        ("\u200b", "an invisible character (U+200B)"),
        ("\U000e0001", "an invisible character (U+E0001)"),
    ],
)
def test_a_character_is_named_as_it_is_spoken(character: str, name: str) -> None:
    assert named(character) == name
