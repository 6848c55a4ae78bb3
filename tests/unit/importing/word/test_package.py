"""Word files that can't be read, and what no file may do."""

from __future__ import annotations

import contextlib
import io
import random
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.importing import import_bytes
from annotator.importing.checking import check_document
from tests.unit.importing.samples import letters
from tests.unit.importing.word.packing import docx, field, note, note_mark, p, r, read, section, table

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def code_of(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        import_bytes(data, "x.docx")
    return caught.value.code


def without(data: bytes, *paths: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            if item.filename not in paths:
                new.writestr(item.filename, old.read(item))
    return out.getvalue()


def test_files_that_cannot_be_read_say_why() -> None:
    whole = docx(p("Words."))
    assert code_of(OLE + "EncryptedPackage".encode("utf-16-le")) == "document_locked"
    assert code_of(OLE + "WordDocument".encode("utf-16-le")) == "old_word_file"
    assert code_of(OLE) == "not_a_text_file"
    assert code_of(whole[: len(whole) // 2]) == "archive_damaged"
    assert code_of(docx("<w:p>")) == "part_damaged"
    assert code_of(docx("")) == "empty_file"
    assert code_of(without(docx(p("x"), more={"word/other.xml": "<a/>"}), "word/document.xml")) in (
        "no_document_part",
        "not_a_text_file",
    )


def test_a_package_without_relations_is_read_by_its_usual_names() -> None:
    bare = without(
        docx(p("Head", style="Heading1") + p("Words.")),
        "_rels/.rels",
        "word/_rels/document.xml.rels",
        "docProps/core.xml",
    )
    assert import_bytes(bare, "x.docx").document.divisions[0].title == "Head"


def test_the_strict_variant_is_the_same() -> None:
    data = docx(p("Head", style="Heading1") + p("Words ", r("set off", "<w:i/>")))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            strict = re.sub(
                rb"http://schemas.openxmlformats.org/(wordprocessingml|officeDocument)/2006/",
                rb"http://purl.oclc.org/ooxml/\1/",
                old.read(item),
            )
            new.writestr(item.filename, strict)
    document = import_bytes(out.getvalue(), "x.docx").document
    assert document.text == "Head\n\nWords set off"
    assert document.divisions[0].title == "Head"
    assert document.emphasis


def test_entities_and_files_outside_are_never_read() -> None:
    evil = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    data = docx(p("Words."))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename == "word/document.xml":
                content = evil.encode() + content.replace(b"Words.", b"Words &x; stay.")
            new.writestr(item.filename, content)
    with contextlib.suppress(UserError):
        assert "root:" not in import_bytes(out.getvalue(), "x.docx").document.text


WORDS = st.text(alphabet=st.sampled_from("abcdeéñ .,;:?!—1Z“”"), min_size=1, max_size=60)
LOOKS = st.sampled_from(["", "<w:i/>", "<w:b/><w:smallCaps/>", '<w:rStyle w:val="Emphasis"/>'])
INSIDE = st.one_of(
    st.builds(r, WORDS, LOOKS),
    st.builds(lambda words: f"<w:ins>{r(words)}</w:ins>", WORDS),
    st.builds(field, st.just("REF x"), WORDS),
    st.sampled_from(
        [
            *("<w:r><w:br/></w:r>", '<w:r><w:br w:type="page"/></w:r>', "<w:r><w:lastRenderedPageBreak/></w:r>"),
            *("<w:r><w:tab/></w:r>", note_mark("footnote", 1), note_mark("footnote", 2), note_mark("endnote", 9)),
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        ]
    ),
)
STYLE_NAMES = st.sampled_from(["", "Heading1", "berschrift2", "Title", "Quote", "Verse", "Caption", "Heading3", "None"])
PARAGRAPHS = st.builds(lambda runs, style: p(*runs, style=style), st.lists(INSIDE, max_size=5), STYLE_NAMES)
BODIES = st.lists(
    st.one_of(
        PARAGRAPHS,
        st.builds(lambda a, b: table((a, b), (b, a)), PARAGRAPHS, PARAGRAPHS),
        st.just(p("", shape=section())),
    ),
    max_size=8,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(BODIES, WORDS)
def test_no_letter_is_lost_and_none_is_doubled(body: str, words: str) -> None:
    notes = note("footnote", 1, words) + note("footnote", 2, "Two.", p(words))
    given = letters("".join(re.findall(r"<w:t [^>]*>([^<]*)</w:t>", body)))
    for key, text in ((1, words), (2, "Two." + words)):
        if f'<w:footnoteReference w:id="{key}"' in body:
            given += letters(text)
    try:
        document = read(body, footnotes=notes).document
    except UserError as error:
        assert error.code == "empty_file"
        assert not given
        return
    check_document(document)
    assert letters(document.text) == given


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_damaged_files_end_with_a_word_to_the_person(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(
        docx(p("Words.", note_mark("footnote", 1)) + table(("a", "b")), footnotes=note("footnote", 1, "x"))
    )
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    with contextlib.suppress(UserError):
        check_document(import_bytes(bytes(data), "x.docx").document)
