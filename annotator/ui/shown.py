"""From annotations as they stand in the text to what the page and the margin show of them."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.model.annotation import ROLES, Placed, PlaceState, Role
from annotator.model.document import Document
from annotator.model.lookup import division_keys
from annotator.sentences import role_name
from annotator.ui.margin.note import MarginNote
from annotator.ui.reading.marks import Mark

Roles = Mapping[str, Role]
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


def margin_note_of(placed: Placed, starts: Mapping[str, int], roles: Roles, pending: bool) -> MarginNote:
    """The note as it stands in the margin: beside its first passage, or at the beginning of its division."""
    annotation, role = placed.annotation, role_of(placed.annotation.role, roles)
    return MarginNote(
        id=annotation.id,
        offset=offset_of(placed, starts),
        colour=role.colour,
        glyph=role.mark,
        role_name=role_name(role),
        text=annotation.note,
        tags=annotation.tags,
        pending=pending,
        state=placed.state.value,
    )


def offset_of(placed: Placed, starts: Mapping[str, int]) -> int:
    """Where an annotation belongs in the text: its passage, its division, or where a lost passage used to be.

    `starts` are those of `division_starts`.
    """
    if placed.spans:
        return placed.spans[0].start
    annotation = placed.annotation
    if placed.state is PlaceState.ORPHAN and annotation.anchors:
        return annotation.anchors[0].position.start
    if annotation.division is None:
        return 0
    return starts.get(annotation.division, 0)


def role_of(key: str, roles: Roles) -> Role:
    """The role, or one that stands in for a role that this library doesn't know."""
    return roles.get(key) or Role(key, key, "•", key, len(roles) + 1)


def division_starts(document: Document) -> dict[str, int]:
    """Where each division begins, by its key."""
    return {key: division.start for key, division in zip(division_keys(document), document.divisions, strict=True)}
