"""What is cited: the works of every reader, with a person's corrections, and keys that stay what they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from annotator.errors import UserError
from annotator.export.citation_styles import PANDOC, READING, STYLES, Cited, Style, cite, lettered
from annotator.export.cited_words import Pages
from annotator.export.lettering import as_html
from annotator.library.repository import Library
from annotator.model.bibliography import (
    BOOK_FIELDS,
    CITEKEY,
    PIECE_FIELDS,
    Work,
    Works,
    is_citable,
    said_of,
    value_of,
    works_of,
)
from annotator.model.change import ChangeSet
from annotator.model.citation import EN_DASH, Citation
from annotator.model.citekeys import is_key, proposed_key
from annotator.model.document import Document
from annotator.model.lookup import cited_division, division_keys, division_label
from annotator.model.shelf import Reader
from annotator.services import citekeys, drafts
from annotator.services.citekeys import Wanted
from annotator.services.clock import now
from annotator.services.reading import one_line, printable

__all__ = [
    "PANDOC",
    "READING",
    "STYLES",
    "Bibliography",
    "Entry",
    "Sheet",
    "Style",
    "Work",
    "Works",
    "cite",
    "cite_as_html",
]


_NOTHING_SAID = (("", ""),)  # makes a piece of what may be one


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of a sheet: what was found, and what the person said over it (None: nothing; "": that there is none)."""

    name: str
    found: str
    said: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a form shows of one work. `division` is an index, None for the book."""

    work: Work
    division: int | None
    entries: tuple[Entry, ...]

    @property
    def pages(self) -> Pages:
        """The pages of a piece; a book has none of its own."""
        first, _dash, last = self.work.pages.partition(EN_DASH)
        return ((first, last or first),) if first and self.work.type == "chapter" else ()


class _Proposed(NamedTuple):
    """The keys that a reader's works have of themselves, as long as all that made them is the same."""

    made_of: tuple[str, str, tuple[Citation, ...]]
    wanted: list[Wanted]


def cite_as_html(work: Work, pages: Pages, style: str) -> str:
    """One citation as an HTML fragment. Raises KeyError where there is no such style."""
    return as_html(lettered([Cited(work, pages)], style))


class Bibliography:
    """The works of the library's readers."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._proposed: dict[str, _Proposed] = {}

    def works(self, reader: Reader, document: Document) -> Works:
        """The works of a reader, with what the person said and with citation keys that no other reader has."""
        return self._works(reader, document, self._citations())

    def use(self, works: Iterable[Work]) -> None:
        """Note that these works' keys went into a person's writing: from now on they are theirs for good."""
        act = drafts.use_citekeys(works, self._citations())
        try:
            if act.changes:
                self._library.acts.commit(act, moment=now(), aside=True)
        except UserError as error:
            if error.code != "changed_elsewhere":
                raise  # else another process noted the same at the same moment

    def sheets(self, reader: Reader, document: Document, also: int | None = None) -> list[Sheet]:
        """What was found, and what the person said, of the book and of each piece, in text order.

        `also` is the index of a division that may be a piece (a chapter of one hand, say) and has its sheet anyway.
        """
        key = division_keys(document)[also] if also is not None else None
        bare = [Citation("", reader.id, key, _NOTHING_SAID)] if key is not None else []
        citations = [*self._citations(), *bare]
        said = said_of(_of(reader.id, citations))
        works = self._works(reader, document, citations)
        silent = [
            one if one.division is None else replace(one, fields=_NOTHING_SAID) for one in _of(reader.id, citations)
        ]
        found = works_of(document, reader.title, reader.id, silent)
        found = replace(found, book=works_of(document, reader.title, reader.id).book)

        def own_key(work: Work) -> str:
            if not said.get(work.division, {}).get(CITEKEY):
                return work.citekey
            without = [_without_key(one, reader.id, work.division) for one in citations]
            return next(
                one for one in self._works(reader, document, without).all if one.division == work.division
            ).citekey

        def sheet(piece: int | None) -> Sheet:
            work, untouched = _at(works, piece), _at(found, piece)
            values = said.get(work.division, {})
            names = BOOK_FIELDS if piece is None else PIECE_FIELDS
            of_itself = [own_key(work) if name == CITEKEY else value_of(untouched, name) for name in names]
            entries = (Entry(name, value, values.get(name)) for name, value in zip(names, of_itself, strict=True))
            return Sheet(work, piece, tuple(entries))

        return [sheet(piece) for piece in (None, *sorted(works.pieces))]

    def sheet(self, reader: Reader, document: Document, division: int | None = None) -> Sheet:
        """The sheet of the book, or of the piece that `division` (an index) is in.

        Raises UserError `not_cited_apart` where it is in none.
        """
        piece, _key = _piece(document, division)
        return next(one for one in self.sheets(reader, document, piece) if one.division == piece)

    def correct(
        self, reader: Reader, document: Document, division: int | None, values: Mapping[str, str | None]
    ) -> ChangeSet:
        """The act by which a person says these fields of the book, or of a piece; None takes back what was said.

        Raises UserError `not_cited_apart`, `no_such_field`, `citekey_malformed`, `citekey_taken`.
        """
        piece, key = _piece(document, division)
        names = BOOK_FIELDS if piece is None else PIECE_FIELDS
        for name in values:
            if name not in names:
                raise UserError("no_such_field", field=name, fields=", ".join(names))
        clean = {name: None if value is None else one_line(printable(value)) for name, value in values.items()}
        if CITEKEY in clean:  # an empty key is none: the one that was found comes back
            clean[CITEKEY] = clean[CITEKEY] or None
        citations = self._citations()
        if citekey := clean.get(CITEKEY):
            self._refuse_key(citekey, reader, key)
        known = [one for one in citations if not one.used and (one.reader_id, one.division) == (reader.id, key)]
        return drafts.correct_citation(known, reader.id, key, clean)

    def lost(self, reader: Reader, document: Document) -> list[Citation]:
        """What the person said of divisions that aren't in this text."""
        keys = set(division_keys(document))
        return [one for one in _of(reader.id, self._citations()) if one.division and one.division not in keys]

    def _works(self, reader: Reader, document: Document, citations: Sequence[Citation]) -> Works:
        found = works_of(document, reader.title, reader.id, _of(reader.id, citations))
        keyring = citekeys.Keyring(citations)
        for other in self._readers():
            if (other.added, other.id) < (reader.added, reader.id):  # who came earlier has the first choice
                keyring.share_out(other.id, self._wanted(other, citations))
        return found.keyed(keyring.share_out(reader.id, _wanted(found)))

    def _readers(self) -> list[Reader]:
        return sorted(self._library.readers.all(), key=lambda one: (one.added, one.id))

    def _wanted(self, reader: Reader, citations: Sequence[Citation]) -> list[Wanted]:
        made_of = (reader.revision_id, reader.title, tuple(_of(reader.id, citations)))
        known = self._proposed.get(reader.id)
        if known is None or known.made_of != made_of:
            try:
                document = self._library.readers.document(reader)
            except UserError:  # a damaged text has no keys to give; those that were used are noted
                return []
            known = _Proposed(made_of, _wanted(works_of(document, reader.title, reader.id, made_of[2])))
            self._proposed[reader.id] = known
        return known.wanted

    def _refuse_key(self, citekey: str, reader: Reader, division: str | None) -> None:
        """Raises UserError where the key can't be one, or is another work's, be it only proposed."""
        if not is_key(citekey):
            raise UserError("citekey_malformed", key=citekey)
        citations = self._citations()
        keyring = citekeys.Keyring(citations)
        for one in self._readers():
            wanted = self._wanted(one, citations)
            own = one.id == reader.id
            keyring.share_out(one.id, [each for each in wanted if not (own and each[0] == division)])
        holder = keyring.holder(citekey)
        if holder is not None and holder != (reader.id, division):
            other = self._library.readers.get(holder[0])
            where = (holder[1] or "").rpartition("/")[2] or "—"
            raise UserError("citekey_taken", key=citekey, title=other.title if other else holder[0], division=where)

    def _citations(self) -> list[Citation]:
        return self._library.citations(damaged=[])


def _piece(document: Document, division: int | None) -> tuple[int | None, str | None]:
    """The index and the key of the piece that a division is in; (None, None) is the book."""
    if division is None:
        return None, None
    index = cited_division(document, division)
    if index is None or not is_citable(document, index):
        raise UserError("not_cited_apart", division=division_label(document.divisions[division]))
    return index, division_keys(document)[index]


def _without_key(citation: Citation, reader_id: str, division: str | None) -> Citation:
    if citation.used or (citation.reader_id, citation.division) != (reader_id, division):
        return citation
    return replace(citation, fields=tuple(pair for pair in citation.fields if pair[0] != CITEKEY))


def _at(works: Works, piece: int | None) -> Work:
    return works.book if piece is None else works.of(piece)


def _wanted(works: Works) -> list[Wanted]:
    return [(work.division, work.citekey or proposed_key(work)) for work in works.all]


def _of(reader_id: str, citations: Iterable[Citation]) -> list[Citation]:
    return [one for one in citations if one.reader_id == reader_id and not one.used]
