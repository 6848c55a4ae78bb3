"""Page turns and the numbers of pages: printed ones from the heads, the others by counting turns between them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.importing.printed.heads import Head, label_value
from annotator.importing.printed.lines import Line, page_numbers
from annotator.importing.printed.loose_turns import turns_at_heads
from annotator.importing.printed.turns import Turn
from annotator.model.report import Doubt

_MAX_LED = 0.12
_ROMANS = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class PageStart:
    """A numbered page that begins at line `index`."""

    index: int
    label: str
    printed: bool


@dataclass(frozen=True, slots=True)
class Pagination:
    """All pages, the labels of those that are lost, and what is doubtful about them."""

    pages: tuple[PageStart, ...]
    missing: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def find_turns(
    lines: Sequence[Line], heads: Sequence[Head], furniture: Collection[int], right_set: Collection[int]
) -> list[Turn]:
    """The page turns of `lines`: form feeds where there are any, else single leading spaces; and running heads."""
    by_index = {head.index: head for head in heads if head.label}
    if any(line.form_feed for line in lines):
        return _turns_at_feeds(lines, by_index, furniture)
    led = [index for index, line in enumerate(lines) if line.leading and index not in right_set]
    ones = sum(lines[index].leading == 1 for index in led)
    # Deeper ones are indents.
    by_space = len(led) <= max(1.0, len(lines) * _MAX_LED) and ones * 2 >= len(led)
    signals = {index: lines[index].leading == 1 for index in led} if by_space else {}
    if by_index and not signals:
        return turns_at_heads(lines, heads, furniture)
    turns: dict[int, Turn] = {}
    pending: tuple[bool, Head | None] | None = (True, None)
    for index in range(len(lines)):
        head = by_index.get(index)
        if index in signals or head:
            at_foot = head is not None and index not in signals and _at_foot(lines, index, signals)
            if at_foot and turns:
                last = turns.popitem()[1]
                turns[last.index] = Turn(last.index, last.head or head, True)
                continue
            sure = signals.get(index, False) or head is not None
            pending = (sure or bool(pending and pending[0]), head or (pending[1] if pending else None))
        if index not in furniture and pending:
            turns[index] = Turn(index, pending[1], pending[0])
            pending = None
    return list(turns.values())


def _turns_at_feeds(lines: Sequence[Line], heads: Mapping[int, Head], furniture: Collection[int]) -> list[Turn]:
    """A turn at the first line of the text on each page; the page's number stands anywhere on it."""
    of_page = page_numbers(lines)
    labels = {of_page[index]: head for index, head in heads.items()}
    first: dict[int, int] = {}
    for index, page in enumerate(of_page):
        if index not in furniture:
            first.setdefault(page, index)
    return [Turn(index, labels.get(page)) for page, index in first.items()]


def _at_foot(lines: Sequence[Line], index: int, signals: Collection[int]) -> bool:
    """Whether the number at `index` is the last thing of its page."""
    return index + 1 in signals or (index + 1 == len(lines) and bool(signals))


def number_pages(lines: Sequence[Line], turns: Sequence[Turn]) -> Pagination:
    """Give each turn its label, drop turns that can't be, and find what is missing."""
    missing: list[str] = []
    doubts: list[Doubt] = []
    anchors = [place for place, turn in enumerate(turns) if turn.head]
    if not anchors:
        # One page without a number is no page: nothing shows that this text was ever printed.
        kept = _plausible(turns) if len(turns) > 1 else []
        return Pagination(tuple(PageStart(turn.index, str(n), False) for n, turn in enumerate(kept, 1)))
    pages = _before(turns[: anchors[0]], turns[anchors[0]])
    for a, b in pairwise(anchors):
        pages.append(_printed(turns[a]))
        pages += _between(lines, turns[a : b + 1], missing, doubts)
    pages.append(_printed(turns[anchors[-1]]))
    pages += _after(pages[-1].label, _plausible(turns[anchors[-1] :])[1:])
    return Pagination(tuple(pages), tuple(missing), tuple(doubts))


def _printed(turn: Turn) -> PageStart:
    return PageStart(turn.index, turn.head.label if turn.head else "?", True)


def label_of(arabic: bool, value: int, like: str = "") -> str:
    """The label of a page; roman ones in capitals where `like` is."""
    return str(value) if arabic else _roman(value).upper() if like.isupper() else _roman(value)


def _roman(value: int) -> str:
    text = ""
    for size, letters in _ROMANS:
        text += letters * (value // size)
        value %= size
    return text


def _after(label: str, turns: Sequence[Turn]) -> list[PageStart]:
    arabic, value = label_value(label)
    return [PageStart(turn.index, label_of(arabic, value + n), False) for n, turn in enumerate(turns, 1)]


def _before(turns: Sequence[Turn], first: Turn) -> list[PageStart]:
    """Count back from the first printed number; what comes before page 1 is numbered i, ii, iii."""
    arabic, value = label_value(first.head.label if first.head else "1")
    turns = _plausible(turns)
    front = max(0, len(turns) - (value - 1))
    pages = [PageStart(turn.index, _roman(n), False) for n, turn in enumerate(turns[:front], 1)]
    for n, turn in enumerate(turns[front:]):
        pages.append(PageStart(turn.index, label_of(arabic, value - len(turns) + front + n), False))
    return pages


def _between(lines: Sequence[Line], turns: Sequence[Turn], missing: list[str], doubts: list[Doubt]) -> list[PageStart]:
    """The pages between two printed numbers (the first and last of `turns`)."""
    (arabic, low), (arabic_after, high) = (label_value(t.head.label if t.head else "") for t in (turns[0], turns[-1]))
    inner = list(turns[1:-1])
    if arabic != arabic_after:
        back = min(len(inner), high - 1)
        split = len(inner) - back
        pages = _after(label_of(arabic, low), inner[:split])
        return pages + [
            PageStart(turn.index, label_of(arabic_after, high - back + n), False)
            for n, turn in enumerate(inner[split:])
        ]
    room = high - low - 1
    inner = _fit(turns, room)
    lost = room - len(inner)
    at = _likeliest_gap(lines, [*inner, turns[-1]]) if lost else len(inner) + 1
    pages = []
    for place, turn in enumerate([*inner, turns[-1]]):
        if place == at:
            labels = [label_of(arabic, low + 1 + place + n) for n in range(lost)]
            missing += labels
            doubts += [Doubt(lines[turn.index].number, "page_missing", (("label", label),)) for label in labels]
        if place < len(inner):
            pages.append(PageStart(turn.index, label_of(arabic, low + 1 + place + (lost if place >= at else 0)), False))
    return pages


def _fit(turns: Sequence[Turn], room: int) -> list[Turn]:
    """At most `room` of the inner turns: unsure ones fall out first, then those that make the shortest page."""
    kept = list(turns)
    while len(kept) - 2 > room:
        lengths = {
            place: (kept[place].sure, min(b.index - a.index for a, b in pairwise(kept[place - 1 : place + 2])))
            for place in range(1, len(kept) - 1)
        }
        del kept[min(lengths, key=lengths.__getitem__)]
    return kept[1:-1]


def _plausible(turns: Sequence[Turn]) -> list[Turn]:
    """Without unsure turns: where no printed number follows, nothing can prove them."""
    return [turn for turn in turns if turn.sure]


def _likeliest_gap(lines: Sequence[Line], turns: Sequence[Turn]) -> int:
    """Before which of `turns` a page is missing: where the text breaks off most."""

    def tie(turn: Turn) -> int:
        line, previous = lines[turn.index], lines[turn.index - 1]
        if previous.goes_on and turn.head is None:
            return 2
        starts_anew = len(line.text) < 40 and line.blank_after > 0
        return 0 if starts_anew and turn.head is None else 1

    return min(range(len(turns)), key=lambda place: tie(turns[place]))
