from __future__ import annotations

import pytest

from nn.answers.tally import Tally

WORDS = {
    Tally(27, 32, 32): ("27 of 32 right", ""),
    Tally(30, 32, 32, 327): ("30 of 32 right", "all right first at step 327"),
    Tally(32, 32, 32): ("All 32 right", ""),
    Tally(32, 32, 32, 1327): ("All 32 right", "for the first time at step 1,327"),
    Tally(1003, 1024, 65536): ("1,003 of 1,024 sampled right", ""),
    Tally(27, 32, 32, None, "without h3"): ("27 of 32 right without h3", ""),
    Tally(32, 32, 32, 7, "without h3"): (
        "All 32 right without h3",
        "with all units all right first at step 7",
    ),
    Tally(1024, 1024, 65536, 5): ("All 1,024 sampled right", "for the first time at step 5"),
}


@pytest.mark.parametrize("tally", WORDS)
def test_a_tally_in_words(tally: Tally) -> None:
    assert (tally.words, tally.notes[0]) == WORDS[tally]
    assert len(tally.words) <= len(tally.longest_count)
    assert sorted(tally.notes, key=len, reverse=True) == list(tally.notes)


def test_it_says_what_is_counted() -> None:
    assert "all 32 vectors" in Tally(1, 32, 32).meaning
    assert "the same sample in every run" in Tally(1, 1024, 2048).meaning
    assert "2,048" in Tally(1, 1024, 2048).meaning
