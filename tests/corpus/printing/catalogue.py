"""The books of the corpus: which prose, in which design."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.corpus.markup import Part, parse_book
from tests.corpus.printing.design import Design, Job, with_contents

CORPUS = Path(__file__).resolve().parents[1]
SAMPLES = CORPUS / "samples"
_SHORT = "The Making and Unmaking"


@dataclass(frozen=True)
class Entry:
    """A book: the file of its prose, the parts taken of it (from, to), how it is printed."""

    name: str
    source: str
    design: Design
    parts: tuple[int, int | None] = (0, None)
    short: str | None = None


_CENTRED = {"left_head": "|{title}|", "right_head": "|{author}|", "foot": "|{page}|", "opening_foot": "|{page}|"}
_SIDES = {"left_head": "{page}  {title}||", "right_head": "||{author}  {page}"}
_AT_FOOT = {"left_head": "||", "right_head": "||"}

CATALOGUE = (
    # A part with its introduction and two selections: endnotes, sources at the feet of first pages, numbers outside.
    Entry("anthology", "soviet_system.md", Design("latex"), (1, 4), _SHORT),
    # Two columns, footnotes, a stamp on every page.
    Entry(
        "journal",
        "soviet_system.md",
        Design(
            "latex",
            paper=(170, 230),
            columns=2,
            notes="feet",
            source="top",
            opening_foot="|{page}|",
            stamp="This content downloaded from 198.51.100.7 on 03 Feb 2026 10:12:44 UTC. All use subject to rules",
        ),
        (6, 9),
    ),
    # Heads without a number, which stands at the foot.
    Entry(
        "collection", "soviet_system.md", Design("groff", paper=(130, 190), source="top", **_CENTRED), (7, 10), _SHORT
    ),
    # Everything at the foot of the page.
    Entry(
        "web-anthology",
        "soviet_system.md",
        Design("web", notes="feet", source="top", foot="{author}||{page}", opening_foot="||{page}", **_AT_FOOT),
        (2, 5),
    ),
    # Roman front matter, contents, footnotes; the title on the left, the chapter on the right.
    Entry(
        "monograph",
        "prose/keepers.md",
        Design("latex", paper=(100, 135), size=11, notes="feet", contents=True, opening_foot="|{page}|"),
    ),
    # A typewriter's book: paragraphs apart, numbers between dashes, nothing on the first pages of chapters.
    Entry(
        "report",
        "prose/keepers.md",
        Design("groff", paper=(115, 150), spaced_paragraphs=True, foot="|– {page} –|", **_AT_FOOT, hyphenate=False),
        (2, None),
    ),
    Entry(
        "web-report",
        "prose/keepers.md",
        Design("web", paper=(105, 140), left_head="{page}  {title}||", right_head="||{author}  {page}"),
        (1, 4),
    ),
    Entry("uhren", "prose/uhren.md", Design("latex", paper=(95, 125), **_CENTRED)),
    Entry("web-uhren", "prose/uhren.md", Design("web", paper=(95, 125), notes="feet", opening_foot="||{page}"), (1, 3)),
    Entry("peage", "prose/peage.md", Design("latex", paper=(95, 125), notes="feet", opening_foot="|{page}|")),
    Entry("web-peage", "prose/peage.md", Design("web", paper=(95, 125), left_head="{title}||{page}")),
    # Many quotations, verses, lists and numbered sections; the notes of all chapters at the end of the book.
    Entry("gardens", "prose/gardens.md", Design("latex", paper=(110, 160), notes="book", opening_foot="|{page}|")),
    Entry("gardens-ms", "prose/gardens.md", Design("groff", paper=(125, 180), **_CENTRED)),
    Entry("web-gardens", "prose/gardens.md", Design("web", paper=(110, 160), notes="feet", opening_foot="||{page}")),
    # Notes with symbols, on each page anew.
    Entry("symbols", "prose/keepers.md", Design("latex", paper=(115, 165), notes="feet", symbols=True), (1, None)),
    Entry(
        "symbols-wide",
        "prose/gardens.md",
        Design("latex", paper=(148, 210), size=11, notes="feet", symbols=True, opening_foot="|{page}|", **_SIDES),
    ),
    Entry("molino", "prose/molino.md", Design("latex", paper=(100, 140), notes="feet", opening_foot="|{page}|")),
    Entry("web-molino", "prose/molino.md", Design("web", paper=(110, 150), **_CENTRED)),
    Entry("campana", "prose/campana.md", Design("latex", paper=(105, 150), notes="book", **_CENTRED)),
    Entry("web-campana", "prose/campana.md", Design("web", paper=(100, 140), left_head="{page}  {title}||")),
)


def job_of(entry: Entry) -> Job:
    """The book of an entry, ready to be set."""
    path = CORPUS / entry.source
    said, parts = parse_book(path.read_text(encoding="utf-8"))
    chosen: list[Part] = parts[slice(*entry.parts)]
    title = entry.short or said.get("title") or parts[0].title
    return Job(title, said.get("author", ""), said.get("language", "en"), chosen, entry.design)


def job_named(name: str, truth: dict[str, Any]) -> Job:
    """The book with this name as its `truth` says it was set, with its contents. Raises KeyError."""
    job = job_of({entry.name: entry for entry in CATALOGUE}[name])
    return with_contents(job, truth) if job.design.contents else job
