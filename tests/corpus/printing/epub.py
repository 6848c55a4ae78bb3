"""A printed book as EPUB 2 or 3: its pages, notes and divisions marked up as publishers do."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html import escape
from typing import Any

from tests.corpus.markup import Block, Part
from tests.corpus.printing.design import Job, in_running_text

_TOKEN = re.compile(r"\[\^(\d+)\]|(\*)|([^\[*]|\[)", re.DOTALL)
_TIME = (1980, 1, 1, 0, 0, 0)
_TYPES = {"part": "part", "selection": "chapter", "chapter": "chapter", "front": "preface", "back": "backmatter"}
_CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


class Spelling:
    """Blocks as XHTML, with the page breaks of the printed book, which lie at offsets of the truth's text."""

    def __init__(self, pages: list[tuple[int, str]], version: int) -> None:
        self.waiting = sorted(pages)
        self.version = version
        self.shown: list[tuple[str, str]] = []

    def page_breaks(self, until: int, file: str) -> str:
        """The page breaks up to an offset (inclusive)."""
        made = ""
        while self.waiting and self.waiting[0][0] <= until:
            label = self.waiting.pop(0)[1]
            name = f"page-{label}"
            self.shown.append((label, f"{file}#{name}"))
            mark = f' epub:type="pagebreak" role="doc-pagebreak" aria-label="{label}"' if self.version == 3 else ""
            made += f'<span id="{name}"{mark}></span>' if self.version == 3 else f'<a id="{name}"></a>'
        return made

    def words(self, block: Block, start: int, part: int, file: str) -> str:
        """The inline XHTML of a block whose clean text begins at offset `start`."""
        made, at, italic = "", start, False
        for marker, star, sign in _TOKEN.findall(block.text):
            if marker:
                made += self._marker(marker, part)
            elif star:
                italic = not italic
                made += "<i>" if italic else "</i>"
            else:
                made += self.page_breaks(at, file) + (escape(sign, quote=False) if sign != "\n" else "<br/>")
                at += 1
        return made

    def _marker(self, label: str, part: int) -> str:
        kind = ' epub:type="noteref"' if self.version == 3 else ""
        link = f'<a id="ref-{part}-{label}" href="#note-{part}-{label}"{kind}>{label}</a>'
        return link if self.version == 3 else f"<sup>{link}</sup>"


def epub_truth(truth: dict[str, Any]) -> dict[str, Any]:
    """What is true of a printed book's EPUB: it has neither furniture nor hyphens, and names every page."""
    pages = [{**page, "printed": True} for page in truth["pages"]]
    return {**truth, "pages": pages, "hyphens": [], "furniture": []}


def epub_bytes(job: Job, truth: dict[str, Any], version: int) -> bytes:
    """An EPUB 2 or 3 of the book."""
    spelling = Spelling([(page["start"], page["label"]) for page in truth["pages"]], version)
    starts = iter(truth["blocks"])
    names = [f"part{number}.xhtml" for number in range(len(job.parts))]
    bodies = [
        _part(part, number, name, starts, spelling, job)
        for number, (part, name) in enumerate(zip(job.parts, names, strict=True))
    ]
    files = {
        f"OPS/{name}": _page(part.title, body, job, version)
        for part, name, body in zip(job.parts, names, bodies, strict=True)
    }
    files["OPS/book.opf"] = _package(job, names, version)
    if version == 3:
        files["OPS/nav.xhtml"] = _navigation(job, names, spelling.shown)
    files["OPS/toc.ncx"] = _ncx(job, names, spelling.shown)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", _TIME), "application/epub+zip")
        for name, text in {"META-INF/container.xml": _CONTAINER, **files}.items():
            info = zipfile.ZipInfo(name, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
    return made.getvalue()


def _part(part: Part, number: int, file: str, starts: Iterator[dict[str, Any]], spelling: Spelling, job: Job) -> str:
    made = []
    tags = {"heading": "h1", "number": "p", "author": "p"}
    order = [*part.opening]
    rest = [b for b in part.blocks if b in in_running_text(part, job.design) or b.kind == "note"]
    if part.cited:
        rest.insert(1 if job.design.source == "foot" else 0, part.cited)
    for block in order:
        words = spelling.words(block, next(starts)["start"], number, file)
        made.append(f'<{tags[block.kind]} class="{block.kind}">{words}</{tags[block.kind]}>')
    in_notes = False
    for place, block in enumerate(rest):
        start = next(starts)["start"]
        if (block.heads_notes or block.kind == "note") and not in_notes:
            in_notes = True
            made.append('<section epub:type="endnotes">' if spelling.version == 3 else '<div class="notes">')
        if block.kind == "note" and block.label:
            kind = ' epub:type="footnote" role="doc-footnote"' if spelling.version == 3 else ' class="note"'
            made.append(
                f'<aside id="note-{number}-{block.label}"{kind}>'
                if spelling.version == 3
                else f'<div id="note-{number}-{block.label}"{kind}>'
            )
        made.append(_block(block, start, number, file, spelling))
        follows = rest[place + 1] if place + 1 < len(rest) else None
        if block.kind == "note" and not (follows and follows.kind == "note" and not follows.label):
            made.append("</aside>" if spelling.version == 3 else "</div>")
    if in_notes:
        made.append("</section>" if spelling.version == 3 else "</div>")
    inside = "\n".join(made)
    if spelling.version == 3:
        return f'<section epub:type="{_TYPES[part.kind]}">\n{inside}\n</section>'
    return f'<div class="{_TYPES[part.kind]}">\n{inside}\n</div>'


def _block(block: Block, start: int, part: int, file: str, spelling: Spelling) -> str:
    if block.rows:
        cells = ""
        for row in block.rows:
            breaks = spelling.page_breaks(start, file)
            cells += (
                "<tr>"
                + "".join(f"<td>{breaks if not n else ''}{escape(cell)}</td>" for n, cell in enumerate(row))
                + "</tr>"
            )
            start += len(" ".join(row)) + 1
        return f"<table>{cells}</table>"
    words = spelling.words(block, start, part, file)
    if block.kind == "heading":
        return f"<h2>{words}</h2>"
    if block.kind == "quote":
        return f"<blockquote><p>{words}</p></blockquote>"
    if block.kind == "note":
        back = f'<a href="#ref-{part}-{block.label}">{block.label}</a>. ' if block.label else ""
        return f"<p>{back}{words}</p>"
    named = {
        "verse": ' class="verse"',
        "list": ' class="item"',
        "caption": ' class="caption"',
        "source": ' class="source"',
    }
    return f"<p{named.get(block.kind, '')}>{words}</p>"


def _page(title: str, body: str, job: Job, version: int) -> str:
    space = ' xmlns:epub="http://www.idpf.org/2007/ops"' if version == 3 else ""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"{space} '
        f'xml:lang="{job.language}"><head><title>{escape(title)}</title></head><body>\n{body}\n</body></html>\n'
    )


def _package(job: Job, names: list[str], version: int) -> str:
    nav = (
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>' if version == 3 else ""
    )
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(names)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(names)))
    return (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" unique-identifier="id" '
        f'version="{version}.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(job.title)}</dc:title>'
        f"<dc:creator>{escape(job.author or 'Several hands')}</dc:creator><dc:language>{job.language}</dc:language>"
        f'<dc:identifier id="id">urn:annotator:corpus</dc:identifier></metadata><manifest>{nav}'
        f'<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>{items}</manifest>'
        f'<spine toc="ncx">{spine}</spine></package>'
    )


def _navigation(job: Job, names: list[str], pages: list[tuple[str, str]]) -> str:
    toc = "".join(
        f'<li><a href="{name}">{escape(part.title)}</a></li>' for part, name in zip(job.parts, names, strict=True)
    )
    listed = "".join(f'<li><a href="{target}">{label}</a></li>' for label, target in pages)
    body = f'<nav epub:type="toc"><ol>{toc}</ol></nav><nav epub:type="page-list"><ol>{listed}</ol></nav>'
    return _page(job.title, body, job, 3)


def _ncx(job: Job, names: list[str], pages: list[tuple[str, str]]) -> str:
    points = "".join(
        f'<navPoint id="n{n}" playOrder="{n}"><navLabel><text>{escape(part.title)}</text></navLabel>'
        f'<content src="{name}"/></navPoint>'
        for n, (part, name) in enumerate(zip(job.parts, names, strict=True), 1)
    )
    listed = "".join(
        f'<pageTarget id="p{n}" type="normal" value="{n}" playOrder="{n + len(names)}">'
        f"<navLabel><text>{label}</text></navLabel>"
        f'<content src="{target}"/></pageTarget>'
        for n, (label, target) in enumerate(pages, 1)
    )
    return (
        '<?xml version="1.0"?><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head/>'
        f"<docTitle><text>{escape(job.title)}</text></docTitle><navMap>{points}</navMap>"
        f"<pageList>{listed}</pageList></ncx>"
    )
