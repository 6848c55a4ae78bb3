"""The measures of a text whose lines' ends say nothing: of its own lines, and of its block quotations."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from statistics import mean, median
from typing import NamedTuple

from annotator.importing.printed.setting import Setting, is_item, unwrapped

# Parts of the measure: the least play of full lines; quotations are hardly narrower or wider than that.
_LEAST_SPREAD = 0.03
_NARROWEST, _WIDEST = 0.6, 0.93
# Lines of one measure differ by less; of two measures, by more.
_ALIKE, _NEAR = 0.14, 0.03
# Full lines, and lines of quotations, by which their measures are learned, at least.
_FEW, _ENOUGH = 10, 3
_INDENT = 2
# By how much the widest lines of a measure are wider than others at most; a standard deviation, from a median one.
_PLAY, _NORMAL = 0.15, 1.48
_OPENERS = tuple("“\"‘'«„")


class Measures(NamedTuple):
    """In parts of the usual width of a line: how wide lines are in the middle, those of the text and those of
    quotations (None where there are none), and by how much they differ (a standard deviation).
    """

    full: float
    spread: float
    narrow: float | None


def fills_of(setting: Setting, measure: float) -> list[float]:
    """What each line fills, in parts of its usual width; of lines run together, in a `measure`, the last one."""
    return [unwrapped(width / usual, measure) for width, usual in zip(setting.widths, setting.measures, strict=True)]


def next_word(setting: Setting, at: int) -> float:
    """What the first word of the line behind line `at` takes, with a space."""
    if at + 1 >= len(setting.lines):
        return 0.0
    return setting.metric(" " + setting.lines[at + 1].text.partition(" ")[0]) / setting.measures[at]


def learn_measures(setting: Setting) -> Measures | None:
    """The measures; None where there are too few lines to tell."""
    fills = fills_of(setting, 1.0)
    full = sorted(fill for fill in fills if 0.85 < fill < 1.15)
    if len(full) < _FEW:
        return None
    # Narrower lines lie below those of the text: what lies above their middle is nobody's but theirs.
    widest = full[len(full) * 9 // 10]
    middle = median(fill for fill in full if fill > widest - _PLAY)
    spread = max(_LEAST_SPREAD, median(fill - middle for fill in full if fill >= middle) * _NORMAL)
    quoted = _indented(setting, fills) if setting.laid_out else _alike(setting, middle, spread)
    narrow = None
    if len(quoted) >= _ENOUGH:
        ordered = sorted(quoted)
        narrow = max(quoted, key=lambda one: bisect_left(ordered, one + _NEAR) - bisect_right(ordered, one - _NEAR))
    elif not setting.laid_out:
        narrow = _announced(setting, fills, middle, spread)
    return Measures(middle, spread, narrow)


def _indented(setting: Setting, fills: Sequence[float]) -> list[float]:
    """What lines fill that are as indented as their neighbours, where indents were kept."""
    found = []
    for at in range(1, len(fills) - 1):
        indents = {setting.indent(near) for near in (at - 1, at, at + 1)}
        alike = len(indents) == 1 and setting.indent(at) >= _INDENT
        if alike and fills[at] > _NARROWEST and not any(_apart(setting, near) for near in (at - 1, at, at + 1)):
            found.append(fills[at])
    return found


def _apart(setting: Setting, at: int) -> bool:
    """Whether the line is none of the text, or an item."""
    line = setting.lines[at]
    return bool(line.note or line.notes_heading) or is_item(line.text)


def _alike(setting: Setting, full: float, spread: float) -> list[float]:
    """What the lines fill of runs that are narrower than the text, each line as wide as the others."""
    raw = [width / usual for width, usual in zip(setting.widths, setting.measures, strict=True)]
    found: list[float] = []
    start = 0
    while start < len(raw):
        end = start
        while end < len(raw) and _is_narrow(raw[end] / full, spread) and not _begins(setting, start, end):
            end += 1
        # Two lines were run together where a hyphen was.
        inner = [fill / 2 if fill > full else fill for fill in raw[start : end - 1]]
        ends = [next_word(setting, at) + fill for at, fill in enumerate(inner, start)]
        if len(inner) > 1 and max(inner) - min(inner) < _ALIKE and min(ends) > mean(inner):
            found += [mean(inner)] * len(inner)
            start = end
        start += 1
    return found


def _is_narrow(fill: float, spread: float) -> bool:
    low, high = _NARROWEST, min(_WIDEST, 1 - 2 * spread)
    return low < fill < high or 2 * low < fill < 2 * high


def _begins(setting: Setting, start: int, at: int) -> bool:
    """Whether something else begins at line `at`, in a run that begins with line `start`."""
    if at > start and (setting.lines[at].parted or setting.lines[at - 1].text.endswith(":")):
        return True
    return _apart(setting, at)


def _announced(setting: Setting, fills: Sequence[float], full: float, spread: float) -> float | None:
    """A measure that is hardly narrower shows only where many lines behind colons have it."""
    found = []
    for at in range(1, len(fills) - 2):
        line, before = setting.lines[at], setting.lines[at - 1].text
        if before.endswith(":") and not is_item(line.text) and not line.text.startswith(_OPENERS):
            found += [fills[place] for place in (at, at + 1) if 0.8 < fills[place] / full < 1.1]
    if len(found) < 2 * _ENOUGH:
        return None
    middle = mean(found)
    return middle if middle < full - max(_NEAR, 3 * spread / len(found) ** 0.5) else None
