"""Where words are parted: “now here” and “nowhere” are the same letters, and so are “10–15” and “1015”."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from annotator.model.folding import fold

_NUMBER = re.compile(r"(?<!\w)[-\u2212]\d+|\d+")
_MINUS = str.maketrans("\u2212", "-")
# Before a hyphen these make a word of another sense: to re-sign is not to resign.
_PREFIXES = re.compile(
    r"""anti|be|bi|co|counter|de|dis|em|en|ex|extra|in|inter|mid|mini|mis|multi|non|out|over|para|post|pre|pro|re|semi
    |sub|super|trans|ultra|un|under|up|ab|an?|auf|aus|ein|er|ge|ver|vor|zer|um|zu
    |без|вы?|до|за|из|на|не|об?|от|под?|при|про|раз|с|у""",
    re.VERBOSE,
)


def parted_alike(one: str, other: str) -> bool:
    """Whether two passages of the same letters, as printed, have the same figures and part their words alike.

    A word that is hyphenated at a line's end may become whole, or the other way about. A space or an apostrophe that
    comes or goes between letters, or a hyphen after a prefix, may make another word: then the answer is no.
    """
    if _figures(one) != _figures(other):
        return False
    ours, theirs = dict(_joints(one)), dict(_joints(other))
    return all(
        _is_hyphenation(gap) for at, gap in [*ours.items(), *theirs.items()] if not (at in ours and at in theirs)
    )


def _figures(passage: str) -> list[str]:
    return [number.translate(_MINUS) for number in _NUMBER.findall(passage)]


def _joints(passage: str) -> Iterator[tuple[int, tuple[str, str]]]:
    """Between letters: after how many of them, the letters of the word before, and what parts them from the next."""
    count, word, gap = 0, "", ""
    for char in fold(passage).text:
        if char in " -'\"":
            gap += char
            continue
        if unicodedata.combining(char):
            continue
        if gap and word and char.isalnum():
            yield count, (word, gap)
        if gap or not char.isalnum():
            word = ""
        word += char if char.isalnum() else ""
        count, gap = count + 1, ""


def _is_hyphenation(joint: tuple[str, str]) -> bool:
    word, gap = joint
    return gap == "- " or (gap == "-" and word.isalpha() and not _PREFIXES.fullmatch(word))
