"""An animation of a run as a file, made without a window."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import partial

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.animation_arguments import AnimationRequest
from app.application import prepare
from app.headless import ProgressLine
from app.identity import APP_NAME
from app.kept.animation_file import FORMATS, encoded, shared_colours
from app.pictures.animation_drawing import AnimationDrawing, palette_samples
from app.pictures.diagram.item import AS_DIAGRAM
from app.pictures.network.view import AS_MATRICES
from app.platform_failure import told_on_screen
from app.widgets.theme import DARK, LIGHT
from nn.core.settings import Settings
from nn.explain.lenses import LENSES
from nn.files.atomic_write import write_atomically
from nn.run.recording import Recording


def animate(request: AnimationRequest, settings: Settings) -> int:
    """Train as far as is asked for, draw, and write the file; how many bytes it has.

    Raises:
        WeightOverflowError: a weight overflows on the way.
        OSError: the file cannot be written; nothing is left of it.
    """
    plan = request.plan
    if not request.path.absolute().parent.is_dir():
        # Learnt before the work rather than after it.
        raise FileNotFoundError(request.path)
    application = _application(request.dark)
    recording = Recording(settings)
    recording.advance_to(plan.last)
    kind = AS_DIAGRAM if request.diagram else AS_MATRICES
    drawing = AnimationDrawing(recording, plan, LENSES[request.lens], kind)
    while not drawing.measured:
        drawing.measure_next()
    progress = ProgressLine(sys.stderr)
    told = partial(progress.show, "Drawing")

    def frames() -> Iterator[QImage]:
        for number in range(plan.count):
            yield drawing.draw(number)
            told(number + 1, plan.count)

    try:
        samples = [drawing.draw(each) for each in palette_samples(plan.count)]
        colours = shared_colours(samples, drawing.kept_colours())
        file_format = FORMATS[request.path.suffix.lower()]
        content = encoded(file_format, frames(), plan.durations, colours)
    finally:
        progress.erase()
        drawing.end()
        application.processEvents()
    write_atomically(request.path, content)
    return len(content)


def _application(dark: bool) -> QApplication:
    """One that draws without a screen, in light or dark colours."""
    there = QApplication.instance()
    if not isinstance(there, QApplication):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        prepare()
        with told_on_screen():
            there = QApplication([APP_NAME.lower()])
    there.setStyle("Fusion")
    there.setPalette((DARK if dark else LIGHT).palette())
    return there
