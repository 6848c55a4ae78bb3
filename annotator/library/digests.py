"""The digest of a row: what a flipped bit anywhere in it would change.

It is taken over the columns as they are stored, so that a row is proved without making anything of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from annotator.library.records import text_digest

_SORTED = json.JSONEncoder(ensure_ascii=False, sort_keys=True)
_JSON = ("anchors", "tags")  # columns of versions 1 and 2


def row_digest(row: Iterable[Any]) -> str:
    """16 hexadecimal digits of BLAKE2b over the columns, one after another.

    A text is told as a netstring (its length in code points, a colon, itself), a number or NULL as its name and a
    semicolon: no two rows are told alike.
    """
    return text_digest("".join(_told(row)))


def row_digests(columns: Sequence[Sequence[Any]]) -> list[str]:
    """`row_digest` of each row of these columns: what all of a reader's rows have in common is told once."""
    return [text_digest("".join(row)) for row in zip(*map(_column, columns), strict=True)]


def _column(values: Sequence[Any]) -> list[str]:
    first = values[0]
    if (first is None or first.__class__ is str) and values.count(first) == len(values):
        return _told((first,)) * len(values)
    return _told(values)


def _told(values: Iterable[Any]) -> list[str]:
    return [f"{len(v)}:{v}" if v.__class__ is str else f"{v!r};" for v in values]


def redigest(kind: str, names: str, *row: object) -> str:
    """For a row (its columns `names`, then its digest) of schema version 1 or 2: today's digest.

    There it was taken over the record's JSON. Of a row that doesn't prove sound by that, it stays: nobody knows what
    such a row said, and by today's definition it is as unsound.
    """
    *values, digest = row
    data = dict(zip(names.split(", "), values, strict=True))
    try:
        data |= {name: json.loads(str(data[name])) for name in _JSON if name in data}
        sound = text_digest(_SORTED.encode({"record": kind, **data})) == digest
    except (ValueError, TypeError):
        sound = False
    # Since version 3, an annotation has one column more: whose it is where it is another person's.
    today = [*values, ""] if kind == "annotation" else values
    return row_digest(today) if sound else str(digest)
