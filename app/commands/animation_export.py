"""Writing the run as an animation: the window draws the frames, and a thread packs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QProgressDialog, QWidget

from app.commands.animation_dialog import AnimationDialog, size_in_words
from app.commands.file_dialogs import warn_of_not_written
from app.commands.view_controls import ViewControls
from app.kept.animation_file import FORMATS, encoded, shared_colours
from app.kept.background import Job
from app.model.session import Session
from app.pictures.animation_drawing import AnimationDrawing, palette_samples
from app.pictures.pictures import NetworkPictures
from app.widgets.figures import counted
from nn.core.progress import Progress
from nn.files.animation_plan import AnimationPlan
from nn.files.atomic_write import write_atomically
from nn.run.recording import Recording

WRITTEN = "WebP (*.webp);;GIF (*.gif)"
TURN_MS = 2
"""Between two frames, so that a thread that is slower than the drawing is waited for at rest."""

AHEAD = 4
"""Frames drawn that may wait to be packed."""


class AnimationExport(QObject):
    """Asks which animation is wanted, and writes it: the whole file or none.

    Args of the constructor:
        session: what is drawn.
        picture: whose way of drawing, colours and font the frames have.
        view: knows what the matrices show.
        ask_where: asks for a file by a title, its kinds and a name that is proposed.
        window: in front of which questions are asked.

    Signals:
        told: what was written, or that nothing was, one line.
        failed: the traceback of an unforeseen error.
    """

    told = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        session: Session,
        picture: NetworkPictures,
        view: ViewControls,
        ask_where: Callable[[str, str, str], Path | None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._picture, self._view = session, picture, view
        self._ask_where, self._window = ask_where, window
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self._work: _Work | None = None
        self._asked = session.recording
        self._dialog: QProgressDialog | None = None

    def ask(self) -> None:
        """Open the dialog in which an animation of this run is described.

        Another run may be the current one by the time it is to be written.
        """
        self._asked = self._session.recording
        dialog = AnimationDialog(self._window, self._asked.length, self._drawing_asked)
        dialog.wanted.connect(self._on_wanted)
        dialog.failed.connect(self.failed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def start(self, plan: AnimationPlan, path: Path) -> None:
        """Write an animation of the run; the ending of the file's name says in which format."""
        self._start(self._drawn(self._session.recording, plan), path)

    def _start(self, drawing: AnimationDrawing, path: Path) -> None:
        self.cancel()
        if not path.parent.is_dir():
            # Learnt before the work rather than after it.
            warn_of_not_written(self._window, path, FileNotFoundError())
            return
        self._work = _Work(drawing, path, self)
        self._work.finished.connect(self._on_finished)
        self._work.failed.connect(self._on_failed)
        self._dialog = QProgressDialog(
            "Writing the animation …", "Cancel", 0, 2 * drawing.plan.count, self._window
        )
        self._dialog.setMinimumDuration(0)
        self._dialog.setModal(True)
        self._dialog.canceled.connect(self.cancel)
        self._timer.start(TURN_MS)

    @Slot()
    def cancel(self) -> None:
        """Stop; no file is left, and one that was there is as it was."""
        if self._work is not None:
            self._finish("Cancelled; no animation was written.")

    def _drawing_asked(self, plan: AnimationPlan) -> AnimationDrawing:
        return self._drawn(self._asked, plan)

    def _drawn(self, recording: Recording, plan: AnimationPlan) -> AnimationDrawing:
        picture = self._picture
        return AnimationDrawing(recording, plan, self._view.lens, picture.kind, picture)

    @Slot(object)
    def _on_wanted(self, plan: AnimationPlan) -> None:
        path = self._ask_where("Export the run as an animation", WRITTEN, "run.webp")
        if path is not None:
            self._start(self._drawing_asked(plan), path)

    @Slot()
    def _go_on(self) -> None:
        work, dialog = self._work, self._dialog
        if work is not None and dialog is not None:
            work.take_turn()
            dialog.setValue(work.done)

    @Slot(object)
    def _on_finished(self, outcome: int | OSError) -> None:
        work = self._work
        assert work is not None
        if isinstance(outcome, OSError):
            self._finish("No animation was written.")
            warn_of_not_written(self._window, work.path, outcome)
        else:
            frames = counted(work.drawing.plan.count, "frame")
            self._finish(f"{work.path} was written: {frames}, {size_in_words(outcome)}.")

    @Slot(str)
    def _on_failed(self, trace: str) -> None:
        self._finish("No animation was written.")
        self.failed.emit(trace)

    def _finish(self, told: str) -> None:
        work, dialog = self._work, self._dialog
        assert work is not None
        assert dialog is not None
        self._timer.stop()
        self._work = self._dialog = None
        work.end()
        dialog.canceled.disconnect(self.cancel)
        dialog.reset()
        dialog.deleteLater()
        self.told.emit(told)


class _CancelledError(Exception):
    """No more frames will come."""


class _Work(QObject):
    """One animation that is being written.

    Signals:
        finished: how many bytes the file has, or the `OSError` for which there is none.
        failed: the traceback of an unforeseen error.
    """

    finished = Signal(object)
    failed = Signal(str)

    def __init__(self, drawing: AnimationDrawing, path: Path, parent: QObject) -> None:
        super().__init__(parent)
        self.drawing, self.path = drawing, path
        self._measured = self._drawn = 0
        self._frames: Queue[QImage | None] = Queue(AHEAD)
        self._job: Job[int | OSError] | None = None

    @property
    def done(self) -> int:
        """How many frames are measured and packed, of twice as many as there are."""
        return self._measured + self._drawn - self._frames.qsize()

    def take_turn(self) -> None:
        """Measure one more frame or, when all are measured, draw the next one."""
        drawing, count = self.drawing, self.drawing.plan.count
        if not drawing.measured:
            drawing.measure_next()
            self._measured += 1
        elif self._job is None:
            self._begin()
        elif self._drawn < count and not self._frames.full():
            self._frames.put(drawing.draw(self._drawn))
            self._drawn += 1

    def end(self) -> None:
        """Stop, and leave nothing behind."""
        if self._job is not None:
            while not self._frames.empty():
                try:
                    self._frames.get_nowait()
                except Empty:
                    break
            self._frames.put(None)
            self._job.end()
        self.drawing.end()
        self.deleteLater()

    def _begin(self) -> None:
        drawing = self.drawing
        plan, path, frames = drawing.plan, self.path, self._frames
        samples = [drawing.draw(each) for each in palette_samples(plan.count)]
        kept = drawing.kept_colours()

        def arriving() -> Iterator[QImage]:
            for _ in range(plan.count):
                frame = frames.get()
                if frame is None:
                    raise _CancelledError
                yield frame

        def work(progress: Progress) -> int | OSError | None:
            try:
                colours = shared_colours(samples, kept)
                kind = FORMATS[path.suffix.lower()]
                content = encoded(kind, arriving(), plan.durations, colours)
            except _CancelledError:
                return None
            if not progress(1, 1):
                return None
            try:
                write_atomically(path, content)
            except OSError as error:
                return error
            return len(content)

        self._job = Job(work, self)
        self._job.finished.connect(self.finished)
        self._job.failed.connect(self.failed)
        self._job.start()
