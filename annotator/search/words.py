"""A text as words: folded, stemmed, numbered, each with its span in the source.

The same words are indexed, searched for, scanned and marked, so all four agree. Nothing is a stop word: "to be
or not to be" is a phrase like any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Any

from annotator.model.folding import fold

_HAN = "぀-ヿ㐀-䶿一-鿿豈-﫿"  # written without spaces: each character is a word, and a run of them a phrase
_WORD = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+")
_PLAIN_WORD = re.compile(r"[a-z0-9]+")
# What folds to no letter: a text with nothing else beside ASCII has the same words when it is merely in small letters.
_SIGNS = "‘’‚‛“”„‟‐‑‒–—―…•§«»‹›′″\u00a0"
_ODD = re.compile(rf"[^\x00-\x7f{_SIGNS}]")
_STEMMABLE = re.compile(r"[a-z]{3,}")


def surfaces(text: str) -> list[str]:
    """The folded words of `text` as they are written, in order; apostrophes and hyphens part words."""
    if _ODD.search(text) is None:
        return _PLAIN_WORD.findall(text.lower())
    found: list[str] = _WORD.findall(fold(text).text)
    return found


@lru_cache(maxsize=50_000)
def stem(surface: str) -> str:
    """The stem of a folded English word, by Snowball's English stemmer; other words stay as they are."""
    return stems([surface])[0]


def stems(words: Sequence[str]) -> list[str]:
    """The stem of each word."""
    found: list[str] = _stemmer()(words)
    fits = _STEMMABLE.fullmatch
    return [stemmed if fits(word) else word for word, stemmed in zip(words, found, strict=True)]


@lru_cache(maxsize=1)
def _stemmer() -> Callable[[Sequence[str]], list[str]]:
    import Stemmer  # lazily, as all that a search needs

    made: Any = Stemmer.Stemmer("english")
    found: Callable[[Sequence[str]], list[str]] = made.stemWords
    return found


class WordList:
    """The words of one text: what they are, where each word and stem stands, and their spans in the source."""

    def __init__(self, text: str) -> None:
        self._folded = fold(text)
        self._matches = list(_WORD.finditer(self._folded.text))
        self.surfaces = [match[0] for match in self._matches]

    @cached_property
    def written(self) -> dict[str, list[int]]:
        """For each word the numbers of the places where it stands, rising."""
        places: dict[str, list[int]] = {}
        for number, surface in enumerate(self.surfaces):
            places.setdefault(surface, []).append(number)
        return places

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """For each stem the numbers of its words, rising."""
        places: dict[str, list[int]] = {}
        for number, surface in enumerate(self.surfaces):
            places.setdefault(stem(surface), []).append(number)
        return places

    def source(self, first: int, last: int) -> tuple[int, int]:
        """The span in the source, in code points, from word number `first` to `last`, both included."""
        return self._folded.to_source(self._matches[first].start(), self._matches[last].end())

    def before(self, offset: int) -> int:
        """How many words begin before `offset` of the source, in code points."""
        place = self._folded.to_folded(offset)
        return sum(match.start() < place for match in self._matches)
