"""The index of texts and notes, on real files."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.search import store
from annotator.search.index import IndexDamaged, NoteEntry, NoteHit, Paragraph, SearchIndex

TEXT = ["Power corrupts.", "The powers of the state, and of civil society.", "", "Nothing here."]


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    return SearchIndex(tmp_path / "cache" / "index")


def paragraphs(*texts: str) -> list[Paragraph]:
    return [Paragraph(number, text) for number, text in enumerate(texts)]


def blocks(index: SearchIndex, query: str, **options: object) -> list[tuple[str, int]]:
    return sorted((hit.reader_id, hit.block) for hit in index.search_texts(query, **options))  # type: ignore[arg-type]


def test_before_anything_was_put_in_nothing_is_found_and_nothing_is_written(index: SearchIndex, tmp_path: Path) -> None:
    assert index.state() == "missing"
    assert index.search_texts("power") == [] and index.search_notes("power") == []
    assert index.readers() == {} and index.generation == ""
    index.remove_readers(["a"])
    index.remove_notes(["n"])
    index.wipe()
    assert list(tmp_path.iterdir()) == []


def test_a_readers_paragraphs_are_found_and_replaced(index: SearchIndex) -> None:
    index.put_reader("a", "1", paragraphs(*TEXT))
    index.put_reader("b", "7", paragraphs("State power", "x"))
    assert index.state() == "fresh"
    assert index.readers() == {"a": "1", "b": "7"}
    assert blocks(index, "power") == [("a", 0), ("a", 1), ("b", 0)]
    index.put_reader("a", "2", paragraphs("Only this power."))
    assert blocks(index, "power") == [("a", 0), ("b", 0)]
    assert index.readers() == {"a": "2", "b": "7"}
    index.remove_readers(["a", "unknown"])
    assert blocks(index, "power") == [("b", 0)]
    assert index.readers() == {"b": "7"}


def test_putting_the_same_reader_again_doubles_nothing(index: SearchIndex) -> None:
    for _ in range(12):  # enough for Whoosh to merge segments
        index.put_reader("a", "1", paragraphs(*TEXT))
    assert blocks(index, "power") == [("a", 0), ("a", 1)]
    assert blocks(index, "NOT power") == [("a", 2), ("a", 3)]


def test_only_the_readers_asked_for(index: SearchIndex) -> None:
    for reader in "abc":
        index.put_reader(reader, "1", paragraphs("power", "none"))
    assert blocks(index, "power", readers={"a", "c"}) == [("a", 0), ("c", 0)]
    assert blocks(index, "power", readers=set()) == blocks(index, "power", readers={"x"}) == []
    assert blocks(index, "power", readers={"a", "b", "c", "d"}) == [("a", 0), ("b", 0), ("c", 0)]
    assert blocks(index, "NOT power", readers=["b"]) == [("b", 1)]
    assert blocks(index, "po*", readers=["b"]) == [("b", 0)]


def test_the_best_come_first_and_no_more_than_asked_for(index: SearchIndex) -> None:
    index.put_reader("a", "1", paragraphs(*["power " * (1 + n % 7) + "and more words " * 9 for n in range(300)]))
    every = index.search_texts("power", limit=1000)
    assert len(every) == 300
    assert [hit.score for hit in every] == sorted((hit.score for hit in every), reverse=True)
    best = index.search_texts("power", limit=10)
    assert [hit.score for hit in best] == [hit.score for hit in every[:10]]
    assert {hit.block % 7 for hit in best} == {6}
    assert index.search_texts("power", limit=0) == []


def test_a_reader_without_words_is_known_too(index: SearchIndex) -> None:
    index.put_reader("a", "1", [])
    assert index.readers() == {"a": "1"}
    assert index.search_texts("NOT power") == []


def test_notes_are_found_replaced_and_forgotten(index: SearchIndex) -> None:
    index.put_notes([NoteEntry("n1", "a", "Weber’s claim"), NoteEntry("n2", "b", "a claim\ntag")])
    assert {(hit.annotation_id, hit.reader_id) for hit in index.search_notes("claim")} == {("n1", "a"), ("n2", "b")}
    assert index.search_notes("claim", readers={"b"})[0].annotation_id == "n2"
    index.put_notes([NoteEntry("n1", "a", "first"), NoteEntry("n1", "a", "second")])
    assert index.search_notes("first OR claim", readers={"a"}) == []
    assert [hit.annotation_id for hit in index.search_notes("second")] == ["n1"]
    index.remove_notes(["n1", "n9"])
    assert [hit.annotation_id for hit in index.search_notes("claim OR second")] == ["n2"]
    assert isinstance(index.search_notes("claim")[0], NoteHit)


def test_a_query_that_cannot_be_read(index: SearchIndex) -> None:
    with pytest.raises(UserError, match="bad_query"):
        index.search_texts("(")
    with pytest.raises(UserError, match="bad_query"):
        index.search_notes("a AND")


def test_progress_rises_to_one_and_may_stop_the_work(index: SearchIndex) -> None:
    told: list[float] = []
    index.put_reader("a", "1", paragraphs(*["power"] * 500), told.append)
    assert told == sorted(told) and told[-1] == 1.0 and len(told) > 5

    def stop(part: float) -> None:
        raise BrokenPipeError("nobody listens")

    with pytest.raises(BrokenPipeError):
        index.put_reader("b", "1", paragraphs(*TEXT), stop)
    assert index.state() == "fresh"
    assert index.readers() == {"a": "1"}
    index.put_reader("b", "1", paragraphs(*TEXT))
    assert set(index.readers()) == {"a", "b"}


def test_wiping_leaves_nothing_and_one_can_begin_again(index: SearchIndex) -> None:
    index.put_reader("a", "1", paragraphs(*TEXT))
    index.stamp("library-9")
    assert index.generation == "library-9"
    index.wipe()
    assert index.state() == "missing" and index.generation == ""
    assert index.search_texts("power") == []
    index.put_reader("b", "1", paragraphs("power"))
    assert blocks(index, "power") == [("b", 0)]


def test_another_process_sees_each_commit_and_each_wipe(index: SearchIndex, tmp_path: Path) -> None:
    other = SearchIndex(tmp_path / "cache" / "index")
    index.put_reader("a", "1", paragraphs("power"))
    assert blocks(other, "power") == [("a", 0)]
    index.put_reader("b", "1", paragraphs("power"))
    assert blocks(other, "power") == [("a", 0), ("b", 0)]
    index.wipe()
    assert blocks(other, "power") == []
    index.put_reader("c", "1", paragraphs("power"))
    index.put_reader("d", "1", paragraphs("power"))
    assert blocks(other, "power") == [("c", 0), ("d", 0)]


def test_an_index_of_another_version_is_not_read(index: SearchIndex, tmp_path: Path) -> None:
    index.put_reader("a", "1", paragraphs(*TEXT))
    stamp = tmp_path / "cache" / "index" / "stamp.json"
    stamp.write_text(json.dumps({"version": 99, "generation": "x"}))
    assert index.state() == "damaged"
    for use in (lambda: index.search_texts("power"), lambda: index.put_reader("a", "1", []), index.readers):
        with pytest.raises(IndexDamaged):
            use()
    index.wipe()
    assert index.state() == "missing"


def test_the_folder_is_its_owners_alone(index: SearchIndex, tmp_path: Path) -> None:
    index.put_reader("a", "1", paragraphs(*TEXT))
    for folder in ("", "texts", "notes"):
        assert stat.S_IMODE((tmp_path / "cache" / "index" / folder).stat().st_mode) == 0o700


def test_the_text_is_not_in_it(index: SearchIndex, tmp_path: Path) -> None:
    index.put_reader("a", "1", paragraphs("a sentence nobody else should read"))
    data = b"".join(path.read_bytes() for path in (tmp_path / "cache").rglob("*") if path.is_file())
    assert b"sentence nobody" not in data


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    def write(reader: str) -> None:
        index = SearchIndex(tmp_path / "index")
        for number in range(4):
            index.put_reader(reader, str(number), paragraphs("power", reader))
            index.put_notes([NoteEntry(f"{reader}{number}", reader, "power")])

    threads = [threading.Thread(target=write, args=(reader,)) for reader in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    index = SearchIndex(tmp_path / "index")
    assert index.readers() == {"a": "3", "b": "3", "c": "3"}
    assert len(index.search_texts("power", limit=100)) == 3
    assert len(index.search_notes("power", limit=100)) == 12


def test_who_waits_too_long_is_told(index: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    index.put_reader("a", "1", paragraphs(*TEXT))
    monkeypatch.setattr(store, "LOCK_PATIENCE", 0.2)
    with index._texts.locked(), pytest.raises(UserError, match="index_busy"):
        index.put_reader("b", "1", [])
    index.put_reader("b", "1", [])


def test_whoosh_is_imported_on_first_use_only() -> None:
    code = (
        "import sys, pathlib; from annotator.search.index import SearchIndex; from annotator.search import "
        "find, query, scan, snippets; i = SearchIndex(pathlib.Path('nowhere')); i.state(); i.search_texts('power'); "
        "assert not any(name.startswith('whoosh.index') for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
