"""Who wrote a selection and where it first appeared, and how a printed page is cited."""

from __future__ import annotations

from dataclasses import dataclass

EN_DASH = "–"
USED = "used-citekey"


@dataclass(frozen=True, slots=True)
class Source:
    """The original publication of a selection, as far as its source line tells; `text` is that line, whole.

    `source_line.parse_source` reads it out of the line. `pages` have an en dash: `421–462`.
    """

    text: str
    author: str | None = None
    title: str | None = None
    container: str | None = None
    editor: str | None = None
    place: str | None = None
    publisher: str | None = None
    year: str | None = None
    pages: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """What a person says of a book, or of a piece in it and its source, over what was found.

    `division` is a division key (`model.lookup.division_keys`), None the book; `fields` are pairs of a name (of
    `bibliography.BOOK_FIELDS` or `PIECE_FIELDS`) and its value, in the order they were given. An empty value says that
    there is none, whatever was found. `id` is a UUID; one division has one citation.
    A citation of its own, with the field `USED` alone, notes a citation key that went into a person's writing.
    """

    id: str
    reader_id: str
    division: str | None = None
    fields: tuple[tuple[str, str], ...] = ()
    created: str = ""
    version: int = 0
    deleted: str | None = None

    @property
    def used(self) -> str | None:
        """The citation key that this one notes as used; None where it is what a person said."""
        return next((value for name, value in self.fields if name == USED), None)


def cite_pages(first: str | None, last: str | None) -> str:
    """`p. 17`, or `pp. 17–18` over a page turn; empty where no page is known.

    Labels are cited in full and as printed: shortening ("pp. 117–8") is a style's business, not ours.
    """
    if not first:
        return ""
    return f"p. {first}" if last in (None, first) else f"pp. {first}{EN_DASH}{last}"
