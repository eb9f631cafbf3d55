from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest
from painted import is_written_in
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from app.kept.background import Job
from app.pages import validation
from app.pages.asked import Asked
from app.pages.validation import ValidationPanel
from app.widgets.theme import DARK, LIGHT
from nn.answers.validation import Prediction, Validation
from nn.core.settings import Settings
from nn.run.training import Training


def plain(text: str) -> str:
    """A text without what keeps its words together."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


class Run:
    """A run that a panel can ask about, standing at some step."""

    def __init__(self, **fields: int) -> None:
        self.training = Training(Settings(**fields))
        self.run, self.branch = object(), (0, "Main run")

    def source(self) -> Asked:
        network, training = self.training.network, self.training
        return Asked(
            training.settings, network.W1, network.W2, training.position, self.run, *self.branch
        )


@pytest.fixture
def run() -> Run:
    return Run()


@pytest.fixture
def panel(qtbot: QtBot, run: Run) -> Iterator[ValidationPanel]:
    made = ValidationPanel()
    qtbot.addWidget(made)
    made.set_source(run.source)
    yield made
    made.end()


@pytest.fixture
def window(qtbot: QtBot, panel: ValidationPanel) -> Iterator[QMainWindow]:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.setCentralWidget(panel)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    yield made
    made.takeCentralWidget()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Holds validations up until it is set."""
    made = threading.Event()
    real = validation.validate

    def held(*args, **kwargs):  # type: ignore[no-untyped-def]
        made.wait(10)
        return real(*args, **kwargs)

    monkeypatch.setattr(validation, "validate", held)
    yield made
    made.set()


def validated(qtbot: QtBot, panel: ValidationPanel) -> None:
    """Validate, and wait until the answers are shown."""
    panel.button.click()
    over(qtbot, panel)
    assert panel.as_text()


def copy_of(run: Run) -> Training:
    """The training of a run as it stands."""
    made = Training(run.training.settings)
    network = run.training.network
    made.restore(run.training.position, network.weights, network.learning_rate)
    return made


def over(qtbot: QtBot, panel: ValidationPanel) -> None:
    """Wait until nothing is under way."""
    qtbot.waitUntil(lambda: not panel.findChildren(Job), timeout=10_000)


def test_the_notebooks_run_gives_the_notebooks_report(
    qtbot: QtBot, run: Run, panel: ValidationPanel
) -> None:
    run.training.advance_to(5000)
    validated(qtbot, panel)
    assert panel.share.text() == "100.0 % flawless"
    assert panel.note.text() == "5,000 of 5,000 drawn from 32"
    all_right = "all 32: 32 right, 100.0 %\n160 of 160 bits right: 100.0 %\ny1 100.0 %, y2 100.0 %"
    assert plain(panel.all.text()).startswith(all_right)
    assert panel.whose.text() == "at step 5,000"
    assert panel.as_text() == (
        "********\nChallenge 1: [1 0 1 0 0]\nPredicted 1: [0 1 0 1 1]\nCorrect   1: [0 1 0 1 1]\n"
        "********\nChallenge 2: [1 0 0 1 0]\nPredicted 2: [0 1 1 0 1]\nCorrect   2: [0 1 1 0 1]\n"
        "********\nChallenge 3: [1 0 0 1 0]\nPredicted 3: [0 1 1 0 1]\nCorrect   3: [0 1 1 0 1]\n"
        "\nProportion of flawless instances on 5000 new examples: 100.0%\n"
        "5,000 of 5,000 drawn from 32, with the weights after step 5,000\n"
        + plain(panel.all.text())
    )
    assert "challenge 10100, predicted 01011, correct 01011, right" in (
        panel.challenges.accessibleDescription()
    )
    panel.copy_button.click()
    assert QGuiApplication.clipboard().text() == panel.as_text()


def test_the_number_of_vectors_can_be_chosen(qtbot: QtBot, panel: ValidationPanel) -> None:
    assert (panel.count.minimum(), panel.count.value(), panel.count.maximum()) == (
        1,
        5000,
        1_000_000,
    )
    panel.count.setValue(2)
    validated(qtbot, panel)
    assert "of 2 drawn from" in panel.note.text()
    assert panel.as_text().count("Challenge") == 2


def test_all_flawless_is_said_only_when_all_are(qtbot: QtBot, panel: ValidationPanel) -> None:
    bits = np.array([0, 1])
    right = Prediction(bits, np.array([0.9, 0.1]), 1 - bits, 1 - bits, bits != bits)
    for flawless, count, said in (
        (4999, 5000, "99.9 % flawless"),
        (999_999, 1_000_000, "99.9 % flawless"),
        (5000, 5000, "100.0 % flawless"),
        (1, 3, "33.3 % flawless"),
        (0, 5, "0.0 % flawless"),
    ):
        report = Validation(count, (right,), flawless)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(validation, "validate", lambda *_, told=report: told)
            validated(qtbot, panel)
        assert panel.share.text() == said


def test_a_report_is_marked_while_other_weights_are_shown(
    qtbot: QtBot, run: Run, panel: ValidationPanel
) -> None:
    run.training.advance_to(1217)
    validated(qtbot, panel)
    panel.network_changed()
    assert panel.whose.text() == "at step 1,217"
    at_first = copy_of(run)
    run.training.advance_to(1218)
    panel.network_changed()
    assert panel.whose.text() == "at step 1,217; other weights are shown"
    run.training = at_first
    panel.network_changed()
    assert panel.whose.text() == "at step 1,217"


def test_a_weight_changed_by_hand_marks_the_report_at_the_same_step(
    qtbot: QtBot, run: Run, panel: ValidationPanel
) -> None:
    validated(qtbot, panel)
    run.training.network.W1[0, 0] += 1
    panel.network_changed()
    assert panel.whose.text() == "at step 0; other weights are shown"


def test_a_verdict_goes_with_its_run(qtbot: QtBot, panel: ValidationPanel) -> None:
    validated(qtbot, panel)
    # Even where the other one begins with the same weights.
    panel.set_source(Run().source)
    panel.network_changed()
    assert (panel.share.text(), panel.note.text()) == ("–", "Not validated yet.")
    assert (panel.all.text(), panel.whose.text(), panel.as_text()) == ("", "", "")
    assert panel.challenges.isHidden()
    assert not panel.copy_button.isEnabled()


def test_a_verdict_on_a_run_that_is_left_meanwhile_never_appears(
    qtbot: QtBot, run: Run, panel: ValidationPanel, gate: threading.Event
) -> None:
    panel.start()
    run.run = object()
    panel.network_changed()
    gate.set()
    over(qtbot, panel)
    assert panel.share.text() == "–"


def test_on_another_branch_the_verdict_names_its_own(
    qtbot: QtBot, run: Run, panel: ValidationPanel
) -> None:
    run.training.advance_to(40)
    validated(qtbot, panel)
    run.branch = (1, "Branch 1")
    panel.network_changed()
    assert panel.whose.text() == "at step 40"
    run.training.advance_to(41)
    panel.network_changed()
    assert panel.whose.text() == "at step 40 of “Main run”; another branch is shown"


@pytest.mark.parametrize(("bits", "steps"), [(1, 0), (3, 60), (11, 500), (16, 500)])
def test_beside_the_drawn_vectors_all_there_are_are_counted(
    qtbot: QtBot, bits: int, steps: int
) -> None:
    run, panel = Run(bits=bits, hidden_units=6), ValidationPanel()
    qtbot.addWidget(panel)
    panel.set_source(run.source)
    run.training.advance_to(steps)
    validated(qtbot, panel)
    network = run.training.network
    vectors = np.array(list(product((0.0, 1.0), repeat=bits)))
    u2 = 1 / (1 + np.exp(-vectors @ network.W1)) @ network.W2
    right = int(((u2 > 0) != vectors).all(axis=1).sum())
    share = f"{int(1000 * right / 2**bits) / 10:.1f} %"
    first, second, third = plain(panel.all.text()).split("\n")
    assert first == f"all {2**bits:,}: {right:,} right, {share}"
    right_bits = ((u2 > 0) != vectors).sum(axis=0)
    assert second.startswith(f"{right_bits.sum():,} of {bits * 2**bits:,} bits right: ")
    shares = [f"{int(1000 * count / 2**bits) / 10:.1f} %" for count in right_bits]
    assert third == ", ".join(f"y{number} {each}" for number, each in enumerate(shares, 1))
    assert panel.note.text().endswith(f"of 5,000 drawn from {2**bits:,}")
    panel.end()


def test_a_report_about_weights_left_meanwhile_is_marked_from_the_start(
    qtbot: QtBot, run: Run, panel: ValidationPanel, gate: threading.Event
) -> None:
    panel.start()
    run.training.advance_to(1)
    panel.network_changed()
    gate.set()
    over(qtbot, panel)
    assert panel.whose.text() == "at step 0; other weights are shown"


def test_a_long_validation_shows_its_progress_and_can_be_cancelled(
    qtbot: QtBot, panel: ValidationPanel, window: QMainWindow, gate: threading.Event
) -> None:
    panel.count.setValue(1_000_000)
    height = panel.height()
    panel.button.click()
    qtbot.waitUntil(panel.cancel_button.isVisible, timeout=5000)
    assert panel.bar.isVisible()
    assert not panel.button.isVisible()
    assert panel.height() == height
    panel.cancel_button.click()
    gate.set()
    qtbot.waitUntil(panel.button.isVisible, timeout=10_000)
    assert panel.share.text() == "–"
    assert not panel.copy_button.isEnabled()


def test_a_cancelled_validation_leaves_the_last_report(
    qtbot: QtBot, panel: ValidationPanel, window: QMainWindow, gate: threading.Event
) -> None:
    gate.set()
    validated(qtbot, panel)
    before = panel.as_text()
    gate.clear()
    panel.count.setValue(1_000_000)
    panel.start()
    qtbot.waitUntil(panel.cancel_button.isVisible, timeout=5000)
    panel.cancel_button.click()
    gate.set()
    over(qtbot, panel)
    assert panel.as_text() == before


def test_a_broken_validation_is_reported_and_can_be_repeated(
    qtbot: QtBot, panel: ValidationPanel
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a cause to be read")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(validation, "validate", broken)
        with qtbot.waitSignal(panel.failed, timeout=5000) as heard:
            panel.start()
    assert heard.args is not None
    assert "a cause to be read" in heard.args[0]
    validated(qtbot, panel)


def test_closing_while_it_validates_ends_the_thread(
    qtbot: QtBot, panel: ValidationPanel, gate: threading.Event
) -> None:
    panel.start()
    gate.set()
    panel.end()
    qtbot.wait(200)
    assert (panel.as_text(), panel.share.text()) == ("", "–")


@pytest.mark.parametrize(("bits", "rows"), [(1, 1), (5, 1), (16, 3)])
def test_challenges_stand_side_by_side_as_far_as_there_is_room(
    qtbot: QtBot, bits: int, rows: int
) -> None:
    panel = ValidationPanel()
    qtbot.addWidget(panel)
    panel.set_source(Run(bits=bits).source)
    panel.resize(340, 400)
    panel.show()
    validated(qtbot, panel)
    line = panel.challenges.fontMetrics().height()
    assert panel.challenges.height() // (3 * line) == rows
    assert panel.minimumSizeHint().width() <= 320


def test_the_arrow_keys_of_the_number_are_its_own(
    qtbot: QtBot, panel: ValidationPanel, window: QMainWindow
) -> None:
    next_phase = window.menuBar().addAction("Next phase")
    next_phase.setShortcut(Qt.Key.Key_Down)
    panel.count.setFocus()
    qtbot.waitUntil(panel.count.hasFocus, timeout=2000)
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Down)
    assert panel.count.value() == 4999


def test_colours_follow_the_palette(qtbot: QtBot, run: Run, panel: ValidationPanel) -> None:
    validated(qtbot, panel)
    for theme in (DARK, LIGHT):
        panel.setPalette(theme.palette())
        assert is_written_in(panel.share, theme.text)
        assert is_written_in(panel.note, theme.muted)
    assert not is_written_in(panel.challenges, LIGHT.muted)
    run.training.advance_to(1)
    panel.network_changed()
    for each in (panel.share, panel.whose, panel.challenges):
        assert is_written_in(each, LIGHT.muted)


def test_every_control_has_a_name_and_a_tooltip(panel: ValidationPanel) -> None:
    for control in (panel.count, panel.bar, panel.challenges, panel.button):
        assert control.accessibleName()
        assert control.toolTip()
    for button in (panel.cancel_button, panel.copy_button):
        assert button.text()
        assert button.toolTip()
