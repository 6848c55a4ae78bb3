"""Which division each head opens: a tree by their ranks, kinds by what heads and their elements say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from annotator.importing.headings import (
    is_end_matter,
    is_front_matter,
    is_introduction,
    read_heading,
)
from annotator.importing.markup.outline import Head
from annotator.importing.markup.pieces import Piece
from annotator.importing.markup.ranks import heads_notes, ranks_of
from annotator.importing.markup.tags import words_of
from annotator.importing.printed.openings import Opening
from annotator.importing.printed.shapes import is_selection_number
from annotator.importing.printed.sources import citation
from annotator.model.document import BlockKind, DivisionKind

_FRONT_TYPES = words_of(
    """
    titlepage halftitlepage halftitle copyright-page dedication toc foreword preface acknowledgments
    acknowledgements frontmatter credits abstract
    """
)
_INTRODUCTION_TYPES = frozenset(("introduction", "prologue"))
_BACK_TYPES = words_of(
    """
    bibliography index glossary appendix colophon contributors backmatter afterword errata
    """
)
_CITABLE = (DivisionKind.SELECTION, DivisionKind.CHAPTER)
_CITED = (*_CITABLE, DivisionKind.INTRODUCTION, DivisionKind.FRONT, DivisionKind.BACK)
_HOLDS_SECTIONS = (*_CITED, DivisionKind.SECTION)
_AFTER_PARTS = re.compile(r"(conclusion|epilogue|afterword|postscript|schluss|épilogue)\b.*", re.IGNORECASE)
_PART_TEXT = 1000
_MEAN_CHAPTER = 10_000
_WHOSE = re.compile(r"(the )?(author|editor|translator|publisher)s?[’']?s? ", re.IGNORECASE)
_LISTS = re.compile(r"list of \w+.*|errata|title page|half title|cover|copyright( page)?|imprint", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class _Node:
    head: Head
    rank: int
    kind: DivisionKind = DivisionKind.CHAPTER
    children: list[_Node] = field(default_factory=list)


def find_openings(pieces: Sequence[Piece], heads: Sequence[Head], title: str, editor: str | None) -> dict[int, Opening]:
    """The divisions of a text, by the index of the piece that each begins with. `title` is that of the whole."""
    ranks = ranks_of(pieces, heads)
    top = _tree([_Node(head, rank) for head, rank in zip(heads, ranks, strict=True)])
    top = [one for node in top for one in _without_book_title(node, top, title)]
    _name(top, None)
    top = _adopted(top)
    openings: dict[int, Opening] = {}
    _open(top, 1, openings)
    if pieces and 0 not in openings:
        openings[0] = Opening(DivisionKind.FRONT if openings else DivisionKind.CHAPTER, 1)
    _introduce(pieces, openings, editor)
    return _with_sources(pieces, openings)


def _tree(nodes: Sequence[_Node]) -> list[_Node]:
    top: list[_Node] = []
    path: list[_Node] = []
    for node in nodes:
        while path and path[-1].rank >= node.rank:
            path.pop()
        (path[-1].children if path else top).append(node)
        path.append(node)
    return top


def _without_book_title(node: _Node, top: Sequence[_Node], title: str) -> list[_Node]:
    """The book's title over all its chapters holds nothing but itself."""
    head = node.head
    is_title = len(top) == 1 or (head.title or "").casefold() == title.casefold()
    if is_title and _holds_book(node) and "part" not in head.types:
        head.types |= {"titlepage"}
        children, node.children = node.children, []
        return [node, *children]
    return [node]


def _holds_book(node: _Node) -> bool:
    return _holds_chapters(node) or any(
        _holds_chapters(child) or _is_called_part(child.head) for child in node.children
    )


def _holds_chapters(node: _Node) -> bool:
    return any(_is_chapter(child.head, node.head) for child in node.children)


def _is_chapter(head: Head, above: Head) -> bool:
    """Whether a head below another opens a chapter or a selection, and not a section."""
    if _is_signed(head) or "chapter" in head.types or _is_called_chapter(head):
        return True
    # Parts have little text of their own, and contents name their chapters, each in a file.
    listed = head.depth and head.starts_file and above.depth
    return bool(listed) and not _is_called_chapter(above) and "chapter" not in above.types and above.size < _PART_TEXT


def _is_called_part(head: Head) -> bool:
    return bool(head.number and read_heading(head.number).is_part)


def _is_signed(head: Head) -> bool:
    """Whether a head opens a selection: by its author, or by a number like 1-2. `1.2` numbers sections as well."""
    number = head.number or ""
    return bool(head.author) or (is_selection_number(number) and "." not in number)


def _is_called_chapter(head: Head) -> bool:
    return bool(head.number and read_heading(head.number).is_chapter)


def _name(nodes: Sequence[_Node], above: _Node | None) -> None:
    """Give each node its kind."""
    selections = sum(_is_signed(node.head) for node in nodes) * 2 >= len(nodes)
    for place, node in enumerate(nodes):
        following = nodes[place + 1] if place + 1 < len(nodes) else None
        node.kind = _kind(node, above, following, selections)
        _name(node.children, node)


def _kind(node: _Node, above: _Node | None, following: _Node | None, selections: bool) -> DivisionKind:
    head = node.head
    title = head.title or ""
    called = heads_notes(head) and _has_notes(node)
    if called or _is_all_notes(node) or (above and above.kind is DivisionKind.NOTES):
        return DivisionKind.NOTES
    if above and above.kind in _HOLDS_SECTIONS and "chapter" not in head.types:
        return DivisionKind.SECTION
    if head.types & {"part", "volume"}:
        return DivisionKind.PART
    for types, is_named, kind in (
        (_INTRODUCTION_TYPES, is_introduction, DivisionKind.INTRODUCTION),
        (_FRONT_TYPES, _is_front, DivisionKind.FRONT),
        (_BACK_TYPES, is_end_matter, DivisionKind.BACK),
    ):
        if head.types & types or (not head.author and not head.number and is_named(title.rstrip("."))):
            return kind
    if _is_signed(head):
        return DivisionKind.SELECTION
    if _holds_chapters(node) or _opens_part(head, following, selections):
        return DivisionKind.PART
    return DivisionKind.CHAPTER


def _has_notes(node: _Node) -> bool:
    return node.head.has_notes or any(map(_has_notes, node.children))


def _is_front(title: str) -> bool:
    return bool(_LISTS.fullmatch(title)) or is_front_matter(_WHOSE.sub("", title))


def _is_all_notes(node: _Node) -> bool:
    """Whether notes stand below the head, and nothing else."""
    head = node.head
    return not head.has_text and (head.has_notes or bool(node.children)) and all(map(_is_all_notes, node.children))


def _opens_part(head: Head, following: _Node | None, selections: bool) -> bool:
    """Among signed selections, a title without a name; elsewhere only what is called a part."""
    if following is None:
        return False
    return _is_called_part(head) or (selections and _is_signed(following.head) and not _is_called_chapter(head))


def _adopted(nodes: list[_Node]) -> list[_Node]:
    """Where contents are flat, chapters after a part's title belong to the part."""
    result: list[_Node] = []
    part: _Node | None = None
    for node in nodes:
        ends = node.kind in (DivisionKind.FRONT, DivisionKind.BACK, DivisionKind.NOTES)
        if node.kind is DivisionKind.PART:
            part = None if node.children else node
        elif ends or _AFTER_PARTS.fullmatch(node.head.title or ""):
            part = None
        elif part is not None:
            part.children.append(node)
            continue
        result.append(node)
    return result


def _open(nodes: Sequence[_Node], level: int, openings: dict[int, Opening]) -> None:
    for node in nodes:
        head = node.head
        openings[head.start] = Opening(node.kind, level, head.number, head.title, head.author)
        _open(node.children, level + 1, openings)


def _introduce(pieces: Sequence[Piece], openings: dict[int, Opening], editor: str | None) -> None:
    """What stands between a part's title and its first selection is the editor's introduction to it."""
    places = [*sorted(openings), len(pieces)]
    for start, stop in pairwise(places):
        opening = openings[start]
        if opening.kind is not DivisionKind.PART:
            continue
        heading = (BlockKind.HEADING, BlockKind.NUMBER, BlockKind.AUTHOR)
        body = [
            place
            for place in range(start, stop)
            if pieces[place].kind is BlockKind.PARAGRAPH and not pieces[place].note
        ]
        first = next((place for place in body if place > start or pieces[start].kind not in heading), None)
        if first is not None and first not in openings:
            openings[first] = Opening(DivisionKind.INTRODUCTION, opening.level + 1, author=editor)


def _with_sources(pieces: Sequence[Piece], openings: dict[int, Opening]) -> dict[int, Opening]:
    """The first source line of a selection or chapter, if no table owns it, is its citation."""
    opened: int | None = None
    for place, piece in enumerate(pieces):
        opening = openings.get(place)
        if opening and opening.kind in _CITED:
            opened = place
        if piece.kind is not BlockKind.SOURCE or opened is None or piece.note or _of_table(pieces, place):
            continue
        opening = openings[opened]
        if opening.kind in _CITABLE and not opening.source:
            openings[opened] = replace(opening, source=citation(piece.text))
    return openings


def _of_table(pieces: Sequence[Piece], place: int) -> bool:
    """Whether a table, or its caption, stands right before or after."""
    near = (pieces[at].kind for at in (place - 1, place + 1) if 0 <= at < len(pieces))
    return any(kind in (BlockKind.TABLE, BlockKind.CAPTION) for kind in near)
