"""The reading view: a page of text on which passages can be selected, highlighted and found.

It wires the parts of this folder together and holds none of their knowledge: `flow` knows what is where,
`painting` how it looks, `mouse` and `keyboard` what a person means, `selection` what is selected.
All offsets are code points in `Document.text`; all y are pixels of the viewport.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal

from annotator.i18n import _
from annotator.ui.reading.marked_page import MarkedPage
from annotator.ui.reading.marks import Mark
from annotator.ui.reading.selection import Selection, trimmed
from annotator.ui.reading.styles import TypeSettings

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from annotator.model.document import Document
    from annotator.model.position import Position
    from annotator.ui.reading.accessible import AccessibleView
    from annotator.ui.reading.bar import SelectionBar
    from annotator.ui.reading.caret import Blinking
    from annotator.ui.reading.keyboard import Keyboard
    from annotator.ui.reading.mouse import Mouse
    from annotator.ui.theme import Theme

__all__ = ["Mark", "ReadingView", "TypeSettings"]


class ReadingView(MarkedPage):
    """The page with a selection, a caret, highlights that can be clicked, and a bar for fresh selections."""

    firstPainted = Signal()  # once, when the first paint has reached the screen
    textPainted = Signal()  # the same, of the first text
    selectionChanged = Signal()
    selectionFinished = Signal()
    caretModeChanged = Signal(bool)
    passageAdjusted = Signal(str, object, object)  # an annotation's id; its passage before and after: Positions
    markClicked = Signal(str)
    markDoubleClicked = Signal(str)
    roleChosen = Signal(str)
    contextMenuWanted = Signal(QPoint)
    noteRefActivated = Signal(int)  # Enter on a marker, by its index in `Document.note_refs`
    noteRefClicked = Signal(int)
    noteRefHovered = Signal(int)  # -1: the pointer is on no marker any more
    noteBackActivated = Signal(int)  # from a note, by its index in `Document.notes`, to its marker
    ribbonClicked = Signal(int)  # a bookmark, by its offset

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Text"))
        self.viewport().setMouseTracking(True)
        self._selected = Selection()
        self._caret_shown = self._caret_mode = False
        self._text_painted = False
        self.accessible: AccessibleView | None = None

    # What a person acts with: made after the first paint, which has no use for it

    @cached_property
    def bar(self) -> SelectionBar:
        """What comes to a finished selection."""
        from annotator.ui.reading.bar import SelectionBar

        bar = SelectionBar(self)
        bar.set_theme(self._theme)
        self.moved.connect(bar.follow)
        return bar

    @cached_property
    def _blinking(self) -> Blinking:
        from annotator.ui.reading.caret import Blinking

        return Blinking(self)

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
        from annotator.ui.assistive import let_screen_readers_ask

        let_screen_readers_ask(self)
        self.firstPainted.emit()
        self.hyphens.load()
        _hands = self.bar, self._mouse, self._keyboard

    def set_document(self, document: Document, offset: int = 0) -> None:
        """Show a document with the line that holds `offset` at the top; marks, hits and selection are gone."""
        self._selected, self._caret_shown = Selection(offset, offset), False
        super().set_document(document, offset)
        if self._painted:
            self.bar.dismiss()

    def set_theme(self, theme: Theme) -> None:
        """Other colours; nothing moves."""
        super().set_theme(theme)
        if self._painted:
            self.bar.set_theme(theme)

    def go_to(self, offset: int, *, light: bool = True, fraction: float = 0.25) -> None:
        """Bring the line that holds `offset` to that fraction of the window's height, and light it for a second."""
        self._forget_marker()
        if not self.selections():
            self._selected = Selection(offset, offset)  # so that Shift+arrows begin where one was led
        super().go_to(offset, light=light, fraction=fraction)
        self._show_selection()

    def put_back(self, offset: int, y: float, focus: int) -> None:
        """Show a place as it was when it was left."""
        self._forget_marker()
        self._selected = Selection(focus, focus)
        super().put_back(offset, y, focus)
        self._show_selection()

    # Selection

    def selection(self) -> Position | None:
        """The passage selected last."""
        return self._selected.span

    def selections(self) -> tuple[Position, ...]:
        """All selected passages, in text order; none overlaps another."""
        return self._selected.spans

    def passages(self) -> tuple[Position, ...]:
        """The selected passages as one marks and cites them: from word to word; blank ones are none."""
        document = self.document()
        return trimmed(document.text, self.selections()) if document is not None else ()

    def text_of_selection(self) -> str:
        """The words selected last as they stand in the document: without markers, page numbers, soft hyphens."""
        span, document = self.selection(), self.document()
        return document.text[span.start : span.end] if span is not None and document is not None else ""

    def select(self, start: int, end: int) -> None:
        """Select a passage, as the program's act: no signal."""
        self._selected = Selection(start, end)
        self._show_selection()

    def clear_selection(self) -> None:
        """Select nothing; the caret stays."""
        self.select(self._selected.caret, self._selected.caret)
        self.bar.dismiss()

    def caret(self) -> int:
        """The code point before which the caret stands."""
        return self._selected.caret

    def caret_upstream(self) -> bool:
        """Whether the caret stands at the end of a line rather than at the beginning of the next."""
        return self._selected.upstream

    def present_offset(self) -> int:
        """Where the person is: at the caret, or where they last clicked or were led; once that is gone, at the top."""
        sight = self.visible_span()
        return self.caret() if sight.start <= self.caret() < sight.end else self.top_offset()

    def choose_marker(self, ref: int | None) -> None:
        """Put a ring around a note's marker, and bring it into sight, moving only if it is out of it."""
        if self.scene is None:
            return
        if ref is not None:
            offset = self.scene.flow.plan.document.note_refs[ref].at
            self._selected = Selection(offset, offset)
            sight = self.visible_span()
            if not sight.start < offset < sight.end:
                super().go_to(offset, light=False)
        self.scene.marker = ref
        self._show_selection()

    def caret_shown(self) -> bool:
        """Whether the person moves by caret (else arrow keys scroll)."""
        return self._caret_shown or self._caret_mode

    def show_caret(self, shown: bool) -> None:
        """Begin or end moving by caret."""
        self._caret_shown = shown
        self._show_selection()

    def caret_mode(self) -> bool:
        """Whether the caret is always there."""
        return self._caret_mode

    def set_caret_mode(self, on: bool) -> None:
        """Have a caret always, or only while one selects by keys. Where it is out of sight, it comes to the window."""
        if on != self._caret_mode:
            self._caret_mode, self._caret_shown = on, False
            sight = self.visible_span()
            if on and self.selection() is None and not sight.start <= self.caret() <= sight.end:
                self._selected = Selection(sight.start, sight.start)
            self._show_selection()
            self.caretModeChanged.emit(on)

    def move_caret(self, offset: int, *, extend: bool, upstream: bool = False) -> None:
        """The person moved the caret."""
        self._put(self._selected.moved(offset, extend=extend, upstream=upstream))

    def select_by_hand(self, anchor: int, caret: int, *, upstream: bool = False, beside: bool = False) -> None:
        """The person selected a passage: instead of what was selected, or `beside` what is kept."""
        kept = self._selected.kept if beside else ()
        self._put(Selection(anchor, caret, kept, upstream=upstream))

    def keep_selection(self, offset: int) -> None:
        """What is selected stays so while another passage is selected, from `offset` on."""
        self._put(Selection(offset, offset, self._selected.spans))

    def unselect_at(self, offset: int) -> bool:
        """Take the passage that holds `offset` out of the selection; False where none does."""
        left = self._selected.without(offset)
        if left is not None:
            self._put(left)
        return left is not None

    def finish_selection(self) -> None:
        """The person's act of selecting is over: the bar may come."""
        self.bar.appear()
        self.selectionFinished.emit()

    def selection_anchor(self) -> int:
        """The end of the selection that stays when it is extended."""
        return self._selected.anchor

    def keep_caret_in_window(self) -> None:
        """Scroll as little as needed to see the caret."""
        if self.scene is None:
            return
        from annotator.ui.reading.hit_test import caret_rect

        box = caret_rect(self.scene, self.caret(), upstream=self.caret_upstream())
        flow = self.scene.flow
        bottom = flow.inset + flow.page_height - flow.faces.line / 2
        if box.top() < flow.inset + 4:
            self.scroll_pixels(box.top() - flow.inset - 4)
        elif box.bottom() > bottom:
            self.scroll_pixels(box.bottom() - bottom)

    def keep_span_in_window(self, span: Position) -> None:
        """Scroll as little as needed to see a passage, its beginning rather than its end."""
        if self.scene is None:
            return
        from annotator.ui.reading.hit_test import caret_rect

        flow = self.scene.flow
        last = caret_rect(self.scene, span.end).bottom() - (flow.inset + flow.page_height - flow.faces.line / 2)
        first = caret_rect(self.scene, span.start).top() - flow.inset - 4
        if first < 0 or last > 0:
            self.scroll_pixels(first if first < 0 else min(first, last))

    def select_sentence(self, direction: int) -> None:
        """Select the next sentence (1) or the one before (-1)."""
        self._keyboard.select_sentence(direction)

    def extend_by_sentence(self, direction: int) -> None:
        """Extend the selection to the end of the sentence (1) or its beginning (-1)."""
        self._keyboard.extend_by_sentence(direction)

    def move_by_sentence(self, direction: int) -> None:
        """Bring the caret to the next sentence (1) or back (-1)."""
        self._keyboard.move_by_sentence(direction)

    def select_all(self) -> None:
        """Select the whole text."""
        if self.scene is not None and len(self.scene.flow.plan):
            plan = self.scene.flow.plan
            self.select_by_hand(plan.starts[0], plan.ends[-1])
            self.finish_selection()

    def announce(self, words: str) -> None:
        """Have a screen reader say something, if one is there."""
        if self.accessible is not None:
            from annotator.ui.assistive import announce

            announce(self, words)

    def let_go(self) -> bool:
        """Take back what the mouse is about to do with a handle; False where it does nothing."""
        return self._mouse.cancel()

    def show_blink(self) -> None:
        """The caret is to be seen, or not, for this moment."""
        if self.scene is not None:
            there = self.caret_shown() and self.hasFocus()
            self.scene.caret = self._selected.caret if there and self._blinking.lit else None
            self.scene.caret_upstream = self._selected.upstream
            self.viewport().update()

    def _put(self, selected: Selection) -> None:
        before, self._selected = self._selected.spans, selected
        self._forget_marker()
        self._show_selection()
        if selected.spans != before:
            self.bar.dismiss()
            self.selectionChanged.emit()

    def _forget_marker(self) -> None:
        if self.scene is not None:
            self.scene.marker = None

    def _show_selection(self) -> None:
        if self.scene is not None:
            self.scene.selections = self._selected.spans
        if self.caret_shown() and self.hasFocus():
            self._blinking.begin()
        elif "_blinking" in self.__dict__:
            self._blinking.end()
        self.show_blink()
        if self.accessible is not None:  # somebody asked
            from annotator.ui.reading.accessible import tell_caret

            tell_caret(self)

    # Events

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes to the bar, while there is one."""
        if next and self.hasFocus() and self.bar.take_focus():
            return True
        return super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(self._keyboard.press(event))

    def leaveEvent(self, event: QEvent) -> None:
        self._mouse.leave()
        super().leaveEvent(event)

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
