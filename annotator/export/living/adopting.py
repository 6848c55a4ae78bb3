"""Excerpts that lost their comment, whose words still stand: found again, lest they be written a second time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.export.living.blocks import blocks, paragraphs_of
from annotator.export.living.layout import Layout
from annotator.export.living.lines import Edit
from annotator.export.living.pieces import Base, Page, mark


def adoptions(layout: Layout, bases: Sequence[Base], page: Page) -> Iterator[Edit]:
    """The comments of today's excerpts that have none in the file, before their words: as written last, or as today."""
    lost = [piece for piece in page.pieces if piece.kind == "excerpt" and not layout.places(piece.key)]
    if not lost:
        return
    words = layout.words
    standing = blocks(words, layout.scan.front[1])
    said = [block.said for block in standing]
    owned = _owned(layout)
    free: dict[str, list[int]] = {}
    for index, block in enumerate(standing):
        # What stands right behind a comment is that one's, even if nobody knows what that was.
        if block.start not in owned and not (index and standing[index - 1].end - 1 in owned):
            free.setdefault(block.said, []).append(index)
    for piece in lost:
        for text in (piece.text, *(base.text(piece.key) or "" for base in bases)):
            own = paragraphs_of(text)
            found = (
                next((n for n in free.get(own[0], ()) if tuple(said[n : n + len(own)]) == own), None) if own else None
            )
            if found is not None:
                free[own[0]].remove(found)
                at = standing[found].start
                yield Edit(at, at, (*([""] if at and words[at - 1].strip() else []), mark(piece.key), ""))
                break


def _owned(layout: Layout) -> frozenset[int]:
    """The lines of all excerpts that have their comment, this with them."""
    return frozenset(at for line, key in layout.scan.marks for at in range(line, layout.own_end(key, line)))
