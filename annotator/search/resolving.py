"""A word of a query → the words of a segment that it means: those of its stem, those that fit a pattern, near ones."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.search.tree import Fuzzy, One, Pattern, Word
from annotator.search.wordfile import WordFile
from annotator.search.words import stem

_STEP = 20_000  # words that are compared at once: other threads get their turn in between


def resolve(part: One, words: WordFile) -> list[range]:
    """The numbers of the words that are meant, as ranges, rising."""
    match part:
        case Word(text, True):
            return _ranges(words.of_stem(stem(text)))
        case Word(text, _):
            number = words.number(text)
            return [] if number is None else [range(number, number + 1)]
        case Pattern():
            begin = words.beginning(part.prefix)
            if part.is_prefix:
                return [begin] if begin else []
            fits, spellings = part.expression.fullmatch, words.words
            return _ranges(number for number in begin if fits(spellings[number]))
        case Fuzzy(text, edits):
            return _ranges(_near(text, edits, words.words))


def compared(part: One, words: WordFile) -> int:
    """With how many words a pattern has to be compared, one by one."""
    return 0 if not isinstance(part, Pattern) or part.is_prefix else len(words.beginning(part.prefix))


def _near(text: str, edits: int, spellings: list[str]) -> Iterable[int]:
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    found: list[int] = []
    for at in range(0, len(spellings), _STEP):
        some = spellings[at : at + _STEP]
        near = extract(text, some, scorer=OSA.distance, score_cutoff=edits, limit=None)
        found += [at + number for _, _, number in near]
    return sorted(found)


def _ranges(numbers: Iterable[int]) -> list[range]:
    found: list[range] = []
    for number in numbers:
        if found and found[-1].stop == number:
            found[-1] = range(found[-1].start, number + 1)
        else:
            found.append(range(number, number + 1))
    return found
