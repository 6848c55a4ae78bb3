"""Note markers: numbers glued to the end of a sentence, growing by one from 1 in each selection."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.importing.printed.symbols import MARK

_GLUED = re.compile(r"(?<=[.?!,;:”’“»«›\"')\]])(?P<number>\d{1,3})(?=\s|$|[—–)\]”»])")
_SPACED = re.compile(r"(?<=[.?!”’“»\")])\s+(?P<number>\d{1,3})(?=\s+[A-ZÄÖÜÉÈÀÇ“‘„«(]|\s*$)")
_ON_WORD = re.compile(r"(?<=[^\W\d_])(?P<number>\d{1,3})(?=[.,;:?!]?[”“’»]?(\s|$))")
_DECIMAL = re.compile(r"\d[.,]$")
_MAX_SKIP = 2


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker in the text with index `place`, from `start` to `end` (code points); `sure`: glued to an end mark.

    `note`: which of the division's notes it belongs to (their order, from 0), None where there is no such note.
    `label` is what it says where that is no number; `key` names its note where that is known beforehand.
    """

    place: int
    start: int
    end: int
    number: int
    sure: bool
    note: int | None = None
    label: str = ""
    key: Hashable = None

    @property
    def says(self) -> str:
        """Its label as printed."""
        return self.label or str(self.number)


def find_markers(texts: Sequence[str], labels: Sequence[str]) -> tuple[list[Marker], list[int]]:
    """The markers in one division's `texts`, and the numbers that were passed over.

    `labels` are the division's notes in order; where it has any, a marker may also stand after a space or on a bare
    word. Notes at the feet of pages may begin anew with 1 on every page.
    """
    found: list[Marker] = []
    skipped: list[int] = []
    wanted = list(labels) or [str(number) for number in range(1, 1000)]
    following = 0
    symbols = not all(label.isdigit() for label in labels)
    candidates = [marker for place, text in enumerate(texts) for marker in _candidates(place, text, symbols)]
    for marker in candidates:
        near = wanted[following : following + 1 + _MAX_SKIP]
        if marker.says not in near or not (marker.sure or labels):
            continue
        ahead = near.index(marker.says)
        if ahead and not (labels and marker.sure):
            continue
        skipped += map(int, filter(str.isdigit, near[:ahead]))
        following += ahead
        found.append(replace(marker, note=following if labels else None))
        following += 1
    if labels and following == len(wanted) and wanted[-1].isdigit():
        found += _without_notes(candidates, found, int(wanted[-1]))
    # One number alone, with no note to it, is more likely something else.
    if not labels and len(found) < 2:
        return [], []
    return found, skipped


def _without_notes(candidates: Sequence[Marker], found: Sequence[Marker], last: int) -> list[Marker]:
    """The markers behind the last one that has a note: the notes to them are lost."""
    after = candidates.index(replace(found[-1], note=None)) + 1 if found else len(candidates)
    more: list[Marker] = []
    for marker in candidates[after:]:
        if marker.sure and marker.number == last + 1 + len(more):
            more.append(marker)
    return more


def _candidates(place: int, text: str, symbols: bool) -> Iterator[Marker]:
    found = {}
    for match in MARK.finditer(text) if symbols else ():
        found[match.start()] = Marker(place, *match.span(), 0, True, label=match["label"])
    for pattern, sure in ((_ON_WORD, False), (_SPACED, False), (_GLUED, True)):
        for match in pattern.finditer(text):
            if (
                sure
                and _DECIMAL.search(text[max(0, match.start() - 2) : match.start()])
                and not _ends_year(text, match)
            ):
                continue
            found[match.start("number")] = Marker(place, match.start(), match.end(), int(match["number"]), sure)
    yield from (found[start] for start in sorted(found))


def _ends_year(text: str, match: re.Match[str]) -> bool:
    """`in 1989.4 Though`: a year ends the sentence. `81.1 per cent` is a number."""
    before = re.search(r"(?<!\d)\d{4}\.$", text[max(0, match.start() - 6) : match.start()])
    return bool(before) and bool(re.match(r"\s+[A-Z“‘(]|\s*$", text[match.end() :]))


def without(text: str, spans: Sequence[tuple[int, int]], offsets: Sequence[int]) -> tuple[str, list[int]]:
    """`text` without `spans` (in order, apart), and where `offsets` (in order) went."""
    pieces, moved, done, gone = [], [], 0, 0
    waiting = iter(offsets)
    offset = next(waiting, None)
    for start, end in [*spans, (len(text), len(text))]:
        while offset is not None and (offset < end or start == len(text)):
            moved.append(min(offset, start) - gone)
            offset = next(waiting, None)
        pieces.append(text[done:start])
        done, gone = end, gone + end - start
    return "".join(pieces), moved
