"""What of the window can be hidden, and how large it is: the side panel and the loss curve."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from app.kept.remembered import Remembered
from app.pages.panel import Panel

if TYPE_CHECKING:
    from app.commands.presentation import Presentation

YES, NO = "yes", "no"
HIDDEN_PANEL, HIDDEN_CURVE = "hidden/panel", "hidden/curve"

NOTCH = 24
"""Pixels by which a key moves what parts the panel or the curve from the picture."""


class WindowParts(QObject):
    """Hides the panel and the curve by a key, a button or the splitter, and brings them back.

    How large they are is up to keys as well as to the mouse.

    Args of the constructor:
        window: to which this belongs.
        panel: the side panel.
        splitter: between the picture and the curve.
        curve: the lower part of it.
        picture: gets the keyboard, so that what is hidden has it no longer.
        remembered: knows what was hidden the last time.
        make_presentation: makes, the first time, what fills the screen.

    Signals:
        told: how to leave the presentation, one line.
    """

    told = Signal(str)

    def __init__(
        self,
        window: QMainWindow,
        panel: Panel,
        splitter: QSplitter,
        curve: QWidget,
        picture: QWidget,
        remembered: Remembered,
        make_presentation: Callable[[], Presentation],
    ) -> None:
        super().__init__(window)
        self._panel, self._splitter, self._curve = panel, splitter, curve
        self._picture, self._remembered = picture, remembered
        self._make_presentation = make_presentation
        self._presentation: Presentation | None = None
        self._actions: dict[str, QAction] = {}
        self._sizes = splitter.sizes()
        splitter.setCollapsible(splitter.indexOf(curve), True)
        splitter.splitterMoved.connect(self._on_splitter_moved)
        panel.hidden_changed.connect(self._tell)

    @property
    def curve_hidden(self) -> bool:
        """Whether the loss curve is hidden."""
        return self._curve.isHidden()

    def keep_checked(self, panel: QAction, curve: QAction, present: QAction) -> None:
        """Let actions tell what is shown."""
        self._actions = {"panel": panel, "curve": curve, "present": present}
        self._tell()

    @Slot()
    def toggle_panel(self) -> None:
        """Hide the side panel, or bring it back."""
        self._picture.setFocus()
        self._panel.set_hidden(not self._panel.hidden)

    @Slot()
    def toggle_curve(self) -> None:
        """Hide the loss curve, or bring it back."""
        self.set_curve_hidden(not self.curve_hidden)

    def set_curve_hidden(self, hidden: bool) -> None:
        """Hide the loss curve, or bring it back as high as it was."""
        self._picture.setFocus()
        if hidden and not self.curve_hidden:
            if all(self._splitter.sizes()):
                self._sizes = self._splitter.sizes()
            self._curve.hide()
        elif not hidden:
            self._curve.show()
            self._splitter.setSizes(self._sizes)
        self._tell()

    @Slot()
    def curve_higher(self) -> None:
        """Make the loss curve higher, as far as the picture can be lower."""
        self._change_height(NOTCH)

    @Slot()
    def curve_lower(self) -> None:
        """Make the loss curve lower, but do not hide it."""
        self._change_height(-NOTCH)

    @Slot()
    def panel_wider(self) -> None:
        """Make the side panel wider, as far as the picture can be narrower."""
        self._panel.change_width(NOTCH)

    @Slot()
    def panel_narrower(self) -> None:
        """Make the side panel narrower, as far as it can be."""
        self._panel.change_width(-NOTCH)

    def _change_height(self, by: int) -> None:
        if self.curve_hidden:
            return
        above, height = self._splitter.sizes()
        height = max(height + by, self._curve.minimumSizeHint().height())
        self._splitter.setSizes([above + self._curve.height() - height, height])
        self._sizes = self._splitter.sizes()

    @Slot()
    def present(self) -> None:
        """Fill the screen for a class to see, or leave that."""
        if self._presentation is None:
            self._presentation = self._make_presentation()
            self._presentation.changed.connect(self._tell)
            self._presentation.told.connect(self.told)
        self._presentation.toggle()

    def restore(self) -> None:
        """Hide what was hidden the last time."""
        self._panel.set_hidden(self._remembered.text(HIDDEN_PANEL, NO) == YES)
        if self._remembered.text(HIDDEN_CURVE, NO) == YES:
            self.set_curve_hidden(True)

    def keep(self) -> None:
        """Remember what is hidden, and bring it back, so that its size is remembered as well."""
        if self._presentation is not None:
            self._presentation.end()
        self._remembered.keep_text(HIDDEN_PANEL, YES if self._panel.hidden else NO)
        self._remembered.keep_text(HIDDEN_CURVE, YES if self.curve_hidden else NO)
        self._panel.set_hidden(False)
        if self.curve_hidden:
            self.set_curve_hidden(False)

    @Slot()
    def _on_splitter_moved(self) -> None:
        """A curve that is pushed away is hidden, and comes back as high as it was."""
        sizes = self._splitter.sizes()
        if all(sizes):
            self._sizes = sizes
        elif not self.curve_hidden and sizes[self._splitter.indexOf(self._curve)] == 0:
            self.set_curve_hidden(True)

    @Slot()
    def _tell(self) -> None:
        presenting = self._presentation is not None and self._presentation.active
        shown = {
            "panel": not self._panel.hidden,
            "curve": not self.curve_hidden,
            "present": presenting,
        }
        for key, action in self._actions.items():
            action.setChecked(shown[key])
