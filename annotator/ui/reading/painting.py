"""Paints the page: fills behind the words, the words, and what stands in the margins beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from annotator.ui.reading.colours import coloured, fill, mix, write
from annotator.ui.reading.edges import LEADER_LEFT, paint_marks_edge, paint_page_numbers, paint_paragraph_number
from annotator.ui.reading.repainting import beside_column, to_paint
from annotator.ui.reading.styles import STYLES, Style
from annotator.ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotator.model.position import Position
    from annotator.ui.reading.block_layout import LaidBlock
    from annotator.ui.reading.flow import Flow
    from annotator.ui.reading.hits import Hits
    from annotator.ui.reading.marks import Layer, Mark, Marks, Segment

PLAIN = Theme(
    "plain",
    "Plain",
    dark=False,
    contrast=False,
    background="#ffffff",
    ink="#000000",
    muted="#666666",
    hairline="#dddddd",
    panel="#f4f4f4",
    raised="#ffffff",
    accent="#8a4b1f",
    selection="#d0d0d0",
    hit="#ffe08a",
    current_hit="#ffb84d",
    roles={},
)
"""Black on white, until the window says which theme it is."""
OVER = 0.7
"""How much of the earlier highlight a later one covers."""
PENDING = 0.55
"""How much of its colour a highlight has until it is saved."""
GLOW = 0.22
"""How much of the accent's colour lies over a place that was just jumped to."""
_DEEPEST = 7
"""How many highlights over each other can be told: an eighth one below has a thousandth of the colour."""
_EDGE_INK = 0.55
"""How much ink is in the line at which a highlight begins or ends within another."""
_MOST_EDGES = 100
"""Lines of that kind in one paragraph; of more, no single one could be told."""
_OUTLINE = 1.5
CARET = 2.0
"""Pixels that the caret is wide."""


class Scene:
    """All that is to be seen: the flow, and what lies over it. `left` is the x of the text column.

    `stale` is to be called before anybody looks at the flow: what changes type and width several times in a row
    sets the text anew only once.
    """

    def __init__(self, flow: Flow, theme: Theme, marks: Marks, hits: Hits, *, leader: bool = False) -> None:
        self._flow, self.theme, self.marks, self.hits = flow, theme, marks, hits
        self.stale: Callable[[Flow], None] | None = None
        self.left = 0.0
        self.leader = leader
        self.selections: tuple[Position, ...] = ()
        self.current: str | None = None
        self.caret: int | None = None
        self.caret_upstream = False
        self.marker: int | None = None  # of a printed note, chosen with the keyboard
        self.ribbons: Sequence[int] = ()  # where bookmarks are, sorted
        self.light: Position | None = None
        self.light_strength = 0.0
        self.colours: dict[str, QColor] = {}
        self.names: dict[int, tuple[str, ...]] = {}  # of divisions, for the header

    @property
    def flow(self) -> Flow:
        """The flow, set as the page is to be now."""
        if self.stale is not None:
            stale, self.stale = self.stale, None
            stale(self._flow)
        return self._flow

    def colour(self, name: str) -> QColor:
        """A colour of the theme by its `#rrggbb`, made once."""
        if name not in self.colours:
            self.colours[name] = QColor(name)
        return self.colours[name]


def paint(painter: QPainter, scene: Scene, area: QRectF, wanted: Sequence[QRectF] | None = None) -> None:
    """Paint the blocks in `area`, the whole viewport, on a ground that is filled already.

    With `wanted`, only what shows in these rectangles.
    """
    beside = round(beside_column(scene))
    column = [rect for rect in wanted or () if rect.left() < beside]
    for block, y in scene.flow.visible():
        sight = area if wanted is None else to_paint(wanted, y, block.height)
        if sight is None:
            continue
        origin = QPointF(scene.left, y)
        layer = scene.marks.layer(block.index)
        words_sight = area if wanted is None else to_paint(column, y, block.height)
        if words_sight is not None:
            _paint_column(painter, scene, block, layer, origin, words_sight)
        if scene.current is not None:
            _paint_current(painter, scene, block, origin, area.right())
        if scene.leader:
            _paint_leader(painter, scene, block, origin, area.right())
        _paint_caret(painter, scene, block, origin)
        paint_marks_edge(painter, scene, block, layer.marks, origin, sight)
        if scene.ribbons or block.label:
            from annotator.ui.reading.signs import paint_ribbons, paint_way_back  # few windows have either

            paint_ribbons(painter, scene, block, origin, area.width())
            paint_way_back(painter, scene, block, origin)
    if scene.marker is not None:
        from annotator.ui.reading.signs import paint_ring

        paint_ring(painter, scene)


def _paint_column(
    painter: QPainter, scene: Scene, block: LaidBlock, layer: Layer, origin: QPointF, sight: QRectF
) -> None:
    """The words with what lies behind and on them, and the numbers before them."""
    _paint_fills(painter, scene, block, layer, origin, sight)
    _paint_words(painter, scene, block, layer.marks, origin, sight)
    if scene.theme.contrast:
        _paint_underlines(painter, scene, block, layer.marks, origin)
    if scene.flow.faces.settings.pages:
        paint_page_numbers(painter, scene, block, origin, sight)
    if scene.flow.faces.settings.numbers:
        paint_paragraph_number(painter, scene, block, origin)


def _paint_fills(
    painter: QPainter, scene: Scene, block: LaidBlock, layer: Layer, origin: QPointF, sight: QRectF
) -> None:
    theme = scene.theme
    if layer.marks and not theme.contrast:
        first, last = block.span_between(sight.top() - origin.y(), sight.bottom() - origin.y())
        for segment in layer.segments:
            if segment.start < last and segment.end > first:
                _fill(painter, block, segment.start, segment.end, _segment_colour(scene, segment), origin)
        for mark, begins in layer.edges if len(layer.edges) <= _MOST_EDGES else ():
            if first <= (mark.start if begins else mark.end) <= last:
                _paint_overlap_edge(painter, scene, block, mark, origin, begins=begins)
    for hit, is_current in scene.hits.of_block(block.index):
        colour = theme.current_hit if is_current else theme.hit
        _fill(painter, block, hit.start, hit.end, scene.colour(colour), origin)
    if scene.light is not None and scene.light_strength > 0:
        glow = QColor(scene.colour(theme.accent))
        glow.setAlphaF(GLOW * scene.light_strength)
        _fill(painter, block, scene.light.start, scene.light.end, glow, origin)
    for selected in scene.selections:
        _fill(painter, block, selected.start, selected.end, scene.colour(theme.selection), origin)


def _segment_colour(scene: Scene, segment: Segment) -> QColor:
    """The marks' colours over each other; what isn't safe on disk yet is paler."""
    marks = segment.marks[-_DEEPEST:]
    name = "/".join([mark.colour + "?" if mark.pending else mark.colour for mark in marks])
    if name not in scene.colours:
        paper = QColor(scene.theme.background)
        colour = paper
        for number, mark in enumerate(marks):
            own = QColor(scene.theme.role_colour(mark.colour))
            colour = mix(colour, mix(paper, own, PENDING) if mark.pending else own, OVER if number else 1.0)
        scene.colours[name] = colour
    return scene.colours[name]


def _fill(painter: QPainter, block: LaidBlock, start: int, end: int, colour: QColor, origin: QPointF) -> None:
    if start >= block.end or end <= block.start:
        return
    for rect in block.rects(start, end):
        painter.fillRect(band(rect).translated(origin), colour)


def band(rect: QRectF) -> QRectF:
    """The part of a line that a fill covers: lines keep a sliver of paper between them."""
    return rect.adjusted(0, 2, 0, -1)


def _paint_overlap_edge(
    painter: QPainter, scene: Scene, block: LaidBlock, mark: Mark, origin: QPointF, *, begins: bool
) -> None:
    """Where a mark begins or ends within another, a thin line says so."""
    box = block.edge(mark.start, mark.end, begins=begins)
    if box is not None:
        line = band(box).translated(origin)
        painter.fillRect(QRectF(line.left() - (not begins), line.top(), 1, line.height()), _edge_colour(scene, mark))


def _edge_colour(scene: Scene, mark: Mark) -> QColor:
    name = f"{mark.colour} edge"
    if name not in scene.colours:
        own = QColor(scene.theme.role_colour(mark.colour))
        scene.colours[name] = mix(own, scene.colour(scene.theme.ink), _EDGE_INK)
    return scene.colours[name]


def _paint_words(
    painter: QPainter, scene: Scene, block: LaidBlock, marks: Sequence[Mark], origin: QPointF, sight: QRectF
) -> None:
    """Words in ink, or muted; notes' markers in the accent's colour. What lies on a fill is always ink: legible."""
    theme, muted = scene.theme, STYLES[block.style].muted
    ink = scene.colour(theme.ink)
    if painter.pen().color() != ink:  # it is, until something else was drawn: the widget's own colour
        painter.setPen(ink)
    special = muted or any(piece.markers for piece in block.pieces)
    covered = _covered(scene, block, marks) if special else []
    for piece in block.pieces:
        colours = [
            coloured(first, last, scene.colour(theme.accent))
            for (first, last), marker in zip(piece.markers, piece.offsets.markers, strict=True)
            if not any(start < piece.start + marker.at < end for start, end in covered)
        ]
        if muted:
            colours += [
                coloured(*piece.units_of(start, end), scene.colour(theme.muted))
                for start, end in _uncovered(covered, piece.start, piece.end)
            ]
        piece.layout.draw(painter, origin + QPointF(piece.x, piece.y), colours, sight)
    if block.label:
        _paint_note_label(painter, scene, block, origin)
    for rule in block.rules:
        fill(painter, rule.translated(origin), scene.colour(theme.hairline))


def _covered(scene: Scene, block: LaidBlock, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """The stretches of a block that have a fill behind their words."""
    spans = [] if scene.theme.contrast else [(mark.start, mark.end) for mark in marks]
    spans += [(hit.start, hit.end) for hit, _current in scene.hits.of_block(block.index)]
    return [*spans, *((selected.start, selected.end) for selected in scene.selections)]


def _uncovered(covered: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """What the covered stretches leave of the one from `start` to `end`."""
    found: list[tuple[int, int]] = []
    for first, last in [*sorted(covered), (end, end)]:
        if first > start:
            found.append((start, min(first, end)))
        start = max(start, last)
        if start >= end:
            break
    return found


def _paint_note_label(painter: QPainter, scene: Scene, block: LaidBlock, origin: QPointF) -> None:
    """A note's number hangs before its first line."""
    from annotator.ui.reading.markers import label_left

    piece, faces = block.pieces[0], scene.flow.faces
    font = faces.beside(STYLES[Style.NOTE].scale)
    foot = origin + QPointF(label_left(block, faces), piece.y + piece.face.baseline)
    write(painter, foot, block.label, font, scene.colour(scene.theme.muted))


def _paint_underlines(
    painter: QPainter, scene: Scene, block: LaidBlock, marks: Sequence[Mark], origin: QPointF
) -> None:
    from annotator.ui.reading.underlines import paint_underline  # high contrast only

    for number, mark in enumerate(marks):
        depth = sum(other.start < mark.end and other.end > mark.start for other in marks[:number])
        colour = scene.colour(scene.theme.role_colour(mark.colour))
        for rect in block.rects(mark.start, mark.end):
            line = rect.translated(origin)
            y = line.bottom() - 4 + 3 * min(depth, 2)
            paint_underline(painter, mark.colour, colour, line.left(), line.right(), y)


def _paint_current(painter: QPainter, scene: Scene, block: LaidBlock, origin: QPointF, right: float) -> None:
    from PySide6.QtCore import Qt

    from annotator.ui.reading.handles import paint_handles  # the first paint has none

    marks = scene.marks.of_id(scene.current)
    for mark in marks:
        if mark.start < block.end and mark.end > block.start:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = painter.pen()
            pen.setColor(scene.colour(scene.theme.accent))
            pen.setWidthF(_OUTLINE)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for rect in block.rects(mark.start, mark.end):
                painter.drawRoundedRect(band(rect).translated(origin).adjusted(-1.25, -0.25, 1.25, 0.25), 2, 2)
            painter.restore()
    paint_handles(painter, scene, block, origin)
    if len(marks) > 1:
        from annotator.ui.reading.joining import paint_joint

        paint_joint(painter, scene, marks, block, origin, right)


def _paint_leader(painter: QPainter, scene: Scene, block: LaidBlock, origin: QPointF, right: float) -> None:
    """The current highlight's line to its note: level with the baseline of its first line, to the right edge."""
    mark = min(scene.marks.of_id(scene.current), key=lambda mark: mark.start, default=None)
    if mark is None or not block.start <= mark.start < block.end or not block.rects(mark.start, mark.end):
        return
    faces = scene.flow.faces
    y = round(origin.y() + block.rects(mark.start, mark.end)[0].top() + faces[Style.BODY].baseline)
    left = origin.x() + faces.column + LEADER_LEFT
    painter.fillRect(QRectF(left, y, right - left + 1, 1), scene.colour(scene.theme.accent))


def _paint_caret(painter: QPainter, scene: Scene, block: LaidBlock, origin: QPointF) -> None:
    if scene.caret is None or not block.start <= scene.caret <= block.end:
        return
    box = caret_box(block, scene.caret, upstream=scene.caret_upstream).translated(origin)
    painter.fillRect(box, scene.colour(scene.theme.ink))


def caret_box(block: LaidBlock, offset: int, *, upstream: bool = False) -> QRectF:
    """The caret before `offset`, in the block's coordinates; `upstream` at the end of the line before it, if any."""
    piece = block.piece_of(offset)
    line, x = piece.caret_line_of(offset), piece.x_of(offset)
    if upstream and line > 0 and piece.line_span(line)[0] == offset:
        line -= 1
        x = piece.x_of_end(line)
    return QRectF(
        round(x),
        piece.y + line * piece.face.pitch + piece.face.baseline - piece.face.ascent,
        CARET,
        piece.face.ascent + piece.face.descent,
    )
