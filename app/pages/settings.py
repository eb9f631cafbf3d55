"""What determines the run: a field for each setting, and what a change of it needs."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.pages.setting_field import SettingField
from app.pages.suggestion_words import filled_in, nothing_known
from app.pages.task_choice import TaskChoice
from app.widgets.flow import Flow
from app.widgets.heading import Quiet
from app.widgets.roomy_label import RoomyLabel
from app.widgets.theme import BAD, MUTED
from nn.core.settings import RANGES, Settings
from nn.core.suggestions import suggested
from nn.explain.limits import limits_of

NEEDS_RESET = "needs a reset"
FROM_NEXT_STEP = "from the next step on"
AS_A_BRANCH = "from here on, as a new branch"
AT_ONCE = {"epochs": "applies at once", "learning_rate": FROM_NEXT_STEP}
"""What can be changed while a run is under way; everything else needs a reset."""


class SettingsPanel(QWidget):
    """The settings of the run, to look at and to change.

    Signals:
        reset_requested: the new settings; the owner asks before a run is left.
        learning_rate_chosen: a learning rate from the next step on.
        epochs_chosen: how many epochs are planned.
        failed: the traceback of an unforeseen error.
    """

    reset_requested = Signal(object)
    learning_rate_chosen = Signal(float)
    epochs_chosen = Signal(int)
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = Settings()
        self._started = False
        self._when = FROM_NEXT_STEP
        # What was announced and may not have been carried out yet: never announced twice.
        self._announced: dict[str, int | float | None] = {}
        self.fields = {
            name: SettingField(name, AT_ONCE.get(name, NEEDS_RESET), self) for name in RANGES
        }
        self.choice = TaskChoice(NEEDS_RESET)
        self.task = self.choice.kind
        self.choice.edited.connect(self._describe)
        self.choice.entered.connect(self._on_entered)
        self.choice.bits_wanted.connect(self.fields["bits"].show_value)
        self.choice.failed.connect(self.failed)
        self.state = RoomyLabel((f"Needs a reset: {', '.join((*RANGES, 'task'))}.",))
        self.state.setForegroundRole(MUTED)
        self.apply = QPushButton("Apply and reset")
        self.apply.setToolTip("Begin a run with these settings at step 0  (Enter)")
        self.apply.clicked.connect(self._on_apply)
        self.revert = QPushButton("Revert")
        self.revert.setToolTip("Show the settings of the run again")
        self.revert.clicked.connect(self._on_revert)
        self.defaults = QPushButton("Notebook's settings")
        self.defaults.setToolTip("Fill in the notebook's values: 5 bits, 10 hidden units …")
        self.defaults.clicked.connect(self._on_defaults)
        self.suggest = QPushButton("Suggest values")
        self.suggest.setToolTip("Fill in values that are known to learn the task; nothing is reset")
        self.suggest.clicked.connect(self._on_suggest)
        self.suggested = Quiet()
        self.suggested.setAccessibleName("What was suggested")
        self.impossible, self.limits = Quiet(), Quiet()
        self.impossible.setForegroundRole(BAD)
        self.impossible.setAccessibleName("What the network cannot do")
        self.limits.setAccessibleName("What the task asks of the network")
        self._lay_out()
        self._fill(self._settings)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for index, field in enumerate(self.fields.values()):
            grid.addWidget(field.label, 2 * index, 0)
            grid.addWidget(field.edit, 2 * index, 1)
            grid.addWidget(field.note, 2 * index + 1, 0, 1, 2)
            field.edited.connect(self._describe)
            field.committed.connect(self._on_committed)
            field.entered.connect(self._on_entered)
        buttons = Flow()
        for button in (self.apply, self.revert, self.defaults, self.suggest):
            button.setAutoDefault(False)
            buttons.add(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 10)
        column.setSpacing(8)
        column.addLayout(grid)
        column.addWidget(self.choice)
        column.addWidget(self.state)
        column.addLayout(buttons)
        # What comes and goes stands below everything that must not move.
        for each in (self.suggested, self.impossible, self.limits):
            column.addWidget(each)
        column.addStretch(1)

    def show_settings(
        self, settings: Settings, run_started: bool, learning_rate_now: float
    ) -> None:
        """Show the settings of a run; what a person is typing about the same run stays.

        Args:
            settings: of the run; its epochs are those planned now.
            run_started: whether a step has been made.
            learning_rate_now: the one at the playhead.
        """
        shown = settings.changed(learning_rate=learning_rate_now)
        same_run = all(
            getattr(self._settings, name) == getattr(shown, name)
            for name in (*RANGES, "task")
            if name not in AT_ONCE
        )
        editing = self._being_typed() if same_run else set()
        self._announced.clear()
        self._settings, self._started = shown, run_started
        for name, field in self.fields.items():
            field.show_value(getattr(shown, name), typed_stays=name in editing)
        if "task" not in editing:
            self.choice.show_task(shown.task, shown.bits)
        self._describe()

    def show_learning_rate(self, now: float, then: float, newest: bool, run_started: bool) -> None:
        """Show the learning rate at the playhead, and what a change of it would do there.

        Args:
            now: of the step that is looked at, or else of the next one.
            then: of the next step.
            newest: whether no step is recorded beyond the playhead.
            run_started: whether a step has been made.
        """
        when = FROM_NEXT_STEP if newest else AS_A_BRANCH
        if now != then:
            when = f"{then:.6g} from the next step"
        if (now, when, run_started) == (self._settings.learning_rate, self._when, self._started):
            return
        typed_stays = "learning_rate" in self._being_typed()
        if not typed_stays:
            self._announced.pop("learning_rate", None)
        self._settings = self._settings.changed(learning_rate=now)
        self._when, self._started = when, run_started
        self.fields["learning_rate"].show_value(now, typed_stays)
        self.fields["learning_rate"].set_when(when)
        self._describe()

    def edited_settings(self) -> Settings | None:
        """The settings as they are typed, None while one of them is not allowed."""
        values = {name: field.value() for name, field in self.fields.items()}
        task = self._task()
        if None in values.values() or not task:
            return None
        return Settings(**values, task=task)  # type: ignore[arg-type]

    def _task(self) -> str:
        """The name of the task that is chosen, "" while it is not allowed."""
        return self.choice.describe(self._bits())

    def _bits(self) -> int | None:
        value = self.fields["bits"].value()
        return None if value is None else int(value)

    def _fill(self, settings: Settings) -> None:
        for name, field in self.fields.items():
            field.show_value(getattr(settings, name))
        self.choice.show_task(settings.task, settings.bits)
        self._describe()

    def _changed_names(self) -> list[str]:
        names = [
            name
            for name, field in self.fields.items()
            if field.value() != getattr(self._settings, name)
        ]
        if self._task() != self._settings.task:
            names.append("task")
        return names

    def _being_typed(self) -> set[str]:
        """Names of the changes that are not even announced yet."""
        return {
            name
            for name in self._changed_names()
            if name not in self._announced or self.fields[name].value() != self._announced[name]
        }

    def _waiting_for_reset(self) -> list[str]:
        """Names of the changes that only a reset brings about."""
        changed = self._changed_names()
        needing = [name for name in changed if name not in AT_ONCE]
        return changed if needing or not self._started else []

    @Slot()
    def _describe(self) -> None:
        changed, waiting = self._changed_names(), self._waiting_for_reset()
        wrong = self.edited_settings() is None
        names = ", ".join(RANGES[name].label if name in RANGES else name for name in waiting)
        if wrong:
            said = "Nothing is changed while a value is not allowed."
        elif not changed:
            said = "These are the settings of the run."
        elif not waiting:
            said = "Enter applies it to the run that is under way."
        elif self._started:
            said = f"Needs a reset: {names}."
        else:
            said = f"Not applied yet: {names}."
        self.state.setText(said)
        self.apply.setEnabled(bool(changed) and not wrong)
        self.revert.setEnabled(bool(changed))
        self._say_suggested("")
        self._say_limits()

    def _say_limits(self) -> None:
        """What the task asks, and whether as many hidden units can do it at all."""
        bits, hidden = self._bits(), self.fields["hidden_units"].value()
        task = self._task()
        impossible = asked = ""
        if task and bits is not None:
            limits = limits_of(task, bits)
            impossible = limits.impossible(int(hidden)) if hidden is not None else ""
            asked = limits.at_zero if impossible else f"{limits.need}\n{limits.at_zero}"
        self.impossible.setText(impossible and f"✗ {impossible}")
        self.impossible.setVisible(bool(impossible))
        self.limits.setText(asked)
        self.limits.setVisible(bool(asked))

    def _say_suggested(self, said: str) -> None:
        self.suggested.setText(said)
        self.suggested.setVisible(bool(said))

    @Slot()
    def _on_committed(self) -> None:
        """What can be changed during a run is, on Enter or when its field is left."""
        if not self._started or self._waiting_for_reset():
            return
        for name, announce in (
            ("epochs", self.epochs_chosen),
            ("learning_rate", self.learning_rate_chosen),
        ):
            value = self.fields[name].value()
            known = self._announced.get(name, getattr(self._settings, name))
            if value is not None and value != known:
                self._announced[name] = value
                announce.emit(value)

    @Slot()
    def _on_entered(self) -> None:
        if self._waiting_for_reset():
            self._on_apply()

    @Slot()
    def _on_apply(self) -> None:
        settings = self.edited_settings()
        if settings is not None:
            self.reset_requested.emit(settings)

    @Slot()
    def _on_revert(self) -> None:
        self._fill(self._settings)

    @Slot()
    def _on_defaults(self) -> None:
        self._fill(Settings())

    @Slot()
    def _on_suggest(self) -> None:
        name, bits = self.choice.name, self._bits()
        known = suggested(name, bits) if name and bits is not None else None
        if known is None or bits is None:
            self._say_suggested(nothing_known(name, bits))
            return
        changed = [
            each for each, value in known._asdict().items() if self.fields[each].value() != value
        ]
        for each in changed:
            self.fields[each].show_value(getattr(known, each))
        self._describe()
        self._say_suggested(filled_in(name, known, changed, bits))
