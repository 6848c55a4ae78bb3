"""The table of all notes on the open reader: below the page, made when it is first asked for."""

from __future__ import annotations

from base64 import b64decode, b64encode
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter

from annotator.i18n import _, ngettext
from annotator.model.annotation import Annotation
from annotator.model.change import ChangeSet
from annotator.services import drafts
from annotator.ui.menus import Handlers, Menus

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow
    from annotator.ui.panels.notes_panel import NotesPanel
    from annotator.ui.panels.notes_rows import Column
    from annotator.ui.session import ReaderSession

HEIGHT = 260  # pixels, at first


class AllNotes:
    """Every change goes through the session, as one act for all rows chosen."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._menus: Menus | None = None
        self._splitter: QSplitter | None = None
        self._session: ReaderSession | None = None
        self.panel: NotesPanel | None = None
        self._stretch = 0  # of writing in one cell: one step of undo
        self.handlers: Handlers = {"all-notes": self.toggle}
        window.closing.connect(self._remember)

    def attach(self, menus: Menus) -> None:
        """Tick what is so, and show the table where it was shown when the window was closed."""
        self._menus = menus
        if self._window.preferences.get("layout.notes_shown", False) and self._window.session is not None:
            self._show()

    def show_session(self, session: ReaderSession) -> None:
        """Follow another reader."""
        if self._session is not None and self._session is not session:
            self._session.marksChanged.disconnect(self._update)
        if self._session is not session:
            self._session = session
            session.marksChanged.connect(self._update)
        self._fill()

    def toggle(self) -> None:
        """Show the table, with the keyboard; where it has that already, fold it away."""
        panel = self.panel
        if panel is None or panel.isHidden():
            self._show()
            assert self.panel is not None
            self.panel.open()
        elif panel.isAncestorOf(QGuiApplication.focusObject() or panel):  # type: ignore[arg-type]
            self._hide()
        else:
            panel.open()
        self._tick()

    def _show(self) -> None:
        if self.panel is None:
            self.panel = self._make()
        self.panel.show()
        self._fill()
        self.panel.view.choose(self._window.overlay.current)
        self._tick()

    def _hide(self) -> None:
        self._remember()
        if self.panel is not None:
            self.panel.view.keep_writing()
            self.panel.hide()
        self._window.pane.view.setFocus()
        self._tick()

    def _tick(self) -> None:
        if self._menus is not None:
            self._menus.actions["all-notes"].setChecked(self.panel is not None and not self.panel.isHidden())

    def _make(self) -> NotesPanel:
        from annotator.ui.panels.notes_panel import NotesPanel

        window = self._window
        panel = NotesPanel(window.look.theme, window)
        self._splitter = window.lay_below(panel, int(window.preferences.get("layout.notes_height", HEIGHT)))
        columns = str(window.preferences.get("layout.notes_columns", ""))
        if columns:
            with suppress(ValueError):  # not what we wrote
                panel.view.horizontalHeader().restoreState(QByteArray(b64decode(columns)))
        panel.closed.connect(self._hide)
        panel.roleWanted.connect(self._change_role)
        panel.tagsWanted.connect(self._ask_tags)
        panel.deleteWanted.connect(self._delete)
        panel.notes.edited.connect(self._write)
        panel.view.written.connect(self._end_stretch)
        panel.view.goWanted.connect(self._go)
        window.installEventFilter(panel.view)
        window.look.themeChanged.connect(panel.set_theme)
        window.overlay.currentChanged.connect(self._follow)
        return panel

    def _remember(self) -> None:
        panel, preferences = self.panel, self._window.preferences
        if panel is None:
            return
        shown = not panel.isHidden()
        preferences.set("layout.notes_shown", shown)
        state = panel.view.horizontalHeader().saveState().data()
        preferences.set("layout.notes_columns", b64encode(bytes(state)).decode("ascii"))
        if shown:
            preferences.set("layout.notes_height", panel.height())

    def _fill(self) -> None:
        session, ground, panel = self._session, self._window.overlay.ground, self.panel
        if panel is None or session is None or ground is None or panel.isHidden():
            return
        roles = self._window.overlay.roles
        panel.set_ground(ground, tuple(roles.values()))
        panel.notes.fill(session.placed.values(), ground, roles)

    def _update(self, ids: frozenset[str]) -> None:
        if self.panel is not None and self._session is not None and not self.panel.isHidden():
            self.panel.notes.update(ids, self._session.placed, self._window.overlay.roles)

    def _follow(self, annotation_id: str | None) -> None:
        """What is current on the page is current here, unless one is at work here."""
        panel = self.panel
        if panel is not None and not panel.isHidden() and not panel.view.hasFocus():
            panel.view.choose(annotation_id)

    def _go(self, annotation_id: str, stay: bool) -> None:
        window = self._window
        offset, sight = window.overlay.offset(annotation_id), window.pane.view.visible_span()
        if offset is not None and not sight.start <= offset < sight.end:
            window.jump(offset)
        window.overlay.choose(annotation_id)
        if not stay:
            window.pane.view.setFocus()

    # Changing

    def _annotations(self, ids: list[str]) -> list[Annotation]:
        found = (self._session.annotation(one) for one in ids) if self._session else ()
        return [one for one in found if one is not None]

    def _apply(self, act: ChangeSet, words: str = "", token: str | None = None) -> None:
        if self._session is not None and act.changes:
            self._session.apply(act, token=token)
            if words:
                self._window.status.say(words)

    def _change_role(self, ids: list[str], key: str) -> None:
        self._apply(drafts.change_role([one for one in self._annotations(ids) if one.role != key], key))

    def _delete(self, ids: list[str]) -> None:
        self._window.pane.margin.finish_editing()
        found = self._annotations(ids)
        words = ngettext(
            "In the trash; {key} brings it back",
            "{n} annotations are in the trash; {key} brings them back",
            len(found),
        )
        self._apply(drafts.delete(found), words.format(n=len(found), key=self._window.keyring.first("undo")))

    def _ask_tags(self, ids: list[str]) -> None:
        self._window.bridge.ask(lambda services: services.annotations.tags(), lambda known: self._take_tags(ids, known))

    def _take_tags(self, ids: list[str], known: tuple[str, ...]) -> None:
        """Those that all of them have can be taken from all; new ones go to all; others stay where they are."""
        from annotator.ui.dialogs.tags import TagsDialog

        found = self._annotations(ids)
        if not found:
            return
        common = [tag for tag in found[0].tags if all(tag in one.tags for one in found)]
        tags = TagsDialog.ask(self._window, common, known)
        if tags is not None:
            remove = set(common) - set(tags)
            self._apply(drafts.retag(self._annotations(ids), add=tags, remove=remove))
        if self.panel is not None:
            self.panel.view.setFocus()

    def _write(self, annotation_id: str, column: Column, value: object) -> None:
        from annotator.ui.panels.notes_rows import Column

        annotation = self._session.annotation(annotation_id) if self._session else None
        if annotation is None:
            QGuiApplication.clipboard().setText(str(value))
            self._window.status.say(_("That annotation is in the trash by now; what you wrote is on the clipboard"))
        elif column is Column.ROLE:
            self._change_role([annotation_id], str(value))
        elif column is Column.NOTE and annotation.note != value:
            self._apply(drafts.edit_note(annotation, str(value)), token=self._token(annotation_id, column))
        elif column is Column.TAGS and drafts.clean_tags(str(value).split(",")) != annotation.tags:
            act = drafts.change_tags(annotation, str(value).split(","))
            self._apply(act, token=self._token(annotation_id, column))

    def _token(self, annotation_id: str, column: Column) -> str:
        return f"table:{annotation_id}:{column.name}:{self._stretch}"

    def _end_stretch(self) -> None:
        self._stretch += 1
