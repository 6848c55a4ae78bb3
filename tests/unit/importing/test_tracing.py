"""Each thing of a report has its place in the text and its lines of the file."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.importing import import_bytes
from annotator.importing.builder import DocumentBuilder, Marks
from annotator.importing.tracing import Trace
from annotator.model.document import BlockKind, Importer
from annotator.model.report import Imported, InferredPage
from tests.realreader import real_reader
from tests.unit.importing.samples import imported, sample

PAGES = sample(
    """
    1-1~
    The Engine~
    Ada Marsh

    The engine stood in a shed by the river, and who-
    ever came by asked what it was for. Nobody knew the an-
    2    the river: a reader

    _swer, and nobody had seen it move. It was kept well-
    oiled, all the same, by a man whom the parish paid.

    The parish paid him for a hundred years. Then the
    money ended, and so did the oil, and one fine morn-
    4    the river: a reader

    _ing the engine moved b\\y itself, for the first time.
    """
)


def around(found: Imported, at: int | None) -> str:
    assert at is not None
    text = found.document.text
    return f"{text[max(0, at - 4) : at]}|{text[at : at + 6]}"


def test_furniture_stood_before_what_stands_there_now() -> None:
    found = imported(PAGES)
    heads = [(piece.line, around(found, piece.at)) for piece in found.report.removed]
    assert heads == [(7, "e an|swer, "), (14, "morn|ing th")]


def test_every_line_end_hyphen_is_told() -> None:
    found = imported(PAGES)
    items = found.report.hyphens.items
    assert [(item.word, item.line, item.until, item.kept) for item in items] == [
        ("whoever", 5, 6, False),
        ("answer", 6, 9, False),
        ("well-oiled", 9, 10, True),
        ("morning", 13, 16, False),
    ]
    text = found.document.text
    assert [text[item.at : (item.at or 0) + len(item.word)] for item in items] == [item.word for item in items]
    assert (found.report.hyphens.joined, found.report.hyphens.kept) == (3, 1)


def test_pages_that_were_worked_out_and_doubts_have_their_places() -> None:
    found = imported(PAGES)
    assert [(page.label, page.line, page.at) for page in found.report.inferred_pages] == [("1", 1, 0)]
    places = {doubt.code: (doubt.line, around(found, doubt.at)) for doubt in found.report.doubts}
    assert places["scanner_slip"] == (16, "ved |b\\y it")
    assert places["page_missing"] == (16, "morn|ing th")


def test_the_lines_that_are_named_travel_with_their_neighbours() -> None:
    raw = imported(PAGES).report.raw
    lines = PAGES.split("\n")
    assert raw[7] == lines[6] == "2    the river: a reader"
    assert raw[9] == lines[8] and raw[9].startswith(" swer")
    assert 8 not in raw  # it is blank
    assert all(raw[line] == lines[line - 1] for line in raw)


def test_a_form_feed_is_shown() -> None:
    found = imported("One page of some words\nthat go on and on.\n\fAnother page of words\nthat go on and on, too.\n")
    assert found.report.raw[3] == "␌Another page of words"


def test_plain_text_is_traced_too() -> None:
    found = imported("The engine stood in a shed, and who-\never came by asked what it was for.\n")
    (item,) = found.report.hyphens.items
    assert (item.word, item.line, item.until, item.at) == ("who-ever", 1, 2, 32)
    assert found.report.raw == {
        1: "The engine stood in a shed, and who-",
        2: "ever came by asked what it was for.",
    }


def test_pages_are_named_where_nothing_is_traced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DocumentBuilder, "trace", lambda builder: Trace())
    report = imported(PAGES).report
    assert report.inferred_pages == (InferredPage("1", 0, 0),)
    assert report.raw == {} and [piece.at for piece in report.removed] == [None, None]


def test_what_was_lifted_out_does_not_mislead() -> None:
    trace = Trace([10, 12, 11], [0, 50, 90])
    assert [trace.start_of(line) for line in (9, 10, 11, 12, 13)] == [0, 0, 90, 50, None]
    assert [trace.line_of(offset) for offset in (0, 49, 50, 95)] == [10, 10, 12, 11]
    assert Trace().line_of(3) == 0 and Trace().start_of(1) is None


def test_the_canonical_rules_move_lines_along() -> None:
    builder = DocumentBuilder()
    builder.add(BlockKind.PARAGRAPH, "  of\u00ad ﬁne   silk", Marks(lines=((2, 7), (6, 8), (12, 9))))
    builder.add_table([("a", "1"), ("", ""), ("b", "2")], lines=[(0, 11), (1, 12), (2, 13)])
    text = builder.build("T", importer=IMPORTER).text
    trace = builder.trace()
    starts = {line: text[trace.start_of(line) :][:4] for line in (7, 8, 9, 11, 13)}
    assert starts == {7: "of f", 8: "fine", 9: "silk", 11: "a\t1\n", 13: "b\t2"}


IMPORTER = Importer("test", 1)
_WORDS = st.sampled_from(
    ["engine", "river", "well-", "an-", "swer", "self-", "ﬁne", "e\u0301", "2    a book", "", "\f", "1-1"]
)


@given(st.lists(st.lists(_WORDS, max_size=6).map(" ".join), max_size=20).map("\n".join))
def test_every_place_lies_in_the_text(text: str) -> None:
    if not re.search(r"\w", text):
        return
    found = import_bytes(text.encode(), "any.txt")
    report, size = found.report, len(found.document.text)
    places = [piece.at for piece in (*report.removed, *report.doubts, *report.hyphens.items, *report.inferred_pages)]
    assert all(at is None or 0 <= at <= size for at in places)
    lines = text.count("\n") + 1
    assert all(1 <= line <= lines for line in report.raw)
    assert report.hyphens.joined + report.hyphens.kept == len(report.hyphens.items)


def test_the_real_reader() -> None:
    found = import_bytes(real_reader().read_bytes(), "reader.txt")
    text, report = found.document.text, found.report
    items = report.hyphens.items
    assert len(items) == report.hyphens.joined + report.hyphens.kept > 400
    assert [item for item in items if not text.startswith(item.word, item.at)] == []
    for item in items:
        halves = report.raw[item.line].rstrip().split()[-1], report.raw[item.until].split()[0]
        joined = halves[0] + halves[1] if item.kept else halves[0][:-1] + halves[1]
        assert item.word in joined
    for piece in report.removed:
        assert piece.text in report.raw[piece.line]
    for page in report.inferred_pages:
        assert page.at is not None
        words = re.sub(r"^\d+\.\s", "", report.raw[page.line].strip())  # a note's number isn't in the text
        assert text.startswith(words.split()[0].rstrip("-"), page.at)
