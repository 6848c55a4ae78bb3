"""The books of the corpus: which prose, in which design."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.corpus.markup import Part, parse_book
from tests.corpus.printing.design import Design, Job

CORPUS = Path(__file__).resolve().parents[1]
SAMPLES = CORPUS / "samples"


@dataclass(frozen=True)
class Entry:
    """A book: the file of its prose, the parts taken of it (from, to), how it is printed."""

    name: str
    source: str
    design: Design
    parts: tuple[int, int | None] = (0, None)
    short: str | None = None


CATALOGUE = (
    Entry("anthology", "soviet_system.md", Design("latex"), (1, 4), "The Making and Unmaking"),
    Entry(
        "journal",
        "soviet_system.md",
        Design(
            "latex",
            paper=(170, 230),
            columns=2,
            notes="feet",
            source="top",
            left_head="{page}||{title}",
            right_head="{author}||{page}",
            opening_foot="|{page}|",
            stamp="This content downloaded from 198.51.100.7 on Tue, 03 Feb 2026 10:12:44 UTC. All use subject to terms.",
        ),
        (6, 9),
    ),
    Entry(
        "collection",
        "soviet_system.md",
        Design(
            "groff", paper=(130, 190), source="top", left_head="|{title}|", right_head="|{author}|", foot="|{page}|"
        ),
        (7, 10),
    ),
    Entry(
        "web-anthology",
        "soviet_system.md",
        Design(
            "web",
            notes="feet",
            source="top",
            left_head="||",
            right_head="||",
            foot="{author}||{page}",
            opening_foot="||{page}",
        ),
        (2, 5),
    ),
)


def job_of(entry: Entry) -> Job:
    """The book of an entry, ready to be set."""
    path = CORPUS / entry.source
    said, parts = parse_book(path.read_text(encoding="utf-8"))
    chosen: list[Part] = parts[slice(*entry.parts)]
    title = entry.short or said.get("title") or parts[0].title
    return Job(title, said.get("author", ""), said.get("language", "en"), chosen, entry.design)


def job_named(name: str) -> Job:
    """The book with this name. Raises KeyError."""
    return job_of({entry.name: entry for entry in CATALOGUE}[name])
