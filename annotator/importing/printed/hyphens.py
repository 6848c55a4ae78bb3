"""Line-end hyphens: the text's own words decide, then a few rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.importing.printed.lines import DASHES, HYPHENS, SOFT_HYPHEN
from annotator.model.report import Hyphen, Hyphens

_WORD = re.compile(r"[^\W\d_]+(?:[-‐’'][^\W\d_]+)*")
_LAST = re.compile(r"[\w’'-]+$")
_FIRST = re.compile(r"[\w’']+(?:-[\w’']+)*")
# Full words that make compounds, and are hardly ever broken syllables of another word.
_FIRST_PARTS = frozenset(
    re.findall(
        r"\w+",
        "quasi all high low long short old new first second third one two three four five six seven eight nine ten"
        " eleven twelve twenty thirty forty fifty sixty seventy eighty ninety so middle upper lower large small state"
        " world single hard wide deep free mass",
    )
)
# These join with any word that has a few letters: well-tested, self-styled, full-grown.
_ALWAYS = frozenset(["well", "self", "full", "half", "ill", "best", "better", "double"])
# Second parts that grow together with the first: tenfold, shortcoming, highway, selfish, fully.
_GROWN_TOGETHER = frozenset(
    re.findall(
        r"\w+",
        "fold some teen teenth self thing body one where how what ever times coming age way light land lands most hand"
        " man men hood craft ness ful less ish ly er est ing back backs book paper work place",
    )
)
# A first part with such an ending is an adjective or an adverb, and those don't grow together with nouns.
_ADJECTIVE = re.compile(r"\w{3,}(al|ic|ive|ous|ary|ed|ly)")
# Between the parts of a long compound: hand-to-mouth, firmly-embedded-in-the.
_BETWEEN = frozenset(["in", "of", "to", "and", "the", "at", "on", "by", "or", "for", "with"])
# After `ic` and `al` these are the rest of an adverb or of a noun.
_ENDINGS = frozenset(["ally", "ally's", "ist", "ists", "ism", "ity", "ness", "able", "ate", "ation"])


@dataclass(slots=True)
class HyphenJoiner:
    """Joins lines, and remembers what it decided.

    `words` counts the text's words as they stand in mid-line. `typed`: an editor broke these lines, which breaks
    at hyphens that are there, while a typesetter puts them in.
    """

    words: Counter[str]
    typed: bool = False
    joined: int = 0
    kept: int = 0
    doubtful: list[str] = field(default_factory=list)
    items: list[Hyphen] = field(default_factory=list)

    def glue(self, left: str, right: str, line: int = 0, until: int = 0) -> tuple[str, str]:
        """(`left`, what goes between it and `right`): the hyphen is dropped from `left` where it only broke a line.

        `line` and `until` are the numbers of their lines in the file, 0 where they have none.
        """
        if left.endswith(DASHES):
            return left, " " if left[:-1].endswith(" ") else ""
        # The file says itself that this one only breaks the line.
        soft = left.endswith(SOFT_HYPHEN)
        if not left.endswith(HYPHENS) and not soft:
            return left, "" if right.startswith(DASHES) and not right[1:2].isspace() else " "
        if left[:-1].endswith((" ", "-")) or left == "-":
            return left, " " if left[:-1].endswith(" ") else ""
        doubts = len(self.doubtful)
        keeps = not soft and self._keeps(left, right)
        last, first = _LAST.search(left[:-1]), _FIRST.match(right)
        halves = (last.group() if last else "", first.group() if first else "")
        word = (left[-1] if keeps else "").join(halves)
        self.items.append(Hyphen(word, line, until, keeps, len(self.doubtful) > doubts))
        if keeps:
            self.kept += 1
            return left, ""
        self.joined += 1
        return left[:-1], ""

    def report(self) -> Hyphens:
        """How many hyphens were dropped and kept, and which words might be otherwise."""
        items = tuple(sorted(self.items, key=lambda item: item.line))
        return Hyphens(self.joined, self.kept, tuple(dict.fromkeys(self.doubtful)), items)

    def _keeps(self, left: str, right: str) -> bool:
        before, after = _LAST.search(left[:-1]), _FIRST.match(right)
        if not before or not after or not (after.group()[0].islower() or (before.group() + after.group()).isupper()):
            return True
        first, second = before.group().strip("’'").casefold(), after.group().rstrip("’'").casefold()
        as_one, as_two = self.words[first + second], self.words[f"{first}-{second}"]
        if as_one != as_two:
            if min(as_one, as_two):
                self.doubtful.append(f"{first}-{second}")
            return as_two > as_one
        return self.typed or after.group().isupper() or self._by_rule(first, second)

    def _by_rule(self, first: str, second: str) -> bool:
        if any(character.isdigit() for character in first):
            return True
        last, plain = first.rsplit("-", 1)[-1], second.split("-", 1)[0]
        if last != first and plain != second and plain in _BETWEEN:
            return True
        if plain in _GROWN_TOGETHER or plain in _ENDINGS or len(plain) < 3:
            return False
        known = self.words[plain] > 0
        adjective = known and len(plain) > 3 and self.words[last] > 0 and bool(_ADJECTIVE.fullmatch(last))
        keeps = (last in _FIRST_PARTS and known) or (last in _ALWAYS and (known or len(plain) > 4)) or adjective
        if keeps or (known and self.words[last] > 0 and len(last) > 2):
            self.doubtful.append(f"{first}-{second}")
        return keeps


def vocabulary(texts: Sequence[str]) -> Counter[str]:
    """The words of `texts` (lines) in small letters; a word that a line end broke counts for nothing."""
    found_words: Counter[str] = Counter()
    broken = False
    for text in texts:
        found = _WORD.findall(text)
        if broken:
            del found[:1]
        broken = text.endswith((*HYPHENS, SOFT_HYPHEN))
        if broken:
            del found[-1:]
        found_words.update(found)
    return _folded(found_words)


def _folded(found: Counter[str]) -> Counter[str]:
    words: Counter[str] = Counter()
    for word, count in found.items():
        low = word.casefold().replace("‐", "-")
        words[low] += count
        # A possessive says as much of a word as the word does.
        if low.endswith(("’s", "'s")):
            words[low[:-2]] += count
    return words
