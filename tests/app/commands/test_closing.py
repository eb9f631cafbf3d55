from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.commands.closing import Closing


def test_whoever_closes_it_again_while_it_asks_or_says_something_is_not_asked_twice(
    qtbot: QtBot,
) -> None:
    window, asked = QWidget(), list[str]()
    qtbot.addWidget(window)

    def ask() -> bool:
        asked.append("once")
        window.close()
        return True

    Closing(window, ask, ())
    window.show()
    window.close()
    assert asked == ["once"]
    assert not window.isVisible()


def test_a_window_closes_only_if_it_may_and_then_everything_ends_in_order(qtbot: QtBot) -> None:
    window, allowed, ended = QWidget(), [False], list[str]()
    qtbot.addWidget(window)
    Closing(
        window,
        lambda: allowed[0],
        (lambda: ended.append("first"), lambda: ended.append("second")),
    )
    window.show()
    window.close()
    assert window.isVisible()
    assert ended == []
    allowed[0] = True
    window.close()
    assert not window.isVisible()
    assert ended == ["first", "second"]
