"""Vectors as people keep them: one in a line, with what is expected if they know it.

A line is read by itself; what is wrong with one is told by its number, and the rest goes on.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nn.core.arrays import Bits
from nn.core.characters import named
from nn.core.progress import Progress

MOST_LINES = 100_000
LONGEST_LINE = 1000
LONGEST_QUOTED = 40
"""Characters of a bad value in a message."""

LINES_BETWEEN_REPORTS = 1000
ARROWS = re.compile("→|⇒|->|=>")
NO_BRACKETS = str.maketrans("[](){}", "      ", '"')
SEPARATING = ",;\t|"
"""What separates fields, besides spaces."""

BYTES = 0xDC00
"""Python adds this to a byte that is no text."""

STRANGE = re.compile("[\0\udc80-\udcff]")
KIND_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
LIKE_BITS = frozenset("01OoIl")
"""What people type for bits: of these alone no heading is made."""

VECTOR_NAMES = ("vector", "vectors", "x", "input", "inputs")
EXPECTED_NAMES = ("expected", "correct", "target", "targets", "t", "y", "output", "outputs")
ONLY_BITS = "use only 0 and 1."
LOST_ZEROS = "A spreadsheet drops zeros in front."


class Problem(NamedTuple):
    """What is wrong with a line.

    Attributes:
        line: its number, from 1.
        text: what is wrong and what is allowed, plain sentences.
    """

    line: int
    text: str


@dataclass(frozen=True, eq=False)
class VectorLines:
    """What was found in a text.

    Attributes:
        numbers: of the lines that hold a vector, from 1, shape (count,).
        vectors: shape (count, n).
        expected: what is expected of the outputs, where it is given, shape (count, m).
        given: where it is, shape (count,).
        problems: the lines that hold none, though they say something.
        notes: what else there is to know, a sentence each.
    """

    numbers: NDArray[np.int64]
    vectors: Bits
    expected: Bits
    given: NDArray[np.bool_]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        """How many vectors there are."""
        return len(self.numbers)


class _LineError(ValueError):
    """What is wrong with the line that is read."""


class _Heading(NamedTuple):
    """A line of names, and which columns are read because of it.

    Attributes:
        kind: what separates its columns, " " for spaces.
        columns: how many there are.
        vector: the indices of the columns of the vector: one, or one for each bit.
        expected: those of what is expected, none without any.
    """

    kind: str
    columns: int
    vector: tuple[int, ...]
    expected: tuple[int, ...]


def read_lines(
    text: str, bits: int, outputs: int, progress: Progress | None = None
) -> VectorLines | None:
    """The vectors in a text, each line by itself; empty lines and those with a # are skipped.

    Bits may be written together (01110), or with spaces, commas, semicolons, tabs or bars between
    them; between the vector and what is expected stands any of these, or an arrow. A first line
    of names is taken for a heading; if one is named "vector", only that column is read, and
    "expected" or "correct" where it is there. So it is where each bit has a column: x1, x2 and so
    on, with t1 or y1 and so on for what is expected.

    Args:
        text: any.
        bits: n, how many bits a vector must have.
        outputs: m, how many bits of what is expected there must be.
        progress: told how many lines are read of how many.

    Returns:
        What was found, of the first `MOST_LINES` lines; None if it was cancelled.
    """
    lines = re.split("\r\n|\r|\n", text.removeprefix("\ufeff"))
    if lines[-1] == "":
        lines.pop()
    left_out = len(lines) - MOST_LINES
    reader = _Reader(bits, outputs)
    for number, line in enumerate(lines[:MOST_LINES], start=1):
        reader.read(number, line)
        if progress and number % LINES_BETWEEN_REPORTS == 0 and not progress(number, len(lines)):
            return None
    if left_out > 0:
        more = "1 line more was" if left_out == 1 else f"{left_out:,} lines more were"
        reader.problems.append(
            Problem(MOST_LINES + 1, f"Only {MOST_LINES:,} lines are read; {more} left out.")
        )
    return reader.found()


class _Reader:
    """Reads line after line."""

    def __init__(self, bits: int, outputs: int) -> None:
        self._bits, self._outputs = bits, outputs
        # Nearly all lines there are look like this, and are read in no time.
        self._usual = re.compile(rf"\s*([01]{{{bits}}})(?:[,;\t| ]([01]{{{outputs}}}))?\s*")
        self._began = False
        self._heading: _Heading | None = None
        self._numbers: list[int] = []
        self._vectors: list[str] = []
        self._expected: list[str] = []
        self._given: list[bool] = []
        self._notes: list[str] = []
        self.problems: list[Problem] = []

    def read(self, number: int, line: str) -> None:
        """Read one line."""
        usual = None if self._heading else self._usual.fullmatch(line)
        if usual:
            self._began = True
            self._keep(number, usual[1], usual[2])
            return
        try:
            found = self._parse(number, line)
        except _LineError as error:
            self.problems.append(Problem(number, str(error)))
        else:
            if found is not None:
                self._keep(number, *found)

    def found(self) -> VectorLines:
        """All that was read."""
        count = len(self._numbers)
        return VectorLines(
            np.array(self._numbers, dtype=np.int64),
            _array(self._vectors, (count, self._bits)),
            _array(self._expected, (count, self._outputs)),
            np.array(self._given, dtype=np.bool_),
            tuple(self.problems),
            tuple(self._notes),
        )

    def _keep(self, number: int, vector: str, expected: str | None) -> None:
        self._numbers.append(number)
        self._vectors.append(vector)
        self._expected.append(expected or "0" * self._outputs)
        self._given.append(expected is not None)

    def _parse(self, number: int, line: str) -> tuple[str, str | None] | None:
        """The vector of a line, and what is expected; None if it says nothing."""
        if len(line) > LONGEST_LINE:
            raise _LineError(
                f"It has {len(line):,} characters; a line may have {LONGEST_LINE:,} at the most."
            )
        _refuse_strange_text(line)
        text = line.strip().strip("\ufeff").strip()
        if not text or text.startswith("#"):
            return None
        began, self._began = self._began, True
        if not began and self._is_heading(number, text):
            return None
        if text.count('"') % 2:
            raise _LineError("A quotation mark is not closed.")
        if self._heading:
            return self._of_columns(text, self._heading)
        return self._of_fields(text.translate(NO_BRACKETS).strip())

    def _is_heading(self, number: int, text: str) -> bool:
        plain = ARROWS.sub(" ", text)
        kind = next((each for each in SEPARATING if each in text), " ")
        names = [each.strip() for each in _columns(plain, kind)]
        if not all(each[:1].isalpha() or each[:1] == "_" for each in names):
            return False
        if all(set(each) <= LIKE_BITS for each in names):
            return False
        names = [each.lower() for each in names]
        vector = _places_of(VECTOR_NAMES, names, self._bits)
        if vector and len(names) > 1 and plain == text:
            expected = _places_of(EXPECTED_NAMES, names, self._outputs)
            self._heading = _Heading(kind, len(names), vector, expected)
        self._notes.append(f"Line {number:,} is taken for a heading: {quoted(text)}.")
        return True

    def _of_columns(self, text: str, heading: _Heading) -> tuple[str, str | None]:
        """The columns that a heading names, whatever stands in the others."""
        fields = _columns(text, heading.kind)
        if len(fields) <= max(heading.vector):
            raise _LineError(
                f"It has {_counted(len(fields), 'column')}, and the heading {heading.columns:,}."
            )
        vector, expected = (_joined(fields, each) for each in (heading.vector, heading.expected))
        one, other = (len(each) == 1 for each in (heading.vector, heading.expected))
        vector = self._checked(vector, self._bits, "The vector", column=one)
        if not expected:
            return vector, None
        return vector, self._checked(expected, self._outputs, "What is expected", column=other)

    def _of_fields(self, text: str) -> tuple[str, str | None]:
        sides = ARROWS.split(text)
        if len(sides) > 2:
            raise _LineError(f"It has {len(sides) - 1} arrows; one is enough.")
        if len(sides) == 1:
            sides = _sides_of_two_kinds(text) or sides
        if len(sides) == 2:
            vector, expected = ("".join(_fields(each)) for each in sides)
            return (
                self._checked(vector, self._bits, "The vector"),
                self._checked(expected, self._outputs, "What is expected"),
            )
        fields = _fields(text)
        if not fields:
            raise _LineError("There is no bit in it.")
        for place, field in enumerate(fields, start=1):
            _refuse_all_but_bits(field, place, len(fields))
        for cut in range(1, len(fields) + 1):
            vectors, expecteds = fields[:cut], fields[cut:]
            if _is_whole(vectors, self._bits) and (
                not expecteds or _is_whole(expecteds, self._outputs)
            ):
                return "".join(vectors), "".join(expecteds) or None
        raise self._wrong_widths(fields)

    def _checked(self, field: str, width: int, what: str, column: bool = False) -> str:
        """A field of so many bits, which may be all there is in a column."""
        if not field:
            raise _LineError(f"{what} is empty.")
        _refuse_all_but_bits(field, 1, 1)
        if len(field) != width:
            lost = f" {LOST_ZEROS}" if column and len(field) < width else ""
            raise _LineError(
                f"{what}, {quoted(field)}, has {_bits(len(field))}; {width} needed.{lost}"
            )
        return field

    def _wrong_widths(self, fields: Sequence[str]) -> _LineError:
        n, m = self._bits, self._outputs
        count = len(fields)
        if count == 1:
            length = len(fields[0])
            needed = f"{quoted(fields[0])} has {_bits(length)}; {n} needed"
            if length == n + m:
                return _LineError(f"{needed}. Put a space or a comma before what is expected.")
            lost = f" {LOST_ZEROS}" if length < n else ""
            return _LineError(f"{needed}.{lost}")
        if all(len(each) == 1 for each in fields):
            return _LineError(
                f"It has {count:,} bits; {n} needed, or {n + m} with what is expected."
            )
        if count == 2:
            try:
                self._checked(fields[0], n, "The vector", column=True)
                self._checked(fields[1], m, "What is expected", column=True)
            except _LineError as error:
                return error
        return _LineError(
            f"It has {count:,} fields; two are read: a vector of {_bits(n)}, and what is expected, "
            f"{_bits(m)}."
        )


def quoted(text: str) -> str:
    """A text as a message quotes it: on one line, nothing invisible, and not at any length."""
    start = " ".join(text[: 4 * LONGEST_QUOTED].split())
    start = "".join(each if each.isprintable() else "�" for each in start)
    return f"“{start}”" if len(start) <= LONGEST_QUOTED else f"“{start[:LONGEST_QUOTED]}…”"


def _places_of(wanted: Iterable[str], names: Sequence[str], bits: int) -> tuple[int, ...]:
    """The indices of the columns of some bits: of one for all, or else of one for each."""
    for name in names:
        if name in wanted:
            return (names.index(name),)
    for name in wanted:
        each = [f"{name}{number}" for number in range(1, bits + 1)]
        if set(each) <= set(names):
            return tuple(map(names.index, each))
    return ()


def _columns(text: str, kind: str) -> list[str]:
    """The columns of a line, in which there may be anything within quotation marks."""
    return text.split() if kind == " " else next(csv.reader([text], delimiter=kind))


def _array(texts: list[str], shape: tuple[int, int]) -> Bits:
    raw = np.frombuffer("".join(texts).encode("ascii"), np.uint8)
    bits: Bits = (raw.reshape(shape) - ord("0")).astype(np.int64)
    return bits


def _joined(fields: Sequence[str], places: Iterable[int]) -> str:
    """The bits of some fields, as far as there are any, without what stands between them."""
    together = "".join(fields[place] for place in places if place < len(fields))
    return "".join(
        each for each in together.translate(NO_BRACKETS) if each not in SEPARATING and each != " "
    )


def _sides_of_two_kinds(text: str) -> list[str] | None:
    """Both sides of a line with separators of two kinds, one of which stands there just once."""
    text = text.rstrip(SEPARATING + " ")
    kinds = [each for each in SEPARATING if each in text]
    if len(kinds) < 2:
        return None
    once = [each for each in kinds if text.count(each) == 1]
    if len(kinds) > 2 or len(once) != 1:
        raise _LineError(
            f"It mixes {' and '.join(KIND_NAMES[each] for each in kinds)}: use one of them."
        )
    return text.split(once[0])


def _fields(text: str) -> list[str]:
    """What stands between separators of one kind; empty ones at the end do not count."""
    kind = next((each for each in SEPARATING if each in text), None)
    if kind is None:
        return text.split()
    fields = ["".join(each.split()) for each in text.split(kind)]
    while fields and not fields[-1]:
        fields.pop()
    for place, field in enumerate(fields, start=1):
        if not field:
            raise _LineError(f"Field {place:,} is empty.")
    if not fields:
        raise _LineError(f"There are only {KIND_NAMES[kind]} in it.")
    return fields


def _is_whole(fields: Sequence[str], width: int) -> bool:
    """Whether fields are so many bits, all in one or each in one of its own."""
    lengths = [len(each) for each in fields]
    return lengths == [width] or lengths == [1] * width


def _refuse_strange_text(line: str) -> None:
    """Refuse what no one can have typed."""
    found = STRANGE.search(line)
    if found is None:
        return
    code, place = ord(found[0]), found.start() + 1
    if code == 0:
        raise _LineError(f"There is a NUL at place {place:,}: save it as a text in UTF-8.")
    raise _LineError(f"The byte 0x{code - BYTES:02X} at place {place:,} is no text in UTF-8.")


def _refuse_all_but_bits(field: str, place: int, count: int) -> None:
    rest = field.lstrip("01")
    if not rest:
        return
    if re.fullmatch(r"[-\u2212]\d+(\.\d*)?", field, re.ASCII):
        raise _LineError(f"{quoted(field)} is negative: {ONLY_BITS}")
    if re.fullmatch(r"\+?(\d+\.\d*|\.\d+)(e[-+]?\d+)?", field, re.ASCII | re.IGNORECASE):
        raise _LineError(f"{quoted(field)} is a decimal number: {ONLY_BITS}")
    allowed = ONLY_BITS
    if unicodedata.digit(rest[0], None) in (0, 1):
        allowed = "use only plain 0 and 1."
    where = f"Field {place:,}, {quoted(field)}," if count > 1 else quoted(field)
    at = len(field) - len(rest) + 1
    raise _LineError(f"{where} has {named(rest[0])} at place {at:,}: {allowed}")


def _bits(count: int) -> str:
    return _counted(count, "bit")


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
