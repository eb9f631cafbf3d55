"""How the numbers of a table of terms are written, and the room that they take."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.pages.term_model import LABEL, TOTAL, TermModel
from app.widgets.model_index import AnyIndex
from app.widgets.theme import tabular

BESIDE_TEXT = 5
"""Pixels of a cell beside its text."""

SAME_WIDTH = str.maketrans("123456789", "000000000")


class TermFigures(QStyledItemDelegate):
    """Writes in given figures, and numbers that can be followed in the colour of links."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.figures = tabular(parent.font())

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        super().initStyleOption(option, index)
        option.font = self.figures
        model = index.model()
        if isinstance(model, TermModel) and model.is_linked(index):
            palette = option.palette
            palette.setColor(QPalette.ColorRole.Text, palette.color(QPalette.ColorRole.Link))


def widths(terms: TermModel, figures: QFont) -> list[int]:
    """The pixels that each column takes, 0 where nothing stands in it."""
    metrics, wide = QFontMetrics(figures), []
    for column in range(LABEL, TOTAL + 1):
        # All figures have one width: few texts are left that can differ in it.
        texts = {each.translate(SAME_WIDTH) for each in terms.texts(column)}
        if not any(texts):
            wide.append(0)
            continue
        texts.add(terms.table.heads[column])
        wide.append(max(map(metrics.horizontalAdvance, texts)) + BESIDE_TEXT)
    return wide
