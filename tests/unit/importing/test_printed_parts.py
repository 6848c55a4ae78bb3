"""Divisions, sources, quotations, notes, markers and tables of printed texts, each on a page or two."""

from __future__ import annotations

import pytest

from annotator.importing.printed.lines import measure
from annotator.importing.printed.markers import find_markers, without
from annotator.importing.printed.shapes import is_byline, is_title
from annotator.importing.printed.sources import citation, find_sources
from annotator.importing.printed.tables import find_tables
from tests.unit.importing.samples import blocks, body_of, divisions, imported, sample

LINE = "the words of this text run on from one line to the other, as they do in~\n"

READER = sample(f"""
_1

The First Part

{LINE * 3}an introduction that has no heading.1 More words follow here, and so on.

Notes

1. A note to the introduction.
_1-1

On  Terror

Ann Author

{LINE * 4}a paragraph which is broken by a~

Source: Ann Author, “On Terror,” The Book. A Press, with a long address in the city of~
New York, 1963. 1-2.
_2    a small reader

source at the foot of the page. It says:

{LINE[:60]}~
{LINE[:60]}~
and the quotation ends.1

{LINE * 3}as may be seen in the world.2

The Next  Section

{LINE * 3}and so it ends, in 81.1 per cent of cases.3 There is no more.

Notes

1. See p. 7 of the work by~
1987. Then more of the same.

A second paragraph of the note.

2. Another note.
3. The last, right below.
_Introduction

Bea Writer

{LINE * 3}a selection without any number of its own.1 And then some more of it,~
_4    a small reader

and its end.2 No notes follow.
""")


def test_the_skeleton_of_a_reader() -> None:
    assert divisions(imported(READER).document) == [
        ("part", "1", "The First Part", None, 1),
        ("introduction", None, None, None, 2),
        ("notes", None, "Notes", None, 3),
        ("selection", "1-1", "On Terror", "Ann Author", 2),
        ("section", None, "The Next Section", None, 3),
        ("notes", None, "Notes", None, 3),
        ("selection", None, "Introduction", "Bea Writer", 2),
    ]


def test_a_source_is_lifted_out_of_the_paragraph_that_it_broke() -> None:
    document = imported(READER).document
    selection = next(d for d in document.divisions if d.number == "1-1")
    assert selection.source == (
        "Ann Author, “On Terror,” The Book. A Press, with a long address in the city of New York, 1963. 1-2."
    )
    assert "which is broken by a source at the foot of the page. It says:" in document.text


def test_quotations_are_announced_and_end() -> None:
    quotes = [text for kind, text in blocks(imported(READER).document) if kind == "quote"]
    assert [text[-24:] for text in quotes] == [" and the quotation ends."]


def test_notes_and_markers_meet_in_their_own_division_only() -> None:
    document = imported(READER).document
    assert [(note.label, document.text[note.start : note.end][:7]) for note in document.notes] == [
        ("1", "A note "),
        ("1", "See p. "),
        ("2", "Another"),
        ("3", "The las"),
    ]
    assert document.text[document.notes[1].start : document.notes[1].end].endswith("paragraph of the note.")
    refs = [(ref.label, document.text[: ref.at][-6:], ref.note) for ref in document.note_refs]
    assert refs == [
        ("1", "ading.", 0),
        ("1", " ends.", 1),
        ("2", "world.", 2),
        ("3", "cases.", 3),
        ("1", "s own.", None),
        ("2", "s end.", None),
    ]


def test_the_report_names_what_went_and_what_is_doubtful() -> None:
    report = imported(READER).report
    assert [item.text for item in report.removed] == ["2    a small reader", "4    a small reader"]
    assert [(doubt.code, dict(doubt.params)) for doubt in report.doubts] == [("notes_missing", {"count": "2"})]


def test_the_title_comes_from_the_running_heads_unless_it_is_given() -> None:
    assert imported(READER).document.title == "A Small Reader"


def test_markers_grow_by_one_from_one() -> None:
    texts = ["It rose by 81.1 per cent.1 In 1989.2 Though years11. it fell. 4 Then”3 and (so).4 It is.7"]
    found, skipped = find_markers(texts, ["1", "2", "3", "4"])
    assert [(m.number, texts[0][: m.start][-4:]) for m in found] == [(1, "ent."), (2, "989."), (3, "hen”"), (4, "so).")]
    assert skipped == []
    assert find_markers(["Only one.1 And no notes."], []) == ([], [])
    found, skipped = find_markers(["One.1 A lost one. Three.3 Four on a word4."], ["1", "2", "3", "4"])
    assert ([m.number for m in found], skipped) == ([1, 3, 4], [2])


def test_cutting_markers_out_moves_what_comes_after() -> None:
    assert without("one.1 two.22 three", [(4, 5), (10, 12)], [0, 6, 13]) == ("one. two. three", [0, 5, 10])


@pytest.mark.parametrize("text", ["The GPU", "Soviet Stability and its Sources", "What Is to Be Done?", "FORCED LABOR"])
def test_titles(text: str) -> None:
    assert is_title(text)


@pytest.mark.parametrize(
    "text", ["He left at once.", "of the same kind", "The words of this text run on", "Pravda, 1961."]
)
def test_what_is_no_title(text: str) -> None:
    assert not is_title(text)


@pytest.mark.parametrize(
    "text", ["Merle Fainsod", "Ann B. Author and Cy de Writer", "by J. Arch Getty", "Ludwig van Beethoven"]
)
def test_bylines(text: str) -> None:
    assert is_byline(text)


@pytest.mark.parametrize(
    "text", ["Terror as a System", "Forced Labor in 1940", "He said so", "Moscow", "The Great Purge"]
)
def test_what_is_no_byline(text: str) -> None:
    assert not is_byline(text)


TABLE = f"""
{LINE * 4}and is shown below.

Leading Persons by Their Origin, 1956

Source: The files of the author, which are full of things and of other things, as they~
must be.

Persons No.
% of working~

origin~

Top leaders of the party

(Politburo, Secretariat)  67 87

Council of Ministers 107 76

Key managers  185 72
_Then the text goes on, as it was bound to do, and on, and on, for a while at~
least.

{LINE * 2}as in the next (A = 100):

Latvia 123.1 Georgia 71.9

Estonia 112.7 Armenia 62.9

Belorussia 72.5
"""


def test_tables_with_broken_labels_and_two_pairs_to_a_row() -> None:
    body = body_of(TABLE)
    setting = measure([line.line for line in body])
    sources = find_sources(body, setting)
    first, second = find_tables(body, sources, setting)
    assert first.rows == (
        ("Persons", "No.", "% of working origin"),
        ("Top leaders of the party (Politburo, Secretariat)", "67", "87"),
        ("Council of Ministers", "107", "76"),
        ("Key managers", "185", "72"),
    )
    assert first.caption is not None
    assert [body[at].text for at in first.caption] == ["Leading Persons by Their Origin, 1956"]
    assert second.rows == (
        ("Latvia", "123.1", "Georgia", "71.9"),
        ("Estonia", "112.7", "Armenia", "62.9"),
        ("Belorussia", "72.5"),
    )
    assert second.caption is None


def test_gaps_part_the_cells_of_a_header() -> None:
    rows = "Leader  Left office  Age\nStalin  1953  74\nBrezhnev  1982  75\nMao  1976  82\n"
    body = body_of(f"{LINE * 4}end.\n\nTable 1. Leaders\n\n{rows}")
    (table,) = find_tables(body, [], measure([line.line for line in body]))
    assert table.rows[0] == ("Leader", "Left office", "Age")
    assert table.caption is not None


def test_citations_lose_their_word() -> None:
    assert citation("Source: A. Author, “Title.”") == "A. Author, “Title.”"
