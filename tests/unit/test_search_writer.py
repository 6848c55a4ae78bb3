"""Our writer of whole blocks writes what Whoosh's own would."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from whoosh.fields import Schema
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from annotator.search import schema, writer
from annotator.search.sealed import SealedStorage
from annotator.search.writer import WordWriter


class Stock(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer behind the method that ours has."""

    def __init__(self, index: FileIndex) -> None:
        super().__init__(index, _lk=False)

    def add_words(self, words: list[str], **fields: Any) -> None:
        self.add_document(stems=words, surfaces=words, **fields)

    def _commit_toc(self, segments: list[Any]) -> None:
        self.storage.sealed = frozenset(segment.make_filename(".seg") for segment in segments)
        super()._commit_toc(segments)


def _texts() -> list[list[str]]:
    chosen = random.Random(11)
    common, rare = ["the", "of", "power", "powers", "état"], [f"rare{n}" for n in range(2000)]
    lengths = [0, 1, 2, 7, 80, 700, 3000] + [40] * 400
    return [chosen.choices(common, k=n // 2) + chosen.choices(rare, k=n - n // 2) for n in lengths]


def _build(folder: Path, kind: Callable[[FileIndex], Any], fields: Schema, commits: int) -> list[object]:
    folder.mkdir()
    index = FileIndex.create(SealedStorage(folder), fields)
    texts = _texts()
    for number in range(commits):
        out = kind(index)
        for block, words in enumerate(texts[number::commits]):
            out.add_words(words, reader=f"r{number}", block=block)
        out.commit(optimize=number == commits - 1)
    return _contents(index)


def _contents(index: FileIndex) -> list[object]:
    with index.reader() as reader:
        found: list[object] = [reader.doc_count(), reader.field_length("stems")]
        found += [reader.doc_field_length(n, "stems", 0) or 0 for n in range(reader.doc_count())]
        for field, word in reader.all_terms():
            info, matcher = reader.term_info(field, word), reader.postings(field, word)
            found.append((field, word, info.weight(), info.doc_frequency(), info.max_weight()))
            found.append((info.min_id(), info.max_id(), info.min_length(), info.max_length()))
            while matcher.is_active():
                places = tuple(matcher.value_as("positions")) if field == "stems" else ()
                found.append((matcher.id(), matcher.weight(), places))
                matcher.next()
    return found


@pytest.mark.parametrize("commits", [1, 3])
@pytest.mark.parametrize("most", [10_000_000, 500])
def test_the_same_index_as_whooshs_own(
    commits: int, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_MOST", most)
    ours = _build(tmp_path / "ours", WordWriter, schema.texts(), commits)
    theirs = _build(tmp_path / "theirs", Stock, schema.texts(), commits)
    assert len(ours) > 4000
    assert (ours == theirs) is True
