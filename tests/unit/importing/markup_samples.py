"""Small EPUBs and pages for the tests of markup."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from annotator.importing import import_bytes
from annotator.model.document import Document
from annotator.model.report import Imported

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
)
METADATA = "<dc:title>A Reader</dc:title><dc:creator>Ada Writer</dc:creator><dc:language>en</dc:language>"


def page(body: str) -> Imported:
    """An HTML page, imported."""
    return import_bytes(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), "page.html")


def xhtml(body: str, attributes: str = "") -> str:
    """A chapter's file."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>x</title></head><body{attributes}>{body}</body></html>"
    )


def package(files: Mapping[str, str], metadata: str = METADATA, nav: bool = False, ncx: bool = False) -> str:
    """A package document whose spine is `files` in their order."""
    items = "".join(
        f'<item id="i{n}" href="{path}" media-type="application/xhtml+xml"/>' for n, path in enumerate(files)
    )
    items += '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>' if nav else ""
    items += '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>' if ncx else ""
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(files)))
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">{metadata}</metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """An archive of `members`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for path, content in members.items():
            archive.writestr(path, content)
    return out.getvalue()


def epub(files: Mapping[str, str], nav: str = "", ncx: str = "", metadata: str = METADATA, **more: str) -> bytes:
    """An EPUB of chapters' bodies by path; `nav` and `ncx` are the insides of its tables of contents."""
    members = {"META-INF/container.xml": CONTAINER}
    members["OPS/book.opf"] = package(files, metadata, bool(nav), bool(ncx))
    members |= {f"OPS/{path}": xhtml(body) for path, body in files.items()}
    if nav:
        members["OPS/nav.xhtml"] = xhtml(nav)
    if ncx:
        members["OPS/toc.ncx"] = f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/">{ncx}</ncx>'
    return zipped(members | more)


def book(files: Mapping[str, str], nav: str = "", ncx: str = "", metadata: str = METADATA) -> Imported:
    """Such an EPUB, imported."""
    return import_bytes(epub(files, nav, ncx, metadata), "book.epub")


def blocks(document: Document) -> list[tuple[str, str]]:
    """(kind, words) of all blocks."""
    return [(block.kind.value, document.text[block.start : block.end]) for block in document.blocks]


def divisions(document: Document) -> list[tuple[int, str, str | None, str | None]]:
    """(level, kind, number, title) of all divisions."""
    return [(one.level, one.kind.value, one.number, one.title) for one in document.divisions]


def pages(document: Document) -> list[tuple[str, str]]:
    """Each page's label, and the words that it begins with."""
    return [(page.label, document.text[page.start : page.start + 6]) for page in document.pages]


def linked(document: Document) -> list[tuple[str, str, str | None]]:
    """(the words before a marker, its label, the words of its note)."""
    found = []
    for ref in document.note_refs:
        note = None if ref.note is None else document.notes[ref.note]
        found.append(
            (document.text[max(ref.at - 6, 0) : ref.at], ref.label, note and document.text[note.start : note.end])
        )
    return found
