"""The canonical text: one spelling of every string, so that offsets and searches mean the same on every machine.

NFC; ligatures opened; no-break and thin spaces to spaces; runs of spaces to one; soft hyphens out; quotation
marks, dashes and ellipses as printed. Each rule is a list of edits, so that marks laid on the raw text
(page turns, note markers, emphasis) can be carried over to the canonical one.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator

NORMALISER = 1
"""The version of these rules, stored with every Document. Any change to what they give is a new version."""

Edit = tuple[int, int, str]
Remap = Callable[[int], int]

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_DROPPED = "\u00ad\ufeff"
# Everything that Unicode calls white space becomes a plain space, and so do the stray control characters.
_SPECIAL = re.compile("[" + "".join(_LIGATURES) + _DROPPED + "]|[^\\S ]|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_WORD = re.compile(r"[^ ]+")
_SPACES = re.compile(r"^ +| +$| {2,}")


def canonical(text: str) -> str:
    """`text` as one canonical line, without white space at its ends."""
    return canonical_with_map(text)[0]


def canonical_with_map(text: str) -> tuple[str, Remap]:
    """The canonical line, and the function that carries an offset (code points) of `text` over to it.

    An offset inside something dropped goes to what follows it. Idempotent: canonical text maps to itself.
    """
    maps: list[Remap] = []
    for find in (_special_characters, _decomposed_words, _extra_spaces):
        edits = list(find(text))
        if edits:
            maps.append(_remap(edits))
            text = _apply(text, edits)
    length = len(text)

    def carry(offset: int) -> int:
        for step in maps:
            offset = step(offset)
        return min(offset, length)

    return text, carry


def _special_characters(text: str) -> Iterator[Edit]:
    # What prints holds nothing that is dropped, and no white space but spaces.
    if text.isprintable() and not any(ligature in text for ligature in _LIGATURES):
        return
    for match in _SPECIAL.finditer(text):
        character = match.group()
        yield match.start(), match.end(), _LIGATURES.get(character, "" if character in _DROPPED else " ")


def _decomposed_words(text: str) -> Iterator[Edit]:
    # A space composes with nothing, so the NFC of a line is the NFC of its words.
    if unicodedata.is_normalized("NFC", text):
        return
    for match in _WORD.finditer(text):
        composed = unicodedata.normalize("NFC", match.group())
        if composed != match.group():
            yield match.start(), match.end(), composed


def _extra_spaces(text: str) -> Iterator[Edit]:
    if "  " not in text and text[:1] != " " and text[-1:] != " ":
        return
    for match in _SPACES.finditer(text):
        at_edge = match.start() == 0 or match.end() == len(text)
        yield match.start(), match.end(), "" if at_edge else " "


def _apply(text: str, edits: list[Edit]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end, new in edits:
        pieces += (text[done:start], new)
        done = end
    return "".join(pieces) + text[done:]


def _remap(edits: list[Edit]) -> Remap:
    starts = [start for start, _, _ in edits]
    shifts, shift = [], 0
    for start, end, new in edits:
        shift += len(new) - (end - start)
        shifts.append(shift)

    def carry(offset: int) -> int:
        index = bisect_right(starts, offset) - 1
        if index < 0:
            return offset
        start, end, new = edits[index]
        before = shifts[index - 1] if index else 0
        if offset >= end:
            return offset + shifts[index]
        return start + before + (min(offset - start, len(new)) if offset > start else 0)

    return carry
