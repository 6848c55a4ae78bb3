"""Running words with what lies on them, while a paragraph is being read."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from annotator.importing.marks import Marks
from annotator.importing.word.styles import NO_LOOK, Look
from annotator.model.document import EmphasisKind

_KINDS = (EmphasisKind.ITALIC, EmphasisKind.BOLD, EmphasisKind.SMALL_CAPS)


@dataclass(slots=True)
class Words:
    """Text, with emphasis, note markers and page turns (offset, index of the turn) in offsets of the text.

    A line break that was set by hand is a newline.
    """

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    looks: list[tuple[int, int, Look]] = field(default_factory=list)
    refs: list[tuple[int, str, Hashable]] = field(default_factory=list)
    turns: list[tuple[int, int]] = field(default_factory=list)

    def add(self, text: str, look: Look) -> None:
        """Add words that look alike."""
        self.looks.append((self.length, self.length + len(text), look))
        self.pieces.append(text)
        self.length += len(text)

    def extend(self, other: Words, between: str = "") -> None:
        """Add other words, `between` before them."""
        self.add(between, NO_LOOK)
        at = self.length
        self.pieces += other.pieces
        self.length += other.length
        self.looks += [(at + start, at + end, look) for start, end, look in other.looks]
        self.refs += [(at + offset, label, key) for offset, label, key in other.refs]
        self.turns += [(at + offset, turn) for offset, turn in other.turns]

    @property
    def text(self) -> str:
        """All words so far."""
        return "".join(self.pieces)

    def marks(self, base: Look) -> Marks:
        """Markers and emphasis; what looks like `base`, the look of the whole paragraph, isn't emphasis.

        A page turn is named by its index as a string, until the turns are numbered.
        """
        text = self.text
        emphasis = [
            (kind, start, end)
            for place, kind in enumerate(_KINDS)
            for start, end in self._spans(place, bool(base[place]), text)
        ]
        return Marks(
            tuple((at, str(turn), False) for at, turn in self.turns),
            tuple(self.refs),
            tuple(sorted(emphasis, key=lambda span: (span[1], -span[2]))),
        )

    def share(self, place: int) -> float:
        """How much of the words has the property at `place` of their looks, from 0 to 1."""
        words = [(len("".join(self.text[start:end].split())), look) for start, end, look in self.looks]
        return sum(size for size, look in words if look[place]) / max(sum(size for size, _ in words), 1)

    def size(self) -> int:
        """The largest size of any of the words, in half points; 0 where none is said."""
        return max((look.size or 0 for start, end, look in self.looks if end > start), default=0)

    def _spans(self, place: int, usual: bool, text: str) -> list[tuple[int, int]]:
        """The spans set off by the property at `place`, without white space at their edges."""
        spans: list[tuple[int, int]] = []
        for start, end, look in self.looks:
            if usual or not look[place] or start == end:
                continue
            # Word splits runs anywhere, and leaves the spaces between them as they come.
            if spans and not text[spans[-1][1] : start].strip():
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
        trimmed = [(start + _lead(text[start:end]), start + len(text[start:end].rstrip())) for start, end in spans]
        return [(start, end) for start, end in trimmed if start < end]


def _lead(text: str) -> int:
    return len(text) - len(text.lstrip())
