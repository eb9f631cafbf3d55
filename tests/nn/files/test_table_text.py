"""Truth tables as people write them, and what is wrong with them, line by line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from every_task import table

from nn.files.table_text import (
    LARGEST_FILE,
    TableTextError,
    read_table,
    read_table_file,
    table_text,
)

XOR = "table:2:1:0110"


@pytest.mark.parametrize(
    "text",
    [
        "00 → 0\n01 → 1\n10 → 1\n11 → 0",
        "00 -> 0\n01->1\n10 => 1\n11⇒0\n",
        "11 0\n10 1\n00 0\n01 1\n",
        "00,0\r\n01,1\r\n10,1\r\n11,0\r\n",
        "00;0\n01;1\n10;1\n11;0",
        "00\t0\n01\t1\n10\t1\n11\t0",
        "00|0\n01 | 1\n10|1\n11|0",
        "  00 , 0  \n\n01 , 1\n# and the others\n10 , 1\n11 , 0\n\n",
        '"00","0"\n"01","1"\n"10","1"\n"11","0"',
        "input,output\n00,0\n01,1\n10,1\n11,0\n",
        "x → y\n00 → 0\n01 → 1\n10 → 1\n11 → 0\n",
        "x1,x2,y1\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n",
        "x1 x2 y\n0 0 0\n0 1 1\n1 0 1\n1 1 0\n",
        "a;b;out\n0;0;0;\n0;1;1;;\n1;0;1\n1;1;0\n",
        "# a comment\nx1,x2,target\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n",
        "0 0 → 0\n0,1 → 1\n1 0 → 1\n1;1 → 0",
        "x1,x2,y1\n00 → 0\n01 → 1\n1,0,1\n11 → 0",
        "\ufeff00,0\n01,1\n10,1\n11,0",
        "x1,x2,y # of two\n0,0,0 # alike\n0,1,1#1\n1,0,1,# 10 → 0\n1,1,0",
        "00 0\r01 1\r10 1\r11 0\r",
        "Vector,correct,answer,since,y1\n10,1,0,,0.2\n00,0,0,40,0.1\n01,1,1,7,0.9\n11,0,1,,0.8",
        "id;expected;Input\n1;0;00\n2;1;01\n3;1;10\n4;0;11",
    ],
)
def test_a_table_is_read_however_it_is_written(text: str) -> None:
    assert read_table(text) == XOR


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("0 1\n1 0", "table:1:1:10"),
        ("0 → 011\n1 → 100", "table:1:3:011100"),
        ("x,y1,y2\n0,0,1\n1,1,1\n", "table:1:2:0111"),
        ("x,t,y\n0,0,1\n1,1,1\n", "table:1:2:0111"),
        ("x1,x2,Sum\n0,0,0\n0,1,1\n1,0,1\n1,1,0", XOR),
        ("x1,x2,label\n0,0,0\n0,1,1\n1,0,1\n1,1,0", XOR),
    ],
)
def test_inputs_and_outputs_may_be_of_any_widths(text: str, name: str) -> None:
    assert read_table(text) == name


@pytest.mark.parametrize(("bits", "outputs"), [(1, 1), (3, 2), (2, 5), (5, 16), (10, 3)])
def test_what_is_written_is_read_again(bits: int, outputs: int) -> None:
    name = table(bits, outputs)
    text = table_text(name)
    assert read_table(text) == name
    lines = text.splitlines()
    assert len(lines) == 2**bits
    assert lines[1] == f"{1:0{bits}b} → {name.split(':')[3][outputs : 2 * outputs]}"


NO_LINE = "There is no line with a vector: write one for each, such as 101 → 0."
NEEDED = "A vector and its target are needed, such as 101 → 0."
NAMES = "It must name the inputs first and then the outputs, such as x1,x2,x3,y1,y2."
MEANS_MORE = "It stands for more than one vector: write a line for each of them."
MEANS_ONE = "The network learns a 0 or a 1 for every output: write one of them."
ALL_4 = "All 4 vectors need a target: the network answers every one."
WRONG: dict[str, list[str]] = {
    "": [NO_LINE],
    "\n# only this\n": [NO_LINE],
    "x1,x2,y\n": [NO_LINE],
    "101": [f"Line 1: {NEEDED}"],
    "101 →": [f"Line 1: {NEEDED}"],
    "→ 1": [f"Line 1: {NEEDED}"],
    "0 → 1 → 0\n1 → 0": ["Line 1: It has 2 arrows: one vector and one target, please."],
    "0,0,0\n0,1 1": [
        f"Line {line}: It has 3 columns, and nothing says which are outputs: begin with a line "
        "such as x1,x2,x3,y1, or write 101 → 0."
        for line in (1, 2)
    ],
    "y1,x1,x2\n0,0,0": [f"Line 1: {NAMES}"],
    "x1,y1,x2\n0,0,0": [f"Line 1: {NAMES}"],
    "x1,x2,x3\n0,0,0": [f"Line 1: {NAMES}"],
    "\n\nhello\n0 1": [f"Line 3: {NAMES}"],
    "vector,answer,note\n0,1,1": [f"Line 1: {NAMES}"],
    "vector,correct,note\n0,,1\n,1,1\n1,0": [
        *(
            f"Line {line}: A column is empty. A bit left open is a don't-care: write 0 or 1."
            for line in (2, 3)
        ),
        "Line 4: It has 2 columns, and line 1 names 3.",
    ],
    "x1,x2,y1\n0,0\n0,1,1\n1,0,1,1": [
        "Line 2: It has 2 columns, and line 1 names 3.",
        "Line 4: It has 4 columns, and line 1 names 3.",
    ],
    "x1,x2,y1\n0,,1": ["Line 2: A column is empty. A bit left open is a don't-care: write 0 or 1."],
    ",1\n": ["Line 1: A column is empty. A bit left open is a don't-care: write 0 or 1."],
    "00 0\n1- 1": [f"Line 2: “1-” has a don't-care, “-”. {MEANS_MORE}"],
    "00 0\nX1 1": [f"Line 2: “X1” has a don't-care, “X”. {MEANS_MORE}"],
    "00 0\n?? 1": [f"Line 2: “??” has a don't-care, “?”. {MEANS_MORE}"],
    "00 0*": [f"Line 1: “0*” has a don't-care, “*”. {MEANS_ONE}"],
    "0 → -\n1 → _": [
        f"Line 1: There is a don't-care, “-”. {MEANS_ONE}",
        f"Line 2: There is a don't-care, “_”. {MEANS_ONE}",
    ],
    "00 2": ["Line 1: “2” is not of 0 and 1 alone."],
    "0a1 1": ["Line 1: “0a1” is not of 0 and 1 alone."],
    "0１ 1": ["Line 1: “0１” is not of plain 0 and 1 alone."],
    f"{'01' * 30}2 1": [f"Line 1: “{('01' * 30)[:36]}..” is not of 0 and 1 alone."],
    f"{'0' * 17} 1": ["Line 1: A vector has 16 bits at most, and this one has 17."],
    f"1 {'1' * 1000}": ["Line 1: A target has 16 bits at most, and this one has 1,000."],
    "00 → 1\n\n001 → 1\n1 → 0": [
        "Line 3: The vector 001 has 3 bits, and that of line 1 has 2. A spreadsheet drops zeros "
        "in front.",
        "Line 4: The vector 1 has 1 bit, and that of line 1 has 2. A spreadsheet drops zeros in "
        "front.",
    ],
    "0,1\n1,0\n10,0\n11,1": [
        f"Line {line}: The vector {bits} has 2 bits, and that of line 1 has 1. A spreadsheet "
        "drops zeros in front."
        for line, bits in ((3, "10"), (4, "11"))
    ],
    "0 → 1\x0c\r\n1 → 2": ["Line 2: “2” is not of 0 and 1 alone."],
    "1 → 01\n0 → 1": [
        "Line 2: The target 1 has 1 bit, and that of line 1 has 2. A spreadsheet drops zeros in "
        "front."
    ],
    "00 → 0\n01 → 1\n00 → 0\n01 → 0\n01 → 1": [
        "Line 3: 00 → 0 stands in line 1 already: take one of them away.",
        "Line 4: 01 → 0 contradicts line 2, where 01 → 1: only one can be right.",
        "Line 5: 01 → 1 stands in line 2 already: take one of them away.",
    ],
    "00 → 0\n10 → 1\n11 → 1": [f"01 has no line. {ALL_4}"],
    "10 → 1\n": [f"00, 01 and 11 have no line. {ALL_4}"],
    "000 0": [
        "001, 010, 011, 100, 101 and 2 more vectors have no line. All 8 vectors need a target: "
        "the network answers every one."
    ],
    "001 0\n000 0\n011 1": [
        "010, 100, 101, 110 and 111 have no line. All 8 vectors need a target: the network "
        "answers every one."
    ],
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_told_by_line(text: str) -> None:
    with pytest.raises(TableTextError) as caught:
        read_table(text)
    assert [str(each) for each in caught.value.problems] == WRONG[text]
    assert caught.value.more == 0


def test_of_many_problems_the_first_are_told_and_the_others_counted() -> None:
    text = "00 1\n" + "0? 1\n" * 1300
    with pytest.raises(TableTextError) as caught:
        read_table(text)
    assert [each.line for each in caught.value.problems] == list(range(2, 22))
    assert caught.value.more == 1280
    told = str(caught.value)
    assert told.startswith("Line 2: “0?” has a don't-care")
    assert "Line 4: " in told
    assert "Line 5: " not in told
    assert told.endswith(" And 1,297 more.")
    assert str(TableTextError([*caught.value.problems[:3]])).endswith("for each of them.")


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbfin,out\r\n00,0\r\n01,1\r\n10,1\r\n11,0\r\n")
    assert read_table_file(path) == XOR


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for content, said in (
        (b"\xff\xfe0\x00", "It is not a text in UTF-8."),
        (b"0 1\n1 0\n" + b" " * LARGEST_FILE, "It is larger than 8 MiB: no table has so much."),
        (b"", NO_LINE),
    ):
        path.write_bytes(content)
        with pytest.raises(TableTextError) as caught:
            read_table_file(path)
        assert str(caught.value) == said
    with pytest.raises(TableTextError, match=r"^It is not a file\.$"):
        read_table_file(tmp_path)
    with pytest.raises(OSError, match="No such file"):
        read_table_file(tmp_path / "none.csv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(TableTextError, match="not a file"):
        read_table_file(tmp_path / "pipe")
