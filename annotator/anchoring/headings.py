"""Find a division again whose key isn't in the text any more, by its number and title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from annotator.model.document import DivisionKind

_UNTITLED = frozenset(kind.value for kind in DivisionKind)
_TWIN = re.compile(r"~\d+$")
_NUMBER = re.compile(r"(\d+(?:-\d+)*)(?:-|$)")
_LEAST = 0.5  # likeness below which a division is no candidate
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class FoundDivision:
    """A division that may be the one: its index, and how surely, from 0 to 1. `certain`: its name, and its alone."""

    index: int
    confidence: float
    certain: bool = False


def find_division_again(keys: Sequence[str], lost: str) -> list[FoundDivision]:
    """The divisions (of these keys) that the key `lost` may stand for now, the likeliest first."""
    names = [_name(key) for key in keys]
    wanted = _name(lost)
    same = [index for index, name in enumerate(names) if name == wanted]
    if len(same) == 1 and wanted not in _UNTITLED:
        return [FoundDivision(same[0], 1.0, certain=True)]
    pairs = zip(names, keys, strict=True)
    scored = [(_likeness(wanted, lost, name, key), index) for index, (name, key) in enumerate(pairs)]
    ranked = sorted((one for one in scored if one[0] >= _LEAST), key=lambda one: -one[0])
    return [FoundDivision(index, round(score, 3)) for score, index in ranked[:_SHOWN]]


def _likeness(wanted: str, lost: str, name: str, key: str) -> float:
    """Mostly the names, a little the ways that lead to them; a number of its own is half of a name."""
    alike = Levenshtein.normalized_similarity(wanted, name)
    one, other = _NUMBER.match(wanted), _NUMBER.match(name)
    if one and other:
        alike = (alike + (one[1] == other[1])) / 2
    return 0.9 * alike + 0.1 * Levenshtein.normalized_similarity(lost, key)


def _name(key: str) -> str:
    """The last part of a key: number and title."""
    return _TWIN.sub("", key.rpartition("/")[2])
