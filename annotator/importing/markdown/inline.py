"""The inside of a Markdown block: its words, with emphasis, footnote markers and page marks taken out of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from annotator.importing.markdown.html_text import page_label
from annotator.importing.marks import Marks
from annotator.model.document import EmphasisKind

_STYLES = {"em": EmphasisKind.ITALIC, "strong": EmphasisKind.BOLD}
_TAGS = {"em": EmphasisKind.ITALIC, "i": EmphasisKind.ITALIC, "cite": EmphasisKind.ITALIC, "b": EmphasisKind.BOLD}
_TAGS |= {"strong": EmphasisKind.BOLD}
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
# Ids and classes after a heading or a span, as Pandoc has them.
_ATTRIBUTES = re.compile(r"\s*\{\s*(?:[#.][\w:.-]+|-|\w+=(?:\"[^\"{}]*\"|[^\s{}]+))(?:\s+[^{}]*)?\}\s*$")

_NUMBER = re.compile(r"\d{1,4}|[a-z*†‡]|[ivxl]{1,7}")

Resolve = Callable[[Token], tuple[str, Hashable]]
"""A footnote marker's token → its label, and the key of its note (None where there is none)."""


@dataclass(slots=True)
class Inline:
    """A block's words; lines are apart by newlines, whether they run on (`soft`) or were broken by hand (`hard`)."""

    text: str = ""
    marks: Marks = field(default_factory=Marks)
    soft: int = 0
    hard: int = 0


def read_inline(tokens: Sequence[Token], resolve: Resolve) -> Inline:
    """The words in the children of an inline token."""
    reader = _Reader(resolve)
    reader.read(tokens)
    return Inline("".join(reader.pieces), reader.marks(), reader.soft, reader.hard)


def without_attributes(text: str) -> str:
    """A heading without the `{#id .class}` at its end."""
    match = _ATTRIBUTES.search(text)
    return text[: match.start()] if match else text


class _Reader:
    def __init__(self, resolve: Resolve) -> None:
        self.pieces: list[str] = []
        self.soft = self.hard = 0
        self._resolve = resolve
        self._length = 0
        self._open: list[tuple[EmphasisKind, int]] = []
        self._emphasis: list[tuple[EmphasisKind, int, int]] = []
        self._pages: list[tuple[int, str, bool]] = []
        self._refs: list[tuple[int, str, Hashable]] = []

    def marks(self) -> Marks:
        emphasis = sorted(self._emphasis, key=lambda span: (span[1], -span[2]))
        return Marks(tuple(self._pages), tuple(self._refs), tuple(emphasis))

    def read(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            style = _STYLES.get(token.type.removesuffix("_open").removesuffix("_close"))
            if style:
                self._toggle(style, opens=token.nesting > 0)
            elif token.type == "softbreak":
                self.soft += 1
                self._say("\n")
            elif token.type == "hardbreak":
                self.hard += 1
                self._say("\n")
            elif token.type == "html_inline":
                self._tag(token.content)
            elif token.type == "footnote_ref":
                self._refer(token)
            elif token.type == "image":
                self.read(token.children or [])
            else:
                self._say(token.content)

    def _refer(self, token: Token) -> None:
        label, key = self._resolve(token)
        if key is not None or _NUMBER.fullmatch(label):
            self._refs.append((self._length, label, key))
        else:
            # A word in such brackets, and no note to it: it may be anything.
            self._say(f"[^{label}]")

    def _say(self, text: str) -> None:
        self.pieces.append(text)
        self._length += len(text)

    def _toggle(self, style: EmphasisKind, *, opens: bool) -> None:
        if opens:
            self._open.append((style, self._length))
            return
        at = next((at for at in range(len(self._open) - 1, -1, -1) if self._open[at][0] is style), None)
        if at is not None:
            self._emphasis.append((style, self._open.pop(at)[1], self._length))

    def _tag(self, markup: str) -> None:
        label = page_label(markup)
        if label:
            self._pages.append((self._length, label, True))
            return
        tag = _TAG.match(markup)
        if tag is None:
            return
        name = tag[2].lower()
        if name in _TAGS:
            self._toggle(_TAGS[name], opens=not tag[1])
        elif name == "br":
            self.hard += 1
            self._say("\n")
