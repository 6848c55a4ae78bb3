"""Batches of large libraries, the second process that makes some of them, and searching while the index is made."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.paths import paths_under
from annotator.search.index import SearchIndex
from annotator.services import Services, batches
from annotator.services.batches import Piece
from annotator.services.helping import begin
from annotator.wiring import build_services
from tests.benchmarks import shelves
from tests.benchmarks.texts import BUNDLED

QUERIES = ("party", '"of the"', "pa* NOT state", "page:3-9 the")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    paragraphs = [" ".join(part.split()) for part in BUNDLED.read_text("utf-8").split("\n\n") if part.strip()]
    shelves.fill(tmp_path / "data", paragraphs, notes=5, size=40_000)
    return tmp_path / "data"


@pytest.fixture
def services(data: Path) -> Iterator[Services]:
    services = build_services(paths_under(data), author="someone")
    yield services
    services.close()


def helper(data: Path) -> tuple[str, ...]:
    return (sys.executable, "-m", "annotator", "--data-dir", str(data), "index", "--until-eof", "--part")


def answers(services: Services) -> list[object]:
    """With the scores of texts; those of notes hang on whether they wait for the index."""
    found = [services.finding.search(query, limit=10_000) for query in QUERIES]
    return [
        (
            answer.total,
            sorted((hit.reader_id, hit.start or 0, hit.annotation or str(round(hit.score, 9))) for hit in answer.hits),
        )
        for answer in found
    ]


@given(
    texts=st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 60)), max_size=12),
    large=st.integers(1, 9000),
    most=st.integers(500, 9000),
)
def test_batches_hold_every_block_once_and_in_order(texts: list[tuple[int, int]], large: int, most: int) -> None:
    was = batches.LARGE, batches.MOST
    batches.LARGE, batches.MOST = large, most
    try:
        made = batches.batches([(str(number), *text) for number, text in enumerate(texts)])
    finally:
        batches.LARGE, batches.MOST = was
    seen: dict[str, int] = {}
    for batch in made:
        assert batch
        for piece in batch:
            assert seen.get(piece.reader_id, 0) == piece.start <= piece.stop
            seen[piece.reader_id] = piece.stop
    assert seen == {str(number): blocks for number, (_, blocks) in enumerate(texts)}


def test_two_processes_make_the_same_index_as_one(
    services: Services, data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    services.indexing.drain()
    alone = answers(services)
    assert alone[0] != (0, [])
    monkeypatch.setattr(batches, "LARGE", 1000)
    told: list[float] = []
    services.indexing.rebuild(told.append, helper(data))
    assert answers(services) == alone
    assert told == sorted(told) and told[-1] == 1.0
    with services.indexing.index._texts.searching() as segments:
        assert len(segments) == 2  # one of each process
        assert sum(len(segment.heads) for segment in segments) > len(services.shelf.entries())  # one text in both


def test_what_a_helper_fails_to_do_is_done_here(
    services: Services, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.indexing.drain()
    alone = answers(services)
    monkeypatch.setattr(batches, "LARGE", 1000)
    for broken in (("/nowhere/at/all",), (sys.executable, "-c", "import sys; sys.exit(3)"), (sys.executable, "-c", "")):
        services.indexing.rebuild(None, broken)
        assert answers(services) == alone


def test_a_helper_ends_with_the_process_that_asked(data: Path) -> None:
    forever = (sys.executable, "-c", "import sys; sys.stdin.read()")
    other = begin(forever, [Piece("a", 0, 1)])
    assert other._process is not None and other._process.poll() is None
    other.close()
    assert other._process.returncode is not None


def test_a_sound_index_is_searched_while_it_is_made_anew(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    services.indexing.drain()
    before, during = answers(services), list[object]()

    def progress(part: float) -> None:
        if not during:
            during.append(answers(services))

    services.indexing.rebuild(progress)
    assert during == [before]
    assert answers(services) == before


def test_notes_are_found_while_there_is_no_index(services: Services, data: Path) -> None:
    services.indexing.drain()
    notes = frozenset({"notes"})
    before = services.finding.search("the OR of OR a", kinds=notes)
    SearchIndex(paths_under(data).index_folder).wipe()
    assert services.finding.search("the OR of OR a", kinds=notes).total == 0
    services.indexing._library.queue.refill()  # as whoever makes it anew does first
    after = services.finding.search("the OR of OR a", kinds=notes)
    assert {hit.annotation for hit in after.hits} == {hit.annotation for hit in before.hits} != set()
