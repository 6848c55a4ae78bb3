"""A note without its Markdown, for one line of a table and for a voice: what is meant, not how it is typed."""

from __future__ import annotations

import re

_OPENING = re.compile(r"^[ \t]*(?:(?:#{1,6}|>|[-*+]|\d{1,3}[.)])[ \t]+)+", re.MULTILINE)
_FENCE = re.compile(r"^[ \t]*(?:`{3,}|~{3,})", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_STRESSED = re.compile(r"(\*{1,3}|~~|`+)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_UNDERLINED = re.compile(r"(?<!\w)(_{1,2})(?=\S)(.+?)(?<=\S)\1(?!\w)", re.DOTALL)


def plain_words(markdown: str) -> str:
    """The words of a note on one line. What only looks like Markdown stays: `2 * 3 * 4`, `a_b_c`."""
    text = _LINK.sub(r"\1", _OPENING.sub("", _FENCE.sub("", markdown)))
    text = _UNDERLINED.sub(r"\2", _STRESSED.sub(r"\2", text))
    return " ".join(text.split())
