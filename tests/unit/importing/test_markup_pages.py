"""The pages of the printed book, as EPUBs and web pages name them."""

from __future__ import annotations

import re

import pytest

from annotator.importing import import_bytes
from tests.unit.importing.markup_samples import blocks, book, page, pages

WORDS = "<h1>T</h1><p>{0}One two th{1}ree four.</p><p>{2}Last.</p>"
WANTED = [("xii", "One tw"), ("1", "ree fo"), ("2", "Last.")]
BREAKS = {
    "epub:type and title": '<span epub:type="pagebreak" id="p{0}" title="{0}"/>',
    "role and label": '<span role="doc-pagebreak" aria-label="Page {0}."></span>',
    "its words": '<span role="doc-pagebreak">{0}</span>',
    "its id": '<span role="doc-pagebreak" id="page{0}"></span>',
    "its value": '<span epub:type="pagebreak" value="{0}"></span>',
    "an empty anchor": '<a id="page_{0}"></a>',
    "a named anchor": '<a name="Page_{0}"></a>',
    "a visible number": '<span class="pagenum">[Pg {0}]</span>',
    "Gutenberg": '<span class="pagenum"><a name="Page_{0}" id="Page_{0}">[{0}]</a></span>',
    "a class with a title": '<span class="x-ebookmaker-pageno page-break" title="[Pg {0}]"></span>',
}


def filled(way: str) -> str:
    return WORDS.format(*(BREAKS[way].format(label) for label in ("xii", "1", "2")))


@pytest.mark.parametrize("way", BREAKS)
@pytest.mark.parametrize("as_book", [False, True])
def test_page_breaks(way: str, as_book: bool) -> None:
    body = filled(way)
    found = book({"one.xhtml": body.replace('"/>', '"></span>')}) if as_book else page(body.replace("/>", "></span>"))
    assert pages(found.document) == WANTED
    assert all(one.printed for one in found.document.pages)
    assert blocks(found.document)[1:] == [("paragraph", "One two three four."), ("paragraph", "Last.")]


def test_page_lists_of_both_editions() -> None:
    body = WORDS.format(*(f'<a id="x{label}"></a>' for label in ("xii", "1", "2")))
    listed = [("xii", "xxii"), ("1", "x1"), ("2", "x2")]
    items = "".join(f'<li><a href="one.xhtml#{target}">{label}</a></li>' for label, target in listed)
    nav = f'<nav epub:type="page-list"><ol>{items}</ol></nav>'
    points = "".join(
        f'<pageTarget value="9"><navLabel><text>{label}</text></navLabel><content '
        f'src="one.xhtml#{target}"/></pageTarget>'
        for label, target in listed
    )
    for found in (book({"one.xhtml": body}, nav=nav), book({"one.xhtml": body}, ncx=f"<pageList>{points}</pageList>")):
        assert pages(found.document) == WANTED


def test_numbers_beside_the_targets_of_a_page_list_are_no_text() -> None:
    body = '<p>One <a id="a5"></a><span class="pagenum">5</span>two <span class="pageno" id="a6">6</span>three.</p>'
    nav = '<nav epub:type="page-list"><a href="one.xhtml#a5">5</a><a href="one.xhtml#a6">6</a></nav>'
    found = book({"one.xhtml": body}, nav=nav)
    assert blocks(found.document) == [("paragraph", "One two three.")]
    assert pages(found.document) == [("5", "two th"), ("6", "three.")]
    assert [(one.kind, one.text) for one in found.report.removed] == [("page_number", "5"), ("page_number", "6")]


def test_pages_between_blocks_before_tables_and_before_pictures() -> None:
    body = (
        '<p>A.</p><a id="page_1"></a><table><caption>C</caption><tr><td>a</td><td>b</td></tr><tr><td><a '
        'id="page_2"></a>c</td>'
        '<td>d</td></tr></table><a id="page_3"></a><img src="x.png" alt="no text"/><a id="page_4"></a><p>B.</p>'
    )
    assert pages(page(body).document) == [("1", "C\n\na\tb"), ("2", "c\td\n\nB"), ("4", "B.")]


def test_a_lone_anchor_and_paragraph_numbers_are_no_pages() -> None:
    assert not pages(page('<p><a id="page_3"></a>A.</p>').document)
    assert not pages(page('<div id="p1">A.</div><p id="p2">B.</p>').document)
    assert not pages(page('<a name="page_one"></a><p>A.</p><a name="page_two"></a><p>B.</p>').document)


def test_what_is_odd_about_pages_is_said() -> None:
    body = "".join(f'<p><span role="doc-pagebreak" title="{label}"></span>Words {label}.</p>' for label in "12235461")
    nav = '<nav epub:type="page-list"><a href="one.xhtml#gone">77</a><a href="none.xhtml">78</a></nav>'
    doubts = {doubt.code: dict(doubt.params) for doubt in book({"one.xhtml": body}, nav=nav).report.doubts}
    assert doubts == {
        "page_target_missing": {"labels": "77, 78"},
        "page_repeated": {"labels": "1, 2"},
        "page_out_of_order": {"labels": "4"},
    }


def test_pages_that_are_passed_over_in_mid_chapter_are_missing() -> None:
    turn = '<span role="doc-pagebreak" title="{0}"></span>'
    body = "<p>{3}A {5}b {6}c.</p>{8}<h1>T</h1><p>{99}D.</p>"
    body = re.sub(r"{(\d+)}", lambda match: turn.format(match[1]), body)
    assert book({"a.xhtml": body}).report.missing_pages == ("4",)


def test_empty_anchors_of_xhtml_hold_nothing() -> None:
    body = '<body><p><a id="page_3"/>A <a id="page_4"/>b.</p></body>'
    text = f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">{body}</html>'
    assert pages(import_bytes(text.encode(), "page.xhtml").document) == [("3", "A b."), ("4", "b.")]
