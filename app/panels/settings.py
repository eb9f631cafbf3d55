"""What determines the run: a field for each setting, and what a change of it needs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.theme import tabular, theme_of
from nn.settings import RANGES, SettingError, Settings
from nn.tasks import TASKS

AT_ONCE = {"epochs": "applies at once", "learning_rate": "from the next step on"}
"""What can be changed while a run is under way; everything else needs a reset."""


class SettingField(QWidget):
    """One number to type, with what is wrong with it below.

    Signals:
        edited: the text was changed.
        committed: Enter was pressed or the field left.
    """

    edited = Signal()
    committed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.allowed = RANGES[name]
        self.edit = QLineEdit()
        self.edit.setFont(tabular(self.font()))
        self.edit.setAccessibleName(self.allowed.label)
        self.edit.setToolTip(f"{self.allowed.help.capitalize()}: {self.allowed.allowed}")
        self.edit.textEdited.connect(self._on_edited)
        self.edit.editingFinished.connect(self.committed)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.edit)
        column.addWidget(self.problem)

    def value(self) -> int | float | None:
        """The number typed, None if it is not allowed."""
        try:
            value = self.allowed.parsed(self.edit.text().strip().replace(",", ""))
        except SettingError:
            return None
        return value

    def show_value(self, value: float) -> None:
        """Show a number."""
        self.edit.setText(f"{value}" if self.allowed.whole else f"{value:g}")
        self._explain()

    @Slot()
    def _on_edited(self) -> None:
        self._explain()
        self.edited.emit()

    def _explain(self) -> None:
        try:
            self.allowed.parsed(self.edit.text().strip().replace(",", ""))
        except SettingError as error:
            self.problem.setText(str(error))
            self.problem.setStyleSheet(f"color: {theme_of(self.palette()).bad}")
            self.edit.setAccessibleDescription(str(error))
            self.problem.show()
        else:
            self.problem.hide()
            self.edit.setAccessibleDescription("")


class SettingsPanel(QWidget):
    """The settings of the run, to look at and to change.

    Signals:
        reset_requested: the new settings; the owner asks before a run is left.
        learning_rate_chosen: a learning rate from the next step on.
        epochs_chosen: how many epochs are planned.
    """

    reset_requested = Signal(object)
    learning_rate_chosen = Signal(float)
    epochs_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = Settings()
        self._started = False
        title = QLabel("Settings of the run")
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        bold.setPointSizeF(bold.pointSizeF() * 1.1)
        title.setFont(bold)
        self.fields = {name: SettingField(name) for name in RANGES}
        self._notes: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (name, field) in enumerate(self.fields.items()):
            label = QLabel(field.allowed.label.capitalize())
            label.setBuddy(field.edit)
            note = QLabel(AT_ONCE.get(name, "needs a reset"))
            self._notes[name] = note
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
            grid.addWidget(note, row, 2)
            field.edited.connect(self._on_edited)
            field.committed.connect(self._on_committed)
        self.task = QComboBox()
        for task in TASKS.values():
            self.task.addItem(task.title, task.name)
        self.task.setAccessibleName("Task")
        self.task.setToolTip("What the network learns: the target of each vector")
        self.task.activated.connect(self._on_edited)
        label = QLabel("Task")
        label.setBuddy(self.task)
        grid.addWidget(label, len(self.fields), 0)
        grid.addWidget(self.task, len(self.fields), 1, 1, 2)
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.state.setMinimumHeight(2 * self.fontMetrics().height() + 2)
        self.apply = QPushButton("Apply and reset")
        self.apply.setToolTip("Begin a run with these settings at step 0")
        self.revert = QPushButton("Revert")
        self.revert.setToolTip("Show the settings of the run again")
        self.defaults = QPushButton("Notebook's settings")
        self.defaults.setToolTip("Fill in the notebook's values: 5 bits, 10 hidden units …")
        buttons = QHBoxLayout()
        for button, act in (
            (self.apply, self._on_apply),
            (self.revert, self._on_revert),
            (self.defaults, self._on_defaults),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(act)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 10)
        column.setSpacing(10)
        column.addWidget(title)
        column.addLayout(grid)
        column.addWidget(self.state)
        column.addLayout(buttons)
        column.addStretch(1)
        self._recolour()
        self.show_settings(self._settings, False, self._settings.learning_rate)

    def show_settings(self, settings: Settings, started: bool, learning_rate: float) -> None:
        """Show the settings of a run, unless the person is in the middle of editing them.

        Args:
            settings: of the run; its epochs are those planned now.
            started: whether a step has been made.
            learning_rate: the one in force, which may have been changed since the start.
        """
        shown = settings.changed(learning_rate=learning_rate)
        if shown == self._settings and started == self._started:
            return
        same_run = self._settings.changed(epochs=1, learning_rate=1) == settings.changed(
            epochs=1, learning_rate=1
        )
        editing = bool(self._changed_names()) and same_run
        self._settings, self._started = shown, started
        if not editing:
            self._fill(shown)
        self._describe()

    def edited_settings(self) -> Settings | None:
        """The settings as they are typed, None while one of them is not allowed."""
        values = {name: field.value() for name, field in self.fields.items()}
        if None in values.values():
            return None
        return Settings(**values, task=self.task.currentData())  # type: ignore[arg-type]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "state"):
            self._recolour()

    def _fill(self, settings: Settings) -> None:
        for name, field in self.fields.items():
            field.show_value(getattr(settings, name))
        self.task.setCurrentIndex(self.task.findData(settings.task))

    def _changed_names(self) -> list[str]:
        names = [
            name
            for name, field in self.fields.items()
            if field.value() != getattr(self._settings, name)
        ]
        if self.task.currentData() != self._settings.task:
            names.append("task")
        return names

    def _describe(self) -> None:
        changed = self._changed_names()
        wrong = [name for name, field in self.fields.items() if field.value() is None]
        needing = [
            RANGES[name].label if name in RANGES else name
            for name in changed
            if not (self._started and name in AT_ONCE)
        ]
        if wrong:
            self.state.setText("Nothing is changed while a value is not allowed.")
        elif not changed:
            self.state.setText("These are the settings of the run that is shown.")
        elif needing:
            names = ", ".join(needing)
            self.state.setText(
                f"Needs a reset: {names}." if self._started else f"Not applied yet: {names}."
            )
        else:
            self.state.setText("Press Enter to apply.")
        self.apply.setEnabled(bool(changed) and not wrong)
        self.revert.setEnabled(bool(changed))

    def _recolour(self) -> None:
        muted = theme_of(self.palette()).muted
        for label in (*self._notes.values(), self.state):
            label.setStyleSheet(f"color: {muted}")

    @Slot()
    def _on_edited(self) -> None:
        self._describe()

    @Slot()
    def _on_committed(self) -> None:
        """What can be changed during a run is, on Enter or when its field is left."""
        if self._started:
            epochs = self.fields["epochs"].value()
            if epochs is not None and epochs != self._settings.epochs:
                self.epochs_chosen.emit(int(epochs))
            rate = self.fields["learning_rate"].value()
            if rate is not None and rate != self._settings.learning_rate:
                self.learning_rate_chosen.emit(float(rate))
        self._describe()

    @Slot()
    def _on_apply(self) -> None:
        settings = self.edited_settings()
        if settings is not None:
            self.reset_requested.emit(settings)

    @Slot()
    def _on_revert(self) -> None:
        self._fill(self._settings)
        self._describe()

    @Slot()
    def _on_defaults(self) -> None:
        self._fill(Settings())
        self._describe()
