"""Choosing a task, its mask and its table, and what is said of it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from every_task import every_task, table
from painted import is_written_in
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot
from window_fit import problems as problems_of

from app.pages import table_dialog
from app.pages.settings import SettingsPanel
from app.pages.table_dialog import TableDialog
from app.widgets.theme import LIGHT
from nn.core.bitwise import MASK
from nn.core.own_table import TABLE
from nn.core.progress import Progress
from nn.core.settings import Settings
from nn.core.suggestions import KNOWN
from nn.core.tasks import TASKS, task_named

XOR = "00 → 0\n01 → 1\n10 → 1\n11 → 0"


@pytest.fixture
def panel(qtbot: QtBot) -> SettingsPanel:
    made = SettingsPanel()
    qtbot.addWidget(made)
    made.setPalette(LIGHT.palette())
    made.show_settings(Settings(), True, 0.1)
    made.resize(340, 1100)
    made.show()
    return made


def choose(panel: SettingsPanel, kind: str) -> None:
    """Choose a kind of task as a person does."""
    index = panel.task.findData(kind)
    assert index >= 0
    panel.task.setCurrentIndex(index)
    panel.task.activated.emit(index)


def type_mask(qtbot: QtBot, panel: SettingsPanel, text: str) -> None:
    line = panel.choice.mask_line
    line.selectAll()
    qtbot.keyClicks(line, text)


def set_field(panel: SettingsPanel, name: str, text: str) -> None:
    edit = panel.fields[name].edit
    edit.setText(text)
    edit.textEdited.emit(text)


def dialog_of(panel: SettingsPanel) -> TableDialog:
    """The dialog that is open."""
    [dialog] = [each for each in panel.findChildren(TableDialog) if each.isVisible()]
    return dialog


def write(dialog: TableDialog, text: str) -> None:
    dialog.text.setPlainText(text)
    dialog.check()


def problems(dialog: TableDialog) -> list[str]:
    listed = dialog.problems
    return [listed.item(row).text() for row in range(listed.count())]


def long_text(bits: int = 12) -> str:
    return "".join(f"{each:0{bits}b} → {each % 2}\n" for each in range(2**bits))


def test_a_long_table_is_checked_in_a_thread_and_says_how_far_it_is(
    qtbot: QtBot, panel: SettingsPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []
    may_end = threading.Event()
    real = table_dialog.read_long_table

    def heard(text: str, progress: Progress) -> str | None:
        threads.append(threading.get_ident())
        found = real(text, progress)
        # On a fast machine it would be over before anyone could read how far it is.
        may_end.wait(10)
        return found

    monkeypatch.setattr(table_dialog, "read_long_table", heard)
    panel.choice.edit_table()
    dialog = dialog_of(panel)
    write(dialog, long_text(15))
    qtbot.waitUntil(lambda: dialog.state.text().startswith("Checking: "), timeout=10_000)
    assert dialog.state.text().endswith(" of 32,769 lines.")
    assert not dialog.take.isEnabled()
    may_end.set()
    qtbot.waitUntil(dialog.take.isEnabled, timeout=10_000)
    assert threads
    assert threading.get_ident() not in threads
    assert dialog.state.text() == "✓ Complete: 32,768 vectors of 15 bits, with targets of 1."


def test_what_is_typed_while_a_long_table_is_checked_counts(
    qtbot: QtBot, panel: SettingsPanel
) -> None:
    panel.choice.edit_table()
    dialog = dialog_of(panel)
    write(dialog, long_text())
    write(dialog, long_text() + "111\n")
    write(dialog, long_text() + "110011001100 → 1\n")
    qtbot.waitUntil(lambda: dialog.state.text().startswith("✗"), timeout=10_000)
    assert problems(dialog) == [
        "Line 4,097: 110011001100 → 1 contradicts line 3,277, where 110011001100 → 0: only one "
        "can be right."
    ]
    assert not dialog.take.isEnabled()
    write(dialog, long_text())
    # Closing does not wait for the end, and nothing is told of a dialog that is gone.
    dialog.reject()
    assert not dialog.isVisible()


def test_every_kind_of_task_can_be_chosen(panel: SettingsPanel) -> None:
    kinds = [panel.task.itemData(index) for index in range(panel.task.count())]
    assert kinds == [*TASKS, MASK, TABLE]
    titles = [panel.task.itemText(index) for index in range(panel.task.count())]
    assert titles[:-2] == [task.title for task in TASKS.values()]
    assert titles[-2:] == ["XOR with a mask", "a table of your own"]


@pytest.mark.parametrize("name", [name for name in TASKS if name != "addition"])
def test_choosing_a_task_says_what_it_asks_and_changes_nothing_yet(
    qtbot: QtBot, panel: SettingsPanel, name: str
) -> None:
    heard: list[Settings] = []
    panel.reset_requested.connect(heard.append)
    choose(panel, name)
    assert panel.choice.note.text() == TASKS[name].explanation
    assert is_written_in(panel.choice.note, LIGHT.muted)
    assert panel.task.accessibleDescription() == TASKS[name].explanation
    assert panel.edited_settings() == Settings(task=name)
    assert heard == []
    if name != "invert":
        assert panel.state.text() == "Needs a reset: task."
        panel.apply.click()
        assert heard == [Settings(task=name)]


def test_what_is_wrong_with_the_bits_is_said_where_the_task_is_chosen(panel: SettingsPanel) -> None:
    choose(panel, "addition")
    note = panel.choice.note
    assert note.text() == ("✗ That needs an even number of bits (2, 4, 6 … 16), and bits is 5.")
    assert is_written_in(note, LIGHT.bad)
    assert panel.edited_settings() is None
    assert not panel.apply.isEnabled()
    assert panel.state.text() == "Nothing is changed while a value is not allowed."
    set_field(panel, "bits", "4")
    assert note.text() == TASKS["addition"].explanation
    assert panel.edited_settings() == Settings(bits=4, task="addition")


def test_a_mask_is_typed_and_checked_there(qtbot: QtBot, panel: SettingsPanel) -> None:
    mask, note = panel.choice.mask_line, panel.choice.note
    assert not mask.isVisible()
    choose(panel, MASK)
    assert mask.isVisible()
    assert mask.text() == "10110"
    assert panel.edited_settings() == Settings(task="xor:10110")
    assert note.text().startswith("The bits at which the mask has a 1 are flipped")
    set_field(panel, "bits", "7")
    assert mask.text() == "1011010"
    set_field(panel, "bits", "5")
    type_mask(qtbot, panel, "0 1 1 0 0")
    assert panel.edited_settings() == Settings(task="xor:01100")
    type_mask(qtbot, panel, "0110")
    assert note.text() == "✗ 4 bits typed, 5 needed: for example 01110."
    assert mask.accessibleDescription() == note.text()
    assert panel.edited_settings() is None
    assert not panel.apply.isEnabled()
    set_field(panel, "bits", "4")
    assert panel.edited_settings() == Settings(bits=4, task="xor:0110")
    type_mask(qtbot, panel, "0120")
    assert note.text() == "✗ “0120” has a 2 at place 3: use only 0 and 1."
    set_field(panel, "bits", "x")
    assert panel.edited_settings() is None


def test_a_mask_of_ones_is_the_notebook_s_task(qtbot: QtBot, panel: SettingsPanel) -> None:
    choose(panel, MASK)
    type_mask(qtbot, panel, "11111")
    assert panel.edited_settings() == Settings()
    assert not panel.apply.isEnabled()


def test_enter_in_the_mask_asks_for_the_reset(qtbot: QtBot, panel: SettingsPanel) -> None:
    heard: list[Settings] = []
    panel.reset_requested.connect(heard.append)
    choose(panel, MASK)
    type_mask(qtbot, panel, "00001")
    qtbot.keyClick(panel.choice.mask_line, Qt.Key.Key_Return)
    assert heard == [Settings(task="xor:00001")]


def test_escape_brings_back_the_mask_of_the_run(qtbot: QtBot, panel: SettingsPanel) -> None:
    panel.show_settings(Settings(task="xor:01010"), True, 0.1)
    mask = panel.choice.mask_line
    assert mask.text() == "01010"
    type_mask(qtbot, panel, "111")
    qtbot.keyClick(mask, Qt.Key.Key_Escape)
    assert mask.text() == "01010"
    assert panel.edited_settings() == Settings(task="xor:01010")
    panel.show_settings(Settings(), True, 0.1)
    choose(panel, MASK)
    type_mask(qtbot, panel, "111")
    qtbot.keyClick(mask, Qt.Key.Key_Escape)
    assert mask.text() == "10110"


@pytest.mark.parametrize("task", every_task(3))
def test_the_task_of_the_run_is_shown(panel: SettingsPanel, task: str) -> None:
    settings = Settings(bits=3, task=task)
    panel.show_settings(settings, True, 0.1)
    assert panel.edited_settings() == settings
    assert panel.state.text() == "These are the settings of the run."
    assert panel.choice.mask_line.isVisible() == task.startswith(MASK)
    assert panel.choice.table_button.isVisible() == task.startswith(TABLE)
    if task.startswith(TABLE):
        title = task_named(task).title
        assert panel.choice.note.text().startswith(f"A{title[1:]}. What you write")


def test_reverting_and_the_notebook_s_settings_bring_back_the_task(panel: SettingsPanel) -> None:
    panel.show_settings(Settings(task="xor:01010"), True, 0.1)
    choose(panel, "parity")
    panel.revert.click()
    assert panel.edited_settings() == Settings(task="xor:01010")
    panel.defaults.click()
    assert panel.edited_settings() == Settings()


def test_a_table_is_asked_for_when_it_is_chosen_and_fills_in_the_bits(
    qtbot: QtBot, panel: SettingsPanel
) -> None:
    choose(panel, "reverse")
    choose(panel, TABLE)
    assert panel.task.currentData() == "reverse"
    dialog = dialog_of(panel)
    # What one begins with is the table of the task that was chosen.
    assert dialog.text.toPlainText().splitlines()[:3] == ["00000 → 00000", "00001 → 10000",
                                                          "00010 → 01000"]  # fmt: skip
    write(dialog, XOR)
    dialog.take.click()
    assert panel.task.currentData() == TABLE
    assert panel.fields["bits"].value() == 2
    assert panel.edited_settings() == Settings(bits=2, task="table:2:1:0110")
    assert panel.choice.note.text().startswith("A table of your own: 2 bits to 1. What you write")
    set_field(panel, "bits", "3")
    assert panel.choice.note.text() == (
        "✗ It is for vectors of 2, and bits is 3: they must be the same."
    )
    assert panel.edited_settings() is None
    panel.choice.table_button.click()
    assert dialog_of(panel).text.toPlainText() == XOR + "\n"


def test_a_table_that_is_given_up_changes_nothing(panel: SettingsPanel) -> None:
    choose(panel, TABLE)
    dialog = dialog_of(panel)
    write(dialog, XOR)
    dialog.reject()
    assert panel.task.currentData() == "invert"
    assert panel.edited_settings() == Settings()
    assert not panel.apply.isEnabled()


@pytest.mark.parametrize(
    ("bits", "task", "begun"), [(11, "invert", 3), (5, "addition", 3), (4, MASK, 4)]
)
def test_a_table_begins_with_parity_where_the_task_chosen_has_none_to_begin_with(
    qtbot: QtBot, panel: SettingsPanel, bits: int, task: str, begun: int
) -> None:
    set_field(panel, "bits", str(bits))
    choose(panel, task)
    if task == MASK:
        type_mask(qtbot, panel, "01x")
    choose(panel, TABLE)
    dialog = dialog_of(panel)
    lines = dialog.text.toPlainText().splitlines()
    assert lines == [f"{x:0{begun}b} → {x.bit_count() % 2}" for x in range(2**begun)]


def test_the_table_is_checked_by_line_while_it_is_typed(qtbot: QtBot, panel: SettingsPanel) -> None:
    choose(panel, TABLE)
    dialog = dialog_of(panel)
    assert dialog.state.text() == "✓ Complete: 32 vectors of 5 bits, with targets of 5."
    dialog.text.setPlainText("00 → 0\n01 → 1\n01 → 0\n1x → 1")
    # Until it is checked again it is not taken for what it was.
    assert not dialog.take.isEnabled()
    assert dialog.table == ""
    qtbot.waitUntil(lambda: dialog.problems.count() == 2, timeout=2000)
    assert problems(dialog) == [
        "Line 3: 01 → 0 contradicts line 2, where 01 → 1: only one can be right.",
        "Line 4: “1x” has a don't-care, “x”. It stands for more than one vector: write a line for "
        "each of them.",
    ]
    assert dialog.state.text() == "✗ Not complete: 2 problems."
    assert dialog.text.marked == (3, 4)
    assert not dialog.take.isEnabled()
    dialog.problems.itemClicked.emit(dialog.problems.item(1))
    assert dialog.text.textCursor().blockNumber() == 3
    dialog.problems.itemActivated.emit(dialog.problems.item(0))
    assert dialog.text.textCursor().blockNumber() == 2
    write(dialog, XOR)
    assert (dialog.table, dialog.text.marked) == ("table:2:1:0110", ())
    assert dialog.state.text() == "✓ Complete: 4 vectors of 2 bits, with targets of 1."
    assert not dialog.problems.isVisible()
    assert dialog.take.isEnabled()
    write(dialog, "0 → 1\n1 → 0")
    assert dialog.state.text() == "✓ Complete: 2 vectors of 1 bit, with targets of 1."
    write(dialog, "0 → 1")
    assert dialog.state.text() == "✗ Not complete: 1 problem."
    write(dialog, "0? → 1\n" * 1300)
    assert problems(dialog)[-1] == "And 1,280 more."
    assert dialog.state.text() == "✗ Not complete: 1,300 problems."
    dialog.problems.itemClicked.emit(dialog.problems.item(20))


def test_a_table_is_opened_from_a_file(
    panel: SettingsPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(panel, TABLE)
    dialog = dialog_of(panel)
    path = tmp_path / "a & b.csv"
    path.write_text("x1,x2,y1\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n", encoding="utf-8")
    asked: list[str] = []

    def open_name(parent: object, title: str, folder: str, kinds: str) -> tuple[str, str]:
        asked.append(folder)
        return (str(path), kinds) if len(asked) != 2 else ("", "")

    monkeypatch.setattr(QFileDialog, "getOpenFileName", open_name)
    dialog.open_button.click()
    assert dialog.text.toPlainText().startswith("x1,x2,y1\n")
    assert dialog.table == "table:2:1:0110"
    dialog.open_button.click()
    assert asked[1] == str(tmp_path)
    assert dialog.table == "table:2:1:0110"
    path.write_text("00,0\n01,-\n", encoding="utf-8")
    dialog.open_button.click()
    assert len(problems(dialog)) == 1
    assert problems(dialog)[0].startswith("Line 2: There is a don't-care")


def test_a_file_that_is_no_text_is_refused_and_what_is_typed_stays(
    panel: SettingsPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(panel, TABLE)
    dialog = dialog_of(panel)
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *given: said.append(given[2]))
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xff\xfe0\x00")
    before = dialog.text.toPlainText()
    dialog.open_file(path)
    dialog.open_file(tmp_path / "none.csv")
    assert said == [
        "“a.csv” cannot be read: It is not a text in UTF-8.",
        "“none.csv” cannot be read: No such file or directory.",
    ]
    assert dialog.text.toPlainText() == before
    assert dialog.table


def values(panel: SettingsPanel) -> dict[str, float | None]:
    return {name: field.value() for name, field in panel.fields.items()}


def test_values_are_suggested_only_on_request_and_only_filled_in(panel: SettingsPanel) -> None:
    heard: list[Settings] = []
    panel.reset_requested.connect(heard.append)
    choose(panel, "parity")
    before = values(panel)
    assert before["epochs"] == 10
    assert not panel.suggested.isVisible()
    panel.suggest.click()
    known = KNOWN["parity"][1]
    assert values(panel) == before | known._asdict() | {"seed": 42}
    assert heard == []
    assert panel.suggested.text() == (
        "Filled in: 40 hidden units, 1,000 observations, learning rate 0.3, 150 epochs. With "
        "these values every vector came out right, at each of five seeds."
    )
    assert panel.suggested.isVisible()
    panel.suggest.click()
    assert panel.suggested.text() == (
        "Nothing to change. With these values every vector came out right, at each of five seeds."
    )
    set_field(panel, "epochs", "11")
    assert not panel.suggested.isVisible()


def test_where_none_are_known_the_reason_is_told(qtbot: QtBot, panel: SettingsPanel) -> None:
    choose(panel, "addition")
    panel.suggest.click()
    assert panel.suggested.text().startswith(
        "No values are known for 5 bits. Filled in: 4 bits, 20 hidden units, learning rate 0.5, "
        "20 epochs. With"
    )
    assert panel.edited_settings() is not None
    choose(panel, "invert")
    set_field(panel, "bits", "x")
    panel.suggest.click()
    refused = "Nothing is suggested while a value is not allowed."
    assert panel.suggested.text() == refused
    set_field(panel, "bits", "12")
    choose(panel, MASK)
    before = values(panel)
    panel.suggest.click()
    assert panel.suggested.text() == (
        "No values are known for this task of 12 bits: up to 10 were tried."
    )
    assert values(panel) == before
    set_field(panel, "bits", "5")
    panel.suggest.click()
    panel.suggest.click()
    assert panel.suggested.text() == (
        "Nothing to change. With these values every vector came out right for every mask that was "
        "tried, at each of five seeds."
    )
    type_mask(qtbot, panel, "01")
    panel.suggest.click()
    assert panel.suggested.text() == refused
    panel.show_settings(Settings(bits=3, task=table(3, 2)), True, 0.1)
    set_field(panel, "bits", "4")
    panel.suggest.click()
    assert panel.suggested.text() == (
        "Filled in: 3 bits, 40 hidden units, 1,000 observations, learning rate 0.5, 40 epochs. "
        "With these values every vector came out right in every table that was tried, at each of "
        "five seeds."
    )
    panel.show_settings(Settings(bits=5, task=table(5, 2)), True, 0.1)
    panel.suggest.click()
    assert panel.suggested.text() == (
        "No values are known for this task of 5 bits: up to 4 were tried."
    )


@pytest.mark.parametrize("width", [320, 400])
@pytest.mark.parametrize(
    "settings",
    [
        Settings(task="xor:10110", hidden_units=2),
        Settings(bits=16, task="xor:1011011111011110", hidden_units=1),
        Settings(bits=6, task="addition"),
        Settings(bits=5, task=table(5, 16), hidden_units=1),
    ],
    ids=lambda settings: settings.task[:9],
)
def test_everything_can_be_read(panel: SettingsPanel, settings: Settings, width: int) -> None:
    panel.show_settings(settings, True, 0.1)
    assert panel.minimumSizeHint().width() <= 320
    panel.resize(width, 1300)
    panel.suggest.click()
    assert problems_of(panel) == []
    set_field(panel, "bits", "7")
    panel.suggest.click()
    assert problems_of(panel) == []


def test_the_dialog_can_be_read_and_shows_the_numbers_of_its_lines(
    qtbot: QtBot, panel: SettingsPanel
) -> None:
    choose(panel, TABLE)
    dialog = dialog_of(panel)
    dialog.setPalette(LIGHT.palette())
    write(dialog, "00 → 0\n" * 120)
    qtbot.wait(50)
    assert problems_of(dialog) == []
    text = dialog.text
    margin = text.margin_width()
    assert text.viewport().x() >= margin
    write(dialog, XOR)
    assert text.margin_width() < margin
    assert text.viewport().x() < margin + 4
    image = text.grab(QRect(0, 0, text.margin_width(), text.height())).toImage()
    rows = {
        y // text.fontMetrics().lineSpacing()
        for x in range(image.width() - 4)
        for y in range(4, image.height())
        if image.pixelColor(x, y).lightness() < 150
    }
    assert len(rows) in (4, 5)


def test_what_the_network_cannot_do_is_shown(panel: SettingsPanel) -> None:
    assert not panel.impossible.isVisible()
    assert panel.limits.text() == (
        "It takes at least 6 hidden units, without biases, to give its vectors 32 different "
        "targets; as many need not be enough.\n"
        "00000 → 11111 is up to W2 alone: no input is 1 and there is no bias, so every hidden "
        "unit is at 0.5, and half a column of W2 has to come to more than 0 at every output."
    )
    set_field(panel, "hidden_units", "5")
    assert panel.impossible.text().startswith("✗ Cannot be learnt with 5 hidden units: ")
    assert panel.impossible.text().endswith("At least 6 are needed.")
    assert is_written_in(panel.impossible, LIGHT.bad)
    assert panel.limits.text().startswith("00000 → 11111 is up to W2 alone")
    # It is said, and not forbidden: to see it fail is worth a run.
    assert panel.edited_settings() == Settings(hidden_units=5)
    choose(panel, "parity")
    assert not panel.impossible.isVisible()
    assert "00000 → 0 is up to W2 alone" in panel.limits.text()
    set_field(panel, "hidden_units", "x")
    assert not panel.impossible.isVisible()
    set_field(panel, "bits", "x")
    assert not panel.limits.isVisible()
