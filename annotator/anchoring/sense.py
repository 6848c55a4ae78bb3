"""Whether a place says what a passage said: “is” and “is not” are nearly the same letters, and no more than that."""

from __future__ import annotations

import re
from collections import Counter

from annotator.anchoring.likeness import likeness
from annotator.model.folding import fold

_LONGEST = 240  # code points of a passage whose sense hangs on single words
_SAME_NAME = 0.6  # likeness from which two spellings are one name: a scanner's slip that was mended
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_][\w’']+")
_ENDS = ".!?:…"  # after which a capital makes no name
# Folded: without case and accents. English, German, French, Spanish, Italian, Portuguese, Russian.
_NEGATIONS = re.compile(
    r"""\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|\w+n['’]t
    |nicht|nichts|kein\w{0,2}|nie|niemals|niemand\w{0,2}|nirgends|ohne|weder
    |ne|pas|jamais|aucune?|rien|sans
    |nunca|jamas|nadie|nada|ningun[ao]?|tampoco|sin
    |non|mai|nessun[ao]?|nulla|niente|senza
    |nao|ninguem|nenhuma?|sem
    |не|нет|ни|никогда|никто|никого|ничего|ничто|нельзя|без)\b""",
    re.VERBOSE,
)


def says_the_same(one: str, other: str, text: str) -> bool:
    """Whether two passages, as they are printed, agree in figures and, where `one` is short, in negations and names.

    Formulas differ by their figures: “In 1931 the plan was fulfilled” isn't the sentence about 1932. `text` is where
    `other` stands: what is written small in it is no name.
    """
    if Counter(_NUMBER.findall(one)) != Counter(_NUMBER.findall(other)):
        return False
    return len(one) > _LONGEST or (_negations(one) == _negations(other) and not _renamed(one, other, text))


def _negations(passage: str) -> int:
    """How many: “did not” and “didn't” are one each."""
    return len(_NEGATIONS.findall(fold(passage).text))


def _renamed(one: str, other: str, text: str) -> bool:
    """Whether a name went and another came."""
    gone, come = _names_beyond(one, other, text), _names_beyond(other, one, text)
    return bool(come) and any(all(likeness(_letters(old), _letters(new)) < _SAME_NAME for new in come) for old in gone)


def _names_beyond(one: str, other: str, text: str) -> list[str]:
    """The names in `one` whose letters aren't in `other`, where one may be torn at a line's end."""
    letters = _letters(other)
    words = [match for match in _WORD.finditer(one) if match[0][0].isupper() and _letters(match[0]) not in letters]
    return [match[0] for match in words if not _begins(one, match.start()) or not _stands_small(match[0], text)]


def _begins(passage: str, at: int) -> bool:
    before = passage[:at].rstrip(" \"'“”‘’«»(")
    return not before or before[-1] in _ENDS


def _stands_small(word: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(word.lower())}\b", text) is not None


def _letters(text: str) -> str:
    return fold(text, loose=True).text
