"""The words by which books name their pieces, in the languages of Europe."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth one two three four five six seven eight nine ten"
    " eleven twelve erste[rs]? zweite[rs]? dritte[rs]? vierte[rs]? fünfte[rs]? sechste[rs]? siebte[rs]? eins zwei drei"
    " vier fünf premi(?:er|ère|ere) deuxi[èe]me seconde? troisi[èe]me quatri[èe]me cinqui[èe]me sixi[èe]me dernier"
    " une? deux trois quatre cinq primer[oa]? segund[oa] tercer[oa]? cuart[oa] quint[oa] sext[oa] prim[oa] second[oa]"
    " terz[oa] quart[oa] due tre eerste tweede derde vierde vijfde een twee drie vier vijf första andra tredje fjärde"
    " første andre pierwsz[ya] drug[ia] trzeci[a]? czwart[ya] piąt[ya] první druh[áý] třetí čtvrt[áý] pát[áý]"
    " перв(?:ая|ый) втор(?:ая|ой) трет(?:ья|ий) четв[её]рт(?:ая|ый) пят(?:ая|ый)"
).replace(" ", "|")
_NUMERAL = rf"(?:\d{{1,3}}|[ivxlc]{{1,7}}|{_ORDINALS})"
_CHAPTERS = "chapter|kapitel|chapitre|cap[ií]tulo|capitolo|hoofdstuk|kapitola|rozdział|глава"
_PARTS = "part|book|teil|buch|partie|livre|parte|libro|deel|boek|del|bok|część|księga|část|kniha|часть|книга"

NOTES = re.compile(
    r"(?:end|foot)?notes?(?: and references| to the text)?|notes? de (?:bas de page|fin)"
    r"|(?:anmerkung(?:en)?|endnoten|fu(?:ß|ss)noten)(?: und literatur)?|notas(?: finales| al pie)?|note(?: al testo)?"
    r"|(?:eind|voet)noten|noten|noter|przypisy|poznámky|примечания|сноски|примітки",
    re.IGNORECASE,
)
"""The heading of a section of notes, without a mark at its end."""

SOURCE = re.compile(
    r"(?:Sources?|From|Reprinted from|Excerpted from|Adapted from|Quellen?|Aus|Nach|Extrait de|Tiré de|D’après|Fuentes?"
    r"|Tomado de|Font[ei]|Tratto da)\s?:\s+\S"
)
"""The beginning of a source line."""

SOURCE_WORD = re.compile(r"(?:Sources?|Quellen?|Fuentes?|Font[ei])\s?:\s+")
"""What is no part of the citation itself."""

CHAPTER = re.compile(rf"(?:{_CHAPTERS})\s+{_NUMERAL}\b|{_NUMERAL}\s+kapitel\b", re.IGNORECASE)
"""`Chapter 3`, `Kapitel 3`, `Drittes Kapitel`, `Chapitre premier`."""

PART = re.compile(
    rf"(?:{_PARTS})\s+(?:the\s+)?{_NUMERAL}\b|{_NUMERAL}\s+(?:teil|buch|partie|livre|parte|libro|deel|часть)\b",
    re.IGNORECASE,
)
"""`Part Two`, `Zweiter Teil`, `Première partie`."""

FRONT = re.compile(
    r"preface|foreword|acknowledge?ments?|dedication|abbreviations|copyright|epigraph|(?:table of )?contents"
    r"|list of (?:tables|figures|abbreviations|illustrations|maps|contributors)"
    r"|(?:preface|foreword) (?:to|by) .{3,60}|a note on .{3,40}"
    r"|vorwort(?: (?:zu[rm]?|von) .{3,60})?|geleitwort|vorbemerkung|danksagung|inhalt(?:sverzeichnis)?|zu diesem buch"
    r"|pr[ée]face(?: d[eu] .{3,60})?|avant-propos|avertissement|remerciements|table des matières|sommaire"
    r"|pr[óo]logo|prefacio|agradecimientos|[íi]ndice(?: general)?|contenido|prefazione|premessa|ringraziamenti|sommario"
    r"|inhoud|voorwoord|spis treści|przedmowa|содержание|оглавление|предисловие",
    re.IGNORECASE,
)
"""Titles of front matter."""

CONTENTS = re.compile(
    r"(?:table of )?contents|inhalt(?:sverzeichnis)?|table des matières|sommaire|[íi]ndice(?: general)?|contenido"
    r"|sommario|inhoud|spis treści|содержание|оглавление",
    re.IGNORECASE,
)
"""The heading of a table of contents."""

BACK = re.compile(
    r"(?:select(?:ed)? )?(?:bibliography|references|index|further reading|works cited|about the (?:author|editor)s?"
    r"|glossary|epilogue|afterword)|appendi(?:x|ces)(?: [\dA-Z]\b.*)?(?: ?: .*)?"
    r"|literatur(?:verzeichnis)?|(?:auswahl)?bibliogra(?:ph|f)ie|(?:personen|sach)?register|anhang|glossar|nachwort"
    r"|annexes?|postface|index des noms|bibliograf[íi]a|ap[ée]ndice|ep[íi]logo|glosario|glossario|appendice|epilogo"
    r"|literatuur|список литературы|библиография|послесловие",
    re.IGNORECASE,
)
"""Titles of back matter."""

INTRODUCTION = re.compile(
    r"(?:general |editors?['’]s? |editors['’] )?introduction(?: to .*)?|einleitung|einführung|introducción|introduzione"
    r"|inleiding|wstęp|введение",
    re.IGNORECASE,
)
"""Titles of introductions."""

BY = re.compile(r"^(?:by|von|par|por|di)\s+", re.IGNORECASE)
"""What may stand before an author's name."""

_COMMON = {
    "en": "the of and to in that was it is for with his as by which not had from",
    "de": "der die und das den nicht sich ist ein mit dem von zu auf eine daß dass hat war",
    "fr": "le la les et des que qui dans une est pas pour du au il ce sur",
    "es": "el los las que del una por con no se para su lo como más pero",
    "it": "il che di non una per della con si sono gli nel alla più anche ma",
}

_TELLING = 2000  # lines that are enough to tell


def language_of(lines: Iterable[str]) -> str:
    """The language of a text among those known here, by its small words; `en` where nothing tells."""
    words = Counter(word for line in islice(lines, _TELLING) for word in line.casefold().split())
    return max(_COMMON, key=lambda code: (sum(words[word] for word in _COMMON[code].split()), code == "en"))
