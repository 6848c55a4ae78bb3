"""A text as words: folded, stemmed, numbered, each with its span in the source.

The same words are indexed, searched for, scanned and marked, so all four agree. Nothing is a stop word: "to be
or not to be" is a phrase like any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property, lru_cache

from annotator.model.folding import fold

_HAN = "぀-ヿ㐀-䶿一-鿿豈-﫿"  # written without spaces: each character is a word, and a run of them a phrase
_WORD = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+")


def surfaces(text: str) -> list[str]:
    """The folded words of `text` as they are written, in order; apostrophes and hyphens part words."""
    found: list[str] = _WORD.findall(fold(text).text)
    return found


@lru_cache(maxsize=200_000)
def stem(surface: str) -> str:
    """The stem of a folded English word, by Porter’s second algorithm (2001); other words stay as they are."""
    return _porter()(surface) if len(surface) > 2 and surface.isascii() and surface.isalpha() else surface


@lru_cache(maxsize=1)
def _porter() -> Callable[[str], str]:
    from whoosh.lang.porter2 import stem as porter  # lazily, as all of Whoosh; its first Porter leaves "runn"

    found: Callable[[str], str] = porter
    return found


class WordList:
    """The words of one text: what they are, where each stem stands, and their spans in the source."""

    def __init__(self, text: str) -> None:
        self._folded = fold(text)
        self._matches = list(_WORD.finditer(self._folded.text))
        self.surfaces = [match[0] for match in self._matches]

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
