"""How wide a line is as printed, from the usual widths of letters in a book face."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median

from annotator.importing.printed.lines import Line

# In units of the type size, rounded: enough to tell an indented measure from a full one.
_GROUPS = (
    ("ijltI.,;:!|'’‘ ", 0.27),
    ('frJ()[]{}-sz"?', 0.37),
    ("acegkqxyvo“”", 0.45),
    ("bdhnpuS0123456789–$", 0.5),
    ("ABCDEFGHKLNOPQRTUVXYZ&w", 0.69),
    ("m%", 0.78),
    ("MW—", 0.93),
)
_USUAL = 0.5


class _Widths(dict[str, float]):
    """The width of each character; of those not listed the usual one."""

    def __missing__(self, character: str) -> float:
        return self.setdefault(character, _USUAL)


_WIDTHS = _Widths({character: width for characters, width in _GROUPS for character in characters})


def line_width(text: str) -> float:
    """The natural width of `text`, in units of the type size."""
    return sum(map(_WIDTHS.__getitem__, text))


Metric = Callable[[str], float]


def choose_metric(paragraphs: Sequence[Sequence[Line]]) -> Metric:
    """How this text measures its lines: by letters as printed, or by characters, as a typewriter does.

    The right one makes the widest lines of all paragraphs most alike.
    """
    tall = [lines for lines in paragraphs if len(lines) > 4]

    def spread(metric: Metric) -> float:
        widest = sorted(max(inner_widths(lines, metric)) for lines in tall)
        low, high = widest[len(widest) // 4], widest[len(widest) * 3 // 4]
        return (high - low) / high if high else 0.0

    return len if len(tall) > 3 and spread(len) < spread(line_width) else line_width


def inner_widths(lines: Sequence[Line], metric: Metric) -> list[float]:
    """The widths of a paragraph's full lines: all but the last."""
    texts = (line.text for line in lines[:-1])
    return [metric(" ".join(text.split()) if "  " in text else text) for text in texts]


def usual_widest(paragraphs: Sequence[Sequence[Line]], metric: Metric) -> float:
    """The usual width of the widest line in a paragraph: close to the measure itself."""
    widest = [max(inner_widths(lines, metric)) for lines in paragraphs if len(lines) > 4]
    return median(widest) if widest else 0.0


def usual_width(widths: Sequence[float]) -> float:
    """The measure: what full lines are wide, whatever is shorter or was run together."""
    if not widths:
        return 1.0
    middle = median(widths)
    full = sorted(width for width in widths if middle * 0.75 < width < middle * 1.3)
    return (full[int(len(full) * 0.7)] if full else middle) or 1.0
