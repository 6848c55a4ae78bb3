"""What a link may lead to, offered while one writes `[[` in a note: the keys stay with the writing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout

from annotator.i18n import _
from annotator.ui.margin.editor import NoteEditor
from annotator.ui.margin.note import NoteLink
from annotator.ui.panels.look import SHEET

OPENING = "[["
MOST = 40
"""Offers that are shown; whoever looks for another one writes more of it."""
WIDTH, SHOWN, GAP = 360, 7, 4  # pixels, rows, pixels
Search = Callable[[str, str], Sequence[NoteLink]]
"""Annotations that the one of the first id may be tied to and that fit the second: words, a tag or a page."""

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -SHOWN, Qt.Key.Key_PageDown: SHOWN}
_TAKERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class LinkOffers(QFrame):
    """A list under the caret of `editor`; `chosen` gives the id of the annotation that was taken."""

    chosen = Signal(str)

    def __init__(self, editor: NoteEditor) -> None:
        super().__init__(editor.window())
        self._editor = editor
        self._search: Callable[[str], Sequence[NoteLink]] = lambda words: ()
        self._offers: Sequence[NoteLink] = ()
        self._refused = -1
        self.model = QStringListModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(_("Annotations to link to"))
        for one in (self, self.list):
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(lambda index: self._take())
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.list)
        self.setStyleSheet(
            SHEET
            + "LinkOffers { background: palette(alternate-base); border: 1px solid palette(mid); border-radius: 4px; }"
            "QListView { background: transparent; } QListView::item { padding: 3px 7px; }"
        )
        self.hide()
        editor.installEventFilter(self)
        editor.textChanged.connect(self._look)
        editor.cursorPositionChanged.connect(self._look)

    def begin(self, search: Callable[[str], Sequence[NoteLink]]) -> None:
        """Another note is written: offer what `search` finds for the words written."""
        self._search, self._refused = search, -1
        self.hide()

    def written(self) -> QTextCursor | None:
        """`[[` and what was written after it, up to the caret; None where the caret isn't in such words."""
        caret = self._editor.textCursor()
        before = caret.block().text()[: caret.positionInBlock()]
        at = before.rfind(OPENING)
        if at < 0 or "]]" in before[at:]:
            return None
        caret.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.MoveAnchor)
        caret.setPosition(caret.position() + at)
        caret.setPosition(self._editor.textCursor().position(), QTextCursor.MoveMode.KeepAnchor)
        return caret

    def replace(self, words: str) -> None:
        """Put `words` in place of what was written to find them."""
        cursor = self.written()
        if cursor is None:
            cursor = self._editor.textCursor()
        cursor.insertText(words)
        self._editor.setTextCursor(cursor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, Enter, Tab and Esc are ours while something is offered."""
        if event.type() in (QEvent.Type.Hide, QEvent.Type.FocusOut):
            self.hide()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self.isHidden():
            return self._press(Qt.Key(event.key())) if not event.modifiers() else False
        return super().eventFilter(watched, event)

    def _press(self, key: Qt.Key) -> bool:
        if key in _STEPS:
            row = self.list.currentIndex().row() + _STEPS[key]
            self.list.setCurrentIndex(self.model.index(min(max(row, 0), len(self._offers) - 1)))
        elif key in _TAKERS:
            self._take()
        elif key == Qt.Key.Key_Escape:
            cursor = self.written()
            self._refused = cursor.selectionStart() if cursor else -1
            self.hide()
        else:
            return False
        return True

    def _take(self) -> None:
        row = self.list.currentIndex().row()
        self.hide()
        if 0 <= row < len(self._offers):
            self.chosen.emit(self._offers[row].other)

    def _look(self) -> None:
        cursor = self.written() if self._editor.isVisible() else None
        if cursor is None or cursor.selectionStart() == self._refused:
            self.hide()
            return
        self._refused = -1
        self._offers = self._search(cursor.selectedText()[len(OPENING) :])[:MOST]
        self.model.setStringList([_line(one) for one in self._offers] or [_("Nothing that fits")])
        self.list.setEnabled(bool(self._offers))
        self.list.setCurrentIndex(self.model.index(0))
        self._stand()

    def _stand(self) -> None:
        window = self._editor.window()
        self.setParent(window)
        rows = min(max(len(self._offers), 1), SHOWN)
        size = QSize(min(WIDTH, window.width() - 2 * GAP), rows * self.list.sizeHintForRow(0) + 4)
        caret = self._editor.cursorRect()
        at = self._editor.viewport().mapTo(window, caret.bottomLeft() + QPoint(0, GAP))
        if at.y() + size.height() > window.height():
            at.setY(self._editor.viewport().mapTo(window, caret.topLeft()).y() - GAP - size.height())
        at.setX(min(at.x(), window.width() - size.width() - GAP))
        self.setGeometry(at.x(), max(at.y(), 0), size.width(), size.height())
        self.raise_()
        self.show()


def _line(one: NoteLink) -> str:
    return "   ".join(filter(None, (one.glyph, one.words, one.page)))
