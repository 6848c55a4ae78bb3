"""What an export will be, a slice at a time: the first is there at once, however long the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from annotator.export.markdown import MarkdownOptions, ReaderExport, pieces_of
from annotator.export.presets.preset import Preset
from annotator.export.preview import front_table, to_html

FIRST, NEXT = 12, 60  # pieces: a window full, and what follows as one scrolls


@dataclass(frozen=True, slots=True)
class Slice:
    """Some of an export: as Markdown, and as HTML to look at. `last`: there is no more of it."""

    markdown: str
    html: str
    last: bool


class Previewing:
    """Previews of one dialog. The readers are read once: nothing changes them while it is open.

    `load` reads them, `preset` finds a preset. To be used from one thread.
    """

    def __init__(self, load: Callable[[], Sequence[ReaderExport]], preset: Callable[[str], Preset]) -> None:
        self._load, self._preset = load, preset
        self._exports: Sequence[ReaderExport] = ()
        self._left: Iterator[str] = iter(())

    def begin(self, options: MarkdownOptions) -> Slice:
        """The head of the export, with the front matter where it is wanted. Raises UserError `preset_faulty`."""
        if not self._exports:
            self._exports = self._load()
        pieces = pieces_of(self._exports, options, self._preset(options.preset))
        self._left = pieces.texts(with_ids=options.with_ids)
        body = self._next(FIRST)
        if not pieces.front:
            return body
        front = "\n".join(["---", *(f"{key}: {value}" for key, value in pieces.front.items()), "---", "", ""])
        return replace(body, markdown=front + body.markdown, html=front_table(pieces.front) + body.html)

    def more(self) -> Slice:
        """The next slice of what was begun last."""
        return self._next(NEXT)

    def _next(self, count: int) -> Slice:
        texts = list(islice(self._left, count + 1))
        if len(texts) > count:
            self._left = _before(texts.pop(), self._left)
            last = False
        else:
            last = True
        markdown = "\n\n".join(texts) + "\n" + ("" if last else "\n")
        return Slice(markdown, to_html(markdown), last)


def _before(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
