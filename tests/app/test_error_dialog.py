from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from app.error_dialog import ErrorReporter


@pytest.fixture
def reporter(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> ErrorReporter:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    made = ErrorReporter()
    made.install()
    return made


def raise_here() -> None:
    raise ZeroDivisionError("unforeseen")


def test_an_error_in_the_window_reaches_the_person_and_can_be_copied(
    qtbot: QtBot, reporter: ErrorReporter, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        raise_here()
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: reporter.dialog is not None, timeout=3000)
    assert reporter.dialog is not None
    reporter.dialog.copy_button.click()
    copied = QApplication.clipboard().text()
    assert "ZeroDivisionError: unforeseen" in copied
    assert "raise_here" in copied
    assert "PySide6" in copied
    assert "unforeseen" in capsys.readouterr().err
    dialog = reporter.dialog
    (buttons,) = dialog.findChildren(QDialogButtonBox)
    buttons.button(QDialogButtonBox.StandardButton.Close).click()
    assert not dialog.isVisible()


def test_an_error_in_another_thread_reaches_the_person(
    qtbot: QtBot, reporter: ErrorReporter
) -> None:
    thread = threading.Thread(target=raise_here)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: reporter.dialog is not None, timeout=3000)
    assert reporter.dialog is not None
    reporter.dialog.close()


def test_errors_that_come_again_and_again_share_one_dialog(
    qtbot: QtBot, reporter: ErrorReporter
) -> None:
    for number in range(50):
        reporter.show(f"error {number}")
    qtbot.waitUntil(lambda: reporter.dialog is not None, timeout=3000)
    qtbot.wait(20)
    dialog = reporter.dialog
    assert dialog is not None
    text = dialog.text.toPlainText()
    assert "error 0" in text
    assert "error 20" in text
    assert "error 40" not in text
    dialog.close()
    qtbot.waitUntil(lambda: reporter.dialog is None, timeout=3000)
