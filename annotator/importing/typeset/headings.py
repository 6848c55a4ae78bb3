"""Headings by their type and by the file's own outline: number, title and author together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from annotator.importing.languages import CHAPTER, PART
from annotator.importing.printed.outline import Item
from annotator.importing.printed.shapes import (
    is_byline,
)
from annotator.importing.typeset.looks import (
    Look,
    body_size_of,
    heads_number,
    is_centred,
    look_of,
    short_at,
    stands_out,
    tops_page,
)
from annotator.model.document import BlockKind

_LARGER = 1.08
_LONGEST = 220
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4}\.?|[IVXL]{1,6}\.|[A-Z]\.|§\s*\d+\.?)\s+(?P<title>\S.*)")
_ENDED = re.compile(r"[.,;:]$")


class Mark(NamedTuple):
    """An entry of the file's outline: `level` and `page` count from 0."""

    level: int
    title: str
    page: int


@dataclass(frozen=True, slots=True)
class Head:
    """Items `place` to `place + len(kinds)` that open a division together."""

    place: int
    kinds: tuple[BlockKind, ...]
    number: str | None
    title: str
    author: str | None
    look: Look
    tops: bool
    alone: bool
    level: int | None = None


def find_heads(items: Sequence[Item], marks: Sequence[Mark], names: Collection[str]) -> list[Head]:
    """The headings among `items`. `names` are the words of running heads (casefolded): authors are among them."""
    body = body_size_of(items)
    heads = list(_heads(items, body, _outlined(items, marks), names))
    return _alike(_without_title_page(_with_authors(heads, items, body), items))


def folded(text: str) -> str:
    """Letters and digits only, for comparing titles."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _heads(items: Sequence[Item], body: float, levels: dict[int, int], names: Collection[str]) -> Iterator[Head]:
    place = 0
    while place < len(items):
        head = _head_at(items, place, body, levels, names)
        if head:
            yield head
        place += len(head.kinds) if head else 1


def _head_at(
    items: Sequence[Item], place: int, body: float, levels: dict[int, int], names: Collection[str]
) -> Head | None:
    """The heading that begins with the item at `place`: perhaps a number, a title, perhaps an author."""
    at = place
    kinds: list[BlockKind] = []
    number: str | None = None
    first = short_at(items, at)
    if first is None:
        return None
    tops = tops_page(items, place)
    if heads_number(first.text) and stands_out(items, at, body, tops=tops) and _heads_on(items, at + 1, body, levels):
        number, at = first.text, at + 1
        kinds.append(BlockKind.NUMBER)
    title = short_at(items, at)
    if title is None or not (at in levels or stands_out(items, at, body, tops=tops)):
        return None
    layout = title.lines[0].layout
    if layout is None:
        return None
    look = look_of(title)
    words = title.text
    kinds.append(BlockKind.HEADING)
    at += 1
    author = _author(items, at, body, names, tops) if at not in levels else None
    if author:
        kinds.append(BlockKind.AUTHOR)
        at += 1
    if place == 0 and layout.centred and number is None:
        # Under the title of the whole: who wrote it, where, when.
        while at not in levels and (paragraph := short_at(items, at)) and is_centred(paragraph):
            kinds.append(BlockKind.AUTHOR if is_byline(paragraph.text) else BlockKind.HEADING)
            author = author or (paragraph.text if is_byline(paragraph.text) else None)
            at += 1
    if number is None:
        number, words = _split_number(words)
    following = items[at].paragraph if at < len(items) else None
    alone = following is None or (following.starts_page and not following.notes_heading)
    if at < len(items) and items[at].table is not None:
        alone = False
    level = next((levels[n] for n in range(place, at) if n in levels), None)
    return Head(place, tuple(kinds), number, words, author, look, tops, alone, level)


def _heads_on(items: Sequence[Item], place: int, body: float, levels: dict[int, int]) -> bool:
    return place in levels or (short_at(items, place) is not None and stands_out(items, place, body, tops=True))


def _split_number(text: str) -> tuple[str | None, str]:
    """`1.2 Growth` → (`1.2`, `Growth`); `Chapter 3: Growth` → (`Chapter 3`, `Growth`)."""
    for pattern in (PART, CHAPTER):
        match = pattern.match(text)
        rest = text[match.end() :] if match else ""
        if match and rest and (rest[0] in ".:–—-" or pattern is CHAPTER):
            return match.group(), rest.lstrip(" .:–—-")
    found = _NUMBERED.fullmatch(text)
    if found and not found["title"][0].islower():
        return found["number"].rstrip("."), found["title"]
    return None, text


def _author(items: Sequence[Item], place: int, body: float, names: Collection[str], tops: bool) -> str | None:
    """The name under a title: a byline set otherwise than the text, or one that running heads know."""
    paragraph = short_at(items, place)
    if paragraph is None or len(paragraph.text) > 120 or place + 1 >= len(items):
        return None
    layouts = [line.layout for line in paragraph.lines if line.layout]
    if not layouts:
        return None
    known = paragraph.text.casefold() in names and tops
    set_off = layouts[0].centred or layouts[0].italic or layouts[0].small_caps or layouts[0].bold
    bigger = layouts[0].size > _LARGER * body
    by = bool(re.match(r"by\s+[A-Z]", paragraph.text))
    named = is_byline(paragraph.text) and (set_off or bigger or by or layouts[-1].room > 0.3 * layouts[-1].width)
    if not (known or (named and tops)):
        return None
    return re.sub(r"^by\s+", "", paragraph.text, flags=re.IGNORECASE)


def _outlined(items: Sequence[Item], marks: Sequence[Mark]) -> dict[int, int]:
    """Index of each item that an entry of the outline names → the entry's level."""
    levels: dict[int, int] = {}
    by_page: dict[int, list[int]] = {}
    for place, item in enumerate(items):
        if item.paragraph and item.paragraph.lines[0].layout and len(item.paragraph.text) <= _LONGEST:
            by_page.setdefault(item.paragraph.lines[0].layout.page, []).append(place)
    for mark in marks:
        wanted = folded(mark.title)
        for place in (place for page in (mark.page, mark.page + 1) for place in by_page.get(page, ())):
            paragraph = items[place].paragraph
            found = folded(paragraph.text) if paragraph else ""
            near = found == wanted or (len(found) > 3 and (wanted.endswith(found) or found.endswith(wanted)))
            if place not in levels and near and 2 * len(found) > len(wanted) and 2 * len(wanted) > len(found):
                levels[place] = mark.level
                break
    return levels


def _with_authors(heads: Sequence[Head], items: Sequence[Item], body: float) -> list[Head]:
    """Where some titles have authors under them, what is set like those under others is an author too."""
    known = {
        (_manner(items, head.place + len(head.kinds) - 1), head.look) for head in heads if head.author and head.tops
    }
    result = []
    for head in heads:
        at = head.place + len(head.kinds)
        paragraph = short_at(items, at)
        unsigned = not head.author and head.tops and paragraph and len(paragraph.text) < 90
        if unsigned and paragraph and (_manner(items, at), head.look) in known and not _ENDED.search(paragraph.text):
            head = replace(head, kinds=(*head.kinds, BlockKind.AUTHOR), author=paragraph.text)
        result.append(head)
    return result


def _manner(items: Sequence[Item], place: int) -> tuple[object, ...]:
    paragraph = items[place].paragraph
    layout = paragraph.lines[0].layout if paragraph else None
    return (round(layout.size), layout.bold, layout.italic, layout.centred) if layout else ()


def _without_title_page(heads: Sequence[Head], items: Sequence[Item]) -> list[Head]:
    """Without what only the first page has, under its title: versions, dates, publishers."""
    if not heads:
        return []
    pages = [page_of(items[head.place]) for head in heads]
    later = {head.look for head, page in zip(heads, pages, strict=True) if page != pages[0]}
    return [
        head
        for at, (head, page) in enumerate(zip(heads, pages, strict=True))
        if at == 0 or page != pages[0] or not later or head.look in later or head.level is not None or head.number
    ]


def page_of(item: Item) -> int:
    layout = item.paragraph.lines[0].layout if item.paragraph else None
    return layout.page if layout else -1


def _alike(heads: Sequence[Head]) -> list[Head]:
    """Headings numbered alike (`2.1` and `2.2`) are of one look, though a formula or a logo may stand in one."""
    looks: dict[int, Counter[Look]] = {}
    for head in heads:
        if depth := depth_of(head):
            looks.setdefault(depth, Counter())[head.look] += 1
    return [
        replace(head, look=looks[depth].most_common(1)[0][0])
        if (depth := depth_of(head)) and head.level is None
        else head
        for head in heads
    ]


def depth_of(head: Head) -> int:
    """How many figures number the heading: 2 for `1.2`; 0 where none do."""
    numbered = head.number and head.kinds[0] is BlockKind.HEADING and re.fullmatch(r"\d+(\.\d+)*", head.number)
    return head.number.count(".") + 1 if numbered and head.number else 0
