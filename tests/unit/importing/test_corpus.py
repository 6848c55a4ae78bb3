"""The reader that ships, typeset in the ways in which extractions differ, against the truth of its typesetter."""

from __future__ import annotations

import pytest

from annotator.importing import import_bytes
from annotator.model.document import Document
from annotator.model.report import Imported
from tests.corpus.truth import Truth
from tests.corpus.typesetter import SHIPPED, SOURCE, Options, typeset
from tests.unit.importing.samples import letters

SETTINGS = {
    "as shipped": Options(),
    "form feeds": Options(form_feeds=True),
    "no trailing spaces": Options(trailing_spaces=False),
    "form feeds alone": Options(form_feeds=True, trailing_spaces=False),
    "Windows line ends": Options(crlf=True),
    "narrow": Options(width=60),
    "short pages": Options(lines_a_page=30),
    "wide gaps": Options(cell_gap="    "),
    "no gaps": Options(cell_gap=" "),
}


@pytest.fixture(scope="module", params=SETTINGS.values(), ids=SETTINGS)
def pair(request: pytest.FixtureRequest) -> tuple[Truth, Imported]:
    text, truth = typeset(SOURCE.read_text(encoding="utf-8"), request.param)
    return truth, import_bytes(text.encode(), "corpus.txt")


def _flat(document: Document) -> str:
    return document.text.replace("\t", " ")


def test_the_text_and_its_blocks(pair: tuple[Truth, Imported]) -> None:
    truth, imported = pair
    document = imported.document
    wanted = [(p.kind, truth.text[p.start : p.end]) for p in truth.paragraphs]
    assert [(b.kind.value, _flat(document)[b.start : b.end]) for b in document.blocks] == wanted
    assert document.title == truth.title


def test_its_divisions(pair: tuple[Truth, Imported]) -> None:
    truth, imported = pair
    got = [
        (d.kind.value, d.number, d.title, d.author, d.level - 1, d.parent, d.start, d.end, d.source)
        for d in imported.document.divisions
    ]
    assert got == [
        (d.kind, d.number, d.title, d.author, d.level, d.parent, d.start, d.end, d.source) for d in truth.divisions
    ]


def test_its_pages_and_what_was_taken_out(pair: tuple[Truth, Imported]) -> None:
    truth, imported = pair
    assert [(p.label, p.printed, p.start) for p in imported.document.pages] == [
        (p.label, p.printed, p.start) for p in truth.pages
    ]
    assert [(item.text, item.line) for item in imported.report.removed] == [(h.text, h.line) for h in truth.removed]
    assert imported.report.missing_pages == ()


def test_no_letter_is_lost_but_what_is_reported() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    imported = import_bytes(text.encode(), "corpus.txt")
    removed = letters("".join(item.text for item in imported.report.removed))
    assert letters(imported.document.text) + removed == letters(text)


def test_its_notes_and_tables(pair: tuple[Truth, Imported]) -> None:
    truth, imported = pair
    document = imported.document
    assert [(n.label, n.start, n.end, n.division) for n in document.notes] == [
        (n.label, n.start, n.end, n.division) for n in truth.notes
    ]
    assert [(r.label, r.at, r.note) for r in document.note_refs] == [(r.label, r.at, r.note) for r in truth.note_refs]
    assert [(t.caption, t.rows, t.block) for t in document.tables] == [
        (t.caption, t.rows, t.paragraph) for t in truth.tables
    ]


def test_the_shipped_file_is_the_typesetter_s() -> None:
    assert SHIPPED.read_text(encoding="utf-8") == typeset(SOURCE.read_text(encoding="utf-8"))[0]
