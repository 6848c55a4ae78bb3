"""Printed pages by what a person types: “17”, “xii”, “p. 17”."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PREFIX = re.compile(r"^\s*(?:pages?|pp?)\s*\.?\s*(?=\S)", re.IGNORECASE)
_RANGE = re.compile(r"\s*[-–—].*$")
_ROMAN = re.compile(r"^m*(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$", re.IGNORECASE)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def find_page(typed: str, labels: Sequence[str]) -> str | None:
    """The label that `typed` means, as it is printed; of a range (“17–18”) its first page; None where there is none."""
    known = {label.casefold(): label for label in reversed(labels)}
    whole = typed.strip().casefold()
    plain = _PREFIX.sub("", typed).strip().casefold()
    for wanted in (whole, plain, _RANGE.sub("", plain)):
        if wanted in known:
            return known[wanted]
    return None


def nearest_page(typed: str, labels: Sequence[str]) -> str | None:
    """The label whose number is nearest to the one typed, roman ones among roman; None where none was typed."""
    wanted = _number(_RANGE.sub("", _PREFIX.sub("", typed).strip()))
    if wanted is None:
        return None
    numbered = [(label, number) for label in labels if (number := _number(label)) is not None]
    alike = [pair for pair in numbered if pair[1][0] == wanted[0]] or numbered
    return min(alike, key=lambda pair: abs(pair[1][1] - wanted[1]), default=("", (False, 0)))[0] or None


def _number(label: str) -> tuple[bool, int] | None:
    """Whether the numeral is roman, and what it counts."""
    if label.isdecimal():
        return False, int(label)
    if not label or not _ROMAN.match(label):
        return None
    values = [_VALUES[letter] for letter in label.lower()]
    following = [*values[1:], 0]
    return True, sum(-value if value < after else value for value, after in zip(values, following, strict=True))
