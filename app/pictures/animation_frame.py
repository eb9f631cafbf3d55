"""A frame of an animation: the picture of the network, and over it where that moment is."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QWidget

from app.pictures.network.canvas import NetworkCanvas
from app.pictures.network.kind import Kind
from app.pictures.network.view import NetworkView
from app.widgets.theme import tabular, theme_of
from nn.answers.judge import Judge
from nn.answers.sample import vectors_for
from nn.core.settings import Settings
from nn.explain.exact_text import rounded
from nn.explain.phases import PHASES
from nn.explain.sight import Sight

SIDE, GAP = 14.0, 18.0
"""Pixels beside all, and between two pieces of text."""

LINE = 2.0
"""Heights of the font from one line of the caption to the next."""

BAR, METER, LEAST_METER = 6.0, 160.0, 40.0
"""Pixels: how high the meter's bar is, how wide at the most, and what it is not worth showing."""


class AnimationFrame(QWidget):
    """Draws moments off screen, each of one size in pixels on any screen.

    Attributes:
        canvas: the picture of the network, which shows the moment that is drawn next.
    """

    def __init__(
        self,
        size: QSize,
        settings: Settings,
        phases: bool,
        kind: Kind,
        parent: QWidget | None = None,
    ) -> None:
        """Make room for a network.

        Args:
            size: of the whole frame, in pixels.
            settings: of the run.
            phases: whether the caption has a line for the phase.
            kind: the way of drawing the network.
            parent: whose colours and font it has.
        """
        super().__init__(parent)
        self.hide()
        self.resize(size)
        self._judge = Judge(vectors_for(settings.bits), settings.task)
        self._line = round(QFontMetricsF(tabular(self.font())).height() * LINE)
        self._lines = 2 if phases else 1
        self._view = NetworkView(kind, self)
        self._view.resize(size - QSize(0, self._lines * self._line))
        self._view.set_sizes(settings.sizes)

    @property
    def canvas(self) -> NetworkCanvas:
        """The picture of the network."""
        return self._view.canvas

    def draw(self, sight: Sight) -> QImage:
        """The frame of a moment, which the canvas shows already."""
        image = QImage(self.size(), QImage.Format.Format_RGB888)
        image.fill(QColor(theme_of(self.palette()).window))
        top = self._lines * self._line
        picture, room = self._picture(), self.size() - QSize(0, top)
        painter = QPainter(image)
        self._paint_caption(painter, sight)
        painter.drawImage(QPoint((room.width() - picture.width()) // 2, top), picture)
        painter.end()
        return image

    def _picture(self) -> QImage:
        """The whole picture of the network, smaller if there is no room for it."""
        canvas = self.canvas
        image = QImage(canvas.size(), QImage.Format.Format_RGB32)
        # The widget's own way: a graphics view has another one of the same name.
        QWidget.render(canvas, image, QPoint())
        if canvas.width() <= self._view.width() and canvas.height() <= self._view.height():
            return image
        ways = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        return image.scaled(self._view.size(), *ways)

    def _paint_caption(self, painter: QPainter, sight: Sight) -> None:
        theme = theme_of(self.palette())
        plain = tabular(self.font())
        strong = tabular(self.font(), 1.25)
        strong.setWeight(QFont.Weight.DemiBold)
        loss = rounded(float(sight.values["loss"])) if "loss" in sight.values else "–"
        tally = self._judge.tally(sight.W1, sight.W2)
        # Figures that come and go move nothing beside them.
        left = self._write(painter, strong, theme.text, SIDE, 0, f"Step {sight.position:,}")
        left = max(left, SIDE + QFontMetricsF(strong).horizontalAdvance("Step 0,000"))
        self._write(painter, plain, theme.text, left + GAP, 0, f"loss {loss}")
        metrics = QFontMetricsF(plain)
        left += 2 * GAP + metrics.horizontalAdvance("loss 0.000000")
        room = self.width() - SIDE - left - metrics.horizontalAdvance(tally.longest_count)
        bar = min(METER, room - GAP / 2)
        if bar >= LEAST_METER:
            top = (self._line - BAR) / 2
            painter.fillRect(QRectF(left, top, bar, BAR), QColor(theme.line))
            painter.fillRect(
                QRectF(left, top, bar * tally.right / tally.asked, BAR), QColor(theme.accent)
            )
            left += bar + GAP / 2
        self._write(painter, plain, theme.text, left, 0, tally.words)
        if self._lines == 1 or sight.step is None or sight.phase is None:
            return
        phase = PHASES[sight.phase]
        formula = f"Phase {sight.phase + 1} of {len(PHASES)}:  {phase.formula_for(sight.step.task)}"
        left = self._write(painter, plain, theme.accent, SIDE, 1, formula)
        sentence = metrics.elidedText(
            phase.explanation, Qt.TextElideMode.ElideRight, self.width() - SIDE - left - GAP
        )
        self._write(painter, plain, theme.muted, left + GAP, 1, sentence)

    def _write(
        self, painter: QPainter, font: QFont, colour: str, left: float, line: int, text: str
    ) -> float:
        """Write a piece of text in a line of the caption, and return where it ends."""
        width = QFontMetricsF(font).horizontalAdvance(text)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        room = QRectF(left, line * self._line, width + 1, self._line)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        return left + width
