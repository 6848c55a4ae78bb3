"""What is asked for: one word, a short phrase, or a set of them (`terror | fear | state power`)."""

from __future__ import annotations

import re
from collections.abc import Set
from fnmatch import translate
from typing import NamedTuple

from annotator.errors import UserError
from annotator.model.concordance import Mode
from annotator.model.folding import fold
from annotator.search.concordance.tokens import Tokens
from annotator.search.words import surfaces

_WILD = re.compile(r"[*?]")
Phrase = list[Set[int]]  # for each of its words, those of the vocabulary that fit


class Wanted(NamedTuple):
    """The alternatives as the person wrote them. A regular expression is one, whatever bars it has."""

    alternatives: tuple[str, ...]
    mode: Mode


def wanted(query: str, mode: Mode) -> Wanted:
    """Read what was asked. Raises UserError `no_words` where there is no word in it."""
    parts = [query] if mode is Mode.REGEX else [" ".join(part.split()) for part in query.split("|")]
    kept = tuple(dict.fromkeys(part for part in parts if part.strip() and (mode is Mode.REGEX or _parts(part))))
    if not kept:
        raise UserError("no_words")
    return Wanted(kept, mode)


def phrases(tokens: Tokens, sought: Wanted) -> list[Phrase]:
    """For each alternative the vocabulary's words that fit, one set a word; an empty set fits nothing."""
    return [[_fitting(tokens, word, sought.mode) for word in _parts(part)] for part in sought.alternatives]


def _parts(phrase: str) -> list[str]:
    """Its folded words; `*` and `?` stay in theirs."""
    found: list[str] = []
    for word in fold(phrase).text.split():
        if _WILD.search(word) and surfaces(word):
            found.append("".join(c for c in word if c.isalnum() or c in "*?"))
        else:
            found += surfaces(word)
    return found


def _fitting(tokens: Tokens, word: str, mode: Mode) -> Set[int]:
    if _WILD.search(word):
        fits = re.compile(translate(word)).match
        return {number for number, known in enumerate(tokens.vocabulary) if fits(known)}
    if mode is Mode.LEMMA:
        return tokens.forms(word)
    return {tokens.ids[word]} if word in tokens.ids else set()
