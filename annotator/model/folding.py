"""The folding for search and quoting: a plainer text beside the canonical one, with offsets back.

Two spellings that a person takes for the same fold to the same string: case, accents, curly and straight
quotation marks, every dash, every ellipsis, every run of white space, soft hyphens, ligatures. `loose` also
drops white space, dashes and quotation marks, for quotations that were typed or copied from another printing.

Nearly every character folds to exactly one, so the offsets are kept as the few places ("atoms") where that
isn't so, and found by bisection.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

_SINGLE_QUOTES = "'‘’‚‛′‵`´ʹʻʼʽˈ‹›❛❜＇"
_DOUBLE_QUOTES = '"“”„‟″‶«»❝❞〝〞〟ʺ＂'
_DASHES = "-−⁃˗"  # beside all of the category Pd
_LETTERS = {
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "þ": "th",
    "ß": "ss",
}
_SPECIAL = _LETTERS | dict.fromkeys(_SINGLE_QUOTES, "'") | dict.fromkeys(_DOUBLE_QUOTES, '"')
_CHUNK = 1024  # code points between two checkpoints of a loose map
_LOOSE_KEPT = re.compile(r"""[^ \-'"]+""")


class Atoms:
    """The places where one character doesn't fold to exactly one: spans of the source and of the folded text."""

    def __init__(self, atoms: Iterable[tuple[int, int, int, int]] = ()) -> None:
        """`atoms`: (source start, source end, folded start, folded end) in text order."""
        columns = tuple(zip(*atoms, strict=True)) or ((), (), (), ())
        self.sources: array[int] = array("l", columns[0])
        self.source_ends: array[int] = array("l", columns[1])
        self.starts: array[int] = array("l", columns[2])
        self.ends: array[int] = array("l", columns[3])

    def add(self, others: Atoms, source: int, folded: int) -> None:
        """Those of the next piece of the text, which begins at `source` and folds to what begins at `folded`."""
        self.sources.extend([at + source for at in others.sources])
        self.source_ends.extend([at + source for at in others.source_ends])
        self.starts.extend([at + folded for at in others.starts])
        self.ends.extend([at + folded for at in others.ends])


class Folded:
    """A folded text and the way back from its spans to spans of the source, both in code points."""

    def __init__(self, text: str, length: int, atoms: Atoms) -> None:
        """`length` is the source's."""
        self.text = text
        self.length = length
        self.atoms = atoms
        self._from, self._to = atoms.sources, atoms.source_ends
        self._start, self._end = atoms.starts, atoms.ends

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The shortest span of the source that holds all that was folded into `start` to `end`.

        What folds as one (ß, a run of spaces, a letter with its accents) is given back whole. An empty span
        gives an empty one.
        """
        first = self._source(start)[0]
        return (first, first) if end <= start else (first, self._source(end - 1)[1])

    def to_folded(self, offset: int) -> int:
        """Where the source's `offset` lies in the folded text; inside of what folds as one, its beginning."""
        index = bisect_right(self._from, offset) - 1
        if index < 0:
            return offset
        return self._start[index] if offset < self._to[index] else self._end[index] + offset - self._to[index]

    def _source(self, at: int) -> tuple[int, int]:
        """The source span of the folded character `at`; the end of the source for the end of the text."""
        if at >= len(self.text):
            return self.length, self.length
        index = bisect_right(self._start, at) - 1
        if index < 0:
            return at, at + 1
        if at < self._end[index]:
            return self._from[index], self._to[index]
        offset = self._to[index] + at - self._end[index]
        return offset, offset + 1


class _Loose(Folded):
    """A folded text without white space, dashes and quotation marks: a count every `_CHUNK` folded characters.

    One character in five is dropped, so atoms would cost more than the search they are for.
    """

    def __init__(self, folded: Folded) -> None:
        self._folded = folded
        chunks = [_drop(folded.text[at : at + _CHUNK]) for at in range(0, len(folded.text), _CHUNK)]
        super().__init__("".join(chunks), folded.length, Atoms())
        self._counts = array("l", [0])
        for chunk in chunks:
            self._counts.append(self._counts[-1] + len(chunk))

    def to_folded(self, offset: int) -> int:
        at = self._folded.to_folded(offset)
        chunk = at // _CHUNK
        return self._counts[chunk] + len(_drop(self._folded.text[chunk * _CHUNK : at]))

    def _source(self, at: int) -> tuple[int, int]:
        if at >= len(self.text):
            return self.length, self.length
        chunk = bisect_right(self._counts, at) - 1
        left = at - self._counts[chunk]
        for run in _LOOSE_KEPT.finditer(self._folded.text, chunk * _CHUNK, (chunk + 1) * _CHUNK):
            if left < run.end() - run.start():
                return self._folded._source(run.start() + left)
            left -= run.end() - run.start()
        raise AssertionError("the counts of a loose folding don't add up")


def fold(text: str, *, loose: bool = False, case: bool = False) -> Folded:
    """Fold `text`; `loose` drops white space, dashes and quotation marks too; `case` keeps capitals apart."""
    alphabet = frozenset(text)  # only what occurs is looked for
    parts: list[str] = []
    atoms: list[tuple[int, int, int, int]] = []
    plain = _one_to_one(text, alphabet, case)
    done = length = 0
    for match in _irregular(_USUAL.union(filter(_is_irregular, alphabet))).finditer(text):
        start, end = match.span()
        piece = _fold_run(match[0], case)
        parts += (plain[done:start], piece)
        length += start - done
        atoms.append((start, end, length, length + len(piece)))
        length += len(piece)
        done = end
    parts.append(plain[done:])
    folded = Folded("".join(parts), len(text), Atoms(atoms))
    return _Loose(folded) if loose else folded


_USUAL = frozenset(" \n-–—")  # always looked for, so that most texts share one pattern


def _one_to_one(text: str, alphabet: frozenset[str], case: bool) -> str:
    """`text` with each character that folds to one character folded; as long as before."""
    if not case:
        text = text.replace("İ", "I").replace("Σ", "σ").lower()  # one's lower case is two; one's depends on its place
        alphabet = frozenset("".join(alphabet).lower())
    folds = {c: _fold_character(c, case) for c in alphabet if not c.isalnum() or not c.isascii()}
    table: dict[int, str] = {ord(c): folded for c, folded in folds.items() if len(folded) == 1 and folded != c}
    if len(table) > 40:
        return text.translate(table)
    for code, folded in table.items():  # quicker than a table, which is asked for every character
        text = text.replace(chr(code), folded)
    return text


@lru_cache(maxsize=8192)
def _is_irregular(character: str) -> bool:
    """Whether it may be part of what doesn't fold to exactly one character."""
    folded = _fold_character(character, False)
    return len(folded) != 1 or folded in " -"


@lru_cache(maxsize=64)
def _irregular(alphabet: frozenset[str]) -> re.Pattern[str]:
    """Finds whatever doesn't fold to exactly one character, in a text of these odd characters."""
    folds = {c: _fold_character(c, False) for c in alphabet}
    dropped = {c for c, folded in folds.items() if not folded}
    marks = {c for c in dropped if unicodedata.combining(c)}
    spaces = {c for c, folded in folds.items() if folded == " "} | {" "}
    dashes = {c for c, folded in folds.items() if folded == "-"} | {"-"}
    opened = {c for c, folded in folds.items() if len(folded) > 1}
    gap, dash, skip = _class(spaces | dropped), _class(dashes), f"{_class(dropped)}*" if dropped else ""
    accents = f"(?:{skip}{_class(marks)})" if marks else ""
    # One set up front, which most characters fail at once; the looks behind then tell what it was.
    patterns = [
        rf"(?<=\.)(?:{gap}+\.){{2,}}{accents and accents + '?'}",  # . . .
        f"(?<={gap}){gap}+",
        f"(?<={dash})(?:{skip}{dash})+{accents and accents + '?'}",  # --
        *([f"(?<!{gap}){accents}"] if marks else []),  # a letter with its accents
        *([f"(?<={_class(dropped | opened)})"] if dropped | opened else []),
    ]
    first = _class({".", *spaces, *dropped, *dashes, *opened}) if not marks else "."
    return re.compile(f"{first}(?:{'|'.join(patterns)})", re.DOTALL)


def _class(characters: set[str]) -> str:
    return "[" + "".join(re.escape(c) for c in sorted(characters)) + "]"


@lru_cache(maxsize=4096)
def _fold_run(run: str, case: bool) -> str:
    folded = "".join(_fold_character(c, case) for c in run)
    if folded.isspace():
        return " "
    if folded.startswith("."):
        return folded.replace(" ", "")
    return "-" if folded and not folded.strip("-") else folded


@lru_cache(maxsize=8192)
def _fold_character(character: str, case: bool) -> str:
    """What one character folds to: one character, several (a ligature), or none (a soft hyphen, an accent)."""
    if character.isspace():
        return " "
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf" or "︀" <= character <= "️":
        return ""
    if character in _SPECIAL:
        return _SPECIAL[character]
    if character in _DASHES or unicodedata.category(character) == "Pd":
        return "-"
    opened = unicodedata.normalize("NFKD", character)
    bare = unicodedata.normalize("NFC", "".join(c for c in opened if not unicodedata.combining(c)))
    if not bare or bare.isspace() or " " in bare:
        return character  # a free-standing accent decomposes to a space
    lowered = _cased_special(bare) if case else bare.casefold()
    return lowered if lowered == character else "".join(chain.from_iterable(_fold_character(c, case) for c in lowered))


def _cased_special(bare: str) -> str:
    """Capitals of the letters that are opened by name, where case is kept: Æ to AE, Ø to O."""
    folded = _LETTERS.get(bare.lower(), bare) if len(bare) == 1 else bare
    return folded if folded == bare or not bare.isupper() else folded.upper()


def _drop(folded: str) -> str:
    return folded.replace(" ", "").replace("-", "").replace("'", "").replace('"', "")
