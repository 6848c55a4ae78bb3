"""EPUBs that aren't whole, aren't free, or aren't texts."""

from __future__ import annotations

import io
import zipfile

import pytest

from annotator.errors import UserError
from annotator.importing import import_bytes
from annotator.sentences import sentence
from tests.unit.importing.markup_samples import CONTAINER, METADATA, blocks, book, epub, package, xhtml, zipped

CHAPTER = "<h1>Rivers</h1><p>Words.</p>"


def refused(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        import_bytes(data, "book.epub")
    assert "book.epub" in sentence(caught.value)
    return caught.value.code


def encryption(algorithm: str, uri: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
        'xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
        f"<enc:EncryptedData><enc:EncryptionMethod "
        f'Algorithm="{algorithm}"/><enc:CipherData><enc:CipherReference URI="{uri}"/>'
        "</enc:CipherData></enc:EncryptedData></encryption>"
    )


def test_a_book_without_its_list_of_chapters() -> None:
    assert refused(zipped({"META-INF/container.xml": CONTAINER})) == "book_without_contents"
    assert (
        refused(zipped({"META-INF/container.xml": "<broken", "OPS/a.xhtml": xhtml(CHAPTER)})) == "book_without_contents"
    )
    assert refused(zipped({"META-INF/container.xml": CONTAINER, "OPS/book.opf": "&&"})) == "part_damaged"


def test_a_damaged_list_of_chapters_is_read_as_far_as_it_goes_and_said() -> None:
    damaged = package({"a.xhtml": ""}).replace("A Reader", "Rivers & Lakes")
    members = {"META-INF/container.xml": CONTAINER, "OPS/book.opf": damaged, "OPS/a.xhtml": xhtml(CHAPTER)}
    found = import_bytes(zipped(members), "book.epub")
    assert found.document.text == "Rivers\n\nWords."
    assert [doubt.code for doubt in found.report.doubts] == ["chapter_mended"]


def test_a_container_that_is_missing_or_leads_nowhere_is_done_without() -> None:
    members = {"OPS/book.opf": package({"a.xhtml": ""}), "OPS/a.xhtml": xhtml(CHAPTER)}
    for container in (None, "<broken", CONTAINER.replace("OPS", "gone"), CONTAINER.replace("OPS", "../..")):
        more = {} if container is None else {"META-INF/container.xml": container}
        assert import_bytes(zipped(members | more), "book.epub").document.text == "Rivers\n\nWords."


def test_a_book_is_known_by_its_list_of_chapters_alone() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("book.opf", package({"a.xhtml": ""}))
        archive.writestr("a.xhtml", xhtml(CHAPTER))
    assert import_bytes(out.getvalue(), "thing").document.text == "Rivers\n\nWords."


def test_protected_books_are_said_and_veiled_fonts_are_not() -> None:
    for algorithm in ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "anything"):
        data = epub({"a.xhtml": CHAPTER}, **{"META-INF/encryption.xml": encryption(algorithm, "OPS/a.xhtml")})
        assert refused(data) == "book_protected"
    for algorithm, uri in (
        ("http://www.idpf.org/2008/embedding", "OPS/f.otf"),
        ("http://ns.adobe.com/pdf/enc#RC", "OPS/f.otf"),
    ):
        data = epub({"a.xhtml": CHAPTER}, **{"META-INF/encryption.xml": encryption(algorithm, uri)})
        assert import_bytes(data, "book.epub").document.text == "Rivers\n\nWords."
    veiled = zipped(
        {
            "META-INF/container.xml": CONTAINER,
            "META-INF/rights.xml": "<rights/>",
            "OPS/book.opf": package({"a.xhtml": ""}),
            "OPS/a.xhtml": bytes(range(256)) * 8,
        }
    )
    assert refused(veiled) == "book_protected"


def test_a_book_of_pictures() -> None:
    assert refused(epub({"a.xhtml": '<img src="p1.jpg" alt="page one"/>', "b.xhtml": ""})) == "book_without_text"


def test_missing_chapters_are_said_and_the_rest_is_read() -> None:
    whole = package({"a.xhtml": "", "gone.xhtml": "", "b.xhtml": ""}).replace(
        "</spine>", '<itemref idref="nothing"/></spine>'
    )
    members = {"META-INF/container.xml": CONTAINER, "OPS/book.opf": whole}
    found = import_bytes(
        zipped(members | {"OPS/a.xhtml": xhtml("<p>A</p>"), "OPS/b.xhtml": xhtml("<p>B</p>")}), "book.epub"
    )
    assert blocks(found.document) == [("paragraph", "A"), ("paragraph", "B")]
    said = [(doubt.code, dict(doubt.params)["part"]) for doubt in found.report.doubts]
    assert said == [("chapter_missing", "OPS/gone.xhtml"), ("chapter_missing", "nothing")]


def test_chapters_that_can_t_be_read_are_said() -> None:
    members = {"META-INF/container.xml": CONTAINER, "OPS/book.opf": package({"a.xhtml": "", "b.xhtml": ""})}
    found = import_bytes(zipped(members | {"OPS/a.xhtml": bytes(999), "OPS/b.xhtml": xhtml("<p>B</p>")}), "book.epub")
    assert found.document.text == "B"
    assert [doubt.code for doubt in found.report.doubts] == ["chapter_unreadable"]
    assert refused(zipped(members | {"OPS/a.xhtml": bytes(999), "OPS/b.xhtml": bytes(999)})) == "not_a_text_file"


def test_notes_outside_the_reading_order_are_read_where_links_lead_there() -> None:
    whole = package({"a.xhtml": "", "notes.xhtml": "", "other.xhtml": ""})
    whole = whole.replace('<itemref idref="i1"/><itemref idref="i2"/>', "")
    members = {
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": whole,
        "OPS/a.xhtml": xhtml('<h1>A</h1><p>Said<a epub:type="noteref" href="notes.xhtml#n">1</a>.</p>'),
        "OPS/notes.xhtml": xhtml('<aside epub:type="footnote" id="n">One.</aside>'),
        "OPS/other.xhtml": xhtml("<p>Nobody leads here.</p>"),
    }
    document = import_bytes(zipped(members), "book.epub").document
    assert document.text == "A\n\nSaid.\n\nOne."
    assert document.note_refs[0].note == 0


def test_contents_among_the_text_are_left_out_and_said() -> None:
    nav = '<nav epub:type="toc"><ol><li><a href="a.xhtml">Rivers</a></li></ol></nav>'
    found = book({"a.xhtml": f"{nav}{CHAPTER}"}, nav=nav)
    assert found.document.text == "Rivers\n\nWords."
    assert [one.kind for one in found.report.removed] == ["navigation"]


def test_the_same_chapter_twice_in_the_reading_order_is_read_once() -> None:
    whole = package({"a.xhtml": ""}).replace("</spine>", '<itemref idref="i0"/></spine>')
    members = {"META-INF/container.xml": CONTAINER, "OPS/book.opf": whole, "OPS/a.xhtml": xhtml(CHAPTER)}
    assert import_bytes(zipped(members), "book.epub").document.text == "Rivers\n\nWords."


def test_metadata_of_both_editions() -> None:
    older = (
        f'{METADATA}<dc:creator opf:role="edt">Ed Itor</dc:creator><dc:creator opf:role="trl">Tran '
        f"Slator</dc:creator>"
        '<dc:creator opf:role="aut">Bo Other</dc:creator><dc:publisher>Press</dc:publisher><dc:date '
        'opf:event="modification">'
        "2020</dc:date><dc:date>1998-05</dc:date><dc:identifier "
        'opf:scheme="ISBN">urn:isbn:0-306-40615-2</dc:identifier>'
    )
    newer = (
        f'{METADATA}<dc:creator id="c">Bo Other</dc:creator><meta refines="#c" '
        f'property="role">aut</meta><dc:contributor '
        'id="e">Ed Itor</dc:contributor><meta refines="#e" property="role">edt</meta><dc:title id="s">Sub</dc:title>'
        '<meta refines="#s" '
        'property="title-type">subtitle</meta><dc:publisher>Press</dc:publisher><dc:date>1998</dc:date>'
        "<dc:identifier>0306406152</dc:identifier>"
    )
    for metadata in (older, newer):
        document = book({"a.xhtml": CHAPTER}, metadata=metadata).document
        assert document.title == "A Reader"
        assert document.metadata == {
            "author": "Ada Writer and Bo Other",
            "editor": "Ed Itor",
            "publisher": "Press",
            "year": "1998",
            "language": "en",
            "isbn": "0306406152",
        }
