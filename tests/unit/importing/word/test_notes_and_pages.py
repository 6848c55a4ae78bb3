"""Footnotes, endnotes, pages and what stands at their heads and feet."""

from __future__ import annotations

from tests.unit.importing.samples import blocks, divisions
from tests.unit.importing.word.packing import (
    doubts,
    field,
    note,
    note_mark,
    p,
    pages,
    r,
    read,
    section,
    separators,
)

PROSE = "Some words of running text, long enough to be prose and nothing else."
TURNED = "<w:r><w:lastRenderedPageBreak/></w:r>"
SET = '<w:r><w:br w:type="page"/></w:r>'


def test_notes_stand_under_the_division_that_marks_them() -> None:
    imported = read(
        p("One", style="Heading1")
        + p("First", note_mark("footnote", 2), " and second.", note_mark("footnote", 1))
        + p("Below", style="berschrift2")
        + p("An endnote.", note_mark("endnote", 1))
        + p("Two", style="Heading1")
        + p("Third, with a square m", r("2", '<w:vertAlign w:val="superscript"/>'), note_mark("footnote", 3)),
        footnotes=separators("footnote")
        + note("footnote", 1, "The second.")
        + note("footnote", 2, "The first.", p("Its second paragraph.", style="FootnoteText"))
        + note("footnote", 3, "The third.")
        + note("footnote", 4, "Nobody marks this one."),
        endnotes=separators("endnote") + note("endnote", 1, "At the end."),
    )
    document = imported.document
    assert divisions(document) == [
        ("chapter", None, "One", None, 1),
        ("section", None, "Below", None, 2),
        ("notes", None, None, None, 2),
        ("chapter", None, "Two", None, 1),
        ("notes", None, None, None, 2),
    ]
    assert [(n.label, document.text[n.start : n.end], n.division) for n in document.notes] == [
        ("1", "The first.\n\nIts second paragraph.", 2),
        ("2", "The second.", 2),
        ("i", "At the end.", 2),
        ("3", "The third.", 4),
    ]
    assert [(ref.label, document.text[: ref.at][-5:], ref.note) for ref in document.note_refs] == [
        ("1", "First", 0),
        ("2", "cond.", 1),
        ("i", "note.", 2),
        ("3", "re m2", 3),
    ]
    assert "never text" not in document.text


def test_marks_of_the_author_and_other_numberings() -> None:
    document = read(
        p(
            "Starred",
            note_mark("footnote", 1, 'w:customMarkFollows="1"', "<w:t>*</w:t>"),
            " and numbered.",
            note_mark("footnote", 2),
        )
        + p("In a note", note_mark("endnote", 1), " another stands."),
        footnotes=note("footnote", 1, "A star.") + note("footnote", 2, "A number."),
        endnotes=note("endnote", 1, p("See", note_mark("endnote", 2))) + note("endnote", 2, "Inside."),
        settings='<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>'
        '<w:footnotePr><w:numFmt w:val="upperLetter"/><w:numStart w:val="3"/></w:footnotePr>',
    ).document
    assert [note.label for note in document.notes] == ["*", "C", "1", "2"]
    assert [(ref.label, ref.note) for ref in document.note_refs] == [("*", 0), ("C", 1), ("1", 2), ("2", 3)]
    assert blocks(document)[0] == ("paragraph", "Starred and numbered.")


def test_a_heading_over_the_notes_takes_them() -> None:
    document = read(
        p("One", style="Heading1") + p("Marked.", note_mark("footnote", 1)) + p("Notes", style="Heading1"),
        footnotes=note("footnote", 1, "The note."),
    ).document
    assert divisions(document) == [("chapter", None, "One", None, 1), ("notes", None, "Notes", None, 2)]
    assert blocks(document)[-2:] == [("heading", "Notes"), ("note", "The note.")]


def test_notes_are_marked_in_cells_and_in_verse() -> None:
    cells = f"<w:tbl><w:tr><w:tc>{p('a')}</w:tc><w:tc>{p('b', note_mark('footnote', 1), 'c')}</w:tc></w:tr></w:tbl>"
    document = read(
        cells + p("Of rain,", "<w:r><w:br/></w:r>", "of snow", note_mark("footnote", 2)),
        footnotes=note("footnote", 1, "One.") + note("footnote", 2, "Two."),
    ).document
    assert [(document.text[: ref.at][-3:], ref.note) for ref in document.note_refs] == [("a\tb", 0), ("now", 1)]


def test_pages_as_they_were_laid_out() -> None:
    imported = read(
        p("Alpha ", TURNED, "bravo")
        + p("Charlie", SET)
        + p(TURNED, "Delta")
        + p("Echo", shape="<w:pageBreakBefore/>")
        + p("Fox", TURNED, "trot")
    )
    assert pages(imported.document) == [
        ("1", False, "Alpha"),
        ("2", False, "bravo"),
        ("3", False, "Delta"),
        ("4", False, "Echo\n"),
        ("5", False, "trot"),
    ]
    assert doubts(imported) == {"pages_counted": {"first": "1", "last": "5"}}


def test_sections_number_their_pages_anew() -> None:
    roman = '<w:pgNumType w:fmt="lowerRoman" w:start="5"/>'
    body = (
        p("Preface.", SET, "More.")
        + p("", shape=section("nextPage", roman))
        + p("Chapter.", SET, "Goes on.")
        + p("", shape=section("nextPage", '<w:pgNumType w:start="1"/>'))
        + p("Odd.", shape=section("oddPage"))
        + p("Same page.")
        + section("continuous")
    )
    shown = read(body, footer=p(field("PAGE", "1"))).document
    assert pages(shown) == [
        ("v", True, "Prefa"),
        ("vi", False, "More."),
        ("1", True, "Chapt"),
        ("2", False, "Goes "),
        ("3", False, "Odd.\n"),
    ]
    assert not any(page.printed for page in read(body).document.pages)


def test_an_empty_page_is_counted() -> None:
    document = read(p("One.") + p(SET) + p(SET) + p("Three.")).document
    assert pages(document) == [("1", False, "One.\n"), ("3", False, "Three")]


def test_breaks_far_apart_number_no_page() -> None:
    imported = read(p("word " * 3000) + p(SET) + p("End."))
    assert imported.document.pages == ()
    assert doubts(imported) == {"page_breaks_too_few": {"count": "1"}}


def test_page_numbers_that_the_text_itself_gives() -> None:
    mark = '<w:rPr><w:rStyle w:val="Daisy"/></w:rPr>'
    imported = read(
        p(f"<w:r>{mark}<w:t>xii</w:t></w:r>", "Alpha ", f"<w:r>{mark}<w:t>13</w:t></w:r>", "bravo", SET, " charlie")
    )
    assert pages(imported.document) == [("xii", True, "Alpha"), ("13", True, "bravo")]
    assert imported.document.text == "Alpha bravo charlie"
    assert doubts(imported) == {}


def test_marks_in_paragraphs_without_words() -> None:
    number = '<w:r><w:rPr><w:rStyle w:val="Daisy"/></w:rPr><w:t>13</w:t></w:r>'
    document = read(
        p("Alpha.") + p(number) + p(note_mark("footnote", 1)) + p("Bravo."), footnotes=note("footnote", 1, "Note.")
    ).document
    assert pages(document) == [("13", True, "Bravo")]
    assert [(document.text[: ref.at], ref.note) for ref in document.note_refs] == [("Alpha.", 0)]


def test_a_row_over_a_page_turns_it_once() -> None:
    row = "<w:tr>" + "".join(f"<w:tc>{p(f'{name} ', TURNED, 'goes on')}</w:tc>" for name in "abc") + "</w:tr>"
    document = read(p("Start.") + f"<w:tbl>{row}</w:tbl>" + p("End ", TURNED, "here.")).document
    assert pages(document) == [("1", False, "Start"), ("2", False, "goes "), ("3", False, "here.")]


def test_heads_and_feet_are_taken_out() -> None:
    imported = read(
        p(PROSE),
        header1=p("A running head"),
        header2=p("A running head"),
        footer1=p(field("PAGE", "3")),
    )
    assert [(one.kind, one.text) for one in imported.report.removed] == [
        ("running_head", "A running head"),
        ("page_number", "3"),
    ]
    assert imported.document.text == PROSE
