"""The source of the readable core, coloured, with the lines of a phase lit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from app.widgets.arrow_keys import ARROW_KEYS
from app.widgets.kept_keys import ENTER, LIST_KEYS, KeptKeys
from app.widgets.key_table import KeyTable
from app.widgets.theme import SIZES_ITSELF, Theme, mixed, theme_of
from nn.explain.code import Span, lines_of_phases, name_at, places_of, source, spans

LEAST_LINES_OF_CODE, CODE_SIZE = 14, 0.92
LIT, MARKED = 0.16, 0.34
"""How much of the accent colour is in the ground of a lit line, and of a marked name."""

CARET_KEYS = LIST_KEYS | frozenset(ARROW_KEYS)
CONTROL = Qt.KeyboardModifier.ControlModifier
COPY_KEYS = (Qt.Key.Key_A, Qt.Key.Key_C)


class CodeView(QPlainTextEdit):
    """Shows `source`, to be read only; the owner says which lines are lit and what is marked.

    Signals:
        line_chosen: the number of a line, from 0, that was clicked or at which Enter was pressed.
        pointed: the name of the numbers under the mouse or the caret, "" for none.
    """

    KEYS = KeyTable(
        "In the code",
        (
            ("Up | Down | PgUp | PgDown", "Go to another line."),
            ("Left | Right | Home | End", "Go along the line: a name tells its numbers."),
            ("Enter", "Go to the phase in which the line runs."),
            ("Ctrl+A", "Mark all of the code."),
            ("Ctrl+C", "Copy what is marked."),
        ),
    )

    line_chosen = Signal(int)
    pointed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(source(), parent)
        self._lit: tuple[int, ...] = ()
        self._marked = ""
        self._pressed = QPoint()
        self.setProperty(SIZES_ITSELF, True)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAccessibleName("The code that runs")
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        KeptKeys(self, CARET_KEYS | ENTER)
        self._colours = _Colours(self.document(), theme_of(self.palette()))
        self.cursorPositionChanged.connect(self._on_caret)
        self.take_size(self.font())

    @property
    def line(self) -> int:
        """The line at which the caret stands, from 0."""
        return self.textCursor().blockNumber()

    def show_phase(self, phase: int | None) -> None:
        """Light the lines of a phase, and bring them into view; None lights none."""
        lit = () if phase is None else lines_of_phases()[phase]
        if lit == self._lit:
            return
        self._lit = lit
        self._mark()
        if lit:
            self.go_to(lit[0])

    def mark(self, name: str) -> None:
        """Mark a name wherever it stands, "" for none."""
        if name != self._marked:
            self._marked = name
            self._mark()

    def go_to(self, line: int) -> None:
        """Put the caret before the first letter of a line, and bring it into view."""
        block = self.document().findBlockByNumber(line)
        text = block.text()
        cursor = QTextCursor(block)
        indent = len(text) - len(text.lstrip())
        cursor.setPosition(block.position() + indent)
        self.blockSignals(True)
        self.setTextCursor(cursor)
        self.blockSignals(False)
        self._see()

    def name_below(self, point: QPoint) -> str:
        """The name of the numbers at a point of the viewport, "" for none."""
        cursor = self.cursorForPosition(point)
        # The caret goes to the nearer side of a letter.
        if self.cursorRect(cursor).x() > point.x():
            cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter)
        if not self._is_on(point, cursor):
            return ""
        return name_at(cursor.blockNumber(), cursor.positionInBlock())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._see()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            # The owner shows the numbers as a tool tip.
            self.pointed.emit(self.name_below(event.pos()))
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not event.buttons():
            self.pointed.emit(self.name_below(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        # What was dragged over is marked for copying, and chooses nothing.
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.line_chosen.emit(self.line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key in ENTER:
            self.line_chosen.emit(self.line)
        elif key in CARET_KEYS or (key in COPY_KEYS and modifiers == CONTROL):
            super().keyPressEvent(event)
            event.accept()
        else:
            # The base class would swallow keys that the window may want.
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Qt's own constructor already reports a change of palette.
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_colours"):
            self._colours.take(theme_of(self.palette()))
            self._mark()

    def take_size(self, font: QFont) -> None:
        """Write in the system's fixed font, in the size that belongs beside `font`."""
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPointSizeF(CODE_SIZE * font.pointSizeF())
        self.setFont(fixed)
        self.setMinimumHeight(LEAST_LINES_OF_CODE * self.fontMetrics().lineSpacing())

    def _see(self) -> None:
        if not self.viewport().rect().contains(self.cursorRect()):
            self.centerCursor()

    def _is_on(self, point: QPoint, cursor: QTextCursor) -> bool:
        """Whether a point is on the letter behind a cursor, not in the empty room beyond."""
        here = self.cursorRect(cursor)
        width = self.fontMetrics().horizontalAdvance("0")
        return here.top() <= point.y() <= here.bottom() and here.x() <= point.x() < here.x() + width

    def _on_caret(self) -> None:
        cursor = self.textCursor()
        self.pointed.emit(name_at(cursor.blockNumber(), cursor.positionInBlock()))

    def _mark(self) -> None:
        theme = theme_of(self.palette())
        marks = [self._selection(line, None, theme, LIT) for line in self._lit]
        marks += [
            self._selection(line, each, theme, MARKED) for line, each in places_of(self._marked)
        ]
        self.setExtraSelections(marks)

    def _selection(
        self, line: int, span: Span | None, theme: Theme, share: float
    ) -> QTextEdit.ExtraSelection:
        block = self.document().findBlockByNumber(line)
        cursor, mark = QTextCursor(block), QTextEdit.ExtraSelection()
        look = QTextCharFormat()
        look.setBackground(mixed(theme.surface, theme.accent, share))
        if span is None:
            look.setProperty(QTextFormat.Property.FullWidthSelection, True)
        else:
            cursor.setPosition(block.position() + span.start)
            cursor.setPosition(block.position() + span.end, QTextCursor.MoveMode.KeepAnchor)
        mark.cursor, mark.format = cursor, look
        return mark


class _Colours(QSyntaxHighlighter):
    """Colours every part of the code by what Python takes it for."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._formats: dict[str, QTextCharFormat] = {}
        self.take(theme)

    def take(self, theme: Theme) -> None:
        """Use the colours of a theme."""
        strong = QFont.Weight.DemiBold
        self._formats = {
            "keyword": _format(theme.accent),
            "definition": _format(theme.text, strong),
            "name": _format(theme.text),
            "number": _format(theme.text),
            "text": _format(theme.muted),
            "comment": _format(theme.muted),
        }
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        parts = spans()
        line = self.currentBlock().blockNumber()
        for each in parts[line] if line < len(parts) else ():
            self.setFormat(each.start, each.end - each.start, self._formats[each.kind])


def _format(colour: str, weight: QFont.Weight = QFont.Weight.Normal) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(colour))
    made.setFontWeight(weight)
    return made
