"""Where our pieces stand in a file that a person may have turned over."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from annotator.export.living.blocks import Block, blocks
from annotator.export.living.lines import Lines
from annotator.export.living.pieces import Base, Page


class Layout:
    """A file's lines, and where in them the pieces of one export are."""

    def __init__(self, lines: Lines, bases: Sequence[Base], page: Page) -> None:
        self.lines = lines
        self.words = lines.words
        self.scan = lines.scan
        self._bases, self._page = bases, page
        self.own_front = self.scan.front[1] > 0 and self._is_ours_in_front()
        self.marks: dict[str, list[int]] = {}
        for line, key in self.scan.marks:
            self.marks.setdefault(key, []).append(line)
        self.headings = self._located()

    @cached_property
    def section_line(self) -> int | None:
        """The line of this export's comment, in a file that begins with another's."""
        found = (s.line for s in self.scan.sections if s.export_id == self._page.export_id)
        return next(found, None)

    @cached_property
    def span(self) -> tuple[int, int]:
        """The lines of this export: up to the next one's comment. All lines where nothing tells."""
        starts = [section.line for section in self.scan.sections]
        if self.section_line is not None:
            after = (line for line in starts if line > self.section_line)
            return self.section_line, next(after, len(self.words))
        return 0, starts[0] if starts else len(self.words)

    @cached_property
    def _bounds(self) -> list[int]:
        marks = [line for line, _key in self.scan.marks]
        sections = [section.line for section in self.scan.sections]
        return sorted({*marks, *sections, *self.headings.values(), len(self.words)})

    @cached_property
    def _today(self) -> dict[str, str]:
        return {piece.key: piece.text for piece in self._page.pieces}

    @cached_property
    def _heads(self) -> list[int]:
        return sorted(self.scan.headings)

    def places(self, key: str) -> list[int]:
        """The lines of an excerpt's comments, or of a heading."""
        if key in self.headings:
            return [self.headings[key]]
        return self.marks.get(key, [])

    def region(self, line: int, *, heading: bool) -> list[Block]:
        """The paragraphs from a comment (or a heading, with it) to the next piece of ours."""
        end = self._bounds[bisect_right(self._bounds, line)]
        return blocks(self.words, line if heading else line + 1, end)

    def region_end(self, line: int) -> int:
        """The line of the next piece of ours."""
        return self._bounds[bisect_right(self._bounds, line)]

    def own_end(self, key: str, line: int) -> int:
        """The line after the own paragraphs of the piece at `line`: what was last written, today's where none is known.

        Where the person changed them all, as many paragraphs as they were.
        """
        heading = key in self.headings
        region = self.region(line, heading=heading)
        texts = [text for base in self._bases if (text := base.text(key))] or [self._today.get(key, "")]
        own = {block.said for text in texts for block in blocks(text.split("\n"))}
        known = [block.end for block in region if block.said in own]
        if known:
            return known[-1]
        return region[min(len(own), len(region)) - 1].end if region and own else line + 1

    def before_blanks(self, line: int) -> int:
        """`line`, or the first of the blank lines right before it."""
        while line > self.scan.front[1] and not self.words[line - 1].strip():
            line -= 1
        return line

    def next_heading(self, start: int, end: int, level: int) -> int:
        """The first heading from `start` that is of `level` or above it, whoever wrote it; else `end`."""
        for at in self._heads[bisect_left(self._heads, start) :]:
            if at >= end:
                break
            if self.scan.headings[at] <= level and (at == 0 or not self.words[at - 1].strip()):
                return at
        return end

    def _is_ours_in_front(self) -> bool:
        return self.scan.fields.get("export", (0, ""))[1].strip("\"'") == self._page.export_id

    def _located(self) -> dict[str, int]:
        """Headings by their words: each after the heading that it stands under, where there are several alike."""
        wanted = dict(_heading_texts(self._bases, self._page))
        firsts = {text.split("\n", 1)[0].rstrip() for _parent, texts in wanted.values() for text in texts}
        start, end = self.span
        candidates: dict[str, list[int]] = {}
        for index in range(max(start, self.scan.front[1]), end):
            line = self.words[index].rstrip()
            if line in firsts and line and index not in self.scan.code:
                candidates.setdefault(line, []).append(index)
        found: dict[str, int] = {}
        taken: set[int] = set()
        last = -1
        for key, (parent, texts) in wanted.items():
            lines = [line for text in texts for line in candidates.get(text.split("\n", 1)[0].rstrip(), ())]
            free = sorted(line for line in lines if line not in taken)
            if free:
                after = found.get(parent, last)
                last = found[key] = next((line for line in free if line > after), free[0])
                taken.add(last)
        return found


def _heading_texts(bases: Iterable[Base], page: Page) -> Mapping[str, tuple[str, list[str]]]:
    """Each heading's parent, and the words by which it may stand in the file: as last written, else as today."""
    found: dict[str, tuple[str, list[str]]] = {}
    for base in bases:
        for key, one in base.pieces.items():
            if one.kind == "heading" and one.text:
                found.setdefault(key, (one.parent, []))[1].append(one.text)
    for piece in page.pieces:
        if piece.kind == "heading" and piece.text:
            found.setdefault(piece.key, (piece.parent, [piece.text]))
    return found
