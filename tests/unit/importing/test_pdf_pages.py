"""PDF: what stands where on the page, and in which order it is read."""

from __future__ import annotations

from annotator.importing import import_bytes
from annotator.importing.pdf.characters import Glyph, Style
from annotator.importing.pdf.rows import pieces_of
from annotator.model.document import Document
from annotator.model.report import Imported
from tests.unit.importing.pdf_maker import BOLD, ITALIC, PageMaker, make_pdf

PROSE = [
    "The keeper wrote his line three times a day",
    "and nobody had asked him for it. He put the",
    "state of the wind first, and then the oil in",
    "the tank, and last of all the glass. When he",
    "fell ill, his daughter went on in his manner",
    "as if one hand had written all of the pages.",
]


def read(*pages: PageMaker, **said: object) -> Imported:
    return import_bytes(make_pdf(pages, **said), "thing.pdf")  # type: ignore[arg-type]


def texts(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def page(number: int, lines: list[str], top: float = 80) -> PageMaker:
    """A page with a number at its foot."""
    return PageMaker().lines(50, top, lines).words(197, 570, str(number))


def test_lines_are_joined_and_paragraphs_told_by_their_indent() -> None:
    made = PageMaker().lines(50, 80, [*PROSE[:5], "so it seems."])
    made.words(62, 152, "A second paragraph begins further in, and is")
    made.lines(50, 164, ["long enough to go on upon a second line of it."])
    assert texts(read(made).document) == [
        " ".join([*PROSE[:5], "so it seems."]),
        "A second paragraph begins further in, and is long enough to go on upon a second line of it.",
    ]


def test_words_that_the_file_sets_without_spaces_are_parted_by_their_gaps() -> None:
    made = PageMaker().words(50, 80, "two").words(74, 80, "words").words(110, 80, "here")
    assert read(made).document.text == "two words here"


def test_what_is_printed_twice_to_look_bold_is_read_once() -> None:
    style = Style("F", 10.0)
    seen = [
        (char, 50.0 + 6 * place + shift, piece)
        for piece, shift in ((1, 0.0), (2, 0.6))
        for place, char in enumerate("Off")
    ]
    glyphs = [Glyph(char, left, left + 6, 100.0, piece, style) for char, left, piece in seen]
    assert pieces_of(glyphs)[0][0].text == "Off"


def test_the_letters_of_a_ligature_share_one_place() -> None:
    style = Style("F", 10.0)
    seen = [("o", 50.0), ("f", 56.0), ("f", 56.0), ("i", 56.0), ("ﬁ", 64.0)]
    assert pieces_of([Glyph(char, left, left + 8, 100.0, 1, style) for char, left in seen])[0][0].text == "offifi"


def test_letters_set_apart_are_one_word() -> None:
    made = PageMaker().lines(50, 110, PROSE)
    for place, letter in enumerate("CHAPTER"):
        made.words(50 + 9 * place, 80, letter)
    for place, letter in enumerate("ONE"):
        made.words(50 + 9 * 8 + 9 * place, 80, letter)
    assert texts(read(made).document)[0] == "CHAPTER ONE"


def test_an_accent_set_over_a_letter_becomes_one_with_it() -> None:
    made = PageMaker().words(50, 80, "Ta").words(62, 80, "\u00a8").words(62, 80, "uber lag")
    assert read(made).document.text == "Taüber lag"


def test_italic_and_bold_words_become_emphasis_but_not_headings() -> None:
    made = PageMaker().words(50, 60, "The Line", 14, BOLD).lines(50, 90, PROSE)
    made.words(50, 162, "It is called ").words(128, 162, "a daily line", font=ITALIC).words(206, 162, ", always.")
    document = read(made).document
    found = [(each.kind.value, document.text[each.start : each.end]) for each in document.emphasis]
    assert found == [("italic", "a daily line")]
    assert [division.title for division in document.divisions] == ["The Line"]


def test_emphasis_that_runs_over_a_line_end_is_one() -> None:
    made = PageMaker().lines(50, 80, PROSE[:5]).words(50, 140, "as if ")
    made.words(86, 140, "one hand had written it and the", font=ITALIC)
    made.words(50, 152, "same hand had read it", font=ITALIC).words(176, 152, " again.")
    document = read(made).document
    assert [document.text[each.start : each.end] for each in document.emphasis] == [
        "one hand had written it and the same hand had read it"
    ]


def test_columns_are_read_one_after_the_other() -> None:
    left = [f"left line {n} has words in it" for n in range(12)]
    right = [f"right line {n} has words too" for n in range(12)]
    made = PageMaker(width=460).words(50, 60, "A title that runs over both of the columns", 14, BOLD)
    made.lines(50, 90, left).lines(250, 94, right)
    text = read(made).document.text
    assert text.startswith("A title that runs")
    assert text.index("left line 11") < text.index("right line 0")


def test_a_page_set_on_its_side_reads_as_any_other() -> None:
    made = PageMaker(width=600, height=400, rotate=90)
    for number, line in enumerate(PROSE):
        made.words(80 + 12 * number, 350, line, turn="0 1 -1 0")
    assert read(made).document.text == " ".join(PROSE)


def test_words_across_the_page_and_off_the_page_are_furniture() -> None:
    made = page(1, PROSE).words(120, 400, "DRAFT", 60, turn="0.7 0.7 -0.7 0.7", grey=0.8)
    made.words(50, 640, "book.indd 23 printed today")
    imported = read(made, page(2, PROSE[::-1]))
    assert "DRAFT" not in imported.document.text and "indd" not in imported.document.text
    assert [(removed.kind, removed.text) for removed in imported.report.removed] == [
        ("page_number", "1"),
        ("watermark", "DRAFT"),
        ("stamp", "book.indd 23 printed today"),
        ("page_number", "2"),
    ]


def test_a_dropped_capital_goes_back_to_its_word() -> None:
    made = PageMaker().words(50, 104, "T", 36)
    made.lines(74, 80, ["he keeper wrote his line three times a d", "ay and nobody had asked him for it. He p"])
    made.lines(74, 104, ["ut the state of the wind first, and then"]).lines(50, 116, PROSE[3:])
    assert read(made).document.text.startswith("The keeper wrote his line")


def test_raised_figures_are_no_part_of_a_word() -> None:
    made = PageMaker().lines(50, 80, PROSE[:5]).words(50, 140, "as if one hand had written the page.")
    made.words(266, 136, "1", 6).words(276, 140, "It was")
    made.words(50, 152, "so for years.").rule(50, 500, 80).words(50, 515, "1", 5)
    made.words(56, 518, "The first note, in smaller type.", 8)
    document = read(made).document
    assert "the page. It was so for years." in document.text
    assert [(ref.label, document.text[: ref.at][-5:], ref.note) for ref in document.note_refs] == [("1", "page.", 0)]
    assert document.text[document.notes[0].start : document.notes[0].end] == "The first note, in smaller type."


def test_text_from_right_to_left_is_in_the_order_of_speech() -> None:
    style = Style("F", 10.0)
    seen = [("ם", 50.0), ("ו", 56.0), ("ל", 62.0), ("ש", 68.0), ("1", 80.0), ("2", 86.0)]
    glyphs = [Glyph(char, left, left + 6, 100.0, 1, style) for char, left in seen]
    assert pieces_of(glyphs)[0][0].text == "12 שלום"
