"""Whatever markup comes in: no visible word is lost or doubled, all offsets hold, and damage ends with a clear "
"error."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.importing import import_bytes
from annotator.importing.markup.html import read_html
from annotator.sentences import ERRORS
from tests.unit.importing.markup_samples import book, epub, page, xhtml, zipped

BLOCKS = (
    "p",
    "div",
    "section",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "ul",
    "pre",
    "article",
    "figure",
    "dl",
    "aside",
    "main",
    "header",
)
INLINE = ("i", "b", "span", "em", "sup", "small", "a", "cite", "q", "code")
PARTS = ("li", "td", "tr", "table", "caption", "ol", "dd", "figcaption", "tbody")
ATTRIBUTES = (
    *(
        "",
        "",
        "",
        "",
        ' class="poem"',
        ' class="quote"',
        ' class="author"',
        ' class="pagenum"',
        ' style="font-style: italic"',
    ),
    *(
        ' id="n1"',
        ' id="page_4"',
        ' id="fn2"',
        ' href="#n1"',
        ' href="#fn2"',
        ' epub:type="noteref"',
        ' role="doc-pagebreak"',
    ),
    *(
        ' epub:type="footnote"',
        ' epub:type="chapter"',
        ' role="doc-endnotes"',
        ' title="17"',
        ' colspan="3" rowspan="2"',
    ),
)
TEXTS = st.sampled_from(
    ("WORD", "WORD ", " WORD", "WORD. WORD", " ", "\n", "WORD<br/>WORD", "&amp;", "&nbsp;", "\u00ad", "1", "[2]")
)


def trees(attributes: tuple[str, ...], names: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Elements in each other as they come, with WORD for each word."""

    def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        inside = st.lists(children, max_size=5).map("".join)
        said = st.sampled_from(attributes)
        return st.builds(
            lambda name, own, words: f"<{name}{own}>{words}</{name}>", st.sampled_from(names), said, inside
        )

    return st.lists(st.recursive(TEXTS, element, max_leaves=25), max_size=6).map("".join)


TREES = trees(ATTRIBUTES, (*BLOCKS, *INLINE, *PARTS))
# Notes wait for the end of their division, and a table's caption goes before it.
ORDERED = trees(
    tuple(said for said in ATTRIBUTES if not re.search("note|#|fn2", said)),
    tuple(name for name in (*BLOCKS, *INLINE, *PARTS) if name != "caption"),
)


def numbered(tree: str) -> tuple[str, list[str]]:
    """The tree with each WORD made one of a kind, and those words in order."""
    words = [f"w{place}x" for place in range(tree.count("WORD"))]
    for word in words:
        tree = tree.replace("WORD", word, 1)
    return tree, words


def words_in(text: str) -> list[str]:
    return re.findall(r"w\d+x", text)


@given(TREES)
@settings(max_examples=60)
def test_no_word_of_a_book_is_lost_or_doubled(tree: str) -> None:
    body, words = numbered(tree)
    try:
        found = book({"a.xhtml": body, "b.xhtml": "<p>end</p>"}).document
    except UserError as error:
        assert error.code in ERRORS
        return
    assert Counter(words_in(found.text)) == Counter(words)


@given(ORDERED)
@settings(max_examples=60)
def test_words_stay_in_order_where_no_notes_are_moved(tree: str) -> None:
    body, words = numbered(tree)
    found = book({"a.xhtml": body + "<p>end</p>"}).document
    assert words_in(found.text) == words


@given(TREES)
@settings(max_examples=60)
def test_no_word_of_a_page_is_lost_or_doubled(tree: str) -> None:
    body, words = numbered(tree)
    found = page(f"{body}<p>end</p>")
    out = " ".join(one.text for one in found.report.removed)
    assert Counter(words_in(found.document.text) + words_in(out)) == Counter(words)


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_read_or_refused(data: bytes, marked: bool) -> None:
    try:
        read_html(b"<html>" + data if marked else data, "page.html", None, lambda step, done: None)
    except UserError as error:
        assert error.code in ERRORS


WHOLE = epub(
    {
        "a.xhtml": '<h1>T</h1><p>Said<a epub:type="noteref" href="#n">1</a> <span id="p1" '
        'role="doc-pagebreak">1</span></p>'
        '<aside epub:type="footnote" id="n">One.</aside><table><tr><td rowspan="2">a</td><td>b</td></tr></table>',
    },
    nav='<nav epub:type="toc"><a href="a.xhtml">T</a></nav><nav epub:type="page-list"><a href="a.xhtml#p1">1</a></nav>',
)


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=6))
@settings(max_examples=100)
def test_flipped_bytes_are_read_or_refused(flips: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for place, value in flips:
        data[place] = value
    try:
        import_bytes(bytes(data), "book.epub")
    except UserError as error:
        assert error.code in ERRORS


@given(st.text(alphabet="<>/=\"'&;#![]-? abphref:idtxNAMESyon1", max_size=200))
def test_any_markup_inside_a_book_is_read_or_refused(text: str) -> None:
    container = '<container><rootfile full-path="b.opf"/></container>'
    for path in ("b.opf", "META-INF/container.xml", "a.xhtml", "toc.ncx", "META-INF/encryption.xml"):
        members = {
            "META-INF/container.xml": container,
            "b.opf": '<package><manifest><item id="a" href="a.xhtml" media-type="text/html"/><item id="n" '
            'href="toc.ncx" '
            'media-type="application/x-dtbncx+xml"/></manifest><spine><itemref idref="a"/></spine></package>',
            "a.xhtml": xhtml("<p>A</p>"),
            path: text,
        }
        try:
            import_bytes(zipped(members), "book.epub")
        except UserError as error:
            assert error.code in ERRORS
