"""Headings that no style names: short lines set larger, bold or in the middle, in a file without any real heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotator.importing.canonical import canonical
from annotator.importing.printed.shapes import chapter_number, is_title
from annotator.importing.word.story import Item, Paragraph
from annotator.importing.word.styles import Role

_LONGEST = 90
_BOLD = 1  # the place of bold in a Look
_ALL = 0.95
_LEVELS = 3

_Standing = tuple[int, bool, bool]


def with_headings_by_look(items: Sequence[Item]) -> tuple[Sequence[Item], int]:
    """The items with the headings found, and how many; unchanged where styles name any heading."""
    paragraphs = [item for item in items if isinstance(item, Paragraph)]
    if any(one.level for one in paragraphs):
        return items, 0
    usual = _usual_size(paragraphs)
    standings: dict[int, _Standing] = {}
    for place, item in enumerate(items):
        following = items[place + 1] if place + 1 < len(items) else None
        if isinstance(item, Paragraph) and isinstance(following, Paragraph) and _may_be_heading(item):
            standing = _standing(item, usual)
            if any(standing):
                standings[place] = standing
    if len(standings) == 1 and not any(larger for larger, _, _ in standings.values()):
        # One bold line alone is an emphasis, not a division.
        standings.clear()
    ranks = sorted(set(standings.values()), reverse=True)
    levels = {standing: min(rank, _LEVELS) for rank, standing in enumerate(ranks, 1)}
    # The largest of all, at the very top and nowhere else, is the title of the whole.
    alone = len(ranks) > 1 and standings.get(0) == ranks[0] and sum(one == ranks[0] for one in standings.values()) == 1
    found = [
        replace(
            item,
            level=max(levels[standings[place]] - alone, 0),
            role=Role.HEADING if place or not alone else Role.TITLE,
        )
        if isinstance(item, Paragraph) and place in standings
        else item
        for place, item in enumerate(items)
    ]
    return found, len(standings)


def _may_be_heading(item: Paragraph) -> bool:
    text = canonical(item.words.text)
    plain = item.role is None and not item.listed and 0 < len(text) <= _LONGEST
    return plain and "\n" not in item.words.text.strip() and bool(is_title(text) or chapter_number(text))


def _standing(item: Paragraph, usual: int) -> _Standing:
    """How much a line stands out: (its size over the usual one, in half points, centred, bold)."""
    larger = item.words.size() - usual
    bold = item.words.share(_BOLD) >= _ALL
    stands_out = larger >= 2 or bold
    return (larger if larger >= 2 else 0, bool(item.shape.centred) and stands_out, bold)


def _usual_size(paragraphs: Iterable[Paragraph]) -> int:
    sizes: Counter[int] = Counter()
    for paragraph in paragraphs:
        for start, end, look in paragraph.words.looks:
            sizes[look.size or 0] += end - start
    return sizes.most_common(1)[0][0] if sizes else 0
