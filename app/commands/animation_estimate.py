"""How large the file of an animation will be, learnt from a few of its frames."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from app.kept.animation_file import FORMATS, estimated_size, shared_colours
from app.kept.background import Job
from app.pictures.animation_drawing import AnimationDrawing, palette_samples, size_samples
from nn.core.progress import Progress

STILL_MS = 250
"""How long a plan stays the same before it is looked at."""


class AnimationEstimate(QObject):
    """Draws a few frames, one in each turn of the window, and lets a thread pack them.

    Signals:
        estimated: bytes by format, a dict.
        failed: the traceback of an unforeseen error.
    """

    estimated = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self._make: Callable[[], AnimationDrawing] | None = None
        self._drawing: AnimationDrawing | None = None
        self._waiting: list[int] = []
        self._drawn: dict[int, QImage] = {}
        self._job: Job[dict[str, int]] | None = None

    def begin(self, make: Callable[[], AnimationDrawing]) -> None:
        """Estimate an animation, in place of the one before; its drawing is made when need be."""
        self.end()
        self._make = make
        self._timer.start(STILL_MS)

    @Slot()
    def end(self) -> None:
        """Stop."""
        self._timer.stop()
        self._drawn = {}
        if self._drawing is not None:
            self._drawing.end()
            self._drawing = None
        if self._job is not None:
            # Not waited for: what it finds is no longer heard.
            self._job.cancel()
            self._job.deleteLater()
            self._job = None

    @Slot()
    def _go_on(self) -> None:
        if self._drawing is None:
            assert self._make is not None
            self._drawing = self._make()
            self._timer.start(0)
            count = self._drawing.plan.count
            after = size_samples(count)
            before = [each - 1 for each in after]
            self._waiting = sorted({*palette_samples(count), *before, *after})
            for each in self._waiting:
                self._drawing.measure(each)
        elif self._waiting:
            number = self._waiting.pop(0)
            self._drawn[number] = self._drawing.draw(number)
        else:
            self._timer.stop()
            self._pack(self._drawing, self._drawn)

    def _pack(self, drawing: AnimationDrawing, drawn: dict[int, QImage]) -> None:
        count, kept = drawing.plan.count, drawing.kept_colours()
        runs = [[drawn[0]], *([drawn[each - 1], drawn[each]] for each in size_samples(count))]
        samples = [drawn[each] for each in palette_samples(count)]

        def work(progress: Progress) -> dict[str, int] | None:
            colours = shared_colours(samples, kept)
            found = {}
            for number, kind in enumerate(FORMATS.values()):
                found[kind] = estimated_size(kind, count, runs, colours)
                if not progress(number + 1, len(FORMATS)):
                    return None
            return found

        self._job = Job(work, self)
        self._job.finished.connect(self._on_finished)
        self._job.failed.connect(self.failed)
        self._job.start()

    @Slot(object)
    def _on_finished(self, found: dict[str, int] | None) -> None:
        self.end()
        if found is not None:
            self.estimated.emit(found)
