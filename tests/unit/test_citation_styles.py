"""Each style's sentence, for each kind of work."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotator.export.citation_styles import STYLES, Cited, cite, cite_each, lettered
from annotator.export.cited_words import page_words
from annotator.export.citer import Citer
from annotator.export.lettering import as_plain
from annotator.model.anchor import Position
from annotator.model.bibliography import Work, works_of
from annotator.model.citation import Citation, Source
from tests.unit.export_samples import DOCUMENT, passage

FIRST = Source(
    "", "Merle Quill", "Ink as a System", "How Ink Is Ruled", None, "Cambridge", "Quay Press", "1963", "421–462"
)
PIECE = Work(
    "chapter",
    title="Ink as a System of Power",
    author="Merle Quill",
    editor="Joel M. Oster",
    container="Politics in Ink: A Reader",
    place="Los Angeles",
    publisher="Paper Press",
    year="2013",
    pages="16–56",
    citekey="quill1963ink",
    original=replace(FIRST, title="Ink as a System of Power"),
)
UNDATED = replace(PIECE, place="", publisher="", year="")
BOOK = Work("book", title="Politics in Ink: A Reader", editor="Joel M. Oster", year="2013", citekey="oster2013politics")
PREFACE = Work(
    "chapter",
    title="Introduction to “The Collapse”",
    author="Joel M. Oster",
    editor="Joel M. Oster",
    container="Politics in Ink",
    year="2013",
    citekey="oster2013collapse",
    titled=False,
)
ONE, TURN, INFERRED = (("17", "17"),), (("17", "18"),), (("[79]", "[80]"),)


@pytest.mark.parametrize(
    ("work", "pages", "style", "words"),
    [
        (PIECE, ONE, "reading", "Quill, in Oster (ed.), p. 17"),
        (PIECE, TURN, "reading", "Quill, in Oster (ed.), pp. 17–18"),
        (replace(PIECE, editor=""), ONE, "reading", "Quill, p. 17"),
        (replace(PIECE, editor="Joel Oster and Ada Lind"), (), "reading", "Quill, in Oster and Lind (eds.)"),
        (replace(PIECE, editor="", container_author="Ada Lind"), ONE, "reading", "Quill, in Lind, p. 17"),
        (replace(PIECE, author=""), ONE, "reading", "“Ink as a System of Power”, in Oster (ed.), p. 17"),
        (replace(PIECE, author="", editor=""), ONE, "reading", "“Ink as a System of Power”, p. 17"),
        (PREFACE, ONE, "reading", "Oster (ed.), p. 17"),
        (BOOK, ONE, "reading", "Oster (ed.), p. 17"),
        (replace(BOOK, author="Ada Lind", editor=""), ONE, "reading", "Lind, p. 17"),
        (replace(BOOK, editor=""), (), "reading", "*Politics in Ink: A Reader*"),
        (UNDATED, ONE, "author-date", "(Quill 1963, 17)"),
        (PIECE, ONE, "author-date", "(Quill [1963] 2013, 17)"),
        (replace(PIECE, original=None), TURN, "author-date", "(Quill 2013, 17–18)"),
        (replace(UNDATED, original=None), (), "author-date", "(Quill, n.d.)"),
        (BOOK, ONE, "author-date", "(Oster 2013, 17)"),
        (PREFACE, INFERRED, "author-date", "(Oster 2013, [79–80])"),
        (replace(UNDATED, author=""), ONE, "author-date", "(“Ink as a System of Power” 1963, 17)"),
        (PIECE, ONE, "pandoc", "[@quill1963ink, p. 17]"),
        (PIECE, TURN, "pandoc", "[@quill1963ink, pp. 17–18]"),
        (PIECE, (), "pandoc", "[@quill1963ink]"),
        (PIECE, (("xii", "xiv"),), "pandoc", "[@quill1963ink, pp. xii–xiv]"),
        (PIECE, INFERRED, "pandoc", "[@quill1963ink, pp. 79–80]"),
        (PIECE, (("A-3", "A-3"),), "pandoc", "[@quill1963ink, {p. A-3}]"),
        (
            PIECE,
            ONE,
            "note",
            "Merle Quill, “Ink as a System of Power,” in *Politics in Ink: A Reader*, ed. Joel M. Oster "
            "(Los Angeles: Paper Press, 2013), 17. "
            "Originally published in *How Ink Is Ruled* (Cambridge: Quay Press, 1963), 421–462.",
        ),
        (
            replace(PIECE, original=FIRST),
            (),
            "note",
            "Merle Quill, “Ink as a System of Power,” in *Politics in Ink: A Reader*, ed. Joel M. Oster "
            "(Los Angeles: Paper Press, 2013). Originally published as “Ink as a System,” in *How Ink Is Ruled* "
            "(Cambridge: Quay Press, 1963), 421–462.",
        ),
        (
            PREFACE,
            TURN,
            "note",
            "Joel M. Oster, introduction to “The Collapse,” in *Politics in Ink*, ed. Joel M. Oster (2013), 17–18.",
        ),
        (BOOK, ONE, "note", "Joel M. Oster, ed., *Politics in Ink: A Reader* (2013), 17."),
        (replace(PIECE, title="Who Rules?", original=None, editor="", place="", publisher="", year=""), ONE, "note",
         "Merle Quill, “Who Rules?” in *Politics in Ink: A Reader*, 17."),
    ],
)  # fmt: skip
def test_a_citation(work: Work, pages: tuple[tuple[str, str], ...], style: str, words: str) -> None:
    assert cite(work, pages, style) == words


def test_a_work_that_was_cited_has_a_short_note() -> None:
    again = [Cited(work, ONE, again=True) for work in (PIECE, BOOK, PREFACE)]
    assert [cite_each([one], "note") for one in again] == [
        "Quill, “Ink as a System of Power,” 17.",
        "Oster, *Politics in Ink*, 17.",
        "Oster, Introduction to “The Collapse,” 17.",
    ]


def test_several_works_make_one_citation() -> None:
    both = [Cited(UNDATED, ONE), Cited(BOOK, TURN)]
    assert cite_each(both, "author-date") == "(Quill 1963, 17; Oster 2013, 17–18)"
    assert cite_each(both, "pandoc") == "[@quill1963ink, p. 17; @oster2013politics, pp. 17–18]"
    assert cite_each(both, "reading") == "Quill, in Oster (ed.), p. 17; Oster (ed.), pp. 17–18"


def test_pages_that_lie_apart() -> None:
    assert page_words((("17", "17"), ("25", "26"))) == "pp. 17, 25–26"
    assert page_words(()) == ""


def test_no_name_or_title_is_read_as_markup() -> None:
    odd = Work("chapter", title="A *star* “in” _ink_", author="M*rle* Quill", citekey="odd")
    assert cite(odd, (), "note") == "M\\*rle\\* Quill, “A \\*star\\* ‘in’ \\_ink\\_.”"


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(KeyError):
        cite(PIECE, ONE, "guess")
    assert set(STYLES) == {"reading", "author-date", "note", "pandoc"}


WORKS = works_of(DOCUMENT, "Paper & Power: A Reader").keyed(
    {None: "binder", "1-archives/1-1-the-ledger": "quill1931ledger"}
)


def test_passages_are_cited_from_their_own_piece() -> None:
    citer = Citer(WORKS, "reading")
    assert citer.cite([passage("A ledger is", "remembered.")]) == "Quill, in Binder (ed.), pp. 17–18"
    assert citer.cite([passage("The part opens")]) == "Binder (ed.), p. 1"
    assert citer.cite([passage("These pages")]) == "Binder (ed.), p. ix"
    assert citer.cite([]) == ""
    assert set(citer.used) == {None, "1-archives/1-1-the-ledger", "1-archives/introduction"}


def test_a_passage_over_the_end_of_a_piece_cites_both() -> None:
    both = Position(DOCUMENT.text.index("Forty"), DOCUMENT.text.index("found a memory"))
    assert Citer(WORKS).cite([both]) == "Quill, in Binder (ed.), p. 18; Marsh and van Dyke, in Binder (ed.), p. [19]"


def test_the_second_note_on_a_piece_is_short() -> None:
    citer = Citer(WORKS, "note")
    assert citer.cite([passage("A ledger is")]).startswith("Ada Quill, “The Ledger,” in *Paper & Power: A Reader*, ed.")
    assert citer.cite([passage("Forty leaves")]) == "Quill, “The Ledger,” 18."


def test_a_person_has_the_last_word() -> None:
    said = [
        Citation("1", "r", None, (("editor", "Eve Bind"), ("year", "2001"))),
        Citation("2", "r", "1-archives/1-1-the-ledger", (("author", "A. Quill"), ("year", ""), ("place", "York"))),
        Citation("3", "r", "1-archives/introduction", (("author", "Cora Lind"),)),
    ]
    works = works_of(DOCUMENT, "Paper", "r", said)
    ledger, introduction = works.pieces[3], works.pieces[2]
    assert (works.book.editor, works.book.year, works.book.title) == ("Eve Bind", "2001", "Paper")
    assert (ledger.author, ledger.editor, ledger.year, ledger.container) == ("A. Quill", "Eve Bind", "2001", "Paper")
    assert ledger.original and (ledger.original.year, ledger.original.place) == (None, "York")
    assert ledger.original.publisher == "Harbour Press"
    assert introduction.author == "Cora Lind"
    assert works.pieces[5].author == "Bela Marsh and Cora van Dyke"


_WORDS = st.text(st.sampled_from("abZé 19.,:;!?'\"“”‘’()[]{}*_`<>&#~^$@|\\-–"), max_size=24)
_RANGES = st.lists(
    st.tuples(st.sampled_from(["17", "xii", "[79]"]), st.sampled_from(["18", "xiv", "[80]"])), max_size=2
)


@given(_WORDS, _WORDS, _WORDS, _RANGES, st.sampled_from(["reading", "author-date", "note"]), st.booleans())
def test_markdown_reads_a_citation_as_its_plain_words(
    title: str, author: str, place: str, pages: list[tuple[str, str]], style: str, again: bool
) -> None:
    original = Source("", container=place, publisher=author)
    work = Work("chapter", title, author, author, place, place=title, year=place, original=original)
    for cited in (Cited(work, pages, again), Cited(replace(work, type="book"), pages, again)):
        plain = as_plain(lettered([cited], style))
        blocks = MarkdownIt("commonmark").parse(f"— {cite_each([cited], style)}")
        (inline,) = [block for block in blocks if block.type == "inline"]
        read = "".join(one.content for one in inline.children or [])
        assert read == f"— {plain}".strip()
