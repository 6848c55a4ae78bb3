"""An index that goes with another library, or with a later state of its own, is noticed and made anew."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.library.repository import Library
from annotator.model.change import Change, ChangeSet
from annotator.paths import paths_under
from annotator.search.index import SearchIndex
from annotator.services import Services
from annotator.services.keeping import doctor
from annotator.wiring import build_services
from tests.benchmarks import shelves

TEXTS = {"one": ["An oldtext of the soviets.", "More of it."] * 30, "two": ["Another newtext.", "Its end."] * 30}


@contextmanager
def opened(data: Path) -> Iterator[Services]:
    with closing(build_services(paths_under(data), author="someone")) as services:
        yield services


def write(services: Services, note: str, which: int = 0) -> None:
    (reader,) = services.shelf.entries()
    before = sorted(services.indexing._library.annotations.of_reader(reader.reader.id), key=lambda one: one.id)[which]
    services.history.commit(ChangeSet("edit", (Change(before, replace(before, note=note)),)))


def found(services: Services, query: str) -> int:
    """As the command line finds it."""
    return services.finding.search(query, complete=True).total


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A library with two notes on one text, all of it indexed."""
    shelves.fill(tmp_path / "data", TEXTS["one"], notes=2)
    with opened(tmp_path / "data") as services:
        write(services, "oldword")
        services.indexing.drain()
    return tmp_path / "data"


@pytest.fixture
def copy(data: Path, tmp_path: Path) -> Path:
    """A copy of it, without the cache, before the first note was changed, which is indexed, too."""
    shutil.copytree(data, tmp_path / "copy", ignore=shutil.ignore_patterns("cache"))
    with opened(data) as services:
        write(services, "newword")
        services.indexing.drain()
    return tmp_path / "copy"


def put_in_place(source: Path, data: Path) -> None:
    """Another library where `data` was; the cache stays."""
    for path in list(data.iterdir()):
        if path.name != "cache":
            (shutil.rmtree if path.is_dir() else Path.unlink)(path)
    shutil.copytree(source, data, ignore=shutil.ignore_patterns("cache"), dirs_exist_ok=True)


def test_an_older_library_that_was_put_back_is_searched_as_it_is(data: Path, copy: Path) -> None:
    put_in_place(copy, data)
    with opened(data) as services:
        assert services.indexing.state() == "astray" and services.indexing.pending() == 0
        assert (found(services, "oldword"), found(services, "newword")) == (1, 0)
        assert services.indexing.state() == "fresh"


def test_an_older_library_that_goes_on_elsewhere_first_is_noticed_all_the_same(data: Path, copy: Path) -> None:
    put_in_place(copy, data)
    with opened(data) as services:
        for number in range(9):
            write(services, f"word{number}", which=1)
        assert [found(services, word) for word in ("oldword", "newword", "word8")] == [1, 0, 1]


def test_another_library_is_searched_and_not_the_one_that_was_there(data: Path, tmp_path: Path) -> None:
    shelves.fill(tmp_path / "other", TEXTS["two"])
    with opened(tmp_path / "other") as services:
        services.indexing.drain()
    put_in_place(tmp_path / "other", data)
    with opened(data) as services:
        assert (found(services, "newtext"), found(services, "oldtext")) == (30, 0)


def test_a_search_that_does_not_wait_tells_that_it_had_no_index(data: Path, copy: Path) -> None:
    with opened(data) as services:
        whole = services.finding.search("oldtext")
        assert whole.total >= 30 and not whole.partial
        for path in (paths_under(data).index_folder / "texts").iterdir():
            path.write_bytes(b"")
        assert services.finding.search("oldtext").partial and not services.finding.places("oldtext", "x")
        SearchIndex(paths_under(data).index_folder).wipe()
        assert services.finding.search("oldtext").partial
        services.indexing.drain()
        again = services.finding.search("oldtext")
        assert (again.total, again.partial) == (whole.total, False)
    put_in_place(copy, data)
    with opened(data) as services:
        answer = services.finding.search("newword")
        assert (answer.total, answer.partial) == (0, True)
        assert services.finding.search("newword", kinds=frozenset({"notes"})).partial


def test_the_doctor_notices(data: Path, copy: Path) -> None:
    put_in_place(copy, data)
    with opened(data) as services:
        assert "index_astray" in [one.code for one in doctor(services, data)]
    with opened(data) as services:
        assert "index_astray" not in [one.code for one in doctor(services, data)]
        assert services.finding.search("newword").total == 0


def test_an_index_stays_with_its_library_while_that_changes(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SearchIndex, "wipe", lambda index: pytest.fail("made anew"))
    for word in ("first", "second", "third"):
        with opened(data) as services:
            assert services.indexing.state() == "fresh"
            write(services, word)
            assert services.indexing.state() == "fresh"
            assert found(services, word) == 1
            services.indexing.rebuild()


def test_a_kill_between_library_and_index_costs_a_rebuild_at_most(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(data) as services:
        write(services, "newword")
        services.indexing.index.stamp("of a transaction that was never committed")
    with opened(data) as services:
        assert services.indexing.state() == "astray"
        assert (found(services, "newword"), found(services, "oldword")) == (1, 0)


def test_a_library_that_cannot_be_written_keeps_its_index(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(data) as services:
        write(services, "newword")
        library = services.indexing._library
        library.connection.execute("CREATE TRIGGER full BEFORE DELETE ON index_queue BEGIN SELECT RAISE(FAIL, ''); END")
        with pytest.raises((UserError, sqlite3.Error)):
            services.indexing.drain()
        library.connection.execute("DROP TRIGGER full")
        assert services.indexing.state() == "fresh" and services.indexing.pending() == 1


def test_a_mark_that_another_process_is_about_to_put_down_is_waited_for(tmp_path: Path) -> None:
    library, told = Library.open(tmp_path, "someone"), list[str]()
    library.queue.done([], told.append)
    answers = iter(["of a commit that is under way", told[0]])
    assert library.queue.goes_with(lambda: next(answers))
    assert not library.queue.goes_with(lambda: "") and not library.queue.goes_with(lambda: "another")
    library.close()
