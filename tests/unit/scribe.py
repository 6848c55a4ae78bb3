"""Somebody who does anything that can be done to a library: by hand in a test, or at random for a property."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from annotator.files import sha256_of
from annotator.library.acts import Acts
from annotator.library.replay import State, state_of
from annotator.library.repository import Library
from annotator.model.anchor import Anchor, Position, Quote
from annotator.model.annotation import ROLES, Annotation, Link, LinkKind, Role
from annotator.model.bookmark import Bookmark
from annotator.model.change import Change, ChangeSet, Record
from annotator.model.citation import Citation
from annotator.model.report import Imported, ImportReport
from annotator.model.shelf import Reader
from tests.unit.samples import DOCUMENT

MOMENT = "2026-01-31T12:00:00.000Z"
FILE = b"the file"
READER = Reader("11111111-1111-5111-8111-111111111111", "A Reader", "a.txt", sha256_of(FILE), "r1", MOMENT)
ANCHOR = Anchor(Position(0, 4), Quote(DOCUMENT.text[:4], "", DOCUMENT.text[4:20]))
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["One\u2028line", 'Quotes "and", "digest":"', "Zeile\x85Ende\r\n", "naïve 𝔄", "\\u2028"]
)


class Scribe:
    """Writes into the library of one folder."""

    def __init__(self, folder: Path) -> None:
        self.library = Library.open(folder, "someone")
        if self.library.readers.get(READER.id) is None:
            self.library.readers.add(READER, Imported(DOCUMENT, ImportReport()), FILE, moment=MOMENT)

    @property
    def acts(self) -> Acts:
        return self.library.acts

    def make(self, record: Record) -> Any:
        """A new record, as it was stored."""
        return self.acts.commit(ChangeSet("make", (Change(None, record),)), moment=MOMENT).changes[0].record

    def change(self, before: Record, **fields: object) -> Any:
        """A change of a record, as it was stored."""
        after = replace(before, **fields)  # type: ignore[arg-type]
        return self.acts.commit(ChangeSet("change", (Change(before, after),)), moment=MOMENT).changes[0].record

    def note(self, words: str = "Why?", **fields: Any) -> Annotation:
        """A new annotation."""
        annotation = Annotation(str(uuid.uuid4()), READER.id, "r1", (ANCHOR,), note=words, created=MOMENT)
        return self.make(replace(annotation, **fields))  # type: ignore[no-any-return]

    def state(self) -> State:
        """All that the library holds."""
        return state_of(self.library.connection)

    def close(self) -> None:
        self.library.close()

    def of(self, kind: type[Any]) -> list[Any]:
        """The records of one kind, in a fixed order."""
        return sorted((r for r in self.state().records.values() if isinstance(r, kind)), key=lambda record: record.id)


def _one(scribe: Scribe, kind: type[Any], number: int, then: Callable[[Any], object]) -> None:
    found = scribe.of(kind)
    if found:
        then(found[number % len(found)])


def do(scribe: Scribe, step: tuple[str, int, str]) -> None:
    """One thing of many."""
    what, number, words = step
    tags = tuple(dict.fromkeys(words.split()))
    if what == "annotate":
        role = ROLES[number % len(ROLES)].key
        scribe.note(words, role=role, tags=tags, anchors=(ANCHOR,) * (number % 3), division=words or None)
    elif what == "edit":
        _one(scribe, Annotation, number, lambda a: scribe.change(a, note=words, tags=tags))
    elif what == "link":
        kind = list(LinkKind)[number % len(LinkKind)]
        _one(scribe, Annotation, number, lambda a: scribe.make(Link(str(uuid.uuid4()), a.id, a.id, kind, MOMENT)))
    elif what == "bookmark":
        scribe.make(Bookmark(str(uuid.uuid4()), READER.id, "r1", ANCHOR, words, MOMENT))
    elif what == "cite":
        scribe.make(Citation(str(uuid.uuid4()), READER.id, words or None, (("author", words),), MOMENT))
    elif what == "role":
        own = Role(str(uuid.uuid4()), words, "*", "claim", number)
        scribe.make(own) if number % 2 else _one(scribe, Role, number, lambda r: scribe.change(r, name=words))
    elif what == "shipped role":
        if not any(role.key == "claim" for role in scribe.of(Role)):
            scribe.change(ROLES[0], name=words)
    elif what == "trash":
        kind = (Annotation, Link, Bookmark, Citation, Reader, Role)[number % 6]
        _one(scribe, kind, number, lambda r: scribe.change(r, deleted=None if r.deleted else MOMENT))
    elif what == "rename":
        scribe.change(scribe.of(Reader)[0], title=words or "x")
    elif what == "undo":
        scribe.acts.undo(moment=MOMENT)
    else:
        scribe.acts.redo(moment=MOMENT)


_THINGS = (
    *("annotate", "annotate", "edit", "link", "bookmark", "cite", "role", "shipped role", "trash", "trash", "rename"),
    *("undo", "redo"),
)
STEPS = st.lists(st.tuples(st.sampled_from(_THINGS), st.integers(0, 30), WORDS), max_size=15)
