from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.importing.checking import check_document
from tests.unit.importing.samples import blocks, divisions, imported, letters

NOVEL = """A Small Tale

by Ann Author

Chapter 1

It was a dark night, and the wind blew over the moor as
it had always done; a well-
known thing.

She said nothing.

Chapter 2: The Morning

The sun rose.
"""


def test_hard_wrapped_prose_with_chapters() -> None:
    document = imported(NOVEL).document
    assert document.title == "A Small Tale"
    assert document.metadata == {"author": "Ann Author"}
    assert divisions(document) == [
        ("front", None, None, "Ann Author", 1),
        ("chapter", "Chapter 1", None, None, 1),
        ("chapter", "Chapter 2", "The Morning", None, 1),
    ]
    assert ("paragraph", "She said nothing.") in blocks(document)
    assert blocks(document)[3][1].endswith("always done; a well-known thing.")


def test_one_line_a_paragraph() -> None:
    text = "\n".join(f"Paragraph {n} is one long line. " + "It goes on and on. " * (n % 7) for n in range(20))
    assert len(imported(text).document.blocks) == 20


def test_verse_keeps_its_lines() -> None:
    document = imported("Of rain\nOf snow\nAnd of the wind\n\nThen came a\nSecond\nStanza").document
    assert blocks(document)[0] == ("verse", "Of rain\nOf snow\nAnd of the wind")


WORDS = st.text(alphabet=st.sampled_from("abcdeé .,;:?!—-\n\t12“”’()Ž[]_*"), min_size=1, max_size=400)


@given(WORDS.filter(lambda text: bool(text.strip())))
def test_plain_text_loses_no_letter(text: str) -> None:
    kept = imported(text, "words.txt").document
    if kept.importer.name == "plain-text":
        check_document(kept)
        assert letters(kept.text) == letters(text)


BOOK = """The Project Gutenberg eBook of Tides

Title: Tides
Author: Ann Author
Language: English

*** START OF THE PROJECT GUTENBERG EBOOK TIDES ***

TIDES

BY

ANN AUTHOR

CONTENTS

  I. The Harbour
  II. The Fog

PREFACE

This book was not meant to be one, and it took me _eleven years_ to
find that out.

PART ONE

CHAPTER I.

THE HARBOUR.

Nobody had seen the boat come in;[1] it lay there in the morning, and
the _Stella
Maris_ with it. The keeper sang:

    Of rain and of snow,
      Of the wind that blows,

    And of nothing at all.

He wrote into his book that evening what follows here:

    The sea was calm, the night was dark, and there was nothing that
    could have been seen by any man who looked for it.

That was all.[A]

[1] It is the boat of the second chapter.

[Footnote A: Nobody knows
whether it was.]

CHAPTER II

The Fog

It came in May.[1]

[1] In the year of the flood.

*** END OF THE PROJECT GUTENBERG EBOOK TIDES ***

Licence and more licence.
"""


def test_a_book_as_volunteers_type_it() -> None:
    imported_ = imported(BOOK)
    document = imported_.document
    assert (document.title, document.metadata["author"]) == ("Tides", "Ann Author")
    assert [(kind, number, title, level) for kind, number, title, _, level in divisions(document)] == [
        ("front", None, None, 1),
        ("front", None, "CONTENTS", 1),
        ("front", None, "PREFACE", 1),
        ("part", "PART ONE", None, 1),
        ("chapter", "CHAPTER I", "THE HARBOUR.", 2),
        ("notes", None, None, 3),
        ("chapter", "CHAPTER II", "The Fog", 2),
        ("notes", None, None, 3),
    ]
    assert [(note.label, document.text[note.start : note.end]) for note in document.notes] == [
        ("1", "It is the boat of the second chapter."),
        ("A", "Nobody knows whether it was."),
        ("1", "In the year of the flood."),
    ]
    assert [(ref.label, document.text[: ref.at][-5:], ref.note) for ref in document.note_refs] == [
        *(("1", "e in;", 0), ("A", " all.", 1), ("1", " May.", 2)),
    ]
    assert [document.text[one.start : one.end] for one in document.emphasis] == ["eleven years", "Stella Maris"]
    found = blocks(document)
    assert ("verse", "Of rain and of snow,\nOf the wind that blows,") in found
    assert any(kind == "quote" and text.startswith("The sea was calm") for kind, text in found)
    assert [one.text for one in imported_.report.removed][-1] == "Licence and more licence."
    assert letters(document.text) + letters("".join(one.text for one in imported_.report.removed)) == letters(
        BOOK.replace("Footnote A", "").replace("[A]", "")
    )


READER = """A Short Reader

Part One: Beginnings

The editor introduces what follows, in a line that is long enough.

The Dam

by Ann Author

It was built in a year when nobody thought of building anything.1 And it
was paid for by those who lived below it.2

Source: Ann Author, Dams (London, 1999), pp. 3-9.

Notes

1. So the papers said.
2. They were never asked.

The River

by Bob Other

It flowed.
"""


def test_a_reader_without_any_furniture() -> None:
    document = imported(READER).document
    assert divisions(document) == [
        ("front", None, None, None, 1),
        ("part", "Part One", "Beginnings", None, 1),
        ("introduction", None, None, None, 2),
        ("selection", None, "The Dam", "Ann Author", 2),
        ("notes", None, "Notes", None, 3),
        ("selection", None, "The River", "Bob Other", 2),
    ]
    assert document.divisions[3].source == "Ann Author, Dams (London, 1999), pp. 3-9."
    assert [(ref.label, ref.note) for ref in document.note_refs] == [("1", 0), ("2", 1)]


def test_numbers_that_no_note_answers_stay() -> None:
    text = "He came in the year 5. Then, on page [12], he wrote [see below] what_is_it and 3 _ 4.\n\nNothing more."
    document = imported(text).document
    assert document.text == text
    assert (document.notes, document.note_refs, document.emphasis) == ((), (), ())


def test_a_numbered_list_under_notes_is_no_note_where_the_text_has_few_markers() -> None:
    text = "A Title\n\nIt ended.1 Then it began.\n\nNotes\n\n1. One.\n\n2. Two.\n\n3. Three.\n\n4. Four.\n"
    document = imported(text).document
    assert (document.notes, document.note_refs) == ((), ())
    assert "It ended.1 Then" in document.text
