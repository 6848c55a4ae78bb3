"""The query language: words, "phrases", AND OR NOT, prefix*, wild?card, (groups); read into a small tree.

Words side by side must all occur. `"civil society"~3` lets up to two words stand between. Case, accents, dashes
and the kind of quotation marks don't matter; words are searched by their stem, patterns by how words are written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from annotator.errors import UserError
from annotator.model.folding import fold
from annotator.search.words import stem, surfaces

_TOKEN = re.compile(r'"(?P<phrase>[^"]*)"(?:~(?P<slop>\d{1,3}))?|(?P<bracket>[()])|(?P<word>[^\s()"]+)|(?P<stray>")')
_PATTERN_PART = re.compile(r"[\w*?]+")
_DEEPEST = 50  # groups within groups
_LONGEST = 10_000  # code points


@dataclass(frozen=True, slots=True)
class Phrase:
    """Stems in this order, each at most `slop` words after the one before; a single word is a phrase of one."""

    stems: tuple[str, ...]
    slop: int = 1


@dataclass(frozen=True, slots=True)
class Pattern:
    """A word as it is written (folded): `*` stands for any letters, `?` for one, or at the end for one or none."""

    text: str

    @property
    def prefix(self) -> str:
        """What every word that fits begins with."""
        letters = self.text.rstrip("*?") if self.text[-1] in "*?" else self.text
        return re.split(r"[*?]", letters, maxsplit=1)[0]

    def expression(self) -> re.Pattern[str]:
        """To be matched against a whole folded word."""
        body, last = (self.text[:-1], ".?") if self.text.endswith("?") else (self.text, "")
        wild = {"*": ".*", "?": "."}
        return re.compile("".join(wild.get(c) or re.escape(c) for c in body) + last, re.DOTALL)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part must match."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of the parts must match."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part must not match."""

    part: Node


Leaf = Phrase | Pattern
Node = Phrase | Pattern | AllOf | AnyOf | Not


@lru_cache(maxsize=64)
def parse(query: str) -> Node | None:
    """The query as a tree; None where it holds no word. Raises UserError `bad_query`."""
    if len(query) > _LONGEST:
        raise UserError("bad_query", query=query[:40] + "…", detail="it is too long")
    return _Parser(query).parse()


def query_terms(query: str) -> tuple[Leaf, ...]:
    """The words, phrases and patterns that a hit may hold: all but those under NOT. Raises UserError `bad_query`."""
    return tuple(dict.fromkeys(_wanted(parse(query))))


def _wanted(node: Node | None) -> Iterator[Leaf]:
    if isinstance(node, Phrase | Pattern):
        yield node
    elif isinstance(node, AllOf | AnyOf):
        for part in node.parts:
            yield from _wanted(part)


class _Parser:
    """Recursive descent: OR binds loosest, then AND (or nothing at all), then NOT."""

    def __init__(self, query: str) -> None:
        self._query = query
        self._tokens = list(_TOKEN.finditer(fold(query, case=True).text))
        self._at = 0
        self._depth = 0

    def parse(self) -> Node | None:
        if any(token["stray"] for token in self._tokens):
            raise self._error("a quotation mark isn't closed")
        if not self._tokens:
            return None
        node = self._any()
        if self._at < len(self._tokens):
            raise self._error("a parenthesis is closed that wasn't opened")
        return node

    def _any(self) -> Node | None:
        parts = [self._all()]
        while self._take("OR"):
            parts.append(self._all())
        return _joined(AnyOf, parts)

    def _all(self) -> Node | None:
        parts = [self._one()]
        while self._at < len(self._tokens) and self._next not in ("OR", ")"):
            if self._take("ANDNOT"):
                parts.append(_negated(self._one()))
            else:
                self._take("AND")
                parts.append(self._one())
        return _joined(AllOf, parts)

    def _one(self) -> Node | None:
        if self._at == len(self._tokens) or self._next in ("AND", "OR", "ANDNOT", ")"):
            raise self._error("a word is missing beside AND, OR, NOT or a parenthesis")
        if self._take("NOT"):
            return self._deeper(lambda: _negated(self._one()))
        if self._take("("):
            return self._deeper(self._group)
        token = self._tokens[self._at]
        self._at += 1
        if token["phrase"] is not None:
            return _phrase(token["phrase"], int(token["slop"] or 1))
        return _word(token["word"])

    def _group(self) -> Node | None:
        node = self._any()
        if not self._take(")"):
            raise self._error("a parenthesis isn't closed")
        return node

    def _deeper(self, read: Callable[[], Node | None]) -> Node | None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._error("there are too many groups within groups")
        node = read()
        self._depth -= 1
        return node

    @property
    def _next(self) -> str:
        token = self._tokens[self._at]
        return token["word"] or token["bracket"] or ""

    def _take(self, wanted: str) -> bool:
        if self._at < len(self._tokens) and self._next == wanted:
            self._at += 1
            return True
        return False

    def _error(self, detail: str) -> UserError:
        return UserError("bad_query", query=self._query, detail=detail)


def _word(token: str) -> Node | None:
    if "*" not in token and "?" not in token:
        return _phrase(token, 1)
    return _joined(AllOf, [_part(part) for part in _PATTERN_PART.findall(fold(token).text)])


def _part(part: str) -> Node | None:
    letters = surfaces(part)
    wild = "*" in part or "?" in part
    return Pattern(part.replace("_", "")) if wild and letters else _phrase(part, 1)


def _phrase(text: str, slop: int) -> Phrase | None:
    stems = tuple(map(stem, surfaces(text)))
    return Phrase(stems, max(slop, 1)) if stems else None


def _negated(node: Node | None) -> Node | None:
    return None if node is None else Not(node)


def _joined(kind: type[AllOf] | type[AnyOf], parts: list[Node | None]) -> Node | None:
    real = tuple(part for part in parts if part is not None)
    return kind(real) if len(real) > 1 else real[0] if real else None
