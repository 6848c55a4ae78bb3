"""Page numbers that stand in the running text, as people type them: `[p. 17]`, `{17}`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from annotator.importing.flow.pieces import Piece
from annotator.importing.marks import cut
from annotator.model.report import Removed

_LABEL = r"(?P<{}>\d{{1,4}}|[ivxlc]{{1,8}})"
_FORMS = (
    re.compile(r"\[\s*(?:pp?|pg|page|seite|s|pág|str)\b\.?\s*" + _LABEL.format("label") + r"\s*\]", re.IGNORECASE),
    re.compile(r"\{\s*(?:(?:p|pg|page|seite|s)\b\.?\s*)?" + _LABEL.format("label") + r"\s*\}", re.IGNORECASE),
)
_FEWEST = 2
_MEAN_STEP = 3
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def with_page_marks(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Removed]]:
    """The pieces, with marks of one form that count the pages taken out and made pages; and what was taken out.

    A single `[p. 17]`, or several that don't go up page by page, are words of the text and stay.
    """
    for form in _FORMS:
        labels = [match["label"] for piece in pieces for match in form.finditer(piece.text)]
        if _count_pages(labels):
            removed: list[Removed] = []
            return [_marked(piece, form, removed) for piece in pieces], removed
    return list(pieces), []


def _marked(piece: Piece, form: re.Pattern[str], removed: list[Removed]) -> Piece:
    found = list(form.finditer(piece.text))
    if not found:
        return piece
    removed += [Removed("page_number", match.group(), piece.line) for match in found]
    pages = tuple((match.end(), match["label"], True) for match in found)
    marks = replace(piece.marks, pages=tuple(sorted((*piece.marks.pages, *pages))))
    text, marks = cut(piece.text, marks, [match.span() for match in found])
    return piece._replace(text=text, marks=marks)


def _count_pages(labels: Sequence[str]) -> bool:
    """Whether the labels go up, by one mostly; roman ones may stand before the arabic ones."""
    numbers = list(_numbers(labels))
    if len(numbers) < _FEWEST or not all(a < b for a, b in pairwise(numbers)):
        return False
    steps = [b[1] - a[1] for a, b in pairwise(numbers) if a[0] == b[0]]
    return sum(steps) <= len(steps) * _MEAN_STEP


def _numbers(labels: Sequence[str]) -> Iterator[tuple[bool, int]]:
    for label in labels:
        yield (True, int(label)) if label.isdigit() else (False, _roman(label.lower()))


def _roman(label: str) -> int:
    values = [_ROMAN[letter] for letter in label]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
