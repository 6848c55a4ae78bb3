"""Cells of the table of all notes: the role's chip, quiet ink, and what one writes with."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    QTimer,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.i18n import _
from annotator.model.annotation import Role
from annotator.sentences import role_name
from annotator.ui.panels.cell_writing import CellWriting
from annotator.ui.panels.chips import CHIP, paint_chip
from annotator.ui.panels.notes_model import ROW
from annotator.ui.panels.notes_rows import Column
from annotator.ui.theme import Theme

PAD = 8  # pixels at both sides of a cell
NOTE_HEIGHT = 116  # pixels that a note is written in
_Index = QModelIndex | QPersistentModelIndex
_QUIET = frozenset({Column.PAGE, Column.DIVISION, Column.CREATED, Column.MODIFIED})


class NotesDelegate(QStyledItemDelegate):
    """One line a cell, cut with an ellipsis."""

    def __init__(self, roles: Callable[[], Sequence[Role]], theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._roles = roles
        self.theme = theme
        self._writing = CellWriting(self)
        self._writing.due.connect(self.commitData)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """The cell, without what Qt would draw around it."""
        row, column = index.data(ROW), Column(index.column())
        selected, focus, widget, box = _state(option)
        if selected:
            painter.fillRect(box, QColor(self.theme.selection))
        inner = box.adjusted(PAD, 0, -PAD, 0)
        if column is Column.ROLE:
            chip = QRectF(inner.left(), box.center().y() - CHIP / 2 + 1, CHIP, CHIP)
            paint_chip(painter, chip, row.role, self.theme)
            inner.setLeft(inner.left() + CHIP + 6)
        lost = row.lost and column in (Column.PAGE, Column.PASSAGE)
        quiet = (column in _QUIET or lost) and not selected
        painter.setPen(QColor(self.theme.muted if quiet else self.theme.ink))
        font = painter.font()
        font.setItalic(lost)
        painter.setFont(font)
        words = painter.fontMetrics().elidedText(str(index.data() or ""), Qt.TextElideMode.ElideRight, inner.width())
        side = Qt.AlignmentFlag.AlignRight if column is Column.PAGE else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, words)
        font.setItalic(False)
        painter.setFont(font)
        if focus and widget is not None and widget.hasFocus():
            painter.setPen(QColor(self.theme.accent))
            painter.drawRect(box.adjusted(0, 0, -1, -1))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """A choice of roles, a line of tags, or a field for the note."""
        column = Column(index.column())
        if column is Column.ROLE:
            choice = QComboBox(parent)
            for role in self._roles():
                choice.addItem(f"{role.mark}  {role_name(role)}", role.key)
            choice.setAccessibleName(_("Role"))
            choice.activated.connect(lambda at: self.finish(choice))
            QTimer.singleShot(0, choice, choice.showPopup)
            return choice
        if column is Column.NOTE:
            field = QPlainTextEdit(parent)
            field.setAccessibleName(_("Note"))
            field.setToolTip(_("Esc or Ctrl+Enter keeps what you wrote"))
            return field
        line = QLineEdit(parent)
        line.setPlaceholderText(_("legality, terror"))
        line.setAccessibleName(_("Tags"))
        return line

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """What is written there now; a model that changes meanwhile doesn't touch the words being written."""
        if editor.property("begun"):
            return
        editor.setProperty("begun", True)
        value = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(value))
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(value)
            editor.moveCursor(editor.textCursor().MoveOperation.End)
        elif isinstance(editor, QLineEdit):
            editor.setText(value)
        self._writing.begin(editor)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Keep what was written since it was kept last."""
        news = self._writing.news(editor)
        if news is not None:
            model.setData(index, news)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        """A note is written in some lines, over the rows below; above them where the table ends."""
        box = QRect(_state(option)[3])
        if isinstance(editor, QPlainTextEdit):
            around = editor.parentWidget()
            most = around.height() if around is not None else NOTE_HEIGHT
            box.setHeight(min(NOTE_HEIGHT, most))
            box.moveBottom(min(box.bottom(), most - 1))
        editor.setGeometry(box)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter is a new line in a note; Esc and Ctrl+Enter keep it, for nothing that was written is thrown away."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QPlainTextEdit)
        ):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if event.key() == Qt.Key.Key_Escape or (enter and control):
                self.finish(watched)
                return True
            if enter:
                return False
        return super().eventFilter(watched, event)

    def finish(self, editor: QWidget) -> None:
        """Keep what was written, and end the writing."""
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)


def _state(option: QStyleOptionViewItem) -> tuple[bool, bool, QWidget | None, QRect]:
    """Selected, with the focus, whose, where."""
    state = option.state
    selected = bool(state & QStyle.StateFlag.State_Selected)
    focus = bool(state & QStyle.StateFlag.State_HasFocus)
    return selected, focus, option.widget, option.rect
