"""Themes, hits, readers and annotations for the tests of panels and dialogs."""

from __future__ import annotations

from pathlib import Path

from annotator.model.anchor import Anchor, Position, Quote
from annotator.model.annotation import Annotation
from annotator.model.document import Division, DivisionKind
from annotator.model.shelf import Place, Reader, ShelfEntry
from annotator.services.finding import Hit
from annotator.ui.theme import Theme, load_theme

THEMES = Path(__file__).resolve().parents[2] / "resources" / "themes"
DIVISIONS = (
    Division(DivisionKind.PART, "1", "Engines", None, 1, None, 0, 90),
    Division(DivisionKind.SELECTION, "1-1", "The Engine and the River", "Ada Marsh", 2, 0, 0, 60),
    Division(DivisionKind.NOTES, None, "Notes", None, 3, 1, 60, 90),
)


def theme(key: str = "paper") -> Theme:
    return load_theme(THEMES / f"{key}.json")


def reader(id: str, title: str = "A Reader in Power", **more: object) -> Reader:
    return Reader(id, title, f"{id}.txt", "", "revision", "2026-01-01T00:00:00Z", **more)  # type: ignore[arg-type]


def entry(id: str, title: str, *, pages: int = 10, notes: int = 0, opened: str | None = None) -> ShelfEntry:
    return ShelfEntry(reader(id, title), pages, 3, notes, Place(40, opened) if opened else None)


def hit(
    snippet: str, word: str, *, division: str = "1-1 Engines", reader_id: str = "r1", role: str | None = None
) -> Hit:
    at = snippet.index(word)
    return Hit(
        kind="annotation" if role else "text",
        reader_id=reader_id,
        reader_title=f"Reader {reader_id}",
        annotation="a" if role else None,
        division=division,
        author="Ada Marsh",
        page="22",
        start=5,
        end=9,
        snippet=snippet,
        marks=((at, at + len(word)),),
        score=1.0,
        role=role,
    )


def annotation(
    id: str, *quotes: str, role: str = "claim", note: str = "", deleted: str | None = None, tags: tuple[str, ...] = ()
) -> Annotation:
    anchors = tuple(Anchor(Position(0, len(quote)), Quote(quote)) for quote in quotes)
    return Annotation(id, "r1", "revision", anchors, None, role, note, tags, deleted=deleted)
