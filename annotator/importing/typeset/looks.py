"""How short paragraphs are set: what looks like a heading, and how high."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from annotator.importing.languages import CHAPTER
from annotator.importing.printed.outline import Item
from annotator.importing.printed.paragraphs import Paragraph
from annotator.importing.printed.shapes import (
    is_caption,
    is_part_number,
    is_selection_number,
    is_title,
)

_LARGER = 1.08
_LONGEST = 220
_MOST_LINES = 4


class Look(NamedTuple):
    """How a heading is set; looks sort from the highest to the lowest."""

    small: float
    plain: bool
    low: bool
    slanted: bool


def look_of(paragraph: Paragraph) -> Look:
    layouts = [line.layout for line in paragraph.lines if line.layout]
    text = paragraph.text
    capitals = text == text.upper() or all(layout.small_caps for layout in layouts)
    return Look(
        -round(max(layout.size for layout in layouts) * 2) / 2,
        not all(layout.bold for layout in layouts),
        not capitals,
        all(layout.italic for layout in layouts),
    )


def stands_out(items: Sequence[Item], place: int, body: float, *, tops: bool) -> bool:
    """Whether the type says heading: larger or bold; or centred, in capitals, slanted, where white is round it."""
    paragraph = items[place].paragraph
    if not paragraph or is_caption(paragraph.text):
        return False
    layouts = [line.layout for line in paragraph.lines if line.layout]
    text = paragraph.text
    if not layouts or not any(sign.isalnum() for sign in text) or len(layouts) < len(paragraph.lines):
        return False
    if len(text) < 2 and not (text.isdigit() or text in "IVX"):
        return False
    if min(layout.size for layout in layouts) >= _LARGER * body:
        return not text.endswith((",", ";")) or tops
    if layouts[0].size < 0.94 * body:
        return False
    unended = not re.search(r"[.,;:]$", text) or bool(re.fullmatch(r"\S+\.", text))
    apart = layouts[0].gap is None or layouts[0].gap > 1.2 or layouts[0].gap < 0 or tops
    if all(layout.bold for layout in layouts):
        return apart and (unended or len(text) < 60)
    if not (apart and unended and len(layouts) <= 2):
        return False
    following = items[place + 1].paragraph if place + 1 < len(items) else None
    if following is None or following.note:
        return False
    capitals = text == text.upper() and sum(sign.isalpha() for sign in text) > 2
    set_off = (
        all(layout.centred for layout in layouts)
        or capitals
        or all(layout.small_caps or layout.italic for layout in layouts)
    )
    number = heads_number(text)
    below = following.lines[0].layout
    # Number, title and author may stand one under the other, centred, before the text begins.
    parted = below is None or below.gap is None or below.gap > 1.2 or below.gap < 0 or (tops and below.centred)
    roomy = layouts[-1].room > 2 * layouts[-1].size
    if set_off:
        return roomy and (is_title(text) or number or capitals) and (parted or not layouts[0].centred)
    return tops and parted and number


def heads_number(text: str) -> bool:
    """Whether a line only numbers what follows: `1-2`, `IV`, `Chapter 3`, `Part One`."""
    return (
        is_selection_number(text)
        or is_part_number(text)
        or bool(CHAPTER.fullmatch(text.rstrip(".:")))
        or bool(re.fullmatch(r"\d{1,3}\.?", text))
    )


def short_at(items: Sequence[Item], place: int) -> Paragraph | None:
    item = items[place] if 0 <= place < len(items) else None
    paragraph = item.paragraph if item else None
    if not item or not paragraph or paragraph.note or paragraph.notes_heading:
        return None
    if item.is_source or item.is_caption or item.is_verse or item.is_entry:
        return None
    return paragraph if len(paragraph.lines) <= _MOST_LINES and len(paragraph.text) <= _LONGEST else None


def is_centred(paragraph: Paragraph) -> bool:
    return all(line.layout is not None and line.layout.centred for line in paragraph.lines)


def tops_page(items: Sequence[Item], place: int) -> bool:
    paragraph = items[place].paragraph
    return place == 0 or (paragraph is not None and paragraph.starts_page)


def body_size_of(items: Sequence[Item]) -> float:
    sizes: Counter[float] = Counter()
    for paragraph in filter(None, (item.paragraph for item in items)):
        for line in paragraph.lines:
            if line.layout:
                sizes[round(line.layout.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0
