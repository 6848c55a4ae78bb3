"""What is cited: the book that a reader is, and each piece in it as a work of its own, with what a person corrected.

In an anthology the author is the selection's, the book is the editor's, and the pages are this book's; where the piece
first appeared is told beside it (`Work.original`). A book without pieces by others is one work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Literal

from annotator.model.citation import EN_DASH, Citation, Source
from annotator.model.document import DivisionKind, Document
from annotator.model.lookup import ancestry, author_of, cited_division, division_keys, page_at
from annotator.model.source_line import parse_source

CITEKEY = "citekey"
BOOK_FIELDS = ("title", "author", "editor", "place", "publisher", "year", CITEKEY)
"""What a person may say of the book (a `Citation` whose division is None)."""
PIECE_FIELDS = (
    "author",
    "title",
    "original-title",
    "container",
    "editor",
    "place",
    "publisher",
    "year",
    "pages",
    CITEKEY,
)
"""What a person may say of a piece: author and title as this book has them, then its original publication."""

INTRODUCTION_TO = "Introduction to “{}”"
INTRODUCTION = "Introduction"
_INTRODUCES = re.compile(r"(?:An? |The )?Introduction\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Work:
    """All that a citation of a book, or of a piece in it, is made of.

    Of a `chapter` author and title are the piece's; `container` is the book's title, and `editor`, `place`, `publisher`
    and `year` are the book's; `pages` are the piece's in this book, as printed (`421–462`), and `original`
    tells where it first appeared. `container_author` is the author of a whole book of chapters. `division` is the
    piece's key (`model.lookup.division_keys`), None for the book. `titled` is False where the title
    is only what we call a piece that has none.
    """

    type: Literal["book", "chapter"]
    title: str = ""
    author: str = ""
    editor: str = ""
    container: str = ""
    container_author: str = ""
    place: str = ""
    publisher: str = ""
    year: str = ""
    pages: str = ""
    citekey: str = ""
    original: Source | None = None
    reader_id: str = ""
    division: str | None = None
    titled: bool = True

    @property
    def first_year(self) -> str:
        """The year of its first publication, as far as that is known: the one that an author is remembered by."""
        return (self.original and self.original.year) or self.year


@dataclass(frozen=True, slots=True)
class Works:
    """The works of one reader: `book`, and `pieces` by the index of the division that each is."""

    document: Document
    book: Work
    pieces: Mapping[int, Work] = field(default_factory=dict)

    def of(self, division: int | None) -> Work:
        """The work that words in `division` (an index; None: outside of any) are cited from."""
        return next((self.pieces[i] for i in ancestry(self.document, division) if i in self.pieces), self.book)

    def keyed(self, keys: Mapping[str | None, str]) -> Works:
        """The same works with these citation keys, by division key (None: the book)."""
        book = replace(self.book, citekey=keys.get(None, ""))
        pieces = {i: replace(work, citekey=keys.get(work.division, "")) for i, work in self.pieces.items()}
        return replace(self, book=book, pieces=pieces)

    @property
    def all(self) -> list[Work]:
        """The book, then its pieces in text order."""
        return [self.book, *(self.pieces[i] for i in sorted(self.pieces))]


def works_of(document: Document, title: str, reader_id: str = "", citations: Iterable[Citation] = ()) -> Works:
    """The works of a reader that the shelf calls `title`, with what the person said in `citations` over what was found.

    Citation keys are left empty, but where the person gave one: they are unique among all readers (`Works.keyed`).
    """
    said = said_of(citations)
    book = _said_of_book(_found_book(document, title, reader_id), said.get(None, {}))
    keys = division_keys(document)
    pieces = {
        index: _said_of_piece(_found_piece(document, index, book, keys[index]), said.get(keys[index], {}))
        for index in range(len(document.divisions))
        if _is_piece(document, index, book) or (said.get(keys[index]) and is_citable(document, index))
    }
    return Works(document, book, pieces)


def author_in(works: Works, division: int | None) -> str | None:
    """Who wrote what stands in a division: as a person corrected it, else as the text tells.

    What is no piece of its own (a preface, say) may still have an author in the text.
    """
    work = works.of(division)
    told = work.author if division is None or work.division is not None else ""
    return told or author_of(works.document, division)


def with_authors(document: Document, citations: Iterable[Citation]) -> Document:
    """The document with the authors that a person corrected in place of those that were found; all else as it was."""
    said = {division: fields["author"] for division, fields in said_of(citations).items() if "author" in fields}
    if not said:
        return document
    keys = division_keys(document)
    divisions = tuple(
        one._replace(author=said[key] or None) if key in said else one
        for key, one in zip(keys, document.divisions, strict=True)
    )
    return document._replace(divisions=divisions)


def is_citable(document: Document, index: int) -> bool:
    """Whether a division may be a work of its own: a selection, an introduction, a chapter."""
    return cited_division(document, index) == index


def said_of(citations: Iterable[Citation]) -> dict[str | None, dict[str, str]]:
    """What a person said, field by field, of each division (None: the book); the later record of two has the word."""
    said: dict[str | None, dict[str, str]] = {}
    for one in sorted(citations, key=lambda one: (one.created, one.id)):
        if not one.deleted and not one.used:
            said.setdefault(one.division, {}).update(one.fields)
    return said


def value_of(work: Work, name: str) -> str:
    """A field of `BOOK_FIELDS` or `PIECE_FIELDS` as this work has it."""
    if work.type == "book" or name in ("author", "title", CITEKEY):
        return str(getattr(work, name))
    return str(getattr(work.original or Source(""), name.removeprefix("original-")) or "")


def _found_book(document: Document, title: str, reader_id: str) -> Work:
    said = document.metadata.get
    year = said("year") or next(iter(_YEAR.findall(said("date", ""))), "")
    return Work(
        "book",
        title=title,
        author=said("author", ""),
        editor=said("editor", ""),
        place=said("place", ""),
        publisher=said("publisher", ""),
        year=year or next(iter(_written_for(document, title)), ""),
        reader_id=reader_id,
    )


def _written_for(document: Document, title: str) -> set[str]:
    """The year of the book, where all its source lines that name the book itself agree on one."""
    sources = (parse_source(one.source) for one in document.divisions if one.source)
    years = {one.year for one in sources if _is_itself(one, document.title, title)}
    return {year for year in years if year} if len(years) == 1 else set()


def _is_itself(original: Source, *titles: str) -> bool:
    """Whether a source line names this very book: the piece was written for it."""
    container = _plain(original.container or "")
    mains = (_plain(title.partition(":")[0]) for title in titles)
    return any(main and (container == main or container.startswith(f"{main} ")) for main in mains)


def _plain(title: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", title.casefold()).split())


def _is_piece(document: Document, index: int, book: Work) -> bool:
    """Whether a division is cited as a work of its own: it has an author, or stands in a book of pieces."""
    division = document.divisions[index]
    if not is_citable(document, index):
        return False
    if division.author or division.kind is DivisionKind.SELECTION:
        return True
    return division.kind is DivisionKind.INTRODUCTION and not (book.author and not book.editor)


def _found_piece(document: Document, index: int, book: Work, key: str) -> Work:
    division = document.divisions[index]
    original = parse_source(division.source) if division.source else None
    if original is not None and _is_itself(original, document.title, book.title):
        original = None
    named = next(
        (document.divisions[i].author for i in ancestry(document, index) if document.divisions[i].author), None
    )
    author = named or (original and original.author) or ""
    if not author and division.kind is not DivisionKind.SELECTION:
        author = book.editor or book.author
    if original and (original.author or original.title):
        original = replace(original, title=original.title or division.title)
    title, titled = (division.title, True) if division.title else _untitled(document, index, book)
    return Work(
        "chapter",
        title=title,
        author=author,
        editor=book.editor,
        container=book.title,
        container_author=book.author,
        place=book.place,
        publisher=book.publisher,
        year=book.year,
        pages=_printed(document, index),
        original=original,
        reader_id=book.reader_id,
        division=key,
        titled=titled,
    )


def _untitled(document: Document, index: int, book: Work) -> tuple[str, bool]:
    """What a piece without a title is cited by, and whether the book has these words.

    `Introduction to “The Collapse of the Soviet Union”` is ours; “An Introduction to Botany” is its part's own title.
    """
    division = document.divisions[index]
    if division.kind is not DivisionKind.INTRODUCTION:
        return division.number or "", False
    part = None if division.parent is None else document.divisions[division.parent].title
    if not part or part in (book.title, document.title):
        return INTRODUCTION, False
    return (part, True) if _INTRODUCES.match(part) else (INTRODUCTION_TO.format(part), False)


def _printed(document: Document, index: int) -> str:
    """The pages of a division, as printed."""
    division = document.divisions[index]
    first, last = (page_at(document, at) for at in (division.start, max(division.start, division.end - 1)))
    if first is None or last is None:
        return ""
    return first.label if first == last else f"{first.label}{EN_DASH}{last.label}"


def _said_of_book(found: Work, said: Mapping[str, str]) -> Work:
    return replace(found, **{name: said[name] for name in BOOK_FIELDS if name in said})  # type: ignore[arg-type]


def _said_of_piece(found: Work, said: Mapping[str, str]) -> Work:
    own = {name: said[name] for name in ("author", "title", CITEKEY) if name in said}
    names = {one.name for one in fields(Source)} - {"text", "author"}
    first = {
        name.removeprefix("original-"): value or None
        for name, value in said.items()
        if name in PIECE_FIELDS and name not in own and name.removeprefix("original-") in names
    }
    original = replace(found.original or Source(""), **first) if first else found.original  # type: ignore[arg-type]
    titled = found.titled or bool(own.get("title"))
    return replace(found, original=original, titled=titled, **own)  # type: ignore[arg-type]
