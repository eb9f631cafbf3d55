"""How the selected number came about: formula, the numbers in it, and result."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QUrl, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from app.pages.path_plot import PathPlot
from app.widgets.heading import Heading, Quiet
from app.widgets.kept_keys import SPIN_KEYS, KeptKeys
from app.widgets.theme import tabular, theme_of
from app.widgets.throttle import at_most_every
from nn.explain.explanation import Explanation
from nn.explain.inspection import UnknownError, inspect
from nn.explain.lenses import MATRICES, Lens
from nn.explain.sight import Sight
from nn.explain.symbols import Cell
from nn.explain.why_it_moves import why_it_moves
from nn.run.recording import Recording

LEAST_LINES_READ = 6
PAUSE_SECONDS = 0.15
"""While training runs the text follows at this pace: quicker could not be read."""


class Inspector(QWidget):
    """Explains the cell that is selected in the picture of the network.

    Signals:
        sources_changed: the cells that the term under the mouse or the keyboard comes from.
    """

    sources_changed = Signal(object)
    _moment_came = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cell: Cell | None = None
        self._explanation: Explanation | None = None
        self._problem = ""
        self._at_once = False
        self._waiting: tuple[Recording, Sight, Lens] | None = None
        self._pace = at_most_every(PAUSE_SECONDS, self._moment_came, self._show_waiting, self)
        self.heading = Heading("Inspector")
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setFont(tabular(self.font()))
        self.text.setAccessibleName("How the number came about")
        self.text.setToolTip("Point at a term, or go to it with Tab: its cells light up")
        self.text.setMinimumHeight(LEAST_LINES_READ * self.fontMetrics().lineSpacing())
        KeptKeys(self.text, SPIN_KEYS)
        self.text.highlighted.connect(self._on_highlighted)
        self.copy_button = QPushButton("Copy")
        self.copy_button.setToolTip("Copy the formula, the numbers and the result as text")
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(self.copy)
        self.why = Quiet()
        self.path = PathPlot()
        row = QHBoxLayout()
        row.addWidget(self.heading, 1)
        row.addWidget(self.copy_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.text, 1)
        column.addWidget(self.why)
        column.addWidget(self.path)
        self._write()

    @property
    def explanation(self) -> Explanation | None:
        """What is explained now."""
        return self._explanation

    def select(self, cell: Cell | None) -> None:
        """Explain another cell; None explains the loss."""
        self._cell = cell
        self._at_once = True
        self.sources_changed.emit(())

    def show_sight(self, recording: Recording, sight: Sight, lens: Lens) -> None:
        """Explain the cell at another moment, now or, while training runs, in a little while.

        Args:
            recording: the run.
            sight: what is shown.
            lens: what the heatmaps show.
        """
        self._waiting = recording, sight, lens
        self._moment_came.emit()
        if self._at_once:
            self._pace.flush()

    @Slot()
    def copy(self) -> None:
        """Copy the explanation as text."""
        QGuiApplication.clipboard().setText(self.as_text())

    def as_text(self) -> str:
        """The explanation as text."""
        parts = [self._explanation.text if self._explanation else self.text.toPlainText()]
        if not self.why.isHidden():
            parts.append(self.why.text())
        return "\n".join(parts)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "path"):
            self._write()

    @Slot()
    def _show_waiting(self) -> None:
        assert self._waiting is not None
        recording, sight, lens = self._waiting
        self._waiting, self._at_once = None, False
        self._explanation, self._problem = None, ""
        cell = self._cell or ("loss", ())
        is_weight = cell[0] in MATRICES
        try:
            self._explanation = inspect(sight, cell, lens)
        except UnknownError as error:
            self._problem = str(error)
        # Before the update the reason would give away how the weight is going to move.
        self.why.setVisible(is_weight and sight.updated)
        if is_weight:
            if sight.step is not None and sight.updated:
                self.why.setText(why_it_moves(sight.step, *cell))
            self.path.show_path(recording, cell, sight.updates)
        else:
            self.path.clear_path()
        self._write()

    def _write(self) -> None:
        theme, each = theme_of(self.palette()), self._explanation
        if each is None:
            self.text.setHtml(f"<p style='color:{theme.muted}'>{escape(self._problem)}</p>")
            self.heading.setText("Inspector")
            return
        self.heading.setText(f"{each.name} = {each.result}")
        terms = "".join(
            f"<a href='{place}' style='color:{theme.text}; text-decoration:none'>"
            f"{escape(piece.text)}</a>"
            if piece.sources
            else escape(piece.text)
            for place, piece in enumerate(each.pieces)
        )
        html = [f"<p style='color:{theme.muted}'>{escape(each.name)} = {escape(each.formula)}</p>"]
        if terms:
            html.append(f"<p style='line-height:140%'>= {terms}</p>")
        html.append(f"<p>= <b>{each.result}</b></p>")
        if each.rounding:
            html.append(
                f"<p style='color:{theme.muted}'>With the rounded numbers above the sum is off "
                f"by the last digits: {each.rounding}.</p>"
            )
        if each.note:
            html.append(f"<p style='color:{theme.muted}'>{escape(each.note)}</p>")
        place = self.text.verticalScrollBar().value()
        self.text.setHtml("".join(html))
        self.text.verticalScrollBar().setValue(place)
        self.text.setAccessibleDescription(each.text)

    @Slot(QUrl)
    def _on_highlighted(self, link: QUrl) -> None:
        text, each = link.toString(), self._explanation
        inside = each is not None and text.isdigit() and int(text) < len(each.pieces)
        self.sources_changed.emit(each.pieces[int(text)].sources if each and inside else ())
