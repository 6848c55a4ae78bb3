"""Where new pieces go: beside their neighbours, in the order that the person gave the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from annotator.export.living.layout import Layout
from annotator.export.living.lines import Edit
from annotator.export.living.pieces import Page, Piece, written


@dataclass
class Placing:
    """Chooses a line for each new piece of `page`; what one is placed at is a neighbour to the next."""

    layout: Layout
    page: Page
    groups: dict[int, list[tuple[int, Piece]]] = field(default_factory=dict)
    placed: dict[str, int] = field(default_factory=dict)

    def place(self, new: frozenset[str]) -> None:
        """Place the excerpts of these keys, and the headings among them that one of these stands under."""
        pieces = self.page.pieces
        heads = {piece.key: (index, piece) for index, piece in enumerate(pieces) if piece.kind == "heading"}
        following = _following(pieces, lambda piece: bool(self.layout.places(piece.key)))
        last: str | None = None  # the nearest piece before that stands in the file
        siblings: dict[str, str] = {}  # the same, under each heading
        for index, piece in enumerate(pieces):
            if piece.kind == "excerpt" and piece.key in new:
                at = self._beside(piece, siblings.get(piece.parent), following.get((piece.parent, index)))
                if at is None:
                    at = self._under(piece.parent, heads, new, last, following.get((None, index)))
                self._put(at, index, piece)
            if piece.key in self.placed or self.layout.places(piece.key):
                last = piece.key
                if piece.kind == "excerpt":
                    siblings[piece.parent] = piece.key

    def spots(self) -> dict[int, int]:
        """The lines at which something is inserted, with the level of what comes first there; 7 for an excerpt."""
        return {at: min(group, key=lambda item: item[0])[1].level or 7 for at, group in self.groups.items()}

    def edits(self) -> Iterator[Edit]:
        """All that is to be inserted."""
        words = self.layout.words
        for at, group in self.groups.items():
            lines: list[str] = [""] if at and words[at - 1].strip() else []
            for number, (_index, piece) in enumerate(sorted(group, key=lambda item: item[0])):
                lines += [""] if number else []
                lines += written(piece).split("\n")
            if at < len(words) and words[at].strip():
                lines.append("")
            yield Edit(at, at, tuple(lines))

    def _beside(self, piece: Piece, before: str | None, after: str | None) -> int | None:
        if before is not None:
            return self._after(before)
        return self.layout.places(after)[0] if after is not None else None

    def _under(
        self,
        parent: str,
        heads: Mapping[str, tuple[int, Piece]],
        new: frozenset[str],
        last: str | None,
        following: str | None,
    ) -> int:
        """Under its heading, which may have to come along; beside whatever is near where the person took it out."""
        if parent in self.placed or self.layout.places(parent):
            return self._after(parent)
        if parent in heads and parent in new:
            index, heading = heads[parent]
            if heading.parent in new and heading.parent not in self.placed:
                at = self._under(heading.parent, heads, new, last, following)
            elif last is not None:
                at = self._after_section(last, heading.level)
            else:
                at = self._near(None, following)
            self._put(at, index, heading)
            return at
        return self._near(last, following)

    def _near(self, before: str | None, after: str | None) -> int:
        if before is not None:
            return self._after(before)
        if after is not None:
            return self.layout.places(after)[0]
        return self.layout.before_blanks(self.layout.span[1])

    def _after(self, key: str) -> int:
        """After a piece and what the person wrote below it, before the next heading."""
        if key in self.placed:
            return self.placed[key]
        line = self.layout.places(key)[0]
        own_end = self.layout.own_end(key, line)
        deepest = max((piece.level for piece in self.page.pieces), default=6) or 6
        stop = self.layout.next_heading(own_end, self.layout.region_end(line), deepest)
        return max(own_end, self.layout.before_blanks(stop))

    def _after_section(self, key: str, level: int) -> int:
        """Before the next heading of this level or above it, after a piece that stands in the file."""
        if key in self.placed:
            return self.placed[key]
        line = self.layout.places(key)[0]
        own_end = self.layout.own_end(key, line)
        sections = (section.line for section in self.layout.scan.sections if section.line > line)
        stop = self.layout.next_heading(own_end, next(sections, len(self.layout.words)), level)
        return max(own_end, self.layout.before_blanks(stop))

    def _put(self, at: int, index: int, piece: Piece) -> None:
        self.groups.setdefault(at, []).append((index, piece))
        self.placed[piece.key] = at


def _following(pieces: Iterable[Piece], stands: Callable[[Piece], bool]) -> dict[tuple[str | None, int], str]:
    """For each index: the next piece that stands in the file, of all (None), and among the excerpts under a heading."""
    result: dict[tuple[str | None, int], str] = {}
    nearest: dict[str | None, str] = {}
    for index, piece in reversed(list(enumerate(pieces))):
        for key in (None, piece.parent):
            if key in nearest:
                result[key, index] = nearest[key]
        if stands(piece):
            nearest[None] = piece.key
            if piece.kind == "excerpt":
                nearest[piece.parent] = piece.key
    return result
