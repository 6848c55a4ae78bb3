"""What is set apart in printed text, told by measures, indents and rhymes; and the notes that stand in odd places."""

from __future__ import annotations

import time

import pytest

from annotator.importing.printed.lines import read_lines
from annotator.importing.printed.notes import find_notes
from annotator.importing.printed.symbols import symbol_starts
from annotator.model.document import BlockKind, DivisionKind, Document
from tests.unit.importing.samples import blocks, imported

TEXT = """The harbor board had never asked for any ledgers, and it was
not at all sure what it would do with them once they came in.
Each of the lines was short, and none of those who wrote them
knew which of them was going to matter to those who came later
and who would have to read all of it with nobody left to ask."""
QUOTE = """The keeper shall enter the wind at noon, and
the weather, and the oil that was consumed in
the night before, whether or not he finds that
there is anything at all to remark upon it."""
VERSE = """I write the wind, I write the hour,
I write the oil, I write the flame;
And who it was that climbed the tower,
Has in the book no room, nor name."""
LOW_VERSE = """on the old stone bridge that lost its water
every farmer still has to pay us a quarter;
when the river comes back to us now and then
who is ever going to pay for the king’s men?"""


def _kinds(*pieces: str) -> list[tuple[str, str]]:
    text = "\n".join([TEXT, TEXT, *pieces, TEXT, TEXT])
    pages = "\f".join(f"{n} The Ledger\n{text}" for n in range(4, 8))
    return [(kind, words.split()[0]) for kind, words in blocks(imported(pages).document)]


def test_a_narrower_measure_is_a_quotation() -> None:
    found = _kinds(QUOTE)
    assert found.count(("quote", "The")) == 4
    # Nothing announces it and no blank line stands round it; without its measure it is text.
    assert ("quote", "The") not in _kinds(TEXT)


def test_verses_are_known_by_their_capitals_and_ends() -> None:
    assert _kinds(VERSE).count(("verse", "I")) == 4


def test_verses_without_capitals_are_known_by_their_rhymes() -> None:
    assert _kinds(QUOTE, TEXT, LOW_VERSE).count(("verse", "on")) == 4
    prose = LOW_VERSE.replace("quarter", "farthing").replace("now and then", "one morning")
    assert ("verse", "on") not in _kinds(QUOTE, TEXT, prose)


def test_a_list_ends_with_its_last_item() -> None:
    items = "1. Write what was seen by you.\n2. Name no person.\n3. Never correct an entry; make another."
    found = _kinds("He laid down the following rules, to be read to each of them:", items)
    assert found.count(("list", "3.")) == 4
    assert found.count(("list", "1.")) == 4


GATHERED = f"""Chapter 1

Of Oil

{TEXT}1
{TEXT}2

Chapter 2

Of Wind

{TEXT}1

Notes
Chapter 1: Of Oil
1. Minutes of the board.
2. The clerk, to nobody.
Chapter 2: Of Wind, and of What
Came with It
1. A third note.
"""


def _notes(document: Document) -> list[tuple[str, str]]:
    return [(note.label, document.text[note.start : note.end]) for note in document.notes]


def test_notes_of_a_whole_book_belong_to_its_chapters() -> None:
    document = imported(GATHERED).document
    assert _notes(document) == [
        ("1", "Minutes of the board."),
        ("2", "The clerk, to nobody."),
        ("1", "A third note."),
    ]
    assert [(ref.label, ref.note) for ref in document.note_refs] == [("1", 0), ("2", 1), ("1", 2)]
    notes = [d for d in document.divisions if d.kind is DivisionKind.NOTES]
    assert [(d.level, d.title) for d in notes] == [
        (1, "Notes"),
        (2, "Chapter 1: Of Oil"),
        (2, "Chapter 2: Of Wind, and of What Came with It"),
    ]


def test_a_marker_that_is_lost_moves_no_note_of_another_chapter() -> None:
    document = imported(GATHERED.replace("ask.2", "ask.")).document
    assert [(ref.label, ref.note) for ref in document.note_refs] == [("1", 0), ("1", 2)]


def test_notes_may_be_counted_through_the_book() -> None:
    text = GATHERED.replace("ask.1\n\nNotes", "ask.3\n\nNotes")
    text = text.replace("Chapter 1: Of Oil\n1.", "1.").replace(
        "Chapter 2: Of Wind, and of What\nCame with It\n1.", "3."
    )
    document = imported(text).document
    assert [label for label, _ in _notes(document)] == ["1", "2", "3"]
    assert [(ref.label, ref.note) for ref in document.note_refs] == [("1", 0), ("2", 1), ("3", 2)]


def test_a_list_under_another_heading_gathers_no_notes() -> None:
    lines = read_lines("Notes\n1. One.\n2. Two.\nThe Rules of the Board\n1. An item.\n")
    assert [start.label for start in find_notes(lines, set()).starts.values()] == ["1", "2"]


def test_notes_with_symbols() -> None:
    page = f"{TEXT}*\n{TEXT}†\n* Minutes of the board.\n† The clerk, to nobody,\nas usual.\n"
    document = imported("\f".join(f"{n} The Ledger\n{page}" for n in range(4, 8))).document
    assert _notes(document)[:2] == [("*", "Minutes of the board."), ("†", "The clerk, to nobody, as usual.")]
    assert [ref.note for ref in document.note_refs] == list(range(8))
    assert "*" not in document.text


def test_bullets_are_no_notes() -> None:
    lines = read_lines("He listed them.*\n* apples\n* pears\n")
    assert symbol_starts(lines, range(len(lines))) == []


STREWN = f"""Chapter 1

Of Oil

{TEXT}
{TEXT}
{TEXT}
{TEXT}
{TEXT}1
{TEXT.replace(" came later", "")}
1 Minutes of the harbor board, volume the third; the clerk kept his
post, as he says himself in a letter.
{TEXT}2
{TEXT}
2 The same volume of the minutes, on the page that lies behind it; it
has not been cut to this day.
{TEXT}
"""


def test_footnotes_without_page_turns() -> None:
    document = imported(STREWN).document
    assert [(label, words[-9:]) for label, words in _notes(document)] == [("1", "a letter."), ("2", "this day.")]
    assert [(ref.label, ref.note) for ref in document.note_refs] == [("1", 0), ("2", 1)]


def test_numbers_of_sections_are_no_part_of_their_titles() -> None:
    text = f"Chapter 1\n\nOf Oil\n\n{TEXT}\n\n1.1 What It Cost\n\n{TEXT}\n\n1.1.1 In Winter\n\n{TEXT}\n"
    document = imported(f"1 The Ledger\n{text}\f2 The Ledger\n{TEXT}\f3 The Ledger\n{TEXT}").document
    sections = [d for d in document.divisions if d.kind is DivisionKind.SECTION]
    assert [(d.level, d.number, d.title) for d in sections] == [(2, "1.1", "What It Cost"), (3, "1.1.1", "In Winter")]


@pytest.mark.parametrize("turn", ["\f", "\n"])
def test_authors_under_the_titles_of_selections(turn: str) -> None:
    piece = "{0}\nThe Keeper and the\nClerk {0}\nA Historian of Harbors\n" + "\n".join([TEXT] * 3)
    text = turn.join(piece.format(number) for number in ("1-1", "1-2", "1-3"))
    document = imported(f"Chapter 1\n\nOf Oil\n\n{TEXT}{turn}{text}").document
    found = [d for d in document.divisions if d.kind is DivisionKind.SELECTION]
    assert [(d.title, d.author) for d in found] == [
        (f"The Keeper and the Clerk {n}", "A Historian of Harbors") for n in ("1-1", "1-2", "1-3")
    ]


def test_kinds_of_short_texts_are_left_alone() -> None:
    document = imported(f"1 The Ledger\n{QUOTE}\f2 The Ledger\n{QUOTE}\f3 The Ledger\n{QUOTE}").document
    assert BlockKind.QUOTE not in {block.kind for block in document.blocks}


def test_many_lines_alike_cost_no_more_each() -> None:
    def seconds(lines: int) -> float:
        started = time.process_time()
        imported("word word word word word word word word word word word\n" * lines)
        return time.process_time() - started

    seconds(100)  # what is loaded once
    assert seconds(8000) < 8 * seconds(2000)  # compared each with each, 16
