"""Heads and feet where page turns are known: what stands at the edges of pages, and a number that counts them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from annotator.importing.headings import is_notes_heading
from annotator.importing.printed.heads import ALONE, NUMBER, Head, is_page_number, label_value
from annotator.importing.printed.lines import Line, ends_sentence, page_numbers, starts_low
from annotator.importing.printed.shapes import chapter_number

# How many lines at either edge of a page may be furniture.
_DEEP = 3
# How far back a page's number may look for the one that it follows.
_LOOK_BACK = 40
_LONGEST = 110
# A title and an author stand within so many lines of a page's top.
_OPENING = 8
_LEFT = re.compile(rf"{NUMBER}(?:\s*[|·•]\s*|\s+)(?P<words>\S.*)")
_RIGHT = re.compile(rf"(?P<words>\S.*?)(?:\s*[|·•]\s*|\s+){NUMBER}")
_FIRST_NOTE = re.compile(r"[\[(]?1[.)\]]?\s*[^\d\s.]")
_WORD = re.compile(r"[^\W\d_]{2}")
_SENTENCE = re.compile(r"[.;:,]$")


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at an edge of page `page`; `depth` lines from the edge, at the `top` or the foot."""

    index: int
    page: int
    depth: int
    top: bool


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A line at an edge that may bear the page's number."""

    edge: _Edge
    label: str
    words: str
    left: bool

    @property
    def value(self) -> tuple[bool, int]:
        return label_value(self.label)


def find_edge_heads(lines: Sequence[Line], furniture: Collection[int], texts: Mapping[str, int]) -> list[Head]:
    """The heads and feet of pages parted by form feeds; a head without a number of its own has the label ''.

    `texts` counts all lines, casefolded: what comes twice may be a head and a title or an author.
    """
    edges = list(_edges(lines, furniture))
    numbered = [found for edge in edges for found in _readings(edge, lines[edge.index].text)]
    chain = _counting(numbered)
    if len(chain) < 2:
        chain = []
    words = _words_alone(lines, edges, {found.edge.index for found in chain}, texts)
    chain = _without_chapters(chain, words)
    value_of = {found.edge.page: found.value[1] for found in chain}
    heads = [Head(found.edge.index, found.label, found.words, found.left) for found in chain]
    heads += [Head(edge.index, "", lines[edge.index].text, value_of.get(edge.page, 1) % 2 == 0) for edge in words]
    return sorted(heads, key=lambda head: head.index)


def _edges(lines: Sequence[Line], furniture: Collection[int]) -> Iterator[_Edge]:
    of_page = page_numbers(lines)
    for page, group in groupby((i for i in range(len(lines)) if i not in furniture), key=of_page.__getitem__):
        inside = list(group)
        for depth, index in enumerate(inside[:_DEEP]):
            yield _Edge(index, page, depth, True)
        for depth, index in enumerate(inside[: -_DEEP - 1 : -1]):
            # On a page of few lines one line lies at both edges; it counts as a head.
            if index not in inside[:_DEEP]:
                yield _Edge(index, page, depth, False)


def _readings(edge: _Edge, text: str) -> Iterator[_Numbered]:
    chapter = chapter_number(text)
    if len(" ".join(text.split())) > _LONGEST or (chapter and not chapter[1]):
        return
    alone = ALONE.fullmatch(text)
    if alone and is_page_number(alone["number"]):
        yield _Numbered(edge, alone["number"], "", False)
        return
    for pattern, left in ((_LEFT, True), (_RIGHT, False)):
        match = pattern.fullmatch(text)
        if match and is_page_number(match["number"]) and re.search(r"[^\W\d]{2}", match["words"]):
            yield _Numbered(edge, match["number"], " ".join(match["words"].split()), left)


def _counting(found: Sequence[_Numbered]) -> list[_Numbered]:
    """The best chain of numbers that grow with the pages: by one a page, or more where pages are lost."""
    best: list[float] = []
    before: list[int] = []
    for place, here in enumerate(found):
        score, previous = _worth(here), -1
        for earlier in range(max(0, place - _LOOK_BACK * 2), place):
            step = _step(found[earlier], here)
            if step is not None and best[earlier] + step + _worth(here) > score:
                score, previous = best[earlier] + step + _worth(here), earlier
        best.append(score)
        before.append(previous)
    chain: list[_Numbered] = []
    place = max(range(len(found)), key=best.__getitem__, default=-1)
    while place >= 0:
        chain.append(found[place])
        place = before[place]
    return chain[::-1]


def _without_chapters(chain: Sequence[_Numbered], words: Sequence[_Edge]) -> list[_Numbered]:
    """Where numbers stand over pages with words beside them, one without any words is a chapter's."""
    worded = {edge.page for edge in words if edge.top} | {found.edge.page for found in chain if found.words}
    top = [found for found in chain if found.edge.top]
    bare = [found for found in top if found.edge.page not in worded]
    return list(chain) if len(bare) * 3 > len(top) else [found for found in chain if found not in bare]


def _worth(found: _Numbered) -> float:
    """A number alone, nearest to the edge, is the likeliest."""
    return (0.2 if not found.words else 0.1) - 0.05 * found.edge.depth


def _step(earlier: _Numbered, here: _Numbered) -> float | None:
    """How well `here` follows `earlier`; None where it can't."""
    pages = here.edge.page - earlier.edge.page
    if pages < 1:
        return None
    (arabic, low), (arabic_now, high) = earlier.value, here.value
    if arabic != arabic_now:
        # After the front matter the count begins anew.
        return 0.5 if arabic_now and 0 < high <= pages else None
    if high - low == pages:
        return 1.0
    # Lost pages make numbers jump; a jump that is too far is another number.
    return -0.6 if pages < high - low <= pages + 12 else None


def _words_alone(
    lines: Sequence[Line], edges: Sequence[_Edge], numbered: Collection[int], texts: Mapping[str, int]
) -> list[_Edge]:
    """Heads whose number stands on another line, or nowhere."""
    at_edge: dict[tuple[int, bool], list[_Edge]] = defaultdict(list)
    for edge in edges:
        at_edge[edge.page, edge.top].append(edge)
    keys = {edge.index: lines[edge.index].text.casefold() for edge in edges}
    seen = Counter((keys[edge.index], edge.top) for edge in edges if edge.index not in numbered and edge.depth < 2)
    titles = _first_places(lines, {key for key in keys.values() if texts[key] > 1})
    running = _running(edges, keys, seen) | _past_openings(lines, edges, keys)
    common = sum(seen[keys[e.index], True] > 1 for e in edges if e.top and e.index not in numbered and not e.depth) > 1
    found = []
    for (page, top), zone in at_edge.items():
        has_number = any(edge.index in numbered for edge in zone)
        beside = has_number or any(edge.index in numbered for edge in at_edge.get((page, not top), ()))
        for edge in zone:
            if edge.index in numbered:
                continue
            _text, key = lines[edge.index].text, keys[edge.index]
            # What stands as often inside the pages is no head.
            repeated = seen[key, top] > (1 if numbered else 2) and texts[key] <= 2 * seen[key, top]
            once = top and common and texts[key] == 2 and beside
            first = titles.get(key) == edge.index and not (has_number and page) and key not in running
            first = first and not (edge.top and _interrupts(lines, edge.index, numbered))
            first = first and all(line.text.casefold() != key for line in lines[edge.index + 1 : edge.index + _OPENING])
            if first or not (repeated or once) or not _may_be_head(lines, edge):
                break
            found.append(edge)
    # Pages of nothing but heads are no pages.
    return found if len(found) * 2 < len(lines) else []


def _first_places(lines: Sequence[Line], keys: Collection[str]) -> dict[str, int]:
    """Where each of the casefolded `keys` stands for the first time, perhaps broken over two lines: as a title."""
    places: dict[str, int] = {}
    for index, line in enumerate(lines):
        text = line.text.casefold()
        if text in keys:
            places.setdefault(text, index)
        if index + 1 < len(lines) and len(text) < _LONGEST:
            both = f"{text} {lines[index + 1].text.casefold()}"
            if both in keys:
                places.setdefault(both, index)
    return places


def _running(edges: Sequence[_Edge], keys: dict[int, str], seen: Counter[tuple[str, bool]]) -> set[str]:
    """The words that run through the whole book: other heads begin and end while they go on."""
    order = [keys[edge.index] for edge in edges if not edge.depth and seen[keys[edge.index], edge.top] > 1]
    running = set()
    for key in set(order):
        first, last = order.index(key), len(order) - order[::-1].index(key)
        if len(set(order[first:last])) > 2:
            running.add(key)
    return running


def _past_openings(lines: Sequence[Line], edges: Sequence[_Edge], keys: Mapping[int, str]) -> set[str]:
    """The words that stand over pages on both sides of a chapter's beginning: no title does."""
    tops = [edge for edge in edges if edge.top]
    openings = [edge.page for edge in tops if (chapter := chapter_number(lines[edge.index].text)) and not chapter[1]]
    pages: dict[str, list[int]] = defaultdict(list)
    for edge in tops:
        if not edge.depth:
            pages[keys[edge.index]].append(edge.page)
    return {
        key for key, found in pages.items() if bisect_left(openings, found[0] + 1) < bisect_right(openings, found[-1])
    }


def _interrupts(lines: Sequence[Line], index: int, numbered: Collection[int]) -> bool:
    """Whether a sentence runs on past the line at the top of a page, from the page before it: no title does that."""
    before = next((at for at in range(index - 1, -1, -1) if at not in numbered), None)
    if before is None or index + 1 >= len(lines):
        return False
    return not ends_sentence(lines[before].text) and starts_low(lines[index + 1].text)


def _may_be_head(lines: Sequence[Line], edge: _Edge) -> bool:
    """Whether the line reads like a head: words, no sentence, and not the heading of notes."""
    text = lines[edge.index].text
    if len(text) > _LONGEST or _SENTENCE.search(text) or not _WORD.search(text):
        return False
    following = lines[edge.index + 1].text if edge.index + 1 < len(lines) else ""
    # A word over note 1 heads the notes, in whatever language.
    return not (_FIRST_NOTE.match(following) and (is_notes_heading(text) or len(text.split()) == 1))
