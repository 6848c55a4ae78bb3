"""Records to rows and back. Every row's digest is checked on reading: a flipped bit is noticed, not shown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from annotator.collecting import without_collector
from annotator.errors import UserError
from annotator.library.connection import readably
from annotator.library.digests import row_digest, row_digests
from annotator.library.records import KINDS, anchor_from, field_names, kind_of, pairs_from, plain
from annotator.model.annotation import Link, LinkKind
from annotator.model.change import Record

R = TypeVar("R", bound=Record)
T = TypeVar("T")
_ROWS = 500  # that are proved and decoded at once
_decode = json.JSONDecoder().raw_decode
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # `json.dumps` makes one at each call


def _json(texts: Sequence[str]) -> list[Any]:
    """What `json.loads` makes of each text, in one call for all. Raises ValueError: also over space behind one."""
    if not all(text[-1:] in "]}" for text in texts):
        raise ValueError("not as it was written")
    joined = f"[{','.join(texts)}]"
    values, end = _decode(joined)
    if end != len(joined) or len(values) != len(texts):
        raise ValueError("not one value each")
    return values  # type: ignore[no-any-return]


@lru_cache(maxsize=1000)
def _tags(text: str) -> tuple[str, ...]:
    """A person's tags are the same few ones, over and over."""
    return tuple(_json([text])[0])


# Columns that are read and written whole, as JSON, and how the fields of many rows are made of them.
_JSON: dict[str, Callable[[Sequence[str]], Iterable[Any]]] = {
    "anchors": lambda texts: [tuple(map(anchor_from, anchors)) for anchors in _json(texts)],
    "anchor": lambda texts: map(anchor_from, _json(texts)),
    "tags": lambda texts: map(_tags, texts),
    "fields": lambda texts: map(pairs_from, _json(texts)),
}
_WHOLE = {kind: [name for name in field_names(kind) if name in _JSON] for kind in KINDS.values()}
_READ: dict[type[Any], list[tuple[int, Callable[[Sequence[str]], Iterable[Any]]]]] = {
    kind: [(index, _JSON[name]) for index, name in enumerate(field_names(kind)) if name in _JSON]
    for kind in KINDS.values()
}
_READ[Link].append((field_names(Link).index("kind"), lambda texts: map(LinkKind, texts)))


def columns(kind: type[Any]) -> str:
    """The columns of a record's table, in the order of its fields, then the digest."""
    return ", ".join([*field_names(kind), "digest"])


def fetch(
    connection: sqlite3.Connection,
    kind: type[R],
    where: str,
    values: Iterable[object] = (),
    *,
    damaged: list[str] | None = None,
) -> list[R]:
    """The records of one table where `where` holds.

    Raises UserError `row_damaged`; with a list `damaged`, the ids of damaged rows go there, and hide no others.
    """
    query, given = f"SELECT {columns(kind)} FROM {kind.__name__.lower()} WHERE {where}", tuple(values)
    with without_collector():
        pairs = readably(connection, lambda: list(_pairs(connection, kind, query, given)))
    lost = [one for one, record in pairs if record is None]
    if lost and damaged is None:
        raise UserError("row_damaged", kind=kind.__name__.lower(), id=lost[0])
    if damaged is not None:
        damaged.extend(lost)
    return [record for _id, record in pairs if record is not None]


def fetch_one(connection: sqlite3.Connection, kind: type[R], record_id: str) -> R | None:
    """The record with this id, in the trash or not."""
    return next(iter(fetch(connection, kind, f"{_key(kind)} = ?", (record_id,))), None)


def keep_of_each(connection: sqlite3.Connection, kind: type[R], keep: Callable[[R], T]) -> dict[str, T | None]:
    """What `keep` keeps of each record of a table, by its id; None where the row is damaged. Never all at once."""
    query = f"SELECT {columns(kind)} FROM {kind.__name__.lower()}"
    return readably(
        connection,
        lambda: {one: None if record is None else keep(record) for one, record in _pairs(connection, kind, query, ())},
    )


def store(connection: sqlite3.Connection, record: Record) -> None:
    """Insert the record, or put it in the place of the row with its id."""
    kind, row = type(record), _row(record)
    names, key = [*field_names(kind), "digest"], _key(kind)
    updates = ", ".join(f"{name} = excluded.{name}" for name in names if name != key)
    connection.execute(
        f"INSERT INTO {kind_of(record)} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        f" ON CONFLICT ({key}) DO UPDATE SET {updates}",
        (*row, row_digest(row)),
    )


def drop(connection: sqlite3.Connection, kind: type[Any], record_id: str) -> None:
    """Take a row out for good: one that doesn't prove sound, or that is purged."""
    connection.execute(f"DELETE FROM {kind.__name__.lower()} WHERE {_key(kind)} = ?", (record_id,))


def version_in(connection: sqlite3.Connection, kind: type[Any], record_id: str) -> int:
    """The version that a row says it is, sound or not; 0 where it says none."""
    table = kind.__name__.lower()
    row = connection.execute(f"SELECT version FROM {table} WHERE {_key(kind)} = ?", (record_id,)).fetchone()
    return row[0] if row and isinstance(row[0], int) else 0


def _row(record: Record) -> tuple[Any, ...]:
    """A record as its columns have it, in the order of its fields, without the digest."""
    values = plain(record)
    for name in _WHOLE[type(record)]:
        values[name] = _encode(values[name])
    return tuple(values.values())


def _key(kind: type[Any]) -> str:
    """The primary key is the first field."""
    return field_names(kind)[0]


def _pairs(
    connection: sqlite3.Connection, kind: type[R], query: str, given: tuple[object, ...]
) -> Iterator[tuple[str, R | None]]:
    """Each row's key and what is in it; None where it doesn't prove sound."""
    cursor = connection.execute(query, given)
    while rows := cursor.fetchmany(_ROWS):
        yield from zip([str(row[0]) for row in rows], _records(kind, rows), strict=True)


def _records(kind: type[R], rows: list[tuple[Any, ...]]) -> Sequence[R | None]:
    """All of them at once where all prove sound, which takes half the time; else one by one."""
    values: list[Any] = list(zip(*rows, strict=True))  # column by column
    digests = values.pop()
    try:
        # Of what stands there, before anything is made of it.
        if row_digests(values) != list(digests):
            raise ValueError("a digest differs")
        for index, read in _READ[kind]:
            values[index] = read(values[index])
        return list(map(kind, *values))
    except (ValueError, TypeError, KeyError):
        return [None] if len(rows) == 1 else [_records(kind, [row])[0] for row in rows]
