"""How near a Document is to the truth: a score from 0 to 1 for each thing that was to be found.

Places are compared letter by letter, not by raw offsets: both texts are reduced to their letters and digits, and those
of the truth are matched with those of the Document in runs. So one fault costs once, and a note that stands elsewhere
costs nothing.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

Structure = dict[str, Any]
_SEED = 14


@dataclass(frozen=True)
class Letters:
    """The letters of a text, and the offset of each in it."""

    signs: str
    offsets: tuple[int, ...]

    def at(self, offset: int) -> int:
        """The index of the first letter at or behind `offset`."""
        return bisect_left(self.offsets, offset)


def letters_of(text: str) -> Letters:
    """The letters and digits of `text`; compatibility forms are opened."""
    signs: list[str] = []
    offsets: list[int] = []
    for offset, sign in enumerate(text):
        for letter in unicodedata.normalize("NFKC", sign) if sign > "\x7f" else sign:
            if letter.isalnum():
                signs.append(letter)
                offsets.append(offset)
    return Letters("".join(signs), tuple(offsets))


def align(truth: str, found: str) -> list[int]:
    """For each letter of `truth` its index in `found`, or -1. Runs may stand in another order.

    Runs of letters that occur once in either text are anchors; then each is drawn out in both directions.
    """
    places = _unique(found)
    own = _unique(truth)
    aligned = [-1] * len(truth)
    taken = bytearray(len(found))
    for index in range(len(truth) - _SEED + 1):
        seed = truth[index : index + _SEED]
        at = places.get(seed, -1)
        if at < 0 or own[seed] < 0:
            continue
        for step in range(_SEED):
            if aligned[index + step] < 0 and not taken[at + step]:
                aligned[index + step] = at + step
                taken[at + step] = 1
    _fill(truth, found, aligned, taken)
    return aligned


def _same(truth: str, found: str, a: int, b: int, aligned: list[int], taken: bytearray) -> bool:
    return truth[a] == found[b] and aligned[a] < 0 and not taken[b]


def _unique(text: str) -> dict[str, int]:
    """Where each run of letters begins; -1 for one that comes twice."""
    places: dict[str, int] = {}
    for index in range(len(text) - _SEED + 1):
        run = text[index : index + _SEED]
        places[run] = -1 if run in places else index
    return places


def _fill(truth: str, found: str, aligned: list[int], taken: bytearray) -> None:
    """Align short rests from the end of the run before them, and from the beginning of the run behind."""
    for index in range(1, len(truth)):
        at = aligned[index - 1] + 1
        if aligned[index] < 0 < at < len(found) and _same(truth, found, index, at, aligned, taken):
            aligned[index], taken[at] = at, 1
    for index in range(len(truth) - 2, -1, -1):
        at = aligned[index + 1] - 1
        if aligned[index] < 0 <= at and _same(truth, found, index, at, aligned, taken):
            aligned[index], taken[at] = at, 1
    # Repeated words (a heading that stands in the contents too) after a letter that was moved or lost.
    cursor = 0
    for index in range(len(truth)):
        if aligned[index] >= 0:
            cursor = aligned[index] + 1
            continue
        run = truth[index : index + 6]
        at = found.find(run, cursor, cursor + 200)
        if len(run) == 6 and at >= 0 and not any(taken[at : at + 6]):
            aligned[index], taken[at], cursor = at, 1, at + 1
        elif 0 < cursor < len(found) and _same(truth, found, index, cursor, aligned, taken):
            aligned[index], taken[cursor], cursor = cursor, 1, cursor + 1


@dataclass(frozen=True)
class Comparison:
    """A truth and a Document on one scale: the letters of the truth."""

    truth: Structure
    found: Structure
    truth_letters: Letters
    found_letters: Letters
    aligned: list[int]

    def wanted_at(self, offset: int) -> int:
        """Where an offset of the truth lies among the Document's letters."""
        index = self.truth_letters.at(offset)
        return self.aligned[index] if index < len(self.aligned) else len(self.found_letters.signs)

    def found_at(self, offset: int) -> int:
        """Where an offset of the Document lies among its letters."""
        return self.found_letters.at(offset)

    def wanted_end(self, offset: int) -> int:
        """As `wanted_at`, for an exclusive end."""
        index = self.truth_letters.at(offset) - 1
        return self.aligned[index] + 1 if index >= 0 else 0

    def spans(self, items: Iterable[Structure]) -> Counter[Hashable]:
        """The Document's own spans, in letters."""
        return Counter((self.found_at(item["start"]), self.found_at(item["end"])) for item in items)

    def wanted_spans(self, items: Iterable[Structure]) -> Counter[Hashable]:
        """The truth's spans, in letters of the Document."""
        return Counter((self.wanted_at(item["start"]), self.wanted_end(item["end"])) for item in items)


def compare(truth: Structure, found: Structure) -> Comparison:
    """Align a truth and a Document (both as `inspect --json` tells them)."""
    a, b = letters_of(truth["text"]), letters_of(found["text"])
    return Comparison(truth, found, a, b, align(a.signs, b.signs))


def f1(wanted: Counter[Hashable], got: Counter[Hashable]) -> float | None:
    """The harmonic mean of precision and recall; None where there was nothing to find and nothing was found."""
    if not wanted and not got:
        return None
    return 2 * (wanted & got).total() / (wanted.total() + got.total())


def scores(truth: Structure, found: Structure) -> dict[str, float]:
    """Every measure that the truth has something for."""
    pair = compare(truth, found)
    measured = {name: measure(pair) for name, measure in MEASURES.items()}
    return {name: score for name, score in measured.items() if score is not None}


def _text(pair: Comparison) -> float | None:
    hits = sum(index >= 0 for index in pair.aligned)
    return 2 * hits / (len(pair.aligned) + len(pair.found_letters.signs) or 1)


def _pages(pair: Comparison) -> float | None:
    wanted = Counter((page["label"], pair.wanted_at(page["start"])) for page in pair.truth["pages"])
    return f1(wanted, Counter((page["label"], pair.found_at(page["start"])) for page in pair.found["pages"]))


def _printed(pair: Comparison) -> float | None:
    wanted = Counter((page["label"], page["printed"]) for page in pair.truth["pages"])
    return f1(wanted, Counter((page["label"], page["printed"]) for page in pair.found["pages"]))


def _furniture(pair: Comparison) -> float | None:
    wanted = [item["text"] for page in pair.truth["furniture"] for item in page]
    removed = [item["text"] for item in pair.found["report"]["removed"]]
    return f1(_words(wanted), _words(removed))


def _words(texts: Iterable[str]) -> Counter[Hashable]:
    return Counter(word for text in texts for word in re.findall(r"\w+", text.casefold()))


def _divisions(pair: Comparison) -> float | None:
    def shown(items: list[Structure], where: Any) -> Counter[Hashable]:
        return Counter((d["kind"], _folded(d["title"]), where(d["start"])) for d in items)

    return f1(shown(pair.truth["divisions"], pair.wanted_at), shown(pair.found["divisions"], pair.found_at))


def _authors(pair: Comparison) -> float | None:
    def shown(items: list[Structure]) -> Counter[Hashable]:
        return Counter((_folded(d["title"]), _folded(d["author"])) for d in items if d["author"] and d["title"])

    return f1(shown(pair.truth["divisions"]), shown(pair.found["divisions"]))


def _folded(text: str | None) -> str:
    return letters_of(text or "").signs.casefold()


def _hyphens(pair: Comparison) -> float | None:
    right = total = 0
    for hyphen in pair.truth["hyphens"]:
        index = pair.truth_letters.at(hyphen["at"])
        before, after = pair.aligned[index - 1], pair.aligned[index]
        total += 1
        if before < 0 or after != before + 1:
            continue
        offsets = pair.found_letters.offsets
        between = pair.found["text"][offsets[before] + 1 : offsets[after]]
        right += bool(between) == hyphen["kept"] and not any(sign.isspace() for sign in between)
    return right / total if total else None


def _notes(pair: Comparison) -> float | None:
    def shown(items: list[Structure], start: Any, end: Any) -> Counter[Hashable]:
        return Counter((note["label"], start(note["start"]), end(note["end"])) for note in items)

    wanted = shown(pair.truth["notes"], pair.wanted_at, pair.wanted_end)
    return f1(wanted, shown(pair.found["notes"], pair.found_at, pair.found_at))


def _markers(pair: Comparison) -> float | None:
    def shown(side: Structure, at: Any, start: Any) -> Counter[Hashable]:
        notes = side["notes"]
        return Counter(
            (ref["label"], at(ref["at"]), None if ref["note"] is None else start(notes[ref["note"]]["start"]))
            for ref in side["note_refs"]
        )

    wanted = shown(pair.truth, pair.wanted_end, pair.wanted_at)
    return f1(wanted, shown(pair.found, pair.found_at, pair.found_at))


def _paragraphs(pair: Comparison) -> float | None:
    wanted = Counter(pair.wanted_at(block["start"]) for block in pair.truth["blocks"])
    return f1(Counter(wanted), Counter(pair.found_at(block["start"]) for block in pair.found["blocks"]))


def _of_kind(kind: str) -> Any:
    def measure(pair: Comparison) -> float | None:
        wanted = pair.wanted_spans(block for block in pair.truth["blocks"] if block["kind"] == kind)
        return (
            f1(wanted, pair.spans(block for block in pair.found["blocks"] if block["kind"] == kind)) if wanted else None
        )

    return measure


def _sources(pair: Comparison) -> float | None:
    def shown(items: list[Structure]) -> Counter[Hashable]:
        return Counter(_folded(division["source"]) for division in items if division["source"])

    return f1(shown(pair.truth["divisions"]), shown(pair.found["divisions"]))


def _rows(pair: Comparison) -> float | None:
    def shown(items: list[Structure]) -> Counter[Hashable]:
        return Counter(tuple(_folded(cell) for cell in row) for table in items for row in table["rows"])

    return f1(shown(pair.truth["tables"]), shown(pair.found["tables"]))


MEASURES = {
    "text": _text,
    "pages": _pages,
    "printed": _printed,
    "furniture": _furniture,
    "divisions": _divisions,
    "authors": _authors,
    "hyphens": _hyphens,
    "notes": _notes,
    "markers": _markers,
    "paragraphs": _paragraphs,
    "quotes": _of_kind("quote"),
    "verse": _of_kind("verse"),
    "lists": _of_kind("list"),
    "sources": _sources,
    "rows": _rows,
}
