"""What the two Whoosh indexes hold: no text, only where its words stand.

The fields take words that are already folded and stemmed, so that each text is analysed once, by `words`.
"""

# mypy: allow-untyped-calls
# (Whoosh is typed in part only.)
from __future__ import annotations

from collections.abc import Generator, Iterable
from functools import lru_cache
from typing import Any

from whoosh import columns, fields, formats
from whoosh.analysis.tokenizers import IDTokenizer

from annotator.search.words import stem

_POSITIONS = formats.Positions()
_UNUSED: Any = IDTokenizer()  # a field must have an analyzer; ours are given words


class StemField(fields.FieldType):
    """The stems of a text with their positions, for words and phrases. Takes a list of folded words."""

    def __init__(self) -> None:
        super().__init__(_POSITIONS, _UNUSED, scorable=True)

    def index(self, value: Iterable[str], **_: Any) -> Generator[tuple[bytes, int, float, bytes], Any, None]:
        places: dict[str, list[int]] = {}
        for number, surface in enumerate(value):
            places.setdefault(stem(surface), []).append(number)
        for word, numbers in places.items():
            count = len(numbers)
            coded = _one_place(numbers[0]) if count == 1 else _POSITIONS.encode(numbers)
            yield word.encode(), count, float(count), coded


class SurfaceField(fields.FieldType):
    """The words of a text as they are written, for patterns: a prefix of a stem finds the wrong words."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), _UNUSED)

    def index(self, value: Iterable[str], **_: Any) -> Generator[tuple[bytes, int, float, bytes], Any, None]:
        for word in set(value):
            yield word.encode(), 1, 1.0, b""


@lru_cache(maxsize=4096)
def _one_place(number: int) -> bytes:
    """What `Positions.encode` makes of one place; most words stand in a paragraph once."""
    encoded: bytes = _POSITIONS.encode([number])
    return encoded


def _reader_id() -> fields.ID:
    field = fields.ID()
    field.column_type = columns.RefBytesColumn()  # one number a document: there are few readers
    return field


def texts() -> fields.Schema:
    """A document is a paragraph, or (with `head`) a reader as a whole, which has no words but its revision."""
    return fields.Schema(
        reader=_reader_id(),
        block=fields.COLUMN(columns.NumericColumn("i")),
        head=fields.ID(),
        revision=fields.STORED(),
        stems=StemField(),
        surfaces=SurfaceField(),
    )


def notes() -> fields.Schema:
    """A document is an annotation: its note, tags and quoted words as one text."""
    return fields.Schema(
        annotation=fields.ID(sortable=True),
        reader=_reader_id(),
        stems=StemField(),
        surfaces=SurfaceField(),
    )
