"""What the section on what has been learnt says and shows, in each of its lenses."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.pages import moment_section
from app.pages.learnt import READ_SECONDS, LearntSection
from app.pages.learnt_maps import BiasMap, LearntMap, LikenessMap, ProductMap
from app.pages.learnt_units import UnitsMap
from app.pages.moment_section import FOLLOW_SECONDS
from nn.answers.hidden_units import likeness, unit_answers
from nn.answers.sample import vectors_for
from nn.answers.silence import without
from nn.core.settings import Settings
from nn.core.tasks import task_named
from nn.explain.sight import Sight, sight_of
from nn.run.recording import Recording

PRODUCT, BIAS, UNITS, LIKENESS = range(4)
SIZES = {
    "usual": Settings(),
    "large": Settings(bits=12, hidden_units=128),
    "least": Settings(bits=2, hidden_units=1),
}


def at(settings: Settings, position: int = 20) -> Sight:
    run = Recording(settings)
    run.advance_to(position)
    return sight_of(run, run.moment(position))


@pytest.fixture
def section(qtbot: QtBot) -> LearntSection:
    made = LearntSection()
    qtbot.addWidget(made)
    made.resize(360, 900)
    made.show()
    qtbot.waitExposed(made)
    return made


def looking(section: LearntSection, lens: int, settings: Settings, sight: Sight) -> LearntMap:
    section.look_through(lens)
    section.show_run(settings, sight, ("x", (0,)))
    section.show_moment()
    return section.lens


def values(lens: LearntMap) -> np.ndarray:
    found: np.ndarray = lens.map._numbers.values
    return found


@pytest.mark.parametrize("lens", range(4))
def test_each_lens_says_in_a_sentence_what_it_shows_and_in_one_what_not(
    section: LearntSection, lens: int
) -> None:
    shown = looking(section, lens, SIZES["usual"], at(SIZES["usual"]))
    kinds = (ProductMap, BiasMap, UnitsMap, LikenessMap)
    assert type(shown) is kinds[lens]
    assert [each.isVisible() for each in section.lenses] == [each == lens for each in range(4)]
    assert section.heading.text() == shown.title
    for said, begins in ((section.shows, "It shows "), (section.hides, "It does not show ")):
        assert said.text().startswith(begins)
        assert said.text().endswith(".")
        assert said.text().count(". ") == 0
        assert "{" not in said.text()
    assert section.pointed.text() == shown.hint
    buttons = section.switch.findChildren(QToolButton)
    assert [each.isChecked() for each in buttons] == [each == lens for each in range(4)]
    assert buttons[lens].accessibleName() == shown.title


@pytest.mark.parametrize("size", SIZES)
def test_the_product_is_of_inputs_by_outputs(section: LearntSection, size: str) -> None:
    settings, sight = SIZES[size], at(SIZES[size])
    lens = looking(section, PRODUCT, settings, sight)
    expected = np.einsum("xh,hy->xy", sight.W1, sight.W2)
    assert np.allclose(values(lens), expected, rtol=1e-12, atol=1e-14)
    assert "diagonal" in lens.told.text()
    assert lens.map._name((1, 0)).startswith("x2 → y1: ")


def test_the_bias_is_half_the_column_sums_beside_the_targets(section: LearntSection) -> None:
    settings = Settings(task="reverse")
    sight = at(settings, 3)
    lens = looking(section, BIAS, settings, sight)
    half = sight.W2.sum(axis=0) / 2
    targets = task_named("reverse").targets(np.zeros(5, np.int64))
    assert np.allclose(values(lens)[:, 0], half)
    assert np.allclose(values(lens)[:, 1], 1 / (1 + np.exp(-half)))
    assert values(lens)[:, 2].tolist() == targets.tolist() == [0] * 5
    wrong = [f"y{output + 1}" for output in range(5) if half[output] > 0]
    assert wrong
    assert lens.told.text().endswith(f" in {', '.join(wrong)}.")
    names = lens.map._numbers.rows
    assert [name.removeprefix("✗ ") for name in names if name.startswith("✗")] == wrong
    for output in range(5):
        verdict = "✗ wrong" if half[output] > 0 else "✓ right"
        assert lens.map._name((output, 0)).endswith(f"the task asks for 0: {verdict}")
    chosen: list[object] = []
    section.cell_chosen.connect(chosen.append)
    lens.map.chosen.emit(3, 1)
    assert chosen == [("u2", (3,))]


@pytest.mark.parametrize("size", SIZES)
def test_units_are_shown_with_their_ends_and_all_vectors(section: LearntSection, size: str) -> None:
    settings, sight = SIZES[size], at(SIZES[size])
    lens = looking(section, UNITS, settings, sight)
    assert isinstance(lens, UnitsMap)
    unit = min(7, settings.hidden_units - 1)
    section.show_run(settings, sight, ("W1", (0, unit)))
    section.show_moment()
    vectors = vectors_for(settings.bits)
    a1 = unit_answers(vectors, sight.W1).a1
    assert np.allclose(values(lens), [a1.max(axis=0), a1.min(axis=0), (a1 > 0.5).mean(axis=0)])
    assert lens.map._frame == (0, unit)
    assert np.allclose(lens.all._numbers.values.ravel(), a1[:, unit])
    lines = lens.told.text().split("\n")
    on = int((a1[:, unit] > 0.5).sum())
    assert lines[0] == f"h{unit + 1} is on (above 0.5) for {on:,} of {len(vectors):,}."
    for line, best in zip(lines[1:], (a1[:, unit].argmax(), a1[:, unit].argmin()), strict=True):
        told = "".join(map(str, vectors[best].tolist()))
        assert f" for {told} (" in line
    name = lens.map._name((0, unit))
    assert name.startswith(f"h{unit + 1}: most on for ")
    at_least = "".join(map(str, vectors[a1[:, unit].argmin()].tolist()))
    assert f"most off for {at_least} (" in name
    assert ("sample" in lens.axes.text()) == (size == "large")
    tried: list[np.ndarray] = []
    section.vector_chosen.connect(tried.append)
    columns = lens.all.columns
    lens.all.chosen.emit(len(vectors) // columns - 1, columns - 2)
    assert tried[0].tolist() == vectors[len(vectors) - 2].tolist()
    chosen: list[object] = []
    section.cell_chosen.connect(chosen.append)
    lens.map.chosen.emit(2, 0)
    assert chosen == [("a1", (0,))]


def test_the_halves_of_the_bits_lead_down_and_to_the_right(section: LearntSection) -> None:
    settings = Settings()
    lens = looking(section, UNITS, settings, at(settings))
    assert isinstance(lens, UnitsMap)
    assert lens.axes.text().endswith("down x1 to x2, to the right x3 to x5.")
    assert lens.all._name((2, 5)).startswith("10101: a1 of h1 is ")


def test_alike_units_are_told_and_a_constant_one_is_blank(section: LearntSection) -> None:
    settings = Settings()
    sight = at(settings)
    W1 = sight.W1.copy()
    W1[:, 4], W1[:, 6], W1[:, 8] = 0.0, W1[:, 1], -W1[:, 2]
    altered = Sight(**{**vars(sight), "values": {**sight.values, "W1": W1}})
    lens = looking(section, LIKENESS, settings, altered)
    found = likeness(unit_answers(vectors_for(5), W1).a1)
    assert np.array_equal(values(lens), found.matrix, equal_nan=True)
    assert values(lens).shape == (10, 10)
    assert np.isnan(values(lens)[4]).all()
    assert lens.told.text() == (
        "Most alike: h2 and h7, 1.\nMost opposite: h3 and h9, −1.\n"
        "Constant, and so without a correlation: h5."
    )
    assert lens.map._name((4, 1)) == "h5, h2: none, for h5 is constant"
    assert lens.map._name((4, 4)) == "h5, h5: none, for h5 is constant"
    assert lens.map._name((1, 6)) == "h2, h7: correlation 1"
    chosen: list[object] = []
    section.cell_chosen.connect(chosen.append)
    lens.map.chosen.emit(6, 1)
    assert chosen == [("a1", (6,))]


def test_with_one_unit_there_are_no_two(section: LearntSection) -> None:
    lens = looking(section, LIKENESS, SIZES["least"], at(SIZES["least"]))
    assert lens.told.text() == "There are no two hidden units."


def test_a_large_matrix_stays_readable(section: LearntSection) -> None:
    settings = SIZES["large"]
    lens = looking(section, LIKENESS, settings, at(settings))
    assert "1,024 vectors (the same sample in every run)" in section.shows.text()
    assert values(lens).shape == (128, 128)
    width = 320
    grid = lens.map._grid(width)
    assert grid.wide >= 2.0
    assert lens.map.heightForWidth(width) <= 1.1 * width


@pytest.mark.parametrize("lens", [PRODUCT, BIAS])
def test_what_is_silenced_counts_as_nothing_and_is_named(section: LearntSection, lens: int) -> None:
    settings, sight = Settings(), at(Settings(), 300)
    whole = values(looking(section, lens, settings, sight)).copy()
    W2 = without(sight.W2, {2})
    silent = Sight(
        **{**vars(sight), "values": {**sight.values, "W2": W2}, "silenced": frozenset((2,))}
    )
    section.show_run(settings, silent, None)
    found = values(section.lens)
    expected = sight.W1 @ W2 if lens == PRODUCT else W2.sum(axis=0) / 2
    assert np.allclose(found if lens == PRODUCT else found[:, 0], expected)
    assert not np.allclose(found, whole)
    assert section.lens.told.text().startswith("Without h3: ")
    section.look_through(UNITS)
    section.show_run(settings, silent, ("a1", (2,)))
    assert section.lens.told.text().startswith("h3 (silenced) is on")


def test_out_of_sight_nothing_is_worked_out(
    section: LearntSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings()
    looking(section, PRODUCT, settings, at(settings))
    asked: list[int] = []
    monkeypatch.setattr(ProductMap, "show_learnt", lambda *_: asked.append(1))
    section.hide()
    section.show_run(settings, at(settings, 21), ("W1", (0, 0)))
    assert asked == []


def test_another_run_is_shown_with_its_own_size(section: LearntSection) -> None:
    looking(section, UNITS, Settings(), at(Settings()))
    section.show_run(Settings(), at(Settings()), ("W1", (0, 9)))
    small = SIZES["least"]
    lens = looking(section, UNITS, small, at(small))
    assert values(lens).shape == (3, 1)
    assert lens.told.text().startswith("h1 is on")
    assert "all 4 vectors" in section.shows.text()


def test_while_training_runs_it_is_shown_at_a_pace_to_be_read(
    section: LearntSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moment_section, "perf_counter", lambda: 100.0)
    looking(section, PRODUCT, Settings(), at(Settings()))
    section._show_if_seen()
    section.show_run(Settings(), at(Settings(), 21), ("x", (0,)))
    assert section._waiting.interval() == 1000 * READ_SECONDS > 1000 * FOLLOW_SECONDS
