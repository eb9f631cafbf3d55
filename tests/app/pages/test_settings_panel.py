from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from painted import is_written_in
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.pages.setting_field import number_text
from app.pages.settings import SettingsPanel
from app.widgets.theme import DARK, LIGHT
from nn.core.settings import RANGES, Settings

NOTEBOOK = {
    "bits": "5",
    "hidden_units": "10",
    "observations": "500",
    "learning_rate": "0.1",
    "epochs": "10",
    "seed": "42",
}


class Listener(QObject):
    """Hears the panel."""

    def __init__(self, panel: SettingsPanel) -> None:
        super().__init__()
        self.settings: list[Settings] = []
        self.rates: list[float] = []
        self.epochs: list[int] = []
        panel.reset_requested.connect(self.on_settings)
        panel.learning_rate_chosen.connect(self.on_rate)
        panel.epochs_chosen.connect(self.on_epochs)

    @property
    def silent(self) -> bool:
        return not (self.settings or self.rates or self.epochs)

    @Slot(object)
    def on_settings(self, settings: Settings) -> None:
        self.settings.append(settings)

    @Slot(float)
    def on_rate(self, rate: float) -> None:
        self.rates.append(rate)

    @Slot(int)
    def on_epochs(self, epochs: int) -> None:
        self.epochs.append(epochs)


@pytest.fixture
def panel(qtbot: QtBot) -> SettingsPanel:
    made = SettingsPanel()
    qtbot.addWidget(made)
    made.show_settings(Settings(), True, 0.1)
    return made


def line(panel: SettingsPanel, name: str) -> QLineEdit:
    return panel.fields[name].edit


def type_in(qtbot: QtBot, panel: SettingsPanel, name: str, text: str, enter: bool = False) -> None:
    edit = line(panel, name)
    edit.selectAll()
    qtbot.keyClicks(edit, text)
    if enter:
        qtbot.keyClick(edit, Qt.Key.Key_Return)


def texts(panel: SettingsPanel) -> dict[str, str]:
    return {name: line(panel, name).text() for name in RANGES}


def test_it_begins_with_the_notebooks_settings_and_nothing_to_apply(panel: SettingsPanel) -> None:
    assert texts(panel) == NOTEBOOK
    assert panel.task.currentText() == "invert: every bit XOR 1"
    assert panel.state.text() == "These are the settings of the run."
    assert not panel.apply.isEnabled()
    assert not panel.revert.isEnabled()


def test_what_needs_a_reset_is_said_and_waits_for_it(qtbot: QtBot, panel: SettingsPanel) -> None:
    heard = Listener(panel)
    type_in(qtbot, panel, "bits", "8")
    type_in(qtbot, panel, "seed", "7")
    line(panel, "seed").editingFinished.emit()
    assert panel.state.text() == "Needs a reset: bits, seed."
    assert heard.silent
    panel.apply.click()
    assert heard.settings == [Settings(bits=8, seed=7)]


def test_enter_asks_for_the_reset_that_is_needed(qtbot: QtBot, panel: SettingsPanel) -> None:
    heard = Listener(panel)
    type_in(qtbot, panel, "hidden_units", "12", enter=True)
    assert heard.settings == [Settings(hidden_units=12)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (name, text)
        for name, allowed in RANGES.items()
        for text in (
            str(allowed.highest + 1),
            str(allowed.lowest - 1),
            "",
            "junk",
            "1e",
            "nan",
            "inf",
            "1_000",
            "٣",
            "1,5",
            "0,5",
            "-",
            "9" * 400,
        )
    ],
)
def test_bad_input_is_explained_changes_nothing_and_moves_nothing(
    qtbot: QtBot, panel: SettingsPanel, name: str, text: str
) -> None:
    heard = Listener(panel)
    panel.setPalette(LIGHT.palette())
    panel.resize(320, 1000)
    panel.show()
    before = {each: field.edit.geometry() for each, field in panel.fields.items()}
    edit, note = line(panel, name), panel.fields[name].note
    edit.setText(text)
    edit.textEdited.emit(text)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    if "," in text and not RANGES[name].whole:
        assert note.text() == f"✗ Write {text.replace(',', '.')}."
    else:
        assert note.text() == f"✗ It must be {RANGES[name].allowed}."
    assert is_written_in(note, LIGHT.bad)
    assert RANGES[name].allowed in edit.accessibleDescription()
    assert heard.silent
    assert not panel.apply.isEnabled()
    assert panel.edited_settings() is None
    assert panel.state.text() == "Nothing is changed while a value is not allowed."
    assert {each: field.edit.geometry() for each, field in panel.fields.items()} == before
    assert note.heightForWidth(note.width()) <= note.height()


@pytest.mark.parametrize("width", [320, 340, 380])
def test_every_note_has_room(qtbot: QtBot, panel: SettingsPanel, width: int) -> None:
    assert panel.minimumSizeHint().width() <= 320
    panel.resize(width, 1000)
    panel.show()
    panel.show_learning_rate(0.1, 0.123456789, newest=False, run_started=True)
    field = panel.fields["learning_rate"]
    assert field.note.heightForWidth(field.note.width()) <= field.note.height()
    panel.show_learning_rate(0.1, 0.1, newest=False, run_started=True)
    for field in panel.fields.values():
        assert field.note.heightForWidth(field.note.width()) <= field.note.height()


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("seed", "4294967295", 2**32 - 1),
        ("seed", "4,294,967,295", 2**32 - 1),
        ("observations", "100 000", 100_000),
        ("observations", " 1,000 ", 1000),
        ("learning_rate", "1e-3", 0.001),
        ("learning_rate", "100", 100.0),
    ],
)
def test_numbers_are_read_as_people_write_them(
    qtbot: QtBot, panel: SettingsPanel, name: str, text: str, value: float
) -> None:
    heard = Listener(panel)
    type_in(qtbot, panel, name, text)
    if name == "learning_rate":
        line(panel, name).editingFinished.emit()
        assert heard.rates == [value]
    else:
        panel.apply.click()
        assert getattr(heard.settings[0], name) == value


def test_more_epochs_apply_at_once_when_entered_and_only_once(
    qtbot: QtBot, panel: SettingsPanel
) -> None:
    heard = Listener(panel)
    type_in(qtbot, panel, "epochs", "20")
    assert heard.silent
    qtbot.keyClick(line(panel, "epochs"), Qt.Key.Key_Return)
    line(panel, "epochs").editingFinished.emit()
    assert (heard.epochs, heard.rates, heard.settings) == ([20], [], [])
    panel.show_settings(Settings(epochs=20), True, 0.1)
    assert panel.state.text() == "These are the settings of the run."


def test_a_learning_rate_is_announced_once_however_the_field_is_left(
    qtbot: QtBot, panel: SettingsPanel
) -> None:
    heard = Listener(panel)
    type_in(qtbot, panel, "learning_rate", "0.5", enter=True)
    line(panel, "learning_rate").editingFinished.emit()
    line(panel, "bits").editingFinished.emit()
    assert (heard.rates, heard.epochs, heard.settings) == ([0.5], [], [])
    panel.show_settings(Settings(), True, 0.5)
    assert line(panel, "learning_rate").text() == "0.5"
    assert not panel.apply.isEnabled()
    type_in(qtbot, panel, "learning_rate", "0.1", enter=True)
    assert heard.rates == [0.5, 0.1]


def test_beside_a_change_that_needs_a_reset_the_learning_rate_waits_for_it_too(
    qtbot: QtBot, panel: SettingsPanel
) -> None:
    heard = Listener(panel)
    type_in(qtbot, panel, "bits", "3")
    type_in(qtbot, panel, "learning_rate", "2")
    line(panel, "learning_rate").editingFinished.emit()
    assert heard.silent
    assert panel.state.text() == "Needs a reset: bits, learning rate."
    panel.apply.click()
    assert heard.settings == [Settings(bits=3, learning_rate=2)]


def test_before_the_first_step_everything_is_applied_together(
    qtbot: QtBot, panel: SettingsPanel
) -> None:
    panel.show_settings(Settings(), False, 0.1)
    heard = Listener(panel)
    type_in(qtbot, panel, "learning_rate", "2")
    line(panel, "learning_rate").editingFinished.emit()
    assert heard.silent
    assert panel.state.text() == "Not applied yet: learning rate."
    qtbot.keyClick(line(panel, "learning_rate"), Qt.Key.Key_Return)
    assert heard.settings == [Settings(learning_rate=2)]


def test_an_untouched_learning_rate_of_many_digits_is_no_change(
    qtbot: QtBot, panel: SettingsPanel
) -> None:
    rate = 0.12345678901234567
    panel.show_settings(Settings(learning_rate=rate), True, rate)
    heard = Listener(panel)
    line(panel, "learning_rate").editingFinished.emit()
    assert heard.silent
    assert not panel.revert.isEnabled()


def test_what_is_being_typed_survives_news_of_the_same_run(
    qtbot: QtBot, panel: SettingsPanel
) -> None:
    type_in(qtbot, panel, "seed", "7")
    panel.show_settings(Settings(epochs=30), True, 0.2)
    assert line(panel, "seed").text() == "7"
    assert line(panel, "epochs").text() == "30"
    assert line(panel, "learning_rate").text() == "0.2"
    assert panel.state.text() == "Needs a reset: seed."
    panel.show_settings(Settings(bits=4), False, 0.1)
    assert texts(panel) == NOTEBOOK | {"bits": "4"}


def test_the_learning_rate_is_that_of_the_playhead_and_says_what_a_change_of_it_does(
    panel: SettingsPanel,
) -> None:
    field = panel.fields["learning_rate"]
    panel.show_learning_rate(0.5, 0.5, newest=False, run_started=True)
    assert field.edit.text() == "0.5"
    assert field.note.text().endswith("· from here on, as a new branch")
    assert not panel.revert.isEnabled()
    panel.show_learning_rate(0.1, 0.1, newest=True, run_started=True)
    assert field.edit.text() == "0.1"
    assert field.note.text().endswith("· from the next step on")
    panel.show_learning_rate(0.1, 0.025, newest=True, run_started=True)
    assert field.edit.text() == "0.1"
    assert field.note.text().endswith("· 0.025 from the next step")


def test_a_learning_rate_being_typed_stays_when_the_playhead_moves(
    qtbot: QtBot, panel: SettingsPanel
) -> None:
    heard = Listener(panel)
    type_in(qtbot, panel, "learning_rate", "0.3")
    panel.show_learning_rate(0.5, 0.5, newest=False, run_started=True)
    assert line(panel, "learning_rate").text() == "0.3"
    qtbot.keyClick(line(panel, "learning_rate"), Qt.Key.Key_Return)
    assert heard.rates == [0.3]
    qtbot.keyClicks(line(panel, "learning_rate"), "3")
    qtbot.keyClick(line(panel, "learning_rate"), Qt.Key.Key_Escape)
    assert line(panel, "learning_rate").text() == "0.5"


def test_a_learning_rate_entered_within_a_step_is_announced_only_once(
    qtbot: QtBot, panel: SettingsPanel
) -> None:
    heard = Listener(panel)
    type_in(qtbot, panel, "learning_rate", "0.3", enter=True)
    # The step that is looked at is made with the old one.
    panel.show_settings(Settings(), True, 0.1)
    panel.show_learning_rate(0.1, 0.3, newest=True, run_started=True)
    assert line(panel, "learning_rate").text() == "0.1"
    line(panel, "learning_rate").editingFinished.emit()
    assert heard.rates == [0.3]


def test_once_a_run_has_begun_epochs_apply_at_once_though_it_is_still_under_way(
    qtbot: QtBot, panel: SettingsPanel
) -> None:
    panel.show_settings(Settings(), False, 0.1)
    panel.show_learning_rate(0.1, 0.1, newest=True, run_started=True)
    heard = Listener(panel)
    type_in(qtbot, panel, "epochs", "20", enter=True)
    assert (heard.epochs, heard.settings) == ([20], [])


def test_revert_shows_the_run_again(qtbot: QtBot, panel: SettingsPanel) -> None:
    panel.show_settings(Settings(bits=3, seed=9), True, 0.25)
    before = texts(panel)
    type_in(qtbot, panel, "bits", "12")
    type_in(qtbot, panel, "seed", "junk")
    panel.revert.click()
    assert texts(panel) == before
    assert before["learning_rate"] == "0.25"
    assert not panel.revert.isEnabled()


def test_the_notebooks_settings_are_filled_in_but_not_applied(
    qtbot: QtBot, panel: SettingsPanel
) -> None:
    panel.show_settings(Settings(bits=3, seed=9), True, 0.25)
    heard = Listener(panel)
    panel.defaults.click()
    assert texts(panel) == NOTEBOOK
    assert heard.silent
    assert panel.state.text() == "Needs a reset: bits, learning rate, seed."
    panel.apply.click()
    assert heard.settings == [Settings()]


def test_escape_restores_a_field(qtbot: QtBot, panel: SettingsPanel) -> None:
    type_in(qtbot, panel, "seed", "junk")
    qtbot.keyClick(line(panel, "seed"), Qt.Key.Key_Escape)
    assert line(panel, "seed").text() == "42"
    assert panel.state.text() == "These are the settings of the run."


@pytest.mark.parametrize(
    ("key", "kept"),
    [(Qt.Key.Key_Space, True), (Qt.Key.Key_Down, True), (Qt.Key.Key_R, False)],
)
def test_the_choice_of_the_task_keeps_its_keys_from_the_window(
    panel: SettingsPanel, key: Qt.Key, kept: bool
) -> None:
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
    asked.ignore()
    QCoreApplication.sendEvent(panel.task, asked)
    assert asked.isAccepted() == kept


def test_colours_follow_the_palette(qtbot: QtBot, panel: SettingsPanel) -> None:
    type_in(qtbot, panel, "seed", "junk")
    for theme in (DARK, LIGHT):
        panel.setPalette(theme.palette())
        assert is_written_in(panel.fields["seed"].note, theme.bad)
        assert is_written_in(panel.fields["bits"].note, theme.muted)
        assert is_written_in(panel.state, theme.muted)


def test_every_control_has_a_name_and_a_tooltip_with_its_range(panel: SettingsPanel) -> None:
    for name, field in panel.fields.items():
        assert field.edit.accessibleName() == RANGES[name].label
        assert RANGES[name].allowed in field.edit.toolTip()
        assert field.label.buddy() is field.edit
    for button in (panel.apply, panel.revert, panel.defaults):
        assert button.text()
        assert button.toolTip()


@given(st.floats(min_value=0, exclude_min=True, max_value=100))
def test_a_shown_number_is_exactly_the_number(value: float) -> None:
    assert float(number_text(value)) == value
