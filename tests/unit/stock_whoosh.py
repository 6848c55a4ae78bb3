"""The same texts as Whoosh indexes them by itself: one field for the words as they are written, one for their stems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from whoosh import fields, formats
from whoosh.analysis.tokenizers import IDTokenizer
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from annotator.search.words import stems


class GivenWords(fields.FieldType):  # type: ignore[misc]
    """Takes a list of words; all else is Whoosh's."""

    def __init__(self) -> None:
        super().__init__(formats.Positions(), IDTokenizer(), scorable=True)

    def index(self, value: Iterable[str], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """As `Positions.word_values` does it."""
        places: dict[str, list[int]] = {}
        for number, word in enumerate(value):
            places.setdefault(word, []).append(number)
        for word, numbers in places.items():
            yield word.encode(), len(numbers), float(len(numbers)), self.format.encode(numbers)


def schema() -> fields.Schema:
    """Words and stems."""
    return fields.Schema(words=GivenWords(), stems=GivenWords())


def build(folder: Path, texts: Iterable[list[str]], commits: int = 1) -> FileIndex:
    """An index with one document for each text, in one segment or several."""
    folder.mkdir(parents=True)
    index = FileIndex.create(FileStorage(str(folder)), schema())
    todo = list(texts)
    step = -(-len(todo) // commits)
    for at in range(0, len(todo), step):
        writer = index.writer()
        for words in todo[at : at + step]:
            writer.add_document(words=words, stems=stems(words))
        writer.commit(merge=False)
    return index


def contents(index: FileIndex, field: str = "words") -> list[object]:
    """All that a field holds: each word's documents, how often, and where; lengths; statistics."""
    with index.reader() as reader:
        found: list[object] = [reader.doc_count(), reader.field_length(field)]
        found += [reader.doc_field_length(number, field, 0) or 0 for number in range(reader.doc_count())]
        for word in reader.lexicon(field):
            info, matcher = reader.term_info(field, word), reader.postings(field, word)
            found.append((word, info.weight(), info.doc_frequency(), info.max_weight(), info.min_id(), info.max_id()))
            while matcher.is_active():
                found.append((matcher.id(), matcher.weight(), tuple(matcher.value_as("positions"))))
                matcher.next()
    return found
