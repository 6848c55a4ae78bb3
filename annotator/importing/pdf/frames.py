"""The measure that lines are set to: the left and right edge of each strip of a page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.importing.pdf.columns import Strip

_ALIKE = 1.2
_LEAST_LINES = 6
_TOLERANCE = 0.02
_MOSTLY = 0.4


@dataclass(frozen=True, slots=True)
class Frame:
    """Left and right edge, in points. `justified`: most lines reach the right one."""

    left: float
    right: float
    justified: bool = False

    @property
    def width(self) -> float:
        """The measure."""
        return self.right - self.left


def frames_of(pages: Sequence[Sequence[Strip]]) -> list[list[Frame]]:
    """The frame of each strip of each page: its own where it shows one, else that of its like on other pages."""
    own = [[_own_frame(strip) for strip in strips] for strips in pages]
    usual = _usual_widths(pages, own)
    known: dict[int, list[Frame]] = defaultdict(list)
    for page, strips in enumerate(pages):
        for strip, frame in zip(strips, own[page], strict=True):
            if _is_good(strip, frame, usual):
                known[page % 2].append(frame)
    chosen = [
        [
            frame if _is_good(strip, frame, usual) else _borrowed(strip, frame, known, page % 2)
            for strip, frame in zip(strips, own[page], strict=True)
        ]
        for page, strips in enumerate(pages)
    ]
    lines = [
        abs(row[-1].right - frame.right) < _ALIKE
        for strips, frames in zip(pages, chosen, strict=True)
        for strip, frame in zip(strips, frames, strict=True)
        for row in strip.rows
    ]
    justified = sum(lines) > _MOSTLY * len(lines)
    return [[Frame(frame.left, frame.right, justified) for frame in frames] for frames in chosen]


def _own_frame(strip: Strip) -> Frame:
    lefts = sorted(row[0].left for row in strip.rows)
    rights = sorted((row[-1].right for row in strip.rows), reverse=True)
    need = max(2, len(strip.rows) // 12)
    return Frame(_shared(lefts, need), _shared(rights, need))


def _shared(edges: Sequence[float], need: int) -> float:
    """The outermost edge that several lines share; the outermost of all where none do."""
    for place in range(len(edges) - need + 1):
        if abs(edges[place + need - 1] - edges[place]) < _ALIKE:
            return edges[place]
    return edges[0]


def _usual_widths(pages: Sequence[Sequence[Strip]], own: Sequence[Sequence[Frame]]) -> dict[int, float]:
    """The most usual width of strips, by the number of columns on the page."""
    counts: dict[int, Counter[float]] = defaultdict(Counter)
    for strips, frames in zip(pages, own, strict=True):
        for strip, frame in zip(strips, frames, strict=True):
            if strip.column is not None or strip.of == 1:
                counts[strip.of][round(frame.width / 2) * 2] += len(strip.rows)
    return {of: widths.most_common(1)[0][0] for of, widths in counts.items()}


def _is_good(strip: Strip, frame: Frame, usual: dict[int, float]) -> bool:
    wanted = usual.get(strip.of, frame.width)
    return len(strip.rows) >= _LEAST_LINES and abs(frame.width - wanted) < max(_TOLERANCE * wanted, 2.5)


def _borrowed(strip: Strip, frame: Frame, known: dict[int, list[Frame]], side: int) -> Frame:
    """The narrowest known frame that all the strip's lines fit into; of its own side (left or right pages) first."""
    left = min(row[0].left for row in strip.rows)
    right = max(row[-1].right for row in strip.rows)
    for frames in (known[side], known[1 - side]):
        fitting = [each for each in frames if each.left - 3 < left and right < each.right + 3]
        if fitting:
            return _commonest(fitting)
    return frame


def _commonest(frames: Iterable[Frame]) -> Frame:
    counts = Counter(Frame(round(frame.left * 2) / 2, round(frame.right * 2) / 2) for frame in frames)
    narrowest = min(frame.width for frame in counts)
    near = {frame: count for frame, count in counts.items() if frame.width < narrowest * (1 + _TOLERANCE) + 1}
    return max(near, key=near.__getitem__)
