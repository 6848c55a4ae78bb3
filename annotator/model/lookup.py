"""Questions one asks of a Document: which block, page, division is here? What is this division's key?

Each is a bisection over the Document's sequences, so that it stays quick on lazy ones and at ten megabytes.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from annotator.model.document import Division, DivisionKind, Document, NoteRef, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

_CITED = (DivisionKind.SELECTION, DivisionKind.INTRODUCTION, DivisionKind.CHAPTER)


def block_index_at(document: Document, offset: int) -> int | None:
    """The index of the block that holds `offset`, or of the one before the gap it lies in; None before the first."""
    index = bisect_right(document.blocks, offset, key=lambda block: block.start) - 1
    return index if index >= 0 else None


def page_index_at(document: Document, offset: int) -> int | None:
    """The index of the page that `offset` is printed on; None where no page is known there."""
    index = bisect_right(document.pages, offset, key=lambda page: page.start) - 1
    return index if index >= 0 else None


def page_at(document: Document, offset: int) -> Page | None:
    """The page that `offset` is printed on."""
    index = page_index_at(document, offset)
    return None if index is None else document.pages[index]


def cited_label(document: Document, offset: int) -> str | None:
    """The label of the page of `offset` as one cites it; None where no page is known.

    A page between printed numbers (the opening of a selection, say) is sure by counting. After the last printed
    number the count can't be proved: the label stands in brackets, as editors do.
    """
    page = page_at(document, offset)
    if page is None:
        return None
    last = next((p for p in reversed(document.pages) if p.printed), None)
    return page.label if last is not None and page.start <= last.start else f"[{page.label}]"


def division_at(document: Document, offset: int) -> int | None:
    """The index of the innermost division that holds `offset` (its block's, in the gap after a block)."""
    index = block_index_at(document, offset)
    if index is None or not document.divisions:
        return None
    return document.blocks[index].division


def ancestry(document: Document, division: int | None) -> Iterator[int]:
    """The division's index, then its parent's, and so on to the top."""
    while division is not None and 0 <= division < len(document.divisions):
        yield division
        division = document.divisions[division].parent


def division_path(document: Document, division: int | None) -> tuple[int, ...]:
    """The indices from the outermost division down to this one."""
    return tuple(reversed(tuple(ancestry(document, division))))


def cited_division(document: Document, division: int | None) -> int | None:
    """The selection, introduction or chapter that words in `division` are cited from; None outside of any."""
    return next((i for i in ancestry(document, division) if document.divisions[i].kind in _CITED), None)


def author_of(document: Document, division: int | None) -> str | None:
    """Who wrote the words of `division`: the nearest author named on the way up, else the book's editor or author."""
    for index in ancestry(document, division):
        if document.divisions[index].author:
            return document.divisions[index].author
    return document.metadata.get("editor") or document.metadata.get("author")


def division_label(division: Division) -> str:
    """`1-2 Terror as a System of Power`; an untitled division has only its number, or an empty label."""
    return " ".join(part for part in (division.number, division.title) if part)


def division_keys(document: Document) -> tuple[str, ...]:
    """A key for each division that survives a re-import: its path of kinds, numbers and titles.

    Two divisions of the same name under the same parent are told apart by their order (`~2`).
    """
    keys: list[str] = []
    seen: dict[str, int] = {}
    for division in document.divisions:
        name = _slug(division_label(division)) or division.kind.value
        key = name if division.parent is None else f"{keys[division.parent]}/{name}"
        seen[key] = seen.get(key, 0) + 1
        keys.append(key if seen[key] == 1 else f"{key}~{seen[key]}")
    return tuple(keys)


def refs_between(document: Document, start: int, end: int) -> list[NoteRef]:
    """The note markers that stand from `start` to `end`, both included (a marker follows its words)."""
    refs = document.note_refs
    first = bisect_left(refs, start, key=lambda ref: ref.at)
    last = bisect_right(refs, end, key=lambda ref: ref.at)
    return list(refs[first:last])


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    words = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split()
    return "-".join(words)
