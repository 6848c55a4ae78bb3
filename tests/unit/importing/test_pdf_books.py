"""PDF: what only several pages together show – furniture, numbers, footnotes, divisions."""

from __future__ import annotations

import pytest

from annotator.importing import import_bytes
from annotator.importing.pdf.numbering import number
from annotator.model.document import BlockKind, DivisionKind, Document
from annotator.model.report import Imported
from tests.unit.importing.pdf_maker import BOLD, PageMaker, make_pdf
from tests.unit.importing.test_pdf_pages import PROSE, texts

WORDS = [
    "oil",
    "wind",
    "glass",
    "keeper",
    "harbor",
    "ledger",
    "station",
    "lantern",
    "letter",
    "island",
    "winter",
    "tide",
]


def prose(start: int, count: int) -> list[str]:
    """`count` full lines (44 letters) that differ from all others."""
    return [
        f"{WORDS[(start + n) % 12]} {start + n} and {WORDS[(start + n * 5 + 3) % 12]} were there ".ljust(43, "x") + "a"
        for n in range(count)
    ]


def book(count: int, first: int = 1) -> list[PageMaker]:
    """Pages with the book's title over left-hand pages, the chapter's over right-hand ones, numbers outside."""
    pages = []
    for n in range(first, first + count):
        made = PageMaker().lines(50, 90, prose(40 * n, 30))
        if n % 2:
            made.words(50, 50, "Of Ledgers").words(296, 50, str(n))
        else:
            made.words(50, 50, str(n)).words(240, 50, "The Daily Line")
        pages.append(made)
    return pages


def read(*pages: PageMaker, **said: object) -> Imported:
    return import_bytes(make_pdf(pages, **said), "a-thing.pdf")  # type: ignore[arg-type]


def labels(document: Document) -> list[tuple[str, bool]]:
    return [(page.label, page.printed) for page in document.pages]


def test_heads_go_to_the_report_and_numbers_to_the_pages() -> None:
    imported = read(*book(6, first=11))
    assert labels(imported.document) == [(str(n), True) for n in range(11, 17)]
    assert "The Daily Line" not in imported.document.text
    assert [(each.kind, each.text) for each in imported.report.removed][:2] == [
        ("running_head", "Of Ledgers  11"),
        ("running_head", "12  The Daily Line"),
    ]
    lines = [removed.line for removed in imported.report.removed]
    assert lines == [1, 32, 63, 94, 125, 156]


def test_a_page_may_begin_in_mid_word() -> None:
    first, second = book(2)
    first.words(50, 450, "The last line of the page is cut in mid-sen-")
    second.content.insert(0, second.content.pop())
    second = PageMaker().words(50, 50, "2").words(240, 50, "The Daily Line").words(50, 90, "tence, and goes on.")
    third = book(1, first=3)[0]
    document = read(first, second, third).document
    assert "mid-sentence, and goes on." in document.text
    start = document.pages[1].start
    assert document.text[start - 3 : start + 5] == "sentence"


def test_labels_of_the_file_are_taken_where_they_say_more_than_a_count() -> None:
    pages = [PageMaker().lines(50, 90, prose(40 * n, 20)) for n in range(5)]
    document = read(*pages, labels="0 << /S /r >> 2 << /S /D >>").document
    assert labels(document) == [("i", False), ("ii", False), ("1", False), ("2", False), ("3", False)]


def test_printed_numbers_win_over_a_trivial_count() -> None:
    document = read(*book(4, first=101), labels="0 << /S /D >>").document
    assert labels(document) == [(str(n), True) for n in range(101, 105)]


def test_a_lost_page_is_reported() -> None:
    pages = book(6)
    imported = read(*pages[:3], *pages[4:])
    assert imported.report.missing_pages == ("4",)
    assert [label for label, _ in labels(imported.document)] == ["1", "2", "3", "5", "6"]


@pytest.mark.parametrize(
    ("printed", "own", "wanted"),
    [
        ([None, "2", None, "4"], None, ["1?", "2", "3?", "4"]),
        ([None, None, "iii", "1", "2"], None, ["i?", "ii?", "iii", "1", "2"]),
        ([None, None, "1", "2"], None, ["i?", "ii?", "1", "2"]),
        (["XI", None, "XIII"], None, ["XI", "XII?", "XIII"]),
        (["7", None, None, "8"], None, ["7", "7+1?", "7+2?", "8"]),
        ([None, None], None, ["1?", "2?"]),
        ([None, "1", "2"], ["i", "1", "2"], ["i?", "1", "2"]),
        (["5", "6", "7"], ["a", "b", "c"], ["5", "6", "7"]),
        ([None, None], ["A-1", ""], ["A-1?", "2?"]),
    ],
)
def test_pages_between_numbers_are_counted(printed: list[str | None], own: list[str] | None, wanted: list[str]) -> None:
    found = number(printed, own)
    assert [label if seen else f"{label}?" for label, seen in found.labels] == wanted


def noted(page: PageMaker, marker: str, lines: list[str], label: str = "1") -> PageMaker:
    """The page with a raised `marker` after its text, and notes under a rule."""
    page.words(50, 450, "so it was.").words(110, 446, marker, 6).rule(50, 480, 80)
    return (
        page.words(50, 493, label, 5).lines(56, 496, lines, size=8, leading=10)
        if label
        else page.lines(56, 496, lines, size=8, leading=10)
    )


def test_footnotes_that_begin_anew_on_each_page_are_tied_to_their_own_markers() -> None:
    pages = book(4)
    for n, page in enumerate(pages):
        noted(page, "1", [f"Note of page {n + 1}."])
    document = read(*pages).document
    assert [document.text[note.start : note.end] for note in document.notes] == [
        f"Note of page {n}." for n in (1, 2, 3, 4)
    ]
    assert [ref.note for ref in document.note_refs] == [0, 1, 2, 3]
    assert [division.kind for division in document.divisions][-1] is DivisionKind.NOTES


def test_a_footnote_goes_on_under_the_rule_of_the_next_page() -> None:
    pages = book(3)
    noted(
        pages[0],
        "*",
        [
            "This note is longer than what there was some room for",
            "and so it goes on, as long notes often will, upon the",
        ],
        "*",
    )
    pages[1].rule(50, 480, 80).lines(56, 496, ["next page, where it ends."], size=8)
    document = read(*pages).document
    (note,) = document.notes
    assert note.label == "*"
    assert document.text[note.start : note.end].endswith("upon the next page, where it ends.")


def test_bookmarks_and_type_make_the_divisions() -> None:
    pages = book(5)
    opening = PageMaker().words(50, 60, "Part I", 16, BOLD).words(50, 90, "The Years of Oil", 20, BOLD)
    first = PageMaker().words(50, 60, "Chapter 1", 14, BOLD).words(50, 90, "Of Ledgers", 20, BOLD)
    first.lines(50, 130, prose(500, 8)).words(50, 246, "A Smaller Matter", 12, BOLD).lines(50, 266, prose(520, 8))
    outline = [("Part I The Years of Oil", 0), ("Of Ledgers", 1)]
    document = read(opening, first, *pages, outline=outline, info="/Title (Of Lights) /Author (Ada Example)").document
    found = [(each.kind, each.number, each.title, each.level) for each in document.divisions]
    assert found == [
        (DivisionKind.PART, "Part I", "The Years of Oil", 1),
        (DivisionKind.CHAPTER, "Chapter 1", "Of Ledgers", 2),
        (DivisionKind.SECTION, None, "A Smaller Matter", 3),
    ]
    assert document.title == "Of Lights" and document.metadata["author"] == "Ada Example"


def test_what_is_drawn_in_is_quoted_and_what_breaks_its_lines_is_verse() -> None:
    made = PageMaker().lines(50, 80, [*PROSE[:5], "as if one hand had written it, and said:"])
    made.lines(70, 156, ["Here are the words of another, who", "speaks in lines that are narrower on", "both sides."])
    made.lines(50, 196, [*PROSE[:5], "as if one hand had written it, and sang:"])
    made.lines(70, 272, ["The oil is low,", "the wind is high,", "and who will go", "across the sky?"])
    made.lines(50, 328, PROSE)
    document = read(made).document
    kinds = [block.kind for block in document.blocks]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.PARAGRAPH, BlockKind.VERSE, BlockKind.PARAGRAPH]
    assert texts(document)[3].split("\n") == [
        "The oil is low,",
        "the wind is high,",
        "and who will go",
        "across the sky?",
    ]


def test_a_table_has_its_cells_by_their_columns() -> None:
    made = PageMaker().lines(50, 80, PROSE).words(50, 170, "Table 1. Oil in Gallons")
    for n, row in enumerate([("Station", "1812", "1815"), ("North Head", "588", "431"), ("Gull", "602", "455")]):
        for x, cell in zip((50, 140, 200), row, strict=True):
            made.words(x, 190 + 12 * n, cell)
    made.lines(50, 240, PROSE[::-1])
    document = read(made).document
    (table,) = document.tables
    assert table.rows == (("Station", "1812", "1815"), ("North Head", "588", "431"), ("Gull", "602", "455"))
    assert table.caption == "Table 1. Oil in Gallons"


def test_notes_that_stand_together_at_the_end_belong_to_their_chapters() -> None:
    pages = []
    for n, title in enumerate(("Of Oil", "Of Wind", "Of Glass")):
        first = PageMaker().words(50, 60, title, 18, BOLD).lines(50, 90, prose(60 * n, 12))
        first.words(50, 246, "so it was.").words(110, 242, "1", 6).words(120, 246, "And so again.").words(
            198, 242, "2", 6
        )
        pages += [first, PageMaker().lines(50, 90, prose(60 * n + 30, 20))]
    end = PageMaker().words(50, 60, "Notes", 18, BOLD)
    for n, title in enumerate(("Of Oil", "Of Wind", "Of Glass")):
        end.words(50, 100 + 60 * n, title, 10, BOLD)
        end.words(50, 118 + 60 * n, f"1. The first note {title}.").words(
            50, 132 + 60 * n, f"2. The second note {title}."
        )
    document = read(*pages, end).document
    assert [division.title for division in document.divisions if division.kind is DivisionKind.NOTES] == [
        "Notes",
        "Of Oil",
        "Of Wind",
        "Of Glass",
    ]
    marked = [document.notes[ref.note] for ref in document.note_refs if ref.note is not None]
    assert [document.text[note.start : note.end] for note in marked] == [
        f"The {which} note {title}." for title in ("Of Oil", "Of Wind", "Of Glass") for which in ("first", "second")
    ]


def test_a_contents_page_is_a_list_and_no_table() -> None:
    made = PageMaker().words(50, 60, "Contents", 18, BOLD)
    for n, (title, page) in enumerate([("Of Oil", 3), ("Of Wind", 17), ("Of Glass", 29), ("Of Lights", 41)]):
        entry = f"{title} {'. ' * 15}"
        made.words(50, 100 + 14 * n, entry).words(302 - 6 * len(str(page)), 100 + 14 * n, str(page))
    chapter = PageMaker().words(50, 60, "Of Oil", 18, BOLD).lines(50, 90, prose(0, 20))
    document = read(made, chapter).document
    assert not document.tables
    entries = [document.text[block.start : block.end] for block in document.blocks if block.kind is BlockKind.LIST]
    assert entries == ["Of Oil 3", "Of Wind 17", "Of Glass 29", "Of Lights 41"]
    assert [division.title for division in document.divisions] == ["Contents", "Of Oil"]
