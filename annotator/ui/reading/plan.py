"""The whole document as plain arrays: what the view must know of every block before any is laid out."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from annotator.model.document import BlockKind
from annotator.ui.reading.styles import STYLES, space_between, style_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.model.document import Block, Document
    from annotator.ui.reading.faces import Faces
    from annotator.ui.reading.styles import Style

TOP_SPACE = 1.0
"""Lines left free above the first block."""


class _Look(NamedTuple):
    style: Style
    space: float  # lines
    kind: int  # its number among those that differ


class Plan:
    """Offsets, styles and spaces of all blocks, by index; made once a document, in one pass."""

    def __init__(self, document: Document) -> None:
        self.document = document
        blocks = list(document.blocks)  # lazy ones are made in one pass
        self.starts, self.ends = array("q", [block[1] for block in blocks]), array("q", [block[2] for block in blocks])
        self._kinds: list[tuple[Style, float]] = []
        looks = self._looks(blocks)
        self.styles = [look.style for look in looks]
        self.spaces = array("d", [look.space for look in looks])
        self._kind_of = array("H", [look.kind for look in looks])

    def _looks(self, blocks: Sequence[Block]) -> list[_Look]:
        """Each block's style and space. Only those of headings hang on more than what stands before them."""
        divisions, known, found = self.document.divisions, dict[object, _Look](), list[_Look]()
        previous: Style | None = None
        previous_division = -1
        for kind, _start, _end, index in blocks:
            key = (kind, previous, index == previous_division)
            look = known.get(key)
            if look is None:
                division = divisions[index] if 0 <= index < len(divisions) else None
                parent = divisions[division.parent] if division and division.parent is not None else None
                style = style_of(kind, division, parent, previous)
                same = index == previous_division
                space = TOP_SPACE if previous is None else space_between(previous, style, same_division=same)
                if (style, space) not in self._kinds:
                    self._kinds.append((style, space))
                look = _Look(style, space, self._kinds.index((style, space)))
                if kind is not BlockKind.HEADING:
                    known[key] = look
            found.append(look)
            previous, previous_division = look.style, index
        return found

    @cached_property
    def numbers(self) -> array[int]:
        """The number of each block's paragraph on its page; made when somebody wants to see them."""
        from annotator.model.paragraphs import paragraph_numbers

        return paragraph_numbers(self.document)

    @cached_property
    def refs_by_note(self) -> dict[int, list[int]]:
        """The markers that lead to each note (indices in `Document.note_refs`); made when a note is first shown."""
        found: dict[int, list[int]] = {}
        for index, ref in enumerate(self.document.note_refs):
            if ref.note is not None:
                found.setdefault(ref.note, []).append(index)
        return found

    def __len__(self) -> int:
        return len(self.starts)

    def block_at(self, offset: int) -> int:
        """The index of the block that holds `offset`, or of the one before the gap it lies in; 0 before the first."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def blocks_between(self, start: int, end: int) -> range:
        """The indices of the blocks that share characters with the span from `start` to `end`."""
        if not self.starts or end <= start:
            return range(0)
        first = self.block_at(start)
        if self.ends[first] <= start:
            first += 1
        return range(first, bisect_right(self.starts, end - 1))

    def estimates(self, faces: Faces) -> list[float]:
        """Heights of all blocks in pixels, from nothing but the number of their characters.

        This is waited for at every change of type or width: blocks of one style and space share what can be shared.
        """
        line = faces.line
        tops, pitches, capacities = [], [], []
        for style, space in self._kinds:
            (character, pitch), look = faces.estimate(style), STYLES[style]
            width = faces.column - (look.left + look.right) * faces.em
            tops.append(round(space * line) + pitch)
            pitches.append(pitch)
            capacities.append(max(width / character, 1.0))
        return [
            tops[kind] + pitches[kind] * int((end - start - 1) / capacities[kind])
            for start, end, kind in zip(self.starts, self.ends, self._kind_of, strict=True)
        ]
