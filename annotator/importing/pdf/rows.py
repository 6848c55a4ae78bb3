"""Characters into words and lines: by their baselines and the gaps between them, not by the order of the file."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from annotator.importing.pdf.characters import Glyph
from annotator.importing.pdf.direction import in_order_of_speech, is_right_to_left
from annotator.importing.pdf.spacing import Marked, gaps_of

# All in units of the type size.
_SAME_LINE = 0.26
_CELL_GAP = 0.95
_RAISED = (0.12, 0.75)
_LOWERED = 0.45
_SMALLER = 0.88
_TOUCHES = 0.2
# A spacing accent that the file sets over a letter, and the one that combines with it.
_ACCENTS = dict(
    zip(
        "`´¨ˆ^˜~¯˘˙˚¸ˇ˝˛",
        "\u0300\u0301\u0308\u0302\u0302\u0303\u0303\u0304\u0306\u0307\u030a\u0327\u030c\u030b\u0328",
        strict=True,
    )
)
_DOTLESS = {"ı": "i", "ȷ": "j"}
_OPENED = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))


@dataclass(slots=True)
class Piece:
    """A stretch of a line without a wide gap, words parted by one space; `raised` are places of raised characters."""

    glyphs: list[Glyph]
    raised: frozenset[int]
    base: float
    size: float

    @property
    def left(self) -> float:
        """Where it begins, in points from the left edge."""
        return min(glyph.left for glyph in self.glyphs)

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(glyph.right for glyph in self.glyphs)

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(glyph.char for glyph in self.glyphs)


@dataclass(slots=True)
class _Run:
    """Characters that the file sets one after the other on one baseline."""

    glyphs: list[Glyph]
    base: float
    size: float
    left: float
    right: float
    raised: bool = False


def pieces_of(glyphs: Sequence[Glyph]) -> list[list[Piece]]:
    """The lines of a page from top to bottom, each as its pieces from left to right."""
    rows = []
    for base, runs in _rows(_runs(glyphs)):
        line = sorted(((glyph, run.raised) for run in runs for glyph in run.glyphs), key=lambda item: item[0].left)
        pieces = list(_pieces(_composed(_once(line)), base))
        if pieces:
            rows.append(pieces)
    return rows


def _runs(glyphs: Iterable[Glyph]) -> list[_Run]:
    runs: list[_Run] = []
    for glyph in glyphs:
        run = runs[-1] if runs else None
        size = glyph.style.size
        if (
            run
            and abs(glyph.base - run.base) < 0.04 * size
            and abs(size - run.size) < 0.04 * size
            and -0.6 * size < glyph.left - run.right < 1.5 * size
        ):
            run.glyphs.append(glyph)
            run.right = max(run.right, glyph.right)
        else:
            runs.append(_Run([glyph], glyph.base, size, glyph.left, glyph.right))
    return [run for run in runs if any(not glyph.char.isspace() for glyph in run.glyphs)] if runs else []


def _rows(runs: list[_Run]) -> list[tuple[float, list[_Run]]]:
    """(baseline, runs) of each line; a small raised or lowered run belongs to the line that it touches."""
    runs = sorted(runs, key=lambda run: run.base)
    bases = [run.base for run in runs]
    tallest = max((run.size for run in runs), default=0.0)
    hosts: dict[int, _Run] = {}
    for place, run in enumerate(runs):
        host = _host(run, runs, bases, tallest)
        if host:
            run.raised = run.base < host.base - _RAISED[0] * host.size and run.size < _SMALLER * host.size
            hosts[place] = host
    rows: list[tuple[float, float, list[_Run]]] = []
    row_of: dict[int, list[_Run]] = {}
    for place, run in enumerate(runs):
        if place in hosts:
            continue
        for base, size, members in reversed(rows[-12:]):
            # Type of very different sizes on one baseline is one line only where it is set side by side.
            if abs(run.base - base) < _SAME_LINE * min(size, run.size):
                members.append(run)
                row_of[id(run)] = members
                break
        else:
            rows.append((run.base, run.size, [run]))
            row_of[id(run)] = rows[-1][2]
    for place, host in hosts.items():
        top = host
        seen = 0
        while id(top) not in row_of and seen < 4:
            top, seen = hosts[runs.index(top)], seen + 1
        if id(top) in row_of:
            row_of[id(top)].append(runs[place])
        else:
            rows.append((runs[place].base, runs[place].size, [runs[place]]))
    return [(base, members) for base, _, members in sorted(rows, key=lambda row: row[0])]


def _host(run: _Run, runs: Sequence[_Run], bases: Sequence[float], tallest: float) -> _Run | None:
    """The larger run that a small one is raised or lowered against, right beside it."""
    if len(run.glyphs) > 12:
        return None
    first = bisect_left(bases, run.base - _LOWERED * tallest)
    best, nearest = None, 1.0
    for other in runs[first:]:
        if other.base > run.base + _RAISED[1] * tallest:
            break
        rise = (other.base - run.base) / other.size
        if other is run or other.size > 4 * run.size or not (_RAISED[0] < rise < _RAISED[1] or 0.05 < -rise < _LOWERED):
            continue
        if run.size >= _SMALLER * other.size and not _shifted(run, other):
            continue
        inside = other.left < run.left and run.right < other.right
        apart = 0.0 if inside else min(abs(run.left - other.right), abs(other.left - run.right)) / other.size
        if apart < nearest:
            best, nearest = other, apart
    return best if nearest < 0.75 else None


def _shifted(run: _Run, other: _Run) -> bool:
    """Whether one letter of the same size stands a little higher or lower in the very midst of a word, as in a logo."""
    touches = min(abs(run.left - other.right), abs(other.left - run.right)) < _TOUCHES * other.size
    return len(run.glyphs) == 1 and len(other.glyphs) > 1 and run.size < 1.1 * other.size and touches


def _once(line: Sequence[Marked]) -> Iterator[Marked]:
    """Without what is printed twice, a little apart, to look bold. (A ligature's letters share one place, and stay.)"""
    kept: list[Marked] = []
    for glyph, raised in line:
        twin = any(
            other.char == glyph.char
            and other.piece != glyph.piece
            and abs(other.left - glyph.left) < 0.12 * glyph.style.size
            and abs(other.base - glyph.base) < 0.12 * glyph.style.size
            for other, _ in kept[-4:]
        )
        if not twin:
            kept.append((glyph, raised))
            yield glyph, raised


def _composed(line: Iterable[Marked]) -> list[Marked]:
    """Accents that stand over a letter as characters of their own become one with it; ligatures are opened."""
    result: list[Marked] = []
    accent: Glyph | None = None
    for glyph, raised in line:
        char = _OPENED.get(glyph.char, glyph.char)
        if char in _SUPERSCRIPTS:
            char, raised = _SUPERSCRIPTS[char], True
        if accent is not None:
            mark, accent_here, accent = _ACCENTS[accent.char], accent, None
            if char.isalpha() and _over(accent_here, glyph):
                char = unicodedata.normalize("NFC", _DOTLESS.get(char, char) + mark)
            else:
                result.append((accent_here, raised))
        elif char in _ACCENTS:
            before = result[-1][0] if result else None
            if before and before.char.isalpha() and _over(glyph, before):
                whole = unicodedata.normalize("NFC", _DOTLESS.get(before.char, before.char) + _ACCENTS[char])
                raised = result.pop()[1]
                result += [(before._replace(char=part), raised) for part in whole]
                continue
            accent = glyph
            continue
        result += [(glyph._replace(char=part), raised) for part in (char if len(char) < 4 else char[:4])]
    if accent is not None:
        result.append((accent, False))
    return result


def _over(accent: Glyph, letter: Glyph) -> bool:
    return abs(accent.left + accent.right - letter.left - letter.right) / 2 < 0.3 * letter.style.size


def _pieces(line: Sequence[Marked], base: float) -> Iterator[Piece]:
    """The line cut at wide gaps, with one space between words."""
    words = [(glyph, raised) for glyph, raised in line if not glyph.char.isspace()]
    if not words:
        return
    spaces = [glyph for glyph, _ in line if glyph.char.isspace()]
    size = Counter(glyph.style.size for glyph, raised in words if not raised or len(words) < 3).most_common(1)
    em = size[0][0] if size else words[0][0].style.size
    gaps = gaps_of(words, spaces, em)
    wide = [gap for gap, is_space in gaps if is_space]
    cell = max(_CELL_GAP, 2.2 * median(wide) if len(wide) > 3 else 0.0)
    glyphs, raised = [words[0][0]], [words[0][1]]
    for (glyph, high), (gap, is_space), (before, _) in zip(words[1:], gaps, words, strict=False):
        if gap > cell:
            yield _piece(glyphs, raised, base, em)
            glyphs, raised = [], []
        elif is_space:
            glyphs.append(before._replace(char=" ", left=before.right, right=max(glyph.left, before.right)))
            raised.append(False)
        glyphs.append(glyph)
        raised.append(high)
    yield _piece(glyphs, raised, base, em)


def _piece(glyphs: list[Glyph], raised: list[bool], base: float, em: float) -> Piece:
    own = Counter(glyph.style.size for glyph, high in zip(glyphs, raised, strict=True) if not high)
    size = own.most_common(1)[0][0] if own else em
    if is_right_to_left(glyphs):
        glyphs, raised = in_order_of_speech(glyphs, raised)
    return Piece(glyphs, frozenset(n for n, high in enumerate(raised) if high), base, size)
