"""A passage as one quotes it in an essay: in quotation marks, or as a block, with its citation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotator.export.excerpt import Excerpt, as_block
from annotator.export.quotation_marks import single_inside
from annotator.model.document import BlockKind

_BLOCKS = frozenset((BlockKind.TABLE, BlockKind.VERSE, BlockKind.LIST))
_NO_LABEL = re.compile(r"[^\w.-]+")
REFERENCE = "\ue004"
"""Where a note's number stands, until a form has one."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """`body` in Markdown, with `REFERENCE` where the note belongs that `note` (Markdown, or empty) is the text of."""

    body: str
    note: str = ""

    def markdown(self, label: str) -> str:
        """With the note as a footnote of Markdown's, called `label`."""
        if not self.note:
            return self.body
        label = _NO_LABEL.sub("-", label).strip("-")
        return f"{self.body.replace(REFERENCE, f'[^{label}]')}\n\n[^{label}]: {self.note}"


def quotation(found: Excerpt, citation: str, *, is_note: bool = False) -> Quotation:
    """The words of an excerpt with their citation (Markdown), which may be that of a note.

    One paragraph stands in double quotation marks, those inside turned to single. Several paragraphs, verse, a list or
    a table stand as a block quotation, their own marks kept, and block quotations in it stay such. Of no words at all
    only the citation is left.
    """
    in_words = "" if is_note or not citation else citation if citation[0] in "([" else f"({citation})"
    reference = REFERENCE if is_note else ""
    if not found.paragraphs:
        return Quotation(reference or in_words, citation if is_note else "")
    last = found.paragraphs[-1]
    if len(found.paragraphs) == 1 and last.kind not in _BLOCKS:
        body = f"“{single_inside(last.markdown.strip())}”{reference} {in_words}".rstrip()
    else:
        below = in_words or (reference if last.kind is BlockKind.TABLE else "")
        body = found.markdown.strip("\n") + ("" if below else reference)
        body = as_block(f"{body}\n\n{below}" if below else body)
    return Quotation(body, citation if is_note else "")
