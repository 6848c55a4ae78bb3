"""What a search is measured against: Whoosh as it comes, and SQLite's FTS5, over the same paragraphs."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from whoosh import fields
from whoosh.analysis import StemmingAnalyzer
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from annotator.model.folding import fold


def whoosh(folder: Path, paragraphs: list[str]) -> FileIndex:
    """One field of stemmed words with their places, no text kept, nothing stopped."""
    folder.mkdir(parents=True)
    body = fields.TEXT(analyzer=StemmingAnalyzer(stoplist=None, minsize=1))
    index = FileIndex.create(FileStorage(str(folder)), fields.Schema(body=body))
    writer = index.writer()
    for text in paragraphs:
        writer.add_document(body=text)
    writer.commit()
    return index


def fts5(path: Path, paragraphs: list[str], *, folded: bool = False) -> sqlite3.Connection:
    """Stemmed words with their places, no text kept; `folded`: as our texts are, for the same answers."""
    connection = sqlite3.connect(path)
    connection.execute(
        "CREATE VIRTUAL TABLE texts USING fts5(words, content='', tokenize='porter unicode61 remove_diacritics 2')"
    )
    rows = ((number, fold(text).text if folded else text) for number, text in enumerate(paragraphs, 1))
    with connection:
        connection.executemany("INSERT INTO texts(rowid, words) VALUES (?, ?)", rows)
    return connection
