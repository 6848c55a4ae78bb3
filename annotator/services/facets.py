"""Counts the values that hits have, each facet by what the other facets let through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from annotator.services.hits import FACETS, Facet, FacetName, Filters


@dataclass(frozen=True, slots=True)
class Group:
    """So many hits with the same values."""

    count: int
    values: Mapping[FacetName, tuple[str, ...]]


def lets_through(filters: Filters, values: Mapping[FacetName, tuple[str, ...]], but: FacetName | None = None) -> bool:
    """Whether hits with these values are among what is asked for; `but`: whatever they have there."""
    return all(
        name == but or not getattr(filters, name) or not getattr(filters, name).isdisjoint(values.get(name, ()))
        for name in FACETS
    )


def count(
    groups: Iterable[Group], filters: Filters, label: Callable[[FacetName, str], str]
) -> dict[FacetName, tuple[Facet, ...]]:
    """The facets of all hits, the most frequent values first."""
    counts: dict[FacetName, Counter[str]] = {name: Counter() for name in FACETS}
    for group in groups:
        for name in FACETS:
            if lets_through(filters, group.values, but=name):
                for value in group.values.get(name, ()):
                    counts[name][value] += group.count
    return {
        name: tuple(
            Facet(value, label(name, value), number)
            for value, number in sorted(found.items(), key=lambda item: (-item[1], label(name, item[0])))
        )
        for name, found in counts.items()
    }
