from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from annotator.importing.markdown_text import looks_like_markdown
from tests.unit.importing.samples import blocks, divisions, imported

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


WORDS = st.text(alphabet=st.sampled_from("abcdeé .,;:?!—-\n\t12“”’()Z"), min_size=1, max_size=400)


@given(WORDS.filter(lambda text: bool(text.strip())))
def test_plain_text_loses_no_letter(text: str) -> None:
    kept = imported(text, "words.txt").document
    if kept.importer.name == "plain-text":
        assert re.sub(r"[\s-]", "", kept.text) == re.sub(r"[\s-]", "", text)


MARKDOWN = """---
title: On Reading
author: "Ann Author"
lang: en
---

# First

Some *slanted* and **bold** words, with a [link](http://x.y) and `code_here`.[^a]
The same paragraph.

> A quotation
> of two lines.
>
> Its second paragraph.

- one
- two
  goes on

## Below

Under\\_scored snake_case stays.[^b]

| a | b |
|---|---|
| 1 | 2 |

Second
======

More.

[^a]: The note
    goes on.

    And has two paragraphs.
[^b]: Another *one*.
"""


def test_markdown_becomes_a_document() -> None:
    document = imported(MARKDOWN, "x.md").document
    assert (document.title, document.metadata) == ("On Reading", {"author": "Ann Author", "language": "en"})
    assert divisions(document) == [
        ("chapter", None, "First", "Ann Author", 1),
        ("section", None, "Below", None, 2),
        ("notes", None, None, None, 2),
        ("chapter", None, "Second", "Ann Author", 1),
    ]
    assert blocks(document)[:8] == [
        ("heading", "First"),
        ("paragraph", "Some slanted and bold words, with a link and code_here. The same paragraph."),
        ("quote", "A quotation of two lines."),
        ("quote", "Its second paragraph."),
        ("list", "one"),
        ("list", "two goes on"),
        ("heading", "Below"),
        ("paragraph", "Under_scored snake_case stays."),
    ]
    assert [document.text[e.start : e.end] for e in document.emphasis] == ["slanted", "bold", "one"]
    assert [document.text[note.start : note.end] for note in document.notes] == [
        "The note goes on.\n\nAnd has two paragraphs.",
        "Another one.",
    ]
    assert [(document.text[: ref.at][-5:], ref.note) for ref in document.note_refs] == [("here.", 0), ("tays.", 1)]
    assert document.tables[0].rows == (("a", "b"), ("1", "2"))


def test_unpaired_marks_are_letters() -> None:
    document = imported("# T\n\n2 * 3 * 4 and **open and _so_ on* it is", "x.md").document
    assert blocks(document)[1][1] == "2 * 3 * 4 and **open and so on* it is"


def test_a_text_is_markdown_by_its_name_or_by_what_stands_in_it() -> None:
    assert looks_like_markdown("Just words.", "notes.MD")
    assert looks_like_markdown("# One\n\n> quoted\n\n## Two\n", "notes.txt")
    assert not looks_like_markdown("# One hash\nand words.", "notes.txt")
    assert not looks_like_markdown("# One\n## Two\n\fpage", "notes.md")
