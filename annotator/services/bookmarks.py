"""Bookmarks: places that a person marked to come back to, in whatever text their reader has now."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.anchoring import Found, at_place, describe
from annotator.library.repository import Library
from annotator.model.bookmark import Bookmark
from annotator.model.change import Change, ChangeSet
from annotator.model.lookup import block_index_at
from annotator.services.clock import now
from annotator.services.reading import one_line

if TYPE_CHECKING:
    from annotator.model.document import Document
    from annotator.model.position import Position
    from annotator.model.shelf import Reader
    from annotator.services.annotate import Annotating

_QUOTED = 60
"""Code points, at least, of the words that a bookmark is found again by."""
_FEW = 24
"""Code points before the end of a paragraph that say too little as a name."""


@dataclass(frozen=True, slots=True)
class PlacedBookmark:
    """A bookmark where it stands in a text. `found` is False where its words are gone, and the place is a guess."""

    bookmark: Bookmark
    offset: int
    found: bool = True


class Bookmarks:
    """Reads bookmarks; changes are made with the functions below and committed by `History`."""

    def __init__(self, library: Library, annotations: Annotating) -> None:
        self._library = library
        self._annotations = annotations

    def of_reader(self, reader_id: str, document: Document) -> list[PlacedBookmark]:
        """All that aren't in the trash, in text order. One whose row is damaged hides no other."""
        placer = self._annotations.placer(document)
        found = [
            _placed(document, bookmark, placer.find(bookmark, bookmark.anchor))
            for bookmark in self._library.bookmarks(reader_id, damaged=[])
        ]
        return sorted(found, key=lambda placed: (placed.offset, placed.bookmark.created))


def set_bookmark(reader: Reader, document: Document, offset: int) -> ChangeSet:
    """A new bookmark at the words that begin at `offset`."""
    start, end = _quoted(document, offset)
    bookmark = Bookmark(
        id=str(uuid.uuid4()),
        reader_id=reader.id,
        revision_id=reader.revision_id,
        anchor=describe(document.text, start, end),
        created=now(),
    )
    return ChangeSet("set_bookmark", (Change(None, bookmark),))


def remove_bookmarks(bookmarks: tuple[Bookmark, ...]) -> ChangeSet:
    """To the trash."""
    moment = now()
    return ChangeSet("remove_bookmark", tuple(Change(one, replace(one, deleted=moment)) for one in bookmarks))


def rename_bookmark(bookmark: Bookmark, name: str) -> ChangeSet:
    """Another name; an empty one gives back the name that the place itself has."""
    return ChangeSet("rename_bookmark", (Change(bookmark, replace(bookmark, name=one_line(name))),))


def first_word_in(document: Document, line: Position) -> int:
    """Where the first word begins that begins in a line: a hyphen may have put the end of another before it."""
    text = document.text
    starts = (at for at in range(line.start, line.end) if not text[at].isspace() and _begins(text, at))
    return next(starts, line.start)


def first_words(document: Document, offset: int) -> str:
    """Whole words from `offset` on, on one line: a name for the place. The last of a paragraph bring some before."""
    start, end = _quoted(document, offset)
    few = end - start < _FEW
    block = document.blocks[block_index_at(document, start) or 0]
    begin = max(start - _QUOTED // 2, block.start) if few else start
    while begin > block.start and not _begins(document.text, begin):
        begin -= 1
    words = " ".join(document.text[begin:end].split())
    return f"… {words}" if few and begin > block.start else words


def _begins(text: str, at: int) -> bool:
    return at == 0 or text[at - 1].isspace()


def placed_at_once(document: Document, bookmark: Bookmark) -> PlacedBookmark | None:
    """A bookmark where it was set, without a search; None where anything isn't as it was."""
    found = at_place(document.text, bookmark.anchor)
    return None if found is None else _placed(document, bookmark, found)


def _placed(document: Document, bookmark: Bookmark, found: Found) -> PlacedBookmark:
    if found.span is not None:
        return PlacedBookmark(bookmark, found.span.start)
    if found.candidates:
        return PlacedBookmark(bookmark, found.candidates[0].span.start, found=False)
    guess = min(bookmark.anchor.position.start, max(len(document.text) - 1, 0))
    return PlacedBookmark(bookmark, guess, found=False)


def _quoted(document: Document, offset: int) -> tuple[int, int]:
    """Whole words from `offset` on, within their block."""
    index = block_index_at(document, offset)
    block = document.blocks[index or 0]
    start = min(max(offset, block.start), max(block.end - 1, block.start))
    end = min(start + _QUOTED, block.end)
    while end < block.end and not document.text[end].isspace():
        end += 1
    return start, end
