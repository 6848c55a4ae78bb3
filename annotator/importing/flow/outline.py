"""Which division begins at which heading: parts, chapters, selections with their authors, sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from annotator.importing.canonical import canonical
from annotator.importing.flow.pieces import Piece
from annotator.importing.headings import (
    is_end_matter,
    is_front_matter,
    is_introduction,
    is_notes_heading,
    read_heading,
)
from annotator.importing.printed.openings import Opening
from annotator.importing.printed.shapes import is_byline
from annotator.importing.printed.sources import citation
from annotator.model.document import BlockKind, DivisionKind

_BY = re.compile(r"(?:by|von|par|por|di|door)\s+(?=\S)", re.IGNORECASE)
_CITED = (DivisionKind.SELECTION, DivisionKind.CHAPTER)
_TABLED = (BlockKind.TABLE, BlockKind.CAPTION)
_LONGEST_BYLINE = 90
_MEAN_CHAPTER = 10_000  # code points: sections of an essay are shorter, chapters of a book longer


@dataclass(slots=True)
class Head:
    """A heading that opens a division; `kinds` are those of the blocks from `at` on that belong to it."""

    at: int
    level: int
    kinds: tuple[BlockKind, ...]
    number: str | None
    title: str
    author: str | None
    is_part: bool
    is_chapter: bool
    depth: int = 1
    parent: Head | None = None
    children: list[Head] = field(default_factory=list)
    kind: DivisionKind = DivisionKind.SECTION


@dataclass(frozen=True, slots=True)
class Outline:
    """The kind of each piece, and the division that opens with it (by index), where one does."""

    kinds: Sequence[BlockKind]
    openings: dict[int, Opening]
    title: str | None
    author: str | None


def find_outline(pieces: Sequence[Piece], author: str | None = None) -> Outline:
    """The divisions of `pieces`; `author` is who wrote the chapters that name nobody themselves."""
    heads = _heads(pieces)
    title_at, title = _work_title(pieces, heads)
    if heads and heads[0].at == title_at:
        whole, heads = heads[0], heads[1:]
    else:
        whole = None
    _nest(heads)
    _name_kinds(heads)
    kinds = [piece.kind for piece in pieces]
    for head in [whole, *heads] if whole else heads:
        kinds[head.at : head.at + len(head.kinds)] = head.kinds
    openings = {head.at: _opening(head, author) for head in heads}
    byline = whole.author if whole else _title_author(pieces, kinds, title_at)
    _open_introductions(heads, openings, len(pieces))
    if pieces and 0 not in openings:
        kind = DivisionKind.FRONT if heads else DivisionKind.CHAPTER
        openings[0] = Opening(kind, 1, title=None if heads else title, author=byline or (None if heads else author))
    return Outline(kinds, _with_sources(kinds, pieces, openings), title, byline)


def _heads(pieces: Sequence[Piece]) -> list[Head]:
    heads = []
    done = 0
    for at, piece in enumerate(pieces):
        if at < done or piece.kind is not BlockKind.HEADING or not piece.level:
            continue
        found = read_heading(canonical(piece.text), piece.number)
        kinds = [BlockKind.HEADING]
        title = found.title
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        if not title and after and _may_be_title(after, piece.level):
            # "Chapter 1" is a heading of its own, and the next is its title.
            title, kinds = canonical(after.text), [BlockKind.NUMBER, BlockKind.HEADING]
        while at + len(kinds) < len(pieces) and _is_subtitle(pieces[at + len(kinds)]):
            kinds.append(BlockKind.HEADING)
        author, signed = _byline(pieces, at + len(kinds))
        kinds += [BlockKind.AUTHOR] * signed
        done = at + len(kinds)
        heads.append(Head(at, piece.level, tuple(kinds), found.number, title, author, found.is_part, found.is_chapter))
    return heads


def _may_be_title(piece: Piece, level: int) -> bool:
    """Whether a heading is the title to the number above it, and not a number itself: `Part One`, then `Chapter 1`."""
    if piece.kind is not BlockKind.HEADING or 0 < piece.level < level:
        return False
    found = read_heading(canonical(piece.text), piece.number)
    return bool(found.title) and not (found.is_part or found.is_chapter)


def _is_subtitle(piece: Piece) -> bool:
    return piece.kind is BlockKind.HEADING and not piece.level


def _byline(pieces: Sequence[Piece], at: int) -> tuple[str | None, int]:
    """(the author, how many pieces name them) from `at` on: names and nothing else, and text follows them."""
    names: list[str] = []
    while at + len(names) + 1 < len(pieces):
        piece = pieces[at + len(names)]
        text = _BY.sub("", canonical(piece.text))
        # Words a tab apart are an entry of a list, not a name.
        named = piece.kind is BlockKind.PARAGRAPH and not names and len(text) <= _LONGEST_BYLINE and is_byline(text)
        if not text or "\t" in piece.text or not (piece.kind is BlockKind.AUTHOR or named):
            break
        names.append(text)
    return joined_names(names), len(names)


def joined_names(names: Sequence[str]) -> str | None:
    """`A, B and C`; None for nobody."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names) or None


def _work_title(pieces: Sequence[Piece], heads: Sequence[Head]) -> tuple[int, str | None]:
    """(index, words) of the heading that names the whole text; the index is -1 where it opens a division too."""
    first = next((at for at, piece in enumerate(pieces) if piece.kind is BlockKind.HEADING), None)
    if first is None:
        return -1, None
    if not pieces[first].level:
        return first, canonical(pieces[first].text)
    top = min(head.level for head in heads)
    only = sum(head.level == top for head in heads) == 1 and heads[0].level == top
    if not only or heads[0].number:
        return -1, None
    second = min((head.level for head in heads[1:]), default=0)
    below = [head for head in heads[1:] if head.level == second]
    size = sum(len(piece.text) for piece in pieces)
    is_book = any(head.is_chapter or head.is_part or head.author for head in heads[1:]) or (
        len(below) > 1 and size > len(below) * _MEAN_CHAPTER
    )
    return heads[0].at if is_book else -1, heads[0].title


def _title_author(pieces: Sequence[Piece], kinds: list[BlockKind], title_at: int) -> str | None:
    """The author named below a title that is no heading of a division."""
    if title_at < 0:
        return None
    at = title_at + 1
    while at < len(pieces) and _is_subtitle(pieces[at]):
        at += 1
    author, signed = _byline(pieces, at)
    kinds[at : at + signed] = [BlockKind.AUTHOR] * signed
    return author


def _nest(heads: Sequence[Head]) -> None:
    """Each head's parent, and its depth whatever levels were skipped."""
    above: list[Head] = []
    for head in heads:
        while above and above[-1].level >= head.level:
            above.pop()
        if above:
            head.parent = above[-1]
            above[-1].children.append(head)
        above.append(head)
        head.depth = len(above)


def _name_kinds(heads: Sequence[Head]) -> None:
    has_parts = any(head.is_part or _holds_works(head) for head in heads)
    begun = False
    for head in heads:
        top = head.parent is None
        first = top and not begun
        if is_notes_heading(head.title) and not head.children:
            head.kind = DivisionKind.NOTES
        elif (head.is_part and (top or head.children)) or _holds_works(head):
            head.kind = DivisionKind.PART
        elif head.author:
            head.kind = DivisionKind.SELECTION
        elif top and is_end_matter(head.title):
            head.kind = DivisionKind.BACK
        elif first and is_front_matter(head.title):
            head.kind = DivisionKind.FRONT
        elif is_introduction(head.title) and (_in_part(head) or (first and has_parts)):
            head.kind = DivisionKind.INTRODUCTION
        elif top or _in_part(head):
            head.kind = DivisionKind.CHAPTER
        begun = begun or head.kind in (*_CITED, DivisionKind.PART)


def _holds_works(head: Head) -> bool:
    """Whether what stands below a heading are chapters or selections: then it is a part."""
    return any(child.author or child.is_chapter for child in head.children)


def _in_part(head: Head) -> bool:
    return head.parent is not None and head.parent.kind is DivisionKind.PART


def _opening(head: Head, author: str | None) -> Opening:
    written = head.author or (author if head.kind is DivisionKind.CHAPTER else None)
    return Opening(head.kind, head.depth, head.number, head.title or None, written)


def _open_introductions(heads: Sequence[Head], openings: dict[int, Opening], end: int) -> None:
    """What stands in a part before its first chapter is the editor's introduction to it."""
    for head in heads:
        following = head.at + len(head.kinds)
        if head.kind is DivisionKind.PART and head.children and following < end and following not in openings:
            openings[following] = Opening(DivisionKind.INTRODUCTION, head.depth + 1)


def _with_sources(
    kinds: Sequence[BlockKind], pieces: Sequence[Piece], openings: dict[int, Opening]
) -> dict[int, Opening]:
    """Each chapter's and selection's first source line, if no table owns it, becomes its citation."""
    result = dict(openings)
    cited: int | None = None
    for at, kind in enumerate(kinds):
        opening = result.get(at)
        if opening and opening.kind is not DivisionKind.SECTION:
            cited = at if opening.kind in _CITED else None
        if kind is BlockKind.SOURCE and cited is not None and not result[cited].source:
            owned_by_table = any(kinds[near] in _TABLED for near in range(max(at - 2, 0), min(at + 3, len(kinds))))
            if not owned_by_table:
                result[cited] = replace(result[cited], source=citation(canonical(pieces[at].text)))
    return result
