"""The search index of the library: texts and notes, found by words and ranked.

It is derived from the library and lies in the cache folder: on any doubt it is wiped and made anew. It knows
words only; authors, roles, tags and dates are the library's. The texts themselves aren't in it.
"""

# mypy: allow-untyped-calls
# (Whoosh is typed in part only.)
from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from annotator.files import write_atomically
from annotator.search.damage import IndexDamaged, damage_noticed
from annotator.search.query import parse
from annotator.search.store import Store
from annotator.search.words import surfaces
from annotator.search.work import reporting, stoppable, without_collector

if TYPE_CHECKING:
    from whoosh.fields import Schema
    from whoosh.query.qcore import Query
    from whoosh.searching import Searcher

__all__ = ["IndexDamaged", "NoteEntry", "NoteHit", "Paragraph", "SearchIndex", "TextHit"]

VERSION = 1  # of the fields, and of how words are folded and stemmed; an index of another one is made anew
_STEP = 64  # paragraphs between two calls of `progress`
_WRITTEN = 0.6  # of the time it takes: the rest is the commit

State = Literal["fresh", "missing", "damaged"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of a text, by its index in the Document."""

    block: int
    text: str


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """All that an annotation is found by: its note, its tags, the words it stands on."""

    annotation_id: str
    reader_id: str
    text: str


@dataclass(frozen=True, slots=True)
class TextHit:
    """A block that a query found; a higher score is a better hit."""

    reader_id: str
    block: int
    score: float


@dataclass(frozen=True, slots=True)
class NoteHit:
    """An annotation that a query found."""

    annotation_id: str
    reader_id: str
    score: float


class SearchIndex:
    """Two indexes under one folder. Nothing is opened, and Whoosh not imported, before the first search or change.

    Safe to use from several threads and processes; changes wait for each other, and raise UserError
    `index_busy` after a minute. Every method raises IndexDamaged where the files can't be trusted.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stamp = folder / "stamp.json"
        self._texts = Store(folder / "texts", _texts)
        self._notes = Store(folder / "notes", _notes)

    def state(self) -> State:
        """Whether the index can be used, was never made (or wiped), or must be wiped."""
        try:
            if not self._made():
                return "missing"
            self._texts.check()
            self._notes.check()
        except IndexDamaged:
            return "damaged"
        return "fresh"

    @property
    def generation(self) -> str:
        """What `stamp` was last told; empty where it was told nothing, or the index isn't sound."""
        try:
            return str(self._read_stamp().get("generation", ""))
        except IndexDamaged:
            return ""

    def stamp(self, generation: str) -> None:
        """Note which state of the library this index goes with: one restored from a backup needs another index."""
        self._make()
        self._write_stamp(generation)

    def wipe(self) -> None:
        """Throw everything away. The state is `missing` until something is put in."""
        if not self._folder.exists():
            return
        with self._both_locked(), damage_noticed():
            self._stamp.unlink(missing_ok=True)
            self._texts.remove()
            self._notes.remove()

    def close(self) -> None:
        """Let go of open files; the next use opens them again."""
        self._texts.close()
        self._notes.close()

    def put_reader(
        self,
        reader_id: str,
        revision_id: str,
        paragraphs: Iterable[Paragraph],
        progress: Callable[[float], None] | None = None,
    ) -> None:
        """Replace all of a reader's paragraphs, in one commit. `progress` is told the part done, from 0 to 1."""
        todo = list(paragraphs)
        report = reporting(progress)
        self._make()
        with stoppable(), without_collector(), self._texts.writing() as writer:
            writer.delete_by_term("reader", reader_id)
            writer.add_words([], reader=reader_id, revision=revision_id, head="1")
            for number, paragraph in enumerate(todo):
                writer.add_words(surfaces(paragraph.text), reader=reader_id, block=paragraph.block)
                if number % _STEP == 0:
                    report(_WRITTEN * number / len(todo))
        if progress:
            progress(1.0)

    def remove_readers(self, ids: Iterable[str]) -> None:
        """Forget these readers' paragraphs; unknown ids are passed over."""
        if self._made():
            with self._texts.writing() as writer:
                for reader_id in set(ids):
                    writer.delete_by_term("reader", reader_id)

    def readers(self) -> dict[str, str]:
        """The id of each reader in the index, with the revision that was indexed."""
        if not self._made():
            return {}
        with self._texts.searching() as searcher:
            reader = searcher.reader()
            ids = reader.column_reader("reader")
            return {ids[head]: str(reader.stored_fields(head)["revision"]) for head in _heads(searcher)}

    def put_notes(self, entries: Iterable[NoteEntry]) -> None:
        """Add notes, or replace those known by their id, in one commit."""
        latest = {entry.annotation_id: entry for entry in entries}
        self._make()
        with self._notes.writing() as writer:
            for entry in latest.values():
                writer.delete_by_term("annotation", entry.annotation_id)
                writer.add_words(surfaces(entry.text), annotation=entry.annotation_id, reader=entry.reader_id)

    def remove_notes(self, ids: Iterable[str]) -> None:
        """Forget these notes; unknown ids are passed over."""
        if self._made():
            with self._notes.writing() as writer:
                for annotation_id in set(ids):
                    writer.delete_by_term("annotation", annotation_id)

    def search_texts(self, query: str, *, readers: Collection[str] | None = None, limit: int = 50) -> list[TextHit]:
        """The best `limit` paragraphs of these readers (None: of all), best first. Raises UserError `bad_query`."""
        node = parse(query)
        if node is None or limit < 1 or not self._made():
            return []
        from annotator.search.plan import plan

        with self._texts.searching() as searcher:
            ids = searcher.reader().column_reader("reader")
            heads = set(_heads(searcher))
            some = readers is not None and not {ids[head] for head in heads}.issubset(readers)
            found = _top(searcher, plan(node), readers if some else None, limit, heads)
            if not found:
                return []
            blocks = searcher.reader().column_reader("block")
            return [TextHit(ids[number], int(blocks[number]), score) for number, score in found]

    def search_notes(self, query: str, *, readers: Collection[str] | None = None, limit: int = 50) -> list[NoteHit]:
        """The best `limit` notes on these readers (None: on all), best first. Raises UserError `bad_query`."""
        node = parse(query)
        if node is None or limit < 1 or not self._made():
            return []
        from annotator.search.plan import plan

        with self._notes.searching() as searcher:
            found = _top(searcher, plan(node), readers, limit, set())
            if not found:
                return []
            notes, ids = (searcher.reader().column_reader(name) for name in ("annotation", "reader"))
            return [NoteHit(notes[number], ids[number], score) for number, score in found]

    def _made(self) -> bool:
        """Whether there is an index of ours. Raises IndexDamaged where it is of another version."""
        if not self._stamp.exists():
            return False
        if self._read_stamp().get("version") != VERSION:
            raise IndexDamaged("the index is of another version")
        return True

    def _make(self) -> None:
        if self._made():
            return
        with damage_noticed():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folder.chmod(0o700)
        with self._both_locked(), damage_noticed():
            if not self._made():  # another process may have been quicker
                for store in (self._texts, self._notes):
                    store.remove()
                    store.create()
                self._write_stamp("")

    def _write_stamp(self, generation: str) -> None:
        with damage_noticed():
            stamp = json.dumps({"version": VERSION, "generation": generation})
            write_atomically(self._stamp, stamp.encode(), private=True)

    def _read_stamp(self) -> dict[str, object]:
        with damage_noticed():
            if not self._stamp.exists():
                return {}
            stamp = json.loads(self._stamp.read_bytes())
            if not isinstance(stamp, dict):
                raise IndexDamaged("the stamp can't be read")
            return stamp

    @contextmanager
    def _both_locked(self) -> Iterator[None]:
        with self._texts.locked(), self._notes.locked():
            yield


def _texts() -> Schema:
    from annotator.search import schema

    return schema.texts()


def _notes() -> Schema:
    from annotator.search import schema

    return schema.notes()


def _heads(searcher: Searcher) -> list[int]:
    """The documents that stand for whole readers."""
    from whoosh.query.terms import Term

    return list(searcher.docs_for_query(Term("head", "1")))


def _top(
    searcher: Searcher, query: Query, readers: Collection[str] | None, limit: int, hidden: set[int]
) -> list[tuple[int, float]]:
    from whoosh.query.terms import Term

    only: set[int] | None = None
    if readers is not None:
        only = {number for reader_id in readers for number in searcher.docs_for_query(Term("reader", reader_id))}
        if not only:
            return []  # to Whoosh an empty filter is none
    results = searcher.search(query.normalize(), limit=limit, filter=only, mask=hidden or None)
    return [(number, float(score)) for score, number in results.top_n]
