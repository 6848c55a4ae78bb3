"""Notes as the programs write them that make EPUBs and web pages: all come out the same."""

from __future__ import annotations

import pytest

from tests.unit.importing.markup_samples import blocks, book, divisions, linked, page

# Each has the markers 1 and 2 after "first" and "other" in a paragraph, and the notes "One." and "Two."
WAYS = {
    "EPUB 3, asides": (
        '<h1>T</h1><p>The first<a epub:type="noteref" href="#n1">1</a> and other<a epub:type="noteref" '
        'href="#n2">2</a>.</p>'
        '<aside epub:type="footnote" id="n1"><p>1. One.</p></aside><aside epub:type="footnote" '
        'id="n2"><p>Two.</p></aside>'
        "<p>After.</p>"
    ),
    "hidden asides amid the text": (
        '<h1>T</h1><p>The first<a epub:type="noteref" href="#n1">1</a> and other<a epub:type="noteref" '
        'href="#n2">2</a>.</p>'
        '<aside hidden="hidden" epub:type="footnote" id="n1">One.</aside><p>After.</p>'
        '<div style="display: none"><aside role="doc-footnote" id="n2"><p>Two.</p></aside></div>'
    ),
    "pandoc": (
        '<h1>T</h1><p>The first<a href="#fn1" class="footnote-ref" id="fnref1" '
        'role="doc-noteref"><sup>1</sup></a> and '
        'other<a href="#fn2" class="footnote-ref" id="fnref2" role="doc-noteref"><sup>2</sup></a>.</p><p>After.</p>'
        '<section class="footnotes" role="doc-endnotes"><hr/><ol><li id="fn1"><p>One.<a href="#fnref1" '
        'class="footnote-back" role="doc-backlink">↩︎</a></p></li><li id="fn2"><p>Two.<a href="#fnref2" '
        'class="footnote-back">↩︎</a></p></li></ol></section>'
    ),
    "Sigil": (
        '<h1>T</h1><p>The first<sup><a href="#fn1" id="ref1">1</a></sup> and other<sup><a href="#fn2" '
        'id="ref2">2</a></sup>.'
        '</p><p>After.</p><hr/><p id="fn1"><a href="#ref1">1.</a> One.</p><p id="fn2"><a href="#ref2">2.</a> Two.</p>'
    ),
    "brackets and symbols": (
        '<h1>T</h1><p>The first[<a href="#note_1" id="back_1">1</a>] and other <a href="#note_2" '
        'id="back_2">[2]</a>.</p>'
        '<p>After.</p><div id="note_1">[<a href="#back_1">1</a>] One.</div><div id="note_2">[2] Two. '
        '<a href="#back_2">Back</a></div>'
    ),
    "Gutenberg": (
        '<h1>T</h1><p>The first<a name="FNanchor_1_1"></a><a href="#Footnote_1_1" class="fnanchor">[1]</a> and other'
        '<a name="FNanchor_2_2"></a><a href="#Footnote_2_2" class="fnanchor">[2]</a>.</p><p>After.</p>'
        '<div class="footnotes"><h3>FOOTNOTES:</h3><div class="footnote"><p><a name="Footnote_1_1"></a>'
        '<a href="#FNanchor_1_1"><span class="label">[1]</span></a> One.</p></div><div class="footnote"><p>'
        '<a name="Footnote_2_2"></a><a href="#FNanchor_2_2"><span class="label">[2]</span></a> Two.</p></div></div>'
    ),
    "InDesign": (
        '<h1>T</h1><p>The first<span><a class="_idFootnoteLink" href="#footnote-001" '
        'id="footnote-001-backlink">1</a></span>'
        ' and other<span><a class="_idFootnoteLink" href="#footnote-002" id="footnote-002-backlink">2</a></span>.</p>'
        '<p>After.</p><section class="_idFootnotes"><div id="footnote-001" class="_idFootnote"><p><span><a '
        'class="_idFootnoteAnchor" href="#footnote-001-backlink">1</a></span>\t One.</p></div><div id="footnote-002" '
        'class="_idFootnote"><p><a href="#footnote-002-backlink">2</a>\tTwo.</p></div></section>'
    ),
    "Word": (
        '<h1>T</h1><p>The first<a style="x" href="#_ftn1" name="_ftnref1"><span><span>[1]</span></span></a> and other'
        '<a href="#_ftn2" name="_ftnref2">[2]</a>.</p><p>After.</p><div><hr/><div id="ftn1"><p><a href="#_ftnref1" '
        'name="_ftn1">[1]</a> One.</p></div><div id="ftn2"><p><a href="#_ftnref2" name="_ftn2">[2]</a> '
        "Two.</p></div></div>"
    ),
    "an encyclopedia": (
        '<h1>T</h1><p>The first<sup id="cite_ref-1" class="reference"><a '
        'href="#cite_note-1"><span>[</span>1<span>]</span>'
        '</a></sup> and other<sup id="cite_ref-2"><a '
        'href="#cite_note-2">[2]</a></sup>.</p><p>After.</p><h2>References</h2>'
        '<ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink"><b><a '
        'href="#cite_ref-1">^</a></b></span> '
        '<span>One.</span></li><li id="cite_note-2"><b><a href="#cite_ref-2">^</a></b> Two.</li></ol>'
    ),
    "plain numbers": (
        "<h1>T</h1><p>The first<sup>1</sup> and other.<sup>2</sup></p><p>After.</p><h2>Notes</h2><p>1. "
        "One.</p><p>2. Two.</p>"
    ),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("as_book", [False, True])
def test_markers_and_notes(way: str, as_book: bool) -> None:
    found = (book({"one.xhtml": WAYS[way]}) if as_book else page(WAYS[way])).document
    said = [(before.split()[-1].strip("."), label, note) for before, label, note in linked(found)]
    assert said == [("first", "1", "One."), ("other", "2", "Two.")]
    text = [words for kind, words in blocks(found) if kind == "paragraph"]
    assert text == ["The first and other.", "After."]
    assert [note.label for note in found.notes] == ["1", "2"]
    assert all(found.divisions[note.division].parent == 0 for note in found.notes)


def test_notes_in_a_file_of_their_own_stay_there_and_are_linked() -> None:
    notes = (
        '<section epub:type="endnotes"><h1>Notes</h1><h2>Chapter 1</h2><ol><li epub:type="endnote" '
        'id="a1"><p>One.</p>'
        '<p>And more.</p></li></ol><h2>Chapter 2</h2><ol><li epub:type="endnote" '
        'id="b1"><p>Uno.</p></li></ol></section>'
    )
    files = {
        "a.xhtml": '<h1>Chapter 1</h1><p>Said<a epub:type="noteref" href="notes.xhtml#a1">1</a> here.</p>',
        "b.xhtml": '<h1>Chapter 2</h1><p>Also<a epub:type="noteref" href="notes.xhtml#b1">1</a> here.</p>',
        "notes.xhtml": notes,
    }
    found = book(files).document
    assert [(label, note) for _, label, note in linked(found)] == [("1", "One.\n\nAnd more."), ("1", "Uno.")]
    assert divisions(found) == [
        (1, "chapter", "Chapter 1", None),
        (1, "chapter", "Chapter 2", None),
        (1, "notes", None, "Notes"),
        (2, "notes", "Chapter 1", None),
        (2, "notes", "Chapter 2", None),
    ]


def test_notes_of_each_chapter_stand_under_it() -> None:
    body = '<h1>A</h1><p>Said<sup><a href="#n1">1</a></sup> so.</p><h1>Notes</h1><p id="n1">1. One.</p>'
    found = book({"a.xhtml": body, "b.xhtml": body.replace("<h1>A", "<h1>B").replace("One", "Uno")}).document
    assert [(level, kind) for level, kind, _, _ in divisions(found)] == [(1, "chapter"), (2, "notes")] * 2
    assert [note for _, _, note in linked(found)] == ["One.", "Uno."]


def test_a_note_of_several_paragraphs_is_one() -> None:
    body = (
        '<h1>T</h1><p>A<sup><a href="#n1">1</a></sup> b<sup><a href="#n2">2</a></sup>.</p><h2>Notes</h2>'
        '<p id="n1">1. One.</p><p>More.</p><table><tr><td>a</td><td>b</td></tr></table><p id="n2">2. '
        "Two.</p><p>Last.</p>"
    )
    assert [note for _, _, note in linked(page(body).document)] == ["One.\n\nMore.\n\na\tb", "Two.\n\nLast."]


def test_a_number_that_begins_a_note_in_a_numbered_list_is_a_word() -> None:
    body = (
        '<p>A<a role="doc-noteref" href="#n">1</a>.</p><ol role="doc-endnotes"><li id="n">1 January was cold.</li></ol>'
    )
    assert linked(page(body).document)[0][2] == "1 January was cold."


def test_markers_without_notes_stay_markers() -> None:
    found = page('<p>Said<a role="doc-noteref" href="#gone">7</a> so.</p>')
    assert linked(found.document) == [("Said", "7", None)]
    assert [doubt.code for doubt in found.report.doubts] == ["notes_missing"]


def test_links_that_are_no_markers_are_text() -> None:
    body = (
        '<h1>Contents</h1><ul><li><a href="#c1">1</a></li></ul><p>See chapter <a href="#c1">1</a>, and <a '
        'href="#p">p. 3</a>.</p>'
        '<h1 id="c1">1</h1><p id="p">Words.</p>'
    )
    found = page(body).document
    assert not found.note_refs
    assert "See chapter 1, and p. 3." in found.text


def test_a_marker_between_spaces_leaves_no_gap() -> None:
    found = page(
        '<p>Said <a role="doc-noteref" href="#n">1</a>, so <a role="doc-noteref" href="#n">1</a> it is.</p><p '
        'id="n">N.</p>'
    )
    assert blocks(found.document)[0] == ("paragraph", "Said, so it is.")


def test_words_that_only_look_like_a_way_back_are_text() -> None:
    body = '<h1 id="t">T</h1><p>The <a href="#t">return</a> of <a href="#t">↑</a> it.</p>'
    assert blocks(page(body).document)[1] == ("paragraph", "The return of ↑ it.")
