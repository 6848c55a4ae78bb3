"""Footnotes by their place: under a short rule or in smaller type at the foot of a column, each with its label."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from annotator.importing.headings import is_notes_heading
from annotator.importing.printed.lines import Line, ends_sentence
from annotator.importing.printed.sources import is_source

_LABEL = re.compile(r"(?P<label>\d{1,3}|[*∗⁎†‡§¶‖#]{1,4})(?:[.)]|(?=\s))\s*(?=\S)")
_RAISED_LABEL = re.compile(r"\d{1,3}|[*∗⁎†‡§¶‖#]{1,4}|[a-z]")
_SMALLER = 0.95
_APART = 1.2
_LONGEST_RULE = 0.7


@dataclass(slots=True)
class Foot:
    """A note as it stands at a column's foot: its lines (places in the strip); `label` None: it began before."""

    label: str | None
    length: int
    lines: list[int] = field(default_factory=list)


Rule = tuple[float, float, float]


def feet_of(
    lines: Sequence[Line],
    rules: Sequence[Rule],
    body_size: float,
    marked: Collection[str],
    open_note: Line | None,
) -> list[Foot]:
    """The notes at the foot of one column.

    `marked` are the labels of the markers on the page; `open_note` is the last line of the note that the foot of the
    page or column before ended with, if there was one.
    """
    start = _zone(lines, rules, body_size)
    if start is None:
        return []
    first, ruled = start
    labels = list(_labels(lines, first, marked))
    if labels and not ruled and (first == 0 or not any(label in marked for _, label, _ in labels)):
        return []
    begin = labels[0][0] if labels else len(lines)
    feet = []
    if begin > first:
        # What stands before the first label: the rest of a note, or text in small type that is none of the foot.
        runs_over = open_note is not None and (not ends_sentence(open_note.text) or ruled) and (ruled or not labels)
        if runs_over and not is_source(lines[first].text):
            feet.append(Foot(None, 0, list(range(first, begin))))
        elif not labels:
            return []
    for number, (place, label, length) in enumerate(labels):
        end = labels[number + 1][0] if number + 1 < len(labels) else len(lines)
        feet.append(Foot(label, length, list(range(place, end))))
    return feet


def _zone(lines: Sequence[Line], rules: Sequence[Rule], body_size: float) -> tuple[int, bool] | None:
    """(place of the first line that may belong to the foot, whether a rule stands over it)."""
    ruled = _under_rule(lines, rules)
    if ruled is not None:
        return ruled, True
    first = len(lines)
    while first and _size(lines[first - 1]) < _SMALLER * body_size:
        first -= 1
    if first == len(lines) or (first and is_notes_heading(lines[first - 1].text)):
        return None
    # Smaller type higher up (a quotation, a table) is parted from the foot by white.
    return first, False


def _under_rule(lines: Sequence[Line], rules: Sequence[Rule]) -> int | None:
    """The first line under the lowest short rule at the left edge that has nothing but small lines under it."""
    for left, right, y in sorted(rules, key=lambda rule: -rule[2]):
        layout = next((line.layout for line in lines if line.layout), None)
        if layout is None or right - left > _LONGEST_RULE * layout.width:
            continue
        edge = layout.left - layout.indent
        below = [place for place, line in enumerate(lines) if line.layout and line.layout.base > y]
        # A rule that underlines words, or belongs to a table, has text at its height or labels of no note under it.
        if abs(left - edge) < 0.1 * layout.width and below and below == list(range(below[0], len(lines))):
            gap = min(line.layout.base - y for line in lines[below[0] :] if line.layout)
            above = [y - line.layout.base for line in lines[: below[0]] if line.layout]
            if gap < 2.5 * _size(lines[below[0]]) and (not above or min(above) > 0):
                return below[0]
    return None


def _labels(lines: Sequence[Line], first: int, marked: Collection[str]) -> Iterator[tuple[int, str, int]]:
    """(place, label, its length) of each line that begins a note."""
    last: str | None = None
    for place in range(first, len(lines)):
        found = _label(lines[place])
        if not found:
            continue
        label, length, raised = found
        if last is None:
            fits = raised or label in marked or not label.isdigit()
        elif label.isdigit() and last.isdigit():
            fits = int(label) == int(last) + 1 or (raised and int(label) > int(last))
        else:
            fits = raised or label in marked
        if fits:
            last = label
            yield place, label, length


def _label(line: Line) -> tuple[str, int, bool] | None:
    raised = line.layout.opening_label if line.layout else None
    if raised and _RAISED_LABEL.fullmatch(line.text[raised[0] : raised[1]]):
        rest = re.match(r"[.)]?\s*", line.text[raised[1] :])
        return line.text[: raised[1]], raised[1] + (rest.end() if rest else 0), True
    match = _LABEL.match(line.text)
    return (match["label"], match.end(), False) if match else None


def _size(line: Line) -> float:
    return line.layout.size if line.layout else 0.0
