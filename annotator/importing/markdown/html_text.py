"""HTML inside Markdown: the text of simple tags is kept, and what page a comment or an anchor names."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from annotator.importing.marks import Marks

_PAGE = r"(\d{1,4}|[ivxlc]{1,8})"
_COMMENT = re.compile(rf"<!--\s*(?:p|pp|pg|pb|page|pagebreak|seite)\b[.:\s]*{_PAGE}\s*-->", re.IGNORECASE)
_ANCHOR = re.compile(
    rf"<(?:a|span|div)\b[^<>]*\b(?:id|name|title)\s*=\s*[\"']?(?:page|pg|p|seite)[-_.: ]?{_PAGE}[\"'\s/>]",
    re.IGNORECASE,
)
_PAGE_BREAK = re.compile(rf"<[^<>]*pagebreak[^<>]*\b(?:title|aria-label)\s*=\s*[\"']?{_PAGE}[\"'\s/>]", re.IGNORECASE)
_SILENT = ("script", "style", "template", "noscript", "iframe", "object", "head")
_BREAKS = ("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "th", "dd", "dt", "hr")


def page_label(markup: str) -> str | None:
    """The label of the page that a comment or a tag says to begin, or None."""
    for pattern in (_COMMENT, _ANCHOR, _PAGE_BREAK):
        match = pattern.match(markup.strip())
        if match:
            return match[1]
    return None


def text_of(markup: str) -> tuple[str, Marks]:
    """The words in a piece of HTML, lines apart by newlines, with the pages that begin there; nothing of scripts."""
    reader = _TextReader()
    reader.feed(_closed(markup))
    reader.close()
    return "".join(reader.pieces), Marks(pages=tuple(reader.pages))


def _closed(markup: str) -> str:
    """The markup with every beginning that never ends as plain words: none swallows the rest."""
    for opening, closing in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", ">"), ("<!", ">"), ("</", ">"), ("<", ">")):
        last = markup.rfind(closing) + len(closing) if closing in markup else 0
        markup = markup[:last] + markup[last:].replace(opening, "&lt;" + opening[1:])
    return markup


class _TextReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.pages: list[tuple[int, str, bool]] = []
        self._length = 0
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._turn(self.get_starttag_text() or "")
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag in _BREAKS:
            self._say("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()
        elif tag in _BREAKS:
            self._say("\n")

    def handle_comment(self, data: str) -> None:
        self._turn(f"<!--{data}-->")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._say(data)

    def _say(self, text: str) -> None:
        self.pieces.append(text)
        self._length += len(text)

    def _turn(self, markup: str) -> None:
        label = page_label(markup)
        if label:
            self.pages.append((self._length, label, True))
