"""The page and its margin, side by side: what is read, and what was written about it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from annotator.ui.reading.view import ReadingView

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QWheelEvent

    from annotator.ui.fonts import FontFamilies
    from annotator.ui.margin.view import MarginView
    from annotator.ui.reading.text_map import TextMap
    from annotator.ui.reading.view import TypeSettings
    from annotator.ui.theme import Theme

MARGIN = 244  # pixels, at first
MAP = 14  # pixels
LEAST_MARGIN, WIDEST_MARGIN, LEAST_PAGE = 160, 440, 320
MARKS = 44  # pixels: a margin that shows the roles' marks alone
SNAP = (MARKS + LEAST_MARGIN) // 2
NOTES, MARKS_ONLY, HIDDEN = "notes", "marks", "hidden"  # what the margin shows
COMFORT = 440
"""Pixels of width that the page keeps, margins and all, as long as notes can be narrower; less than that is a pity."""
SHARE = 0.25
"""Of the room that a wide window has to spare: what the margin takes of it."""
NOTE_STEP, LEAST_NOTE = 5, 11  # pixels: how much smaller a note's type is than the text's, and its least size


class ReadingPane(QWidget):
    """A splitter without a visible handle; more (find bar, notices) is laid below the page with `add_below`."""

    FIRST_MARGIN = MARGIN
    resizeWanted = Signal(int)  # steps
    marginChanged = Signal()  # it shows something else

    def __init__(
        self, theme: Theme, settings: TypeSettings, fonts: FontFamilies, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.view = ReadingView(self)
        self._theme, self._settings, self._fonts = theme, settings, fonts
        self._page = 0
        self._chosen = MARGIN  # the width of the margin that the person chose, of a window with no room to spare
        self._marks_only = self._wide_for_now = False
        self._held = 0  # the pane's width when the person set the margin by hand: there it stays as it was set
        self._beside = QWidget(self)
        self._empty: QLabel | None = None
        self._map_wanted = True
        self.splitter = QSplitter()
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.view)
        self.splitter.addWidget(self._beside)
        self._beside.raise_()  # the order in which a screen reader comes to them
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.view.setMinimumWidth(LEAST_PAGE)
        self._beside.setMinimumWidth(MARKS)
        self.splitter.setSizes([1000, MARGIN])
        self.splitter.splitterMoved.connect(self._dragged)
        self._room = QWidget(self)
        self._room.setAutoFillBackground(True)
        self._room.setMinimumWidth(LEAST_PAGE)  # else the air beside the page would keep a wide window wide
        around = QHBoxLayout(self._room)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.splitter)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._bar = self.view.far_scroll_bar()  # at the window's edge, where the hand looks for it
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self._room, 1)
        self._chart = QWidget(self)  # the map's place; the map itself comes after the first paint
        self._chart.setAutoFillBackground(True)
        self._chart.setFixedWidth(MAP)
        across.addWidget(self._chart)
        across.addWidget(self._bar)
        self._layout.addLayout(across, 1)
        self.setFocusProxy(self.view)
        self.set_type(settings)
        self.set_theme(theme)

    @cached_property
    def margin(self) -> MarginView:
        """The notes: made when they are first asked for, and the first paint of the text doesn't ask."""
        from annotator.ui.margin.card import NoteCard
        from annotator.ui.margin.view import MarginView

        margin = MarginView(self.view, self._beside)
        self.card = NoteCard(margin, self)
        margin.dressed.connect(self.card.dress)
        margin.set_theme(self._theme)
        margin.set_font(self._fonts.sans, _note_size(self._settings))
        margin.set_text_baseline(self.view.baseline())
        self.view.show_leader(self.margin_shown())
        margin.set_wheel_target(self.view.viewport())
        layout = QVBoxLayout(self._beside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(margin)
        self.setTabOrder(self.view, margin)  # it was made after all else
        self.view.moved.connect(margin.restack)
        margin.roomWanted.connect(self.make_room_for_notes)
        margin.editingFinished.connect(lambda note: self._narrow_again())
        return margin

    @cached_property
    def map(self) -> TextMap:
        """The whole text at a glance: made when it is first asked for, and the first paint doesn't ask."""
        from annotator.ui.reading.text_map import TextMap

        text_map = TextMap(self.view, self._theme, self._chart)
        layout = QHBoxLayout(self._chart)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(text_map)
        return text_map

    def map_shown(self) -> bool:
        """Whether the map has its place beside the scroll bar."""
        return self._map_wanted

    def show_map(self, shown: bool) -> None:
        """Show or hide the map."""
        self._map_wanted = shown
        self._chart.setVisible(shown and self._empty is None)

    @property
    def has_margin(self) -> bool:
        """Whether the notes were made yet."""
        return "margin" in self.__dict__

    def show_empty(self, words: str) -> None:
        """Say what to do while there is no text; `hide_empty` ends it."""
        if self._empty is None:
            from PySide6.QtCore import Qt

            self._empty = QLabel(self.view)
            self._empty.setTextFormat(Qt.TextFormat.PlainText)
            self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            QVBoxLayout(self.view).addWidget(self._empty)
        self._empty.setText(words)
        self._bar.hide()
        self._chart.hide()
        self._beside.hide()

    def hide_empty(self, margin_shown: bool) -> None:
        """There is a text: page and, where wanted, margin stand as ever."""
        if self._empty is not None:
            self._empty.deleteLater()
            self._empty = None
            self._bar.show()
            self.show_map(self._map_wanted)
            self.show_margin(margin_shown)

    def add_below(self, widget: QWidget) -> None:
        """Lay `widget` below the page, over its whole width."""
        self._layout.addWidget(widget)

    def set_theme(self, theme: Theme) -> None:
        """Colours of page, margin and the line between them."""
        self._theme = theme
        self.view.set_theme(theme)
        if self.has_margin:
            self.margin.set_theme(theme)
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Window, QColor(theme.background))
        self._room.setPalette(colours)
        self._chart.setPalette(colours)
        if "map" in self.__dict__:
            self.map.set_theme(theme)

    def set_type(self, settings: TypeSettings) -> None:
        """The text's type; the notes' follows it."""
        self.view.set_type(settings)
        self._page = self.view.width_wanted()
        self._settings = settings
        if self.has_margin:
            self.margin.set_font(self._fonts.sans, _note_size(settings))
            self.margin.set_text_baseline(self.view.baseline())
        self._breathe()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Room that neither text nor notes need stands outside of both, so that a note stays near its line."""
        super().resizeEvent(event)
        self._breathe()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The room beside the page scrolls it too; with Ctrl the wheel sets the size of the type."""
        from PySide6.QtCore import Qt

        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.resizeWanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            self.view.wheelEvent(event)

    def _breathe(self) -> None:
        """Share out what the window has to spare: a part widens the notes, the rest is air on both sides."""
        margin = self._wanted_width()
        spare = max(self.width() - self._page - margin, 0) // 2
        layout = self._room.layout()
        if layout is not None and layout.contentsMargins().left() != spare:
            layout.setContentsMargins(spare, 0, spare, 0)
        room = self.width() - 2 * spare
        if margin and self.splitter.sizes()[1] != margin:
            self.splitter.setSizes([max(room - margin, LEAST_PAGE), margin])

    def _wanted_width(self) -> int:
        if not self.margin_shown():
            return 0
        if self._marks_only and not self._wide_for_now:
            return MARKS
        spare = self.width() - self._chart.width() - COMFORT
        if spare < self._chosen and not self._wide_for_now and self.width() != self._held:
            return max(spare, LEAST_MARGIN)
        more = max(self.width() - self._page - self._chosen, 0) * SHARE
        return round(max(min(self._chosen + more, WIDEST_MARGIN), self._chosen))

    def _dragged(self, at: int, index: int) -> None:
        """The person moved the line between page and margin: below some width only marks have room."""
        width = self.splitter.sizes()[1]
        self._wide_for_now, self._held = False, self.width()
        if width < SNAP:
            self._show(MARKS_ONLY)
            return
        spare = self.width() - self._page
        widened = (width - SHARE * spare) / (1 - SHARE)  # the chosen width that becomes this one in such a window
        chosen = widened if widened < spare and width < WIDEST_MARGIN else width
        self._chosen = round(min(max(chosen, LEAST_MARGIN), max(width, LEAST_MARGIN)))
        self._show(NOTES)

    def margin_shown(self) -> bool:
        """Whether notes or marks have their place beside the page."""
        return not self._beside.isHidden()

    def margin_state(self) -> str:
        """What it shows: `NOTES`, `MARKS_ONLY` or `HIDDEN`."""
        return HIDDEN if not self.margin_shown() else MARKS_ONLY if self._marks_only else NOTES

    def marks_only(self) -> bool:
        """Whether it shows marks alone, when it is shown."""
        return self._marks_only

    def margin_width(self) -> int:
        """The width in pixels that the person chose for the notes, also while they are hidden."""
        return self._chosen

    def set_margin_width(self, width: int, *, marks_only: bool | None = None) -> None:
        """Give the notes `width` pixels, and more in a wide window; `marks_only` as told, or as is."""
        self._chosen = max(width, LEAST_MARGIN)
        if marks_only is not None:
            self._marks_only = marks_only
        self._breathe()

    def show_margin(self, shown: bool) -> None:
        """Show or hide the notes, or the marks."""
        self._beside.setVisible(shown)
        self.view.show_leader(shown)
        self._breathe()
        self.marginChanged.emit()

    def set_margin(self, state: str) -> None:
        """Show notes, marks alone, or nothing beside the page."""
        self._wide_for_now = False
        self._show(state)

    def make_room_for_notes(self) -> None:
        """A note is to be written: the margin is there, and wide enough until that is done."""
        if not self.margin_shown():
            self.show_margin(True)
        if self._marks_only and not self._wide_for_now:
            self._wide_for_now = True
            self._breathe()

    def _narrow_again(self) -> None:
        if self._wide_for_now:
            self._wide_for_now = False
            self._breathe()

    def _show(self, state: str) -> None:
        if state != HIDDEN:
            self._marks_only = state == MARKS_ONLY
        self.show_margin(state != HIDDEN)


def _note_size(settings: TypeSettings) -> int:
    """The notes' size in pixels: a sans looks larger than the text's serif at the same size."""
    return max(settings.size - NOTE_STEP, LEAST_NOTE)
