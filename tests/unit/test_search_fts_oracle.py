"""Some hundred queries of every kind, made of the text itself, find what SQLite's FTS5 finds over the same paragraphs.

Two tables are asked: one that stems, for words, and one that doesn't, for what is searched as it is written. FTS5
stems by Porter's first algorithm, so only words are taken that have the same other forms by both.
"""

from __future__ import annotations

import random
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import pytest
import Stemmer

from annotator.importing import import_file
from annotator.model.folding import fold
from annotator.search.index import Paragraph, SearchIndex
from annotator.search.words import stem, surfaces
from tests.benchmarks.texts import BUNDLED

EACH = 60  # queries of each kind


@dataclass
class Book:
    """A text, the words of its paragraphs that are safe to compare, our index and both tables."""

    words: list[list[str]]
    index: SearchIndex
    oracle: sqlite3.Connection


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    document = import_file(BUNDLED).document
    texts = [document.text[block.start : block.end] for block in document.blocks]
    index = SearchIndex(tmp_path_factory.mktemp("fts") / "index")
    half = len(texts) // 2
    index.put_reader("a", "1", [Paragraph(number, text) for number, text in enumerate(texts[:half])])
    index.put_reader("b", "1", [Paragraph(number, text) for number, text in enumerate(texts) if number >= half])
    connection = sqlite3.connect(":memory:")
    for table, kind in (("stemmed", "porter unicode61"), ("written", "unicode61")):
        connection.execute(f"CREATE VIRTUAL TABLE {table} USING fts5(words, tokenize='{kind} remove_diacritics 2')")
        rows = [(number, fold(text).text) for number, text in enumerate(texts)]
        connection.executemany(f"INSERT INTO {table}(rowid, words) VALUES (?, ?)", rows)
    words = [surfaces(text) for text in texts]
    safe = _same_forms({word for some in words for word in some})
    return Book([[word if word in safe else "" for word in some] for some in words], index, connection)


def _same_forms(words: set[str]) -> set[str]:
    porter = Stemmer.Stemmer("porter")
    by: list[dict[str, set[str]]] = [defaultdict(set), defaultdict(set)]
    letters = [word for word in words if re.fullmatch("[a-z]+", word)]
    for word in letters:
        by[0][porter.stemWord(word)].add(word)
        by[1][stem(word)].add(word)
    return {word for word in letters if by[0][porter.stemWord(word)] == by[1][stem(word)]}


Made = tuple[str, str]  # a query of ours, and FTS5's for the same


def _some(book: Book, chance: random.Random, length: int) -> list[str]:
    """Words that stand side by side somewhere."""
    while True:
        words = chance.choice(book.words)
        if len(words) >= length:
            at = chance.randrange(len(words) - length + 1)
            if all(words[at : at + length]):
                return words[at : at + length]


def _word(book: Book, chance: random.Random) -> Made:
    (word,) = _some(book, chance, 1)
    return word, word


def _both(book: Book, chance: random.Random) -> Made:
    (one,), (other,) = _some(book, chance, 1), _some(book, chance, 1)
    return f"{one} {other}", f'"{one}" AND "{other}"'


def _either(book: Book, chance: random.Random) -> Made:
    (one,), (other,) = _some(book, chance, 1), _some(book, chance, 1)
    return f"{one} OR {other}", f'"{one}" OR "{other}"'


def _without(book: Book, chance: random.Random) -> Made:
    (one,), (other,) = _some(book, chance, 1), _some(book, chance, 1)
    return f"{one} NOT {other}", f'"{one}" NOT "{other}"'


def _phrase(book: Book, chance: random.Random) -> Made:
    words = " ".join(_some(book, chance, chance.randint(2, 4)))
    return f'"{words}"', f'"{words}"'


def _group(book: Book, chance: random.Random) -> Made:
    (a,), (b,), (c,) = (_some(book, chance, 1) for _ in range(3))
    words = " ".join(_some(book, chance, 2))
    return f'({a} OR "{words}") ({b} OR {c})', f'("{a}" OR "{words}") AND ("{b}" OR "{c}")'


def _beginning(book: Book, chance: random.Random) -> Made:
    (word,) = _some(book, chance, 1)
    letters = word[: chance.randint(1, 5)]
    return f"{letters}*", f'"{letters}"*'


def _phrase_with_a_beginning(book: Book, chance: random.Random) -> Made:
    one, other = _some(book, chance, 2)
    return f'"{one} {other[:3]}*"', f'"{one} {other[:3]}"*'


@pytest.mark.parametrize("make", [_word, _both, _either, _without, _phrase, _group])
@pytest.mark.parametrize("stemmed", [True, False])
def test_words_and_phrases(book: Book, make: Callable[[Book, random.Random], Made], stemmed: bool) -> None:
    _compare(book, make, stemmed)


@pytest.mark.parametrize("make", [_beginning, _phrase_with_a_beginning])
def test_beginnings_of_words_as_they_are_written(book: Book, make: Callable[[Book, random.Random], Made]) -> None:
    _compare(book, make, False)


def _compare(book: Book, make: Callable[[Book, random.Random], Made], stemmed: bool) -> None:
    chance, sizes = random.Random(make.__name__), set[int]()
    table = "stemmed" if stemmed else "written"
    for _ in range(EACH):
        ours, theirs = make(book, chance)
        rows = book.oracle.execute(f"SELECT rowid FROM {table} WHERE {table} MATCH ?", (theirs,))
        expected = {row[0] for row in rows}
        assert {hit.block for hit in book.index.search_texts(ours, limit=10_000, stemmed=stemmed)} == expected, ours
        sizes.add(len(expected))
    assert len(sizes) > 2  # they aren't all empty, nor all alike
