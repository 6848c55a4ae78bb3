"""The reading view: a page of text on which passages can be selected, highlighted and found.

It wires the parts of this folder together and holds none of their knowledge: `flow` knows what is where,
`painting` how it looks, `mouse` and `keyboard` what a person means, `selection` what is selected.
All offsets are code points in `Document.text`; all y are pixels of the viewport.
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal

from annotator.i18n import _
from annotator.ui.reading.marks import Mark
from annotator.ui.reading.page import Page
from annotator.ui.reading.selection import Selection
from annotator.ui.reading.styles import TypeSettings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QAccessibleInterface, QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from annotator.model.annotation import Role
    from annotator.model.document import Document
    from annotator.model.position import Position
    from annotator.ui.reading.accessible import AccessibleView
    from annotator.ui.reading.bar import SelectionBar
    from annotator.ui.reading.keyboard import Keyboard
    from annotator.ui.reading.mouse import Mouse
    from annotator.ui.theme import Theme

__all__ = ["Mark", "ReadingView", "TypeSettings"]


class ReadingView(Page):
    """The page with a selection, a caret, highlights that can be clicked, and a bar for fresh selections."""

    firstPainted = Signal()  # once, when the first paint has reached the screen
    textPainted = Signal()  # the same, of the first text
    selectionChanged = Signal()
    selectionFinished = Signal()
    markClicked = Signal(str)
    markDoubleClicked = Signal(str)
    roleChosen = Signal(int)
    noteRequested = Signal()
    copyRequested = Signal()
    contextMenuWanted = Signal(QPoint)
    noteRefActivated = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Text"))
        self.viewport().setMouseTracking(True)
        self._selected = Selection()
        self._caret_shown = False
        self._text_painted = False
        self.accessible: AccessibleView | None = None

    # What a person acts with: made after the first paint, which has no use for it

    @cached_property
    def _bar(self) -> SelectionBar:
        from annotator.ui.reading.bar import SelectionBar

        bar = SelectionBar(self)
        bar.set_theme(self._theme)
        self.moved.connect(bar.follow)
        return bar

    @cached_property
    def _mouse(self) -> Mouse:
        from annotator.ui.reading.mouse import Mouse

        return Mouse(self)

    @cached_property
    def _keyboard(self) -> Keyboard:
        from annotator.ui.reading.keyboard import Keyboard

        return Keyboard(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._text_painted and self.scene is not None:
            self._text_painted = True
            QTimer.singleShot(0, self, self.textPainted.emit)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._get_ready)

    def _get_ready(self) -> None:
        _let_screen_readers_ask()
        self.firstPainted.emit()
        self.hyphens.load()
        _hands = self._bar, self._mouse, self._keyboard

    def set_document(self, document: Document, offset: int = 0) -> None:
        """Show a document with the line that holds `offset` at the top; marks, hits and selection are gone."""
        self._selected, self._caret_shown = Selection(offset, offset), False
        super().set_document(document, offset)
        if self._painted:
            self._bar.dismiss()

    def set_theme(self, theme: Theme) -> None:
        """Other colours; nothing moves."""
        super().set_theme(theme)
        if self._painted:
            self._bar.set_theme(theme)

    def go_to(self, offset: int, *, light: bool = True, fraction: float = 0.25) -> None:
        """Bring the line that holds `offset` to that fraction of the window's height, and light it for a second."""
        if self.selection() is None:
            self._selected = Selection(offset, offset)  # so that Shift+arrows begin where one was led
        super().go_to(offset, light=light, fraction=fraction)
        self._show_selection()

    # What lies over the text

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Replace all highlights."""
        self.marks.set(marks)
        self.viewport().update()

    def put_mark(self, mark: Mark) -> None:
        """Show an annotation of one passage, new or changed."""
        self.replace_marks_of(mark.id, (mark,))

    def replace_marks_of(self, mark_id: str, marks: Sequence[Mark]) -> None:
        """Show an annotation by these passages and no others."""
        self.marks.replace(mark_id, marks)
        self.viewport().update()

    def remove_marks(self, mark_id: str) -> None:
        """Take an annotation's highlights away."""
        self.replace_marks_of(mark_id, ())

    def set_current(self, mark_id: str | None) -> None:
        """Outline the highlights of one annotation."""
        if self.scene is not None:
            self.scene.current = mark_id
        self.viewport().update()

    def set_roles(self, roles: Sequence[Role]) -> None:
        """The roles that the bar offers, in the order of their keys 1 to 6."""
        self._bar.set_roles(roles)
        self._bar.set_theme(self._theme)

    def set_hits(self, hits: Sequence[Position], current: int | None) -> None:
        """Show what a search found; `current` is an index into `hits`."""
        self.hits.set(hits, current)
        self.viewport().update()

    # Selection

    def selection(self) -> Position | None:
        """The selected passage."""
        return self._selected.span

    def text_of_selection(self) -> str:
        """The selected words as they stand in the document: without markers, page numbers, soft hyphens."""
        span, document = self.selection(), self.document()
        return document.text[span.start : span.end] if span is not None and document is not None else ""

    def select(self, start: int, end: int) -> None:
        """Select a passage, as the program's act: no signal."""
        self._selected = Selection(start, end)
        self._show_selection()

    def clear_selection(self) -> None:
        """Select nothing; the caret stays."""
        self.select(self._selected.caret, self._selected.caret)
        self._bar.dismiss()

    def caret(self) -> int:
        """The code point before which the caret stands."""
        return self._selected.caret

    def caret_shown(self) -> bool:
        """Whether the person moves by caret (else arrow keys scroll)."""
        return self._caret_shown

    def show_caret(self, shown: bool) -> None:
        """Begin or end moving by caret."""
        self._caret_shown = shown
        self._show_selection()

    def move_caret(self, offset: int, *, extend: bool) -> None:
        """The person moved the caret."""
        before = self._selected.span
        self._selected.move(offset, extend=extend)
        self._show_selection()
        if self._selected.span != before:
            self._bar.dismiss()
            self.selectionChanged.emit()

    def select_by_hand(self, anchor: int, caret: int) -> None:
        """The person selected a passage."""
        if (anchor, caret) != (self._selected.anchor, self._selected.caret):
            self._selected = Selection(anchor, caret)
            self._bar.dismiss()
            self._show_selection()
            self.selectionChanged.emit()

    def finish_selection(self) -> None:
        """The person's act of selecting is over: the bar may come."""
        self._bar.appear()
        self.selectionFinished.emit()

    def selection_anchor(self) -> int:
        """The end of the selection that stays when it is extended."""
        return self._selected.anchor

    def keep_caret_in_window(self) -> None:
        """Scroll as little as needed to see the caret."""
        if self.scene is None:
            return
        from annotator.ui.reading.hit_test import caret_rect

        box = caret_rect(self.scene, self.caret())
        flow = self.scene.flow
        bottom = flow.inset + flow.page_height - flow.faces.line / 2
        if box.top() < flow.inset + 4:
            self.scroll_pixels(box.top() - flow.inset - 4)
        elif box.bottom() > bottom:
            self.scroll_pixels(box.bottom() - bottom)

    def _show_selection(self) -> None:
        if self.scene is not None:
            self.scene.selection = self._selected.span
            self.scene.caret = self._selected.caret if self._caret_shown and self.hasFocus() else None
        self.viewport().update()
        if self.accessible is not None:  # somebody asked
            from annotator.ui.reading.accessible import tell_caret

            tell_caret(self)

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(self._keyboard.press(event))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self._keyboard.release(event)
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._mouse.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._mouse.press(event, double=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._mouse.release(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.contextMenuWanted.emit(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_selection()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_selection()


@cache
def _let_screen_readers_ask() -> None:
    """Once a program. Assistive technology can ask only when the event loop has run for a while, after this."""
    from PySide6.QtGui import QAccessible

    def make(key: str, target: QObject) -> QAccessibleInterface | None:
        if key != "ReadingView":
            return None
        from annotator.ui.reading.accessible import accessible_view

        return accessible_view(target)

    QAccessible.installFactory(make)
