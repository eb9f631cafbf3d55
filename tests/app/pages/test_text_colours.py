"""Quiet and bad text in the window's own palette, light and dark, as it is painted."""

from __future__ import annotations

import numpy as np
import pytest
from painted import is_written_in
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.application import Appearance
from app.pages.prediction import PredictionPanel
from app.pages.settings import SettingsPanel
from app.pages.stops import StopsPanel
from app.pages.validation import ValidationPanel
from app.widgets.heading import Heading, Quiet
from app.widgets.text_line import TextLine
from app.widgets.theme import DARK, LIGHT, Theme
from nn.answers.validation import Prediction


def take_over(qtbot: QtBot, widget: QWidget, theme: Theme) -> None:
    """Wait until the application's palette has reached a widget."""
    qtbot.waitUntil(lambda: widget.palette().window().color().name() == theme.window, timeout=2000)


class Pages(QWidget):
    """The pages that say something quietly, or that something is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.prediction, self.settings = PredictionPanel(), SettingsPanel()
        self.answered = PredictionPanel()
        self.stops, self.validation = StopsPanel(), ValidationPanel()
        self.heading, self.quiet, self.line = Heading("What"), Quiet("How"), TextLine()
        self.line.set_text("Where")
        column = QVBoxLayout(self)
        for page in (self.prediction, self.answered, self.settings, self.stops, self.validation):
            column.addWidget(page)
        for line in (self.heading, self.quiet, self.line):
            column.addWidget(line)

    def go_wrong(self) -> None:
        """Let every page have something to complain about."""
        x = np.array([0, 1, 1, 1, 0])
        for page in (self.prediction, self.answered):
            page.set_bits(5)
            page.show_prediction(Prediction(x, x * 0.5, x, 1 - x, x == x))
        for line in (
            self.prediction.text,
            self.settings.fields["seed"].edit,
            self.stops.rows["step"].field,
        ):
            line.setText("junk")
            line.textEdited.emit("junk")

    def bad(self) -> list[QLabel]:
        return [
            self.prediction.problem,
            self.answered.summary,
            self.settings.fields["seed"].note,
            self.stops.rows["step"].problem,
        ]

    def quietly(self) -> list[QWidget]:
        return [
            self.quiet,
            self.line,
            self.prediction.summary,
            self.settings.state,
            self.settings.fields["bits"].note,
            self.validation.note,
            self.validation.share,
        ]


@pytest.mark.parametrize("names", [("light", "dark"), ("dark", "light")])
def test_text_keeps_the_colours_of_its_meaning_when_the_appearance_changes(
    qtbot: QtBot, appearance: Appearance, names: tuple[str, str]
) -> None:
    appearance.choose(names[0])
    pages = Pages()
    qtbot.addWidget(pages)
    pages.resize(420, 1600)
    pages.show()
    pages.go_wrong()
    for name in names:
        appearance.choose(name)
        theme = DARK if name == "dark" else LIGHT
        take_over(qtbot, pages, theme)
        for label in pages.bad():
            assert is_written_in(label, theme.bad), label.text()
        for each in pages.quietly():
            assert is_written_in(each, theme.muted), each
        assert is_written_in(pages.heading, theme.text)


def test_what_is_mended_is_said_in_the_plain_colours_again(
    qtbot: QtBot, appearance: Appearance
) -> None:
    pages = Pages()
    qtbot.addWidget(pages)
    pages.resize(420, 1600)
    pages.show()
    pages.go_wrong()
    x = np.array([0, 1, 1, 1, 0])
    pages.answered.show_prediction(Prediction(x, x * 0.5, 1 - x, 1 - x, x != x))
    assert is_written_in(pages.answered.summary, LIGHT.text)
    pages.prediction.draw_vector()
    assert is_written_in(pages.prediction.summary, LIGHT.bad)
    pages.settings.fields["seed"].restore()
    assert is_written_in(pages.settings.fields["seed"].note, LIGHT.muted)
