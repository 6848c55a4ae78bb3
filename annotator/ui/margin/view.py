"""The margin at the right of the page: every note level with its passage's line, written and read in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.i18n import _
from annotator.ui.fonts import make_font
from annotator.ui.margin.ahead import Ahead
from annotator.ui.margin.arrangement import EDGE, Arrangement, Frame, arrange
from annotator.ui.margin.link_hand import LinkHand
from annotator.ui.margin.note import LineSource, MarginNote, NoteLink, NoteList
from annotator.ui.margin.painting import RIGHT, MarginPainter
from annotator.ui.margin.spoken import chosen_link, hint, invitation, spoken
from annotator.ui.margin.tips import Tips
from annotator.ui.margin.typeset import Typesetter
from annotator.ui.margin.writing import Writing
from annotator.ui.theme import Theme

__all__ = ["LineSource", "MarginNote", "MarginView"]

NARROWEST = 44
NARROW = 120
"""Pixels of width under which only the roles' marks are shown."""
BEST_WIDTH = 290
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_LINK_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_OPENERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)


class MarginView(QWidget):
    """Shows the notes that `lines` puts into sight. All changes go out as signals; none is made here.

    It must stand beside the reading view with the same top: y means the same in both. `writing` is the note that is
    being written, if one is.
    """

    noteClicked = Signal(str)
    noteChanged = Signal(str, str)
    editingFinished = Signal(str)
    contextMenuWanted = Signal(str, QPoint)
    linkFollowed = Signal(str)  # the annotation at its other end
    linkRemoved = Signal(str)
    linkMenuWanted = Signal(str, QPoint)
    linkChosen = Signal(str, str)  # while writing: the note, the annotation that it shall be tied to
    linkDropped = Signal(str, str, QPoint)  # by hand: from one note to another
    dressed = Signal(object, object)  # its theme and its type are others now
    roomWanted = Signal()  # a note is to be written, and only marks are shown
    note_key = "N"  # as the person has it: an empty margin says so

    def __init__(self, lines: LineSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._notes = NoteList()
        self._current: str | None = None
        self._pressed: str | None = None
        self._theme: Theme | None = None
        self._painter: MarginPainter | None = None
        self._setter = Typesetter()
        self._ahead = Ahead(self._setter, self.restack, self)
        self._baseline = 0.0
        self._arrangement: Arrangement | None = None
        self._wheel_target: QWidget | None = None
        self.writing = Writing(self)
        self.writing.changed.connect(self.noteChanged)
        self.writing.grown.connect(self.restack)
        self.writing.finished.connect(self._on_finished)
        self.writing.linkChosen.connect(self.linkChosen)
        self._link: str | None = None  # the one chosen among the current note's
        self._hand = LinkHand(self)
        Tips(self, self._hint_at)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumWidth(NARROWEST)
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

    @property
    def compact(self) -> bool:
        """Whether it is so narrow that it shows marks alone."""
        return self.width() < NARROW

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
        before, current = self._notes.get(note.id), note.id == self._current
        self._notes.put(note)
        if current:
            self._describe()
        if current or note.speaks or (before and before.speaks):  # a bare highlight takes no room
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
        self._link = None
        self._describe()
        self.restack()

    def current_note(self) -> MarginNote | None:
        """The current note."""
        return self._notes.get(self._current)

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
        if self.compact:
            self.roomWanted.emit()
        if self.editing() != id:
            self.finish_editing()
            self.set_current(id)
            self.writing.begin(id, note.text, _("Note, {role}").format(role=note.role_name))
            self.restack()
        self.writing.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def editing(self) -> str | None:
        """The id of the note being written."""
        return self.writing.id

    def finish_editing(self) -> None:
        """Tell what was written and close the editor, if one is open."""
        self.writing.finish()

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
        self.writing.editor.dress(self._theme, self._setter.font)
        self.dressed.emit(self._theme, self._setter)
        self._fit()
        self.restack()

    def _fit(self) -> None:
        """Set notes anew if the room for them is another."""
        if self._painter is not None and not self.compact:
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
                edited_height=self.writing.height(self.height() - 2 * EDGE),
                compact=self.compact,
            )
            self._arrangement = arrange(self._lines, self._notes, self._setter, frame)
            self._ahead.expect(self._arrangement.guessed)
        return self._arrangement

    def _lay_editor(self) -> None:
        """The editor's height follows from its width, and its place from everybody's heights."""
        if self._painter is None:
            return
        self.writing.lay(self._painter.text_left, self._setter.width)
        self._arrangement = None
        standing = self._arranged().of(self.editing())
        if standing is not None:
            self.writing.move_to(standing.top)

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
                painter,
                self.size(),
                self._arranged(),
                self._current,
                self.editing(),
                self.hasFocus(),
                link=self._link,
                compact=self.compact,
            )
            self._hand.draw(painter, self._theme)
        elif not self.compact:
            words = invitation(self.note_key)
            self._painter.draw_invitation(painter, self.size(), self._baseline * 2, words, focused=self.hasFocus())

    # Hand and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click makes the note current, one on a link follows it; on “+3”, the first of those that found no room."""
        at = event.position().toPoint()
        link = self.link_at(at)
        if link is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = None
            if not link.gone:
                self.linkFollowed.emit(link.other)
            return
        self._pressed = self.note_at(at)
        if self._pressed is not None:
            self._choose(self._pressed)
            if event.button() == Qt.MouseButton.LeftButton:
                self._hand.press(self._pressed, at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A note is dragged onto another one, or the hand passes over a link."""
        at = event.position().toPoint()
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._hand.move(at)
        else:
            link = self.link_at(at)
            self.setCursor(Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go over another note, the dragged one is tied to it."""
        tied = self._hand.release(event.position().toPoint())
        if tied is not None:
            self.linkDropped.emit(*tied, event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Writes in the note that the first click hit: it may have unfolded and moved since."""
        if event.button() == Qt.MouseButton.LeftButton and self._pressed is not None:
            self.edit(self._pressed)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks for a menu at the note under the hand, or for the current one by keyboard."""
        by_hand = event.reason() == QContextMenuEvent.Reason.Mouse
        link = self.link_at(event.pos()) if by_hand else None
        if link is not None:
            self.linkMenuWanted.emit(link.id, event.globalPos())
            return
        id = self.note_at(event.pos()) if by_hand else self._current
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
        """Up and Down walk from note to note, Right and Left through the current one's links.

        Enter follows the chosen link, Delete takes it away; without one, Enter writes in the note, as F2 does.
        """
        key = Qt.Key(event.key())
        note = self.current_note()
        chosen = chosen_link(note, self._link)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _STEPS:
            beside = self._notes.beside(self._current, _STEPS[key])
            if beside is not None:
                self._choose(beside.id)
        elif key in _LINK_STEPS and note is not None and note.links:
            self._choose_link(note, _LINK_STEPS[key])
        elif key == Qt.Key.Key_Escape and self._hand.let_go():
            pass
        elif key in _OPENERS and chosen is not None and key != Qt.Key.Key_F2:
            if not chosen.gone:
                self.linkFollowed.emit(chosen.other)
        elif key == Qt.Key.Key_Delete and chosen is not None:
            self.linkRemoved.emit(chosen.id)
        elif key in _OPENERS and note is not None:
            self.edit(note.id)
        else:
            super().keyPressEvent(event)

    def _choose_link(self, note: MarginNote, step: int) -> None:
        ids = [one.id for one in note.links]
        at = ids.index(self._link) + step if self._link in ids else (0 if step > 0 else len(ids) - 1)
        self._link = ids[at] if 0 <= at < len(ids) else None
        self._describe()
        self.update()

    def _hint_at(self, place: QPoint) -> str:
        """A note's role, for whom the mark isn't enough; a link's words, all of them."""
        standing = self._arranged().at(place.y())
        return hint(standing.set.note if standing else None, self.link_at(place))

    def _choose(self, id: str) -> None:
        self.set_current(id)
        self.noteClicked.emit(id)

    def note_at(self, place: QPoint) -> str | None:
        """The note at a place of the margin; at a count, the first one that it stands for."""
        return None if self._painter is None else self._painter.note_at(self._arranged(), self.size(), place)

    def link_at(self, place: QPoint) -> NoteLink | None:
        """The link under a note at a place of the margin."""
        return None if self._painter is None or self.compact else self._painter.link_at(self._arranged(), place)

    def place_of(self, id: str) -> QRect | None:
        """Where a note stands, in pixels of the margin; None where it isn't in sight."""
        standing = self._arranged().of(id)
        return None if standing is None else QRect(0, round(standing.top), self.width(), round(standing.height))

    def in_sight(self) -> Arrangement:
        """What is to be seen, and where."""
        return self._arranged()

    def _describe(self) -> None:
        """For screen readers: the current note as the widget's name, so that walking the notes reads them out."""
        name, description = spoken(self.current_note(), self._link, self.note_key if not len(self._notes) else "")
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
