"""Stretches of emphasis, carried from lines to paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from annotator.model.document import EmphasisKind

Span = tuple[EmphasisKind, int, int]
_BETWEEN = 2


def moved(spans: Iterable[tuple[int, int]], shift: int) -> Iterator[tuple[int, int]]:
    """The stretches (start, end), `shift` characters further on."""
    for start, end in spans:
        yield start + shift, end + shift


def shifted(spans: Iterable[Span], shift: int, least: int) -> list[Span]:
    """The stretches of a line, `shift` characters further on; what would begin before `least` is cut."""
    return [(kind, max(start + shift, least), end + shift) for kind, start, end in spans if end + shift > least]


def joined_emphasis(before: Sequence[Span], after: Sequence[Span]) -> list[Span]:
    """Both, one after the other; a stretch that was only broken by the end of a line is one."""
    result = list(before)
    for kind, start, end in after:
        for place in range(len(result) - 1, max(len(result) - 4, -1), -1):
            if result[place][0] is kind and start - result[place][2] < _BETWEEN:
                result[place] = (kind, result[place][1], end)
                break
        else:
            result.append((kind, start, end))
    return sorted(result, key=lambda span: span[1:])


def emphasis_without(spans: Sequence[Span], gone: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """The stretches after `gone` (in order, apart) was taken out of the text; what was nothing else goes as well."""

    def carried(offset: int) -> int:
        return offset - sum(min(end, offset) - start for start, end in gone if start < offset)

    for kind, start, end in spans:
        if carried(start) < carried(end):
            yield kind, carried(start), carried(end)
