"""Vectors as people keep them, and what is said of every line that is none."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nn.files.vector_file import MOST_BYTES, VectorFileError, decoded, read_vector_file
from nn.files.vector_lines import (
    LONGEST_LINE,
    LONGEST_QUOTED,
    MOST_LINES,
    VectorLines,
    quoted,
    read_lines,
)

BITS, OUTPUTS = 5, 5
X, T = "01110", "10001"


def read(data: str | bytes, bits: int = BITS, outputs: int = OUTPUTS) -> VectorLines:
    found = read_lines(decoded(data) if isinstance(data, bytes) else data, bits, outputs)
    assert found is not None
    return found


def texts(found: VectorLines) -> list[tuple[int, str, str]]:
    """The line, the vector and what is expected of each, "" where it is not given."""
    return [
        (int(number), "".join(map(str, x)), "".join(map(str, t)) if given else "")
        for number, x, t, given in zip(
            found.numbers, found.vectors, found.expected, found.given, strict=True
        )
    ]


WAYS = [
    "01110,10001",
    "01110;10001",
    "01110\t10001",
    "01110 10001",
    "01110|10001",
    "  01110 ,  10001  ",
    "0,1,1,1,0,1,0,0,0,1",
    "0 1 1 1 0 1 0 0 0 1",
    "0;1;1;1;0;1;0;0;0;1",
    "0\t1\t1\t1\t0\t1\t0\t0\t0\t1",
    "0 1 1 1 0, 1 0 0 0 1",
    "0,1,1,1,0;1,0,0,0,1",
    "0;1;1;1;0,1;0;0;0;1",
    "0,1,1,1,0\t1,0,0,0,1",
    "0,1,1,1,0|10001",
    "01110 → 10001",
    "01110→10001",
    "01110 -> 10001",
    "0 1 1 1 0 => 1,0,0,0,1",
    "[0 1 1 1 0] [1 0 0 0 1]",
    "([0, 1, 1, 1, 0], [1, 0, 0, 0, 1])",
    '"01110","10001"',
    '"0,1,1,1,0";"1,0,0,0,1"',
    '"0,1,1,1,0","1,0,0,0,1"',
    "01110,1,0,0,0,1",
    "0,1,1,1,0,10001",
    "01110,10001,,",
    "\u00a001110\u2003,10001\u00a0",
]


@pytest.mark.parametrize("line", WAYS)
def test_a_vector_and_what_is_expected_are_read_however_they_are_written(line: str) -> None:
    found = read(line)
    assert texts(found) == [(1, X, T)]
    assert found.problems == found.notes == ()


@pytest.mark.parametrize(
    "line",
    ["01110", " 01110 ", "0 1 1 1 0", "0,1,1,1,0", "0;1;1;1;0;", "[0 1 1 1 0]", '"01110"',
     "01110,", "01110;;", "0\t1\t1\t1\t0", "[[0, 1, 1, 1, 0],", "(0 1 1 1 0)", "0|1|1|1|0"],
)  # fmt: skip
def test_a_vector_alone_is_read_however_it_is_written(line: str) -> None:
    found = read(line)
    assert texts(found) == [(1, X, "")]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("line", "bits", "outputs", "vector", "expected"),
    [
        ("0", 1, 1, "0", ""),
        ("0,1", 1, 1, "0", "1"),
        ("0 → 1", 1, 1, "0", "1"),
        ("0,1", 2, 2, "01", ""),
        ("01,1", 2, 1, "01", "1"),
        ("0,1,1", 2, 1, "01", "1"),
        ("1,011", 1, 3, "1", "011"),
        ("1 0 1 1", 1, 3, "1", "011"),
        ("0110,110", 4, 3, "0110", "110"),
        ("01" * 8 + ",1", 16, 1, "01" * 8, "1"),
    ],
)
def test_outputs_need_not_be_as_many_as_inputs(
    line: str, bits: int, outputs: int, vector: str, expected: str
) -> None:
    found = read(line, bits, outputs)
    assert texts(found) == [(1, vector, expected)]
    assert found.vectors.shape == (1, bits)
    assert found.expected.shape == (1, outputs)


ONLY = "use only 0 and 1."
PLAIN = "use only plain 0 and 1."
ZEROS = "A spreadsheet drops zeros in front."
MALFORMED: dict[str, tuple[str | bytes, list[tuple[int, str]]]] = {
    "too few bits": (
        "0111",
        [(1, f"“0111” has 4 bits; 5 needed. {ZEROS}")],
    ),
    "one bit": ("1", [(1, f"“1” has 1 bit; 5 needed. {ZEROS}")]),
    "too many bits": ("011101", [(1, "“011101” has 6 bits; 5 needed.")]),
    "vector and expected without anything between": (
        "0111010001",
        [
            (
                1,
                "“0111010001” has 10 bits; 5 needed. "
                "Put a space or a comma before what is expected.",
            )
        ],
    ),
    "too few columns": ("0,1,1", [(1, "It has 3 bits; 5 needed, or 10 with what is expected.")]),
    "expected of the wrong width": (
        "01110,100",
        [(1, f"What is expected, “100”, has 3 bits; 5 needed. {ZEROS}")],
    ),
    "expected of the wrong width after an arrow": (
        "01110 → 1000101",
        [(1, "What is expected, “1000101”, has 7 bits; 5 needed.")],
    ),
    "vector of the wrong width": (
        "0111,10001",
        [(1, f"The vector, “0111”, has 4 bits; 5 needed. {ZEROS}")],
    ),
    "three fields": (
        "01110,10001,11111",
        [(1, "It has 3 fields; two are read: a vector of 5 bits, and what is expected, 5 bits.")],
    ),
    "letters": ("00000\n01a10", [(2, f"“01a10” has an a at place 3: {ONLY}")]),
    "the letter O": ("O1110", [(1, f"“O1110” has an O at place 1: {ONLY}")]),
    "a word": ("00000\nhello", [(2, f"“hello” has an h at place 1: {ONLY}")]),
    "a 2": ("01120", [(1, f"“01120” has a 2 at place 4: {ONLY}")]),
    "a 2 in a column": ("0,1,1,2,0", [(1, f"Field 4, “2”, has a 2 at place 1: {ONLY}")]),
    "negative numbers": ("0,-1,1,1,0", [(1, f"“-1” is negative: {ONLY}")]),
    "a true minus": ("\u22121", [(1, f"“\u22121” is negative: {ONLY}")]),
    "decimals": ("0.0,1.0,1.0,1.0,0.0", [(1, f"“0.0” is a decimal number: {ONLY}")]),
    "a probability": ("0.9731", [(1, f"“0.9731” is a decimal number: {ONLY}")]),
    "an exponent": ("1.0e+00", [(1, f"“1.0e+00” is a decimal number: {ONLY}")]),
    "a comma for decimals": ("0,5;1;1;1;0", [(1, "The vector, “0”, has 1 bit; 5 needed.")]),
    "an empty column": ("0,1,,1,0", [(1, "Field 3 is empty.")]),
    "nothing but separators": (",,,,", [(1, "There are only commas in it.")]),
    "mixed separators": ("0,1;1,1;0", [(1, "It mixes commas and semicolons: use one of them.")]),
    "more mixed separators": (
        "0,1;1\t1,0",
        [(1, "It mixes commas and semicolons and tabs: use one of them.")],
    ),
    "two arrows": ("01110 → 10001 → 01110", [(1, "It has 2 arrows; one is enough.")]),
    "an arrow from nothing": ("→ 10001", [(1, "The vector is empty.")]),
    "an arrow to nothing": ("01110 →", [(1, "What is expected is empty.")]),
    "a quotation mark too few": ('"01110,10001', [(1, "A quotation mark is not closed.")]),
    "brackets around nothing": (
        "[]",
        [(1, "There is no bit in it.")],
    ),
    "a formula": ('="01110"', [(1, f"“=01110” has a “=” at place 1: {ONLY}")]),
    "Arabic digits": ("٠١١١٠", [(1, f"“٠١١١٠” has a “٠” at place 1: {PLAIN}")]),
    "full-width digits": ("０１１１０", [(1, f"“０１１１０” has a “０” at place 1: {PLAIN}")]),
    "superscripts": ("0¹110", [(1, f"“0¹110” has a “¹” at place 2: {PLAIN}")]),
    "a zero width space": (
        "01\u200b110",
        [(1, f"“01�110” has an invisible character (U+200B) at place 3: {ONLY}")],
    ),
    "right to left": (
        "\u202e01110",
        [(1, f"“�01110” has an invisible character (U+202E) at place 1: {ONLY}")],
    ),
    "markup": (
        "<b>01110</b>",
        [(1, f"“<b>01110</b>” has a “<” at place 1: {ONLY}")],
    ),
    "a NUL": ("01\x00110", [(1, "There is a NUL at place 3: save it as a text in UTF-8.")]),
    "UTF-16 without a mark": (
        "01110\n10001".encode("utf-16-le"),
        [
            (1, "There is a NUL at place 2: save it as a text in UTF-8."),
            (2, "There is a NUL at place 1: save it as a text in UTF-8."),
        ],
    ),
    "invalid UTF-8": (
        b"01110\n011\xff10\n10001",
        [(2, "The byte 0xFF at place 4 is no text in UTF-8.")],
    ),
    "Latin-1": (b"01110\nna\xefve", [(2, "The byte 0xEF at place 3 is no text in UTF-8.")]),
    "invalid UTF-8 after a mark": (
        b"\xef\xbb\xbf01110\n\x80",
        [(2, "The byte 0x80 at place 1 is no text in UTF-8.")],
    ),
    "UTF-16 cut short": (
        b"\xff\xfe" + "01110\n0111".encode("utf-16-le") + b"0",
        [(2, f"“0111�” has a “�” at place 5: {ONLY}")],
    ),
    "a picture": (
        b"\x89PNG\r\n\x1a\n\x00\x00",
        [
            (1, "The byte 0x89 at place 1 is no text in UTF-8."),
            (2, f"“�” has an invisible character (U+001A) at place 1: {ONLY}"),
            (3, "There is a NUL at place 1: save it as a text in UTF-8."),
        ],
    ),
    "a huge line": (
        "01110\n" + "01" * 50_000,
        [(2, "It has 100,000 characters; a line may have 1,000 at the most.")],
    ),
    "a long value": (
        "x" + "0" * 900 + "y\n" + "2" * 900,
        [(2, f"“{'2' * 40}…” has a 2 at place 1: {ONLY}")],
    ),
    "too few columns below a heading": (
        "line,vector\n3",
        [(2, "It has 1 column, and the heading 2.")],
    ),
    "an empty bit below a heading": (
        "id,x1,x2,x3,x4,x5\n7,0,1,,1,0\n8,0,1,x,1,0\n9,0,1",
        [
            (2, "The vector, “0110”, has 4 bits; 5 needed."),
            (3, f"“01x10” has an x at place 3: {ONLY}"),
            (4, "It has 3 columns, and the heading 6."),
        ],
    ),
    "an empty vector below a heading": ("vector,expected\n,10001", [(2, "The vector is empty.")]),
    "two wrong below a heading": (
        "vector,expected\n01120,10001\n01110,1\n00000,11111",
        [
            (2, f"“01120” has a 2 at place 4: {ONLY}"),
            (3, f"What is expected, “1”, has 1 bit; 5 needed. {ZEROS}"),
        ],
    ),
    "a heading in the middle": (
        "01110\nvector,expected",
        [(2, f"Field 1, “vector”, has a v at place 1: {ONLY}")],
    ),
    "a session of Glassnet": (
        '{\n  "bits": 5\n}',
        [
            (1, "There is no bit in it."),
            (2, f"Field 1, “bits:”, has a b at place 1: {ONLY}"),
            (3, "There is no bit in it."),
        ],
    ),
}


@pytest.mark.parametrize(("data", "problems"), MALFORMED.values(), ids=MALFORMED)
def test_what_is_wrong_is_told_by_line(data: str | bytes, problems: list[tuple[int, str]]) -> None:
    found = read(data)
    assert list(found.problems) == problems
    refused = {line for line, _ in problems}
    assert not refused & set(found.numbers.tolist())


def test_there_are_more_than_thirty_of_them() -> None:
    assert len(MALFORMED) > 30


def test_the_rest_goes_on_whatever_is_wrong_with_a_line() -> None:
    bad = [data for data, _ in MALFORMED.values() if isinstance(data, str) and "\n" not in data]
    lines = ["00000"]
    for each in bad:
        lines += [each, "01110,10001"]
    found = read("\n".join(lines))
    assert [problem.line for problem in found.problems] == [2 + 2 * i for i in range(len(bad))]
    assert texts(found)[1:] == [(3 + 2 * i, X, T) for i in range(len(bad))]


@pytest.mark.parametrize(
    ("data", "numbers"),
    [
        ("", []),
        ("\n\n\n", []),
        ("   \n\t\n# a comment\n", []),
        (b"", []),
        (b"\xef\xbb\xbf", []),
        ("\n01110\n\n10001\n", [2, 4]),
        ("01110\r\n10001\r\n", [1, 2]),
        ("01110\r10001", [1, 2]),
        ("01110\r\n\r\n10001\r00000\n11111", [1, 3, 4, 5]),
        ("# first\n01110 \n#01110", [2]),
        ("\ufeff01110\n\ufeff10001", [1, 2]),
        (b"\xef\xbb\xbf01110\n10001", [1, 2]),
        ("01110\n10001".encode("utf-16"), [1, 2]),
        (b"\xfe\xff" + "01110\n10001".encode("utf-16-be"), [1, 2]),
        ("01110\n10001".encode("utf-32"), [1, 2]),
        (b"\x00\x00\xfe\xff" + "01110\n10001".encode("utf-32-be"), [1, 2]),
        ("01110\x0b\n10001\x0c\n00000", [1, 2, 3]),
    ],
)
def test_empty_lines_marks_and_ends_of_lines_of_every_kind_are_read(
    data: str | bytes, numbers: list[int]
) -> None:
    found = read(data)
    assert found.numbers.tolist() == numbers
    assert found.problems == found.notes == ()
    assert found.vectors.shape == (len(numbers), BITS)
    assert len(found) == len(numbers)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vector,expected\n01110,10001", T),
        ("expected,vector\n10001,01110", T),
        ("line;vector;predicted;correct;said\n7;01110;00000;10001;“ok”, is it", T),
        ('"Line","Vector","Said"\n"1","01110","a, b, c"', ""),
        ("vector\texpected\n01110\t", ""),
        ("vector,expected\n01110", ""),
        ("x y\n01110 10001", T),
        ("x → t\n01110 → 10001", T),
        ("inputs,targets\n0 1 1 1 0,1 0 0 0 1", T),
        ('vector,expected\n"0,1,1,1,0","1,0,0,0,1"', T),
        ("x1,x2,x3,x4,x5,y1,y2,y3,y4,y5\n0,1,1,1,0,1,0,0,0,1", T),
        ("id,x1,x2,x3,x4,x5,loss\n7,0,1,1,1,0,0.25", ""),
        ("id;X5;X4;X3;X2;X1;T5;T4;T3;T2;T1\n7;0;1;1;1;0;1;0;0;0;1", T),
        ("x1\tx2\tx3\tx4\tx5\tx6\ty1\ty2\ty3\ty4\ty5\n0\t1\t1\t1\t0\t\t1\t0\t0\t0\t1", T),
        ("y1,y2,y3,y4,y5,vector\n1,0,0,0,1,01110", T),
        ("vectors\n01110", ""),
        ("_\n01110", ""),
        ("# of mine\n\nvector,expected\n01110,10001", T),
    ],
)
def test_a_heading_is_read_and_told(text: str, expected: str) -> None:
    found = read(text)
    line = text.count("\n")
    heading = text.splitlines()[line - 1]
    assert texts(found) == [(line + 1, X, expected)]
    assert found.notes == (f"Line {line} is taken for a heading: {quoted(heading)}.",)
    assert found.problems == ()


@pytest.mark.parametrize("text", ["OIlOO", "l,O,O,I,I", "O1 IO"])
def test_letters_that_look_like_bits_are_no_heading(text: str) -> None:
    found = read(text)
    assert found.notes == ()
    assert [each.line for each in found.problems] == [1]


def test_only_so_many_lines_are_read() -> None:
    found = read("01110\n" * MOST_LINES)
    assert (len(found), found.problems) == (MOST_LINES, ())
    found = read("01110\n" * (MOST_LINES + 1))
    assert len(found) == MOST_LINES
    assert found.problems == ((100_001, "Only 100,000 lines are read; 1 line more was left out."),)
    found = read("\n" * MOST_LINES + "01110\n" * 2345)
    assert len(found) == 0
    assert found.problems == (
        (100_001, "Only 100,000 lines are read; 2,345 lines more were left out."),
    )


def test_a_line_of_the_longest_length_is_read() -> None:
    line = X + " " * (LONGEST_LINE - 10) + T
    assert len(line) == LONGEST_LINE
    assert texts(read(line)) == [(1, X, T)]
    [problem] = read(X + " " + line).problems
    assert problem.text == "It has 1,006 characters; a line may have 1,000 at the most."


def test_it_can_be_cancelled_and_tells_how_far_it_is() -> None:
    heard: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        heard.append((done, total))
        return done < 3000

    assert read_lines("01110\n" * 5500, BITS, OUTPUTS, progress) is None
    assert heard == [(1000, 5500), (2000, 5500), (3000, 5500)]
    heard.clear()
    assert read_lines("01110\n" * 2500, BITS, OUTPUTS, progress) is not None
    assert heard == [(1000, 2500), (2000, 2500)]


@given(st.text(max_size=300), st.integers(1, 16), st.integers(1, 16))
def test_any_text_is_read_and_no_message_quotes_much(text: str, bits: int, outputs: int) -> None:
    found = read(text, bits, outputs)
    assert found.vectors.shape == (len(found), bits)
    assert set(np.unique(found.vectors)) | set(np.unique(found.expected)) <= {0, 1}
    for line, said in found.problems:
        assert 1 <= line <= text.count("\n") + text.count("\r") + 1
        assert len(said) < LONGEST_QUOTED + 160
        assert said.isprintable()


@given(st.binary(max_size=300))
def test_any_bytes_are_read(data: bytes) -> None:
    found = read(data)
    assert found.vectors.shape == (len(found), BITS)
    assert all(each.text.isprintable() for each in found.problems)


@given(st.lists(st.tuples(st.integers(0, 31), st.one_of(st.none(), st.integers(0, 31)))))
def test_what_is_written_is_read_again(rows: list[tuple[int, int | None]]) -> None:
    lines = [f"{x:05b}" if t is None else f"{x:05b},{t:05b}" for x, t in rows]
    found = read("\n".join(lines))
    assert texts(found) == [
        (number, f"{x:05b}", "" if t is None else f"{t:05b}")
        for number, (x, t) in enumerate(rows, start=1)
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("01110", "“01110”"),
        ("a\tb\n c", "“a b c”"),
        ("a\x07b", "“a�b”"),
        ("x" * 40, f"“{'x' * 40}”"),
        ("x" * 41, f"“{'x' * 40}…”"),
        ("x" * 100_000, f"“{'x' * 40}…”"),
    ],
)
def test_a_text_is_quoted_on_one_line_and_cut_short(text: str, shown: str) -> None:
    assert quoted(text) == shown


def refusal(path: Path) -> str:
    with pytest.raises(VectorFileError) as caught:
        read_vector_file(path, BITS, OUTPUTS)
    return str(caught.value)


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "vectors.csv"
    path.write_bytes(b"01110;10001\r\n2\r\n00000\r\n")
    found = read_vector_file(path, BITS, OUTPUTS)
    assert found is not None
    assert texts(found) == [(1, X, T), (3, "00000", "")]
    assert [each.line for each in found.problems] == [2]
    assert read_vector_file(path, BITS, OUTPUTS, lambda *_: False) is not None


def test_why_a_file_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(tmp_path / "none.csv") == "it is not there."
    assert refusal(tmp_path) == "it is a folder."
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert refusal(large) == "it is larger than 16 MiB, the most that is read."
    secret = tmp_path / "secret.csv"
    secret.write_text("01110")

    def refuse(error: OSError) -> None:
        def read_bytes(path: Path) -> bytes:
            raise error

        monkeypatch.setattr(Path, "read_bytes", read_bytes)

    refuse(PermissionError(13, "Permission denied"))
    assert refusal(secret) == "reading it is not allowed."
    refuse(OSError(5, "Input/output error"))
    assert refusal(secret) == "Input/output error."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such files here")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    assert refusal(pipe) == "it is not a file with a text."
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(tmp_path / "s.csv"))
        assert refusal(tmp_path / "s.csv") == "it is not a file with a text."
