"""Counts the values that hits have, each facet by what the other facets let through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from annotator.services.hits import FACETS, Facet, FacetName, Filters

Values = Mapping[FacetName, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Group:
    """So many hits with the same values."""

    count: int
    values: Values


def lets_through(filters: Filters, values: Values) -> bool:
    """Whether hits with these values are among what is asked for."""
    return not _stopped_by(_asked(filters), values)


def count(
    groups: Iterable[Group], filters: Filters, label: Callable[[FacetName, str], str]
) -> dict[FacetName, tuple[Facet, ...]]:
    """The facets of all hits, the most frequent values first."""
    counts: dict[FacetName, Counter[str]] = {name: Counter() for name in FACETS}
    asked = _asked(filters)
    for group in groups:
        stopped = _stopped_by(asked, group.values)
        if len(stopped) < 2:
            for name in stopped or FACETS:
                for value in group.values.get(name, ()):
                    counts[name][value] += group.count
    found: dict[FacetName, tuple[Facet, ...]] = {}
    for name, values in counts.items():
        some = [Facet(value, label(name, value), number) for value, number in values.items()]
        found[name] = tuple(sorted(some, key=lambda facet: (-facet.count, facet.label)))
    return found


def _asked(filters: Filters) -> list[tuple[FacetName, frozenset[str]]]:
    return [(name, getattr(filters, name)) for name in FACETS if getattr(filters, name)]


def _stopped_by(asked: list[tuple[FacetName, frozenset[str]]], values: Values) -> list[FacetName]:
    """The facets that don't let hits with these values through."""
    return [name for name, wanted in asked if wanted.isdisjoint(values.get(name, ()))]
