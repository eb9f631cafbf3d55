from __future__ import annotations

import ast
import inspect
from dataclasses import replace

import numpy as np
import pytest
from sights import at

from nn.core import plain, step
from nn.core.arrays import Array
from nn.core.saturation import saturating, summed_loss
from nn.core.settings import Settings
from nn.core.step import make_step
from nn.explain import code
from nn.explain.code import (
    LEARNING_RATE,
    LINES_OF_PHASES,
    lines_of_phases,
    name_at,
    numbers_of,
    phase_of_line,
    places_of,
    source,
    spans,
    spans_of,
    summary_of,
    title_of,
)
from nn.explain.phases import PHASES, index_writing
from nn.run.recording import Recording

NAMES = ("forward", "loss", "backward", "update", "sigmoid", "sigmoid_slope")


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(Settings())
    made.advance_to(40)
    return made


def lines() -> list[str]:
    return source().splitlines()


def test_what_is_shown_is_the_source_of_the_functions_in_use() -> None:
    shown = source()
    for name in NAMES:
        text = inspect.getsource(getattr(plain, name))
        assert text in shown
        shown = shown.replace(text, "", 1)
    assert shown.strip() == ""
    # A step that is looked at is made by these, under the names of the module.
    assert step.plain is plain
    assert tuple(getattr(plain, name) for name in NAMES) == code.FUNCTIONS


@pytest.mark.parametrize(
    "settings",
    [Settings(), Settings(bits=3, hidden_units=7, task="reverse", learning_rate=30.0)],
)
def test_the_text_that_is_shown_computes_bit_for_bit_the_numbers_of_a_step(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = Recording(settings)
    recording.advance_to(60)
    space = {"np": np, "Array": Array, "saturating": saturating, "summed_loss": summed_loss}
    exec(compile(source(), "shown", "exec", dont_inherit=True), space)
    for number in (1, 2, 33, 60):
        real = recording.step(number)
        for name in NAMES:
            monkeypatch.setattr(plain, name, space[name])
        again = make_step(
            real.x,
            real.t,
            real.W1,
            real.W2,
            real.learning_rate,
            number=number,
            epoch=real.epoch,
            observation=real.observation,
            task=real.task,
        )
        monkeypatch.undo()
        for name, value in vars(real).items():
            assert np.array_equal(getattr(again, name), value), name


def test_every_phase_has_its_lines_and_every_computing_line_its_phase() -> None:
    assert list(LINES_OF_PHASES) == [phase.key for phase in PHASES]
    for phase, numbers in zip(PHASES, lines_of_phases(), strict=True):
        beginnings = LINES_OF_PHASES[phase.key]
        assert len(numbers) >= len(beginnings)
        for beginning in beginnings:
            assert any(lines()[number].strip().startswith(beginning) for number in numbers)
    lit = {number for numbers in lines_of_phases() for number in numbers}
    for node in ast.walk(ast.parse(source())):
        if isinstance(node, ast.Assign) or (
            isinstance(node, ast.Return) and not isinstance(node.value, ast.Tuple)
        ):
            assert node.lineno - 1 in lit


def test_a_line_that_assigns_a_symbol_runs_in_the_phase_that_writes_it() -> None:
    found = set()
    for node in ast.walk(ast.parse(source())):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            symbol = node.targets[0].id
            if symbol != "slope":
                assert phase_of_line(node.lineno - 1) == index_writing(symbol)
                assert lines_of_phases()[index_writing(symbol)][0] <= node.lineno - 1
                found.add(symbol)
    assert found == {"u1", "a1", "u2", "a2", "e2", "d2", "e1", "d1", "W1", "W2"}


def test_lines_that_run_in_no_phase_belong_to_none() -> None:
    for number, line in enumerate(lines()):
        if not line or line.startswith("@") or '"""' in line or line.startswith("    return u1"):
            assert phase_of_line(number) is None
    assert phase_of_line(-1) is None
    assert phase_of_line(1000) is None


def test_the_parts_of_the_code_are_what_python_takes_them_for() -> None:
    kinds: dict[str, set[str]] = {}
    for line, parts in zip(lines(), spans(), strict=True):
        for each in parts:
            assert line[each.start : each.end] == each.text
            kinds.setdefault(each.kind, set()).add(each.text)
    assert kinds["keyword"] == {"def", "return", "if"}
    assert kinds["definition"] == set(NAMES)
    assert kinds["number"] == {"0.0", "1.0", "2"}
    assert len(kinds["text"]) == len(NAMES)
    assert "# ∂L/∂u2" in kinds["comment"]
    assert {"u1", "np", "learning_rate", "Array"} <= kinds["name"]


def test_every_part_of_a_line_has_its_kind_and_its_place() -> None:
    code = 'def f(x):\n    """Twice."""\n    return 2.0 * x  # of x\n\nf("a")\n'
    assert spans_of(code) == (
        ((0, 3, "keyword", "def"), (4, 5, "definition", "f"), (6, 7, "name", "x")),
        ((4, 16, "text", '"""Twice."""'),),
        (
            (4, 10, "keyword", "return"),
            (11, 14, "number", "2.0"),
            (17, 18, "name", "x"),
            (20, 26, "comment", "# of x"),
        ),
        (),
        ((0, 1, "name", "f"), (2, 5, "text", '"a"')),
    )


def test_a_name_is_found_where_it_stands_and_only_there() -> None:
    number = next(n for n, line in enumerate(lines()) if line.startswith("    e1 = "))
    line = lines()[number]
    assert name_at(number, line.index("e1")) == "e1"
    assert name_at(number, line.index("e1") + 1) == "e1"
    assert name_at(number, line.index("e1") + 2) == ""
    assert name_at(number, line.index("W2")) == "W2"
    assert name_at(number, line.index("np")) == ""
    assert name_at(number, line.index("∂L/∂u1") + 4) == ""
    assert name_at(-1, 0) == name_at(1000, 0) == name_at(0, -1) == ""
    assert name_at(len(lines()), 0) == ""
    assert name_at(0, lines()[0].index("(x") + 1) == "x"
    assert name_at(lines().index(next(each for each in lines() if "def loss" in each)), 4) == "loss"


def test_names_of_numbers_are_found_in_any_code(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "def loss(u2, Loss, learning_rate):\n    return u2"
    monkeypatch.setattr(code, "spans", lambda: spans_of(text))
    first, second = text.splitlines()
    for name in ("loss", "u2", "learning_rate"):
        start = first.index(name)
        assert name_at(0, start) == name_at(0, start + len(name) - 1) == name
        assert name_at(0, start - 1) == name_at(0, start + len(name)) == ""
    assert name_at(0, first.index("Loss")) == name_at(0, 0) == ""
    assert name_at(1, second.index("u2")) == "u2"
    assert name_at(-1, 4) == name_at(2, 4) == name_at(3, 4) == ""
    assert [line for line, _ in places_of("u2")] == [0, 1]
    assert [each.start for _, each in places_of("loss")] == [4]


def test_only_what_is_defined_is_a_definition() -> None:
    assert [(each.kind, each.text) for line in spans_of("f = 1\ndef g(f): f") for each in line] == [
        ("name", "f"),
        ("number", "1"),
        ("keyword", "def"),
        ("definition", "g"),
        ("name", "f"),
        ("name", "f"),
    ]
    soft = "type name = int"
    assert [each.kind for each in spans_of(soft)[0]] == ["name", "name", "name"]


def test_every_place_of_a_name_is_known() -> None:
    for name in ("u1", "W2", "learning_rate", "loss"):
        for line, each in places_of(name):
            assert lines()[line][each.start : each.end] == name
    assert len(places_of("e1")) == 3
    assert places_of("label") == ()


def test_what_a_name_holds_is_told_as_it_is_at_the_moment(recording: Recording) -> None:
    made = recording.step(7)
    early, late = at(recording, 7, index_writing("u1")), at(recording, 7)
    assert title_of(early, "u1") == "u1, weighted sum, shape (10,)"
    assert title_of(early, "a1") == "a1, hidden activation: not known yet in this phase"
    assert numbers_of(early, "a1") == summary_of(early, "a1") == ""
    shown = numbers_of(late, "e1").replace("−", "-").strip("[]").split()
    np.testing.assert_allclose([float(each) for each in shown], made.e1, atol=5e-5)
    assert summary_of(early, "x") == " ".join(str(int(bit)) for bit in made.x)
    assert numbers_of(early, "x") == f"[{summary_of(early, 'x')}]"
    assert title_of(early, LEARNING_RATE) == "learning_rate, η = 0.1"
    assert numbers_of(early, LEARNING_RATE) == summary_of(early, LEARNING_RATE) == ""


def test_weights_in_the_code_are_those_in_force(recording: Recording) -> None:
    made = recording.step(7)
    for phase, W1 in ((0, made.W1), (len(PHASES) - 1, made.W1_after), (None, made.W1_after)):
        shown = numbers_of(at(recording, 7, phase), "W1").replace("−", "-")
        numbers = [float(each) for each in shown.replace("[", " ").replace("]", " ").split()]
        np.testing.assert_allclose(numbers, W1.ravel(), atol=5e-5)
    said = summary_of(at(recording, 7), "W1")
    assert said.startswith("from −1.0")
    assert " to 0.9" in said or " to 1.0" in said


def test_no_number_is_minus_nothing_and_a_large_matrix_is_shown_by_its_corners() -> None:
    recording = Recording(Settings(bits=16, hidden_units=128, observations=5))
    recording.advance_to(2)
    assert "−0.," not in numbers_of(at(recording, 2), "d1")
    for name in ("d1", "W1"):
        text = numbers_of(at(recording, 2), name)
        assert "..." in text
        assert len(text.splitlines()) <= 8
        assert "−0. " not in text


def shown_of(recording: Recording, values: Array, name: str = "a1") -> str:
    """How the code page shows an array, as the value of a name."""
    return numbers_of(replace(at(recording, 7), values={name: values}), name)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ([0.123456, -0.5, 1.0], "[ 0.1235 −0.5     1.    ]"),
        ([0.001, 0.00001], "[0.001 0.   ]"),
        ([0.0009, -0.00001], "[ 9.e−04 −1.e−05]"),
        ([0.0, -0.0], "[0. 0.]"),
    ],
)
def test_numbers_have_at_most_four_digits_after_the_point(
    recording: Recording, values: list[float], text: str
) -> None:
    assert shown_of(recording, np.array(values)) == text


def test_what_is_whole_has_no_point(recording: Recording) -> None:
    for name in ("x", "t", "label"):
        assert shown_of(recording, np.array([1.0, 0.0]), name) == "[1 0]"


def test_a_line_holds_a_hundred_letters_and_a_text_250_numbers(recording: Recording) -> None:
    fourteen, fifteen = (shown_of(recording, np.full(count, 0.1234)) for count in (14, 15))
    assert fourteen == "[" + " ".join(["0.1234"] * 14) + "]"
    assert fifteen == "[" + " ".join(["0.1234"] * 14) + "\n 0.1234]"
    assert "..." not in shown_of(recording, np.zeros((25, 10)))
    assert shown_of(recording, np.zeros(251)) == "[0. 0. 0. ... 0. 0. 0.]"
