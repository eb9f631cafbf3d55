"""The answers to listed vectors as a table for other programs, and to be opened here again."""

from __future__ import annotations

import csv
import io

from nn.answers.by_hand import AnswersByHand
from nn.core.arrays import Bits
from nn.core.progress import Progress
from nn.files.vector_lines import VectorLines

HEADING = ("line", "vector", "predicted", "expected", "wrong bits", "note")
ROWS_BETWEEN_TELLING = 5000


def answers_as_text(
    lines: VectorLines,
    answers: AnswersByHand,
    delimiter: str = ",",
    progress: Progress | None = None,
) -> str | None:
    """A row for every line that said something, in their order, below a heading.

    Args:
        lines: what was read.
        answers: to its vectors.
        delimiter: between the columns.
        progress: told how many rows are done of how many.

    Returns:
        The table as CSV; None if it was cancelled.
    """
    refused = {problem.line: problem.text for problem in lines.problems}
    places = {int(number): place for place, number in enumerate(lines.numbers)}
    table = io.StringIO()
    rows = csv.writer(table, delimiter=delimiter, lineterminator="\n")
    rows.writerow(HEADING)
    total = len(refused) + len(places)
    for done, number in enumerate(sorted([*refused, *places])):
        if progress and done % ROWS_BETWEEN_TELLING == 0 and not progress(done, total):
            return None
        if number in refused:
            rows.writerow((number, "", "", "", "", refused[number]))
        else:
            rows.writerow((number, *row_texts(lines, answers, places[number])))
    return table.getvalue()


def row_texts(lines: VectorLines, answers: AnswersByHand, place: int) -> tuple[str, ...]:
    """What there is to say of a vector: itself, predicted, expected, the wrong bits, a note."""
    return (
        _bits(lines.vectors[place]),
        _bits(answers.label[place]),
        _bits(answers.expected[place]),
        wrong_bits(answers, place),
        note(answers, place),
    )


def wrong_bits(answers: AnswersByHand, place: int) -> str:
    """The names of the wrong bits of an answer, "" for none."""
    wrong = answers.wrong[place].nonzero()[0].tolist()
    return " ".join(f"y{output + 1}" for output in wrong)


def note(answers: AnswersByHand, place: int) -> str:
    """That something else is expected than the task asks for; "" where it is not."""
    return f"The task asks for {_bits(answers.correct[place])}." if answers.odd[place] else ""


def _bits(bits: Bits) -> str:
    return "".join(map(str, bits.tolist()))
