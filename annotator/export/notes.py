"""A person's note among other text: its Markdown as written, its headings below the heading it stands under.

A note may hold whatever Markdown there is. What would reach beyond it is met here: a code fence or a comment that
was never closed is closed after it, and its headings keep their order but go down to where they don't cut the
outline of the export. No other character of it changes. `markdown-it-py` tells the blocks, as CommonMark has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# HTML blocks that go on over blank lines, and what ends each (CommonMark 0.31, section 4.6, kinds 1 to 5).
_HTML_ENDS = (
    ("<!--", "-->"),
    ("<?", "?>"),
    ("<![cdata[", "]]>"),
    ("<!", ">"),
    *((f"<{tag}", f"</{tag}>") for tag in ("pre", "script", "style", "textarea")),
)
_VERBATIM_END = re.compile(r"</(?:pre|script|style|textarea)>", re.IGNORECASE)  # any of them, says the specification
# How a line begins that may need any of this: a heading, what is below one, a rule, a fence, HTML.
_SPECIAL = re.compile(r"^ {0,3}(?:#|=+[ \t]*$|-[- \t]*$|```|~~~|<)", re.MULTILINE)
Edit = tuple[int, int, list[str]]  # the first line, the one after the last, and what stands there instead


def settled(note: str, below: int) -> str:
    """The note, ready to stand as paragraphs of its own under a heading of level `below` (1 to 6)."""
    text = note.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if _SPECIAL.search(text) is None:
        return text
    lines = text.split("\n")
    blocks = [token for token in _parser().parse(text) if token.level == 0 and token.map]
    edits = [*_lowered(lines, blocks, below), *_freed(lines, blocks)]
    closing = _closing(lines, blocks[-1]) if blocks else ""
    for first, end, replacement in sorted(edits, reverse=True):
        lines[first:end] = replacement
    return "\n".join([*lines, closing] if closing else lines)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # 30 ms that only an export needs

    return MarkdownIt("commonmark").disable("inline")


def _lowered(lines: list[str], blocks: Iterable[Token], below: int) -> list[Edit]:
    """Every heading moved down alike, the highest to just below `below`; underlined ones become `#` headings."""
    headings = [token for token in blocks if token.type == "heading_open"]
    down = max(0, below + 1 - min((int(token.tag[1]) for token in headings), default=below + 1))
    edits: list[Edit] = []
    for token in headings if down else ():
        first, end = _span(token)
        marks = "#" * min(6, int(token.tag[1]) + down)
        if token.markup.startswith("#"):
            edits.append((first, end, [re.sub(r"#+", marks, lines[first], count=1)]))
        else:
            edits.append((first, end, [f"{marks} {' '.join(line.strip() for line in lines[first : end - 1])}"]))
    return edits


def _freed(lines: list[str], blocks: Iterable[Token]) -> list[Edit]:
    """A rule `---` with text right under it gets a blank line: pandoc would take it for the start of metadata."""
    rules = (_span(token) for token in blocks if token.type == "hr")
    return [
        (at, end, [lines[at], ""]) for at, end in rules if lines[at] == "---" and "".join(lines[end : end + 1]).strip()
    ]


def _closing(lines: list[str], last: Token) -> str:
    """What closes the last block where it was left open."""
    first, end = _span(last)
    if end < len(lines):
        return ""
    if last.type == "fence":
        mark = last.markup
        closed = end - 1 > first and re.fullmatch(
            rf" {{0,3}}{re.escape(mark[0])}{{{len(mark)},}}[ \t]*", lines[end - 1]
        )
        return "" if closed else mark
    if last.type == "html_block":
        opened = last.content.lstrip().casefold()
        mark = next((close for start, close in _HTML_ENDS if opened.startswith(start)), "")
        rest = last.content.lstrip()[2:]  # `<!-->` is whole
        ended = bool(_VERBATIM_END.search(rest)) if mark.startswith("</") else mark in rest
        return "" if ended else mark
    return ""


def _span(token: Token) -> tuple[int, int]:
    assert token.map
    return token.map[0], token.map[1]
