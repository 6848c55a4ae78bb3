"""The words by which books name their pieces, in English, German, French, Spanish and Italian."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth one two three four five six seven eight nine ten"
    " eleven twelve erste[rs]? zweite[rs]? dritte[rs]? vierte[rs]? fünfte[rs]? sechste[rs]? siebte[rs]?"
    " premi[eè]re? deuxi[èe]me seconde? troisi[èe]me quatri[èe]me cinqui[èe]me sixi[èe]me dernier"
    " primer[oa]? segund[oa] tercer[oa]? cuart[oa] quint[oa] sext[oa] prim[oa] second[oa] terz[oa] quart[oa]"
).replace(" ", "|")
_NUMERAL = rf"(?:\d{{1,3}}|[ivxlc]{{1,7}}|{_ORDINALS})"

NOTES = re.compile(
    r"(?:end|foot)?notes?(?: and references)?:?|(?:anmerkung(?:en)?|endnoten|fu(?:ß|ss)noten)(?: und literatur)?:?"
    r"|notes de (?:bas de page|fin)|notas(?: finales| al pie)?:?",
    re.IGNORECASE,
)
"""The heading of a section of notes."""

SOURCE = re.compile(
    r"(?:Sources?|From|Reprinted from|Excerpted from|Adapted from|Quellen?|Aus|Nach|Extrait de|Tiré de|D’après|Fuentes?"
    r"|Tomado de|Font[ei]|Tratto da)\s?:\s+\S"
)
"""The beginning of a source line."""

SOURCE_WORD = re.compile(r"(?:Sources?|Quellen?|Fuentes?|Font[ei])\s?:\s+")
"""What is no part of the citation itself."""

CHAPTER = re.compile(
    rf"(?:chapter|kapitel|chapitre|cap[ií]tulo|capitolo)\s+{_NUMERAL}\b|{_NUMERAL}\s+kapitel\b", re.IGNORECASE
)
"""`Chapter 3`, `Kapitel 3`, `Drittes Kapitel`, `Chapitre premier`."""

PART = re.compile(
    rf"(?:part|book|teil|buch|partie|livre|parte|libro)\s+{_NUMERAL}|{_NUMERAL}\s+(?:teil|buch|partie|livre|parte)",
    re.IGNORECASE,
)
"""`Part Two`, `Zweiter Teil`, `Première partie`."""

FRONT = re.compile(
    r"preface|foreword|acknowledge?ments|contents|table of contents"
    r"|list of (?:tables|figures|abbreviations|illustrations)"
    r"|a note on .{3,40}|vorwort|geleitwort|vorbemerkung|danksagung|inhalt(?:sverzeichnis)?|zu diesem buch"
    r"|pr[ée]face|avant-propos|avertissement|remerciements|table des matières|sommaire"
    r"|pr[óo]logo|prefacio|agradecimientos|[íi]ndice|contenido|prefazione|premessa|ringraziamenti|sommario",
    re.IGNORECASE,
)
"""Titles of front matter."""

CONTENTS = re.compile(
    r"(?:table of )?contents|inhalt(?:sverzeichnis)?|table des matières|sommaire|[íi]ndice|contenido|sommario",
    re.IGNORECASE,
)
"""The heading of a table of contents."""

BACK = re.compile(
    r"(?:select(?:ed)? )?(?:bibliography|references|index|further reading|works cited|about the (?:author|editor)s?"
    r"|glossary|appendix|epilogue|afterword)"
    r"|literatur(?:verzeichnis)?|(?:auswahl)?bibliogra(?:ph|f)ie|(?:personen|sach)?register|anhang|glossar|nachwort"
    r"|annexe|postface|index des noms|bibliograf[íi]a|ap[ée]ndice|ep[íi]logo|glosario|appendice",
    re.IGNORECASE,
)
"""Titles of back matter."""

BY = re.compile(r"^(?:by|von|par|por|di)\s+", re.IGNORECASE)
"""What may stand before an author's name."""

_COMMON = {
    "en": "the of and to in that was it is for with his as by which not had from",
    "de": "der die und das den nicht sich ist ein mit dem von zu auf eine daß dass hat war",
    "fr": "le la les et des que qui dans une est pas pour du au il ce sur",
    "es": "el los las que del una por con no se para su lo como más pero",
    "it": "il che di non una per della con si sono gli nel alla più anche ma",
}


def language_of(lines: Iterable[str]) -> str:
    """The language of a text among those known here, by its small words; `en` where nothing tells."""
    words = Counter(word for line in lines for word in line.casefold().split())
    return max(_COMMON, key=lambda code: (sum(words[word] for word in _COMMON[code].split()), code == "en"))
