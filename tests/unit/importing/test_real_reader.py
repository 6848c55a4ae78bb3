"""What holds of the real reader beside the facts found by reading it (`test_facts`)."""

from __future__ import annotations

import re

import pytest

from annotator.importing import import_file
from annotator.model.document import BlockKind
from annotator.model.lookup import page_at
from annotator.model.report import Imported
from tests.realreader import real_reader
from tests.unit.importing.samples import letters


@pytest.fixture(scope="module")
def real() -> Imported:
    return import_file(real_reader())


def test_title_and_the_page_of_a_selection(real: Imported) -> None:
    assert real.document.title == "Politics in Russia: A Reader"
    fainsod = next(d for d in real.document.divisions if d.number == "1-2")
    first = page_at(real.document, fainsod.start)
    assert first is not None
    assert first.label == "16"


def test_no_furniture_is_left(real: Imported) -> None:
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
    for ref in document.note_refs:
        if ref.note is not None:
            note = document.notes[ref.note]
            owner = document.divisions[document.divisions[note.division].parent or 0]
            assert owner.start <= ref.at < note.start < owner.end
    assert [ref.label for ref in document.note_refs if ref.note is None] == [str(n) for n in range(1, 8)]


def test_every_paragraph_ends_like_one(real: Imported) -> None:
    text = real.document.text
    broken = [
        text[block.end - 20 : block.end]
        for block in real.document.blocks
        if block.kind is BlockKind.PARAGRAPH and not re.search(r"[.?!:,;][”’)]*$", text[block.start : block.end])
    ]
    assert broken == []
