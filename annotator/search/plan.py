"""A parsed query as Whoosh executes it."""

# mypy: allow-untyped-calls
# (Whoosh is typed in part only.)
from __future__ import annotations

from array import array
from typing import Any

from whoosh.matching.mcore import ListMatcher, Matcher, NullMatcher
from whoosh.matching.wrappers import FilterMatcher
from whoosh.query.compound import And, AndNot, Or
from whoosh.query.positional import Phrase as WhooshPhrase
from whoosh.query.qcore import Every, Query
from whoosh.query.terms import Term

from annotator.search.query import AllOf, AnyOf, Node, Not, Pattern, Phrase


def plan(node: Node) -> Query:
    """The Whoosh query that finds what `node` asks for."""
    match node:
        case Phrase(stems, slop):
            return Term("stems", stems[0]) if len(stems) == 1 else WhooshPhrase("stems", list(stems), slop=slop)
        case Pattern():
            return Spelled(node)
        case AnyOf(parts):
            return Or([plan(part) for part in parts])
        case AllOf(parts):
            wanted = [plan(part) for part in parts if not isinstance(part, Not)]
            unwanted = [plan(part.part) for part in parts if isinstance(part, Not)]
            found = And(wanted) if wanted else Every()
            return Without(found, Or(unwanted)) if unwanted else found
        case Not(part):
            return Without(Every(), plan(part))


class Without(AndNot):
    """Documents of the first query that aren't of the second.

    Whoosh's own matcher lets the first document through where the second query began before it.
    """

    def matcher(self, searcher: Any, context: Any = None) -> Matcher:
        found: Matcher = self.a.matcher(searcher, context)
        unwanted = frozenset(self.b.matcher(searcher, searcher.boolean_context()).all_ids())
        return FilterMatcher(found, unwanted, exclude=True) if unwanted else found


class Spelled(Query):
    """Documents with a word that fits a pattern, all with one score.

    Whoosh's own classes make an Or of all the words, which takes seconds for a short prefix; here the documents
    are gathered into a set, word by word.
    """

    def __init__(self, pattern: Pattern, boost: float = 1.0) -> None:
        self.pattern = pattern
        self.boost = boost

    def __repr__(self) -> str:
        return f"Spelled({self.pattern.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Spelled) and self.pattern == other.pattern

    def __hash__(self) -> int:
        return hash(self.pattern)

    def is_leaf(self) -> bool:
        return True

    def field(self) -> str:
        return "surfaces"

    def estimate_size(self, reader: Any) -> int:
        return int(reader.doc_count())

    def estimate_min_size(self, reader: Any) -> int:
        return 0

    def matcher(self, searcher: Any, context: Any = None) -> Matcher:
        reader = searcher.reader()
        fits = self.pattern.expression().fullmatch
        found: set[int] = set()
        for word in list(reader.expand_prefix("surfaces", self.pattern.prefix)):
            if fits(word.decode()):
                found.update(reader.postings("surfaces", word).all_ids())
        return ListMatcher(array("l", sorted(found)), all_weights=1.0) if found else NullMatcher()
