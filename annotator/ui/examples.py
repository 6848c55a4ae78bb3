"""Three searches that this very text answers, for an empty search to show."""

from __future__ import annotations

import re
from collections import Counter

from annotator.model.document import DivisionKind, Document
from annotator.model.lookup import author_of

_SAMPLE = 200_000  # code points looked at
_WORD = re.compile(r"[^\W\d_]{7,}")


def examples(document: Document) -> list[str]:
    """A telling word, a pair of words as a phrase, and an author's name, as far as the text has them."""
    text = document.text[:_SAMPLE]
    words = Counter(word for word in _WORD.findall(text) if word.islower())
    pairs = Counter(pair.group() for pair in re.finditer(r"\b[a-z]{5,} [a-z]{6,}\b", text) if len(pair.group()) < 30)
    found = [word for word, _count in words.most_common(1)]
    found += [f"“{pair}”" for pair, count in pairs.most_common(1) if count > 1]
    selections = (i for i, one in enumerate(document.divisions) if one.kind is DivisionKind.SELECTION)
    author = next((name for name in (author_of(document, index) for index in selections) if name), None)
    return found + ([author.split()[-1]] if author else [])
