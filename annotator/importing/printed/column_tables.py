"""Tables that were read column by column: runs of equally many short lines, blank lines between."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from annotator.importing.printed.body import BodyLine
from annotator.importing.printed.cells import is_figure
from annotator.importing.printed.lines import Measure

_MIN_ROWS = 3
_SHORT = 0.5


def column_tables(
    body: Sequence[BodyLine], taken: Collection[int], measure: Measure
) -> Iterator[tuple[range, tuple[tuple[str, ...], ...]]]:
    """(the lines, the rows) of each such table; lines of `taken` belong to none."""
    runs = list(_runs(body, taken))
    place = 0
    while place < len(runs):
        columns = [place + 1] if place + 1 < len(runs) and _figures(body, runs[place + 1]) else []
        while columns and columns[-1] + 1 < len(runs) and _same(body, runs, columns):
            columns.append(columns[-1] + 1)
        height = len(runs[columns[0]]) if columns else 0
        labels = range(runs[place].stop - height, runs[place].stop) if height <= len(runs[place]) else range(0)
        if columns and labels and all(len(body[at].text) < measure.width * _SHORT for at in labels):
            spans = [labels, *(runs[column] for column in columns)]
            yield (
                range(labels.start, spans[-1].stop),
                tuple(zip(*([body[at].text for at in s] for s in spans), strict=True)),
            )
            place = columns[-1] + 1
        else:
            place += 1


def _same(body: Sequence[BodyLine], runs: Sequence[range], columns: Sequence[int]) -> bool:
    """Whether the run behind the last column is another one."""
    following = runs[columns[-1] + 1]
    touching = following.start == runs[columns[-1]].stop
    return touching and len(following) == len(runs[columns[0]]) and _figures(body, following)


def _runs(body: Sequence[BodyLine], taken: Collection[int]) -> Iterator[range]:
    """Lines between blank lines."""
    start = 0
    for at in range(1, len(body) + 1):
        if at == len(body) or body[at].line.blank_before or at in taken or at - 1 in taken:
            yield range(start, at)
            start = at


def _figures(body: Sequence[BodyLine], run: range) -> bool:
    """Whether all lines but the first, which may be a head, are figures."""
    return len(run) >= _MIN_ROWS and all(is_figure(body[at].text) for at in run[1:])
