"""Old libraries walk up to the present schema, whole, or stay what they were: also where a kill comes between."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.library.checkup import check
from annotator.library.replay import State, state_of
from annotator.library.repository import Library
from annotator.library.schema import CURRENT
from annotator.model.annotation import Annotation
from tests.unit.library_samples import VERSIONS, unpack
from tests.unit.scribe import MOMENT

# Opens the library, and is killed before the statement of the given number (counted from the first migrating one).
KILLED = """
import os, signal, sys
from pathlib import Path
from annotator.library import database, connection
left = int(sys.argv[2])
STEPS = ("BEGIN IMM", "CREATE", "DROP", "INSERT", "ALTER", "UPDATE", "PRAGMA application_id =", "PRAGMA user_version =")
STEPS += ("COMMIT",)
execute = connection.Connection.execute
def counted(self, statement, values=()):
    global left
    if self.path == Path(sys.argv[1]) and statement.startswith(STEPS):
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
    return execute(self, statement, values)
connection.Connection.execute = counted
database.open_database(Path(sys.argv[1])).close()
"""


def dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def version(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def test_there_is_a_sample_of_every_version() -> None:
    assert list(range(1, CURRENT + 1)) == VERSIONS


@pytest.mark.parametrize("number", VERSIONS)
def test_every_sample_walks_up(number: int, tmp_path: Path) -> None:
    unpack(number, tmp_path)
    assert version(tmp_path / "library.sqlite3") == number
    library = Library.open(tmp_path, "someone")
    notes = {one.note: one for one in state_of(library.connection).records.values() if isinstance(one, Annotation)}
    assert set(notes) == {"Why four? — naïve", "On the whole", ""}
    assert (notes["Why four? — naïve"].role, notes["Why four? — naïve"].tags) == ("question", ("law",))
    assert notes[""].deleted and notes[""].anchors[0].quote.exact == "no witness"
    assert [role.key for role in library.roles()][:2] == ["claim", "evidence"]
    (reader,) = library.readers.all()
    assert library.readers.document(reader).text.startswith("Three cautions")
    library.acts.undo(moment=MOMENT)  # the history, too, reaches back over the version
    assert len(library.annotations.of_reader(reader.id)) == 3
    backups = list((tmp_path / "backups").glob("library-*.sqlite3"))
    assert [version(path) for path in backups] == ([number] if number < CURRENT else [])
    assert {one.code for one in check(library, MOMENT)} <= {"journal_completed", "backup_made", "closed_to_others"}
    assert {one.code for one in check(library, MOMENT)} == set()


@pytest.mark.parametrize("number", VERSIONS[:-1])
def test_killed_at_each_step_it_is_the_old_one_or_the_new_one(number: int, tmp_path: Path) -> None:
    old = dump(unpack(number, tmp_path / "old") / "library.sqlite3")
    whole = unpack(number, tmp_path / "whole") / "library.sqlite3"
    subprocess.run([sys.executable, "-c", KILLED, str(whole), "999"], check=True)
    new, wanted = dump(whole), _state(whole)
    seen = set()
    for step in range(999):
        path = unpack(number, tmp_path / str(step)) / "library.sqlite3"
        done = subprocess.run([sys.executable, "-c", KILLED, str(path), str(step)], check=False)
        seen.add(version(path))
        assert dump(path) == (old if version(path) == number else new)
        assert _state(path) == wanted  # opened again, it walks up the rest of the way
        if done.returncode == 0:
            break
    assert seen == {number, CURRENT} and step > 3


def _state(path: Path) -> State:
    library = Library.open(path.parent, "someone")
    try:
        return state_of(library.connection)
    finally:
        library.close()
