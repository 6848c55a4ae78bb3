"""Numbering: the number that Word would print before a paragraph."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from annotator.importing.word.names import child_value, number, switch, value, w

_DEEPEST = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_ONES = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_ONES = ("Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
_UNPRINTED = ("bullet", "none")


class Level(NamedTuple):
    """One level of a numbering; `text` holds `%1` where the first level's number goes."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None


class Numbering:
    """The numberings of a document, and how far each has counted."""

    def __init__(self, root: etree._Element | None, numbering_of: dict[str, int]) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._numbers: dict[int, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()
        if root is None:
            return
        links: dict[str, str] = {}
        for element in root.iterchildren(w("abstractNum")):
            key = element.get(w("abstractNumId"), "")
            self._abstract[key] = dict(map(_level, element.iterchildren(w("lvl"))))
            link = child_value(element, "numStyleLink")
            if link:
                links[key] = link
        for element in root.iterchildren(w("num")):
            self._read_number(element)
        for key, style in links.items():
            linked = self._numbers.get(numbering_of.get(style, 0))
            if linked:
                self._abstract[key] = self._abstract.get(linked[0], {})

    def _read_number(self, element: etree._Element) -> None:
        key = number(element.get(w("numId")))
        if key is None:
            return
        levels: dict[int, Level] = {}
        starts: dict[int, int] = {}
        for override in element.iterchildren(w("lvlOverride")):
            place = number(value(override, "ilvl")) or 0
            start = number(child_value(override, "startOverride"))
            if start is not None:
                starts[place] = start
            own = override.find(w("lvl"))
            if own is not None:
                levels[place] = _level(own)[1]
        self._numbers[key] = (child_value(element, "abstractNumId") or "", levels, starts)

    def level_of_style(self, key: int, style: str) -> int:
        """The level that a numbering keeps for a paragraph style; the first where it keeps none."""
        return next((place for place, level in self._levels(key).items() if level.style == style), 0)

    def is_list(self, key: int | None) -> bool:
        """Whether `key` names a numbering; 0 takes a paragraph out of the numbering of its style."""
        return key is not None and key in self._numbers

    def label(self, key: int, place: int) -> str:
        """Count one paragraph on, and give its number as printed; empty for bullets."""
        levels = self._levels(key)
        abstract, _, starts = self._numbers[key]
        counts = self._counts.setdefault(abstract, {})
        level = levels.get(place, Level(format="none"))
        if place in starts and (key, place) not in self._begun:
            self._begun.add((key, place))
            counts[place] = starts[place]
        else:
            counts[place] = counts[place] + 1 if place in counts else level.start
        for deeper in [one for one in counts if one > place]:
            restart = levels.get(deeper, Level()).restart
            if restart != 0 and (restart is None or place < restart):
                del counts[deeper]
        if level.format in _UNPRINTED:
            return ""

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = levels.get(at, Level())
            return formatted(counts.get(at, other.start), "decimal" if level.legal else other.format)

        return re.sub(r"%([1-9])", shown, level.text).strip()

    def _levels(self, key: int) -> dict[int, Level]:
        abstract, own, _ = self._numbers[key]
        return {**self._abstract.get(abstract, {}), **own}


def _level(element: etree._Element) -> tuple[int, Level]:
    start = number(child_value(element, "start"))
    level = Level(
        0 if start is None else start,
        child_value(element, "numFmt") or "decimal",
        child_value(element, "lvlText") or "",
        number(child_value(element, "lvlRestart")),
        bool(switch(element, "isLgl")),
        child_value(element, "pStyle"),
    )
    return min(number(value(element, "ilvl")) or 0, _DEEPEST), level


def formatted(count: int, style: str) -> str:
    """`count` in one of Word's number formats; decimal where the format is none of the Latin ones."""
    if style == "decimalZero":
        return f"{count:02}"
    if style in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        return roman(count) if style == "lowerRoman" else roman(count).upper()
    if style in ("lowerLetter", "upperLetter") and 0 < count < 1000:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if style == "lowerLetter" else letter.upper()
    if style == "ordinal":
        ending = {1: "st", 2: "nd", 3: "rd"}.get(count % 10 if count % 100 not in (11, 12, 13) else 0, "th")
        return f"{count}{ending}"
    if style == "cardinalText" and 0 <= count < len(_ONES):
        return _ONES[count]
    if style in ("chicago", "symbol") and count > 0:
        return "*†‡§"[(count - 1) % 4] * ((count - 1) // 4 % 20 + 1)
    if style in ("none", "bullet"):
        return ""
    return str(count)


def roman(count: int) -> str:
    """`count` (1–3999) in small roman numerals."""
    digits = []
    for worth, sign in (*_ROMAN, *_ROMAN_ONES):
        digits.append(sign * (count // worth))
        count %= worth
    return "".join(digits)
