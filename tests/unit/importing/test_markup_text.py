"""The words of markup: which blocks they make, what is set off in them, and what is no text."""

from __future__ import annotations

import pytest

from annotator.importing import import_bytes
from tests.unit.importing.markup_samples import blocks, book, epub, page

KINDS = {
    "<p>A<br/>b &amp; c&nbsp;d&shy;e</p>": [("paragraph", "A b & c de")],
    "<blockquote><p>A.</p><blockquote><p>B.</p></blockquote></blockquote><p>C.</p>": [
        ("quote", "A."),
        ("quote", "B."),
        ("paragraph", "C."),
    ],
    '<p class="block-quote">A.</p><div class="Extract"><p>B.</p></div>': [("quote", "A."), ("quote", "B.")],
    "<ul><li>A</li><li><p>B</p><ul><li>C</li></ul></li></ul>": [("list", "A"), ("list", "B"), ("list", "C")],
    '<ol start="3"><li>A</li><li><p>B</p><p>C</p></li><li value="9">D</li><li>(e) own</li></ol>': [
        ("list", "3. A"),
        ("list", "4. B"),
        ("list", "C"),
        ("list", "9. D"),
        ("list", "(e) own"),
    ],
    "<dl><dt>A</dt><dd>B</dd></dl>": [("list", "A"), ("list", "B")],
    "<pre>a\n  b</pre>": [("verse", "a\nb")],
    "<p>Roses are red<br/>Violets are blue<br>Sugar is sweet</p>": [
        ("verse", "Roses are red\nViolets are blue\nSugar is sweet")
    ],
    '<div class="poem"><div class="stanza"><p>A</p><p>B</p></div><div class="stanza"><p>C</p><p>D</p></div></div>': [
        ("verse", "A\nB"),
        ("verse", "C\nD"),
    ],
    '<p class="verse">A</p><p class="verse">b</p><p>C</p>': [("verse", "A\nb"), ("paragraph", "C")],
    '<section role="doc-epigraph"><p>A</p></section>': [("quote", "A")],
    '<figure><img alt="no"/><figcaption>A</figcaption></figure><p class="caption">B</p>': [
        ("caption", "A"),
        ("caption", "B"),
    ],
    "<p>漢<ruby>字<rt>かん</rt></ruby> <ruby>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby></p>": [
        ("paragraph", "漢字(かん) 字(ji)")
    ],
    "<p>He said <q>yes</q>.</p>": [("paragraph", "He said “yes”.")],
    "<p>x<math><mi>a</mi><mo>=</mo><annotation>tex</annotation></math></p>": [("paragraph", "xa=")],
    "<svg><title>no</title><text>A</text><text>B</text></svg>": [("paragraph", "A B")],
    "A<p>B</p>C<hr>D": [("paragraph", "A"), ("paragraph", "B"), ("paragraph", "C"), ("paragraph", "D")],
    "<p>Source: A Book (1990).</p>": [("source", "Source: A Book (1990).")],
    "<script>no</script><style>no</style><p>A<!-- no --><textarea>no</textarea></p><template>no</template>": [
        ("paragraph", "A")
    ],
    '<p hidden>no</p><p style="display:none">no</p><p>A</p>': [("paragraph", "A")],
    '<div class="drop"><span class="dropcap">T</span>he</div>': [("paragraph", "The")],
}


@pytest.mark.parametrize("body", KINDS)
@pytest.mark.parametrize("as_book", [False, True])
def test_kinds_of_blocks(body: str, as_book: bool) -> None:
    if as_book:
        strict = body.replace("<br>", "<br/>").replace("<hr>", "<hr/>").replace("<p hidden>", '<p hidden="">')
        found = book({"one.xhtml": strict})
    else:
        found = page(body)
    assert blocks(found.document) == KINDS[body]


def test_emphasis_by_element_class_and_style() -> None:
    body = (
        "<style>.calibre3 {font-style: italic} span.x, .y {font-weight: bold; font-variant: small-caps}</style>"
        '<p>a <i>b</i> <em>c</em> <cite>d</cite> <b>e</b> <strong>f</strong> <span class="calibre3">g</span> '
        '<span class="x">h</span> <span class="smallcaps">j</span> <span style="font-style: italic">k</span> n</p>'
    )
    document = page(body).document
    found = [(one.kind.value, document.text[one.start : one.end]) for one in document.emphasis]
    assert found == [
        *(("italic", letter) for letter in "bcd"),
        *(("bold", letter) for letter in "ef"),
        ("italic", "g"),
        ("bold", "h"),
        ("small-caps", "h"),
        ("small-caps", "j"),
        ("italic", "k"),
    ]


def test_emphasis_goes_on_over_blocks_and_into_cells() -> None:
    body = "<i><p>One.</p><p>Two.</p></i><table><tr><td>a</td><td>b <i>c</i></td></tr></table>"
    document = book({"one.xhtml": body}).document
    assert [document.text[one.start : one.end] for one in document.emphasis] == ["One.", "Two.", "c"]


def test_words_set_off_in_a_heading_are_kept_and_its_own_look_is_not() -> None:
    document = page("<h1><b>On <i>Rivers</i></b></h1><p>x</p>").document
    assert [document.text[one.start : one.end] for one in document.emphasis] == ["Rivers"]


def test_tables_have_their_cells_where_they_belong() -> None:
    body = (
        '<table><caption>Table 1. C</caption><tr><th>A</th><th colspan="2">B</th></tr><tr><td '
        'rowspan="2">1</td><td>2</td>'
        "<td>3</td></tr><tr><td><p>4</p><p>5</p></td><td><table><tr><td>6</td><td>7</td></tr></table></td></tr>"
        "</table>"
    )
    document = page(body).document
    assert blocks(document)[0] == ("caption", "Table 1. C")
    assert document.tables[0].caption == "Table 1. C"
    assert document.tables[0].rows == (("A", "B", ""), ("1", "2", "3"), ("", "4 5", "6 7"))


def test_a_caption_may_stand_below_its_table() -> None:
    table = "<table><tr><td>a</td><td>b</td></tr></table>"
    document = page(f'{table}<p class="caption">One</p><p>x</p><p class="caption">Two</p>{table}').document
    assert [one.caption for one in document.tables] == ["One", "Two"]


def test_a_table_that_lays_out_a_page_is_read_as_text() -> None:
    body = "<table><tr><td>menu</td><td><h1>T</h1><p>One.</p><p>Two.</p></td></tr></table>"
    assert blocks(page(body).document) == [
        ("paragraph", "menu"),
        ("heading", "T"),
        ("paragraph", "One."),
        ("paragraph", "Two."),
    ]


def test_what_stands_round_a_web_page_s_text_is_left_out_and_said() -> None:
    body = (
        "<header><p>Site</p></header><nav>Home</nav><div "
        'role="banner">Ad</div><main><article><header><h1>T</h1></header>'
        "<p>Text.</p><aside><p>Beside.</p></aside></article></main><aside>More</aside><footer>Imprint</footer>"
    )
    found = page(body)
    assert blocks(found.document) == [("heading", "T"), ("paragraph", "Text."), ("paragraph", "Beside.")]
    assert [(one.kind, one.text) for one in found.report.removed] == [
        ("navigation", words) for words in ("Site", "Home", "Ad", "More", "Imprint")
    ]


def test_what_was_left_out_has_its_place() -> None:
    found = page("<nav>Menu</nav><p>A.</p><p hidden>No</p><p>B.</p><footer role='contentinfo'>End</footer>")
    assert [one.at for one in found.report.removed] == [0, 4, None]


def test_nothing_is_left_out_that_isn_t_marked_so() -> None:
    body = '<div class="header">A</div><header><p>B</p></header><p>C</p><footer>D</footer><div id="nav">E</div>'
    assert [words for _, words in blocks(page(body).document)] == list("ABCDE")


def test_the_title_of_a_page() -> None:
    def title(head: str, body: str = "<p>x</p>") -> str:
        return import_bytes(
            f"<html><head>{head}</head><body>{body}</body></html>".encode(), "my-page.html"
        ).document.title

    assert title("<title>Of Rivers | The Site</title>") == "Of Rivers"
    assert title("<title>The Site: Of Rivers</title>", "<h1>OF RIVERS.</h1><p>x</p>") == "Of Rivers"
    assert title('<meta name="citation_title" content="Rivers"><title>x</title>') == "Rivers"
    assert title("", "<h1>One</h1><h1>Two</h1>") == "My page"


def test_the_metadata_of_a_page() -> None:
    head = (
        '<meta name="author" content="Ada Writer"><meta name="author" content="Bo Other"><meta name="dc.date" '
        'content="2001-02-03"><meta name="citation_isbn" content="978-0-306-40615-7">'
    )
    found = import_bytes(f'<html lang="fr"><head>{head}</head><body><p>x</p></body></html>'.encode(), "x.html").document
    assert found.metadata == {
        "author": "Ada Writer and Bo Other",
        "year": "2001",
        "isbn": "9780306406157",
        "language": "fr",
    }


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", '<meta charset="utf-8">'),
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">'),
        ("cp1252", '<meta charset="windows-1252">'),
        ("cp1252", '<meta charset="utf-8">'),
        ("koi8-r", '<meta charset="koi8-r">'),
        ("utf-8", '<meta charset="punycode">'),
        ("utf-8", '<meta charset="utf-16">'),
    ],
)
def test_encodings_of_pages(encoding: str, declared: str) -> None:
    words = (
        "Слова и буквы."
        if encoding == "koi8-r"
        else "“Été,” they said: the café is where it ever was — and so are we. " * 3
    )
    data = f"<html><head>{declared}</head><body><p>{words}</p></body></html>".encode(encoding)
    assert import_bytes(data, "page.html").document.text == words.strip()


def test_a_damaged_chapter_is_read_as_browsers_do_and_said() -> None:
    data = epub({"a.xhtml": "<p>One</b> & <p>Two</p>", "b.xhtml": "<p>Three</p>"})
    found = import_bytes(data, "book.epub")
    assert blocks(found.document) == [("paragraph", "One &"), ("paragraph", "Two"), ("paragraph", "Three")]
    assert [(doubt.code, dict(doubt.params)) for doubt in found.report.doubts] == [
        ("chapter_mended", {"part": "OPS/a.xhtml"})
    ]
