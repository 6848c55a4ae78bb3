"""What the index finds is what two others find: SQLite's FTS5 on a real book, and the scan on made-up texts."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.model.folding import fold
from annotator.search.index import NoteEntry, Paragraph, SearchIndex
from annotator.search.scan import matches
from tests.realreader import real_reader

# Ours, and the same for FTS5 where its syntax differs.
QUERIES = [
    *("power", "state", "institutions", "civil society", "party OR state", "(party OR state) AND leadership"),
    *("soviet NOT union", "russian NOT (state OR party)", '"soviet union"', '"union soviet"', '"of the state"'),
    *('"the rule of law"', '"to be"', "the", "of the", "reform OR revolution", "perestroika", "elections voting"),
    *('"political parties" OR "interest groups"', "economic AND political AND social", "gorbachev yeltsin"),
    *("terror", "workers peasants", '"communist party" NOT soviet', "law", "laws", "lawful", "nomenklatura"),
    *("nosuchwordatall", "power nosuchwordatall", "power OR nosuchwordatall", '"power nosuchwordatall"'),
    *("democratization", "democratic", "democracy", "market economy", '"market economy"', "1917", "1991 OR 1993"),
]


@pytest.fixture(scope="module")
def book() -> list[str]:
    return [text for text in real_reader().read_text("utf-8").split("\n\n") if text.strip()]


@pytest.fixture(scope="module")
def index(book: list[str], tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    index = SearchIndex(tmp_path_factory.mktemp("oracle") / "index")
    middle = len(book) // 2  # two segments, as two readers make
    index.put_reader("a", "1", [Paragraph(n, text) for n, text in enumerate(book[:middle])])
    index.put_reader("b", "1", [Paragraph(n, text) for n, text in enumerate(book) if n >= middle])
    return index


@pytest.fixture(scope="module")
def oracle(book: list[str]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE texts USING fts5(words, tokenize='porter unicode61 remove_diacritics 2')")
    folded = ((number, fold(text).text) for number, text in enumerate(book))
    connection.executemany("INSERT INTO texts(rowid, words) VALUES (?, ?)", folded)
    return connection


@pytest.mark.parametrize("query", QUERIES)
def test_the_book_answers_as_sqlite_says(
    query: str, book: list[str], index: SearchIndex, oracle: sqlite3.Connection
) -> None:
    expected = {row[0] for row in oracle.execute("SELECT rowid FROM texts WHERE texts MATCH ?", (query,))}
    assert {hit.block for hit in index.search_texts(query, limit=10_000)} == expected
    assert {number for number, text in enumerate(book) if matches(query, text)} == expected


@pytest.mark.parametrize("query", ["inst*", "r*", "*ism", "wom?n", "re*ion*", "counter-rev*", "pow* NOT sta*", "zzz*"])
def test_patterns_find_what_a_scan_finds(query: str, book: list[str], index: SearchIndex) -> None:
    expected = {number for number, text in enumerate(book) if matches(query, text)}
    assert {hit.block for hit in index.search_texts(query, limit=10_000)} == expected


_letters = st.sampled_from(["a", "b", "c", "ab", "power", "powers", "NOT", "é"])
_texts = st.lists(st.lists(_letters, max_size=7).map(" ".join), min_size=1, max_size=8)
_leaf = st.one_of(
    st.sampled_from(["a", "b", "powers", "a*", "*", "?", "p?wer", "*s", "zz"]),
    st.tuples(st.lists(_letters, min_size=1, max_size=3).map(" ".join), st.integers(1, 3)).map(
        '"{0[0]}"~{0[1]}'.format
    ),
)
_queries = st.recursive(
    _leaf,
    lambda part: st.one_of(
        st.tuples(part, part).map("({0[0]} {0[1]})".format),
        st.tuples(part, part).map("({0[0]} OR {0[1]})".format),
        part.map("(NOT {})".format),
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    return SearchIndex(tmp_path_factory.mktemp("small") / "index")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=_texts, others=_texts, queries=st.lists(_queries, min_size=1, max_size=12), limit=st.integers(1, 20))
def test_any_query_finds_what_a_scan_finds(
    small: SearchIndex, texts: list[str], others: list[str], queries: list[str], limit: int
) -> None:
    small.wipe()
    for reader, content in (("a", texts), ("b", others)):
        small.put_reader(reader, "1", [Paragraph(number, text) for number, text in enumerate(content)])
    small.put_notes(NoteEntry(f"n{number}", "a", text) for number, text in enumerate(texts))
    for query in queries:
        expected = {("a", n) for n, text in enumerate(texts) if matches(query, text)}
        expected |= {("b", n) for n, text in enumerate(others) if matches(query, text)}
        assert {(hit.reader_id, hit.block) for hit in small.search_texts(query, limit=1000)} == expected, query
        assert len(small.search_texts(query, limit=limit)) == min(limit, len(expected))
        notes = {f"n{block}" for reader, block in expected if reader == "a"}
        assert {hit.annotation_id for hit in small.search_notes(query, limit=1000)} == notes, query
