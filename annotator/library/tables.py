"""Records to rows and back. Every row's digest is checked on reading: a flipped bit is noticed, not shown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any, TypeVar

from annotator.errors import UserError
from annotator.library.records import anchor_from, digest, kind_of
from annotator.model.annotation import Annotation, Link, LinkKind
from annotator.model.change import Record

R = TypeVar("R", bound=Record)


def columns(kind: type[Any]) -> str:
    """The columns of a record's table, in the order of its fields, then the digest."""
    return ", ".join([*(field.name for field in fields(kind)), "digest"])


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
    for row in connection.execute(f"SELECT {columns(kind)} FROM {table} WHERE {where}", tuple(values)):
        try:
            records.append(_record(kind, row))
        except UserError:
            if damaged is None:
                raise
            damaged.append(str(row[0]))
    return records


def fetch_one(connection: sqlite3.Connection, kind: type[R], record_id: str) -> R | None:
    """The record with this id, in the trash or not."""
    return next(iter(fetch(connection, kind, "id = ?", (record_id,))), None)


def store(connection: sqlite3.Connection, record: Record) -> None:
    """Insert the record, or put it in the place of the row with its id."""
    values = asdict(record)
    for name in ("anchors", "tags"):
        if name in values:
            values[name] = json.dumps(values[name], ensure_ascii=False, separators=(",", ":"))
    names = [*values, "digest"]
    updates = ", ".join(f"{name} = excluded.{name}" for name in names if name != "id")
    connection.execute(
        f"INSERT INTO {kind_of(record)} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        f" ON CONFLICT (id) DO UPDATE SET {updates}",
        (*values.values(), digest(record)),
    )


def _record(kind: type[R], row: tuple[object, ...]) -> R:
    values: dict[str, Any] = dict(zip((field.name for field in fields(kind)), row, strict=False))
    try:
        if kind is Annotation:
            values["anchors"] = tuple(anchor_from(anchor) for anchor in json.loads(values["anchors"]))
            values["tags"] = tuple(json.loads(values["tags"]))
        elif kind is Link:
            values["kind"] = LinkKind(values["kind"])
        record = kind(**values)
        sound = digest(record) == row[-1]
    except (ValueError, TypeError, KeyError) as error:
        raise UserError("row_damaged", kind=kind.__name__.lower(), id=values["id"]) from error
    if not sound:
        raise UserError("row_damaged", kind=kind_of(record), id=record.id)
    return record
