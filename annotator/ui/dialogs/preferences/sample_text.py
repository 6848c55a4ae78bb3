"""The page that shows what a choice does: a heading, a marker, a quotation, verse, marks, and a note in the margin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from annotator.i18n import _
from annotator.model.annotation import ROLES, Role
from annotator.model.document import Block, BlockKind, Division, DivisionKind, Document, Note, NoteRef, Page
from annotator.sentences import role_name
from annotator.ui.margin.note import MarginNote
from annotator.ui.reading.marks import Mark

_GAP = "\n\n"
_SIGNS = re.compile(r"\[\^(?P<note>\w+)\]|\|(?P<page>\w+)\||(?P<question>==)|(?P<claim>\+\+)")
# In these, [^1] is a note's marker, |17| begins a page, ==…== and ++…++ are marked passages.
_TEXT = (
    (BlockKind.HEADING, _("Beside the Text")),
    (BlockKind.AUTHOR, _("A reader’s notebook")),
    (
        BlockKind.PARAGRAPH,
        _(
            "|16|A book that was lent comes back with a second voice in it,[^1] and ==whoever reads a sentence with a "
            "line beside it reads the line as well, ++and can’t tell afterwards which of the two was the teacher.++=="
        ),
    ),
    (
        BlockKind.PARAGRAPH,
        _(
            "Librarians rub such lines out. They are right, for the page belongs to everybody; yet the |17|patient "
            "eraser takes away the only evidence that the page was ever read, and by whom, and how slowly."
        ),
    ),
    (
        BlockKind.QUOTE,
        _(
            "Whoever writes in the margin has not interrupted the author. He has drawn up a chair, and the "
            "conversation goes on in a lower voice."
        ),
    ),
    (BlockKind.PARAGRAPH, _("The rule that hung over the reading room’s door said it in four lines:")),
    (
        BlockKind.VERSE,
        _("Write small, write true, and write in lead:\nthe next who comes has also read.\nLeave room for him."),
    ),
    (
        BlockKind.PARAGRAPH,
        _(
            "It was the custom of that house to sharpen every pencil in the evening, and nobody remembers who began "
            "with it."
        ),
    ),
)
_NOTE = _("1. In pencil, as a rule: ink is for people who are sure.")
_REMARK = _("Is that so? A line shows *where* somebody stopped, not **why**.")


class Sample(NamedTuple):
    """The text, and what is marked in it."""

    document: Document
    marks: tuple[Mark, ...]
    notes: tuple[MarginNote, ...]


@cache
def sample() -> Sample:
    """The sample; the same every time."""
    text, blocks, refs, pages = "", list[Block](), list[tuple[str, int]](), list[Page]()
    spans: dict[str, list[int]] = {"question": [], "claim": []}
    for kind, written in _TEXT:
        text += _GAP if text else ""
        start, at = len(text), 0
        for sign in _SIGNS.finditer(written):
            text += written[at : sign.start()]
            at = sign.end()
            if sign["note"]:
                refs.append((sign["note"], len(text)))
            elif sign["page"]:
                pages.append(Page(sign["page"], True, len(text)))
            else:
                spans[sign.lastgroup or ""].append(len(text))
        text += written[at:]
        blocks.append(Block(kind, start, len(text), 0))
    body = len(text)
    text += _GAP + _NOTE
    blocks.append(Block(BlockKind.NOTE, body + len(_GAP), len(text), 1))
    title = _TEXT[0][1]
    document = Document(
        title=title,
        text=text,
        blocks=tuple(blocks),
        divisions=(
            Division(DivisionKind.SELECTION, None, title, _TEXT[1][1], 1, None, 0, len(text)),
            Division(DivisionKind.NOTES, None, None, None, 2, 0, body + len(_GAP), len(text)),
        ),
        pages=tuple(pages),
        notes=(Note("1", body + len(_GAP), len(text), 1),),
        note_refs=tuple(NoteRef(label, at, 0) for label, at in refs),
    )
    by_key = {role.key: role for role in ROLES}
    marks = tuple(_mark(by_key[key], span, order) for order, (key, span) in enumerate(spans.items()))
    return Sample(document, marks, (_margin_note(by_key["question"], spans["question"][0]),))


def _mark(role: Role, span: Sequence[int], order: int) -> Mark:
    start, end = span
    return Mark(role.key, start, end, role.colour, role.mark, role_name(role), role.key == "question", order)


def _margin_note(role: Role, offset: int) -> MarginNote:
    return MarginNote(role.key, offset, role.colour, role.mark, role_name(role), _REMARK, (_("margins"),))
