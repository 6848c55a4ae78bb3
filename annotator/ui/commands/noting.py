"""Printed notes: looked at from their markers, gone to, and come back from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextDocument

from annotator.i18n import _
from annotator.ui.menus import Handlers
from annotator.ui.reading.header import page_name
from annotator.ui.reading.markers import marker_rect, next_marker, refs_of

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow
    from annotator.ui.popup import NotePopup

HOVER, GRACE = 300, 250  # milliseconds until a note comes, and until it goes when the pointer is on its way


class Noting(QObject):
    """A pop-up for hover and Enter; a click goes to the note; its arrow, or Enter in it, leads back."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.popup: NotePopup | None = None
        self._ref = -1
        self._seen_at = (0, 0.0)  # where the page stood when the note came
        self._hover = QTimer(self, singleShot=True, interval=HOVER)
        self._hover.timeout.connect(lambda: self.look(self._ref, held=False))
        self._grace = QTimer(self, singleShot=True, interval=GRACE)
        self._grace.timeout.connect(self._let_go)
        self.handlers: Handlers = {
            "next-marker": lambda: self.walk(+1),
            "previous-marker": lambda: self.walk(-1),
        }
        view = window.pane.view
        view.noteRefActivated.connect(lambda ref: self.look(ref, held=True))
        view.noteRefClicked.connect(self._click)
        view.noteRefHovered.connect(self._hovered)
        view.noteBackActivated.connect(self.go_back)
        view.moved.connect(self._moved)
        view.documentChanged.connect(self._forget)
        window.look.themeChanged.connect(self._forget)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def walk(self, step: int) -> None:
        """Choose the next or previous marker: Enter shows its note."""
        view = self._window.pane.view
        document, scene = view.document(), view.scene
        if document is None or scene is None:
            return
        found = next_marker(document, view.present_offset(), step, scene.marker)
        if found is None:
            words = _("No more note markers that way") if document.note_refs else _("This text has no printed notes")
            self._window.status.say(words)
            return
        sight = view.visible_span()
        if not sight.start < document.note_refs[found].at < sight.end:
            self._window.leave_here()
        view.choose_marker(found)

    def look(self, ref: int, *, held: bool) -> None:
        """Show the note of marker `ref` (an index in `Document.note_refs`) beside it."""
        view = self._window.pane.view
        document, scene = view.document(), view.scene
        box = marker_rect(scene, ref) if scene is not None and ref >= 0 else None
        if document is None or scene is None or box is None:
            return
        self._ref, self._seen_at = ref, view.top_place()
        popup = self._popup()
        marker = QRect(view.viewport().mapTo(self._window, box.topLeft().toPoint()), box.size().toSize())
        label, index = document.note_refs[ref].label, document.note_refs[ref].note
        if index is None:
            words = QTextDocument(_("This text has no note {label}.").format(label=label))
            words.setDocumentMargin(0)
            popup.show_note(_("Note {label}").format(label=label), words, marker, there=False, held=held)
            return
        from annotator.ui.reading.note_document import note_document

        note = document.notes[index]
        title = " · ".join(filter(None, (_("Note {label}").format(label=note.label), page_name(document, note.start))))
        text = note_document(document, note, scene.flow.faces, scene.theme)
        popup.show_note(title, text, marker, there=True, held=held)

    def go(self, ref: int) -> None:
        """To the note of marker `ref`; Back comes to this very line again."""
        view = self._window.pane.view
        document = view.document()
        index = document.note_refs[ref].note if document is not None else None
        if document is not None and index is not None:
            self._window.leave_here(document.note_refs[ref].at)
            view.go_to(document.notes[index].start)
            view.setFocus()

    def go_back(self, note: int) -> None:
        """From a note to its marker: the one that was followed last, else the first."""
        view, last = self._window.pane.view, self._window.trail.last
        document, scene = view.document(), view.scene
        if document is None or scene is None:
            return
        refs = refs_of(scene, note)
        if not refs:
            return
        followed = (ref for ref in refs if last is not None and document.note_refs[ref].at == last.focus)
        ref = next(followed, refs[0])
        self._window.jump(document.note_refs[ref].at)
        view.choose_marker(ref)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A note that only the pointer called goes with the next key or click; Esc does no more than that."""
        if self.popup is None or self.popup.isHidden() or self.popup.held:
            return False
        if event.type() == QEvent.Type.KeyPress:
            self.popup.hide()
            return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if event.type() == QEvent.Type.MouseButtonPress:
            self.popup.hide()
        return False

    def _click(self, ref: int) -> None:
        document = self._window.pane.view.document()
        self._hover.stop()
        if document is not None and document.note_refs[ref].note is None:
            self.look(ref, held=True)
        else:
            self.go(ref)

    def _hovered(self, ref: int) -> None:
        shown = self.popup is not None and self.popup.isVisible()
        if shown and self.popup is not None and self.popup.held:
            return
        self._hover.stop()
        if ref < 0:
            self._grace.start()
            return
        self._grace.stop()
        if not shown or ref != self._ref:
            self._ref = ref
            self._seen_at = self._window.pane.view.top_place()
            self._hover.start()

    def _let_go(self) -> None:
        """The pointer has left the marker: unless it is on the note now, that goes."""
        popup = self.popup
        if popup is not None and not popup.held and not popup.underMouse():
            popup.hide()

    def _moved(self) -> None:
        """The text moves away below the note, unless it was only looked over."""
        if self._window.pane.view.top_place() != self._seen_at:
            self._forget()

    def _forget(self, *_cause: object) -> None:
        self._hover.stop()
        if self.popup is not None and self.popup.held:
            self.popup.dismiss()
        elif self.popup is not None:
            self.popup.hide()

    def _popup(self) -> NotePopup:
        if self.popup is None:
            from annotator.ui.popup import NotePopup

            self.popup = NotePopup(self._window)
            self.popup.gone.connect(self._window.take_focus_back)
            self.popup.goWanted.connect(lambda: self.go(self._ref))
            self.popup.left.connect(self._grace.start)
            self.popup.entered.connect(self._grace.stop)
        return self.popup
