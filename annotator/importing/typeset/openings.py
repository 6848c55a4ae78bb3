"""Which heading opens what: parts, selections, chapters, sections, front and back matter, and on which level."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from annotator.importing.headings import is_front_matter
from annotator.importing.languages import CHAPTER, PART
from annotator.importing.printed.openings import Opening
from annotator.importing.printed.shapes import (
    is_back_matter,
    is_selection_number,
)
from annotator.importing.typeset.headings import Head, depth_of
from annotator.importing.typeset.looks import Look
from annotator.model.document import BlockKind, DivisionKind


def openings_of(heads: Sequence[Head], in_front: Collection[int], editor: str | None) -> Iterator[tuple[int, Opening]]:
    """(place, division) of each heading."""
    anthology = any(head.author and head.place for head in heads)
    majors = {head.place for head in heads if _is_major(head, heads)} or _largest(heads)
    parts = {head.place for head in heads if head.place in majors and _is_part(head, heads, anthology, majors)}
    top, in_part, started = 1, False, False
    above: list[tuple[tuple[int, Look, int], int]] = []
    for head in heads:
        if head.place not in majors:
            while above and above[-1][0] >= _rank(head):
                above.pop()
            level = (above[-1][1] if above else top) + 1
            above.append((_rank(head), level))
            yield head.place, Opening(DivisionKind.SECTION, level, head.number, head.title)
            continue
        above.clear()
        kind = _kind(head, heads, parts, anthology, started)
        if head.place in parts:
            in_part = True
        elif kind in (DivisionKind.FRONT, DivisionKind.BACK):
            in_part = False
        if kind is DivisionKind.CHAPTER and head.place in in_front:
            kind = DivisionKind.FRONT
        started = started or kind not in (DivisionKind.FRONT, DivisionKind.BACK)
        top = 1 if kind in (DivisionKind.PART, DivisionKind.FRONT, DivisionKind.BACK) or not in_part else 2
        author = head.author or (editor if kind is DivisionKind.INTRODUCTION else None)
        title = None if _is_title_page(head, heads) else head.title
        yield head.place, Opening(kind, top, head.number, title, author)


def _rank(head: Head) -> tuple[int, Look, int]:
    return (99 if head.level is None else head.level, head.look, depth_of(head))


def _is_major(head: Head, heads: Sequence[Head]) -> bool:
    """Whether it opens a part, a chapter, a selection: at the top of a page, in type that chapters have."""
    if head.author or _is_selection(head):
        return True
    if _is_numbered_chapter(head):
        return True
    if not head.tops:
        return False
    if depth_of(head) > 1 and (head.level is None or any(_is_numbered_chapter(other) for other in heads)):
        return False
    alike = [other for other in heads if other.look == head.look and depth_of(other) == depth_of(head)]
    level = [other for other in heads if other.level is not None and other.level == head.level]
    return any(2 * sum(other.tops for other in group) > len(group) for group in (alike, level))


def _is_numbered_chapter(head: Head) -> bool:
    """`Chapter 3`, `Part Two`."""
    return bool(head.number and (PART.fullmatch(head.number) or CHAPTER.fullmatch(head.number)))


def _is_selection(head: Head) -> bool:
    """Whether it is numbered `1-2`, on a line of its own: `1.2` before a title numbers a section."""
    return bool(head.number) and head.kinds[0] is BlockKind.NUMBER and is_selection_number(head.number or "")


def _largest(heads: Sequence[Head]) -> set[int]:
    """Where no heading begins a page: those of the highest level, or in the largest type."""
    highest = min((_rank(head) for head in heads), default=None)
    return {head.place for head in heads if _rank(head) == highest}


def _is_title_page(head: Head, heads: Sequence[Head]) -> bool:
    """The title of the book: in larger type than any other, alone on its page or before other chapters."""
    others = [other for other in heads if other is not head]
    first = head.place == 0 and not head.number and bool(others) and head.look < min(other.look for other in others)
    return first and (head.alone or sum(_is_major(other, others) for other in others) > 1)


def _is_part(head: Head, heads: Sequence[Head], anthology: bool, majors: Collection[int]) -> bool:
    if head.author or is_front_matter(head.title) or is_back_matter(head.title):
        return False
    if head.number and PART.fullmatch(head.number):
        return True
    if _is_title_page(head, heads) or (head.number and CHAPTER.fullmatch(head.number)):
        return False
    if anthology and head.number and head.kinds[0] is BlockKind.NUMBER and not is_selection_number(head.number):
        return True
    deeper = [other for other in heads if other.place in majors and other.level is not None]
    under = head.level is not None and any((other.level or 0) > head.level for other in deeper)
    return head.alone and (under or (head.place > 0 and any(not other.alone for other in heads)))


def _kind(head: Head, heads: Sequence[Head], parts: Collection[int], anthology: bool, started: bool) -> DivisionKind:
    if head.place in parts:
        return DivisionKind.PART
    if _is_title_page(head, heads):
        return DivisionKind.FRONT
    if head.author and anthology:
        return DivisionKind.SELECTION
    if is_back_matter(head.title):
        return DivisionKind.BACK
    if is_front_matter(head.title) and not started:
        return DivisionKind.FRONT
    if head.place == 0 and head.alone and not head.number:
        return DivisionKind.FRONT
    if anthology and re.fullmatch(r"(general )?introduction", head.title, re.IGNORECASE):
        return DivisionKind.INTRODUCTION
    if _is_selection(head):
        return DivisionKind.SELECTION
    return DivisionKind.CHAPTER
