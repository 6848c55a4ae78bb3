"""The signs that flavours of printed text give: edges of pages, columns, feet, indents, widths."""

from __future__ import annotations

import pytest

from annotator.importing.decoding import decode
from annotator.importing.languages import NOTES, SOURCE, language_of
from annotator.importing.printed.columns import Raw, unfolded
from annotator.importing.printed.feet import find_feet
from annotator.importing.printed.furniture import find_furniture
from annotator.importing.printed.lines import Line, measure, read_lines
from annotator.importing.printed.pages import find_turns, number_pages
from annotator.importing.printed.shapes import chapter_number, is_contents_entry, is_part_number
from annotator.importing.printed.tables import find_tables
from annotator.importing.printed.verse import is_verse
from annotator.importing.printed.widths import line_width
from annotator.model.document import BlockKind, DivisionKind
from tests.unit.importing.samples import body_of, imported, places

PROSE = (
    "The harbor board had never asked for ledgers, and it",
    "was not sure what it would do with them. Each line was",
    "short, and nobody who wrote one knew which of them was",
    "going to matter in the end to those who came after him",
)


def _page(number: int, lines: int = 24) -> str:
    """Lines that say something else on every page."""
    return "\n".join(f"{PROSE[n % 4]} {number}{n}x" for n in range(lines))


def _labels(text: str) -> list[tuple[str, bool]]:
    lines = read_lines(text)
    furniture = find_furniture(lines)
    pagination = number_pages(lines, find_turns(lines, furniture.heads, furniture.kinds, set()))
    return [(page.label, page.printed) for page in pagination.pages]


def test_heads_at_the_edges_of_pages() -> None:
    pages = [f"{n} The Ledger\n{_page(n)}" if n % 2 == 0 else f"Of Oil {n}\n{_page(n)}" for n in range(12, 18)]
    text = "\f".join(pages)
    removed = find_furniture(read_lines(text)).removed
    assert [item.text for item in removed][:3] == ["12 The Ledger", "Of Oil 13", "14 The Ledger"]
    assert _labels(text) == [(str(n), True) for n in range(12, 18)]


def test_words_over_the_page_and_the_number_under_it() -> None:
    pages = [f"{'The Ledger' if n % 2 else 'Of Oil'}\n{_page(n)}\n\n{n}" for n in range(1, 9)]
    removed = find_furniture(read_lines("\f".join(pages))).removed
    kinds = [item.kind for item in removed]
    # The first of each is a title as well as a head: it stays.
    assert kinds.count("page_number") == 8
    assert kinds.count("running_head") >= 6


def test_the_title_over_a_chapter_is_no_head() -> None:
    opening = f"Chapter 1\nOf Oil\n{_page(1)}\n\n1"
    pages = [opening, *(f"{n}\n\n{'The Ledger' if n % 2 == 0 else 'Of Oil'}\n\n{_page(n)}" for n in range(2, 7))]
    removed = [item.text for item in find_furniture(read_lines("\f".join(pages))).removed]
    assert removed == ["1", *(text for n in range(2, 7) for text in (str(n), "The Ledger" if n % 2 == 0 else "Of Oil"))]


def test_roman_numbers_before_arabic_ones() -> None:
    numbers = ["i", "ii", "iii", "1", "2", "3"]
    text = "\f".join(f"{_page(n)}\n\n{label}" for n, label in enumerate(numbers))
    assert _labels(text) == [(label, True) for label in numbers]


@pytest.mark.parametrize("at_foot", [False, True])
def test_heads_alone_show_the_turns(at_foot: bool) -> None:
    pages = [(f"{_page(n)}\n{n} The Ledger" if at_foot else f"{n} The Ledger\n{_page(n)}") for n in range(30, 36)]
    assert _labels("\n".join(pages)) == [(str(n), True) for n in range(30, 36)]


def test_a_list_of_numbers_is_no_pagination() -> None:
    assert _labels("\n".join(f"{n}\n{PROSE[n % 4]}" for n in range(1, 9))) == []


def test_columns_are_read_one_after_the_other() -> None:
    left = [f"left column has the words of line {n:02}" for n in range(12)]
    right = [f"right column has other words, line {n:02}" for n in range(12)]
    page = ["9                          A Head Over Both of the Columns Here", ""]
    page += [f"    {a}      {b}" for a, b in zip(left, right, strict=True)]
    raw = [Raw(n, line, False) for n, line in enumerate(page, 1) if line]
    lines = unfolded(raw)
    assert [line.text.strip() for line in lines][1:] == left + right
    assert [line.text.strip()[:4] for line in lines if line.column] == ["left", "righ"]


def test_a_table_is_no_pair_of_columns() -> None:
    raw = [Raw(n, f"   North Head {n}                    {n * 7}", False) for n in range(1, 15)]
    assert len(unfolded(raw)) == 14


FOOT = "\n".join(
    (
        *PROSE,
        "The rule was plain.1 Nobody liked it, and they said",
        "so, although it did no good.2 It stayed as it was.",
        *PROSE,
        "1 Minutes of the board, vol. 3.",
        "2 A clerk counted the letters of complaint, and",
        "there were ninety.",
    )
)


def test_notes_at_the_feet_of_pages() -> None:
    lines = read_lines(FOOT)
    notes = find_feet(lines, [0], set(), set())
    assert [(note.start.label, [lines[index].text[:12] for index in note.lines]) for note in notes] == [
        ("1", ["1 Minutes of"]),
        ("2", ["2 A clerk co", "there were n"]),
    ]
    assert find_feet(lines, [0], set(), {3}) == []


def test_numbers_without_markers_are_no_notes() -> None:
    assert find_feet(read_lines(FOOT.replace("plain.1", "plain.").replace("good.2", "good.")), [0], set(), set()) == []


def test_footnotes_belong_to_the_division_of_their_page() -> None:
    pages = "\f".join(f"{n} The Ledger\n{FOOT}" for n in range(4, 8))
    document = imported(pages).document
    assert [note.label for note in document.notes] == ["1", "2"] * 4
    assert [ref.note for ref in document.note_refs] == list(range(8))
    assert sum(division.kind is DivisionKind.NOTES for division in document.divisions) == 1


def _paragraphs(text: str) -> list[str]:
    body = body_of(text)
    runs = places(body, measure([line.line for line in body]))
    return [body[run[0]].text for run in runs]


def test_indents_begin_paragraphs() -> None:
    end = "and this was the end of it, as everyone had foreseen."
    text = "\n".join((*PROSE, end, "   It was so, and so it stayed, the board being what it", *PROSE, end)) + "\n"
    assert _paragraphs(text * 3).count("It was so, and so it stayed, the board being what it") == 3


def test_a_heading_right_above_its_text() -> None:
    text = "\n".join((*PROSE, "and it was so.", "The Price of Oil", *PROSE, "and that was all."))
    assert _paragraphs(text) == [PROSE[0], "The Price of Oil", PROSE[0]]


def test_verse_is_short_and_ends_where_sense_does() -> None:
    verse = ["I write the wind, I write the hour,", "I write the oil, I write the flame;"]
    verse += ["And who it was that climbed the tower,", "Has in the book no room, nor name."]
    lines = [Line(n, text) for n, text in enumerate(verse, 1)]
    assert is_verse(lines, line_width(PROSE[1]), line_width)
    assert not is_verse([Line(n, text) for n, text in enumerate(PROSE, 1)], line_width(PROSE[1]), line_width)


def test_a_table_read_column_by_column() -> None:
    table = "Station\nNorth Head\nGull Rock\nNarrows\n\n1812\n588\n602\n497\n\n1815\n431\n455\n470\n"
    body = body_of(f"{chr(10).join(PROSE)}\nand so on.\n\nTable 1. Oil\n\n{table}\n{chr(10).join(PROSE)}\n")
    (found,) = find_tables(body, [], measure([line.line for line in body]))
    assert found.rows[:2] == (("Station", "1812", "1815"), ("North Head", "588", "431"))
    assert found.caption is not None


@pytest.mark.parametrize("text", ["Chapter 3", "Kapitel 3", "Drittes Kapitel", "Chapitre premier", "Capítulo 3"])
def test_chapter_numbers(text: str) -> None:
    assert chapter_number(text) == (text, "")


def test_words_of_other_languages() -> None:
    assert all(NOTES.fullmatch(text) for text in ("Notes", "Anmerkungen", "Notas", "Endnoten"))
    assert all(SOURCE.match(text) for text in ("Source : X", "Quelle: X", "Fuente: X", "Fonte: X"))
    assert all(is_part_number(text) for text in ("Part Two", "Zweiter Teil", "Première partie", "IV"))
    assert language_of(["Die Uhr ging nicht, und das war dem Rat auch recht."]) == "de"
    assert language_of(["nothing known here"]) == "en"


def test_entries_of_a_table_of_contents() -> None:
    assert is_contents_entry("The Long Fog . . . . . . . . 14")
    assert is_contents_entry("Chapter 1 The Daily Line . 1")
    assert not is_contents_entry("for all workers and peasants . . .1")


def test_a_contents_page_is_a_list() -> None:
    contents = "Contents\nPreface . . . . . . . . . i\nThe Daily Line . . . . . . 1\nHands . . . . . . . . . . 7\n"
    text = f"{_page(1)}\n\n1\f{contents}\n2\f{_page(3)}\n\n3\f{_page(4)}\n\n4"
    kinds = [block.kind for block in imported(text).document.blocks]
    assert kinds.count(BlockKind.LIST) == 3


def test_marks_of_windows_are_no_letters_of_dos() -> None:
    text = "He said, “Well—no,” and then ‘yes’. " * 3
    assert decode(text.encode("cp1252"), "x.txt") == text
    french = "Ça a été dit à l’évêque, là-bas. " * 3
    assert decode(french.encode("cp1252"), "x.txt") == french


def test_letters_of_central_europe_stay_letters() -> None:
    polish = "Zażółć gęślą jaźń, powiedział, łącząc się z nami w bólu, żeby było lepiej. " * 20
    assert decode(polish.encode("cp1250"), "x.txt") == polish


def test_an_address_cited_twice_is_no_stamp() -> None:
    def removed(times: int) -> list[str]:
        text = "\n".join(f"{PROSE[0]} {n}\nhttps://example.org/ledgers/3\n{n} {PROSE[1]}" for n in range(times))
        return [item.text for item in find_furniture(read_lines(text)).removed]

    assert removed(2) == []
    assert removed(3) == ["https://example.org/ledgers/3"] * 3


def test_a_contents_page_has_no_footnotes() -> None:
    entries = "\n".join(f"{n} The Oil of Year {n} . . . . . . . . . {n}" for n in range(1, 9))
    assert find_feet(read_lines(f"Contents\n{entries}"), [0], set(), set()) == []
