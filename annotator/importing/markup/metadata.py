"""What a book says of itself, under the keys that a Document's metadata has."""

from __future__ import annotations

import re
from collections.abc import Iterable

_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_ISBN = re.compile(r"(?<![\dX])(97[89][-\s]?(?:\d[-\s]?){9}\d|(?:\d[-\s]?){9}[\dXx])(?![\dX])")


def year_of(date: str) -> str | None:
    """The year in a date of any spelling."""
    match = _YEAR.search(date)
    return match[1] if match else None


def isbn_of(identifier: str) -> str | None:
    """The ISBN in an identifier (`urn:isbn:…`, plain or with hyphens) if its check digit is right."""
    match = _ISBN.search(identifier)
    digits = re.sub(r"[-\s]", "", match[1]).upper() if match else ""
    if len(digits) == 13:
        right = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
    else:
        values = [10 if digit == "X" else int(digit) for digit in digits]
        right = bool(digits) and sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0
    return digits if right else None


def people(names: Iterable[str]) -> str | None:
    """Several names as one string, each once, as a title page joins them."""
    known = list(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
    if len(known) < 2:
        return known[0] if known else None
    return f"{', '.join(known[:-1])} and {known[-1]}"
