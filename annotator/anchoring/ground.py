"""A text made ready to be searched for passages: folded, and with the places of its words.

Both are made when the first passage is sought, in one pass each, and serve all that follow.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from functools import cached_property

from annotator.model.folding import Folded, fold

_WORD = re.compile(r"\w+")
COMMON = 2_000  # occurrences from which on a word tells nothing about a place
_NOWHERE: Sequence[int] = ()


class Ground:
    """One text, in which passages are found. Offsets are code points of `folded.text` unless said otherwise."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def folded(self) -> Folded:
        """The text without what two printings of it may differ in: case, accents, quotation marks, white space."""
        return fold(self.text)

    def places(self, word: str) -> Sequence[int]:
        """Where a folded word begins, in order; nothing for one that occurs `COMMON` times or more."""
        found = self._words.get(word, _NOWHERE)
        return found if len(found) < COMMON else _NOWHERE

    @cached_property
    def _words(self) -> dict[str, array[int]]:
        found: dict[str, array[int]] = {}
        for match in _WORD.finditer(self.folded.text):
            word = match[0]
            if word in found:
                found[word].append(match.start())
            else:
                found[word] = array("l", (match.start(),))
        return found


def is_edge(text: str, at: int) -> bool:
    """Whether no word goes on over `at`."""
    return not 0 < at < len(text) or not (_in_word(text[at - 1]) and _in_word(text[at]))


def words_of(text: str) -> list[tuple[str, int]]:
    """The words of a folded text, each with where it begins."""
    return [(match[0], match.start()) for match in _WORD.finditer(text)]


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"
