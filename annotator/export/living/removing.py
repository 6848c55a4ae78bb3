"""Taking out of a file what the program wrote, and no line more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotator.export.living.blocks import blocks
from annotator.export.living.layout import Layout
from annotator.export.living.lines import Edit
from annotator.export.living.pieces import Kept


def removal(words: Sequence[str], spans: Sequence[tuple[int, int]]) -> Iterator[Edit]:
    """Take spans of lines away, with the blank lines between them and those before the first; what is left stays
    paragraphs of its own."""
    joined: list[list[int]] = []
    for start, end in spans:
        if joined and not any(_says(words[line]) for line in range(joined[-1][1], start)):
            joined[-1][1] = end
        else:
            joined.append([start, end])
    for number, (start, end) in enumerate(joined):
        first = start
        while number and first and not words[first - 1].strip():
            first -= 1
        apart = first and words[first - 1].strip() and end < len(words) and words[end].strip()
        yield Edit(first, end, ("",) if apart else ())


def heading_removals(layout: Layout, lost: Mapping[str, Kept], spots: Mapping[int, int]) -> Iterator[tuple[str, Edit]]:
    """Headings that nothing stands under.

    `lost`: headings in the file that aren't exported now. `spots`: where something is going to be inserted, and of
    which level; 7 for an excerpt.
    """
    words = layout.words
    for key, one in lost.items():
        line = layout.headings[key]
        region = layout.region(line, heading=True)
        own = [block.said for block in blocks((one.text or "").split("\n"))]
        if not own or [block.said for block in region[: len(own)]] != own:
            continue
        end = region[len(own) - 1].end
        stop = layout.next_heading(end, layout.span[1], one.level)
        left = any(_says(words[at]) for at in range(end, stop))
        if one.level <= 6 and (left or any(end <= at < stop and level > one.level for at, level in spots.items())):
            continue
        for edit in removal(words, [(layout.before_blanks(line), end)]):
            yield key, edit


def _says(line: str) -> bool:
    return bool(line.strip(" \t\u00a0>"))
