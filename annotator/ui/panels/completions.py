"""What a query may go on with: a short list below its line, which never takes the keyboard from it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from annotator.i18n import _
from annotator.services.finding import Completion, Suggestion
from annotator.ui.panels.look import GRID

_SUGGESTION = Qt.ItemDataRole.UserRole
_ROWS = 8
_SHEET = """
QListWidget { background: palette(base); border: 1px solid palette(mid); border-radius: 4px; outline: none; }
QListWidget::item { padding: 3px 7px; }
QListWidget::item:hover { background: palette(highlight); }
QListWidget::item:selected { background: palette(highlight); color: palette(highlighted-text); }
"""
_KINDS = {"field": _("field"), "word": _("word")}


class Completions(QListWidget):
    """Stands over whatever is below `edit`. Down chooses, Tab or Enter takes the chosen one, Esc sends it away.

    Nothing is chosen at first, so that Enter in the line searches as ever.
    """

    wanted = Signal(str, int)  # the line's words and where the caret is in them, in code points

    def __init__(self, edit: QLineEdit) -> None:
        super().__init__(edit.window())
        self._edit = edit
        self._completion: Completion | None = None
        self._asked: tuple[str, int] | None = None
        self.setStyleSheet(_SHEET)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Suggestions"))
        self.itemClicked.connect(self._take)
        edit.textEdited.connect(self._ask)
        edit.installEventFilter(self)
        self.hide()

    def show_completion(self, query: str, caret: int, completion: Completion) -> None:
        """The answer to what was `wanted`; one to other words is dropped."""
        if (query, caret) != self._asked or not self._edit.hasFocus():
            return
        typed = query[completion.start : completion.end]
        suggestions = [one for one in completion.suggestions if one.text != typed]
        self._completion = completion
        self.clear()
        for one in suggestions:
            item = QListWidgetItem(one.label)
            item.setData(_SUGGESTION, one)
            item.setToolTip(_KINDS.get(one.kind, one.kind))
            self.addItem(item)
        if not suggestions or not typed:
            self.hide()
            return
        if self.parentWidget() is not self._edit.window():
            self.setParent(self._edit.window())
        self._lay()
        self.setCurrentRow(-1)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The line's keys, while the list is there."""
        if watched is not self._edit or self.isHidden():
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _pressed(self, key: Qt.Key) -> bool:
        row = self.currentRow()
        if key == Qt.Key.Key_Down:
            self.setCurrentRow((row + 1) % self.count())
        elif key == Qt.Key.Key_Up and row >= 0:
            self.setCurrentRow(row - 1)
        elif key == Qt.Key.Key_Tab or (row >= 0 and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            self._take(self.item(max(row, 0)))
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.hide()
            return False
        return True

    def _ask(self, text: str) -> None:
        self._asked = text, self._caret()
        if not text.strip():
            self.hide()
        else:
            self.wanted.emit(*self._asked)

    def _take(self, item: QListWidgetItem) -> None:
        suggestion: Suggestion = item.data(_SUGGESTION)
        completion, text = self._completion, self._edit.text()
        assert completion is not None
        before = text[: completion.start] + suggestion.text
        after = text[completion.end :]
        if suggestion.kind != "field" and not after.startswith(" "):
            before += " "
        self.hide()
        self._edit.setText(before + after)
        self._edit.setCursorPosition(len(before.encode("utf-16-le")) // 2)
        if suggestion.kind == "field":
            self._ask(self._edit.text())

    def _caret(self) -> int:
        """In code points; Qt counts UTF-16 units."""
        units = self._edit.text().encode("utf-16-le")[: 2 * self._edit.cursorPosition()]
        return len(units.decode("utf-16-le", "ignore"))

    def _lay(self) -> None:
        place = self._edit.mapTo(self._edit.window(), QPoint(0, self._edit.height() + GRID // 2))
        rows = min(self.count(), _ROWS)
        height = sum(self.sizeHintForRow(row) for row in range(rows)) + 2 * self.frameWidth() + GRID
        self.setGeometry(place.x(), place.y(), self._edit.width(), height)
