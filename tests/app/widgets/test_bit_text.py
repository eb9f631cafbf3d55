from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.widgets.bit_text import BitTextError, bits_text, parse_bits


@pytest.mark.parametrize(
    "text",
    [
        "01110",
        "0 1 1 1 0",
        "0,1,1,1,0",
        "[0 1 1 1 0]",
        "[0, 1, 1, 1, 0]",
        "(0, 1, 1, 1, 0)",
        "  0\t1 1\r\n1 0\n",
        "0;1;1;1;0",
        "0,1,1,1,0,",
        "[0,\n 1,\n 1,\n 1,\n 0,\n]",
        "0\u00a01\u20091 1 0",
        "01 110",
    ],
)
def test_bits_are_read_in_every_usual_notation(text: str) -> None:
    vector = parse_bits(text, 5)
    assert vector.tolist() == [0, 1, 1, 1, 0]
    assert vector.dtype == np.int64


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("0121", "“0121” has a 2 at place 3: use only 0 and 1."),
        ("0 1 8", "“0 1 8” has an 8 at place 3: use only 0 and 1."),
        ("01x10", "“01x10” has an x at place 3: use only 0 and 1."),
        ("-1", "“-1” has a “-” at place 1: use only 0 and 1."),
        ("0.0", "“0.0” has a “.” at place 2: use only 0 and 1."),
        ("01\u200b110", "“01�110” has an invisible character (U+200B) at place 3: "
         "use only 0 and 1."),
        ("011１0", "“011１0” has a “１” at place 4: use only plain 0 and 1."),
        ("٠١", "“٠١” has a “٠” at place 1: use only plain 0 and 1."),
        ("0111", "4 bits typed, 5 needed: for example 01110."),
        ("1", "1 bit typed, 5 needed: for example 01110."),
        ("011100", "6 bits typed, 5 needed: for example 01110."),
        ("", "Nothing typed, 5 needed: for example 01110."),
        (" , ", "Nothing typed, 5 needed: for example 01110."),
        ("[]", "Nothing typed, 5 needed: for example 01110."),
        ("[0 1 1 1 0", "“[” is not closed: write [0 1 1 1 0], or just 01110."),
        ("[0 1 1 1 0)", "“[” is not closed: write [0 1 1 1 0], or just 01110."),
        ("[", "“[” is not closed: write [0 1 1 1 0], or just 01110."),
        ("01110]", "“01110]” has a “]” at place 6: use only 0 and 1."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_what_is_allowed(text: str, message: str) -> None:
    with pytest.raises(BitTextError) as raised:
        parse_bits(text, 5)
    assert str(raised.value) == message


@pytest.mark.parametrize("unit", ["01110", "junk ", "[", " ", "٣", "0\n", "\ud800"])
def test_an_absurd_paste_is_refused_with_a_short_message(unit: str) -> None:
    with pytest.raises(BitTextError) as raised:
        parse_bits(unit * 200_000, 16)
    message = str(raised.value)
    assert len(message) < 120
    assert message.isprintable()


@given(st.lists(st.integers(0, 1), min_size=1, max_size=16))
def test_the_text_of_a_vector_reads_back_as_that_vector(bits: list[int]) -> None:
    assert parse_bits(bits_text(np.array(bits)), len(bits)).tolist() == bits
    assert parse_bits(str(np.array(bits)), len(bits)).tolist() == bits
    assert parse_bits(str(bits), len(bits)).tolist() == bits


@given(st.text(), st.integers(1, 16))
def test_any_text_is_a_vector_of_the_right_length_or_refused(text: str, bits: int) -> None:
    try:
        vector = parse_bits(text, bits)
    except BitTextError:
        return
    assert vector.shape == (bits,)
    assert [each for each in text if each in "01"] == list(bits_text(vector))
