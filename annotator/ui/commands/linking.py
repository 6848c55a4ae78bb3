"""Ties between annotations: made while writing, by hand or by key; followed, changed and taken away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from annotator.i18n import _
from annotator.model.annotation import Annotation, LinkKind
from annotator.model.change import ChangeSet
from annotator.services import drafts
from annotator.ui.margin.note import NoteLink
from annotator.ui.menus import Handlers
from annotator.ui.shown import KINDS, first_words, note_links, role_of
from annotator.ui.sought import Sought

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

OFFERED, OFFERED_WORDS = 40, 56  # annotations, and code points of each
_ORDER = (LinkKind.SEE_ALSO, LinkKind.SUPPORTS, LinkKind.CONTRADICTS, LinkKind.ECHOES)


class Linking:
    """Every tie is an act of the session, so that it is shown at once, undone and journalled like any other."""

    def __init__(self, window: MainWindow, edit: Callable[[str], None]) -> None:
        """`edit` opens a note for writing."""
        self._window = window
        self._edit = edit
        self._sought = Sought()
        self.handlers: Handlers = {"link": self.link, "links": self.links}
        margin = window.pane.margin
        margin.writing.search = self.offers
        margin.linkFollowed.connect(self.follow)
        margin.linkRemoved.connect(self.remove)
        margin.linkMenuWanted.connect(self._link_menu)
        margin.linkChosen.connect(self._chosen)
        margin.linkDropped.connect(self._dropped)

    def link(self) -> None:
        """Write in the current note what it is to be tied to."""
        current = self._window.overlay.current
        if current is None:
            self._window.status.say(_("Click a marked passage or a note first"))
            return
        self._edit(current)
        self._window.pane.margin.writing.begin_link()

    def links(self) -> None:
        """The current annotation's links as a menu, of each its own: to follow, change and take away."""
        margin, current = self._window.pane.margin, self._window.overlay.current or ""
        shown = self._shown(current)
        if not shown:
            words = _("This annotation has no links; {key} makes one")
            self._window.status.say(words.format(key=self._window.keyring.first("link")))
            return
        menu = _passing(QMenu(self._window))
        if len(shown) == 1:
            self._fill(menu, shown[0])
            menu.setActiveAction(menu.actions()[0])
        else:
            for one in shown:
                title = f"{one.kind}   {one.glyph} {one.words}   {one.page}".replace("&", "&&")
                self._fill(menu.addMenu(title), one)
        place = margin.place_of(current) if margin.isVisible() else None
        menu.popup(margin.mapToGlobal(place.bottomLeft()) if place else self._window.mapToGlobal(QPoint(200, 200)))

    def offers(self, source: str, words: str) -> Sequence[NoteLink]:
        """What fits the words: in text order, those that stand after `source` first."""
        session, ground = self._window.session, self._window.overlay.ground
        if session is None or ground is None:
            return ()
        order = session.in_order()
        here = next((at for at, one in enumerate(order) if one.annotation.id == source), 0)
        found: list[NoteLink] = []
        for placed in order[here + 1 :] + order[:here]:
            page = ground.page(placed)
            if self._sought.fits(placed.annotation, words, page):
                annotation, role = placed.annotation, role_of(placed.annotation.role, self._window.overlay.roles)
                said = first_words(annotation, OFFERED_WORDS, ground)
                found.append(NoteLink("", annotation.id, "", role.mark, role.colour, said, page))
                if len(found) == OFFERED:
                    break
        return found

    def follow(self, other: str) -> None:
        """Go to the annotation at a link's other end, with a way back."""
        window, session = self._window, self._window.session
        if session is None:
            return
        if other in session.placed:
            offset, sight = window.overlay.offset(other), window.pane.view.visible_span()
            if offset is not None and not sight.start <= offset < sight.end:
                window.jump(offset)
            window.overlay.choose(other)
            return
        end = session.ties.end(other)
        if end is None or end.deleted:
            window.status.say(_("That annotation is in the trash"))
        else:
            offset = end.anchors[0].position.start if end.anchors else None
            window.open_reader(end.reader_id, offset)

    def remove(self, link_id: str) -> None:
        """Take a link away."""
        session = self._window.session
        link = session.ties.get(link_id) if session else None
        if session is not None and link is not None:
            session.apply(drafts.unlink([link]))
            words = _("Link removed; {key} brings it back")
            self._window.status.say(words.format(key=self._window.keyring.first("undo")))

    def _change(self, link_id: str, kind: LinkKind) -> None:
        session = self._window.session
        link = session.ties.get(link_id) if session else None
        if session is not None and link is not None and link.kind is not kind:
            session.apply(drafts.change_link(link, kind))

    def _shown(self, annotation_id: str) -> tuple[NoteLink, ...]:
        session, overlay = self._window.session, self._window.overlay
        if session is None or overlay.ground is None:
            return ()
        return note_links(session.ties, annotation_id, session.placed, overlay.ground, overlay.roles)

    def _fill(self, menu: QMenu, link: NoteLink) -> None:
        session = self._window.session
        stored = session.ties.get(link.id) if session else None
        go = menu.addAction(_("&Go there"))
        go.setEnabled(not link.gone)
        go.triggered.connect(partial(self.follow, link.other))
        menu.addSeparator()
        for kind in _ORDER:
            action = menu.addAction(KINDS[kind])
            action.setCheckable(True)
            action.setChecked(stored is not None and stored.kind is kind)
            action.triggered.connect(partial(self._change, link.id, kind))
        menu.addSeparator()
        menu.addAction(_("&Remove link")).triggered.connect(partial(self.remove, link.id))

    def _link_menu(self, link_id: str, where: QPoint) -> None:
        session = self._window.session
        link = session.ties.get(link_id) if session else None
        if link is None:
            return
        shown = next((one for end in (link.source, link.target) for one in self._shown(end) if one.id == link_id), None)
        if shown is not None:
            menu = _passing(QMenu(self._window))
            self._fill(menu, shown)
            menu.popup(where)

    def _ask_kind(self, where: QPoint, then: Callable[[LinkKind], None]) -> None:
        """How the one speaks to the other: Enter takes the first."""
        menu = _passing(QMenu(self._window))
        for kind in _ORDER:
            menu.addAction(KINDS[kind]).triggered.connect(partial(then, kind))
        menu.popup(where)
        menu.setActiveAction(menu.actions()[0])

    def _chosen(self, source: str, target: str) -> None:
        self._ask_kind(self._window.pane.margin.writing.caret(), partial(self._write, source, target))

    def _write(self, source: str, target: str, kind: LinkKind) -> None:
        """The tie, and words in the note that tell of it wherever the note is read."""
        session, margin, ground = self._window.session, self._window.pane.margin, self._window.overlay.ground
        one, other = (session.annotation(end) if session else None for end in (source, target))
        if session is None or ground is None or one is None or other is None or margin.editing() != source:
            return
        page = ground.page(session.placed[target])
        words = first_words(other, OFFERED_WORDS, ground) + (f" ({page})" if page else "")
        text = margin.writing.write_link(words)
        session.apply(drafts.write_link(one, text, self._tie(one, other, kind).changes))

    def _dropped(self, source: str, target: str, where: QPoint) -> None:
        def tie(kind: LinkKind) -> None:
            session = self._window.session
            one, other = (session.annotation(end) if session else None for end in (source, target))
            if session is not None and one is not None and other is not None:
                session.apply(self._tie(one, other, kind))

        self._ask_kind(where, tie)

    def _tie(self, one: Annotation, other: Annotation, kind: LinkKind) -> ChangeSet:
        session = self._window.session
        return drafts.link(one, other, kind, session.ties.between(one.id, other.id) if session else ())


def _passing(menu: QMenu) -> QMenu:
    """A menu that is gone once it was used."""
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
