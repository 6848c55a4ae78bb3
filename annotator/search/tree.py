"""What a query means, as a small tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

FIELDS = ("author", "part", "selection", "page", "role", "tag", "note", "in", "reader", "date")


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word: with all words of its stem, or (`stemmed` False) as it is written."""

    text: str
    stemmed: bool = True


@dataclass(frozen=True)
class Pattern:
    """A word as it is written (folded): `*` stands for any letters, `?` for one, or at the end for one or none."""

    text: str

    @property
    def prefix(self) -> str:
        """What every word that fits begins with."""
        letters = self.text.rstrip("*?") if self.text[-1] in "*?" else self.text
        return re.split(r"[*?]", letters, maxsplit=1)[0]

    @property
    def is_prefix(self) -> bool:
        """Whether every word with that beginning fits."""
        return self.text == self.prefix + "*"

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """To be matched against a whole folded word, in time that grows with its length alone.

        Where several asterisks stand, what lies between two of them is taken where it comes first, for good: if the
        rest doesn't follow from there, it doesn't from any later place either.
        """
        body, end = (self.text[:-1], ".?") if self.text.endswith("?") else (self.text, "")
        first, *others = [re.escape(part).replace(r"\?", ".") for part in body.split("*")]
        between = "".join(f"(?>.*?{part})" for part in others[:-1] if part)
        last = f".*{others[-1]}" if others else ""
        return re.compile(first + between + last + end, re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words as they are written that differ from this one in `edits` letters at most: one more, one less, another, or
    two that changed places."""

    text: str
    edits: int = 1


One = Word | Pattern | Fuzzy


@dataclass(frozen=True, slots=True)
class Phrase:
    """Two or more words in this order, each at most `slop` words after the one before."""

    parts: tuple[One, ...]
    slop: int = 1


@dataclass(frozen=True, slots=True)
class Own:
    """Only in what a person wrote: the words of a note, but not its tags and the passage that it stands on."""

    part: One | Phrase


@dataclass(frozen=True, slots=True)
class Field:
    """What isn't a matter of words: who wrote it, on which page, with which tag. `at`: where it stands in the query."""

    name: str
    value: str
    at: int = 0


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


Leaf = Word | Pattern | Fuzzy | Phrase
Node = Word | Pattern | Fuzzy | Phrase | Own | Field | AllOf | AnyOf | Not


def leaves(node: Node | None) -> Iterator[Leaf]:
    """The words, phrases and patterns that a hit may hold: all but those under NOT."""
    if isinstance(node, AllOf | AnyOf):
        for part in node.parts:
            yield from leaves(part)
    elif isinstance(node, Own):
        yield node.part
    elif node is not None and not isinstance(node, Not | Field):
        yield node


def fields(node: Node | None) -> Iterator[Field]:
    """All fields, those under NOT as well."""
    if isinstance(node, AllOf | AnyOf):
        for part in node.parts:
            yield from fields(part)
    elif isinstance(node, Not):
        yield from fields(node.part)
    elif isinstance(node, Field):
        yield node
