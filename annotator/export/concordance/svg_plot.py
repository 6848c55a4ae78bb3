"""The dispersion plot as SVG: a strip for each selection, a stroke for each hit, to be put into an essay."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from annotator.i18n import _, ngettext
from annotator.model.citation import cite_pages
from annotator.model.concordance import SelectionCount, Summary

WIDTH, SIDE, TOP = 800, 24, 64  # pixels
ROW, LABEL, STRIP = 52, 18, 20  # a selection's height, that of its name, that of its strip
_STYLE = (
    "text{font-family:'Source Sans 3','Helvetica Neue',Arial,sans-serif;font-size:13px;fill:#2b2621}"
    ".title{font-size:17px;font-weight:600}.quiet{fill:#6b6257}.end{text-anchor:end}"
    ".strip{fill:#f3eee3;stroke:#d8cfbf;stroke-width:1}.hits{stroke:#2b2621;stroke-width:1.25;stroke-opacity:.75}"
)
_LONGEST = 72  # code points of a name


def plot_svg(summary: Summary) -> str:
    """One strip for each selection that has words, as long as all others: strokes show where in it the hits stand."""
    rows, several = summary.counts, len({row.reader_id for row in summary.counts}) > 1
    height = TOP + len(rows) * ROW + SIDE
    title = " | ".join(summary.alternatives)
    said = ngettext("{n} hit in {words} words", "{n} hits in {words} words", summary.hits)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
        f' role="img" aria-label="{_clean(_("Where the words stand: {words}").format(words=title))}">',
        f"<style>{_STYLE}</style>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text class="title" x="{SIDE}" y="30">{_clean(_short(title))}</text>',
        f'<text class="quiet" x="{SIDE}" y="50">'
        f"{_clean(said.format(n=f'{summary.hits:,}', words=f'{summary.words:,}'))}</text>",
        *(_strip(row, TOP + at * ROW, several=several) for at, row in enumerate(rows)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _strip(row: SelectionCount, top: int, *, several: bool) -> str:
    name = " · ".join(filter(None, (row.reader if several else "", row.division, row.author)))
    count = _("{n} · {rate} in 10,000").format(n=f"{row.hits:,}", rate=f"{row.rate:.1f}") if row.hits else "0"
    strip, width = top + LABEL, WIDTH - 2 * SIDE
    return "\n".join(
        (
            f"<g><title>{_clean(_pages(row, name))}</title>",
            f'<text x="{SIDE}" y="{top + 12}">{_clean(_short(name))}</text>',
            f'<text class="quiet end" x="{WIDTH - SIDE}" y="{top + 12}">{count}</text>',
            f'<rect class="strip" x="{SIDE}" y="{strip}" width="{width}" height="{STRIP}"/>',
            f'<path class="hits" d="{strokes(row.positions, SIDE, width, strip, STRIP)}"/></g>',
        )
    )


def strokes(positions: Sequence[float], left: int, width: int, top: int, height: int) -> str:
    """A path of vertical strokes; those that would fall on one tenth of a pixel are one."""
    places = dict.fromkeys(f"{left + position * width:.1f}" for position in positions)
    return "".join(f"M{x} {top + 1}v{height - 2}" for x in places)


def _pages(row: SelectionCount, name: str) -> str:
    return ", ".join(filter(None, (name, cite_pages(*row.pages))))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _clean(text: str) -> str:
    """As XML may have it: no markup, and no control characters, which no XML can hold."""
    return escape("".join(c for c in text if c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff"))
