"""An export as HTML to look at: nothing in it runs, loads or reaches out, whatever the notes hold."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from markdown import Markdown

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---(?:\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"^ {0,3}<!--.*?-->[ \t]*$", re.DOTALL | re.MULTILINE)
_INLINE_COMMENT = r"(<!--.*?-->)"
_SCHEMES = frozenset(("http", "https", "mailto"))
# `# Heading` is a heading and `#tag` is not, as in CommonMark; Python-Markdown takes both for one.
_HEADING = re.compile(r"(?:^|\n)(?P<level>#{1,6})[ \t]+(?P<header>(?:\\.|[^\\])*?)#*(?:\n|$)")


def to_html(markdown_text: str) -> str:
    """An HTML fragment: front matter as a small table, comments unseen, raw HTML as the characters it is."""
    front = _FRONT_MATTER.match(markdown_text)
    table = front_table(dict(_fields(front.group(1)))) if front else ""
    body = markdown_text[front.end() :] if front else markdown_text
    return table + _converter().reset().convert(body)


def front_table(fields: Mapping[str, str]) -> str:
    """Front matter as a small table."""
    rows = [
        f'<tr><th align="left">{html.escape(name)}</th><td>{html.escape(_unquoted(value))}</td></tr>'
        for name, value in fields.items()
    ]
    return f'<table class="front-matter">{"".join(rows)}</table>\n'


def _fields(yaml: str) -> Iterator[tuple[str, str]]:
    for line in yaml.split("\n"):
        name, _, value = line.partition(": ")
        yield name, value


def _unquoted(value: str) -> str:
    import json

    try:
        return str(json.loads(value))
    except ValueError:
        return value


@lru_cache(maxsize=1)
def _converter() -> Markdown:
    from markdown import Markdown  # not before the first preview: the first paint doesn't wait for it
    from markdown.inlinepatterns import InlineProcessor
    from markdown.preprocessors import Preprocessor
    from markdown.treeprocessors import Treeprocessor

    class Comments(Preprocessor):
        """Takes comments that stand alone out, once code fences are out of the way."""

        def run(self, lines: list[str]) -> list[str]:
            return _COMMENT.sub("", "\n".join(lines)).split("\n")

    class InlineComments(InlineProcessor):
        def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]
            return "", m.start(0), m.end(0)

    class Inert(Treeprocessor):
        """Pictures become their descriptions, links keep only the schemes that a browser may be asked for."""

        def run(self, root: Any) -> None:
            for element in root.iter():
                if element.tag == "img":
                    element.tag, element.text = "span", element.get("alt", "")
                    element.attrib.clear()
                elif element.tag == "a" and not _may_be_opened(element.get("href", "")):
                    element.tag = "span"
                    element.attrib.clear()

    converter = Markdown(extensions=["fenced_code", "tables", "footnotes", "sane_lists"], output_format="html")
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    converter.preprocessors.register(Comments(converter), "comments", 20)
    converter.inlinePatterns.register(InlineComments(_INLINE_COMMENT, converter), "comments", 90)
    converter.treeprocessors.register(Inert(converter), "inert", -1)
    converter.parser.blockprocessors["hashheader"].RE = _HEADING  # type: ignore[attr-defined]
    return converter


def _may_be_opened(address: str) -> bool:
    try:
        return address.startswith("#") or urlsplit(html.unescape(address)).scheme.lower() in _SCHEMES
    except ValueError:
        return False
