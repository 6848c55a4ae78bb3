"""Regular expressions that a person typed, which may take for ever: `(a|a|b?)*c`.

Python's own `re` can't be stopped, and no other thread runs while it works. `regex` can do both.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from annotator.errors import UserError
from annotator.i18n import _
from annotator.search.unrolled import calls_itself, unrolled

LONGEST = 1000  # code points of an expression
LARGEST = 20_000  # characters that it may stand for when its repeats are written out: some megabytes


def matches(
    expression: str, text: str, begins: Sequence[int], ends: Sequence[int], seconds: float, *, case: bool = False
) -> Iterator[tuple[int, int]]:
    """The spans that fit, none empty, each within one of the stretches from `begins` to `ends`.

    Capitals are told from small letters with `case` only; `^` and `$` are the ends of lines. Other threads run
    meanwhile. Raises UserError `bad_regex` (detail), and `slow_regex` (seconds) where all of it takes longer than that.
    """
    pattern = compiled(expression, case)
    until = time.monotonic() + seconds
    for begin, end in zip(begins, ends, strict=True):
        left = until - time.monotonic()
        try:
            if left <= 0:
                raise TimeoutError
            for match in pattern.finditer(text, begin, end, timeout=left, concurrent=True):
                if match.start() < match.end():
                    yield match.span()
        except TimeoutError:
            raise UserError("slow_regex", seconds=f"{seconds:g}") from None
        except (MemoryError, RecursionError, regex.error) as error:
            raise UserError("bad_regex", detail=_said(error)) from error


@lru_cache(maxsize=8)
def compiled(expression: str, case: bool = False) -> regex.Pattern[str]:
    """The expression, ready to be used. Raises UserError `bad_regex` (detail)."""
    if len(expression) > LONGEST:
        raise UserError("bad_regex", detail=_("it is longer than {n} characters").format(n=LONGEST))
    if calls_itself(expression):
        raise UserError("bad_regex", detail=_("it calls itself or another group, which has no end"))
    if unrolled(expression) > LARGEST:
        raise UserError("bad_regex", detail=_("what it repeats comes to more than {n} characters").format(n=LARGEST))
    try:
        with warnings.catch_warnings():  # of what may mean something else in a later version
            warnings.simplefilter("ignore")
            flags = regex.MULTILINE | regex.VERSION0
            return regex.compile(expression, flags if case else flags | regex.IGNORECASE)
    except Exception as error:  # whatever it says of what a person typed
        raise UserError("bad_regex", detail=_said(error)) from error


def _said(error: Exception) -> str:
    return str(getattr(error, "msg", "") or error) or _("it needs too much memory")
