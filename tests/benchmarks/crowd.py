"""A library of years: 200 readers, 100,000 annotations, as so many acts of a person would have left it."""

from __future__ import annotations

import os
import random
import uuid
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from annotator.anchoring import describe
from annotator.files import sha256_of
from annotator.importing import import_bytes
from annotator.library.readers import revision_id_of
from annotator.library.records import changes_to_json, text_digest
from annotator.library.repository import Library
from annotator.model.annotation import ROLES, Annotation
from annotator.model.change import Change, ChangeSet
from annotator.model.document import Document
from annotator.model.report import Imported, ImportReport
from annotator.model.shelf import Reader
from annotator.services.clock import now
from annotator.services.shelf import reader_id_of

READERS, EACH = 200, 500
PARAGRAPHS = 1200  # some 350 printed pages


class Crowd(NamedTuple):
    """Where the library is, and the ids of its readers."""

    data: Path
    readers: list[str]


def fill(data: Path) -> Crowd:
    """Make the library. Its flushes are left out, for nothing of it has to outlast a crash; what is timed has them."""
    flush = os.fsync
    os.fsync = lambda descriptor: None
    library = Library.open(data, "someone")
    library.connection.execute("PRAGMA synchronous = OFF")
    try:
        chance = random.Random(7)
        document = _document(chance)
        readers = [_add(library, document, number, chance) for number in range(READERS)]
    finally:
        library.close()
        os.fsync = flush
    return Crowd(data, readers)


def _document(chance: random.Random) -> Document:
    words = ["".join(chance.choices("etaoinshrdlucmfgyp", k=chance.randint(2, 10))) for _ in range(9000)]
    paragraphs = [" ".join(chance.choices(words, k=chance.randint(60, 140))).capitalize() for _ in range(PARAGRAPHS)]
    parts = [
        f"## Chapter {number // 40 + 1}\n\n{words}." if number % 40 == 0 else f"{words}."
        for number, words in enumerate(paragraphs)
    ]
    return import_bytes(("# A reader\n\n" + "\n\n".join(parts)).encode(), "reader.md", title="A reader").document


def _add(library: Library, document: Document, number: int, chance: random.Random) -> str:
    original = f"reader {number}".encode()
    document = document._replace(title=f"A reader, volume {number}", source_sha256=sha256_of(original))
    reader = Reader(
        reader_id_of(document.source_sha256),
        document.title,
        f"volume-{number}.md",
        document.source_sha256,
        revision_id_of(document),
        now(),
    )
    library.readers.add(reader, Imported(document, ImportReport()), original, moment=now())
    made = tuple(Change(None, annotation(reader, document, chance)) for _ in range(EACH))
    stored = library.acts.commit(ChangeSet("highlight", made), moment=now())
    _as_single_acts(library, stored)
    return reader.id


def annotation(reader: Reader, document: Document, chance: random.Random) -> Annotation:
    """A note of some sentences on a passage of some."""
    start = chance.randrange(len(document.text) - 400)
    passage = describe(document.text, start, start + chance.randint(20, 400))
    moment = now()
    return Annotation(
        str(uuid.uuid4()),
        reader.id,
        reader.revision_id,
        (passage,),
        role=chance.choice(ROLES).key,
        note=" ".join(
            chance.choices(["why", "and", "who", "signed", "the", "order", "naïve"], k=chance.randint(0, 90))
        ),
        tags=tuple(chance.sample(["law", "terror", "memory", "archive", "witness"], k=chance.randint(0, 3))),
        created=moment,
        modified=moment,
    )


def _as_single_acts(library: Library, act: ChangeSet) -> None:
    """The history as if each had been made by itself."""
    connection = library.connection
    rows = []
    for change in act.changes:
        text = changes_to_json(replace(act, changes=(change,)))
        rows.append((str(uuid.uuid4()), act.name, text, now(), text_digest(text)))
    connection.execute("BEGIN")
    connection.execute("DELETE FROM act WHERE seq = (SELECT max(seq) FROM act)")
    connection.executemany("INSERT INTO act (id, name, changes, time, state, digest) VALUES (?, ?, ?, ?, 0, ?)", rows)
    connection.execute("COMMIT")
