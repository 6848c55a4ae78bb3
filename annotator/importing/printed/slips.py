"""Slips of the scanner: the text is left as it is, and the person is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from annotator.importing.printed.body import BodyLine
from annotator.model.report import Doubt

# A sign that no printer sets inside or against a word, or a figure between small letters.
_SLIP = re.compile(r"[^\W\d_][\\|~^]|[\\|~^][^\W\d_]|[a-z]\d+[a-z]")
_HINT = re.compile(r"[\\|~^\d]")
_ADDRESS = re.compile(r"://|@|www\.")


def find_slips(body: Sequence[BodyLine]) -> Iterator[Doubt]:
    """A doubt `scanner_slip` (word) for each word that was most likely misread."""
    for line in body:
        if _HINT.search(line.text) and _SLIP.search(line.text):
            for word in line.text.split():
                if _SLIP.search(word) and not _ADDRESS.search(word):
                    yield Doubt(line.line.number, "scanner_slip", (("word", word),))
