"""A box to tick whose frame is seen on every ground."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QStylePainter

from app.widgets.theme import theme_of

IN_LINES = 0.85
"""How many lines of its text a box is high, where that is more than usual."""

TICK = ((0.22, 0.52), (0.43, 0.72), (0.78, 0.29))
"""The corners of the tick, as shares of the box."""


class TickBox(QCheckBox):
    """A check box; the style's own frame is a darker shade of the window, lost on a dark one."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        usual = self.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorHeight, None, self)
        return QSize(hint.width() + self._larger(), max(hint.height(), usual + self._larger() + 2))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _larger(self) -> int:
        """Pixels by which the box is larger than the style's."""
        usual = self.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, self)
        return max(0, round(IN_LINES * self.fontMetrics().height()) - usual)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, style = theme_of(self.palette()), self.style()
        option = QStyleOptionButton()
        self.initStyleOption(option)
        parts = QStyle.SubElement
        box = QRectF(style.subElementRect(parts.SE_CheckBoxIndicator, option, self))
        label = style.subElementRect(parts.SE_CheckBoxContents, option, self)
        # The style's own box has one size, however large the text beside it is.
        more = self._larger()
        box.adjust(0, -more / 2, more, more / 2)
        label.setLeft(label.left() + more)
        painter = QStylePainter(self)
        painter.setRenderHint(QStylePainter.RenderHint.Antialiasing)
        on = self.isChecked()
        edge = theme.accent if on or self.underMouse() else theme.muted
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(theme.accent if on else theme.surface))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2.5, 2.5)
        if on:
            painter.setPen(QPen(QColor(theme.on_accent), box.width() / 7))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(
                QPolygonF(
                    [
                        QPointF(box.left() + x * box.width(), box.top() + y * box.height())
                        for x, y in TICK
                    ]
                )
            )
        option.rect = label
        painter.drawControl(QStyle.ControlElement.CE_CheckBoxLabel, option)
        if self.hasFocus():
            around = QRectF(label).adjusted(-3, 0.5, -0.5, -0.5)
            painter.setPen(QPen(QColor(theme.accent), 1.3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(around, 3, 3)
