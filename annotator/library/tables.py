"""Records to rows and back. Every row's digest is checked on reading: a flipped bit is noticed, not shown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any, TypeVar

from annotator.errors import UserError
from annotator.library.records import KINDS, data_digest, digest, field_names, from_data, kind_of, plain
from annotator.model.change import Record

R = TypeVar("R", bound=Record)
_WHOLE = frozenset({"anchors", "tags", "anchor", "fields"})  # columns that are read and written whole, as JSON
_JSON: dict[type[Any], tuple[str, ...]] = {
    kind: tuple(name for name in field_names(kind) if name in _WHOLE) for kind in KINDS.values()
}


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
    table = kind.__name__.lower()
    records = []
    for row in connection.execute(f"SELECT {columns(kind)} FROM {table} WHERE {where}", tuple(values)).fetchall():
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


def store(connection: sqlite3.Connection, record: Record) -> None:
    """Insert the record, or put it in the place of the row with its id."""
    values = plain(record)
    for name in _JSON[type(record)]:
        values[name] = json.dumps(values[name], ensure_ascii=False, separators=(",", ":"))
    names, key = [*values, "digest"], _key(type(record))
    updates = ", ".join(f"{name} = excluded.{name}" for name in names if name != key)
    connection.execute(
        f"INSERT INTO {kind_of(record)} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        f" ON CONFLICT ({key}) DO UPDATE SET {updates}",
        (*values.values(), digest(record)),
    )


def drop(connection: sqlite3.Connection, kind: type[Any], record_id: str) -> None:
    """Take a row out for good: one that doesn't prove sound, or that is purged."""
    connection.execute(f"DELETE FROM {kind.__name__.lower()} WHERE {_key(kind)} = ?", (record_id,))


def _key(kind: type[Any]) -> str:
    """The primary key is the first field."""
    return field_names(kind)[0]


def _record(kind: type[R], row: tuple[object, ...]) -> R:
    name = kind.__name__.lower()
    values: dict[str, Any] = {"record": name, **dict(zip(field_names(kind), row, strict=False))}
    record_id = row[0]
    try:
        for column in _JSON[kind]:
            values[column] = json.loads(values[column])
        if values.get("creator") == "":
            del values["creator"]
        sound = data_digest(values) == row[-1]  # of what stands there, before anything is made of it
        record = from_data(values)
    except (ValueError, TypeError, KeyError) as error:
        raise UserError("row_damaged", kind=name, id=record_id) from error
    if not sound or not isinstance(record, kind):
        raise UserError("row_damaged", kind=name, id=record_id)
    return record
