"""The label of each page: as printed, as the file says, or counted between those that are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.importing.printed.heads import label_value
from annotator.importing.printed.pages import label_of


@dataclass(frozen=True, slots=True)
class Numbering:
    """`labels`: (label, printed?) of each page of the file; `missing`: (page before which they lack, label)."""

    labels: tuple[tuple[str, bool], ...]
    missing: tuple[tuple[int, str], ...] = ()


def number(printed: Sequence[str | None], own: Sequence[str] | None) -> Numbering:
    """`printed` are the numbers found on the pages, `own` the labels of the file (None: it has none of use)."""
    if own is not None and _agree(printed, own):
        return Numbering(
            tuple(
                (mine or label or str(n), mine is not None)
                for n, (mine, label) in enumerate(zip(printed, own, strict=True), 1)
            )
        )
    known = [page for page, label in enumerate(printed) if label]
    if not known:
        return Numbering(tuple((label or str(n), False) for n, label in enumerate(own or [""] * len(printed), 1)))
    labels: list[tuple[str, bool]] = _before(printed, known[0])
    missing: list[tuple[int, str]] = []
    for here, there in pairwise(known):
        labels.append((printed[here] or "", True))
        labels += _between(printed[here] or "", printed[there] or "", there - here - 1, there, missing)
    last = printed[known[-1]] or ""
    labels.append((last, True))
    labels += _counted(last, len(printed) - known[-1] - 1)
    return Numbering(tuple(labels), tuple(missing))


def _agree(printed: Sequence[str | None], own: Sequence[str]) -> bool:
    """Whether the file's labels say what is printed, where anything is."""
    seen = [(mine, label) for mine, label in zip(printed, own, strict=True) if mine]
    same = sum(mine.casefold() == label.casefold() for mine, label in seen)
    return same >= 0.7 * len(seen)


def _counted(label: str, count: int) -> list[tuple[str, bool]]:
    arabic, value = label_value(label)
    return [(label_of(arabic, value + n, like=label), False) for n in range(1, count + 1)]


def _before(printed: Sequence[str | None], first: int) -> list[tuple[str, bool]]:
    """Count back from the first number; what comes before page 1 is numbered i, ii, iii."""
    label = printed[first] or ""
    arabic, value = label_value(label)
    front = max(0, first - value + 1)
    pages = [(label_of(False, n), False) for n in range(1, front + 1)]
    return pages + [(label_of(arabic, value - n, like=label), False) for n in range(first - front, 0, -1)]


def _between(low: str, high: str, room: int, there: int, missing: list[tuple[int, str]]) -> list[tuple[str, bool]]:
    """The `room` pages between two that are numbered; what the numbers count too many is missing from the file."""
    (arabic, a), (arabic_after, b) = label_value(low), label_value(high)
    if arabic != arabic_after:
        back = min(room, max(b - 1, 0))
        return _counted(low, room - back) + [
            (label_of(arabic_after, b - n, like=high), False) for n in range(back, 0, -1)
        ]
    lost = b - a - 1 - room
    if lost >= 0:
        missing += [(there, label_of(arabic, b - n, like=low)) for n in range(lost, 0, -1)]
        return _counted(low, room)
    # More pages than numbers: plates and the like, which no one counted, are named after the page before them.
    counted = _counted(low, b - a - 1)
    last = counted[-1][0] if counted else low
    return counted + [(f"{last}+{n}", False) for n in range(1, room - len(counted) + 1)]
