"""A narrow map of the whole text beside the scroll bar: a click or a drag on it goes there."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QToolTip, QWidget

from annotator.i18n import _
from annotator.ui.reading.header import page_name, place_names
from annotator.ui.reading.map_picture import WIDTH, Markings, paint_slices
from annotator.ui.reading.map_scale import MapScale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from annotator.ui.reading.view import ReadingView
    from annotator.ui.theme import Theme

DELAY = 120  # milliseconds of rest before the picture is made anew
SLICE = 0.003  # seconds that a slice of it may take
_PAUSE = 4  # milliseconds between two slices
_SEEN, _FAR = 0.75, 2.5  # pixels that places may have moved on a picture, in the end and while heights are refined
_LEAST_WINDOW = 6.0  # pixels: the least height of the frame that shows what is in the window
_FILL, _EDGE = 0.10, 0.55  # how much ink is in that frame


class TextMap(QWidget):
    """Shows `view`'s document. It never takes the keyboard: every place on it is reached from the Go menu, too."""

    jumped = Signal()  # a click or drag begins: the place before it can be come back to

    def __init__(self, view: ReadingView, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view, self._theme = view, theme
        self._picture: QPixmap | None = None
        self._next: QPixmap | None = None
        self._slices: Iterator[None] | None = None
        self._painted: tuple[float, ...] = ()  # where some places were when the picture was begun
        self._places: Callable[[int], float] | None = None
        self._frame = (0, 0)  # top and bottom of the frame as it was painted last
        self._rest = QTimer(self, singleShot=True, interval=DELAY)
        self._rest.timeout.connect(self._begin)
        self._work = QTimer(self, singleShot=True, interval=_PAUSE)
        self._work.timeout.connect(self._go_on)
        self.setFixedWidth(WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(_("Map of the text"))
        self.setAccessibleDescription(_("Divisions, marked passages, bookmarks and hits; a click goes there"))
        view.moved.connect(self.update)
        view.markingsChanged.connect(self.renew)
        view.documentChanged.connect(self.renew)
        view.measured.connect(self._follow)
        self.renew()

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self._theme = theme
        self._begin(moved=self._rest.isActive())
        while self._slices is not None:  # a picture in the old colours would flash
            self._go_on()

    def renew(self) -> None:
        """Make the picture anew, soon and bit by bit; until then the old one is shown."""
        if not self._rest.isActive():
            self._rest.start()

    @property
    def ready(self) -> bool:
        """Whether the picture shows what is so now."""
        return self._picture is not None and self._slices is None and not self._rest.isActive()

    def offset_at(self, y: float) -> int:
        """The code point that a height on the map stands for."""
        scale = self._scale()
        return scale.offset_at(y) if scale is not None else 0

    def y_of(self, offset: int) -> float:
        """The height on the map at which a code point lies."""
        scale = self._scale()
        return scale.y_of(offset) if scale is not None else 0.0

    def words_at(self, y: float) -> str:
        """The division and page of a height on the map."""
        document = self._view.document()
        if document is None:
            return ""
        offset = self.offset_at(y)
        return "\n".join(filter(None, (" · ".join(place_names(document, offset)), page_name(document, offset))))

    def _scale(self) -> MapScale | None:
        scene = self._view.scene
        return MapScale(scene.flow, float(self.height())) if scene is not None else None

    # The picture

    def _follow(self, finished: bool) -> None:
        """Heights were refined: where places moved so far that one sees it, the picture is made anew."""
        scale = self._scale()
        if scale is None:
            return
        frame = tuple(map(round, scale.window()))
        if frame != self._frame:
            self.update()
        moved = max((abs(one - other) for one, other in zip(scale.probe(), self._painted, strict=False)), default=0.0)
        if moved >= (_SEEN if finished else _FAR):
            self.renew()

    def _begin(self, *, moved: bool = True) -> None:
        self._rest.stop()
        self._slices = None
        document, scale = self._view.document(), self._scale()
        if document is None or scale is None or not self.isVisible() or self.height() < 1:
            self._picture = None
            self.update()
            return
        ratio = self.devicePixelRatioF()
        self._next = QPixmap(QSize(round(WIDTH * ratio), round(self.height() * ratio)))
        self._next.setDevicePixelRatio(ratio)
        self._next.fill(QColor(self._theme.background))
        view = self._view
        ribbons = view.scene.ribbons if view.scene is not None else ()
        if moved or self._places is None:
            self._painted, self._places = scale.probe(), scale.places()
        markings = Markings(document, self._theme, view.marks.all(), view.hits.all(), ribbons, self._places)
        self._slices = paint_slices(self._next, markings)
        self._go_on()

    def _go_on(self) -> None:
        deadline = perf_counter() + SLICE
        while self._slices is not None and perf_counter() < deadline:
            try:
                next(self._slices)
            except StopIteration:
                self._slices, self._picture, self._next = None, self._next, None
                self.update()
        if self._slices is not None:
            self._work.start()

    # Events

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.background))
        if self._picture is not None:
            painter.drawPixmap(0, 0, self._picture)
        scale = self._scale()
        if scale is None:
            return
        top, bottom = scale.window()
        self._frame = (round(top), round(bottom))
        box = QRectF(0.5, round(top) + 0.5, WIDTH - 1, max(round(bottom - top), _LEAST_WINDOW) - 1)
        box.moveBottom(min(box.bottom(), self.height() - 0.5))
        inside, edge = QColor(self._theme.ink), QColor(self._theme.ink)
        inside.setAlphaF(_FILL)
        edge.setAlphaF(1.0 if self._theme.contrast else _EDGE)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(inside)
        painter.drawRoundedRect(box, 2, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.renew()

    def showEvent(self, event: QEvent) -> None:
        self.renew()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.renew()
        super().changeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._view.document() is not None:
            self.jumped.emit()
            self._go(event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position().y())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._view.wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        """The tool tip says where a click would lead."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.words_at(event.pos().y()), self)
            return True
        return super().event(event)

    def _go(self, y: float) -> None:
        """Bring the place under the pointer to the middle of the window."""
        self._view.go_to(self.offset_at(y), light=False, fraction=0.4)
