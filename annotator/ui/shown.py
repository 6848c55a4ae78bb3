"""From annotations as they stand in the text to what the page and the margin show of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property

from annotator.i18n import _
from annotator.model.annotation import ROLES, Annotation, LinkKind, Placed, PlaceState, Role
from annotator.model.document import Document
from annotator.model.lookup import cited_label, division_keys, division_label
from annotator.sentences import role_name
from annotator.ui.margin.note import MarginNote, NoteLink
from annotator.ui.note_words import plain_words
from annotator.ui.panels.typed import shorten
from annotator.ui.reading.marks import Mark
from annotator.ui.ties import TieBook

Roles = Mapping[str, Role]
KINDS: Mapping[LinkKind, str] = {
    LinkKind.SUPPORTS: _("supports"),
    LinkKind.CONTRADICTS: _("contradicts"),
    LinkKind.ECHOES: _("echoes"),
    LinkKind.SEE_ALSO: _("see also"),
}
BACK: Mapping[LinkKind, str] = {
    LinkKind.SUPPORTS: _("supported by"),
    LinkKind.CONTRADICTS: _("contradicted by"),
    LinkKind.ECHOES: _("echoed by"),
    LinkKind.SEE_ALSO: _("seen from"),
}
LINK_WORDS = 60  # code points of a quotation
DEFAULT_ROLES: Roles = {role.key: role for role in ROLES}


def marks_of(placed: Placed, roles: Roles, order: int, pending: bool) -> list[Mark]:
    """One mark a passage; the later an annotation was made, the higher `order` it should be given."""
    annotation, role = placed.annotation, role_of(placed.annotation.role, roles)
    return [
        Mark(
            id=annotation.id,
            start=span.start,
            end=span.end,
            colour=role.colour,
            glyph=role.mark,
            name=role_name(role),
            has_note=bool(annotation.note.strip()),
            order=order,
            pending=pending,
        )
        for span in placed.spans
    ]


def margin_note_of(
    placed: Placed, ground: Ground, roles: Roles, pending: bool, links: tuple[NoteLink, ...] = ()
) -> MarginNote:
    """The note as it stands in the margin: beside its first passage, or at the heading of its division."""
    annotation, role = placed.annotation, role_of(placed.annotation.role, roles)
    about, rank = "", 2
    if not annotation.anchors and placed.state is not PlaceState.ORPHAN:
        rank = 0 if annotation.division is None else 1
        about = ground.name(annotation.division)
    return MarginNote(
        id=annotation.id,
        offset=offset_of(placed, ground.starts),
        colour=role.colour,
        glyph=role.mark,
        role_name=role_name(role),
        text=annotation.note,
        tags=annotation.tags,
        pending=pending,
        state=placed.state.value,
        about=about,
        rank=rank,
        links=links,
    )


def offset_of(placed: Placed, starts: Mapping[str, int]) -> int:
    """Where an annotation belongs in the text: its passage, its division, or where a lost passage may be or used to be.

    `starts` are those of `Ground`.
    """
    if placed.spans:
        return placed.spans[0].start
    annotation = placed.annotation
    if placed.unsettled and placed.unsettled[0].candidates:
        return placed.unsettled[0].candidates[0].span.start
    if placed.state is PlaceState.ORPHAN and annotation.anchors:
        return annotation.anchors[0].position.start
    if annotation.division is None:
        return 0
    return starts.get(annotation.division, 0)


def role_of(key: str, roles: Roles) -> Role:
    """The role, or one that stands in for a role that this library doesn't know."""
    return roles.get(key) or Role(key, key, "•", key, len(roles) + 1)


class Ground:
    """What is asked of a document for every note: where divisions begin, what they are called. Made once a text."""

    def __init__(self, document: Document) -> None:
        self.document = document
        keys = division_keys(document)
        self.divisions = {key: index for index, key in enumerate(keys)}
        self.starts = {key: document.divisions[index].start for key, index in self.divisions.items()}

    @cached_property
    def _blocks(self) -> tuple[list[int], list[int | None]]:
        blocks = self.document.blocks
        return [block.start for block in blocks], [block.division for block in blocks]

    @cached_property
    def _pages(self) -> tuple[list[int], list[str | None]]:
        starts = [page.start for page in self.document.pages]
        return starts, [cited_label(self.document, start) for start in starts]

    def division_at(self, offset: int) -> int | None:
        """As `lookup.division_at`, for questions by the thousand."""
        starts, divisions = self._blocks
        index = bisect_right(starts, offset) - 1
        return divisions[index] if index >= 0 and self.document.divisions else None

    def label_at(self, offset: int) -> str:
        """As `lookup.cited_label`, for questions by the thousand; empty where no page is known."""
        starts, labels = self._pages
        index = bisect_right(starts, offset) - 1
        return labels[index] or "" if index >= 0 else ""

    def name(self, key: str | None) -> str:
        """What a note without a passage is about."""
        if key is None:
            return _("On the whole reader")
        index = self.divisions.get(key)
        label = division_label(self.document.divisions[index]) if index is not None else ""
        return _("On “{division}”").format(division=label) if label else _("On this section")

    def page(self, placed: Placed) -> str:
        """“p. 22”; empty where its place or the page there isn't known."""
        if not placed.spans and placed.annotation.division is None:
            return ""
        label = self.label_at(offset_of(placed, self.starts))
        return _("p. {page}").format(page=label) if label else ""


def first_words(annotation: Annotation, length: int, ground: Ground | None = None) -> str:
    """By what one knows an annotation again: its quotation, else its note, else what it is about."""
    quoted = " […] ".join(anchor.quote.exact for anchor in annotation.anchors)
    if quoted.strip():
        return f"“{shorten(quoted, length)}”"
    return shorten(plain_words(annotation.note), length) or (
        ground.name(annotation.division) if ground else _("a note")
    )


def note_links(
    ties: TieBook, annotation_id: str, placed: Mapping[str, Placed], ground: Ground, roles: Roles
) -> tuple[NoteLink, ...]:
    """The links of an annotation, as they are shown under its note."""
    shown: list[NoteLink] = []
    for tie in ties.of(annotation_id):
        here = placed.get(tie.other)
        end = here.annotation if here else ties.end(tie.other)
        kind = (KINDS if tie.outgoing else BACK)[tie.link.kind]
        if end is None or end.deleted:
            shown.append(NoteLink(tie.link.id, tie.other, kind, "", "", _("deleted, in the trash"), gone=True))
            continue
        role = role_of(end.role, roles)
        page = ground.page(here) if here else _("other text")
        words = first_words(end, LINK_WORDS, ground if here else None)
        shown.append(NoteLink(tie.link.id, tie.other, kind, role.mark, role.colour, words, page))
    return tuple(shown)
