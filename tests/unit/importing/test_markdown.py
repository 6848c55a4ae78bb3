"""Markdown files become Documents as CommonMark and its usual additions read them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.importing.checking import check_document
from annotator.importing.markdown.reader import looks_like_markdown
from annotator.model.document import Document
from annotator.model.report import Imported
from tests.unit.importing.samples import blocks, divisions, imported, letters


def read(text: str) -> Imported:
    return imported(text, "x.md")


def emphasis(document: Document) -> list[tuple[str, str]]:
    return [(one.kind.value, document.text[one.start : one.end]) for one in document.emphasis]


def notes(document: Document) -> list[tuple[str, str]]:
    return [(note.label, document.text[note.start : note.end]) for note in document.notes]


def refs(document: Document) -> list[tuple[str, str, int | None]]:
    return [(ref.label, document.text[: ref.at][-5:], ref.note) for ref in document.note_refs]


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
    assert blocks(document)[1][1] == "2 * 3 * 4 and *open and so on it is"


def test_a_text_is_markdown_by_its_name_or_by_what_stands_in_it() -> None:
    assert looks_like_markdown("Just words.", "notes.MD")
    assert looks_like_markdown("# One\n\n> quoted\n\n## Two\n", "notes.txt")
    assert not looks_like_markdown("# One hash\nand words.", "notes.txt")
    assert not looks_like_markdown("# One\n## Two\n\fpage", "notes.md")


@pytest.mark.parametrize(
    ("front", "title", "metadata"),
    [
        ("title: Dams\nauthor: [Ann Author, Bob Other]", "Dams", {"author": "Ann Author and Bob Other"}),
        (
            "title: 'On: Dams'\nauthors:\n  - name: Ann\n  - name: Bob\n  - Cleo",
            "On: Dams",
            {"author": "Ann, Bob and Cleo"},
        ),
        ("title: Dams: A History\nyear: 1999", "Dams: A History", {"year": "1999"}),
        (
            "title: Dams\ndate: 1999-05-01\nlang: no\npublish: no",
            "Dams",
            {"date": "1999-05-01", "language": "no", "publish": "no"},
        ),
        (
            "title: >\n  A folded\n  title\nauthor:\n  given: Ann\n  family: Author",
            "A folded title",
            {"author": "Ann Author"},
        ),
    ],
)
def test_front_matter(front: str, title: str, metadata: dict[str, str]) -> None:
    document = read(f"---\n{front}\n---\n\nWords.").document
    assert (document.title, document.metadata, document.text) == (title, metadata, "Words.")


def test_a_title_block_of_percent_signs() -> None:
    document = read("% On Dams\n% Ann Author; Bob Other\n% 1999\n\nWords.").document
    assert (document.title, document.metadata) == ("On Dams", {"author": "Ann Author and Bob Other", "date": "1999"})


def test_what_only_looks_like_front_matter_is_text() -> None:
    assert read("---\nA scene ends here.\n---\n\nAnother.").document.text == "A scene ends here.\n\nAnother."
    assert read("---\ntitle: never closed\n\nWords.").document.text.startswith("title: never closed")


def test_a_title_given_by_the_person_leaves_the_metadata_alone() -> None:
    from annotator.importing import import_bytes

    document = import_bytes(b"---\ntitle: A\nauthor: B\n---\nx", "x.md", title="C").document
    assert (document.title, document.metadata) == ("C", {"author": "B"})


READER = """# A Short Reader

Edited for this test.

## Part One: Beginnings

The editor introduces.

### The Dam

*by Ann Author*

It was built.

Source: Ann Author, *Dams* (London, 1999), pp. 3-9.

#### How

By hand.

### The River {#river .x}

Bob Other and Cleo Writer

It flowed.[^1]

[^1]: Always.

## Notes on the Text

None.
"""


def test_a_reader_with_parts_and_selections() -> None:
    document = read(READER).document
    assert document.title == "A Short Reader"
    assert divisions(document) == [
        ("front", None, None, None, 1),
        ("part", "Part One", "Beginnings", None, 1),
        ("introduction", None, None, None, 2),
        ("selection", None, "The Dam", "Ann Author", 2),
        ("section", None, "How", None, 3),
        ("selection", None, "The River", "Bob Other and Cleo Writer", 2),
        ("notes", None, None, None, 3),
        ("chapter", None, "Notes on the Text", None, 1),
    ]
    assert document.divisions[3].source == "Ann Author, Dams (London, 1999), pp. 3-9."
    assert ("author", "by Ann Author") in blocks(document)
    assert emphasis(document) == [("italic", "Dams")]


def test_an_essay_is_one_chapter_with_sections() -> None:
    document = read("# On Dams\n\nWords.\n\n## Origins\n\nMore.\n\n## Outcomes\n\nEnd.").document
    assert [(kind, title, level) for kind, _, title, _, level in divisions(document)] == [
        ("chapter", "On Dams", 1),
        ("section", "Origins", 2),
        ("section", "Outcomes", 2),
    ]


def test_emphasis_on_all_delimiters() -> None:
    document = read(
        "a *b* _c_ **d** __e__ ***f*** *g **h** i* snake_case_word 2*3*4 "
        "`*code*` \\*no\\* <em>j</em> <b>k</b> ~~l~~ &amp; &copy;"
    ).document
    assert document.text == "a b c d e f g h i snake_case_word 234 *code* *no* j k l & ©"
    assert emphasis(document) == [
        *(("italic", "b"), ("italic", "c"), ("bold", "d"), ("bold", "e"), ("bold", "f"), ("italic", "f")),
        *(("italic", "g h i"), ("bold", "h"), ("italic", "3"), ("italic", "j"), ("bold", "k")),
    ]


def test_links_pictures_and_html() -> None:
    document = read(
        'See [the *site*](http://x.y "t"), [a ref][r], [r], <http://z.z> and ![a picture](p.png).<!-- hidden -->\n\n'
        "<div class='x'>\nKept in <i>tags</i>.\n</div>\n\n<script>never()</script>\n\n<!-- a\n\ncomment -->\n\n"
        "Up<br>\ndown, x<sup>2</sup>.\n\n[r]: http://r.r 'T'"
    ).document
    assert [text for _, text in blocks(document)] == [
        "See the site, a ref, r, http://z.z and a picture.",
        "Kept in tags.",
        "Up down, x2.",
    ]


def test_quotations_lists_and_verse() -> None:
    document = read(
        "> First.\n>\n> Second *set*\nlazy.\n>\n> — Ann Author\n\n"
        "1. one\n\n   its second paragraph\n2. two\n   - dot\n     1) deep\n3. three\n\n"
        "1986\\. A great year.\n\n"
        "| Of rain,\n|    of *snow*,\n|\n| and of the wind\n\n"
        "Line one  \nline two\\\nline three\n\n"
        "> Quoted  \n> verse\n\n"
        "Prose that runs on\nand breaks  \nonce."
    ).document
    assert blocks(document) == [
        ("quote", "First."),
        ("quote", "Second set lazy."),
        ("quote", "— Ann Author"),
        ("list", "1. one"),
        ("list", "its second paragraph"),
        ("list", "2. two"),
        ("list", "dot"),
        ("list", "1) deep"),
        ("list", "3. three"),
        ("paragraph", "1986. A great year."),
        ("verse", "Of rain,\nof snow,"),
        ("verse", "and of the wind"),
        ("verse", "Line one\nline two\nline three"),
        ("verse", "Quoted\nverse"),
        ("paragraph", "Prose that runs on and breaks once."),
    ]
    assert emphasis(document) == [("italic", "set"), ("italic", "snow")]


def test_tables_with_captions_and_notes() -> None:
    document = read(
        "Table 1. *Dams*\n\n| a | *b* |\n|---|:-:|\n| 1[^n] | x \\| y |\n\nSource: A census.\n\nWords.\n\n"
        "| c |\n|---|\n| 2 |\n\n: Rivers\n\n[^n]: Counted."
    ).document
    assert [(table.caption, table.rows) for table in document.tables] == [
        ("Table 1. Dams", (("a", "b"), ("1", "x | y"))),
        ("Rivers", (("c",), ("2",))),
    ]
    assert [kind for kind, _ in blocks(document)] == [
        *("caption", "table", "source", "paragraph", "table", "caption", "note"),
    ]
    assert refs(document) == [("n", "a\tb\n1", 0)]
    assert ("italic", "b") in emphasis(document)


def test_footnotes_of_all_kinds() -> None:
    document = read(
        "# A\n\nOne.[^1] In place.^[Written *here*.] Lost.[^9] Again.[^1]\n\n"
        "[^1]: First.\n\n    Its second.\n\n    > Quoted.\n\n[^unmarked]: Nobody asks.\n\n"
        "# B\n\nAnother one.[^1]\n\n[^1]: Of chapter B."
    ).document
    assert notes(document) == [
        ("1", "First.\n\nIts second.\n\nQuoted."),
        ("1", "Written here."),
        ("1", "Of chapter B."),
        ("unmarked", "Nobody asks."),
    ]
    assert refs(document) == [
        *(("1", "\nOne.", 0), ("1", "lace.", 1), ("9", "Lost.", None), ("1", "gain.", 0)),
        ("1", " one.", 2),
    ]
    assert [document.divisions[note.division].parent for note in document.notes[:3]] == [0, 0, 2]
    assert "[^" not in document.text


def test_a_note_inside_a_note_that_nobody_marks_is_there_once() -> None:
    document = read("Words.\n\n[^u]: Nobody asks.^[Inside.]").document
    assert [text for _, text in notes(document)] == ["Inside.", "Nobody asks."] or [
        text for _, text in notes(document)
    ] == ["Nobody asks.", "Inside."]


def test_markers_without_notes_are_doubted() -> None:
    imported_ = read("Words.[^1]")
    assert [(doubt.code, dict(doubt.params)) for doubt in imported_.report.doubts] == [
        ("notes_missing", {"count": "1"})
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<!-- p. xii -->Alpha bra<!-- page 13 -->vo.\n\n<!-- pb 14 -->\n\nCharlie.",
        '<a id="page-xii"></a>Alpha bra<span id="p13"></span>vo.\n\n<span epub:type="pagebreak" title="14"/>Charlie.',
        "[p. xii] Alpha bra[p. 13]vo.\n\n[p. 14]\n\nCharlie.",
        "{xii}Alpha bra{13}vo.\n\n{14} Charlie.",
    ],
)
def test_page_marks(text: str) -> None:
    document = read(text).document
    assert document.text == "Alpha bravo.\n\nCharlie."
    assert [(page.label, page.printed, page.start) for page in document.pages] == [
        ("xii", True, 0),
        ("13", True, 9),
        ("14", True, 14),
    ]


def test_a_page_and_a_marker_that_stand_alone() -> None:
    document = read("Alpha.\n\n<!-- p. 13 -->\n\n[^1]\n\nBravo.\n\n[^1]: Note.").document
    assert [(page.label, document.text[page.start :][:6]) for page in document.pages] == [("13", "Bravo.")]
    assert refs(document) == [("1", "lpha.", 0)]


def test_marks_taken_out_are_reported_with_their_lines() -> None:
    report = read("---\ntitle: T\n---\n\nAlpha.[p. 1]\n\nBravo.[p. 2] Charlie.").report
    assert [(one.kind, one.text, one.line) for one in report.removed] == [
        ("page_number", "[p. 1]", 5),
        ("page_number", "[p. 2]", 7),
    ]


@pytest.mark.parametrize(
    "text", ["As he says [p. 17] there.", "See [p. 40] and [p. 12].", "Sets {1} and {90}.", "{2} {2}"]
)
def test_what_may_be_words_is_no_page(text: str) -> None:
    document = read(text).document
    assert (document.text, document.pages) == (text, ())


_WORDS = st.text(alphabet=st.sampled_from("abcdeéñ ZXŽ—”’"), min_size=1, max_size=30).map(lambda t: f"q{t}q")
_INLINE = st.one_of(
    _WORDS,
    st.builds(lambda a, mark: f"{mark}{a}{mark}", _WORDS, st.sampled_from(["*", "_", "**", "__", "***", "`", "~~"])),
    st.builds(lambda a: f"[{a}](http://1.1)", _WORDS),
    st.builds(lambda a: f"<span>{a}</span><!-- 1 -->", _WORDS),
    st.builds(lambda a: f"^[{a}]", _WORDS),
    st.sampled_from(["[^1]", "\n", "  \n", "\\\n", " ", "*", "_", "[", "]", "!", "|", "< ", ">", "{1}", "[p. 2]"]),
)
_LINE = st.lists(_INLINE, min_size=1, max_size=6).map("".join)
_BLOCK = st.one_of(
    _LINE,
    st.builds(
        lambda mark, a: f"{mark}{a}", st.sampled_from(["# ", "## ", "> ", "- ", "12) ", "| ", "    ", "[^1]: "]), _LINE
    ),
    st.builds(lambda a, b: f"|{a}|\n|--|\n|{b}|", _WORDS, _WORDS),
    st.builds(lambda a: f"```\n{a}\n```", _WORDS),
    st.builds(lambda a: f"<div>{a}</div>", _WORDS),
)


@settings(max_examples=250, deadline=None)
@given(st.lists(_BLOCK, min_size=1, max_size=8), st.sampled_from(["\n\n", "\n"]))
def test_no_letter_is_lost_and_none_is_doubled(parts: list[str], between: str) -> None:
    text = between.join(parts)
    markup = re.sub(r"http://1\.1|</?(?:span|div)>|p\. 2", "", text)
    try:
        document = read(text).document
    except UserError:
        assert not letters(markup)
        return
    check_document(document)
    kept = letters(re.sub(r"http://1\.1|</?(?:span|div)>|p\. 2", "", document.text))
    assert kept == letters(markup)


@pytest.mark.parametrize(
    "text", [">" * 3000 + " deep", "- " * 3000 + "deep", "[" * 9000 + "deep", "^[" * 3000 + "deep"]
)
def test_what_is_nested_beyond_sense_keeps_its_words(text: str) -> None:
    assert "deep" in read(text).document.text


def test_what_is_no_address_is_text() -> None:
    document = read("[Laughter]: ha\n\n[Exit]:\n\nsoftly\n\nSee [x] and [^Ibid].\n\n[x]: http://x.y").document
    assert document.text == "[Laughter]: ha\n\n[Exit]:\n\nsoftly\n\nSee x and [^Ibid]."


def test_html_that_never_ends_swallows_nothing() -> None:
    assert "words" in read("<!-- never closed\n\nwords").document.text
    assert "words" in read("<div\nwords").document.text


def test_a_row_with_more_cells_than_the_table_has_columns_loses_none() -> None:
    (table,) = read("# T\n\n| a | b |\n|--|--|\n| c | d | e |\n> f | g\n").document.tables
    assert table.rows[1] == ("c", "d", "e")
