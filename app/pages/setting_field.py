"""One setting to type: a line, what it means and may be, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QLabel, QWidget

from app.widgets.entry_line import EntryLine, room_for
from app.widgets.roomy_label import RoomyLabel
from app.widgets.theme import BAD, MUTED, tabular
from nn.core.settings import RANGES, SettingError

NOTE_SIZE, NOTE_GAP = 0.9, 6
LONGEST_TYPED = f"{max(allowed.highest for allowed in RANGES.values()):,}"


class SettingField(QObject):
    """The widgets of one number of the settings; `SettingsPanel` lays them out.

    Signals:
        edited: the text was changed.
        committed: Enter was pressed, or the line left.
        entered: Enter was pressed.
    """

    edited = Signal()
    committed = Signal()
    entered = Signal()

    def __init__(self, name: str, when: str, parent: QWidget) -> None:
        """Make the field of the setting `name`; `when` says when a change of it takes effect."""
        super().__init__(parent)
        self.allowed = RANGES[name]
        allowed = self.allowed
        self.label = QLabel(allowed.label.capitalize())
        self.edit = EntryLine()
        self.edit.setFont(tabular(parent.font()))
        self.edit.setMinimumWidth(room_for(self.edit, LONGEST_TYPED))
        self.edit.setAccessibleName(allowed.label)
        self.label.setBuddy(self.edit)
        self.note = RoomyLabel(())
        self.note.setFont(tabular(parent.font(), NOTE_SIZE))
        self.note.setContentsMargins(0, 0, 0, NOTE_GAP)
        self._usual = ""
        self._shown: int | float = 0
        self.set_when(when)
        self.edit.textEdited.connect(self._on_edited)
        self.edit.editingFinished.connect(self.committed)
        self.edit.returnPressed.connect(self.entered)
        self.edit.abandoned.connect(self.restore)

    def value(self) -> int | float | None:
        """The number typed, None if it is not allowed."""
        try:
            return self._parsed()
        except SettingError:
            return None

    def show_value(self, value: int | float, typed_stays: bool = False) -> None:
        """Show a number, or only keep it for Esc to bring back while another one is typed."""
        self._shown = value
        if not typed_stays:
            self.edit.setText(number_text(value))
            self.explain()

    def set_when(self, when: str) -> None:
        """Say when a change of it takes effect."""
        allowed = self.allowed
        meaning = allowed.help[0].upper() + allowed.help[1:]
        least, most = f"{allowed.lowest:,}", f"{allowed.highest:,}"
        span = f"{least} to {most}" if allowed.whole else f"above {least} up to {most}"
        self._usual = f"{meaning}\n{span} · {when}"
        self.note.keep_room_for(self._usual, f"✗ It must be {allowed.allowed}.")
        self.edit.setToolTip(f"{meaning}: {allowed.allowed}; {when}")
        self.explain()

    @Slot()
    def restore(self) -> None:
        """Show the latest number again that was not typed."""
        self.show_value(self._shown)
        self.edited.emit()

    def explain(self) -> None:
        """Say what is wrong with the text, or else what the setting means."""
        try:
            self._parsed()
        except SettingError as error:
            self.note.setText(f"✗ {error.advice}")
            self.note.setForegroundRole(BAD)
            self.edit.setAccessibleDescription(str(error))
        else:
            self.note.setText(self._usual)
            self.note.setForegroundRole(MUTED)
            self.edit.setAccessibleDescription(self._usual)

    def _parsed(self) -> int | float:
        return self.allowed.parsed(self.edit.text())

    @Slot()
    def _on_edited(self) -> None:
        self.explain()
        self.edited.emit()


def number_text(value: int | float) -> str:
    """A number as short as it can be typed and still be exactly this number."""
    text = repr(value)
    return text.removesuffix(".0") if isinstance(value, float) else text
