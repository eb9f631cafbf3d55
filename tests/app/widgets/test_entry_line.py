from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.widgets.entry_line import EntryLine


def test_escape_abandons_what_is_typed_and_other_keys_do_not(qtbot: QtBot) -> None:
    line = EntryLine()
    qtbot.addWidget(line)
    with qtbot.assertNotEmitted(line.abandoned):
        qtbot.keyClicks(line, "0.5")
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "0.5"
    with qtbot.waitSignal(line.abandoned, timeout=1000):
        qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "0.5"
