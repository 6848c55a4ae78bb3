"""What a query that is being typed may go on with: names of fields, what they can be, and words that occur."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from annotator.library.repository import Library
from annotator.model.document import DivisionKind
from annotator.search.index import IndexDamaged, SearchIndex
from annotator.search.tree import FIELDS
from annotator.search.words import surfaces
from annotator.services.known_texts import KnownText, KnownTexts

_VALUE = re.compile(rf'(?<![\w:])(?P<field>{"|".join(FIELDS)}):(?P<value>"[^"]*|[^\s()"]*)$')
_WORD = re.compile(r"[^\W_]+$")
_REST = re.compile(r'[^\s()"]*')
_LEAST = 2  # letters before words are offered
_MOST = 12


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`text` is put into the query, `label` is shown; `kind` is field, the name of a field, or word."""

    text: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Completion:
    """What may stand from `start` to `end` of the query (code points), the likeliest first."""

    start: int
    end: int
    suggestions: tuple[Suggestion, ...]


class Completing:
    """Completes queries over one library."""

    def __init__(self, library: Library, index: SearchIndex, texts: KnownTexts) -> None:
        self._library, self._index, self._texts = library, index, texts

    def complete(self, query: str, caret: int, limit: int = _MOST) -> Completion:
        """What may be typed at `caret` (code points from the beginning)."""
        before = query[:caret]
        if found := _VALUE.search(before):
            value = found["value"]
            start = found.start("value")
            end = caret if value.startswith('"') else caret + len(_REST.match(query, caret)[0])  # type: ignore[index]
            if value.startswith('"') and query[end : end + 1] == '"':
                end += 1
            if found["field"] == "note":
                return Completion(start, end, tuple(self._words(value.strip('"'), limit)))
            offered = self._values(found["field"])
            fitting = [one for one in dict.fromkeys(offered) if _begins(value.strip('"'), one)][:limit]
            return Completion(start, end, tuple(Suggestion(_quoted(one), one, found["field"]) for one in fitting))
        if word := _WORD.search(before):
            names = [f"{name}:" for name in FIELDS if name.startswith(word[0])]
            suggestions = [*(Suggestion(name, name, "field") for name in names), *self._words(word[0], limit)]
            return Completion(word.start(), caret, tuple(suggestions[:limit]))
        return Completion(caret, caret, tuple(Suggestion(f"{name}:", f"{name}:", "field") for name in FIELDS))

    def _words(self, beginning: str, limit: int) -> Iterable[Suggestion]:
        letters = surfaces(beginning)
        if len(letters) != 1 or len(letters[0]) < _LEAST:
            return
        try:
            for word in self._index.vocabulary(letters[0], limit):
                yield Suggestion(word, word, "word")
        except IndexDamaged:
            return

    def _values(self, field: str) -> Iterable[str]:
        match field:
            case "in":
                return ("texts", "notes")
            case "tag":
                return self._library.annotations.tags()
            case "role":
                return [role.name for role in self._library.roles()]
            case "reader":
                return [reader.title for reader in self._library.readers.all()]
            case "author":
                return sorted(self._all(lambda known: (run.author for run in known.runs)))
            case "selection":
                cited = self._all(lambda known: (known.label(run.cited) for run in known.runs))
                return sorted(_unnumbered(one) for one in cited)
            case "part":
                return sorted(
                    self._all(
                        lambda known: (one.title for one in known.outline.divisions if one.kind is DivisionKind.PART)
                    )
                )
        return ()

    def _all(self, names: Callable[[KnownText], Iterable[str | None]]) -> set[str]:
        known = filter(None, map(self._texts.get, self._library.readers.all()))
        return {name for one in known for name in names(one) if name}


def _unnumbered(label: str) -> str:
    """A selection's title alone: its number would have to stand in the field by itself."""
    number, _, title = label.partition(" ")
    return title if title and any(c.isdigit() for c in number) else label


def _begins(typed: str, name: str) -> bool:
    """Whether each typed word begins a word of the name."""
    there = surfaces(name)
    return all(any(word.startswith(one) for word in there) for one in surfaces(typed))


def _quoted(value: str) -> str:
    plain = re.fullmatch(r"[^\s()\"]+", value) is not None
    return value if plain else '"{}"'.format(value.replace('"', ""))
