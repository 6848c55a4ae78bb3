"""Which language a reader is written in: what its file says, else what its commonest words tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.model.document import Document

_COMMON = {
    "en": "the of and to in that is was for with as it his not by had are but from which",
    "de": "der die und das nicht ist ein eine den von mit dem sich des auf zu im auch als wie",
    "fr": "le la les et des est dans que pour une qui pas sur au il ne ce par du plus",
    "es": "el la que los las una por con para del se como más en de su lo al fue",
    "it": "il che di la non una per del della è con sono gli nel dei si da più al",
    "pt": "o que os não uma com para do da em se mais as ao na por um dos foi",
    "nl": "de het een van en dat niet met zijn voor op is ook te die aan er maar",
    "sv": "och att det som en är på av för inte med den till om ett har de var",
    "da": "og at det er en til på af for ikke med den som de der han et blev",
    "pl": "i w nie na się z że do jest to jak ale po za od przez był co",
    "cs": "a v se na je že do s z to ve pro jako ale by si po jeho",
    "ru": "и в не на что с он как это но по к из у его за от так же",
    "uk": "і в не на що з він як це але до та у його за від так є",
    "la": "et in non est ad cum ut sed qui quod ab quae si aut enim esse atque nec",
    "el": "και το να του η της με που την από για στο είναι ο οι τα τον δεν",
    "hu": "a az és hogy nem egy is volt meg de csak ez ha mint már ki van el",
}
_NAMES = {
    "english": "en", "eng": "en", "german": "de", "deutsch": "de", "deu": "de", "ger": "de", "french": "fr",
    "français": "fr", "fra": "fr", "fre": "fr", "spanish": "es", "español": "es", "spa": "es", "italian": "it",
    "italiano": "it", "ita": "it", "portuguese": "pt", "português": "pt", "por": "pt", "dutch": "nl",
    "nederlands": "nl", "nld": "nl", "dut": "nl", "swedish": "sv", "svenska": "sv", "swe": "sv", "danish": "da",
    "dansk": "da", "dan": "da", "polish": "pl", "polski": "pl", "pol": "pl", "czech": "cs", "čeština": "cs",
    "ces": "cs", "cze": "cs", "russian": "ru", "русский": "ru", "rus": "ru", "ukrainian": "uk",
    "українська": "uk", "ukr": "uk", "latin": "la", "lat": "la", "greek": "el", "ell": "el", "gre": "el",
    "hungarian": "hu", "magyar": "hu", "hun": "hu",
}  # fmt: skip
_CODE = re.compile(r"[a-z]{2,3}([-_][a-z0-9]+)*")
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 3000
"""Characters of each of the three places that are looked at."""
_LEAST = 0.12
"""The share of words that must be among a language's commonest: running text has some 30 %."""
_LEAD = 1.25
"""How much better than the next language it must fit."""


def language_of(document: Document) -> str | None:
    """A language tag, such as `en` or `de-ch`; None where neither the file nor its words tell."""
    said = document.metadata.get("language", "").strip().lower()
    if said in _NAMES:
        return _NAMES[said]
    if _CODE.fullmatch(said):
        return said
    return guess_language(document.text)


def guess_language(text: str) -> str | None:
    """The language of running text by its commonest words, looked for near its beginning, middle and end."""
    starts = {0, max(len(text) // 2 - _SAMPLE // 2, 0), max(len(text) - 2 * _SAMPLE, 0)}
    words = [word for start in starts for word in _WORD.findall(text[start : start + _SAMPLE].lower())]
    if not words:
        return None
    shares = sorted(
        (sum(word in common for word in words) / len(words), language)
        for language, common in ((language, frozenset(listed.split())) for language, listed in _COMMON.items())
    )
    (second, _other), (best, language) = shares[-2:]
    return language if best >= _LEAST and best >= second * _LEAD else None
