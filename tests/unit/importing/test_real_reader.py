"""Facts of the real reader: titles, labels and counts, never its sentences."""

from __future__ import annotations

import re

import pytest

from annotator.importing import import_file
from annotator.model.document import BlockKind, DivisionKind
from annotator.model.lookup import page_at
from annotator.model.report import Imported
from tests.realreader import real_reader
from tests.unit.importing.samples import letters


@pytest.fixture(scope="module")
def real() -> Imported:
    return import_file(real_reader())


def _of(real: Imported, kind: DivisionKind) -> list[tuple[str | None, str | None, str | None]]:
    return [(d.number, d.title, d.author) for d in real.document.divisions if d.kind is kind]


def test_title_parts_selections_and_introductions(real: Imported) -> None:
    assert real.document.title == "Politics in Russia: A Reader"
    assert _of(real, DivisionKind.PART) == [
        (None, "An Introduction to the Soviet Political System", None),
        ("2", "The Collapse of the Soviet Union", None),
    ]
    numbers, titles, authors = zip(*_of(real, DivisionKind.SELECTION), strict=True)
    assert titles == ("Introduction", "Terror as a System of Power", "Soviet Stability and its Sources")
    assert numbers == (None, "1-2", "1-3")
    assert authors == ("Mary McCauley", "Merle Fainsod", "Seweryn Bialer")
    assert _of(real, DivisionKind.INTRODUCTION) == [(None, None, None)] * 2
    assert {d.level for d in real.document.divisions if d.kind is DivisionKind.PART} == {1}


def test_section_headings(real: Imported) -> None:
    titles = [title for _, title, _ in _of(real, DivisionKind.SECTION)]
    assert len(titles) == 13
    assert {"The GPU", "The Methods of the Secret Police", "Forced Labor", "The Performance of the Regime"} <= set(
        titles
    )


def test_sources_are_whole(real: Imported) -> None:
    found = [d.source for d in real.document.divisions if d.source]
    assert [(source.split(",")[0], source.split(" ")[-1]) for source in found] == [
        ("Mary McCauley", "1-11."),
        ("Merle Fainsod", "421-462."),
        ("Seweryn Bialer", "141-183."),
    ]
    sources = [block for block in real.document.blocks if block.kind is BlockKind.SOURCE]
    assert len(sources) == 6


def test_pages(real: Imported) -> None:
    pages = real.document.pages
    assert [page.label for page in pages] == [str(n) for n in range(1, 86) if n != 6]
    assert [page.label for page in pages if page.printed] == ["2", "8", "12", "14", "17", "18", "21", "33", "67"]
    assert real.report.missing_pages == ("6",)
    fainsod = next(d for d in real.document.divisions if d.number == "1-2")
    first = page_at(real.document, fainsod.start)
    assert first is not None
    assert first.label == "16"


def test_no_furniture_is_left(real: Imported) -> None:
    kinds = [item.kind for item in real.report.removed]
    assert {kind: kinds.count(kind) for kind in kinds} == {"watermark": 23, "running_head": 9, "copyright": 6}
    assert not re.search(r"SAGE|Copyright|a reader$|Fainsod\s+\d|Do n\b|\bDo n$", real.document.text, re.MULTILINE)
    assert "  " not in real.document.text


def test_no_letter_is_lost_but_what_is_reported(real: Imported) -> None:
    removed = letters("".join(item.text for item in real.report.removed))
    assert letters(real.document.text) + removed == letters(real_reader().read_text(encoding="utf-8"))


def test_doubts(real: Imported) -> None:
    codes = [doubt.code for doubt in real.report.doubts]
    assert {"page_missing", "notes_missing", "scanner_slip"} == set(codes)
    assert len(codes) < 20


def test_notes_are_linked_in_their_own_division(real: Imported) -> None:
    document = real.document
    assert [note.label for note in document.notes] == [str(n) for n in (*range(1, 28), *range(1, 6))]
    linked = [ref for ref in document.note_refs if ref.note is not None]
    assert [ref.note for ref in linked] == list(range(32))
    for ref in linked:
        note = document.notes[ref.note or 0]
        owner = document.divisions[document.divisions[note.division].parent or 0]
        assert owner.start <= ref.at < note.start < owner.end
    lost = [ref.label for ref in document.note_refs if ref.note is None]
    assert lost == [str(n) for n in range(1, 8)]


def test_tables(real: Imported) -> None:
    shapes = [(len(table.rows), len(table.rows[0])) for table in real.document.tables]
    assert shapes == [(7, 3), (6, 4), (9, 3)]
    assert [bool(table.caption) for table in real.document.tables] == [True, False, False]


def test_quotations(real: Imported) -> None:
    quotes = [block for block in real.document.blocks if block.kind is BlockKind.QUOTE]
    assert len(quotes) == 27


def test_every_paragraph_ends_like_one(real: Imported) -> None:
    text = real.document.text
    broken = [
        text[block.end - 20 : block.end]
        for block in real.document.blocks
        if block.kind is BlockKind.PARAGRAPH and not re.search(r"[.?!:,;][”’)]*$", text[block.start : block.end])
    ]
    assert broken == []
