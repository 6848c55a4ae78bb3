"""The book's title and its editor, from the running heads and the first lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from annotator.importing.printed.divisions import Entry
from annotator.importing.printed.heads import Head
from annotator.importing.printed.lines import Line
from annotator.model.document import DivisionKind

_EDITED = re.compile(r"(edited|selected|compiled)( and \w+)? by\s+(?P<name>\S.{2,80})", re.IGNORECASE)
_SMALL = frozenset(re.findall(r"\w+", "a an and as at but by for from in into nor of on or over the to with"))


def book_title(heads: Sequence[Head], entries: Sequence[Entry]) -> str | None:
    """The words at the head of left-hand pages that name no author; else the title of the only division."""
    authors = {entry.opens.author.casefold() for entry in entries if entry.opens and entry.opens.author}
    counts = Counter(head.words for head in heads if head.words and head.words.casefold() not in authors)
    on_left = {head.words for head in heads if head.left}
    left = Counter({words: count for words, count in counts.items() if words in on_left})
    first = next((entry.opens for entry in entries if entry.opens and entry.opens.title), None)
    for found in (left, counts):
        if found:
            words = found.most_common(1)[0][0]
            # A head is often the title cut short; the whole stands over the first page.
            beginning = words.split(":")[0].casefold()
            if first and first.title and not first.number and first.title.casefold().startswith(beginning):
                return first.title
            return title_case(words)
    return first.title if first and first.kind in (DivisionKind.CHAPTER, DivisionKind.SELECTION) else None


def title_case(words: str) -> str:
    """Words set all small or all capitals with the capitals of a title; others as they are."""
    if words != words.lower() and words != words.upper():
        return words
    result: list[str] = []
    for word in words.lower().split():
        after_break = not result or result[-1].endswith((":", "?", "!", "—"))
        result.append(word if word in _SMALL and not after_break else _capital(word))
    return " ".join(result)


def editor_of(lines: Sequence[Line]) -> str | None:
    """The name after `edited by` on the first pages."""
    for line in lines:
        match = _EDITED.fullmatch(line.text)
        if match:
            return match["name"].rstrip(".")
    return None


def _capital(word: str) -> str:
    place = next((n for n, character in enumerate(word) if character.isalpha()), 0)
    return word[:place] + word[place : place + 1].upper() + word[place + 1 :]
