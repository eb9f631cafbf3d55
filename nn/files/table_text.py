"""A truth table as people type it, or keep it in a file: a line for each vector, in any order.

A line is a vector and its target, with an arrow, a comma, a semicolon, a tab or a space between
them: 101 → 0. With a first line of names, such as x1,x2,x3,y1, each bit has a column of its own;
if one is named "vector" and one "correct", "expected" or "target", only these are read. Empty
lines are skipped, and so is what follows a #.
"""

from __future__ import annotations

import re
import stat
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from nn.core.cut_short import cut_short
from nn.core.own_table import table_name, table_targets
from nn.core.progress import Progress
from nn.core.task import MOST_BITS, bits_text
from nn.files.vector_lines import EXPECTED_NAMES, LOST_ZEROS, VECTOR_NAMES

LARGEST_FILE = 8 * 2**20
LINES_BETWEEN_REPORTS = 500
MOST_PROBLEMS = 20
"""More of them are counted, not told."""

MOST_IN_A_LINE = 3
"""So many are told where there is one line for all of them."""

MOST_MISSING = 5
"""More vectors than this are counted, not named."""

EXAMPLE = "101 → 0"
_ARROW = re.compile(r"\s*(?:→|⇒|->|=>)\s*")
_BETWEEN = re.compile(r"\s*[,;|\t]\s*|\s+")
_OUTPUT = re.compile(r"(?:y|t|o|label|sum)", re.IGNORECASE)
_OPEN = "xX-*?_"
"""What people write for a bit that may be either."""


class Problem(NamedTuple):
    """What is wrong with a line.

    Attributes:
        line: counted from 1; 0 where it is the whole.
        text: what is wrong, and what to do about it; sentences.
    """

    line: int
    text: str

    def __str__(self) -> str:
        return f"Line {self.line:,}: {self.text}" if self.line else self.text


class TableTextError(ValueError):
    """A text that is no truth table.

    Attributes:
        problems: the first ones, one at least, by line.
        more: how many there are besides.
    """

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems[:MOST_PROBLEMS])
        self.more = len(problems) - len(self.problems)
        left = len(problems) - MOST_IN_A_LINE
        told = [*map(str, problems[:MOST_IN_A_LINE]), f"And {left:,} more." if left > 0 else ""]
        super().__init__(" ".join(filter(None, told)))


@dataclass(frozen=True)
class _Line:
    """A line that says something.

    Attributes:
        number: from 1.
        sides: what stands on both sides of an arrow, where there is one.
        fields: what stands between separators.
    """

    number: int
    sides: tuple[str, ...]
    fields: tuple[str, ...]

    @property
    def names_columns(self) -> bool:
        """Whether it is a line of names."""
        return all(each[:1].isalpha() for each in self.fields) and any(
            letter not in "01" + _OPEN for each in self.fields for letter in each
        )


class _Columns(NamedTuple):
    """A line of names, and which columns are read because of it.

    Attributes:
        line: its number.
        inputs: the indices of the columns of the vector: one, or one for each bit.
        outputs: likewise those of the target.
        together: how many columns there are.
    """

    line: int
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    together: int


class _LineError(Exception):
    """What is wrong with the line that is read."""


def read_table(text: str) -> str:
    """The name of the task that a table gives.

    Raises:
        TableTextError: it is none, or not complete; everything that is wrong is told by line.
    """
    name = read_long_table(text, lambda done, total: True)
    assert name is not None
    return name


def read_long_table(text: str, progress: Progress) -> str | None:
    """The same of a text that may be long.

    Args:
        text: any.
        progress: told how many lines are read of how many.

    Returns:
        The name, or None if it was cancelled.

    Raises:
        TableTextError: see `read_table`.
    """
    # Where editors, which count the lines, too, begin one: not at a form feed.
    texts = re.split("\r\n|\r|\n", text.removeprefix("\ufeff"))
    problems: list[Problem] = []
    columns: _Columns | None = None
    rows: dict[str, tuple[int, str]] = {}
    widths: tuple[int, int, int] | None = None
    began = False
    for number, each in enumerate(texts, start=1):
        if number % LINES_BETWEEN_REPORTS == 0 and not progress(number, len(texts)):
            return None
        line = _line(number, each)
        if line is None:
            continue
        if not began and line.names_columns:
            try:
                columns = _named_columns(line)
            except _LineError as refusal:
                raise TableTextError([Problem(number, str(refusal))]) from None
            began = True
            continue
        began = True
        try:
            x, t = _row(line, columns)
            widths = _same_widths(number, x, t, widths)
            if x in rows:
                raise _LineError(_said_before(x, t, *rows[x]))
            rows[x] = number, t
        except _LineError as refusal:
            problems.append(Problem(number, str(refusal)))
    if not (rows or problems):
        problems.append(
            Problem(0, f"There is no line with a vector: write one for each, such as {EXAMPLE}.")
        )
    if not problems:
        assert widths is not None
        bits = widths[1]
        vectors = [f"{each:0{bits}b}" for each in range(1 << bits)]
        missing = [each for each in vectors if each not in rows]
        if not missing:
            return table_name(bits, [rows[each][1] for each in vectors])
        problems.append(Problem(0, _missing(missing, len(vectors))))
    raise TableTextError(problems)


def read_table_file(path: Path) -> str:
    """The same from a file.

    Raises:
        TableTextError: see `read_table` and `text_of_file`.
        OSError: it cannot be read.
    """
    return read_table(text_of_file(path))


def text_of_file(path: Path) -> str:
    """The text of a file that may hold a table.

    Raises:
        TableTextError: it is no text, or much too large.
        OSError: it cannot be read.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise TableTextError([Problem(0, "It is not a file.")])
    if status.st_size > LARGEST_FILE:
        raise TableTextError(
            [Problem(0, f"It is larger than {LARGEST_FILE // 2**20} MiB: no table has so much.")]
        )
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TableTextError([Problem(0, "It is not a text in UTF-8.")]) from None


def table_text(name: str) -> str:
    """A table as `read_table` takes it, counting up."""
    targets = table_targets(name)
    bits = len(targets).bit_length() - 1
    return "".join(f"{x:0{bits}b} → {t}\n" for x, t in enumerate(targets))


def _line(number: int, text: str) -> _Line | None:
    text = text.partition("#")[0].replace('"', "").strip().rstrip(",;")
    if not text:
        return None
    sides = tuple(_ARROW.split(text))
    return _Line(number, sides, tuple(_BETWEEN.split(" ".join(sides).strip())))


def _named_columns(line: _Line) -> _Columns | None:
    """The columns by their names; None where there are two, a vector and a target."""
    count = len(line.fields)
    if count == 2:
        return None
    names = [each.lower() for each in line.fields]
    # x may be the name of the only input, of one bit.
    vector, target = (
        next((place for place, name in enumerate(names) if name in wanted and name != "x"), None)
        for wanted in (VECTOR_NAMES, EXPECTED_NAMES)
    )
    if vector is not None and target is not None:
        return _Columns(line.number, (vector,), (target,), count)
    outputs = [bool(_OUTPUT.match(each)) for each in line.fields]
    inputs = outputs.index(True) if True in outputs else 0
    if not inputs or not all(outputs[inputs:]):
        raise _LineError(
            "It must name the inputs first and then the outputs, such as x1,x2,x3,y1,y2."
        )
    return _Columns(line.number, tuple(range(inputs)), tuple(range(inputs, count)), count)


def _row(line: _Line, columns: _Columns | None) -> tuple[str, str]:
    """The vector and the target of a line, each of 0 and 1."""
    if len(line.sides) == 2:
        parts = tuple("".join(_BETWEEN.split(each)) for each in line.sides)
    elif columns is None:
        parts = _filled(line.fields)
    elif len(line.fields) == columns.together:
        parts = tuple(
            "".join(_filled([line.fields[place] for place in places]))
            for places in (columns.inputs, columns.outputs)
        )
    else:
        _filled(line.fields)
        raise _LineError(
            f"It has {len(line.fields)} columns, and line {columns.line} names {columns.together}."
        )
    if len(line.sides) > 2:
        raise _LineError(f"It has {len(line.sides) - 1} arrows: one vector and one target, please.")
    if len(parts) > 2:
        raise _LineError(
            f"It has {len(parts)} columns, and nothing says which are outputs: begin with a line "
            f"such as x1,x2,x3,y1, or write {EXAMPLE}."
        )
    if len(parts) < 2 or not all(parts):
        raise _LineError(f"A vector and its target are needed, such as {EXAMPLE}.")
    x, t = parts
    _check(x, "It stands for more than one vector: write a line for each of them.")
    _check(t, "The network learns a 0 or a 1 for every output: write one of them.")
    return x, t


def _filled(fields: Sequence[str]) -> tuple[str, ...]:
    """The same, unless one is empty."""
    if not all(fields):
        raise _LineError("A column is empty. A bit left open is a don't-care: write 0 or 1.")
    return tuple(fields)


def _check(bits: str, instead: str) -> None:
    """Refuse what is not of 0 and 1."""
    rest = bits.lstrip("01")
    if not rest:
        return
    if not bits.strip("01" + _OPEN):
        where = f"“{_brief(bits)}” has" if len(bits) > 1 else "There is"
        raise _LineError(f"{where} a don't-care, “{rest[0]}”. {instead}")
    plain = "plain " if unicodedata.digit(rest[0], None) in (0, 1) else ""
    raise _LineError(f"“{_brief(bits)}” is not of {plain}0 and 1 alone.")


def _same_widths(
    number: int, x: str, t: str, widths: tuple[int, int, int] | None
) -> tuple[int, int, int]:
    """The number of the line that said first how many bits there are, and how many."""
    for what, bits in (("A vector", x), ("A target", t)):
        if len(bits) > MOST_BITS:
            raise _LineError(
                f"{what} has {MOST_BITS} bits at most, and this one has {len(bits):,}."
            )
    if widths is None:
        return number, len(x), len(t)
    first, inputs, outputs = widths
    for what, bits, wanted in (("vector", x, inputs), ("target", t, outputs)):
        if len(bits) != wanted:
            raise _LineError(
                f"The {what} {bits} has {bits_text(len(bits))}, and that of line {first:,} has "
                f"{wanted:,}. {LOST_ZEROS}"
            )
    return widths


def _said_before(x: str, t: str, line: int, before: str) -> str:
    if t == before:
        return f"{x} → {t} stands in line {line:,} already: take one of them away."
    return f"{x} → {t} contradicts line {line:,}, where {x} → {before}: only one can be right."


def _missing(missing: list[str], count: int) -> str:
    return (
        f"{_listed(missing)} {'has' if len(missing) == 1 else 'have'} no line. "
        f"All {count:,} vectors need a target: the network answers every one."
    )


def _listed(vectors: list[str]) -> str:
    if len(vectors) > MOST_MISSING:
        shown = ", ".join(vectors[:MOST_MISSING])
        return f"{shown} and {len(vectors) - MOST_MISSING:,} more vectors"
    return " and ".join(filter(None, [", ".join(vectors[:-1]), vectors[-1]]))


def _brief(bits: str) -> str:
    return cut_short(bits)[1:-1]
