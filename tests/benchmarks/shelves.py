"""Libraries of real prose, to search in: readers of about a megabyte, in selections of many authors, with notes."""

from __future__ import annotations

import os
import random
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path

from annotator.anchoring import describe
from annotator.files import sha256_of
from annotator.library.readers import revision_id_of
from annotator.library.repository import Library
from annotator.model.annotation import ROLES, Annotation
from annotator.model.change import Change, ChangeSet
from annotator.model.document import Block, BlockKind, Division, DivisionKind, Document, Page
from annotator.model.report import Imported, ImportReport
from annotator.model.shelf import Reader
from annotator.services.clock import now
from annotator.services.shelf import reader_id_of

READER = 1_000_000  # code points
_SELECTION, _PAGE = 200, 16  # paragraphs: these are short
_AUTHORS = ("Ada Byron", "Émile Durkheim", "Max Weber", "Rosa Luxemburg", "Simone Weil", "W. E. B. Du Bois")
_TAGS = ("law", "terror", "memory", "archive", "witness")


def fill(data: Path, paragraphs: Sequence[str], notes: int = 0, size: int = READER) -> list[Reader]:
    """Make a library of these paragraphs, in readers of this size (code points), with so many notes on the first."""
    with _unflushed():
        library = Library.open(data, "someone")
        library.connection.execute("PRAGMA synchronous = OFF")
        try:
            readers = [_add(library, some, number) for number, some in enumerate(_volumes(paragraphs, size))]
            if notes:
                document = library.readers.document(readers[0])
                chance = random.Random(9)
                made = (annotation(readers[0], document, chance, chance.choice(paragraphs)) for _ in range(notes))
                changes = tuple(Change(None, one) for one in made)
                library.acts.commit(ChangeSet("highlight", changes), moment=now())
        finally:
            library.close()
    return readers


def annotation(reader: Reader, document: Document, chance: random.Random, note: str) -> Annotation:
    """A note on a passage of some words."""
    start = chance.randrange(len(document.text) - 400)
    moment = now()
    return Annotation(
        str(uuid.uuid4()),
        reader.id,
        reader.revision_id,
        (describe(document.text, start, start + chance.randint(20, 200)),),
        role=chance.choice(ROLES).key,
        note=note[:400],
        tags=tuple(chance.sample(_TAGS, k=chance.randint(0, 2))),
        created=moment,
        modified=moment,
    )


def _volumes(paragraphs: Sequence[str], most: int) -> Iterator[list[str]]:
    some: list[str] = []
    size = 0
    for text in paragraphs:
        some.append(text)
        size += len(text)
        if size > most:
            yield some
            some, size = [], 0
    if some:
        yield some


def _add(library: Library, paragraphs: list[str], number: int) -> Reader:
    original = f"volume {number}".encode()
    starts = [0, *(end + 2 * (at + 1) for at, end in enumerate(accumulate(map(len, paragraphs))))]
    ends = [start + len(text) for start, text in zip(starts, paragraphs, strict=False)]
    firsts = range(0, len(paragraphs), _SELECTION)
    document = Document(
        title=f"Volume {number}",
        text="\n\n".join(paragraphs),
        blocks=tuple(Block(BlockKind.PARAGRAPH, starts[n], ends[n], n // _SELECTION) for n in range(len(paragraphs))),
        divisions=tuple(
            Division(
                DivisionKind.SELECTION,
                f"{number}-{at}",
                paragraphs[first][:40],
                _AUTHORS[(number + at) % len(_AUTHORS)],
                1,
                None,
                starts[first],
                ends[min(first + _SELECTION, len(paragraphs)) - 1],
            )
            for at, first in enumerate(firsts)
        ),
        pages=tuple(Page(str(at + 1), True, starts[n]) for at, n in enumerate(range(0, len(paragraphs), _PAGE))),
        source_sha256=sha256_of(original),
    )
    reader = Reader(
        reader_id_of(document.source_sha256),
        document.title,
        f"volume-{number}.txt",
        document.source_sha256,
        revision_id_of(document),
        now(),
    )
    library.readers.add(reader, Imported(document, ImportReport()), original, moment=now())
    return reader


@contextmanager
def _unflushed() -> Iterator[None]:
    """Nothing of it has to outlast a crash; what is timed is flushed."""
    flush = os.fsync
    os.fsync = lambda descriptor: None
    try:
        yield
    finally:
        os.fsync = flush
