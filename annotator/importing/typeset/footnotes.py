"""Notes from the feet of pages: tied to their markers, and set down at the end of what they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotator.importing.printed.paragraphs import Paragraph


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note from the foot of `page` (counted from 0): its label, and the indices of its lines.

    `length`: the characters that the label takes at the beginning of the first line.
    """

    label: str
    page: int
    lines: tuple[int, ...]
    length: int


@dataclass(slots=True)
class FootnoteIndex:
    """Which footnote a marker on a page belongs to: each is marked once, on its own page or a page before it."""

    notes: Sequence[Footnote]
    _by_label: Mapping[tuple[int, str], list[int]] = field(init=False)
    _taken: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        by_label: dict[tuple[int, str], list[int]] = defaultdict(list)
        for place, note in enumerate(self.notes):
            by_label[note.page, note.label].append(place)
        self._by_label = by_label

    def take(self, label: str, page: int) -> int | None:
        """The place of the note that `label` marks on `page`."""
        for near in (page, page + 1, page - 1):
            for place in self._by_label.get((near, label), ()):
                if place not in self._taken:
                    self._taken.add(place)
                    return place
        return None


def page_at(paragraph: Paragraph, offset: int) -> int:
    """The physical page on which the character at `offset` stands."""
    layouts = [line.layout for line in paragraph.lines if line.layout]
    turns = sum(at <= offset for at, _ in paragraph.pages if at > 0)
    pages = sorted({layout.page for layout in layouts})
    return pages[min(turns, len(pages) - 1)] if pages else -1
