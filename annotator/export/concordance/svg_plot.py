"""The dispersion plot as SVG: a strip for each selection, a stroke for each hit, to be put into an essay."""

from __future__ import annotations

from html import escape

from annotator.export.concordance.words import lanes_said
from annotator.i18n import _, ngettext
from annotator.model.citation import cite_pages
from annotator.model.concordance import SelectionCount, Summary

WIDTH, SIDE, TOP = 800, 24, 64  # pixels
LABEL, STRIP, LANE, GAP = 18, 20, 10, 14  # pixels: a name's height, a strip's, a word's lane in it, below a strip
_STYLE = (
    "text{font-family:'Source Sans 3','Helvetica Neue',Arial,sans-serif;font-size:13px;fill:#2b2621}"
    ".title{font-size:17px;font-weight:600}.quiet{fill:#6b6257}.end{text-anchor:end}"
    ".strip{fill:#f3eee3;stroke:#d8cfbf;stroke-width:1}.hits{stroke:#2b2621;stroke-width:1.25;stroke-opacity:.75}"
)
_LONGEST = 72  # code points of a name


def plot_svg(summary: Summary) -> str:
    """One strip for each selection that has words, as long as all others: strokes show where in it the hits stand."""
    rows, several = summary.counts, len({row.reader_id for row in summary.counts}) > 1
    strip = max(STRIP, LANE * max((row.lanes for row in rows), default=1))
    step = LABEL + strip + GAP
    height = TOP + len(rows) * step + SIDE
    title = " | ".join(summary.alternatives)
    said = ngettext("{n} hit in {words} words", "{n} hits in {words} words", summary.hits)
    counted = said.format(n=f"{summary.hits:,}", words=f"{summary.words:,}")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
        f' role="img" aria-label="{_clean(_("Where the words stand: {words}").format(words=title))}">',
        f"<style>{_STYLE}</style>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text class="title" x="{SIDE}" y="30">{_clean(_short(title))}</text>',
        f'<text class="quiet" x="{SIDE}" y="50">'
        f"{_clean(_short(' · '.join(filter(None, (counted, lanes_said(summary))))))}</text>",
        *(_strip(row, TOP + at * step, strip, several=several) for at, row in enumerate(rows)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _strip(row: SelectionCount, top: int, high: int, *, several: bool) -> str:
    name = " · ".join(filter(None, (row.reader if several else "", row.division, row.author)))
    count = _("{n} · {rate} in 10,000").format(n=f"{row.hits:,}", rate=f"{row.rate:.1f}") if row.hits else "0"
    strip, width = top + LABEL, WIDTH - 2 * SIDE
    return "\n".join(
        (
            f"<g><title>{_clean(_pages(row, name))}</title>",
            f'<text x="{SIDE}" y="{top + 12}">{_clean(_short(name))}</text>',
            f'<text class="quiet end" x="{WIDTH - SIDE}" y="{top + 12}">{count}</text>',
            f'<rect class="strip" x="{SIDE}" y="{strip}" width="{width}" height="{high}"/>',
            f'<path class="hits" d="{strokes(row, SIDE, width, strip, high)}"/></g>',
        )
    )


def strokes(row: SelectionCount, left: int, width: int, top: int, height: int) -> str:
    """A path of vertical strokes, each word's in its lane; those that would fall on one tenth of a pixel are one."""
    drawn = dict.fromkeys(
        (f"{left + position * width:.1f}", row.lane(number)) for number, position in enumerate(row.positions)
    )
    return "".join(f"M{x} {top + begin * height + 1:.1f}v{share * height - 2:.1f}" for x, (begin, share) in drawn)


def _pages(row: SelectionCount, name: str) -> str:
    return ", ".join(filter(None, (name, cite_pages(*row.pages))))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _clean(text: str) -> str:
    """As XML may have it: no markup, and no control characters, which no XML can hold."""
    return escape("".join(c for c in text if c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff"))
