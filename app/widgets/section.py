"""A part of a page that folds: a title, and below it what it is the title of."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QHideEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.widgets.icons import MENU_SIZE, action_icon
from app.widgets.theme import theme_of

LOOKS = (
    QEvent.Type.FontChange,
    QEvent.Type.PaletteChange,
    QEvent.Type.DevicePixelRatioChange,
)
"""What the drawing beside the title depends on."""


class Section(QWidget):
    """A title that is a button, and a content that it folds away and unfolds.

    What a section holds may be made late: `appeared` comes before anything of it is seen.

    Signals:
        appeared: the content comes into sight.
        vanished: the content is out of sight.
        folded: the person folded it (True) or unfolded it (False).
    """

    appeared = Signal()
    vanished = Signal()
    folded = Signal(bool)

    def __init__(self, title: str, help_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QToolButton()
        self.button.setText(title)
        self.button.setToolTip(help_text)
        self._unfolded = True
        self.button.setAutoRaise(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._body = _Body(self)
        self._body.shown.connect(self.appeared)
        self._body.hidden.connect(self.vanished)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.button)
        column.addWidget(self._body)
        self._take_font()
        self._show_fold()
        self.button.clicked.connect(self._on_clicked)

    @property
    def title(self) -> str:
        """What stands on the button."""
        return self.button.text()

    @property
    def unfolded(self) -> bool:
        """Whether the content is seen where the page is."""
        return self._unfolded

    def set_unfolded(self, unfolded: bool) -> None:
        """Unfold the content, or fold it away."""
        self._unfolded = unfolded
        self._show_fold()

    @property
    def in_sight(self) -> bool:
        """Whether the content can be seen now."""
        return self._body.isVisible()

    def fill(self, content: QWidget) -> None:
        """Put the content in, which is seen at once where the section is."""
        self._body.column.addWidget(content)
        content.show()

    def take_keys(self) -> None:
        """Give the keyboard to the content, or the first thing in it that takes it, if any does."""
        # Not needed for the first picture.
        from app.widgets.tab_order import in_reading_order, takes_tab

        for part in in_reading_order(self._body):
            proxy = part.focusProxy()
            if proxy is not None or takes_tab(part):
                (proxy or part).setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Qt's own constructor already reports a change of font.
        if event.type() in LOOKS and hasattr(self, "_body"):
            self._take_font()
            self._show_fold()

    @Slot()
    def _on_clicked(self) -> None:
        self.set_unfolded(not self._unfolded)
        self.folded.emit(not self._unfolded)

    def _show_fold(self) -> None:
        unfolded = self._unfolded
        theme, size = theme_of(self.palette()), max(MENU_SIZE, self.fontMetrics().height())
        name, scale = "unfolded" if unfolded else "folded", self.devicePixelRatioF()
        self.button.setIcon(action_icon(name, theme.muted, theme.line, scale, size))
        self.button.setIconSize(QSize(size, size))
        self.button.setAccessibleName(f"{self.title}, {'unfolded' if unfolded else 'folded'}")
        self._body.setVisible(unfolded)

    def _take_font(self) -> None:
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        self.button.setFont(bold)


class _Body(QWidget):
    """Says when it comes into sight and when it goes, wherever the reason lies."""

    shown = Signal()
    hidden = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._seen = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._seen:
            self._seen = True
            self.shown.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._seen and not event.spontaneous():
            self._seen = False
            self.hidden.emit()
