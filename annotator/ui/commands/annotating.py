"""The Annotate menu: the pencil."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from annotator.i18n import _
from annotator.model.anchor import Position
from annotator.model.annotation import DEFAULT_ROLE, ROLES, Annotation, Role
from annotator.model.change import ChangeSet
from annotator.model.lookup import cited_division, division_at, division_keys
from annotator.sentences import role_name
from annotator.services import drafts
from annotator.ui.action_spec import ActionSpec, on_page
from annotator.ui.commands.selecting import taken
from annotator.ui.keyring import ROLE
from annotator.ui.menus import Handlers, Menus
from annotator.ui.reading.bar import RoleButton

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_ROLE, _LAST_ROLE = "annotate.role", "annotate.last_role"


class Annotating:
    """Every change is made from a draft and goes through the session."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._stretch = 0
        self._menus: Menus | None = None
        self.handlers: Handlers = {
            **{ROLE + role.key: partial(self.role, role.key) for role in ROLES},
            "highlight": self.highlight,
            "note": self.note,
            "note-division": self.note_on_division,
            "note-section": self.note_on_section,
            "note-reader": lambda: self._general_note(None),
            "edit-note": self.edit_note,
            "tags": self.tags,
            "delete": self.delete,
            "trash": self.trash,
        }
        view, margin = window.pane.view, window.pane.margin
        view.roleChosen.connect(self.role)
        window.overlay.rolesChanged.connect(self._offer_roles)
        view.markDoubleClicked.connect(self.write)
        view.contextMenuWanted.connect(self._page_menu)
        margin.noteChanged.connect(self._typed)
        margin.editingFinished.connect(self._written)
        margin.contextMenuWanted.connect(self._margin_menu)

    def attach(self, menus: Menus) -> None:
        """The context menus show the same actions as the menu bar."""
        self._menus = menus
        menus.keyring.changed.connect(self._offer_bar)
        self._offer_roles()

    def role(self, key: str) -> None:
        """Mark the selection, or give the current annotation another role."""
        session, annotation, spans = self._window.session, self._current(), taken(self._window)
        if session is None or spans is None:
            return
        if spans:
            self._mark(spans, key)
        elif annotation is not None:
            if annotation.role != key:
                session.apply(drafts.change_role([annotation], key))
        else:
            self._window.status.say(_("Select a passage first, then press its role’s number"))
            return
        self._window.preferences.set(_LAST_ROLE, key)

    def highlight(self) -> None:
        """Mark the selection with the role used last."""
        spans = taken(self._window)
        if self._window.session is not None and spans:
            self._mark(spans, self._new_role())
        elif spans is not None:
            self._window.status.say(self._to_press("highlight"))

    def note(self) -> None:
        """Mark the selection and write about it; without a selection, write on in the current note."""
        spans = taken(self._window)
        if spans is None:
            return
        if self._window.session is not None and spans:
            self.write(self._mark(spans, self._new_role()))
        elif self._current() is not None:
            self.edit_note()
        else:
            self._window.status.say(self._to_press("note"))

    def note_on_division(self) -> None:
        """A note on the selection or chapter that stands at the top of the window."""
        session = self._window.session
        if session is None:
            return
        division = cited_division(
            session.document, division_at(session.document, self._window.pane.view.visible_span().start)
        )
        if division is None:
            self._window.status.say(_("You are outside of any selection here"))
        else:
            self._general_note(division_keys(session.document)[division])

    def note_on_section(self) -> None:
        """A note on the smallest part of the text that stands at the top of the window."""
        session = self._window.session
        if session is None:
            return
        division = division_at(session.document, self._window.pane.view.visible_span().start)
        if division is None:
            self._window.status.say(_("You are outside of any section here"))
        else:
            self._general_note(division_keys(session.document)[division])

    def edit_note(self) -> None:
        """Write on in the current note."""
        if self._window.overlay.current is None:
            self._hint()
        else:
            self.write(self._window.overlay.current)

    def tags(self) -> None:
        """Mark the selection and give it tags; without a selection, those of the current annotation."""
        spans = taken(self._window)
        if spans is None:
            return
        if self._window.session is not None and spans:
            self._mark(spans, self._new_role())
        if self._current() is None:
            self._hint()
            return
        self._window.pane.margin.finish_editing()
        self._window.bridge.ask(lambda services: services.annotations.tags(), self._ask_tags)

    def delete(self) -> None:
        """The current annotation, to the trash."""
        session, annotation = self._window.session, self._current()
        if session is None or annotation is None:
            self._hint()
            return
        self._window.pane.margin.finish_editing()
        session.apply(drafts.delete([session.annotation(annotation.id) or annotation]))
        words = _("In the trash; {key} brings it back")
        self._window.status.say(words.format(key=self._window.keyring.first("undo")))

    def trash(self) -> None:
        """What was deleted."""
        from annotator.ui.commands.trashing import open_trash

        open_trash(self._window)

    def _ask_tags(self, known: tuple[str, ...]) -> None:
        from annotator.ui.dialogs.tags import TagsDialog

        annotation = self._current()
        if annotation is None:
            return
        tags = TagsDialog.ask(self._window, annotation.tags, known)
        session = self._window.session
        if tags is not None and session is not None and drafts.clean_tags(tags) != annotation.tags:
            session.apply(drafts.change_tags(session.annotation(annotation.id) or annotation, tags))

    def _mark(self, spans: Sequence[Position], role: str) -> str:
        session = self._window.session
        assert session is not None
        annotation_id = self._make(drafts.annotate(session.reader, session.document, spans, role=role))
        self._window.pane.view.clear_selection()
        return annotation_id

    def _general_note(self, division: str | None) -> None:
        session = self._window.session
        if session is not None:
            self.write(self._make(drafts.annotate(session.reader, session.document, [], division=division)))

    def _make(self, act: ChangeSet) -> str:
        session = self._window.session
        assert session is not None
        session.apply(act)
        annotation_id = act.changes[0].record.id
        self._window.overlay.choose(annotation_id)
        return annotation_id

    def write(self, annotation_id: str) -> None:
        """Write in the note of an annotation."""
        self._window.pane.make_room_for_notes()
        self._window.overlay.choose_and_show(annotation_id)
        self._window.pane.margin.edit(annotation_id)

    def _typed(self, annotation_id: str, text: str) -> None:
        session = self._window.session
        annotation = session.annotation(annotation_id) if session else None
        if session is not None and annotation is not None and annotation.note != text:
            session.apply(drafts.edit_note(annotation, text), token=f"{annotation_id}:{self._stretch}")

    def _written(self, annotation_id: str) -> None:
        """A stretch of writing is over: the next one is another step of undo. A note on nothing is no note."""
        self._stretch += 1
        session = self._window.session
        annotation = session.annotation(annotation_id) if session else None
        empty = annotation is not None and not annotation.anchors and not annotation.note.strip()
        if session is not None and annotation is not None and empty and not session.ties.of(annotation_id):
            session.apply(drafts.delete([annotation]))
        if self._window.isActiveWindow():
            self._window.pane.view.setFocus()

    def _current(self) -> Annotation | None:
        session, current = self._window.session, self._window.overlay.current
        return session.annotation(current) if session and current else None

    def usual_role(self) -> str:
        """The role of a new mark that wasn't given one; empty where that is the one used last."""
        role = str(self._window.preferences.get(_ROLE, ""))
        return role if role in self._window.overlay.roles else ""

    def set_usual_role(self, key: str) -> None:
        """Give new marks this role; an empty key: the one used last."""
        if key != self.usual_role():
            self._window.preferences.set(_ROLE, key or None)

    def _new_role(self) -> str:
        return self.usual_role() or str(self._window.preferences.get(_LAST_ROLE, DEFAULT_ROLE))

    def _to_press(self, action: str) -> str:
        return _("Select a passage first, then press {key}").format(key=self._window.keyring.first(action))

    def _hint(self) -> None:
        self._window.status.say(_("Click a marked passage or a note first"))

    def _page_menu(self, where: QPoint) -> None:
        selected = bool(self._window.pane.view.passages())
        marks = self._role_actions()
        on_selection = [*marks, "", "note", "tags", "add-passage", "", "concordance", "", "copy", "cite"]
        on_current = [*marks, "", "edit-note", "tags", "link", "remove-passage", "next-under", "", "cite", "", "delete"]
        elsewhere = ["note-division", "note-reader", "", "cite-selection", "", "find", "concordance", "go-to-page"]
        self._pop_up(on_selection if selected else on_current if self._current() else elsewhere, where)

    def _margin_menu(self, annotation_id: str, where: QPoint) -> None:
        self._window.overlay.choose(annotation_id)
        links = ["link", "links"] if session_has_links(self._window, annotation_id) else ["link"]
        self._pop_up(["edit-note", "tags", *links, "", *self._role_actions(), "", "cite", "", "delete"], where)

    def _role_actions(self) -> list[str]:
        return [ROLE + role.key for role in self._window.overlay.roles.values()]

    def _offer_roles(self) -> None:
        """Menu and bar offer the library's roles: the six, by the names they have there, and a person's own."""
        if self._menus is None:
            return
        menus, roles = self._menus, tuple(self._window.overlay.roles.values())
        specs = role_specs(roles)
        gone = {one.id for one in menus.keyring.specs if one.id.startswith(ROLE)} - {one.id for one in specs}
        for action_id in gone & menus.actions.keys():
            menus.remove(action_id)
        menus.keyring.set_roles(specs)
        for one, role in zip(specs, roles, strict=True):
            if one.id not in menus.actions:
                menus.add(one, partial(self.role, role.key), self._below_roles(menus))
            menus.actions[one.id].setText(one.text)
        self._offer_bar()

    def _offer_bar(self) -> None:
        """The bar names the keys that the roles have now."""
        if self._menus is None:
            return
        buttons = []
        for role in self._window.overlay.roles.values():
            name, keys = role_name(role), self._menus.keyring.said(ROLE + role.key)
            buttons.append(RoleButton(role.key, role.mark, name, role.colour, f"{name} ({keys})" if keys else name))
        view = self._window.pane.view
        view.bar.set_roles(buttons)
        view.bar.set_theme(self._window.look.theme)

    @staticmethod
    def _below_roles(menus: Menus) -> QAction:
        menu, below = menus.menus["annotate"], menus.actions["highlight"]
        line = menu.actions()[menu.actions().index(below) - 1]  # that parts the roles from what follows
        return line if line.isSeparator() else below

    def _pop_up(self, ids: list[str], where: QPoint) -> None:
        if self._menus is None:
            return
        menu = QMenu(self._window)
        for action_id in ids:
            if action_id:
                menu.addAction(self._menus.actions[action_id])
            else:
                menu.addSeparator()
        menu.exec(where)
        menu.deleteLater()


def role_specs(roles: Iterable[Role]) -> list[ActionSpec]:
    """Actions that give these roles, by their numbers as long as there are digits."""
    tip = _("Mark the selected words, or change the current mark: {role}")
    found = []
    for number, role in enumerate(roles, start=1):
        name = role_name(role).replace("&", "&&")
        keys = (str(number),) if number < 10 else ()
        found.append(on_page(ROLE + role.key, f"{name}  {role.mark}", "annotate", tip.format(role=name), *keys))
    return found


def session_has_links(window: MainWindow, annotation_id: str) -> bool:
    """Whether anything is tied to an annotation."""
    return window.session is not None and bool(window.session.ties.of(annotation_id))
