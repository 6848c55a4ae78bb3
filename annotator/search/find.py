"""Find in the open text: by folded text, at once, without an index."""

from __future__ import annotations

import re
from functools import cached_property

from annotator.errors import UserError
from annotator.model.anchor import Position
from annotator.model.folding import Folded, fold

MOST = 20_000  # places; a single letter in ten megabytes has more, and nobody steps through them


class Finder:
    """Finds in one text; its folding is made once, when first needed."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _folded(self) -> Folded:
        return fold(self._text)

    @cached_property
    def _cased(self) -> Folded:
        return fold(self._text, case=True)

    def find(self, query: str, *, case: bool = False, whole_word: bool = False, regex: bool = False) -> list[Position]:
        """All places in text order, none overlapping, `MOST` at most; none for an empty query.

        A plain query is folded (accents, dashes, quotation marks, white space), `case` keeps capitals apart. A
        regular expression sees the text as it stands: `^` and `$` are the ends of lines. Raises UserError
        `bad_regex` (detail).
        """
        if not query.strip():
            return []
        if regex:
            return self._find_pattern(query, case, whole_word)
        folded = self._cased if case else self._folded
        wanted = fold(query, case=case).text
        found: list[Position] = []
        at = folded.text.find(wanted) if wanted.strip() else -1
        while at >= 0 and len(found) < MOST:
            end = at + len(wanted)
            if not whole_word or _stands_alone(folded.text, at, end):
                found.append(Position(*folded.to_source(at, end)))
                at = folded.text.find(wanted, end)
            else:
                at = folded.text.find(wanted, at + 1)
        return found

    def _find_pattern(self, query: str, case: bool, whole_word: bool) -> list[Position]:
        try:
            pattern = re.compile(query, re.MULTILINE if case else re.MULTILINE | re.IGNORECASE)
        except (re.error, OverflowError, RecursionError) as error:
            raise UserError("bad_regex", detail=getattr(error, "msg", str(error))) from error
        found: list[Position] = []
        for match in pattern.finditer(self._text):
            start, end = match.span()
            if start < end and (not whole_word or _stands_alone(self._text, start, end)):
                found.append(Position(start, end))
                if len(found) == MOST:
                    break
        return found


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no word goes on across either end; an end that isn't of a word itself never cuts one."""
    cut_before = start > 0 and text[start].isalnum() and text[start - 1].isalnum()
    cut_after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not (cut_before or cut_after)
