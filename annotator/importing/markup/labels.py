"""The label printed at the beginning of a note: it names the note and is no part of its text."""

from __future__ import annotations

import re

from annotator.importing.markup.pieces import NoteStart, Run

_ANY = re.compile(r"\s*[\[(]?(\d{1,4}|[*†‡§¶‖]{1,4})(?:[\])][.:]?|[.:)]|(?=\s))\s*")
_UNKNOWN = "*"


def cut_label(run: Run, note: NoteStart) -> str:
    """Take the label off the beginning of a note's first block; gives the label."""
    if note.bare and note.label:
        return note.label
    if note.label:
        match = re.match(rf"\s*[\[(]?{re.escape(note.label)}[\])]?(?:[.:)\]]+|(?![\w.,]))\s*", run.text)
    else:
        match = _ANY.match(run.text)
    if match and match.end() < len(run.text.rstrip()):
        run.cut(0, match.end())
    return note.label or (match[1] if match else _UNKNOWN)
