"""An annotation as a row of the table of all notes: what each column shows, and by what it sorts."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Any, NamedTuple

from annotator.i18n import _
from annotator.model.annotation import Placed, PlaceState, Role
from annotator.model.lookup import ancestry, cited_division, division_label
from annotator.sentences import role_name
from annotator.ui.note_words import plain_words
from annotator.ui.panels.dates import said_day
from annotator.ui.panels.typed import shorten
from annotator.ui.shown import Ground, Roles, offset_of, role_of
from annotator.ui.sought import Sought

SHOWN = 240  # code points of a quotation or note: more has no room in a cell


class Column(IntEnum):
    """The columns, in their order at first."""

    PAGE, ROLE, PASSAGE, NOTE, TAGS, DIVISION, CREATED, MODIFIED = range(8)


NAMES: dict[Column, str] = {
    Column.PAGE: _("Page"),
    Column.ROLE: _("Role"),
    Column.PASSAGE: _("Passage"),
    Column.NOTE: _("Note"),
    Column.TAGS: _("Tags"),
    Column.DIVISION: _("Selection"),
    Column.CREATED: _("Made"),
    Column.MODIFIED: _("Changed"),
}
WRITTEN = frozenset({Column.ROLE, Column.NOTE, Column.TAGS})
"""The columns that are edited in place."""


class Row(NamedTuple):
    """`at`: where it belongs in the text; `division`: the index of the innermost one there, None where it has none."""

    placed: Placed
    role: Role
    at: int
    page: str
    division: int | None

    @property
    def id(self) -> str:
        """The annotation's."""
        return self.placed.annotation.id

    @property
    def offered(self) -> tuple[object, ...]:
        """What of it the choices of the filter are made of."""
        return self.role.key, self.placed.annotation.tags, self.division

    @property
    def lost(self) -> bool:
        """Whether its passage wasn't found."""
        return self.placed.state is PlaceState.ORPHAN


def row_of(placed: Placed, ground: Ground, roles: Roles) -> Row:
    """The row of an annotation."""
    annotation = placed.annotation
    at = offset_of(placed, ground.starts)
    general = not annotation.anchors and annotation.division is None
    division = None if general else ground.division_at(at)
    lost = placed.state is PlaceState.ORPHAN
    page = "" if lost or general else ground.label_at(at)
    return Row(placed, role_of(annotation.role, roles), at, page, division)


def words(row: Row, column: Column, ground: Ground) -> str:
    """What the cell shows."""
    annotation = row.placed.annotation
    if column is Column.PAGE:
        return _("lost") if row.lost else row.page
    if column is Column.ROLE:
        return role_name(row.role)
    if column is Column.PASSAGE:
        quoted = " […] ".join(anchor.quote.exact for anchor in annotation.anchors)
        return shorten(quoted, SHOWN) if quoted else ground.name(annotation.division)
    if column is Column.NOTE:
        return shorten(plain_words(annotation.note), SHOWN)
    if column is Column.TAGS:
        return " ".join(f"#{tag}" for tag in annotation.tags)
    if column is Column.DIVISION:
        cited = cited_division(ground.document, row.division)
        shown = row.division if cited is None else cited
        return "" if shown is None else division_label(ground.document.divisions[shown])
    return said_day(annotation.created if column is Column.CREATED else annotation.modified)


SORTS: dict[Column, Callable[[Row], Any]] = {
    Column.PAGE: lambda row: row.at,
    Column.ROLE: lambda row: (row.role.position, row.role.key),
    Column.PASSAGE: lambda row: [anchor.quote.exact.casefold() for anchor in row.placed.annotation.anchors],
    Column.NOTE: lambda row: (not row.placed.annotation.note, row.placed.annotation.note.casefold()),
    Column.TAGS: lambda row: (not row.placed.annotation.tags, [tag.casefold() for tag in row.placed.annotation.tags]),
    Column.DIVISION: lambda row: -1 if row.division is None else row.division,
    Column.CREATED: lambda row: row.placed.annotation.created,
    Column.MODIFIED: lambda row: row.placed.annotation.modified,
}
"""Within equals, rows stand in the order of the text. Where nothing is written, they come last."""


class Filter(NamedTuple):
    """What is to be seen: a role's key, a tag, a division's index (with all that lies in it), words; None for all."""

    role: str | None = None
    tag: str | None = None
    division: int | None = None
    words: str = ""

    @property
    def shows_all(self) -> bool:
        """Whether it hides nothing."""
        return self == Filter()


def passes(row: Row, wanted: Filter, ground: Ground, sought: Sought) -> bool:
    """Whether a row is to be seen."""
    annotation = row.placed.annotation
    if wanted.role is not None and annotation.role != wanted.role:
        return False
    if wanted.tag is not None and wanted.tag not in annotation.tags:
        return False
    if wanted.division is not None and wanted.division not in ancestry(ground.document, row.division):
        return False
    return sought.fits(annotation, wanted.words, row.page)
