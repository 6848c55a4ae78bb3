"""Records to rows and back. Every row's digest is checked on reading: a flipped bit is noticed, not shown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from annotator.errors import UserError
from annotator.library.connection import readably
from annotator.library.digests import row_digest
from annotator.library.records import KINDS, anchor_from, field_names, kind_of, pairs_from, plain
from annotator.model.annotation import Link, LinkKind
from annotator.model.change import Record

R = TypeVar("R", bound=Record)
T = TypeVar("T")
_decode = json.JSONDecoder().raw_decode
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # `json.dumps` makes one at each call


def _json(text: str) -> Any:
    """What `json.loads` gives, for texts that have no white space around them, without its preparations."""
    value, end = _decode(text)
    if end != len(text):
        raise ValueError("more than one value")
    return value


# Columns that are read and written whole, as JSON, and how their fields are made of them.
_JSON: dict[str, Callable[[str], Any]] = {
    "anchors": lambda text: tuple(map(anchor_from, _json(text))),
    "anchor": lambda text: anchor_from(_json(text)),
    "tags": lambda text: tuple(_json(text)),
    "fields": lambda text: pairs_from(_json(text)),
}
_WHOLE = {kind: [name for name in field_names(kind) if name in _JSON] for kind in KINDS.values()}
_READ: dict[type[Any], list[tuple[int, Callable[[str], Any]]]] = {
    kind: [(index, _JSON[name]) for index, name in enumerate(field_names(kind)) if name in _JSON]
    for kind in KINDS.values()
}
_READ[Link].append((field_names(Link).index("kind"), LinkKind))


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
    query, given, records = f"SELECT {columns(kind)} FROM {kind.__name__.lower()} WHERE {where}", tuple(values), []
    for row in readably(connection, lambda: connection.execute(query, given).fetchall()):
        try:
            records.append(_record(kind, row))
        except UserError:
            if damaged is None:
                raise
            damaged.append(str(row[0]))
    return records


def fetch_one(connection: sqlite3.Connection, kind: type[R], record_id: str) -> R | None:
    """The record with this id, in the trash or not."""
    return next(iter(fetch(connection, kind, f"{_key(kind)} = ?", (record_id,))), None)


def keep_of_each(connection: sqlite3.Connection, kind: type[R], keep: Callable[[R], T]) -> dict[str, T | None]:
    """What `keep` keeps of each record of a table, by its id; None where the row is damaged. Never all at once."""
    return readably(connection, lambda: dict(_kept(connection, kind, keep)))


def _kept(connection: sqlite3.Connection, kind: type[R], keep: Callable[[R], T]) -> Iterator[tuple[str, T | None]]:
    for row in connection.execute(f"SELECT {columns(kind)} FROM {kind.__name__.lower()}"):
        try:
            yield row[0], keep(_record(kind, row))
        except UserError:
            yield str(row[0]), None


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


def _row(record: Record) -> tuple[Any, ...]:
    """A record as its columns have it, in the order of its fields, without the digest."""
    values = plain(record)
    for name in _WHOLE[type(record)]:
        values[name] = _encode(values[name])
    return tuple(values.values())


def _key(kind: type[Any]) -> str:
    """The primary key is the first field."""
    return field_names(kind)[0]


def _record(kind: type[R], row: tuple[Any, ...]) -> R:
    values = list(row[:-1])
    try:
        if row_digest(values) != row[-1]:  # of what stands there, before anything is made of it
            raise ValueError("the digest differs")
        for index, read in _READ[kind]:
            values[index] = read(values[index])
        return kind(*values)
    except (ValueError, TypeError, KeyError) as error:
        raise UserError("row_damaged", kind=kind.__name__.lower(), id=row[0]) from error
