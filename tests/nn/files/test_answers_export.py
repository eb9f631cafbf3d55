from __future__ import annotations

import numpy as np

from nn.answers.by_hand import AnswersByHand, answer_by_hand
from nn.files.answers_export import answers_as_text
from nn.files.vector_lines import VectorLines, read_lines

TEXT = 'vector,expected\n01110\n\nhell"o\n01110,10000\n00000,11111\n'


def answered(text: str) -> tuple[VectorLines, AnswersByHand]:
    lines = read_lines(text, 5, 5)
    assert lines is not None
    # Each output is 1 where its input is 0, but for the last one, which is always 1.
    W1 = np.diag([-40.0] * 4 + [0.0]) @ np.eye(5)
    W2 = np.eye(5)
    W1, W2 = np.hstack([W1, np.zeros((5, 1))]), np.vstack([40 * W2, np.full(5, -39.0)])
    found = answer_by_hand(W1, W2, lines.vectors, lines.expected, lines.given, "invert")
    assert found is not None
    return lines, found


def test_every_line_that_says_something_has_a_row() -> None:
    lines, answers = answered(TEXT)
    assert answers.label.tolist() == [[1, 0, 0, 0, 1]] * 2 + [[1, 1, 1, 1, 1]]
    assert answers_as_text(lines, answers) == (
        "line,vector,predicted,expected,wrong bits,note\n"
        "2,01110,10001,10001,,\n"
        "4,,,,,A quotation mark is not closed.\n"
        "5,01110,10001,10000,y5,The task asks for 10001.\n"
        "6,00000,11111,11111,,\n"
    )


def test_wrong_bits_are_named_and_tabs_may_stand_between() -> None:
    lines, answers = answered("11111,01010")
    assert answers_as_text(lines, answers, "\t") == (
        "line\tvector\tpredicted\texpected\twrong bits\tnote\n"
        "1\t11111\t00001\t01010\ty2 y4 y5\tThe task asks for 00000.\n"
    )


def test_what_is_written_is_read_again() -> None:
    lines, answers = answered(TEXT)
    text = answers_as_text(lines, answers)
    assert text is not None
    again = read_lines(text, 5, 5)
    assert again is not None
    assert again.vectors.tolist() == lines.vectors.tolist()
    assert again.expected.tolist() == answers.expected.tolist()
    assert [each.text for each in again.problems] == ["The vector is empty."]


def test_it_can_be_cancelled() -> None:
    lines, answers = answered("01110\n" * 6000)
    heard: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        heard.append((done, total))
        return done < 5000

    assert answers_as_text(lines, answers, progress=progress) is None
    assert heard == [(0, 6000), (5000, 6000)]
