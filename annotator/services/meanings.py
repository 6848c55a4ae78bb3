"""What the fields of a query mean: `author:Bialer page:17-20 role:question`, as blocks of texts and as annotations.

Words are the index's business; these are the library's, for an author or a tag may change while the text doesn't.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import lru_cache

from annotator.i18n import _
from annotator.model.annotation import Role
from annotator.model.document import DivisionKind, Document
from annotator.model.lookup import ancestry, block_index_at
from annotator.model.shelf import Reader
from annotator.search.query import query_error
from annotator.search.tree import Field, Pattern
from annotator.search.words import surfaces
from annotator.services.known_texts import KnownText, KnownTexts, joined
from annotator.services.note_facts import Fact

Blocks = Mapping[str, list[range]]
_KINDS = {"texts": "text", "text": "text", "notes": "annotation", "note": "annotation"}
_DATE = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_DATES = re.compile(rf"(?P<sign>>=|<=|>|<)?(?P<one>{_DATE})|(?P<from>{_DATE})?\.\.(?P<to>{_DATE})?")
_PAGES = re.compile(r"(?P<one>\w+)(?:-(?P<to>\w+))?")
_ROMAN = re.compile(r"(?=[ivxlcdm])m{0,3}(?:c[md]|d?c{0,3})(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})")
_NUMERALS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


class Meanings:
    """The meanings of one query's fields. Raises UserError `bad_query` (query, detail, at) for a value of no sense."""

    def __init__(self, query: str, readers: Mapping[str, Reader], texts: KnownTexts, roles: tuple[Role, ...]) -> None:
        self._query, self._readers, self._texts, self._roles = query, readers, texts, roles
        self._found: dict[Field, Blocks] = {}

    def check(self, field: Field) -> None:
        """Raises UserError where the field's value has no sense."""
        if field.name == "page":
            self._page_test(field)
        elif field.name == "date":
            self._date_test(field)
        elif field.name == "in" and field.value.lower() not in _KINDS:
            raise self._error(field, _("after “in:” stands texts or notes"))

    def blocks(self, field: Field) -> Blocks:
        """The blocks of all texts that a field means; none for what only notes have (role, tag, date)."""
        if field.name == "in":
            every = _KINDS[field.value.lower()] == "text"
            return {one: [range(1 << 30)] for one in self._readers} if every else {}
        if field.name == "reader":
            return {one.id: [range(1 << 30)] for one in self._readers.values() if _is_reader(field.value, one)}
        if field.name not in ("author", "selection", "part", "page"):
            return {}
        if field not in self._found:  # each segment asks again
            known = {one: text for one, reader in self._readers.items() if (text := self._texts.get(reader))}
            self._found[field] = {one: self._blocks_of(field, text) for one, text in known.items()}
        return self._found[field]

    def note_test(self, field: Field) -> Callable[[Fact], bool]:
        """Tells of an annotation whether a field means it."""
        value = field.value
        match field.name:
            case "in":
                every = _KINDS[value.lower()] == "annotation"
                return lambda fact: every
            case "reader":
                ids = {one.id for one in self._readers.values() if _is_reader(value, one)}
                return lambda fact: fact.sketch.reader_id in ids
            case "role":
                keys = {role.key for role in self._roles if names(value, role.name) or role.key == value.lower()}
                return lambda fact: fact.sketch.role in keys
            case "tag":
                return lambda fact: any(names(value, tag, whole=True) for tag in fact.sketch.tags)
            case "date":
                fits = self._date_test(field)
                return lambda fact: fits(fact.day)
            case "author":
                return lambda fact: fact.author is not None and names(value, fact.author)
            case "page":
                test = self._page_test(field)
                return lambda fact: (label := self._page_of(fact)) is not None and test(label)
            case _:
                return lambda fact: self._in_division(field, self._known(fact), fact.division)

    def _blocks_of(self, field: Field, known: KnownText) -> list[range]:
        if field.name == "page":
            document = self._texts.document(known.reader)
            return [] if document is None else _printed_on(document, self._page_test(field))
        if field.name == "author":
            return joined(run.blocks for run in known.runs if run.author and names(field.value, run.author))
        return joined(run.blocks for run in known.runs if self._in_division(field, known, run.division))

    def _in_division(self, field: Field, known: KnownText | None, division: int | None) -> bool:
        """Whether a division is, or is in, a part or selection that is called so or has that number."""
        if known is None or division is None or division < 0:
            return False
        parts = field.name == "part"
        for index in ancestry(known.outline, division):
            one = known.outline.divisions[index]
            if (one.kind is DivisionKind.PART) == parts and (
                (one.number or "").casefold() == field.value.casefold() or names(field.value, one.title or "")
            ):
                return True
        return False

    def _known(self, fact: Fact) -> KnownText | None:
        reader = self._readers.get(fact.sketch.reader_id)
        return None if reader is None else self._texts.get(reader)

    def _page_of(self, fact: Fact) -> str | None:
        known = self._known(fact)
        return known.page(fact.start) if known else None

    def _page_test(self, field: Field) -> Callable[[str], bool]:
        match = _PAGES.fullmatch(field.value)
        if match is None:
            raise self._error(
                field, _("a page is a number as it is printed, or two with a dash between (17-20, ix-xii)")
            )
        first = match["one"].casefold()
        if match["to"] is None:
            return lambda label: label.casefold() == first
        start, end = _numbered(first), _numbered(match["to"].casefold())
        if start is None or end is None or start[0] != end[0] or start > end:
            raise self._error(
                field, _("the first page comes before the last, both in arabic or both in roman numerals")
            )
        return lambda label: (number := _numbered(label.casefold())) is not None and start <= number <= end

    def _date_test(self, field: Field) -> Callable[[str], bool]:
        match = _DATES.fullmatch(field.value)
        if match is None or field.value == "..":
            raise self._error(
                field, _("a date is a year, a month or a day (2026, 2026-01, 2026-01-31), or two with .. between")
            )
        one, first, last = match["one"], match["from"], match["to"]
        if one is None:
            return lambda day: (not first or day[: len(first)] >= first) and (not last or day[: len(last)] <= last)
        tests: dict[str | None, Callable[[str], bool]] = {
            None: lambda day: day[: len(one)] == one,
            ">=": lambda day: day[: len(one)] >= one,
            "<=": lambda day: day[: len(one)] <= one,
            ">": lambda day: day[: len(one)] > one,
            "<": lambda day: day[: len(one)] < one,
        }
        return tests[match["sign"]]

    def _error(self, field: Field, detail: str) -> Exception:
        return query_error(self._query, detail, field.at)


def names(value: str, text: str, *, whole: bool = False) -> bool:
    """Whether each word of `value` (with `*` and `?` as in words) is a word of `text`; `whole`: and no other is."""
    wanted, there = _wanted(value), surfaces(text)
    if not wanted or (whole and len(wanted) != len(there)):
        return False
    return all(any(expression.fullmatch(word) for word in there) for expression in wanted)


@lru_cache(maxsize=64)
def _wanted(value: str) -> tuple[re.Pattern[str], ...]:
    pieces = re.findall(r"[\w*?]+", " ".join(re.split(r"[^\w*?]+", _folded(value))))
    return tuple(Pattern(piece).expression for piece in pieces)


def _folded(value: str) -> str:
    from annotator.model.folding import fold

    return fold(value).text


def _is_reader(value: str, reader: Reader) -> bool:
    return names(value, reader.title) or (len(value) >= 4 and reader.id.startswith(value.lower()))


def _printed_on(document: Document, fits: Callable[[str], bool]) -> list[range]:
    """The blocks that stand on such pages, in whole or in part."""
    blocks, pages, spans = document.blocks, document.pages, list[range]()
    for number, page in enumerate(pages):
        if fits(page.label):
            end = pages[number + 1].start if number + 1 < len(pages) else len(document.text)
            spans.append(range(page.start, end))
    found = []
    for span in joined(spans):
        first = block_index_at(document, span.start) or 0
        if blocks[first].end <= span.start:  # the page begins in the gap after it
            first += 1
        last = bisect_right(blocks, span.stop - 1, key=lambda block: block.start)
        found.append(range(first, max(first, last)))
    return found


def _numbered(label: str) -> tuple[bool, int] | None:
    """Whether a page's label is a roman numeral, and its number."""
    if label.isdecimal():
        return False, int(label)
    if _ROMAN.fullmatch(label):
        values = [_NUMERALS[letter] for letter in label]
        return True, sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
    return None
