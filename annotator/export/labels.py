"""Labels of footnotes and links in a note: its own, or the first `[^1]` of a file would answer them all.

A label gets the beginning of the annotation's id: as long as that note is in the file nobody else has it, the person
who writes around it included. Only labels that the note itself defines are changed, and none in code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

_DEFINED = re.compile(r"^(?: {0,3}> ?)* {0,3}\[(?!\])((?:[^\[\]\\\n]|\\.)+)\]:", re.MULTILINE)
_FENCE = re.compile(r"(?:^ {0,3}(`{3,}|~{3,})[^\n]*\n)(?s:.*?)(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE)
_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(?s:.+?)(?<!`)\1(?!`)")
_INDENTED = re.compile(r"(?:(?<=\n\n)|\A)(?: {4}|\t)[^\n]*(?:\n(?:(?: {4}|\t)[^\n]*)?)*")
_USED = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\](\[((?:[^\[\]\\]|\\.)*)\])?(?=(.?))", re.DOTALL)
_OF_ID = 8  # hexadecimal digits of an annotation's id that are on it


def with_own_labels(note: str, annotation_id: str) -> str:
    """The note, with no label in it that another note may have as well."""
    if "]:" not in note:
        return note
    spared = sorted(_code(note))
    outside = "".join(note[start:end] for start, end in _between(spared, len(note)))
    defined = frozenset(_folded(found[1]) for found in _DEFINED.finditer(outside))
    if not defined:
        return note
    renamed = partial(_renamed, defined=defined, ending=f"-{annotation_id[:_OF_ID]}")
    parts: list[str] = []
    at = 0
    for start, end in [*spared, (len(note), len(note))]:
        parts += [_USED.sub(renamed, note[at:start]), note[start:end]]
        at = end
    return "".join(parts)


def _renamed(found: re.Match[str], *, defined: frozenset[str], ending: str) -> str:
    words, second, label, after = found[1], found[2], found[3], found[4]
    if second is not None and label:
        return f"[{words}][{label}{ending}]" if _folded(label) in defined else found[0]
    if _folded(words) not in defined or (after == "(" and not words.startswith("^")):
        return found[0]
    if words.startswith("^") or after == ":":
        return f"[{words}{ending}]{second or ''}"
    return f"[{words}][{words}{ending}]"


def _folded(label: str) -> str:
    """A label as CommonMark compares it."""
    return " ".join(label.split()).casefold()


def _code(note: str) -> Iterator[tuple[int, int]]:
    """Where code is, which nothing is changed in."""
    at = 0
    for start, end in sorted(found.span() for kind in (_FENCE, _SPAN, _INDENTED) for found in kind.finditer(note)):
        if end > at:
            yield max(start, at), end
            at = end


def _between(spans: list[tuple[int, int]], end: int) -> Iterator[tuple[int, int]]:
    at = 0
    for start, stop in [*spans, (end, end)]:
        yield at, start
        at = stop
