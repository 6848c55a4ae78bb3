"""Find in the open text: by folded text, at once, without an index."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import overload

from annotator.errors import UserError
from annotator.model.anchor import Position
from annotator.model.folding import Folded, fold
from annotator.model.folding_slices import fold_in_slices

MOST = 20_000  # places; a single letter in ten megabytes has more, and nobody steps through them
PATIENCE = 2.0  # seconds that a regular expression may take


class Places(Sequence[Position]):
    """Places in text order, none overlapping; each is led back to the source when it is first asked for.

    Of ten thousand places some thirty are on the screen: to lead all of them back would take ten times as long as to
    find them.
    """

    def __init__(
        self, starts: Sequence[int], ends: Sequence[int], to_source: Callable[[int, int], tuple[int, int]]
    ) -> None:
        self._starts, self._ends, self._to_source = array("q", starts), array("q", ends), to_source

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Position: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Position]: ...
    def __getitem__(self, index: int | slice) -> Position | Sequence[Position]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        return Position(*self._to_source(self._starts[index], self._ends[index]))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


NOWHERE = Places((), (), lambda start, end: (start, end))


class Finder:
    """Finds in one text. It is folded once, when first needed; `prepare` does that ahead, a slice at a time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded: dict[bool, Folded] = {}  # by whether capitals are kept apart

    def ready(self, *, case: bool = False) -> bool:
        """Whether `find` answers at once."""
        return case in self._folded

    def prepare(self, *, case: bool = False) -> Iterator[None]:
        """Fold the text in slices of some milliseconds."""
        slices = fold_in_slices(self._text, case=case)
        while case not in self._folded:
            try:
                next(slices)
            except StopIteration as done:
                self._folded[case] = done.value
            yield

    def find(self, query: str, *, case: bool = False, whole_word: bool = False) -> Places:
        """All places, `MOST` at most; none for an empty query.

        Accents, dashes, quotation marks and white space are folded; `case` keeps capitals apart.
        """
        wanted = fold(query, case=case).text
        if not query.strip() or not wanted.strip():
            return NOWHERE
        for _slice in self.prepare(case=case):
            pass
        folded = self._folded[case]
        pattern = _alone(wanted) if whole_word else re.escape(wanted)
        starts = [match.start() for match in islice(re.finditer(pattern, folded.text), MOST)]
        return Places(starts, [at + len(wanted) for at in starts], folded.to_source)

    def find_pattern(self, pattern: str, *, case: bool = False, whole_word: bool = False) -> Places:
        """The places of a regular expression, `MOST` at most: on the text as it stands, `^` and `$` at ends of lines.

        It takes `PATIENCE` seconds at the longest, and lets other threads run meanwhile. Raises UserError `bad_regex`
        (detail), `slow_regex`.
        """
        import regex  # when the first expression is looked for

        if not pattern.strip():
            return NOWHERE
        starts: list[int] = []
        ends: list[int] = []
        try:
            compiled = regex.compile(pattern, regex.MULTILINE if case else regex.MULTILINE | regex.IGNORECASE)
            for match in compiled.finditer(self._text, concurrent=True, timeout=PATIENCE):
                start, end = match.span()
                if start < end and (not whole_word or _stands_alone(self._text, start, end)):
                    starts.append(start)
                    ends.append(end)
                    if len(starts) == MOST:
                        break
        except TimeoutError:
            raise UserError("slow_regex", seconds=f"{PATIENCE:g}") from None
        except (regex.error, OverflowError, RecursionError, ValueError) as error:
            raise UserError("bad_regex", detail=getattr(error, "msg", None) or str(error)) from error
        return Places(starts, ends, lambda start, end: (start, end))


def _alone(wanted: str) -> str:
    """A pattern for what `_stands_alone`: a letter or digit at an end has none beyond it."""
    before, after = (r"(?<![^\W_])" * wanted[0].isalnum(), r"(?![^\W_])" * wanted[-1].isalnum())
    return f"{before}{re.escape(wanted)}{after}"


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no word goes on across either end; an end that isn't of a word itself never cuts one."""
    cut_before = start > 0 and text[start].isalnum() and text[start - 1].isalnum()
    cut_after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not (cut_before or cut_after)
