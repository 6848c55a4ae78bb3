"""Our writer writes what Whoosh's own would: the same postings, places and scores, stems resolved or indexed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from whoosh.index import FileIndex
from whoosh.query import And, Or, Phrase, Query, Term

from annotator.search import schema, wordfile
from annotator.search.answers import NoteAnswers
from annotator.search.query import parse
from annotator.search.sealed import SealedStorage
from annotator.search.segments import NoteSegment
from annotator.search.words import stem
from annotator.search.writer import WordWriter
from tests.unit import stock_whoosh


def _texts() -> list[list[str]]:
    chosen = random.Random(11)
    common, rare = ["the", "of", "power", "powers", "powered", "état"], [f"rare{n}" for n in range(500)]
    lengths = [0, 1, 2, 7, 80, 700] + [40] * 120
    return [chosen.choices(common, k=n // 2) + chosen.choices(rare, k=n - n // 2) for n in lengths]


def _ours(folder: Path, commits: int, optimize: bool) -> FileIndex:
    folder.mkdir()
    index = FileIndex.create(SealedStorage(folder), schema.notes())
    texts = _texts()
    step = -(-len(texts) // commits)
    for at in range(0, len(texts), step):
        writer = WordWriter(index)
        for number, words in enumerate(texts[at : at + step], at):
            writer.add_words(words, annotation=f"n{number}", reader="r", own=len(words))
        writer.commit(optimize=optimize and at + step >= len(texts), merge=False)
    return index


@pytest.mark.parametrize(("commits", "chunk"), [(1, 16_384), (3, 100)])
def test_whoosh_reads_in_our_index_what_it_writes_in_its_own(
    commits: int, chunk: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wordfile, "_CHUNK", chunk)
    ours = stock_whoosh.contents(_ours(tmp_path / "ours", commits, False))
    theirs = stock_whoosh.contents(stock_whoosh.build(tmp_path / "theirs", _texts(), commits))
    assert len(ours) > 2000
    assert (ours == theirs) is True


def test_merged_segments_hold_the_same(tmp_path: Path) -> None:
    merged = _ours(tmp_path / "merged", 4, True)
    with merged.reader() as reader:
        assert len(reader.leaf_readers()) == 1
    # The last segment's documents come first.
    texts = _texts()
    step = -(-len(texts) // 4)
    theirs = stock_whoosh.build(tmp_path / "theirs", texts[3 * step :] + texts[: 3 * step])
    # Whoosh carries lengths over as it keeps them, in one byte; ours are exact.
    ours, stock = stock_whoosh.contents(merged), stock_whoosh.contents(theirs)
    assert (ours[2:] == stock[2:]) is True


@pytest.mark.parametrize("commits", [1, 3])
@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("powers", Term("stems", "power")),
        ("the powered", And([Term("stems", "the"), Term("stems", "power")])),
        ("rare7 OR rare8 OR power", Or([Term("stems", "rare7"), Term("stems", "rare8"), Term("stems", "power")])),
        ('"the powers"', Phrase("stems", ["the", "power"])),
        ('"of the power"~4', Phrase("stems", ["of", "the", "power"], slop=4)),
    ],
)
def test_stems_looked_up_score_as_stems_indexed(query: str, same: Query, commits: int, tmp_path: Path) -> None:
    assert stem("powered") == stem("powers") == "power"
    ours, theirs = _ours(tmp_path / "ours", commits, False), stock_whoosh.build(tmp_path / "b", _texts(), commits)
    with theirs.searcher() as searcher:
        stock = {number: score for score, number in searcher.search(same, limit=None).top_n}
    node = parse(query)
    assert node is not None
    with ours.reader() as reader:
        found = NoteAnswers(node, [NoteSegment(leaf) for leaf, _ in reader.leaf_readers()]).hits
    assert len(stock) > 20
    assert {int(hit.annotation_id[1:]): pytest.approx(hit.score, rel=1e-12) for hit in found} == stock


def test_words_as_written_score_as_words_indexed(tmp_path: Path) -> None:
    ours, theirs = _ours(tmp_path / "ours", 2, False), stock_whoosh.build(tmp_path / "b", _texts(), 2)
    with theirs.searcher() as searcher:
        stock = {number: score for score, number in searcher.search(Term("words", "powers"), limit=None).top_n}
    node = parse("powers", False)
    assert node is not None
    with ours.reader() as reader:
        found = NoteAnswers(node, [NoteSegment(leaf) for leaf, _ in reader.leaf_readers()]).hits
    with ours.searcher() as searcher:  # and Whoosh itself, on our index
        own = {number: score for score, number in searcher.search(Term("words", "powers"), limit=None).top_n}
    assert {int(hit.annotation_id[1:]): pytest.approx(hit.score, rel=1e-12) for hit in found} == stock == own
