"""Where a passage begins and ends when a person moves one of its ends; it never becomes empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.model.position import Position
from annotator.ui.reading.selection import Unit, step, word_edge

if TYPE_CHECKING:
    from annotator.ui.reading.plan import Plan


def dragged(plan: Plan, span: Position, offset: int, *, begins: bool, free: bool) -> Position:
    """`span` with its beginning (else its end) brought to `offset`: to the nearest word's, unless it is `free`."""
    edge = offset if free else _nearest(plan, offset, begins=begins)
    if begins and edge >= span.end:
        edge = step(plan, span.end, Unit.CHARACTER, -1) if free else word_edge(plan, span.end, -1, begins=True)
    elif not begins and edge <= span.start:
        edge = step(plan, span.start, Unit.CHARACTER, 1) if free else word_edge(plan, span.start, 1, begins=False)
    return _with(span, edge, begins=begins)


def stepped(plan: Plan, span: Position, direction: int, *, begins: bool) -> Position:
    """`span` with its beginning (else its end) one word later, or earlier with direction -1."""
    return _with(span, word_edge(plan, span.start if begins else span.end, direction, begins=begins), begins=begins)


def _with(span: Position, edge: int, *, begins: bool) -> Position:
    start, end = (edge, span.end) if begins else (span.start, edge)
    return Position(start, end) if start < end else span


def _nearest(plan: Plan, offset: int, *, begins: bool) -> int:
    after = word_edge(plan, offset - 1, 1, begins=begins)
    before = word_edge(plan, offset + 1, -1, begins=begins)
    return min((before, after), key=lambda edge: abs(edge - offset))
