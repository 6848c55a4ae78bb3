"""The query language as a tree: words, "phrases", AND OR NOT, prefix*, wild?cards, fuzzy~, (groups), field:value.

Words side by side must all occur. `"civil society"~3` lets up to two words stand between. Case, accents, dashes
and the kind of quotation marks don't matter; words are searched by their stem, patterns and fuzzy words by how words
are written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from annotator.errors import UserError
from annotator.i18n import _
from annotator.model.folding import Folded, fold
from annotator.search.tree import (
    FIELDS,
    AllOf,
    AnyOf,
    Field,
    Fuzzy,
    Leaf,
    Node,
    Not,
    One,
    Own,
    Pattern,
    Phrase,
    Word,
    leaves,
)
from annotator.search.words import surfaces

TOKEN = re.compile(
    rf'(?P<field>(?:{"|".join(FIELDS)})):(?:"(?P<quoted>[^"]*)"(?:~(?P<near>\d{{1,3}}))?|(?P<value>[^\s()"]*))'
    r'|"(?P<phrase>[^"]*)"(?:~(?P<slop>\d{1,3}))?|(?P<bracket>[()])|(?P<word>[^\s()"]+)|(?P<stray>")'
)
_PART = re.compile(r"[\w*?]+~?[12]?(?!\w)|[\w*?]+")
_FUZZY = re.compile(r"(\w+)~([12]?)")
_DEEPEST = 50  # groups within groups
_LONGEST = 10_000  # code points


def query_error(query: str, detail: str, at: int) -> UserError:
    """A query that can't be read: why, and where, in code points from its beginning."""
    shown = query if len(query) <= 80 else query[:40] + "…"
    return UserError("bad_query", query=shown, detail=detail, at=at, place=at + 1)


@lru_cache(maxsize=64)
def parse(query: str, stemmed: bool = True) -> Node | None:
    """The query as a tree; None where it asks for nothing. Raises UserError `bad_query` (query, detail, at)."""
    if len(query) > _LONGEST:
        raise query_error(query, _("it is too long"), _LONGEST)
    return _Parser(query, stemmed).parse()


def query_terms(query: str, stemmed: bool = True) -> tuple[Leaf, ...]:
    """The words, phrases and patterns that a hit may hold: all but those under NOT. Raises UserError `bad_query`."""
    return tuple(dict.fromkeys(leaves(parse(query, stemmed))))


class _Parser:
    """Recursive descent: OR binds loosest, then AND (or nothing at all), then NOT."""

    def __init__(self, query: str, stemmed: bool) -> None:
        self._query = query
        self._stemmed = stemmed
        self._folded: Folded = fold(query, case=True)
        self._tokens = list(TOKEN.finditer(self._folded.text))
        self._at = 0
        self._depth = 0

    def parse(self) -> Node | None:
        for token in self._tokens:
            if token["stray"]:
                raise self._error(_("a quotation mark isn't closed"), token)
        if not self._tokens:
            return None
        node = self._any()
        if self._at < len(self._tokens):
            raise self._error(_("a parenthesis is closed that wasn't opened"))
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
            raise self._error(_("a word is missing beside AND, OR, NOT or a parenthesis"))
        if self._take("NOT"):
            return self._deeper(lambda: _negated(self._one()))
        if self._take("("):
            return self._deeper(self._group)
        token = self._tokens[self._at]
        self._at += 1
        if token["field"]:
            return self._field(token)
        if token["phrase"] is not None:
            return self._phrase(token["phrase"], int(token["slop"] or 1))
        return self._word(token["word"])

    def _group(self) -> Node | None:
        opened = self._tokens[self._at - 1]
        node = self._any()
        if not self._take(")"):
            raise self._error(_("a parenthesis isn't closed"), opened)
        return node

    def _deeper(self, read: Callable[[], Node | None]) -> Node | None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._error(_("there are too many groups within groups"))
        node = read()
        self._depth -= 1
        return node

    def _field(self, token: re.Match[str]) -> Node | None:
        name, value = token["field"], (token["quoted"] if token["quoted"] is not None else token["value"]).strip()
        if not value:
            raise self._error(_("there is nothing after “{name}:”").format(name=name), token)
        if name != "note":
            return Field(name, value, self._source(token.start()))
        quoted = token["quoted"] is not None
        found = self._phrase(value, int(token["near"] or 1)) if quoted else self._word(value)
        if isinstance(found, AllOf):
            return AllOf(tuple(Own(part) if isinstance(part, Leaf) else part for part in found.parts))
        return Own(found) if isinstance(found, Leaf) else found

    def _word(self, token: str) -> Node | None:
        if not _marked(token):
            return _phrase(self._ones(token), 1)
        return _joined(AllOf, [_phrase(self._ones(part), 1) for part in _PART.findall(fold(token).text)])

    def _phrase(self, text: str, slop: int) -> Leaf | None:
        pieces = fold(text).text.split()
        parts = [part for piece in pieces for part in (_PART.findall(piece) if _marked(piece) else [piece])]
        return _phrase([one for part in parts for one in self._ones(part)], slop)

    def _ones(self, part: str) -> list[One]:
        """The words of what has no white space in it; a pattern or a fuzzy word stands alone."""
        if fuzzy := _FUZZY.fullmatch(part):
            letters = "".join(surfaces(fuzzy[1]))
            return [Fuzzy(letters, int(fuzzy[2] or 1))] if letters else []
        if ("*" in part or "?" in part) and surfaces(part):
            return [Pattern(part.replace("_", "").rstrip("~"))]
        return [Word(word, self._stemmed) for word in surfaces(part)]

    @property
    def _next(self) -> str:
        token = self._tokens[self._at]
        return token["word"] or token["bracket"] or ""

    def _take(self, wanted: str) -> bool:
        if self._at < len(self._tokens) and self._next == wanted:
            self._at += 1
            return True
        return False

    def _error(self, detail: str, token: re.Match[str] | None = None) -> UserError:
        if token is None and self._at < len(self._tokens):
            token = self._tokens[self._at]
        return query_error(self._query, detail, self._source(token.start()) if token else len(self._query))

    def _source(self, folded: int) -> int:
        return self._folded.to_source(folded, folded)[0]


def _marked(text: str) -> bool:
    return any(sign in text for sign in "*?~")


def _phrase(parts: list[One], slop: int) -> Leaf | None:
    if len(parts) > 1:
        return Phrase(tuple(parts), max(slop, 1))
    return parts[0] if parts else None


def _negated(node: Node | None) -> Node | None:
    return None if node is None else Not(node)


def _joined(kind: type[AllOf] | type[AnyOf], parts: list[Node | None] | list[Leaf | None]) -> Node | None:
    real = tuple(part for part in parts if part is not None)
    return kind(real) if len(real) > 1 else real[0] if real else None
