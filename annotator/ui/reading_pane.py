"""The page and its margin, side by side: what is read, and what was written about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from annotator.ui.margin.view import MarginView
from annotator.ui.reading.edges import LEFT_ROOM, RIGHT_ROOM
from annotator.ui.reading.view import ReadingView, TypeSettings
from annotator.ui.theme import Theme

MARGIN = 244  # pixels, at first
LEAST_MARGIN, LEAST_PAGE = 160, 320
SLACK = 32  # pixels that the page may be wider than its column needs
NOTE_STEP = 3  # pixels that a note's type is smaller than the text's


class ReadingPane(QWidget):
    """A splitter without a visible handle; more (find bar, notices) is laid below the page with `add_below`."""

    def __init__(self, theme: Theme, settings: TypeSettings, sans: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = ReadingView(self)
        self.margin = MarginView(self.view, self)
        self._sans = sans
        self._page = 0
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.view)
        self.splitter.addWidget(self.margin)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.view.setMinimumWidth(LEAST_PAGE)
        self.margin.setMinimumWidth(LEAST_MARGIN)
        self.splitter.setSizes([1000, MARGIN])
        self._room = QWidget(self)
        self._room.setAutoFillBackground(True)
        around = QHBoxLayout(self._room)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.splitter)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._room, 1)
        self.setFocusProxy(self.view)
        self.view.moved.connect(self.margin.restack)
        self.set_type(settings)
        self.set_theme(theme)

    def add_below(self, widget: QWidget) -> None:
        """Lay `widget` below the page, over its whole width."""
        self._layout.addWidget(widget)

    def set_theme(self, theme: Theme) -> None:
        """Colours of page, margin and the line between them."""
        self.view.set_theme(theme)
        self.margin.set_theme(theme)
        colours = QPalette(self.palette())
        colours.setColor(QPalette.ColorRole.Window, QColor(theme.background))
        self._room.setPalette(colours)

    def set_type(self, settings: TypeSettings) -> None:
        """The text's type; the notes' follows it."""
        self._page = round(settings.measure * settings.size) + LEFT_ROOM + RIGHT_ROOM + SLACK
        self.view.set_type(settings)
        self.margin.set_font(self._sans, max(settings.size - NOTE_STEP - 2, 11))
        self._breathe()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Room that neither text nor notes need stands outside of both, so that a note stays near its line."""
        super().resizeEvent(event)
        self._breathe()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The room beside the page scrolls it too."""
        self.view.wheelEvent(event)

    def _breathe(self) -> None:
        margin = 0 if self.margin.isHidden() else max(self.margin.width(), MARGIN)
        spare = max(self.width() - self._page - margin, 0) // 2
        layout = self._room.layout()
        if layout is not None and layout.contentsMargins().left() != spare:
            layout.setContentsMargins(spare, 0, spare, 0)

    def margin_width(self) -> int:
        """The margin's width in pixels, also while it is hidden."""
        return self.splitter.sizes()[1] or self.margin.width()

    def set_margin_width(self, width: int) -> None:
        """Give the margin `width` pixels; the page takes the rest."""
        self.splitter.setSizes([max(self.width() - width, LEAST_PAGE), max(width, LEAST_MARGIN)])
        self._breathe()

    def show_margin(self, shown: bool) -> None:
        """Show or hide the notes."""
        self.margin.setVisible(shown)
        self._breathe()
