"""Styles: how paragraphs and characters look, by inheritance, and what a style's name says of its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import NamedTuple

from lxml import etree

from annotator.importing.word.names import child_value, number, switch, twips, w


class Role(Enum):
    """What a style's name says of its paragraphs."""

    HEADING = auto()
    TITLE = auto()
    SUBTITLE = auto()
    AUTHOR = auto()
    QUOTE = auto()
    CAPTION = auto()
    SOURCE = auto()
    VERSE = auto()
    LIST = auto()
    CONTENTS = auto()
    PAGE_NUMBER = auto()


class Look(NamedTuple):
    """How characters look; None: not said."""

    italic: bool | None = None
    bold: bool | None = None
    small_caps: bool | None = None
    hidden: bool | None = None
    size: int | None = None
    font: str | None = None


class Shape(NamedTuple):
    """How a paragraph is set; lengths in twips; None: not said. `outline` counts from 0; 9 is running text."""

    outline: int | None = None
    numbering: int | None = None
    list_level: int | None = None
    left: int | None = None
    right: int | None = None
    first: int | None = None
    page_break: bool | None = None
    centred: bool | None = None


NO_LOOK = Look()
NO_SHAPE = Shape()


class Style(NamedTuple):
    """One style as it is written, without what it inherits."""

    id: str
    name: str
    based_on: str | None
    look: Look
    shape: Shape


_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titulo|titolo|kop|rubrik|overskrift|otsikko|nagłówek|nadpis|заголовок)"
    r"[ _-]?([1-9])\b.*"
)
_ROLES = (
    (Role.TITLE, r"(?:book |document )?title|titel|titre|título|titolo|название"),
    (Role.SUBTITLE, r"sub-?title|untertitel|sous-titre|subtítulo|sottotitolo|подзаголовок"),
    (Role.AUTHOR, r"authors?|by-?line|author name|autor(?:in)?|auteur|autore|автор"),
    (Role.QUOTE, r"block ?text|(?:intense |block ?)?(?:quote|quotations?)|extract|epigraph|(?:intensives )?zitat"
                 r"|citation(?: intense)?|cita(?: destacada)?|citazione|цитата"),
    (Role.CAPTION, r"caption|beschriftung|légende|leyenda|didascalia|bijschrift|название объекта|"
                   r"(?:figure|table|image|illustration) ?(?:caption|title)"),
    (Role.SOURCE, r"source(?: line| note)?|credit(?: line)?|quelle"),
    (Role.VERSE, r"verse.*|poe(?:m|try).*|stanza|lyrics?|vers|gedicht|line ?block"),
    (Role.LIST, r"list(?:e|a)?(?: .*)?|listenabsatz|paragraphe de liste|абзац списка"),
    (Role.CONTENTS, r"(?:toc|table of figures|index|verzeichnis|tm) ?\d?|contents \d"),
    (Role.PAGE_NUMBER, r"page ?number ?\(daisy\)|page ?break ?number|print ?page(?: ?number)?"),
    (Role.HEADING, r"toc heading|contents heading|chapter ?(?:title|heading)"),
)  # fmt: skip
_NAMED = [(role, re.compile(pattern)) for role, pattern in _ROLES]


def read_look(properties: etree._Element | None) -> Look:
    """The looks that a `w:rPr` sets."""
    if properties is None:
        return Look()
    complex_script = bool(switch(properties, "rtl") or switch(properties, "cs"))
    return Look(
        switch(properties, "iCs" if complex_script else "i"),
        switch(properties, "bCs" if complex_script else "b"),
        switch(properties, "smallCaps"),
        switch(properties, "vanish"),
        number(child_value(properties, "sz")),
        child_value(properties, "rFonts", "ascii"),
    )


def read_shape(properties: etree._Element | None) -> Shape:
    """The shape that a `w:pPr` sets."""
    if properties is None:
        return Shape()
    indent = properties.find(w("ind"))
    numbering = properties.find(w("numPr"))
    sides = {
        name: None if indent is None else twips(indent.get(w(name)))
        for name in ("left", "start", "right", "end", "firstLine", "hanging")
    }
    hanging = sides["hanging"]
    justified = child_value(properties, "jc")
    return Shape(
        number(child_value(properties, "outlineLvl")),
        number(child_value(numbering, "numId")),
        number(child_value(numbering, "ilvl")),
        sides["left"] if sides["left"] is not None else sides["start"],
        sides["right"] if sides["right"] is not None else sides["end"],
        -hanging if hanging else sides["firstLine"],
        switch(properties, "pageBreakBefore"),
        None if justified is None else justified == "center",
    )


class Styles:
    """The styles of a document, with what each inherits."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._defaults: dict[str, str] = {}
        self._looks: dict[str | None, Look] = {}
        self._shapes: dict[str | None, Shape] = {}
        self._roles: dict[str | None, tuple[Role | None, int]] = {}
        self.look = Look()
        self.shape = Shape()
        self.numbering_of: dict[str, int] = {}
        self.language: str | None = None
        if root is None:
            return
        defaults = root.find(w("docDefaults"))
        if defaults is not None:
            self.look = read_look(defaults.find(f"{w('rPrDefault')}/{w('rPr')}"))
            self.language = child_value(defaults.find(f"{w('rPrDefault')}/{w('rPr')}"), "lang")
            self.shape = read_shape(defaults.find(f"{w('pPrDefault')}/{w('pPr')}"))
        for element in root.iter(w("style")):
            self._read(element)

    def _read(self, element: etree._Element) -> None:
        key, kind = element.get(w("styleId"), ""), element.get(w("type"), "paragraph")
        name = (child_value(element, "name") or key).casefold()
        shape = read_shape(element.find(w("pPr")))
        self._styles[key] = Style(key, name, child_value(element, "basedOn"), read_look(element.find(w("rPr"))), shape)
        if element.get(w("default")) in ("1", "true", "on"):
            self._defaults[kind] = key
        if kind == "numbering" and shape.numbering is not None:
            self.numbering_of[key] = shape.numbering

    def paragraph_style(self, key: str | None) -> str:
        """The id of a paragraph's style: the default where none, or one that isn't there, is named."""
        return key if key in self._styles and key is not None else self._defaults.get("paragraph", "")

    def look_of(self, key: str | None) -> Look:
        """The look of a style, with what it inherits (not the document's defaults)."""
        if key not in self._looks:
            looks = [style.look for style in self._chain(key)]
            self._looks[key] = Look._make(map(_first_said, zip(*looks, strict=True))) if looks else NO_LOOK
        return self._looks[key]

    def shape_of(self, key: str | None) -> Shape:
        """The shape of a style, with what it inherits and the document's defaults."""
        if key not in self._shapes:
            self._shapes[key] = overlaid(*(style.shape for style in self._chain(key)), self.shape)
        return self._shapes[key]

    def role_of(self, key: str | None) -> tuple[Role | None, int]:
        """(role, heading level from 1, or 0) as the name of the style, or of one that it is based on, says."""
        if key not in self._roles:
            named = (_role_named(style.name) for style in self._chain(key))
            self._roles[key] = next((role for role in named if role[0]), (None, 0))
        return self._roles[key]

    def _chain(self, key: str | None) -> Iterator[Style]:
        """The style, and all that it is based on, the nearest first."""
        seen: set[str] = set()
        while key and key in self._styles and key not in seen:
            seen.add(key)
            yield self._styles[key]
            key = self._styles[key].based_on


def overlaid(*shapes: Shape) -> Shape:
    """One shape: of each property, the first that is said."""
    return Shape._make(map(_first_said, zip(*shapes, strict=True)))


def _first_said(values: Iterable[object]) -> object:
    return next((one for one in values if one is not None), None)


def _role_named(name: str) -> tuple[Role | None, int]:
    heading = _HEADING.fullmatch(name)
    if heading:
        return Role.HEADING, int(heading[1])
    role = next((role for role, pattern in _NAMED if pattern.fullmatch(name)), None)
    return role, int(role is Role.HEADING)


def effective(defaults: Look, paragraph: Look, character: Look, direct: Look) -> Look:
    """The look of a run (ECMA-376 part 1, 17.7.3): what two styles both switch on, they switch off again."""

    def toggled(place: int) -> bool:
        if direct[place] is not None:
            return bool(direct[place])
        return bool(defaults[place]) or bool(paragraph[place]) != bool(character[place])

    size = next((look.size for look in (direct, character, paragraph, defaults) if look.size), None)
    font = next((look.font for look in (direct, character, paragraph, defaults) if look.font), None)
    return Look(toggled(0), toggled(1), toggled(2), toggled(3), size, font)
