"""The diagram of the network as one item."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPaintEngine, QPainter, QPen

from app.pictures.diagram.edges import EdgeLook, EdgePens, edge_at, look_of, paint_edges
from app.pictures.diagram.frame import Frame, frame_of, paint_frame, symbol_at
from app.pictures.diagram.layout import lay_out
from app.pictures.diagram.places import DiagramLayout
from app.pictures.diagram.units import SUMS, UnitPainter, Writer, radius_of
from app.pictures.network.figures import Rooms, choose_forms
from app.pictures.network.item import STRIKE
from app.pictures.network.kept_pixmap import KeptPixmap
from app.pictures.network.kind import Kind
from app.pictures.network.number_stamps import NumberStamps
from app.pictures.network.numbers import Format
from app.pictures.network.picture import NetworkPicture
from app.pictures.network.picture_item import PictureItem
from app.widgets.theme import INKS, Theme
from nn.explain.phases import OVERLAYS
from nn.explain.symbols import SYMBOLS, Cell, Index

ROUND_ENDS = 0.2
"""The part of a unit's height that no number uses, for its ends are round."""

OUTLINE = 2.0
"""Pixels of its height that its outline takes, above and below."""

HALO, PART_HALO = 5.0, 2.5
"""Pixels by which the mark of an edge is wider than the edge."""


class DiagramItem(PictureItem[DiagramLayout]):
    """Edges below, units above them, and over both the marks of a phase and of the selection."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._kept = KeptPixmap()
        self._frame: Frame | None = None
        self._font, self._forms = QFont(), dict[str, Format | None]()
        self._stamps: NumberStamps | None = None
        self._make_inks()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._make_inks()

    def set_layout(self, layout: DiagramLayout) -> None:
        super().set_layout(layout)
        self._make_inks()

    def cell_at(self, point: QPointF) -> Cell | None:
        layout, picture = self._layout, self._picture
        if layout is None:
            return None
        unit = layout.unit_at(point)
        if unit or picture is None:
            return unit
        found: list[tuple[float, Cell]] = []
        for matrix in layout.edges:
            near = edge_at(layout, look_of(picture, matrix, layout), point)
            if near:
                found.append((near[0], (matrix, near[1])))
        return min(found)[1] if found else None

    def symbol_at(self, point: QPointF) -> str | None:
        layout, picture = self._layout, self._picture
        if layout is None or picture is None:
            return None
        return symbol_at(layout, frame_of(picture, layout), self._theme, point)

    def _make_inks(self) -> None:
        stroke = self._layout.stroke if self._layout else 1.0
        self._pens = EdgePens(self._theme, stroke)
        self._units = UnitPainter(self._theme, self._colours)

    def _forget(self) -> None:
        self._kept.forget()
        super()._forget()

    def _paint_all(
        self, painter: QPainter, layout: DiagramLayout, picture: NetworkPicture, seen: QRect
    ) -> None:
        frame = frame_of(picture, layout)
        if painter.paintEngine().type() == QPaintEngine.Type.Raster:
            ratio = painter.device().devicePixelRatioF()
            self._keep_frame(layout, picture, frame, seen, ratio)
            self._kept.show(painter)
            write: Writer = self._write_stamp
        else:
            paint_frame(painter, layout, self._theme, frame)
            self._choose_forms(layout, picture)
            write = self._write_text
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        looks = {matrix: look_of(picture, matrix, layout) for matrix in layout.edges}
        for look in looks.values():
            paint_edges(painter, layout, look, self._pens)
        self._mark_edges(painter, layout, looks)
        self._units.paint(painter, layout, picture, self._forms, write)
        for unit in picture.silenced or ():
            self._strike(painter, layout, unit)
        for symbol in SYMBOLS:
            if symbol in picture.reads | picture.writes:
                self._mark_phase(painter, layout, symbol, symbol in picture.writes)
        self._mark_units(painter, layout)

    def _strike(self, painter: QPainter, layout: DiagramLayout, unit: int) -> None:
        """Veil a silenced unit, and strike it through."""
        whole = layout.cells["u1"][unit].united(layout.cells["e1"][unit])
        self._veil(painter, whole.adjusted(0, -1, 1, 1))
        painter.setPen(QPen(QColor(self._theme.muted), STRIKE))
        y = whole.center().y()
        painter.drawLine(QPointF(whole.left(), y), QPointF(whole.right(), y))

    def _keep_frame(
        self,
        layout: DiagramLayout,
        picture: NetworkPicture,
        frame: Frame,
        seen: QRect,
        ratio: float,
    ) -> None:
        """Paint what stands around, once for as long as it stays the same."""
        if frame == self._frame and self._kept.fits(seen, ratio):
            return
        painter = self._kept.begin(seen, ratio, self._theme)
        paint_frame(painter, layout, self._theme, frame)
        painter.end()
        self._choose_forms(layout, picture)
        if self._stamps is None or not self._stamps.are_for(self._font, ratio):
            self._stamps = NumberStamps(self._font, ratio, INKS)
        self._frame = frame

    def _choose_forms(self, layout: DiagramLayout, picture: NetworkPicture) -> None:
        rooms = _rooms(layout)
        self._font, self._forms = choose_forms(rooms, picture.scales, layout.text)

    def _write_stamp(
        self, painter: QPainter, rect: QRectF, form: Format, key: int, ink: int
    ) -> None:
        stamps = self._stamps
        assert stamps is not None
        made = stamps.find(form, key, ink)
        head, tail, width = made or stamps.make(form, key, ink, form.text(key))
        x = round(rect.center().x() - width / 2)
        y = round(rect.center().y() - stamps.height / 2)
        painter.drawPixmap(x, y, head[0])
        if tail:
            painter.drawPixmap(x + head[1], y, tail[0])

    def _write_text(
        self, painter: QPainter, rect: QRectF, form: Format, key: int, ink: int
    ) -> None:
        metrics, text = QFontMetricsF(self._font), form.text(key)
        left = rect.center().x() - metrics.horizontalAdvance(text) / 2
        top = rect.center().y() - metrics.height() / 2
        painter.setFont(self._font)
        painter.setPen(QColor(INKS[ink]))
        painter.drawText(QPointF(left, top + metrics.ascent()), text)

    def _mark_edges(
        self, painter: QPainter, layout: DiagramLayout, looks: dict[str, EdgeLook]
    ) -> None:
        """The edges that the selected cell is made of, those of a term, and the selected one.

        They are seen even if they are too weak to be drawn otherwise.
        """
        theme = self._theme
        selected = (self._selected,) if self._selected else ()
        for cells, colour, halo in (
            (self._parts(), theme.accent, PART_HALO),
            (self._sources, theme.text, PART_HALO),
            (selected, theme.accent, HALO),
        ):
            edges = [(OVERLAYS.get(symbol, symbol), index) for symbol, index in cells]
            for symbol, index in edges:
                if symbol in looks:
                    self._mark_edge(painter, layout, looks[symbol], index, colour, halo)

    def _mark_edge(
        self,
        painter: QPainter,
        layout: DiagramLayout,
        look: EdgeLook,
        index: Index,
        colour: str,
        halo: float,
    ) -> None:
        source, target = index
        edges = layout.edges[look.matrix]
        ends = edges.ends_of(source, target)
        painter.setPen(QPen(QColor(colour), look.width(source, target) + halo))
        painter.drawLine(*ends)
        if len(edges.leads):
            painter.setPen(QPen(QColor(colour), 1.0))
            painter.drawLine(QLineF(*edges.leads[index[edges.hidden]]))
        if look.rows is None:
            painter.setPen(self._pens.unknown)
        else:
            painter.setPen(self._pens.lit[look.rows[source, target]])
        painter.drawLine(*ends)

    def _mark_phase(
        self, painter: QPainter, layout: DiagramLayout, symbol: str, written: bool
    ) -> None:
        """A frame around the column of what is read or made; of a matrix the edges are lit."""
        rects = layout.cells.get(symbol)
        if rects is None:
            return
        whole = QRectF()
        for rect in rects:
            whole = whole.united(rect)
        out = layout.ring + 3.0 if symbol in SUMS else 3.0
        colour = self._theme.accent if written else self._theme.text
        pen = QPen(QColor(colour), 2 if written else 1)
        if not written:
            pen.setStyle(Qt.PenStyle.DashLine)
        self._round(painter, whole.adjusted(-out, -out, out, out), 6.0, pen)

    def _mark_units(self, painter: QPainter, layout: DiagramLayout) -> None:
        theme = self._theme
        selected = (self._selected,) if self._selected else ()
        for cells, colour, wide in (
            (self._parts(), theme.accent, 1.5),
            (self._sources, theme.text, 2.0),
            (selected, theme.accent, 3.0),
        ):
            for symbol, index in cells:
                if symbol not in layout.cells:
                    continue
                rect = layout.cells[symbol][index[0]]
                self._round(painter, rect, radius_of(symbol, rect), QPen(QColor(colour), wide))

    def _round(self, painter: QPainter, rect: QRectF, radius: float, pen: QPen) -> None:
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, radius, radius)


def _rooms(layout: DiagramLayout) -> Rooms:
    """The rooms of the numbers; that of a sum is its unit, while this is not known."""
    units = {**SUMS, "x": "x", "label": "label", "t": "t"}
    rooms = {}
    for place, symbol in units.items():
        if place in layout.with_numbers:
            rect = layout.cells[place][0]
            room = rect.width() - rect.height() * ROUND_ENDS, rect.height() - OUTLINE
            rooms[place] = rooms[symbol] = room
    return rooms


AS_DIAGRAM = Kind(DiagramItem, lay_out)
