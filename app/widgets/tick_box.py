"""A box to tick whose frame is seen on every ground."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QStylePainter

from app.widgets.theme import theme_of

TICK = ((0.22, 0.52), (0.43, 0.72), (0.78, 0.29))
"""The corners of the tick, as shares of the box."""


class TickBox(QCheckBox):
    """A check box; the style's own frame is a darker shade of the window, lost on a dark one."""

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, style = theme_of(self.palette()), self.style()
        option = QStyleOptionButton()
        self.initStyleOption(option)
        parts = QStyle.SubElement
        box = QRectF(style.subElementRect(parts.SE_CheckBoxIndicator, option, self))
        label = style.subElementRect(parts.SE_CheckBoxContents, option, self)
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
