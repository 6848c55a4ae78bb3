"""Bytes that are no letters, and letters that nobody wrote, in every column of every table of a library."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.library.checkup import check
from annotator.library.exports import ExportBase
from annotator.library.rebuilding import rebuild
from annotator.library.replay import State, state_of
from annotator.library.repository import Library
from annotator.library.schema import MIGRATIONS
from annotator.model.annotation import Link, Role
from annotator.model.shelf import Place
from tests.unit.scribe import MOMENT, READER, Scribe

HOW = {
    "no letters": "CAST(substr(CAST({0} AS BLOB), 1, length(CAST({0} AS BLOB)) - 1) || x'ff' AS TEXT)",
    "other letters": "CAST({0} AS TEXT) || 'x'",
}
FOR_REBUILDING = {"structure_damaged", "pointers_broken", "row_lost"}
PROVED = ("reader", "annotation", "link", "role")  # by a digest, which has tests of its own: here their first columns


def _cases() -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(":memory:")) as empty:
        empty.create_function("redigest", -1, lambda *row: row[-1])
        for statement in [one for version in MIGRATIONS for one in version]:
            empty.execute(statement)
        tables = [row[0] for row in empty.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = [
            (table, row[1])
            for table in tables
            if not table.startswith("sqlite_") and table not in ("bookmark", "citation")
            for row in empty.execute(f"PRAGMA table_info({table})")
            if row[1] != "seq"  # which can be nothing but a number
        ]
    proved = [one for table in PROVED for one in [pair for pair in columns if pair[0] == table][:2]]
    others = [one for one in columns if one[0] not in PROVED]
    return [(*one, "no letters") for one in proved + others] + [(*one, "other letters") for one in others]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("garbled") / "data"
    scribe = Scribe(folder)
    one, other = scribe.note("Why?"), scribe.note("And who?")
    scribe.make(Link("22222222-2222-4222-8222-222222222222", one.id, other.id, created=MOMENT))
    scribe.make(Role("doubt", "Doubt", "?", "question", 7))
    library = scribe.library
    library.readers.remember_place(READER.id, Place(3, MOMENT, READER.revision_id))
    library.exports.wrote([ExportBase("export", "reader", "0" * 64, b"words")], MOMENT)
    library.back_up()
    scribe.close()
    return folder


@pytest.fixture(scope="module")
def before(template: Path) -> State:
    with _opened(template) as library:
        return state_of(library.connection)


@pytest.fixture
def data(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "data"))


@contextmanager
def _opened(data: Path) -> Iterator[Library]:
    with closing(Library.open(data, "someone")) as library:
        yield library


def _look(data: Path) -> set[str]:
    """What the doctor says, or what is said instead."""
    try:
        with _opened(data) as library:
            return {one.code for one in check(library, MOMENT)}
    except UserError as error:
        return {error.code}


@pytest.mark.parametrize(("table", "column", "how"), _cases())
def test_a_garbled_column_is_mended(
    data: Path, before: State, table: str, column: str, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(sqlite3.connect(data / "library.sqlite3")) as raw:
        first = f"{column} = (SELECT {column} FROM {table} LIMIT 1)" if table != "meta" else "1"
        raw.execute(f"UPDATE {table} SET {column} = {HOW[how].format(column)} WHERE {first}")
        raw.commit()
    codes = _look(data)
    if codes & FOR_REBUILDING or any(code.startswith("library_") for code in codes):
        rebuild(data, "someone")
    assert not _look(data) - {"original_lost"}
    with _opened(data) as library:
        after = state_of(library.connection)
    assert after.records == before.records and after.revisions == before.revisions
