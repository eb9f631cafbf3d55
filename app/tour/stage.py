"""The real window as the tour needs it: what a stop needs, what is lit, and when it is done."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.model.playhead import Playhead
from app.model.session import LAST_PHASE, Session
from app.pages.side_panel import SidePanel
from app.pictures.loss.curve import LossCurve
from app.pictures.pictures import NetworkPictures
from nn.explain.lenses import MATRICES
from nn.explain.phases import OVERLAYS

STEPS_TO_DRAG = 200
"""Where no step has been made, so many give the loss curve something to drag on."""


class Parts(Protocol):
    """What may be hidden.

    Attributes:
        curve_hidden: whether the loss curve is.
    """

    @property
    def curve_hidden(self) -> bool: ...
    def set_curve_hidden(self, hidden: bool) -> None: ...


class Props(NamedTuple):
    """The parts of the window in which the tour takes place.

    Attributes:
        session: the run, used as it is.
        playhead: moves on it.
        pages: the sections of the panel.
        network: the pictures, which have the keyboard.
        curve: of the loss.
        parts: what may be hidden.
        play: the button that plays.
    """

    session: Session
    playhead: Playhead
    pages: SidePanel
    network: NetworkPictures
    curve: LossCurve
    parts: Parts
    play: QWidget


class Stage(QObject):
    """Sets up one stop after another, and hears what the person does.

    It changes nothing of a run: where steps are needed and none is there, it makes some.

    Signals:
        done: what the stop asks for was done; again, if it is done again.
    """

    done = Signal()

    def __init__(self, props: Props, parent: QObject) -> None:
        super().__init__(parent)
        self._props = props
        self._stop = ""
        self._before: tuple[int, int] | None = None
        self._hidden: tuple[bool, bool] | None = None
        self._hears_vectors = False
        props.playhead.playing_changed.connect(self._on_playing)
        props.session.moved.connect(self._on_moved)
        props.network.cell_selected.connect(self._on_selected)
        props.curve.position_chosen.connect(self._on_position)

    def begin(self) -> None:
        """Note what is hidden, to hide it again in the end."""
        if self._hidden is None:
            self._hidden = self._props.pages.panel.hidden, self._props.parts.curve_hidden

    def end(self) -> None:
        """Let go of the window."""
        self._stop = ""
        if self._hidden is not None:
            panel, curve = self._hidden
            self._hidden = None
            if panel:
                self._props.pages.panel.set_hidden(True)
            if curve:
                self._props.parts.set_curve_hidden(True)

    def set_up(self, key: str) -> None:
        """Bring the window, once it is at rest, to where a stop begins."""
        self._stop = ""
        set_up = {
            "play": self._set_up_play,
            "phase": self._set_up_phase,
            "weight": self._set_up_weight,
            "vector": self._set_up_vector,
            "curve": self._set_up_curve,
        }[key]
        self._wanted = key
        self._props.network.setFocus()

        def when_still() -> None:
            # Somebody may have gone on meanwhile.
            if self._wanted == key and self._hidden is not None:
                set_up()
                self._stop = key

        self._props.playhead.when_still(when_still)

    def lit(self, key: str, done: bool) -> QWidget:
        """What to use at a stop; once that is done, where to look."""
        props = self._props
        if key == "play":
            if done:
                return props.curve
            return props.play if props.play.isVisible() else props.network
        if key == "weight" and done:
            return props.pages.panel.sections["inspect"]
        if key == "vector":
            return props.pages.panel.sections["try"]
        return props.curve if key == "curve" else props.network

    def _set_up_play(self) -> None:
        self._show_curve()
        session = self._props.session
        if session.position >= max(session.planned_steps, session.recording.length):
            self._props.playhead.seek(0)

    def _set_up_phase(self) -> None:
        session = self._props.session
        length = session.recording.length
        if session.phase in (None, LAST_PHASE) and session.position >= session.planned_steps:
            # The next step would have to be planned first: walk through the last one once more.
            self._props.playhead.seek(length - 1)
        self._before = self._place()

    def _set_up_weight(self) -> None:
        props = self._props
        props.pages.panel.show("inspect")
        props.network.select(None)
        if not props.session.recording.length:
            props.playhead.run_to(1)
        else:
            # Only of a whole step it is known how it moved the weights.
            props.playhead.seek(max(props.session.position, 1))

    def _set_up_vector(self) -> None:
        self._props.pages.panel.show("try")
        if not self._hears_vectors:
            self._hears_vectors = True
            self._props.pages.prediction.vector_changed.connect(self._on_vector)

    def _set_up_curve(self) -> None:
        session = self._props.session
        self._show_curve()
        if session.recording.length < 2:
            self._props.playhead.run_to(min(STEPS_TO_DRAG, session.planned_steps))

    def _show_curve(self) -> None:
        if self._props.parts.curve_hidden:
            self._props.parts.set_curve_hidden(False)

    def _place(self) -> tuple[int, int]:
        session = self._props.session
        return session.position, LAST_PHASE if session.phase is None else session.phase

    def _tell(self, key: str) -> None:
        if self._stop == key:
            self.done.emit()

    @Slot(bool)
    def _on_playing(self, playing: bool) -> None:
        if playing:
            self._tell("play")

    @Slot()
    def _on_moved(self) -> None:
        place = self._place()
        forward = self._before is None or place > self._before
        if self._props.session.phase is not None and forward and not self._props.playhead.playing:
            self._tell("phase")

    @Slot(object, object)
    def _on_selected(self, symbol: str | None, index: tuple[int, ...] | None) -> None:
        if symbol is not None and OVERLAYS.get(symbol, symbol) in MATRICES:
            self._tell("weight")

    @Slot(object)
    def _on_vector(self, vector: object) -> None:
        self._tell("vector")

    @Slot(int)
    def _on_position(self, position: int) -> None:
        self._tell("curve")
