"""Which annotations stand under which heading: by place in the text, or by role, tag or day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.export.naming import home_of, tag_word
from annotator.export.words import ENGLISH, Words
from annotator.model.annotation import Annotation, Placed, PlaceState, Role
from annotator.model.document import Document
from annotator.model.lookup import ancestry, division_at, division_keys


@dataclass(frozen=True, slots=True)
class Section:
    """Annotations in text order under one section (an index into `divisions`), or under the home's own heading."""

    division: int | None
    entries: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Home:
    """A selection, introduction … with its annotations; `division` is None for words outside of any."""

    division: int | None
    notes: tuple[Placed, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class ByPlace:
    """Every annotation once: notes on the whole reader, those with a place, and those that lost theirs."""

    general: tuple[Placed, ...]
    homes: tuple[Home, ...]
    orphans: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which annotations are wanted; None takes all. `division` (an index) takes all inside of it."""

    roles: frozenset[str] | None = None
    tags: frozenset[str] | None = None
    division: int | None = None


def is_orphan(placed: Placed) -> bool:
    """Whether an annotation has passages, and any of them wasn't found, or a division that isn't in the text."""
    return placed.state is PlaceState.ORPHAN or (bool(placed.annotation.anchors) and not placed.spans)


def is_general(placed: Placed) -> bool:
    """Whether it is a note on a division or the whole reader, without a passage."""
    return not placed.annotation.anchors and not is_orphan(placed)


def division_of(document: Document, placed: Placed, keys: Mapping[str, int] | None = None) -> int | None:
    """The innermost division that an annotation belongs to; for an orphan the one where it once stood.

    `keys` are the document's division keys with their indices, made here where they aren't handed in.
    """
    if placed.spans or placed.annotation.anchors:
        return division_at(document, (placed.spans or (placed.annotation.anchors[0].position,))[0].start)
    if placed.annotation.division is None:
        return None
    return (keys if keys is not None else _keys(document)).get(placed.annotation.division)


def chosen(document: Document, placed: Iterable[Placed], choice: Choice) -> list[Placed]:
    """Those of `placed` that are wanted, in text order; what lies in the trash never is.

    An orphan counts as inside the division where it once stood; one that stood beyond the text's end, or in a
    division that isn't there, is always inside.
    """
    keys = _keys(document)

    def wanted(one: Placed) -> bool:
        annotation = one.annotation
        if annotation.deleted or (choice.roles is not None and annotation.role not in choice.roles):
            return False
        if choice.tags is not None and choice.tags.isdisjoint(annotation.tags):
            return False
        if choice.division is None:
            return True
        lost = is_orphan(one) and (not annotation.anchors or annotation.anchors[0].position.start >= len(document.text))
        return lost or choice.division in ancestry(document, division_of(document, one, keys))

    return sorted((one for one in placed if wanted(one)), key=lambda one: one.order)


def by_place(document: Document, placed: Sequence[Placed]) -> ByPlace:
    """Group annotations (in text order) under homes and sections, notes without a passage at the head of theirs."""
    keys = _keys(document)
    general: list[Placed] = []
    notes: dict[int | None, list[Placed]] = {}
    sections: dict[int | None, dict[int | None, list[Placed]]] = {}
    orphans = [one for one in placed if is_orphan(one)]
    for one in placed:
        if is_orphan(one):
            continue
        division = division_of(document, one, keys)
        home = home_of(document, division)
        section = None if division == home else division
        if is_general(one) and division is None:
            general.append(one)
        elif is_general(one) and section is None:
            notes.setdefault(home, []).append(one)
        else:
            sections.setdefault(home, {}).setdefault(section, []).append(one)
    homes = sorted({*notes, *sections}, key=_first)
    return ByPlace(
        tuple(general),
        tuple(Home(home, tuple(notes.get(home, ())), _sections(sections.get(home, {}))) for home in homes),
        tuple(orphans),
    )


def by_name(placed: Sequence[Placed], names: Callable[[Annotation], Sequence[str]]) -> dict[str, list[Placed]]:
    """Annotations under each of their names, in the order in which the names appear."""
    groups: dict[str, list[Placed]] = {}
    for one in placed:
        for name in names(one.annotation):
            groups.setdefault(name, []).append(one)
    return groups


def by_role(placed: Sequence[Placed], roles: Mapping[str, Role]) -> dict[str, list[Placed]]:
    """Annotations under their role's name, roles in their own order, unknown ones last."""
    order = {role.name: role.position for role in roles.values()}
    groups = by_name(placed, lambda one: [roles[one.role].name if one.role in roles else one.role])
    return dict(sorted(groups.items(), key=lambda item: (order.get(item[0], len(order) + 1), item[0])))


def by_tag(placed: Sequence[Placed], words: Words = ENGLISH) -> dict[str, list[Placed]]:
    """Annotations under each of their tags, those without any at the end."""
    groups = by_name(placed, lambda one: sorted({tag_word(tag) for tag in one.tags}) or [words.untagged])
    return dict(sorted(groups.items(), key=lambda item: (not item[0].startswith("#"), item[0].casefold(), item[0])))


def by_day(placed: Sequence[Placed], words: Words = ENGLISH) -> dict[str, list[Placed]]:
    """Annotations under the day (UTC) on which they were made, oldest first."""
    inside = sorted(placed, key=lambda one: (not one.annotation.created, one.annotation.created))
    return by_name(inside, lambda one: [one.created[:10] or words.undated])


def _keys(document: Document) -> dict[str, int]:
    return {key: index for index, key in enumerate(division_keys(document))}


def _sections(groups: Mapping[int | None, list[Placed]]) -> tuple[Section, ...]:
    return tuple(Section(section, tuple(groups[section])) for section in sorted(groups, key=_first))


def _first(division: int | None) -> int:
    return -1 if division is None else division
