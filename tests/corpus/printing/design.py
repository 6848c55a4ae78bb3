"""How a book of the corpus is to be printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tests.corpus.markup import Block, Part

CONTENTS = {"en": "Contents", "de": "Inhalt", "fr": "Table des matières"}
NOTES = {"en": "Notes", "it": "Note"}


@dataclass(frozen=True)
class Design:
    """The habits of printers; each setter does what it can of it.

    `paper`: width and height in millimetres. `notes`: `feet` of pages, `ends` of chapters or at the end of
    the `book`. `symbols`: notes at the feet of pages have *, † and so on, on each page anew. `source`: at the `foot`
    of a selection's first page or under its `top`. `head`: what stands over left and right pages, `{title}`, `{author}`
    and `{page}` in it, the three places apart by `|`. `foot`: likewise under all pages. `opening`: the foot of a page
    on which a chapter begins (it has no head). `hidden`: numbers of physical pages (from 1) without any furniture.
    """

    setter: str
    paper: tuple[int, int] = (115, 165)
    size: int = 10
    columns: int = 1
    notes: str = "ends"
    symbols: bool = False
    source: str = "foot"
    left_head: str = "{page}||{title}"
    right_head: str = "{author}||{page}"
    foot: str = "||"
    opening_foot: str = "||"
    stamp: str | None = None
    contents: bool = False
    hyphenate: bool = True
    spaced_paragraphs: bool = False
    indented_quotes: bool = True


@dataclass(frozen=True)
class Job:
    """A book to set: its parts, and the design.

    `counts`: of a note with a symbol, by the place of its part and its number, which it is on its page, from 1.
    """

    title: str
    author: str
    language: str
    parts: Sequence[Part]
    design: Design
    counts: Mapping[tuple[int, str], int] = field(default_factory=dict)


def running_author(part: Part) -> str:
    """What stands over the right-hand pages of a part."""
    return part.author or part.title


def in_running_text(part: Part, design: Design) -> list[Block]:
    """The part's blocks that are set in the flow: all, but for notes at the feet of pages."""
    if design.notes != "feet":
        return list(part.blocks)
    return [block for block in part.blocks if block.kind != "note" and not block.heads_notes]


def notes_of(part: Part) -> dict[str, str]:
    """Each note's words by its number; several paragraphs of one note are run together."""
    notes: dict[str, str] = {}
    label = ""
    for block in part.blocks:
        if block.kind == "note":
            label = block.label or label
            notes[label] = f"{notes[label]} {block.text}" if label in notes else block.text
    return notes


def with_contents(job: Job, truth: dict[str, Any]) -> Job:
    """`job` with a table of contents after its front matter, the pages taken from the `truth`."""
    first = next(place for place, part in enumerate(job.parts) if part.kind != "front")
    starts = [(page["start"], page["label"]) for page in truth["pages"]]
    rows = []
    for division in truth["divisions"]:
        if division["kind"] not in ("section", "notes") and division["title"] != CONTENTS[job.language]:
            label = next(label for start, label in reversed(starts) if start <= division["start"])
            named = " ".join(filter(None, (division["number"], division["title"])))
            rows.append(Block("list", f"{named} {label}"))
    contents = Part("front", None, CONTENTS[job.language], None, blocks=rows)
    return replace(job, parts=[*job.parts[:first], contents, *job.parts[first:]])


def with_book_notes(job: Job) -> Job:
    """`job` with the notes of all parts gathered at its end, the titles of the parts over them."""
    parts, gathered = [], list[Block]()
    for part in job.parts:
        notes = [block for block in part.blocks if block.kind == "note"]
        rest = [block for block in part.blocks if block.kind != "note" and not block.heads_notes]
        parts.append(replace(part, blocks=rest))
        if notes:
            named = ": ".join(filter(None, (part.number, part.title)))
            gathered += [Block("heading", named, heads_notes=True), *notes]
    return replace(job, parts=[*parts, Part("notes", None, NOTES[job.language], None, blocks=gathered)])
