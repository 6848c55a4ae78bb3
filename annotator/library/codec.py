"""A Document as one file: text in UTF-8, spans in packed arrays that are unpacked only where they are read.

Layout: magic, the length of the header, the header (JSON: what is small, and the lengths of the sections), then
the sections: the text, and arrays of little-endian 32-bit integers. Ten megabytes open in milliseconds, for
nothing but the text is decoded before it is asked for. Never pickled: a foreign file can do no harm.
"""

from __future__ import annotations

import json
import struct
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

from annotator.model.document import (
    Block,
    BlockKind,
    Division,
    DivisionKind,
    Document,
    Emphasis,
    EmphasisKind,
    Importer,
    Note,
    NoteRef,
    Page,
    Table,
)

MAGIC = b"ANNODOC\x01"
_BLOCK_KINDS = tuple(BlockKind)
_EMPHASIS_KINDS = tuple(EmphasisKind)
T = TypeVar("T")


class CodecError(Exception):
    """The bytes are no Document of ours, or a damaged one."""


class Packed(Sequence[T], Generic[T]):
    """Rows of `width` integers each, made into objects one at a time."""

    def __init__(self, numbers: Sequence[int], width: int, make: Callable[..., T]) -> None:
        self._numbers, self._width, self._make = numbers, width, make

    def __len__(self) -> int:
        return len(self._numbers) // self._width

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        row = index + len(self) if index < 0 else index
        if not 0 <= row < len(self):
            raise IndexError(index)
        return self._make(*self._numbers[row * self._width : (row + 1) * self._width])

    def __iter__(self) -> Iterator[T]:
        """As indexing does, but in one pass over the numbers."""
        columns = [iter(self._numbers)] * self._width
        return map(self._make, *columns)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(_equal, self, other))

    __hash__ = None  # type: ignore[assignment]


def encode(document: Document) -> bytes:
    """The Document as bytes."""
    sections = [
        document.text.encode("utf-8", "surrogatepass"),
        _pack(n for b in document.blocks for n in (_BLOCK_KINDS.index(b.kind), b.start, b.end, b.division)),
        _pack(n for e in document.emphasis for n in (_EMPHASIS_KINDS.index(e.kind), e.start, e.end)),
    ]
    header = {
        "title": document.title,
        "metadata": dict(document.metadata),
        "importer": [document.importer.name, document.importer.version],
        "normaliser": document.normaliser,
        "source_sha256": document.source_sha256,
        "divisions": [
            [d.kind, d.number, d.title, d.author, d.level, d.parent, d.start, d.end, d.source]
            for d in document.divisions
        ],
        "pages": [[p.label, p.printed, p.start] for p in document.pages],
        "notes": [[n.label, n.start, n.end, n.division] for n in document.notes],
        "note_refs": [[r.label, r.at, r.note] for r in document.note_refs],
        "tables": [[t.block, t.caption, t.rows] for t in document.tables],
        "sections": [len(section) for section in sections],
    }
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return b"".join([MAGIC, struct.pack("<I", len(head)), head, *sections])


def decode(data: bytes) -> Document:
    """The Document that `encode` made `data` of. Raises CodecError."""
    try:
        return _decode(data)
    except (ValueError, KeyError, IndexError, TypeError, struct.error) as error:
        raise CodecError(str(error)) from error


def _decode(data: bytes) -> Document:
    if data[: len(MAGIC)] != MAGIC:
        raise ValueError("not a document of this format")
    start = len(MAGIC) + 4
    (size,) = struct.unpack_from("<I", data, len(MAGIC))
    header: dict[str, Any] = json.loads(data[start : start + size].decode("utf-8", "surrogatepass"))
    text, blocks, emphasis = _sections(memoryview(data)[start + size :], header["sections"])
    return Document(
        title=header["title"],
        text=str(text, "utf-8", "surrogatepass"),  # without a copy in between
        blocks=Packed(_unpack(blocks), 4, lambda kind, a, b, division: Block(_BLOCK_KINDS[kind], a, b, division)),
        divisions=tuple(Division(DivisionKind(row[0]), *row[1:]) for row in header["divisions"]),
        pages=tuple(Page(*row) for row in header["pages"]),
        notes=tuple(Note(*row) for row in header["notes"]),
        note_refs=tuple(NoteRef(*row) for row in header["note_refs"]),
        tables=tuple(Table(b, caption, tuple(tuple(r) for r in rows)) for b, caption, rows in header["tables"]),
        emphasis=Packed(_unpack(emphasis), 3, lambda kind, a, b: Emphasis(_EMPHASIS_KINDS[kind], a, b)),
        metadata=header["metadata"],
        importer=Importer(*header["importer"]),
        normaliser=header["normaliser"],
        source_sha256=header["source_sha256"],
    )


def _sections(data: memoryview, lengths: list[int]) -> list[memoryview]:
    if sum(lengths) != len(data):
        raise ValueError("the file is cut short")
    ends = [sum(lengths[: i + 1]) for i in range(len(lengths))]
    return [data[end - length : end] for end, length in zip(ends, lengths, strict=True)]


def _pack(numbers: Iterable[int]) -> bytes:
    packed = array("i", numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _unpack(data: memoryview) -> Sequence[int]:
    numbers = array("i", bytes(data))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _equal(one: object, other: object) -> bool:
    return one == other
