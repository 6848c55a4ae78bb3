"""Divisions of EPUBs and pages: by headings, by contents, and by what elements say that they are."""

from __future__ import annotations

from tests.unit.importing.markup_samples import METADATA, blocks, book, divisions, page

LONG = "<p>" + "Words of the text go on. " * 20 + "</p>"


def test_headings_alone_make_a_chapter_with_sections() -> None:
    found = page(f"<h1>T</h1>{LONG}<h2>A</h2>{LONG}<h3>A1</h3>{LONG}<h2>B</h2>{LONG}")
    assert divisions(found.document) == [
        (1, "chapter", None, "T"),
        (2, "section", None, "A"),
        (3, "section", None, "A1"),
        (2, "section", None, "B"),
    ]


def test_a_book_on_one_page_has_chapters_below_its_title() -> None:
    found = page(
        f"<h1>The Book</h1><p>by Ada Writer</p><h2>Preface</h2>{LONG}<h2>Chapter 1. "
        f"Rivers</h2>{LONG}<h3>A</h3>{LONG}<h2>Index</h2>{LONG}"
    )
    assert divisions(found.document) == [
        (1, "front", None, "The Book"),
        (1, "front", None, "Preface"),
        (1, "chapter", "Chapter 1", "Rivers"),
        (2, "section", None, "A"),
        (1, "back", None, "Index"),
    ]
    assert found.document.divisions[0].author == "Ada Writer"


def test_an_anthology_has_parts_introductions_and_selections_with_authors_and_sources() -> None:
    part = f'<section epub:type="part"><p class="number">1</p><h1>States</h1>{LONG}</section>'
    first = (
        '<p class="number">1-1</p><h1>On States</h1><p>Jane Q. Author</p><p>It begins.</p>'
        "<p>Source: Jane Q. Author, “On States,” Journal 3 (1990), 1–9.</p><h2>A Section</h2><p>More.</p>"
    )
    second = f"<h1>Against States</h1><p class='byline'>By Bo Other and Cy Third</p>{LONG}"
    files = {"p.xhtml": part, "a.xhtml": first, "b.xhtml": second, "x.xhtml": f"<h1>Bibliography</h1>{LONG}"}
    metadata = f'{METADATA}<dc:contributor opf:role="edt">Ed Itor</dc:contributor>'
    document = book(files, metadata=metadata).document
    assert divisions(document) == [
        (1, "part", "1", "States"),
        (2, "introduction", None, None),
        (2, "selection", "1-1", "On States"),
        (3, "section", None, "A Section"),
        (2, "selection", None, "Against States"),
        (1, "back", None, "Bibliography"),
    ]
    assert [one.author for one in document.divisions] == [
        None,
        "Ed Itor",
        "Jane Q. Author",
        None,
        "Bo Other and Cy Third",
        None,
    ]
    assert document.divisions[2].source == "Jane Q. Author, “On States,” Journal 3 (1990), 1–9."
    assert [kind for kind, _ in blocks(document)][:3] == ["number", "heading", "paragraph"]
    assert document.metadata == {"author": "Ada Writer", "editor": "Ed Itor", "language": "en"}


def test_contents_name_what_has_no_heading_and_say_how_deep_it_stands() -> None:
    files = {
        "a.xhtml": f"<p class='calibre1'>Part One</p>{LONG}",
        "b.xhtml": f"<p class='calibre1'>Rivers</p>{LONG}",
        "c.xhtml": f"{LONG}",
        "d.xhtml": f"{LONG}<p id='mid'>Deltas</p>{LONG}",
    }
    nav = (
        '<nav epub:type="toc"><ol><li><a href="a.xhtml">Part One</a><ol><li><a href="b.xhtml">Rivers</a></li>'
        '<li><a href="c.xhtml">Lakes</a></li></ol></li><li><a href="d.xhtml">Seas</a><ol><li><a '
        'href="d.xhtml#mid">Deltas</a>'
        "</li></ol></li></ol></nav>"
    )
    document = book(files, nav=nav).document
    assert [(level, kind, number or title) for level, kind, number, title in divisions(document)] == [
        (1, "part", "Part One"),
        (2, "introduction", None),
        (2, "chapter", "Rivers"),
        (2, "chapter", "Lakes"),
        (1, "chapter", "Seas"),
        (2, "section", "Deltas"),
    ]
    assert blocks(document)[0] == ("heading", "Part One")


def test_a_number_and_a_title_that_read_as_their_entry_are_its_heading() -> None:
    nav = '<nav epub:type="toc"><a href="a.xhtml">3. Rivers</a><a href="b.xhtml">4 Lakes</a></nav>'
    files = {"a.xhtml": f"<p>3</p><p>RIVERS</p>{LONG}", "b.xhtml": f"<p>4</p><p>Lakes</p>{LONG}"}
    document = book(files, nav=nav).document
    assert divisions(document) == [(1, "chapter", "3", "RIVERS"), (1, "chapter", "4", "Lakes")]
    assert [kind for kind, _ in blocks(document)] == ["number", "heading", "paragraph"] * 2


def test_an_ncx_serves_as_well() -> None:
    ncx = (
        "<navMap><navPoint><navLabel><text>Rivers</text></navLabel><content "
        "src='a.xhtml'/><navPoint><navLabel><text>Deltas"
        "</text></navLabel><content src='a.xhtml#d'/></navPoint></navPoint></navMap>"
    )
    document = book({"a.xhtml": f"{LONG}<p id='d'>Deltas</p>{LONG}"}, ncx=ncx).document
    assert divisions(document) == [(1, "chapter", None, "Rivers"), (2, "section", None, "Deltas")]


def test_elements_say_what_they_are() -> None:
    kinds = {
        "titlepage": "front",
        "copyright-page": "front",
        "foreword": "front",
        "introduction": "introduction",
        "chapter": "chapter",
        "appendix": "back",
        "bibliography": "back",
        "index": "back",
    }
    files = {f"{name}.xhtml": f'<section epub:type="{name}"><h1>Anything</h1>{LONG}</section>' for name in kinds}
    assert [kind for _, kind, _, _ in divisions(book(files).document)] == list(kinds.values())
    roles = {path: body.replace('epub:type="', 'role="doc-') for path, body in files.items()}
    assert [kind for _, kind, _, _ in divisions(book(roles).document)] == list(kinds.values())


def test_a_chapter_over_several_files_is_one() -> None:
    document = book({"a.xhtml": f"<h1>Rivers</h1>{LONG}", "b.xhtml": LONG, "c.xhtml": f"<h1>Lakes</h1>{LONG}"}).document
    assert [title for _, _, _, title in divisions(document)] == ["Rivers", "Lakes"]


def test_numbers_and_titles_on_lines_of_their_own() -> None:
    for head in (
        "<h1>Chapter 3<br/>Rivers</h1>",
        "<h2>Chapter 3</h2><h1>Rivers</h1>",
        "<h1>Chapter 3: Rivers</h1>",
        "<p class='chapter-number'>Chapter 3</p><h1>Rivers</h1>",
    ):
        document = book({"a.xhtml": f"{head}{LONG}"}).document
        assert divisions(document) == [(1, "chapter", "Chapter 3", "Rivers")], head


def test_boxes_and_quotations_have_headings_that_open_nothing() -> None:
    body = (
        f"<h1>T</h1>{LONG}<aside><h2>Box</h2>{LONG}</aside><div class='note'><h3>Tip</h3>{LONG}</div>"
        "<blockquote><h2>Q</h2></blockquote>"
    )
    assert divisions(page(body).document) == [(1, "chapter", None, "T")]


def test_a_short_paragraph_below_a_section_s_heading_is_no_author() -> None:
    body = f"<h1>Contents</h1><p>Table of Contents</p>{LONG}<h1>T</h1><p>Scenes of Country Life.</p>{LONG}"
    assert [one.author for one in page(body).document.divisions] == [None, None]


def test_sections_in_each_other_tell_how_deep_equal_headings_stand() -> None:
    inner = (
        f"<section><h1>A</h1>{LONG}<section><h1>A1</h1>{LONG}</section></section><section><h1>B</h1>{LONG}</section>"
    )
    document = page(f"<article><section><h1>T</h1>{LONG}{inner}</section></article>").document
    assert [(level, title) for level, _, _, title in divisions(document)] == [(1, "T"), (2, "A"), (3, "A1"), (2, "B")]


def test_a_page_that_is_set_in_as_a_whole_is_no_quotation() -> None:
    document = page(f"<blockquote><h1>T</h1>{LONG}<blockquote>Q</blockquote></blockquote>").document
    assert [kind for kind, _ in blocks(document)] == ["heading", "paragraph", "quote"]
    assert divisions(document) == [(1, "chapter", None, "T")]


def test_a_number_over_the_first_chapter_is_not_the_book_s() -> None:
    chapters = "".join(f"<p class='number'>Kapitel {n}</p><h2>Title {n}</h2>{LONG}" for n in (1, 2))
    document = page(f"<h1>The Book</h1>{chapters}").document
    assert divisions(document) == [
        (1, "front", None, "The Book"),
        (1, "chapter", "Kapitel 1", "Title 1"),
        (1, "chapter", "Kapitel 2", "Title 2"),
    ]
