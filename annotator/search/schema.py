"""What the two Whoosh indexes hold: no text, only where its words stand.

The field `words` takes words that are already folded, so that each text is analysed once, by `words`. They lie in a
file of their own (`codec`), as they are written: stems are looked up when a query is read.
"""

# mypy: allow-untyped-calls
# (Whoosh is typed in part only.)
from __future__ import annotations

from typing import Any

from whoosh import columns, fields, formats
from whoosh.analysis.tokenizers import IDTokenizer

_UNUSED: Any = IDTokenizer()  # a field must have an analyzer; ours is given words


class WordField(fields.FieldType):
    """The words of a text with their places. What is written there is the business of `writer` and `codec`."""

    def __init__(self) -> None:
        super().__init__(formats.Positions(), _UNUSED, scorable=True)


def texts() -> fields.Schema:
    """A document is a paragraph, or (with `head`) what stands for the paragraphs after it.

    A head keeps the reader's id, its revision, the block of the first paragraph and how many there are. The next
    documents are these, in order.
    """
    return fields.Schema(head=fields.ID(), about=fields.STORED(), words=WordField())


def notes() -> fields.Schema:
    """A document is an annotation: its note, tags and quoted words as one text; `own` counts the note's words."""
    return fields.Schema(
        annotation=fields.ID(sortable=True),
        reader=fields.ID(sortable=True),
        own=fields.COLUMN(columns.NumericColumn("i")),
        words=WordField(),
    )
