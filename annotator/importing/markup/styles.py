"""How classes and style attributes set words: italics, bold, small capitals, hidden. Plain rules only, no cascade."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum, auto

from lxml import etree

from annotator.importing.markup.tags import class_words, name_of

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SELECTOR = re.compile(r"(\w*)\.([\w-]+)")
_MAX_CSS = 2_000_000


class Trait(Enum):
    """What a style does to words."""

    ITALIC = auto()
    BOLD = auto()
    SMALL_CAPS = auto()
    HIDDEN = auto()
    RAISED = auto()


_PROPERTIES = (
    (re.compile(r"font-style\s*:\s*(italic|oblique)"), Trait.ITALIC),
    (re.compile(r"font-weight\s*:\s*(bold\b|bolder|[6-9]00)"), Trait.BOLD),
    (re.compile(r"font-variant(-caps)?\s*:\s*(all-)?small-caps"), Trait.SMALL_CAPS),
    (re.compile(r"(?<![\w-])display\s*:\s*none|visibility\s*:\s*hidden"), Trait.HIDDEN),
    (re.compile(r"vertical-align\s*:\s*(super|text-top|top)"), Trait.RAISED),
)
_TAGS = {
    "i": Trait.ITALIC,
    "em": Trait.ITALIC,
    "cite": Trait.ITALIC,
    "dfn": Trait.ITALIC,
    "var": Trait.ITALIC,
    "b": Trait.BOLD,
    "strong": Trait.BOLD,
    "sup": Trait.RAISED,
}
_CLASSES = (
    (frozenset(("italic", "italics", "ital", "oblique")), Trait.ITALIC),
    (frozenset(("bold", "strong")), Trait.BOLD),
    (frozenset(("smallcaps", "smcap", "smallcap", "sc", "versalitas")), Trait.SMALL_CAPS),
    (frozenset(("superscript", "super", "sup")), Trait.RAISED),
)
_SMALL_CAPS = (frozenset(("small", "caps")), frozenset(("small", "capitals")))
_NOTHING: frozenset[Trait] = frozenset()


class Styles:
    """What the style sheets of a text say of its classes."""

    def __init__(self, sheets: Iterable[str] = ()) -> None:
        self._rules: dict[tuple[str, str], frozenset[Trait]] = {}
        self._known: dict[tuple[str, str, str], frozenset[Trait]] = {}
        for sheet in sheets:
            self._read(sheet[:_MAX_CSS])

    def of(self, element: etree._Element) -> frozenset[Trait]:
        """The traits of `element` itself, by its name, its classes and its style."""
        key = (name_of(element), element.get("class") or "", element.get("style") or "")
        if key not in self._known:
            self._known[key] = self._traits(element, *key)
        return self._known[key]

    def _traits(self, element: etree._Element, name: str, classes: str, style: str) -> frozenset[Trait]:
        traits = set(_properties(style.lower()))
        if name in _TAGS:
            traits.add(_TAGS[name])
        for token in classes.split():
            traits |= self._rules.get(("", token), _NOTHING) | self._rules.get((name, token), _NOTHING)
        for words in class_words(element):
            traits |= {trait for known, trait in _CLASSES if words & known}
            traits |= {Trait.SMALL_CAPS for known in _SMALL_CAPS if known <= words}
        return frozenset(traits)

    def _read(self, sheet: str) -> None:
        for rule in _COMMENT.sub("", sheet).split("}"):
            before, _, body = rule.rpartition("{")
            traits = _properties(body.lower())
            # What stands before another brace is `@media` and the like.
            for selector in before.rpartition("{")[2].split(",") if traits else ():
                match = _SELECTOR.fullmatch(selector.strip())
                if match:
                    key = (match[1].lower(), match[2])
                    self._rules[key] = self._rules.get(key, _NOTHING) | traits


def _properties(style: str) -> frozenset[Trait]:
    return frozenset(trait for pattern, trait in _PROPERTIES if pattern.search(style)) if style else _NOTHING
