"""People's names, as title pages have them, taken apart: who is cited by which word, and sorted by which.

Serves the orders "Merle Fainsod" and "Fainsod, Merle", lists of both with `and`, `&`, `;` or commas, particles
("van Dyke"), suffixes ("King, Jr.") and institutions. What can't be told from a name's form can be said with braces, as
in BibTeX: `{Mao Zedong}` is one name, not a given and a family name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_AND = re.compile(r"\s*(?:;|,\s*(?:and|&)\s|\s(?:and|&|und|et)\s(?!al\b))\s*")
_BRACED = re.compile(r"\{[^{}]*\}")
_SUFFIX = re.compile(r"(?:[JS]r\.?|I{2,3}|IV)")
_EDITED = re.compile(r"\s*(?:\((?:[Ee]ds?\.?|Hg\.|Hrsg\.)\)|,\s*[Ee]ds?\.)\s*(?=$|[,;]|and\b)|,?\s+et al\.?\s*$")
_OFFICE = frozenset(("the", "a", "an", "of", "for"))  # words of an institution's or an office's name
_BODY = re.compile(
    r"\b(?:Academy|Agency|Association|Authority|Bank|Board|Bureau|Cent(?:er|re)|College|Commission|Committee|Congress|"
    r"Council|Court|Department|Foundation|Institute|Library|Ministry|Museum|Office|Organi[sz]ation|Party|Press|School|"
    r"Service|Society|Union|University)\b"
)
_JOINING = frozenset(("y", "i", "e"))  # Ortega y Gasset: the word ties two family names


@dataclass(frozen=True, slots=True)
class Name:
    """One name. A `literal` one (an institution, a name in braces) has all of it in `family`, and is never turned."""

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: bool = False

    @property
    def cited(self) -> str:
        """As running text cites it: `van Dyke`."""
        return " ".join(filter(None, (self.particle, self.family)))

    @property
    def whole(self) -> str:
        """In reading order: `Martin Luther King, Jr.`"""
        name = " ".join(filter(None, (self.given, self.cited)))
        return f"{name}, {self.suffix}" if self.suffix else name


@lru_cache(maxsize=512)
def names_in(text: str | None) -> tuple[Name, ...]:
    """The people, and institutions, that a line of authors or editors names."""
    return tuple(name for name in map(_name, _single(text or "")) if name.family)


def _single(text: str) -> Iterator[str]:
    """Each name on its own, in reading order, but for braces and `Family, Given`, which stay."""
    kept = _BRACED.findall(text)
    text = _BRACED.sub(lambda match: f"\0{kept.index(match.group())}\0", text)
    text = _EDITED.sub("", text)
    groups = [text] if _is_body(text) else _AND.split(text)
    for group in groups:
        for name in _listed(group):
            yield re.sub("\0(\\d+)\0", lambda match: kept[int(match[1])], name)


def _is_body(text: str) -> bool:
    """An institution with `and` in its name: the Department of Health and Human Services."""
    return not set(";,\0") & set(text) and bool(_BODY.search(text)) and "of" in text.lower().split()


def _listed(group: str) -> Iterator[str]:
    """The names of a list with commas; a suffix goes back to its name, an inverted name stays one."""
    parts: list[tuple[str, str]] = []  # each with the suffix that follows it
    for part in filter(None, (part.strip() for part in group.split(","))):
        if parts and _SUFFIX.fullmatch(part):
            parts[-1] = parts[-1][0], part
        else:
            parts.append((part, ""))
    if len(parts) == 2 and not parts[0][1] and _is_inverted(parts[0][0], parts[1][0]):
        yield ", ".join(filter(None, (parts[0][0], *parts[1])))
    else:
        yield from (" ".join(filter(None, part)) for part in parts)


def _is_inverted(family: str, given: str) -> bool:
    return " " not in family or " " not in given or family[0].islower()


def _name(text: str) -> Name:
    if _BRACED.search(text):
        return Name(re.sub("[{}]", "", text).strip(), literal=True)
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 1:
        particle, family = _particle(parts[0].split())
        return Name(family, parts[1], particle, ", ".join(parts[2:]))
    words = text.split()
    if not _OFFICE.isdisjoint(text.lower().split()) or (len(words) > 1 and _BODY.search(words[-1])):
        return Name(text, literal=True)
    suffix = words.pop() if len(words) > 1 and _SUFFIX.fullmatch(words[-1]) else ""
    first = len(words) - 1
    if first > 1 and words[first - 1] in _JOINING:
        first -= 2
        return Name(" ".join(words[first:]), " ".join(words[:first]), suffix=suffix)
    while first > 1 and words[first - 1][0].islower():
        first -= 1
    particle, family = _particle(words[first:])
    return Name(family, " ".join(words[:first]), particle, suffix)


def _particle(words: list[str]) -> tuple[str, str]:
    """(`van der`, `Post`), from the words of a family name."""
    first = 0
    while first < len(words) - 1 and words[first][0].islower():
        first += 1
    return " ".join(words[:first]), " ".join(words[first:])
