"""Heads, feet and page numbers, by their place: the same words or growing numbers outside the block of text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from annotator.importing.pdf.rows import Piece
from annotator.importing.printed.heads import is_number, label_value
from annotator.importing.typeset.looks import heads_number

Row = list[Piece]

_ALONE = re.compile(
    r"(?:[-–—~\[(|]\s*|[Pp]age\s+|[Ss]eite\s+|p\.\s*)?(?P<number>\d{1,4}|[ivxlcdm]{1,8}|[IVXLCDM]{1,8})(?:\s*[-–—~\])|])?(?:\s*(?:of|/)\s*\d+)?"
)
_DIGITS = re.compile(r"\d+|\b[ivxlcdm]{1,8}\b", re.IGNORECASE)
# In lines.
_SAME_HEIGHT = 0.3
_CLEAR = 0.7
_APART = 1.3
_PARTED = 1.1
_DEPTH = 3
_SHARE = 0.5
_FEW = 0.34
_BIGGER = 1.25
_TITLE = 1.12
_LONGEST = 120


@dataclass(slots=True)
class Edge:
    """The furniture of one page: the places of its rows with their kinds, and the number printed on it."""

    kinds: dict[int, str] = field(default_factory=dict)
    label: str | None = None
    words: list[str] = field(default_factory=list)
    left: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A row at the edge of a page, `place` among its rows; `apart`: the white before the next row, in lines.

    `opens`: it numbers the chapter whose title stands under it, in larger type.
    """

    page: int
    place: int
    base: float
    size: float
    text: str
    apart: float
    opens: bool
    numbers: tuple[tuple[str, bool], ...]


def text_of(row: Row) -> str:
    """The row's words, two spaces where a wide gap stands."""
    return "  ".join(piece.text for piece in row)


def find_edges(pages: Sequence[Sequence[Row]], leading: float, body_size: float) -> list[Edge]:
    """The furniture of each page; `leading`, the usual distance of lines, and `body_size` are in points."""
    edges = [Edge() for _ in pages]
    everywhere = Counter(text_of(row).casefold() for rows in pages for row in rows)
    outermost = [each for top in (True, False) for each in _candidates(pages, edges, top, leading)]
    for top in (True, False):
        for _ in range(_DEPTH):
            candidates = [
                each
                for each in _candidates(pages, edges, top, leading)
                if each.size < _BIGGER * body_size and not (each.opens and top)
            ]
            numbered = _numbered(candidates, outermost)
            taken = []
            for group in _groups(candidates, _SAME_HEIGHT * leading):
                taken += _furniture(group, numbered, everywhere, pages, leading)
            for each in taken:
                _take(edges[each.page], each, numbered.get((each.page, each.place)))
            if not taken:
                break
    return edges


def _is_clear(
    group: Sequence[_Candidate], sure: Collection[_Candidate], pages: Sequence[Sequence[Row]], near: float
) -> bool:
    """Whether this height lies outside the block of text: but for what is `sure`, pages have nothing there."""
    own = {each.page for each in group}
    low, high = group[0].base - near, group[-1].base + near
    others = [rows for page, rows in enumerate(pages) if page not in own and rows]
    filled = sum(any(low < row[0].base < high for row in rows) for rows in others)
    return filled + len(group) - len(sure) <= _FEW * (len(others) + len(group))


def _take(edge: Edge, each: _Candidate, number: tuple[str, bool] | None) -> None:
    alone = _ALONE.fullmatch(each.text)
    edge.kinds[each.place] = "page_number" if alone else "running_head"
    if number is None and alone and not label_value(alone["number"])[0]:
        # The only roman number of its kind: the count alone can't confirm it, its place does.
        fits = is_number(alone["number"]) and label_value(alone["number"])[1] <= each.page + 1
        number = (alone["number"], False) if fits else None
    if number and edge.label is None:
        edge.label, edge.left = number
    if not alone:
        words = re.sub(r"\s+", " ", each.text.replace(number[0], "", 1) if number else each.text)
        edge.words.append(words.strip(" |·•-–—"))


def _candidates(
    pages: Sequence[Sequence[Row]], edges: Sequence[Edge], top: bool, leading: float
) -> Iterator[_Candidate]:
    """The outermost row of each page that isn't taken yet."""
    for page, rows in enumerate(pages):
        places = [place for place in range(len(rows)) if place not in edges[page].kinds]
        place = (places[0] if top else places[-1]) if places else -1
        row = rows[place] if places else []
        # A raised number at the beginning is a note's.
        if not row or 0 in row[0].raised:
            continue
        inner = (places[1] if top else places[-2]) if len(places) > 1 else None
        apart = abs(rows[inner][0].base - row[0].base) / leading if inner is not None else 9.0
        text = text_of(row)
        size = max(piece.size for piece in row)
        larger = inner is not None and rows[inner][0].size > _TITLE * size
        opens = larger and heads_number(text) and not is_number(text)
        yield _Candidate(page, place, row[0].base, size, text, apart, opens, tuple(_numbers(row)))


def _numbers(row: Row) -> Iterator[tuple[str, bool]]:
    """(number, at the left edge?) of each number that may be a page's."""
    alone = _ALONE.fullmatch(text_of(row))
    if alone:
        if is_number(alone["number"]):
            yield alone["number"], False
        return
    words = [piece.text for piece in row] if len(row) > 1 else row[0].text.split()
    for text, left in ((words[0], True), (words[-1], False)):
        for word in dict.fromkeys((text, text.split()[0 if left else -1])) if text.split() else ():
            match = _ALONE.fullmatch(word.strip("|·•,.:"))
            if match and is_number(match["number"]) and (len(words) > 1):
                yield match["number"], left


def _numbered(
    candidates: Sequence[_Candidate], outermost: Sequence[_Candidate]
) -> dict[tuple[int, int], tuple[str, bool]]:
    """The candidates whose number grows with the pages: near pages agree on what lies between number and place.

    The outermost rows of all pages, above and below, say what the numbers are.
    """
    votes: dict[tuple[bool, int], set[int]] = defaultdict(set)
    for each in (*candidates, *outermost):
        for key, _ in _offsets(each):
            votes[key].add(each.page)
    best: Counter[int] = Counter()
    for each in (*candidates, *outermost):
        best[each.page] = max(best[each.page], *(len(votes[key]) for key, _ in _offsets(each)), 0)
    result = {}
    for each in candidates:
        key, number = max(_offsets(each), key=lambda item: len(votes[item[0]]), default=((False, 0), ("", False)))
        # A chapter's number may agree with another page by chance; the page's own is agreed upon by more.
        if len(votes[key]) > 1 and 2 * len(votes[key]) > best[each.page]:
            result[each.page, each.place] = number
    return result


def _offsets(each: _Candidate) -> Iterator[tuple[tuple[bool, int], tuple[str, bool]]]:
    """((arabic?, how much the number is ahead of the page), (number, at the left?)) of each number."""
    for number in each.numbers:
        arabic, value = label_value(number[0])
        yield (arabic, value - each.page), number


def _groups(candidates: Sequence[_Candidate], tolerance: float) -> Iterator[list[_Candidate]]:
    """The candidates that stand at about the same height."""
    group: list[_Candidate] = []
    for each in sorted(candidates, key=lambda candidate: candidate.base):
        if group and each.base - group[0].base > tolerance:
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _furniture(
    group: Sequence[_Candidate],
    numbered: dict[tuple[int, int], tuple[str, bool]],
    everywhere: Mapping[str, int],
    pages: Sequence[Sequence[Row]],
    leading: float,
) -> list[_Candidate]:
    """Those of a group (same height on their pages) that are furniture; `everywhere` counts rows, casefolded.

    A head repeats another head, or names what stands somewhere as a title.
    """
    shapes = Counter(_shape(each.text) for each in group)
    texts = Counter(each.text for each in group)
    repeated = {
        each
        for each in group
        if texts[each.text] > 1
        or (shapes[_shape(each.text)] > 1 and _shape(each.text) and each.apart > _PARTED)
        or (everywhere[each.text.casefold()] > 1 and each.apart > _PARTED)
    }
    counted = {each for each in group if (each.page, each.place) in numbered}
    sure = repeated | counted
    if not sure:
        return [each for each in group if len(pages) < 3 and each.apart > _APART and _ALONE.fullmatch(each.text)]
    clear = _is_clear(group, sure, pages, _CLEAR * leading)
    # Where most of what stands at this height is furniture, and set apart, the rest of it is as well.
    apart = median(each.apart for each in sure)
    habit = clear and len(sure) > _SHARE * len(group) and len(sure) > 1 and apart > _APART
    taken = []
    for each in group:
        seen = each in counted and (clear or (each.apart > _APART and len(counted) > 1))
        usual = (each in repeated and clear) or (habit and each.apart > 0.8 * apart)
        if (seen and _ALONE.fullmatch(each.text)) or ((seen or usual) and len(each.text) < _LONGEST):
            taken.append(each)
    return taken


def _shape(text: str) -> str:
    """The words without their numbers, which differ from page to page."""
    return _DIGITS.sub("", text).strip(" .|-–—").casefold()
