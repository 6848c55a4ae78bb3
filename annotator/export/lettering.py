"""Short texts with italics in them, on their way to Markdown, HTML, TeX or plain words.

A lettered string is plain words with marks from Unicode's private area around what stands in italics, and for square
brackets of our own, which no form needs to escape. Words of a person or a book never have such marks (`plain_words`).
"""

from __future__ import annotations

import html
import re

from annotator.export.escape import escape_inline
from annotator.export.tex import escape_tex

_ON, _OFF, _OPEN, _CLOSE = "\ue000", "\ue001", "\ue002", "\ue003"
_MARK = re.compile(f"([{_ON}-{_CLOSE}])")
_MARKDOWN = {_ON: "*", _OFF: "*", _OPEN: "[", _CLOSE: "]"}
_HTML = {_ON: "<i>", _OFF: "</i>", _OPEN: "[", _CLOSE: "]"}
_TEX = {_ON: r"\emph{", _OFF: "}", _OPEN: "[", _CLOSE: "]"}
_PLAIN = {_ON: "", _OFF: "", _OPEN: "[", _CLOSE: "]"}


def plain_words(text: str | None) -> str:
    """Words as they may go into a lettered string: on one line, without marks."""
    return " ".join(_MARK.sub("", text or "").split())


def italic(words: str) -> str:
    """In italics; nothing where there are no words."""
    return f"{_ON}{words}{_OFF}" if words else ""


def bracketed(words: str) -> str:
    """In square brackets, as what an editor adds."""
    return f"{_OPEN}{words}{_CLOSE}"


def as_markdown(text: str) -> str:
    """With `*` around italics, and all that could be read as markup escaped."""
    return "".join(_MARKDOWN.get(part) or escape_inline(part) for part in _MARK.split(text))


def as_html(text: str) -> str:
    """With `<i>` around italics."""
    return "".join(_HTML.get(part) or html.escape(part, quote=False) for part in _MARK.split(text))


def as_tex(text: str) -> str:
    """With `\\emph` around italics, and what TeX takes for its own escaped."""
    return "".join(_TEX.get(part) or escape_tex(part) for part in _MARK.split(text))


def as_plain(text: str) -> str:
    """The words alone."""
    return "".join(_PLAIN.get(part, part) for part in _MARK.split(text))
