"""A person's note, in Markdown, as HTML that is safe to show: nothing in it runs, loads or looks like our own page."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from markdown import Markdown

_SCHEMES = ("http", "https", "mailto")
_MARKUP = re.compile(r"[*_`#>\[\]<&\\|~=]|^\s*([-+]|\d+\.)\s|^-{2,}|^( {4}|\t)|\n\s*\n", re.MULTILINE)
_HEADING = re.compile(r"(?:^|\n)(?P<level>#{1,6})[ \t]+(?P<header>(?:\\.|[^\\])*?)#*(?:\n|$)")
_ITEM = re.compile(r" {0,3}(?:[-*+]|1\.)\s+\S")
_ANY_ITEM = re.compile(r"\s*(?:[-*+]|\d+\.)\s")


@lru_cache(maxsize=2048)
def note_html(text: str) -> str:
    """The HTML fragment for a note. Raw HTML shows as typed; a picture as its description; nothing is fetched.

    Line breaks are kept, since a margin note is often a few short lines; `#tag` is no heading (`# Heading` is).
    """
    text = text.strip()
    if not text:
        return ""
    if not _MARKUP.search(text):  # most notes are plain words: some hundred times quicker
        return f"<p>{html.escape(text, quote=False).replace(chr(10), '<br>')}</p>"
    return _converter().reset().convert(text)


@lru_cache(maxsize=1)
def _converter() -> Markdown:
    # Not before the first note with markup: the first paint doesn't wait for it.
    from markdown import Markdown
    from markdown.blockprocessors import HashHeaderProcessor
    from markdown.preprocessors import Preprocessor
    from markdown.treeprocessors import Treeprocessor

    from annotator.model.nesting import evenly_nested

    class SpacedHeadings(HashHeaderProcessor):
        """`#tag` is a word, `# Heading` a heading, as in CommonMark."""

        RE = _HEADING

    class ListsAfterText(Preprocessor):
        """A list may follow its sentence without a blank line, and be nested by two spaces, as in CommonMark."""

        def run(self, lines: list[str]) -> list[str]:
            result: list[str] = []
            for line in lines:
                previous = result[-1] if result else ""
                if _ITEM.match(line) and previous.strip() and not _ANY_ITEM.match(previous) and previous[0] != " ":
                    result.append("")
                result.append(line)
            return list(evenly_nested(result))

    class Harmless(Treeprocessor):
        """Takes pictures and odd links out of the tree; their words stay."""

        def run(self, root: Any) -> None:
            for element in root.iter():
                if element.tag == "img":
                    element.tag, element.text = "span", element.get("alt", "")
                    element.attrib.clear()
                elif element.tag == "a" and _scheme(element.get("href", "")) not in _SCHEMES:
                    element.tag = "span"
                    element.attrib.clear()

    converter = Markdown(extensions=["sane_lists", "nl2br"], output_format="html")
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    converter.parser.blockprocessors.register(SpacedHeadings(converter.parser), "hashheader", 70)
    converter.preprocessors.register(ListsAfterText(converter), "lists_after_text", 10)
    converter.treeprocessors.register(Harmless(converter), "harmless", 0)
    return converter


def _scheme(address: str) -> str:
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return ""
