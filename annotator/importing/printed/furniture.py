"""All that the page printed round its text, found and taken out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from annotator.importing.printed.edges import find_edge_heads
from annotator.importing.printed.heads import Head, find_heads
from annotator.importing.printed.lines import Line
from annotator.importing.printed.loose_heads import find_loose_heads
from annotator.importing.printed.stamps import find_stamps, find_watermarks, glued_scrap
from annotator.model.report import Removed

# Heads with about as many numbers and more words are the better ones.
_NEARLY = 0.85


@dataclass(frozen=True, slots=True)
class Furniture:
    """`kinds`: index of each line that is furniture → its kind; `cut`: index of a body line → without its scrap."""

    heads: tuple[Head, ...]
    kinds: Mapping[int, str]
    cut: Mapping[int, Line]
    removed: tuple[Removed, ...]


def find_furniture(lines: Sequence[Line]) -> Furniture:
    """Learn the furniture of `lines`."""
    kinds: dict[int, str] = {}
    runs = find_watermarks(lines)
    for run in runs:
        kinds |= dict.fromkeys(run, "watermark")
    kinds |= {index: kind for index, kind in find_stamps(lines, runs) if index not in kinds}
    heads = _heads(lines, kinds)
    kinds |= {head.index: "running_head" if head.words else "page_number" for head in heads}
    removed = [Removed(kind, lines[index].text, lines[index].number) for index, kind in kinds.items()]
    cut = {}
    watermarks = list({"".join(_raw(lines[index]) for index in run) for run in runs})
    for index, line in enumerate(lines[:-1] if watermarks else ()):
        # A scrap hangs on the last body line of its page.
        if index not in kinds and (lines[index + 1].leading or index + 1 in kinds or lines[index + 1].form_feed):
            scrap = glued_scrap(line, watermarks)
            if scrap:
                words = line.text[: -len(scrap)]
                cut[index] = replace(line, text=words.rstrip(), spaced=words != words.rstrip())
                removed.append(Removed("watermark", scrap, line.number))
    removed.sort(key=lambda item: item.line)
    return Furniture(tuple(heads), kinds, cut, tuple(removed))


def _heads(lines: Sequence[Line], furniture: Mapping[int, str]) -> list[Head]:
    """By the edges of pages where form feeds part them; else by the signs that find most numbers."""
    texts = Counter(line.text.casefold() for line in lines)
    if any(line.form_feed for line in lines):
        return find_edge_heads(lines, furniture, texts)
    heads = find_heads(lines, [_at_page_top(lines, index, furniture) for index in range(len(lines))])
    others = [find_loose_heads(lines, furniture, texts)]
    if _turns_evenly([index for index, line in enumerate(lines) if line.leading == 1]):
        parted = [replace(line, form_feed=True) if line.leading == 1 else line for line in lines]
        others.append(find_edge_heads(parted, furniture, texts))
    most = max(_numbers(found) for found in (heads, *others))
    return max((found for found in (heads, *others) if _numbers(found) >= most * _NEARLY), key=len)


def _numbers(heads: Sequence[Head]) -> int:
    return sum(bool(head.label) for head in heads)


def _turns_evenly(turns: Sequence[int]) -> bool:
    """Whether page turns before the lines with these indices make pages of about the same length."""
    gaps = [b - a for a, b in pairwise(turns)]
    usual = median(gaps) if len(gaps) > 1 else 0
    return usual > 9 and sum(gap <= usual * 1.7 for gap in gaps) >= len(gaps) * 0.8


def _raw(line: Line) -> str:
    return line.text + (" " if line.spaced else "")


def _at_page_top(lines: Sequence[Line], index: int, kinds: Mapping[int, str]) -> bool:
    line = lines[index]
    return index == 0 or line.form_feed or line.leading > 0 or index - 1 in kinds
