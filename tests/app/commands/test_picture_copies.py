from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.kept.animation_file import as_picture
from app.main_window import MainWindow


def copy(window: MainWindow, key: str) -> QImage:
    QGuiApplication.clipboard().clear()
    window.actions_by_key[key].trigger()
    return QGuiApplication.clipboard().image()


@pytest.mark.parametrize("key", ["copy_network", "copy_curve"])
def test_the_clipboard_has_what_is_seen_twice_as_large(
    qtbot: QtBot, window: MainWindow, key: str
) -> None:
    window.resize(1280, 800)
    window.session.recording.advance_to(40)
    window.playhead.seek(30, 4)
    QApplication.processEvents()
    part = window.network_view.view.viewport() if key == "copy_network" else window.curve.plot
    image = copy(window, key)
    assert image.size() == part.size() * 2
    seen = part.grab().toImage().scaled(part.size())
    small = as_picture(image).reduce(2)
    off = np.abs(np.asarray(small).astype(int) - np.asarray(as_picture(seen)))
    assert off.mean() < 4
    # More than pixels made larger: these would come in blocks of two by two.
    sharp = np.asarray(as_picture(image)).astype(int)
    assert np.any(sharp[::2] != sharp[1::2])
    assert (
        window.statusBar()
        .currentMessage()
        .endswith(f" was copied: {image.width():,} × {image.height():,} pixels.")
    )


def test_the_picture_that_is_shown_is_copied(window: MainWindow) -> None:
    matrices = copy(window, "copy_network")
    window.network_view.show_diagram(True)
    QApplication.processEvents()
    diagram = copy(window, "copy_network")
    assert diagram.size() == window.network_view.view.viewport().size() * 2
    assert diagram != matrices


def test_only_what_is_seen_of_a_picture_that_is_scrolled_is_copied(window: MainWindow) -> None:
    window.resize(960, 600)
    window.network_view.change_zoom(3)
    QApplication.processEvents()
    assert copy(window, "copy_network").size() == window.network_view.view.viewport().size() * 2


def test_a_curve_that_is_hidden_is_not_copied(window: MainWindow) -> None:
    window.actions_by_key["toggle_curve"].trigger()
    assert copy(window, "copy_curve").isNull()
    assert window.statusBar().currentMessage() == "The loss curve is hidden: nothing was copied."
