"""The flow of blocks past the window: what is where, and how it moves.

The truth is the anchor: a block, and how far the window's top lies below that block's top. Heights above it are
estimates until somebody comes near; correcting them therefore never moves what is on the screen. The scroll bar
merely shows where that would be. All y are pixels of the viewport; `inset` of them are taken by the header.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from annotator.ui.reading.block_layout import lay_out
from annotator.ui.reading.heights import Heights
from annotator.ui.reading.layout_cache import LayoutCache
from annotator.ui.reading.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.model.document import Document
    from annotator.ui.reading.block_layout import LaidBlock
    from annotator.ui.reading.faces import Faces
    from annotator.ui.reading.hyphenation import Hyphens

NEAR = 12
"""Blocks from the window's first on that are laid out in idle time, before those far away are measured."""


class Flow:
    """All blocks of one document in a column of one width."""

    def __init__(
        self, document: Document, faces: Faces, height: float, inset: float, hyphens: Hyphens | None = None
    ) -> None:
        self.plan = Plan(document)
        self.hyphens = hyphens
        self.inset = inset
        self.anchor = 0
        self.dy = 0.0
        self._cache = LayoutCache()
        self._downwards = True
        self._keep: tuple[int, float] | None = None
        self._asked: tuple[int, int, float, int] | None = None
        self._answer = 0.0
        self._set(faces, height)

    def reflow(self, faces: Faces, height: float) -> None:
        """Set everything anew in other faces or another column, where they are others; the first line stays."""
        if faces.settings == self.faces.settings and faces.column == self.faces.column and not self._outdated:
            self.page_height = max(height - self.inset, 1.0)
            self._settle()
            return
        keep = self._keep or self.top_place()
        self._set(faces, height)
        self.place(*keep)
        self._keep = keep  # else many small changes of size would add up to a drift

    def outdate(self) -> None:
        """What is laid out isn't as it would be now, such as without hyphens that are known since."""
        self._outdated = True
        self._keep = None  # the line that was seen at the top is the one that stays

    def _set(self, faces: Faces, height: float) -> None:
        self.faces = faces
        self.page_height = max(height - self.inset, 1.0)
        self.heights = Heights(self.plan.estimates(faces))
        self._cache.clear()
        self._asked = None
        self._exact = bytearray(len(self.plan))
        self._outdated = False

    def block(self, index: int) -> LaidBlock:
        """Block `index`, laid out; its height is exact from now on."""
        found = self._cache.get(index)
        if found is None:
            found = lay_out(self.plan, index, self.faces, self.hyphens)
            self._cache.put(found)
            self._record(found)
        return found

    def visible(self) -> Iterator[tuple[LaidBlock, float]]:
        """The blocks in the window with the y of their tops, from the first one down."""
        y = self.inset - self.dy
        for index in range(self.anchor, len(self.plan)):
            if y >= self.inset + self.page_height:
                return
            block = self.block(index)
            yield block, y
            y += block.height

    # Moving

    def position(self) -> float:
        """How far the window's top lies below the document's top."""
        return self.heights.before(self.anchor) + self.dy

    def extent(self) -> float:
        """The largest position: the last line may rise to two thirds of the window."""
        return max(self.heights.total() + self.page_height / 3 - self.page_height, 0.0)

    def page_step(self) -> float:
        """How far a page key goes: the window less two lines, so that the eye finds its place again."""
        return max(self.page_height - 2 * self.faces.line, self.faces.line)

    def scroll_by(self, pixels: float) -> None:
        """Move down (up, if negative), exactly: what is passed is laid out on the way."""
        if len(self.plan):
            self.dy += pixels
            self._downwards = pixels >= 0
            self._settle()
            self._keep = None

    def scroll_to(self, position: float) -> None:
        """Jump to a position of the scroll bar, passing over everything between."""
        if len(self.plan):
            self.anchor = self.heights.find(position)
            self.dy = position - self.heights.before(self.anchor)
            self._settle()
            self._keep = None

    def place(self, offset: int, y: float, *, hold: bool = False) -> None:
        """Bring the line that holds `offset` to `y` of the viewport, as near as the ends of the text allow.

        With `hold` it is brought there again when the column changes, until the person moves on: a place that is
        found before the window has its shape would be off by a line else.
        """
        if not len(self.plan):
            return
        block = self.block(self.plan.block_at(offset))
        self.anchor, self.dy = block.index, block.line_top(offset) - (y - self.inset)
        self._settle()
        self._keep = (offset, y) if hold else None

    def _settle(self) -> None:
        """Make the anchor the first block in the window, and keep the window within the document."""
        self.dy = float(round(self.dy))  # between pixels, letters blur
        while self.dy < 0 and self.anchor > 0:
            self.anchor -= 1
            self.dy += self.block(self.anchor).height
        while self.anchor + 1 < len(self.plan) and self.dy >= self.block(self.anchor).height:
            self.dy -= self.block(self.anchor).height
            self.anchor += 1
        self.dy = max(self.dy, 0.0)
        self._stop_at_end()

    def _stop_at_end(self) -> None:
        room = self.page_height * 2 / 3
        rest = -self.dy
        for index in range(self.anchor, len(self.plan)):
            rest += self.block(index).height
            if rest >= room:
                return
        self.dy -= round(room - rest)  # too far: the rest doesn't fill two thirds
        while self.dy < 0 and self.anchor > 0:
            self.anchor -= 1
            self.dy += self.block(self.anchor).height
        self.dy = max(self.dy, 0.0)

    # Asking

    def y_of_block(self, index: int) -> float:
        """The y of a block's top; by estimated heights where it is far away."""
        key = (index, self.anchor, self.dy, self.heights.corrections)
        if key != self._asked:  # many notes ask one after the other for the same block
            self._asked, self._answer = key, self.inset + self.heights.before(index) - self.position()
        return self._answer

    def line_y(self, offset: int) -> float:
        """The y of the top of the line that holds `offset`; by estimate where its block isn't laid out."""
        index = self.plan.block_at(offset)
        y = self.y_of_block(index)
        found = self._cache.peek(index)
        if found is not None:
            return y + found.line_top(offset)
        space = self.plan.spaces[index] * self.faces.line
        start, end = self.plan.starts[index], self.plan.ends[index]
        share = min(max((offset - start) / max(end - start, 1), 0.0), 1.0)
        lines = self.heights[index] - space
        pitch = self.faces[self.plan.styles[index]].pitch
        return y + space + share * lines // pitch * pitch

    def top_place(self) -> tuple[int, float]:
        """The offset at which the first wholly visible line begins, and that line's y."""
        for block, y in self.visible():
            for piece in block.pieces:
                first = max(int(-(-(self.inset - y - piece.y) // piece.face.pitch)), 0)
                if first < piece.layout.lineCount():
                    return piece.line_span(first)[0], y + piece.y + first * piece.face.pitch
        return (self.plan.starts[self.anchor] if len(self.plan) else 0), self.inset - self.dy

    def visible_span(self) -> tuple[int, int]:
        """Where the first whole line in the window begins, and where the last line, seen in part or whole, ends."""
        start = end = self.top_place()[0]
        for block, y in self.visible():
            bottom = self.inset + self.page_height - y
            for piece in block.pieces:
                if piece.y < bottom:
                    end = max(end, piece.line_span(piece.line_at(bottom - 1))[1])
        return start, end

    # Correcting

    def lay_ahead(self, seconds: float) -> bool:
        """Lay out what is about to come into the window, for some `seconds`; False when all of it is.

        That is a window's height beyond the edge that was last scrolled towards.
        """
        deadline = perf_counter() + seconds
        step = 1 if self._downwards else -1
        rest = (self.page_height if self._downwards else 0.0) + self.dy * step + self.page_height
        index = self.anchor if self._downwards else self.anchor - 1
        while rest > 0 and 0 <= index < len(self.plan):
            if index not in self._cache:
                if perf_counter() > deadline:
                    return True
                self.block(index)
            rest -= self.heights[index]
            index += step
        return False

    def correct(self, seconds: float) -> bool:
        """Lay out near blocks, then measure far ones, for some `seconds`; False when nothing is left to do."""
        deadline = perf_counter() + seconds
        while perf_counter() < deadline:
            index = self._next_inexact()
            if index is None:
                return False
            if abs(index - self.anchor) <= NEAR:
                self.block(index)
            else:
                self._record(lay_out(self.plan, index, self.faces, self.hyphens))
        return True

    def _next_inexact(self) -> int | None:
        """The inexact block nearest to the window, those below it first."""
        for index in self._near():
            if not self._exact[index]:
                return index
        below = self._exact.find(0, self.anchor)
        above = self._exact.rfind(0, 0, self.anchor)
        if below < 0 or above < 0:
            found = max(below, above)
            return found if found >= 0 else None
        return below if below - self.anchor <= 2 * (self.anchor - above) else above

    def _near(self) -> range:
        return range(self.anchor, min(self.anchor + NEAR, len(self.plan)))

    def _record(self, block: LaidBlock) -> None:
        self._exact[block.index] = 1
        self.heights.set(block.index, block.height)
