"""The page as such: shows a document, scrolls, keeps its place; what a person does on it is `view`'s business."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollBar, QWidget

from annotator.ui.reading import scrolling
from annotator.ui.reading.edges import LEFT_ROOM, RIGHT_ROOM, rooms
from annotator.ui.reading.faces import Faces
from annotator.ui.reading.flow import Flow
from annotator.ui.reading.header import HEIGHT, heading_at, page_name, paint_header, paragraph_name
from annotator.ui.reading.hits import Hits
from annotator.ui.reading.hyphenation import Hyphens
from annotator.ui.reading.marks import Marks
from annotator.ui.reading.painting import PLAIN, Scene, paint
from annotator.ui.reading.repainting import exposed, slide, spot_of
from annotator.ui.reading.styles import Style, TypeSettings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent, QWheelEvent

    from annotator.model.document import Document
    from annotator.model.position import Position
    from annotator.ui.reading.block_layout import LaidBlock
    from annotator.ui.reading.header import Heading
    from annotator.ui.reading.light import Light
    from annotator.ui.reading.repainting import Spot
    from annotator.ui.theme import Theme

_STRONG_FOCUS, _BAR_OFF, _BAR_ON = 11, 1, 2  # Qt.FocusPolicy, Qt.ScrollBarPolicy


class Page(QAbstractScrollArea):
    """A document laid out only where it is looked at. `scene` is None until there is one."""

    placeChanged = Signal(int)
    moved = Signal()
    documentChanged = Signal()
    measured = Signal(bool)  # more heights are known; whether all are

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # As properties: Qt's own enums take 20 ms, which the first paint needn't wait for.
        self.setProperty("focusPolicy", _STRONG_FOCUS)
        self.setProperty("horizontalScrollBarPolicy", _BAR_OFF)
        self.setProperty("verticalScrollBarPolicy", _BAR_ON)
        # A viewport of our own: to wrap one that Qt made, PySide would first set up every class of widget (11 ms).
        self._canvas = QWidget()
        self._canvas.setAutoFillBackground(True)
        self.setViewport(self._canvas)
        self.scene: Scene | None = None
        self.marks, self.hits = Marks(), Hits()
        self._theme = PLAIN
        self._heading: Heading | None = None
        self._settings = TypeSettings()
        self._faces = Faces(self._settings, 0)  # for what is asked before the text is set anew
        self.hyphens = Hyphens(self)
        self.hyphens.loaded.connect(self._hyphenate)
        self._leader = False
        self._painted = False
        self._top = -1
        self._shown_value = 0  # of the scroll bar
        self._far_bar: QScrollBar | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._work)
        self._colour_canvas()

    @cached_property
    def _light(self) -> Light:
        from annotator.ui.reading.light import Light

        return Light(self)

    def set_document(self, document: Document, offset: int = 0) -> None:
        """Show a document with the line that holds `offset` at the top; the marks and hits of the last are gone."""
        self.hyphens.serve(document, load=self._painted)
        flow = Flow(document, Faces(self._settings, self._room()), self.viewport().height(), HEIGHT, self.hyphens)
        self.scene = Scene(flow, self._theme, self.marks, self.hits, leader=self._leader)
        self.marks.attach(flow.plan)
        self.hits.attach(flow.plan)
        if offset:
            flow.place(offset, HEIGHT, hold=True)
        self._relaid()
        self.documentChanged.emit()

    def document(self) -> Document | None:
        """The document shown."""
        return self.scene.flow.plan.document if self.scene is not None else None

    def set_theme(self, theme: Theme) -> None:
        """Other colours; nothing moves."""
        self._theme = theme
        if self.scene is not None:
            self.scene.theme = theme
            self.scene.colours.clear()
        self._colour_canvas()
        scrolling.dress(self._bars()[-1], theme)  # the one that is seen
        self.viewport().update()

    def _colour_canvas(self) -> None:
        """A painter begins with the ink, on a ground that is filled already."""
        colours = self._canvas.palette()
        colours.setColor(QPalette.ColorRole.WindowText, QColor(self._theme.ink))
        colours.setColor(QPalette.ColorRole.Window, QColor(self._theme.background))
        self._canvas.setPalette(colours)

    def set_type(self, settings: TypeSettings) -> None:
        """Other type; the first line stays the first."""
        if settings != self._settings:
            self._settings, self._faces = settings, Faces(settings, 0)
            self._relay()

    def _relay(self) -> None:
        """Set everything anew, as soon as somebody looks; the first line stays the first."""
        if self.scene is not None:
            self.scene.stale = self._reflow
            self.viewport().update()
            self._idle.start(self._pace())
            self.moved.emit()

    def _hyphenate(self) -> None:
        if self.scene is not None:
            self.scene.flow.outdate()
            self._relay()

    def _reflow(self, flow: Flow) -> None:
        flow.reflow(Faces(self._settings, self._room()), self.viewport().height())
        self._set_left(flow)

    def baseline(self) -> float:
        """How far the baseline of running text lies below the top of its line, in pixels."""
        return self._faces[Style.BODY].baseline

    def show_leader(self, shown: bool) -> None:
        """Whether the current highlight has a line to the right edge, where its note stands."""
        self._leader = shown
        if self.scene is not None:
            self.scene.leader = shown
        self.viewport().update()

    def width_wanted(self) -> int:
        """The width in pixels at which the column is as wide as it ever gets; more only widens the margins."""
        return (
            self._faces.widest()
            + LEFT_ROOM
            + RIGHT_ROOM
            + self.verticalScrollBar().sizeHint().width() * (self._far_bar is None)
        )

    # Places

    def go_to(self, offset: int, *, light: bool = True, fraction: float = 0.25) -> None:
        """Bring the line that holds `offset` to that fraction of the window's height, and light it for a second."""
        if self.scene is None:
            return
        self.scene.flow.place(offset, HEIGHT + fraction * self.scene.flow.page_height)
        self._relaid()
        if light:
            self._light.shine(self.line_span(offset))

    def top_offset(self) -> int:
        """The code point at which the first whole line in the window begins; 0 without a document."""
        return self.scene.flow.top_place()[0] if self.scene is not None and len(self.scene.flow.plan) else 0

    def top_place(self) -> tuple[int, float]:
        """`top_offset`, and the y of its line."""
        if self.scene is None or not len(self.scene.flow.plan):
            return 0, float(HEIGHT)
        return self.scene.flow.top_place()

    def put_back(self, offset: int, y: float, focus: int) -> None:
        """Bring the line that holds `offset` to `y`, as it once stood, and light the line that holds `focus`."""
        if self.scene is not None and len(self.scene.flow.plan):
            self.scene.flow.place(offset, y, hold=True)
            self._relaid()
            self._light.shine(self.line_span(focus))

    def line_y(self, offset: int) -> float | None:
        """The y of the top of the line that holds `offset`; an estimate far away from the window."""
        if self.scene is None or not len(self.scene.flow.plan):
            return None
        return self.scene.flow.line_y(offset)

    def line_rect(self, offset: int) -> QRectF | None:
        """The box of the line that holds `offset`: as wide as the column, by estimate far away."""
        y = self.line_y(offset)
        if y is None or self.scene is None:
            return None
        flow = self.scene.flow
        pitch = flow.faces[flow.plan.styles[flow.plan.block_at(offset)]].pitch
        return QRectF(self.scene.left, y, flow.faces.column, pitch)

    def line_span(self, offset: int) -> Position:
        """The code points of the line that holds `offset`."""
        from annotator.model.position import Position

        block = self.block_of(offset)
        if block is None:
            return Position(0, 0)
        piece = block.piece_of(offset)
        return Position(*piece.line_span(piece.line_of(offset)))

    def visible_span(self) -> Position:
        """The code points in the window."""
        from annotator.model.position import Position

        return Position(*self.scene.flow.visible_span()) if self.scene is not None else Position(0, 0)

    def place_name(self) -> str:
        """`p. 22`, of the first line in the window; with paragraph numbers `p. 22, paragraph 3`."""
        if self.scene is None or not len(self.scene.flow.plan):
            return ""
        plan, offset = self.scene.flow.plan, self.top_offset()
        page = page_name(plan.document, offset)
        words = paragraph_name(plan.document, plan.numbers, offset) if self._settings.numbers else ""
        return ", ".join(filter(None, (page, words)))

    def hyphens_in_sight(self) -> dict[str, Sequence[int]]:
        """Where the words in the window may be broken: to be remembered for the next start."""
        if self.scene is None:
            return {}
        text = self.scene.flow.plan.document.text
        return self.hyphens.words_of(text[block.start : block.end] for block, _y in self.scene.flow.visible())

    def block_of(self, offset: int) -> LaidBlock | None:
        """The block that holds `offset`, laid out."""
        if self.scene is None or not len(self.scene.flow.plan):
            return None
        return self.scene.flow.block(self.scene.flow.plan.block_at(offset))

    # Scrolling

    def scroll_pixels(self, pixels: float) -> None:
        """Move the text up by so many pixels."""
        if self.scene is not None and pixels:
            before = spot_of(self.scene.flow)
            self.scene.flow.scroll_by(pixels)
            self._scrolled(before)

    def scroll_page(self, direction: int) -> None:
        """One window further (1) or back (-1), with a whole line at the top."""
        if self.scene is not None:
            flow = self.scene.flow
            before = spot_of(flow)
            flow.scroll_by(direction * flow.page_step())
            if flow.position() > 0:
                flow.scroll_by(flow.top_place()[1] - flow.inset)
            self._scrolled(before)

    def scroll_to_edge(self, direction: int) -> None:
        """To the beginning (-1) or the end (1)."""
        if self.scene is not None:
            self.scene.flow.scroll_to(0 if direction < 0 else self.scene.flow.extent())
            self._scrolled()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The scroll bar moved: near, move exactly so far; far, go where it points."""
        if self.scene is None:
            return
        # Not by `dy`: Qt reckons from the value that it told last, and knows nothing of what the flow showed since.
        flow, value = self.scene.flow, self.verticalScrollBar().value()
        before, pixels, self._shown_value = spot_of(flow), value - self._shown_value, value
        if abs(pixels) <= 2 * self.viewport().height():
            flow.scroll_by(pixels)
        else:
            flow.scroll_to(value)
        self._scrolled(before)

    def _relaid(self) -> None:
        """Something may lie elsewhere now: bar, margin and idle work follow."""
        if self.scene is not None:
            self._set_left(self.scene.flow)
        self._scrolled()

    def _scrolled(self, before: Spot | None = None) -> None:
        """The text stands elsewhere: if it merely moved since `before`, so does its picture."""
        self._follow_with_bar()
        if self.scene is None or before is None or not slide(self._canvas, self.scene.flow, before):
            self.viewport().update()
        self._idle.start(self._pace())
        self.moved.emit()
        self._tell_place()

    def _tell_place(self) -> None:
        top = self.top_offset()
        if top != self._top:
            self._top = top
            self._renew_heading(top)
            self.placeChanged.emit(top)

    def _renew_heading(self, top: int) -> None:
        if self.scene is not None and len(self.scene.flow.plan) and heading_at(self.scene, top) != self._heading:
            self._canvas.update(0, 0, self._canvas.width(), HEIGHT)

    def far_scroll_bar(self) -> QScrollBar:
        """A scroll bar for another place, such as beyond the notes; the page's own is hidden from now on."""
        if self._far_bar is None:
            self._far_bar = QScrollBar()
            self._far_bar.valueChanged.connect(self.verticalScrollBar().setValue)
            self.setProperty("verticalScrollBarPolicy", _BAR_OFF)
            self._follow_with_bar()
        return self._far_bar

    def _bars(self) -> list[QScrollBar]:
        return [self.verticalScrollBar(), *([self._far_bar] if self._far_bar is not None else [])]

    def _follow_with_bar(self) -> None:
        """The scroll bar shows where the flow is; it doesn't decide."""
        if self.scene is None or any(bar.isSliderDown() for bar in self._bars()):
            return
        for bar in self._bars():
            scrolling.show_position(bar, self.scene.flow)
        self._shown_value = self.verticalScrollBar().value()

    def _work(self) -> None:
        """A slice of what nobody waits for: first what is about to be seen, then the heights of all the rest."""
        if self.scene is None:
            return
        flow = self.scene.flow
        if flow.lay_ahead(scrolling.SLICE):
            self._idle.start(self._pace())
            return
        self._tell_place()
        unfinished = self.hyphens.waiting or flow.correct(scrolling.SLICE)
        self._follow_with_bar()
        if unfinished:
            self._idle.start(scrolling.PAUSE)
        self.measured.emit(not unfinished)

    def _pace(self) -> int:
        """Milliseconds until idle work may go on: none, once the first paint doesn't wait for it any more."""
        return 0 if self._painted else scrolling.PAUSE

    def _room(self) -> float:
        width = self.viewport().width()
        return width - sum(rooms(width))

    def _set_left(self, flow: Flow) -> None:
        """The column stands in the middle, as far as the room for page numbers allows."""
        if self.scene is not None:
            width = self.viewport().width()
            self.scene.left = float(max(round((width - flow.faces.column) / 2), rooms(width)[0]))

    # Events

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.scene is None or not len(self.scene.flow.plan):
            return
        painter = QPainter(self.viewport())
        area = QRectF(self.viewport().rect())
        # At the first paint all is, and nothing has to be known of regions.
        paint(painter, self.scene, area, exposed(event.region(), area, HEIGHT) if self._painted else None)
        if event.rect().top() < HEIGHT:
            self._heading = heading_at(self.scene, self.top_offset())
            paint_header(painter, self.scene, self._heading, area.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._relay()

    def wheelEvent(self, event: QWheelEvent) -> None:
        from PySide6.QtCore import Qt

        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # zooming is the window's business
        elif self.scene is not None:
            self.scroll_pixels(scrolling.wheel_pixels(event, self.scene.flow.faces.line))
            event.accept()
