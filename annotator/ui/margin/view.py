"""The margin at the right of the page: every note level with its passage's line, written and read in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from annotator.i18n import _
from annotator.ui.fonts import make_font
from annotator.ui.margin.arrangement import EDGE, Arrangement, Frame, arrange
from annotator.ui.margin.note import LineSource, MarginNote, NoteList
from annotator.ui.margin.painting import RIGHT, MarginPainter
from annotator.ui.margin.typeset import Typesetter
from annotator.ui.margin.writing import Writing
from annotator.ui.theme import Theme

__all__ = ["LineSource", "MarginNote", "MarginView"]

LEAST_WIDTH = 180
BEST_WIDTH = 290
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_OPENERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)


class MarginView(QWidget):
    """Shows the notes that `lines` puts into sight. All changes go out as signals; none is made here.

    It must stand beside the reading view with the same top: y means the same in both.
    """

    noteClicked = Signal(str)
    noteChanged = Signal(str, str)
    editingFinished = Signal(str)
    contextMenuWanted = Signal(str, QPoint)

    def __init__(self, lines: LineSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._notes = NoteList()
        self._current: str | None = None
        self._pressed: str | None = None
        self._theme: Theme | None = None
        self._painter: MarginPainter | None = None
        self._setter = Typesetter()
        self._baseline = 0.0
        self._arrangement: Arrangement | None = None
        self._wheel_target: QWidget | None = None
        self._writing = Writing(self)
        self._writing.changed.connect(self.noteChanged)
        self._writing.grown.connect(self.restack)
        self._writing.finished.connect(self._on_finished)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(LEAST_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.set_font(self.font().family(), 15)
        self._describe()

    # What it shows

    def set_theme(self, theme: Theme) -> None:
        """The theme's colours, from the next frame on."""
        self._theme = theme
        self._dress()

    def set_font(self, family: str, size: int) -> None:
        """The notes' type: `size` in pixels, some five less than the text's."""
        self._setter.font = make_font(family, size)
        self._baseline = 1.1 * (size + 5)
        self._dress()

    def set_text_baseline(self, pixels: float) -> None:
        """How far the text's baselines lie below the tops of its lines; guessed from the notes' size until told."""
        self._baseline = pixels
        self.restack()

    def set_wheel_target(self, target: QWidget) -> None:
        """Who gets the wheel: the reading view's viewport."""
        self._wheel_target = target

    def set_notes(self, notes: Sequence[MarginNote]) -> None:
        """These notes and no others. What is being written in one that goes is told first."""
        if self.editing() is not None and all(note.id != self.editing() for note in notes):
            self.finish_editing()
        self._notes.replace_all(notes)
        self._describe()
        self.restack()

    def put_note(self, note: MarginNote) -> None:
        """Add a note or show it anew. The text being written in its editor isn't touched."""
        self._notes.put(note)
        if note.id == self._current:
            self._describe()
        self.restack()

    def remove_note(self, id: str) -> None:
        """Take a note away. What is being written in it is told first."""
        if self.editing() == id:
            self.finish_editing()
        self._notes.remove(id)
        self._describe()
        self.restack()

    def set_current(self, id: str | None) -> None:
        """Show this note as the current one, whole and level with its line; editing another one ends."""
        if id == self._current:
            return
        if self.editing() not in (None, id):
            self.finish_editing()
        self._current = id
        self._describe()
        self.restack()

    def restack(self) -> None:
        """The text moved, or the notes changed: place them anew, at the next paint."""
        self._arrangement = None
        if self.editing() is not None:
            self._lay_editor()
        self.update()

    # Writing

    def edit(self, id: str) -> None:
        """Open the note's editor in its place, with the focus. An id that isn't there is passed over."""
        note = self._notes.get(id)
        if note is None:
            return
        if self.editing() != id:
            self.finish_editing()
            self.set_current(id)
            self._writing.begin(id, note.text, _("Note, {role}").format(role=note.role_name))
            self.restack()
        self._writing.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def editing(self) -> str | None:
        """The id of the note being written."""
        return self._writing.id

    def finish_editing(self) -> None:
        """Tell what was written and close the editor, if one is open."""
        self._writing.finish()

    def _on_finished(self, id: str) -> None:
        self.restack()
        self.editingFinished.emit(id)

    # Layout

    def sizeHint(self) -> QSize:
        """As wide as some 45 characters."""
        return QSize(BEST_WIDTH, 400)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Notes stand elsewhere in a higher window, and are set anew in a wider one."""
        super().resizeEvent(event)
        self._fit()
        self.restack()

    def _dress(self) -> None:
        if self._theme is None:
            return
        self._setter.muted, self._setter.accent = self._theme.muted, self._theme.accent
        self._setter.forget()
        self._painter = MarginPainter(self._theme, self._setter)
        self._writing.editor.dress(self._theme, self._setter.font)
        self._fit()
        self.restack()

    def _fit(self) -> None:
        """Set notes anew if the room for them is another."""
        if self._painter is not None:
            width = max(60.0, self.width() - self._painter.text_left - RIGHT)
            if width != self._setter.width:
                self._setter.width = width
                self._setter.forget()

    def _arranged(self) -> Arrangement:
        if self._arrangement is None:
            frame = Frame(
                height=float(self.height()),
                baseline=self._baseline,
                current=self._notes.get(self._current),
                edited=self._notes.get(self.editing()),
                edited_height=self._writing.height(self.height() - 2 * EDGE),
            )
            self._arrangement = arrange(self._lines, self._notes, self._setter, frame)
        return self._arrangement

    def _lay_editor(self) -> None:
        """The editor's height follows from its width, and its place from everybody's heights."""
        if self._painter is None:
            return
        self._writing.lay(self._painter.text_left, self._setter.width)
        self._arrangement = None
        standing = self._arranged().of(self.editing())
        if standing is not None:
            self._writing.move_to(standing.top)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Solve for this frame, and draw what is in sight."""
        painter = QPainter(self)
        if self._painter is None or self._theme is None:
            painter.fillRect(event.rect(), self.palette().window())
            return
        painter.fillRect(event.rect(), QColor(self._theme.background))
        if len(self._notes):
            self._painter.draw_all(
                painter, self.size(), self._arranged(), self._current, self.editing(), self.hasFocus()
            )
        else:
            self._painter.draw_invitation(painter, self.width(), self._baseline * 2)

    # Hand and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click makes the note current; one on “+3” the nearest of those that found no room."""
        self._pressed = self._id_at(event.position().toPoint())
        if self._pressed is not None:
            self._choose(self._pressed)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Writes in the note that the first click hit: it may have unfolded and moved since."""
        if event.button() == Qt.MouseButton.LeftButton and self._pressed is not None:
            self.edit(self._pressed)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks for a menu at the note under the hand, or for the current one by keyboard."""
        by_hand = event.reason() == QContextMenuEvent.Reason.Mouse
        id = self._id_at(event.pos()) if by_hand else self._current
        if id is not None:
            standing = None if by_hand else self._arranged().of(id)
            at = event.pos() if standing is None else QPoint(self.width() // 4, round(standing.top))
            self.contextMenuWanted.emit(id, self.mapToGlobal(at))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the text, and the notes with it."""
        if self._wheel_target is None:
            event.ignore()
        else:
            QCoreApplication.sendEvent(self._wheel_target, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down walk from note to note; Enter or F2 writes in the current one."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            beside = self._notes.beside(self._current, _STEPS[key])
            if beside is not None:
                self._choose(beside.id)
        elif key in _OPENERS and self._notes.get(self._current) is not None and not event.modifiers():
            self.edit(self._current or "")
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """The tool tip of a note names its role, for whom the mark isn't enough."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            standing = self._arranged().at(event.pos().y())
            QToolTip.showText(event.globalPos(), standing.set.note.role_name if standing else "", self)
            return True
        return super().event(event)

    def _choose(self, id: str) -> None:
        self.set_current(id)
        self.noteClicked.emit(id)

    def _id_at(self, place: QPoint) -> str | None:
        arranged = self._arranged()
        for edge, notes in enumerate((arranged.above[::-1], arranged.below)):
            if notes and self._painter is not None and self._painter.more_room(self.size(), edge).contains(place):
                return notes[0].id
        standing = arranged.at(place.y())
        return None if standing is None else standing.set.note.id

    def _describe(self) -> None:
        """For screen readers: the current note as the widget's name, so that walking the notes reads them out."""
        note = self._notes.get(self._current)
        if note is None:
            self.setAccessibleName(_("Margin notes"))
            self.setAccessibleDescription(_("Select a passage and press N") if not len(self._notes) else "")
            return
        text = note.text.strip() or _("empty")
        self.setAccessibleName(_("Note, {role}: {text}").format(role=note.role_name, text=text))
        self.setAccessibleDescription(" ".join(f"#{tag}" for tag in note.tags))
