"""Every row proves itself: one bit that is another, in any column of any kind of record, and it isn't shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.library.database import open_database
from annotator.library.digests import row_digest, row_digests
from annotator.library.records import KINDS, kind_of
from annotator.library.replay import proof_of
from annotator.library.repository import Library
from annotator.library.tables import columns, fetch, keep_of_each, store
from annotator.model.anchor import Anchor, Position, Quote
from annotator.model.annotation import Annotation, Link, LinkKind, Role
from annotator.model.bookmark import Bookmark
from annotator.model.change import Record
from annotator.model.citation import Citation
from annotator.model.shelf import Reader
from tests.unit.library_samples import unpack

MOMENT = "2026-01-31T12:00:00.000Z"
ANCHOR = Anchor(Position(3, 9), Quote("naïve 𝔄", "before", "after"))
RECORDS: tuple[Record, ...] = (
    Reader("r", "A reader", "a.txt", "00", "r1", MOMENT, 1),
    Annotation(
        "a", "r", "r1", (ANCHOR, ANCHOR), None, "claim", "Why?", ("law", "memory"), MOMENT, MOMENT, 2, None, "X"
    ),
    Annotation("b", "r", "r1", (), "II.3", "claim", "", (), MOMENT, MOMENT, 1, MOMENT),
    Link("l", "a", "b", LinkKind.ECHOES, MOMENT, 1),
    Bookmark("m", "r", "r1", ANCHOR, "Here", MOMENT, 1),
    Citation("c", "r", "II", (("title", "A reader"), ("year", "1917")), MOMENT, 1),
    Role("doubt", "Doubt", "?", "question", 7, 1),
)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(tmp_path / "library.sqlite3")) as made:
        made.execute("PRAGMA synchronous = OFF")
        for record in RECORDS:
            store(made, record)
        made.execute("PRAGMA foreign_keys = OFF")
        made.execute("BEGIN")  # nothing of what follows need be flushed
        yield made


def flipped(value: object) -> Iterator[object]:
    """The value with one bit that is another, each in turn; what is NULL or empty, as something."""
    if isinstance(value, int):
        yield from (value ^ (1 << bit) for bit in range(31))
    elif value:
        data = str(value).encode()
        for at in range(len(data)):
            for bit in range(8):
                yield data[:at] + bytes([data[at] ^ (1 << bit)]) + data[at + 1 :]
    else:
        yield "" if value is None else None
        yield "0"


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: f"{kind_of(record)}-{record.id}")
def test_a_flipped_bit_in_any_column_is_noticed(connection: sqlite3.Connection, record: Record) -> None:
    kind, names = type(record), columns(type(record)).split(", ")
    sound = fetch(connection, kind, "1")
    where = f"{names[0]} = ?"
    (row,) = connection.execute(f"SELECT {columns(kind)} FROM {kind_of(record)} WHERE {where}", (record.id,)).fetchall()
    for name, stored in zip(names, row, strict=True):
        for value in flipped(stored):
            connection.execute("SAVEPOINT before")
            place = "CAST(? AS TEXT)" if isinstance(value, bytes) else "?"
            with suppress(sqlite3.IntegrityError):  # NULL where there is none
                connection.execute(f"UPDATE {kind_of(record)} SET {name} = {place} WHERE {where}", (value, record.id))
                damaged: list[str] = []
                found = fetch(connection, kind, "1", damaged=damaged)
                assert len(damaged) == 1 and found == [one for one in sound if one != record], (name, value)
                assert list(keep_of_each(connection, kind, proof_of).values()).count(None) == 1, (name, value)
            connection.execute("ROLLBACK TO before")
    assert record in fetch(connection, kind, "1")


def test_every_kind_of_record_is_tried() -> None:
    assert {type(record) for record in RECORDS} == set(KINDS.values())


_CELL = st.none() | st.integers(-10, 10) | st.text("1:;Ne\x1f", max_size=4)


@given(st.lists(_CELL, max_size=4), st.lists(_CELL, max_size=4))
def test_no_two_rows_have_one_digest(one: list[object], other: list[object]) -> None:
    assert (row_digest(one) == row_digest(other)) == (one == other)


@given(st.lists(st.tuples(_CELL, _CELL, _CELL), min_size=1, max_size=4))
def test_many_rows_have_the_digests_that_each_has(rows: list[tuple[object, ...]]) -> None:
    assert row_digests(list(zip(*rows, strict=True))) == [row_digest(row) for row in rows]


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("column", ["note", "tags", "role", "anchors", "digest", "deleted"])
def test_what_was_damaged_before_a_migration_is_damaged_after_it(number: int, column: str, tmp_path: Path) -> None:
    path = unpack(number, tmp_path) / "library.sqlite3"
    with closing(sqlite3.connect(path)) as old:
        old.execute(f"UPDATE annotation SET {column} = coalesce({column}, '') || ' ' WHERE note = 'On the whole'")
        old.commit()
    with closing(Library.open(tmp_path, "someone")) as library:
        damaged: list[str] = []
        assert len(fetch(library.connection, Annotation, "1", damaged=damaged)) == 2 and len(damaged) == 1
        with pytest.raises(UserError, match="row_damaged"):
            library.annotations.get(damaged[0])
