"""The search index of the library: texts and notes, found by words and ranked.

It is derived from the library and lies in the cache folder: on any doubt it is wiped and made anew. It knows
words only; authors, roles, tags and dates are the library's. The texts themselves aren't in it.
"""

# mypy: allow-untyped-calls
# (Whoosh is typed in part only.)
from __future__ import annotations

import json
import pickle
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from annotator.collecting import without_collector
from annotator.files import write_atomically
from annotator.search.answers import NoteAnswers, NoteHit, TextAnswers, TextHit
from annotator.search.damage import IndexDamaged, damage_noticed
from annotator.search.query import parse
from annotator.search.segments import NoteSegment, TextSegment
from annotator.search.store import Store, remove
from annotator.search.tree import AnyOf, Node
from annotator.search.words import surfaces
from annotator.search.work import reporting, stoppable

if TYPE_CHECKING:
    from whoosh.fields import Schema

    from annotator.search.wordfile import WordFile
    from annotator.search.writer import WordWriter

__all__ = ["IndexDamaged", "NoteEntry", "NoteHit", "Paragraph", "SearchIndex", "Stretch", "TextHit"]

VERSION = 3  # of the fields, and of how words are folded and stemmed; an index of another one is made anew
_OFFERED = 2000  # words that are weighed for completion
_STEP = 64  # paragraphs between two calls of `progress`
_WRITTEN = 0.6  # of the time it takes: the rest is the commit

State = Literal["fresh", "missing", "damaged"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of a text, by its index in the Document."""

    block: int
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Blocks of a reader's revision that follow one another."""

    reader_id: str
    revision_id: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """All that an annotation is found by: its note, its tags, the words it stands on.

    `own`: so many code points of the text are the note itself (None: all).
    """

    annotation_id: str
    reader_id: str
    text: str
    own: int | None = None


class SearchIndex:
    """Two indexes under one folder. Nothing is opened, and Whoosh not imported, before the first search or change.

    Safe to use from several threads and processes; changes wait for each other, and raise UserError
    `index_busy` after a minute. Every method raises IndexDamaged where the files can't be trusted.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stamp = folder / "stamp.json"
        self._texts = Store(folder / "texts", _texts, _text_segment)
        self._notes = Store(folder / "notes", _notes, _note_segment)

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
        """The mark that `stamp` was last told; empty where it was told none, or the index isn't sound."""
        try:
            return str(self._read_stamp().get("generation", ""))
        except IndexDamaged:
            return ""

    def stamp(self, generation: str) -> None:
        """Note which state of which library this index goes with; it is made where there is none."""
        self._make()
        self._write_stamp(generation)

    def wipe(self) -> None:
        """Throw everything away. The state is `missing` until something is put in."""
        if not self._folder.exists():
            return
        with self._both_locked(), damage_noticed():
            remove(self._stamp)
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
        self.put_readers([reader_id], [Stretch(reader_id, revision_id, tuple(paragraphs))], progress=progress)

    def put_readers(
        self,
        ids: Collection[str],
        stretches: Sequence[Stretch],
        others: Callable[[], Iterable[bytes]] | None = None,
        progress: Callable[[float], None] | None = None,
    ) -> None:
        """Replace all paragraphs of these readers by `stretches`, in one segment and one commit.

        `others` is called when they are written: what it returns are segments that other processes made meanwhile, by
        `part`. `progress` is told the part done, from 0 to 1.
        """
        report, total = reporting(progress), sum(len(stretch.paragraphs) for stretch in stretches)
        self._make()
        with stoppable(), without_collector(), self._texts.writing() as writer:
            self._delete_readers(writer, ids)
            for done in _add(writer, stretches):
                report(_WRITTEN * done / max(1, total))
            if others is not None:
                writer.add_segments(map(pickle.loads, others()))
        if progress:
            progress(1.0)

    def part(self, stretches: Sequence[Stretch]) -> bytes:
        """For a child of the process that is in `put_readers`: write a segment, and return what it is to take in."""
        with without_collector(), self._texts.writing_part() as writer:
            for _ in _add(writer, stretches):
                pass
            return pickle.dumps(writer.finish_segment())

    def remove_readers(self, ids: Iterable[str]) -> None:
        """Forget these readers' paragraphs; unknown ids are passed over."""
        if self._made():
            with self._texts.writing() as writer:
                self._delete_readers(writer, set(ids))

    def readers(self) -> dict[str, str]:
        """The id of each reader in the index, with the revision that was indexed."""
        if not self._made():
            return {}
        with self._texts.searching() as segments:
            return {head.reader: head.revision for segment in segments for head in segment.heads}

    def put_notes(self, entries: Iterable[NoteEntry]) -> None:
        """Add notes, or replace those known by their id, in one commit."""
        latest = {entry.annotation_id: entry for entry in entries}
        self._make()
        with self._notes.writing() as writer:
            for entry in latest.values():
                writer.delete_by_term("annotation", entry.annotation_id)
                own = len(surfaces(entry.text[: entry.own])) if entry.own is not None else 0
                words = surfaces(entry.text)
                writer.add_words(
                    words,
                    annotation=entry.annotation_id,
                    reader=entry.reader_id,
                    own=len(words) if entry.own is None else own,
                )

    def remove_notes(self, ids: Iterable[str]) -> None:
        """Forget these notes; unknown ids are passed over."""
        if self._made():
            with self._notes.writing() as writer:
                for annotation_id in set(ids):
                    writer.delete_by_term("annotation", annotation_id)

    @contextmanager
    def texts(self, node: Node | None, **options: Any) -> Iterator[TextAnswers]:
        """All paragraphs that answer; `options` as those of TextAnswers. Ask it within the `with` only."""
        if node is None or not self._made():
            yield TextAnswers(AnyOf(()), ())
            return
        with self._texts.searching() as segments:
            yield TextAnswers(node, segments, **options)

    def notes(self, node: Node | None, **options: Any) -> list[NoteHit]:
        """All notes that answer, best first; `options` as those of NoteAnswers."""
        if node is None or not self._made():
            return []
        with self._notes.searching() as segments:
            return NoteAnswers(node, segments, **options).hits

    def vocabulary(self, prefix: str, limit: int) -> list[str]:
        """The most frequent words of texts and notes, as they are written, that begin so: for completion."""
        if not self._made():
            return []
        counts: Counter[str] = Counter()
        for store in (self._texts, self._notes):
            with store.searching() as segments:
                for segment in segments:
                    words: WordFile = segment.words
                    for number in words.beginning(prefix)[:_OFFERED]:
                        counts[words.words[number]] += words.starts[number + 1] - words.starts[number]
        return [word for word, _ in counts.most_common(limit)]

    def search_texts(
        self, query: str, *, readers: Collection[str] | None = None, limit: int = 50, stemmed: bool = True
    ) -> list[TextHit]:
        """The best `limit` paragraphs of these readers (None: of all), best first. Raises UserError `bad_query`."""
        with self.texts(parse(query, stemmed), readers=None if readers is None else set(readers)) as found:
            return found.best(limit)

    def search_notes(
        self, query: str, *, readers: Collection[str] | None = None, limit: int = 50, stemmed: bool = True
    ) -> list[NoteHit]:
        """The best `limit` notes on these readers (None: on all), best first. Raises UserError `bad_query`."""
        return self.notes(parse(query, stemmed), readers=None if readers is None else set(readers))[:limit]

    def _delete_readers(self, writer: WordWriter, ids: Collection[str]) -> None:
        with self._texts.searching() as segments:
            base = 0
            for segment in segments:
                for head in segment.heads:
                    if head.reader in ids:
                        for document in range(head.document, head.document + head.count + 1):
                            writer.delete_document(base + document)
                base += len(segment.words.lengths)

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


def _text_segment(reader: Any, before: TextSegment | None) -> TextSegment:
    made = TextSegment(reader)
    if before is not None:
        made.words.adopt(before.words)
    return made


def _note_segment(reader: Any, before: NoteSegment | None) -> NoteSegment:
    made = NoteSegment(reader)
    if before is not None:
        made.adopt(before)
    return made


def _add(writer: WordWriter, stretches: Iterable[Stretch]) -> Iterator[int]:
    """Write the stretches; tells now and then how many paragraphs are done."""
    done = 0
    for stretch in stretches:
        first = stretch.paragraphs[0].block if stretch.paragraphs else 0
        writer.add_words([], head="1", about=(stretch.reader_id, stretch.revision_id, first, len(stretch.paragraphs)))
        for paragraph in stretch.paragraphs:
            if done % _STEP == 0:
                yield done
            writer.add_words(surfaces(paragraph.text))
            done += 1
