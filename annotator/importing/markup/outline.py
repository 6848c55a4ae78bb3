"""Where divisions begin: at headings, at what tables of contents lead to, and at elements that say what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.importing.headings import is_front_matter, read_heading
from annotator.importing.markup.pieces import Piece, TocEntry
from annotator.importing.markup.tags import words_of
from annotator.importing.printed.shapes import is_byline
from annotator.model.document import BlockKind

_LONGEST_HEADING = 300
_LONGEST_NUMBER = 40
_LONGEST_BYLINE = 120


@dataclass(slots=True)
class Head:
    """The opening of a division, from piece `start` up to `stop` (exclusive): its number, its title, its author.

    `level` is that of its heading, from 1 (0: it has none); `depth` that of its entry in the contents (0: none).
    `size`: the code points between it and the next head; `has_notes`, `has_text`: what stands there.
    """

    start: int
    stop: int
    level: int = 0
    depth: int = 0
    number: str | None = None
    title: str | None = None
    author: str | None = None
    types: frozenset[str] = field(default_factory=frozenset)
    starts_file: bool = False
    size: int = 0
    has_notes: bool = False
    has_text: bool = False


def find_heads(pieces: Sequence[Piece], names: frozenset[str]) -> list[Head]:
    """The heads of all divisions, in text order. `names`: people that the book is by, in lower case."""
    _promote_titles(pieces)
    opened: set[int] = set()
    heads: list[Head] = []
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        types = _new_types(pieces, place, opened)
        if piece.note:
            if _is_file_of_notes(pieces, place):
                heads.append(_head(pieces, place, place, piece.contents, frozenset(("endnotes",))))
            place += 1
            continue
        stop = _head_end(pieces, place, names)
        entries = [entry for one in pieces[place : max(stop, place + 1)] for entry in one.contents]
        if stop > place or entries or _opens(types):
            for inner in range(place + 1, stop):
                types |= _new_types(pieces, inner, opened)
            heads.append(_head(pieces, place, stop, entries, types))
        place = max(stop, place + 1)
    for head, stop in zip(heads, [*(head.start for head in heads), len(pieces)][1:], strict=True):
        head.size = sum(piece.run.length for piece in pieces[head.stop : stop])
        head.has_notes = any(piece.note for piece in pieces[head.stop : stop])
        head.has_text = any(not piece.note for piece in pieces[head.stop : stop])
    return heads


def _is_file_of_notes(pieces: Sequence[Piece], place: int) -> bool:
    """Whether the piece begins a file that has notes and nothing else: they belong to what went before it all."""
    file = pieces[place].file
    if file == 0 or pieces[place - 1].file == file:
        return False
    stop = next((n for n in range(place, len(pieces)) if pieces[n].file != file), len(pieces))
    return all(piece.note for piece in pieces[place:stop])


OPENING_TYPES = words_of(
    """
    part volume chapter introduction foreword preface prologue epilogue conclusion afterword appendix
    bibliography index glossary titlepage halftitlepage halftitle copyright-page dedication acknowledgments
    acknowledgements colophon contributors epilogue notes endnotes footnotes rearnotes toc backmatter
    frontmatter credits errata abstract
    """
)


def _opens(types: frozenset[str]) -> bool:
    return bool(types & OPENING_TYPES - {"notes", "endnotes", "footnotes", "rearnotes"})


def _new_types(pieces: Sequence[Piece], place: int, opened: set[int]) -> frozenset[str]:
    """The types of the elements that begin with the piece at `place`."""
    found: frozenset[str] = frozenset()
    for section in pieces[place].sections:
        if id(section) not in opened:
            opened.add(id(section))
            found |= section.types & OPENING_TYPES
    return found


def _head_end(pieces: Sequence[Piece], place: int, names: frozenset[str]) -> int:
    """The end of the head that begins at `place`; `place` itself where none does."""
    at = place
    file = pieces[place].file
    while at < len(pieces) and at < place + 2 and _is_prelude(pieces[at]) and pieces[at].file == file:
        at += 1
    if at >= len(pieces) or not pieces[at].level or pieces[at].note or pieces[at].file != file:
        return place
    number_only = _is_number(pieces[at].text)
    at += 1
    while at < len(pieces) and pieces[at].file == file and not pieces[at].note:
        piece = pieces[at]
        if piece.level and number_only and not _is_number(piece.text):
            number_only = False
        elif _is_signed(pieces, at, names):
            piece.kind = BlockKind.AUTHOR
        elif _is_prelude(piece) and at + 1 < len(pieces) and pieces[at + 1].level and not number_only:
            # A number right over another heading is that one's.
            break
        elif not (piece.kind in (BlockKind.AUTHOR, BlockKind.NUMBER) or _is_subtitle(piece)):
            break
        at += 1
    return at


def _is_signed(pieces: Sequence[Piece], place: int, names: frozenset[str]) -> bool:
    """Whether the piece under a title names who wrote what follows."""
    piece = pieces[place]
    text = piece.text
    if piece.contents or piece.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or len(text) > _LONGEST_BYLINE:
        return False
    by = text[:3].casefold() == "by "
    if piece.level:
        return by and is_byline(text)
    followed = place + 1 < len(pieces) and pieces[place + 1].file == piece.file and not pieces[place + 1].note
    # `Scenes of Country Life.` and `Table of Contents` are no names, though each word has its capital.
    doubtful = re.search(r" of |(?<!Jr)(?<!Sr)(?<! \w)\.$", text) or is_front_matter(text)
    below = pieces[place - 1].text
    signed = followed and is_byline(text) and (by or not (doubtful or is_front_matter(below.rstrip("."))))
    return signed or text.casefold() in names


def _is_prelude(piece: Piece) -> bool:
    """A number or an author that stands over a title."""
    if piece.note or piece.level:
        return False
    short = len(piece.text) <= _LONGEST_NUMBER
    return short and (piece.kind in (BlockKind.NUMBER, BlockKind.AUTHOR) or _is_number(piece.text))


def _is_subtitle(piece: Piece) -> bool:
    return any("subtitle" in section.types for section in piece.sections[-1:])


def _is_number(text: str) -> bool:
    found = read_heading(text)
    return bool(found.number) and not found.title


def _head(pieces: Sequence[Piece], start: int, stop: int, entries: Sequence[TocEntry], types: frozenset[str]) -> Head:
    head = Head(start, stop, types=types, starts_file=start == 0 or pieces[start - 1].file != pieces[start].file)
    titles: list[str] = []
    for piece in pieces[start:stop]:
        if piece.kind is BlockKind.AUTHOR:
            head.author = re.sub(r"^by\s+", "", piece.text, flags=re.IGNORECASE)
        elif piece.kind is BlockKind.NUMBER or (_is_number(piece.text) and head.number is None and stop - start > 1):
            head.number = head.number or piece.text
            piece.kind = BlockKind.NUMBER
        elif not _is_subtitle(piece):
            titles.append(piece.text)
    head.level = min((piece.level for piece in pieces[start:stop] if piece.level), default=0)
    if titles:
        number, head.title = _split(pieces, start, stop, titles[0]) if not head.number else (head.number, titles[0])
        head.number = number
    if entries:
        # Of several entries for one place, the outermost names it.
        first = min(entries, key=lambda entry: entry.depth)
        head.depth = first.depth
        if not head.title and not head.number:
            head.title = first.title
    return head


def _split(pieces: Sequence[Piece], start: int, stop: int, title: str) -> tuple[str | None, str | None]:
    """(number, title) of a heading that has both: `Chapter 3: Rivers`, or two lines."""
    piece = next(piece for piece in pieces[start:stop] if piece.text == title)
    lines = [" ".join(line.split()) for line in piece.run.text.strip().split("\n") if line.strip()]
    if len(lines) > 1 and _is_number(lines[0].rstrip(".:")):
        return lines[0].rstrip(".:"), " ".join(lines[1:])
    found = read_heading(title.rstrip("."))
    return found.number, title[title.index(found.title) :] if found.title else None


def _promote_titles(pieces: Sequence[Piece]) -> None:
    """Short blocks that read as their entry in the contents does are a heading, whatever elements they are."""
    for place, piece in enumerate(pieces):
        for entry in piece.contents:
            for near in range(place, min(place + 3, len(pieces))):
                if pieces[near].level or pieces[near].note:
                    break
                if _heads(pieces[near : near + 1], entry) or _heads(pieces[near : near + 2], entry):
                    last = near if _same(pieces[near].text, entry.title) else near + 1
                    pieces[last].kind, pieces[last].level = BlockKind.HEADING, min(entry.depth, 6)
                    break


def _heads(pieces: Sequence[Piece], entry: TocEntry) -> bool:
    """Whether the blocks, the last one a title and one before it a number, read as the entry does."""
    plain = all(
        piece.run.length <= _LONGEST_HEADING
        and piece.kind in (BlockKind.PARAGRAPH, BlockKind.VERSE, BlockKind.NUMBER)
        and not (piece.level or piece.note)
        for piece in pieces
    )
    numbered = len(pieces) < 2 or _is_number(pieces[0].text)
    return plain and numbered and _same(" ".join(piece.text for piece in pieces), entry.title)


def _same(text: str, title: str) -> bool:
    return _letters(text) == _letters(title) != ""


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
