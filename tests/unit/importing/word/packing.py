"""Word files made on the fly: XML parts, zipped as Word would."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from annotator.importing import import_bytes
from annotator.model.document import Document
from annotator.model.report import Imported

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ROOTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}
_ROOTS |= {"header": "hdr", "footer": "ftr", "comments": "comments", "settings": "settings"}

# The styles that Word's own files have, with the ids of a localised one for some.
STYLES = "".join(
    f'<w:style w:type="paragraph" {extra} w:styleId="{key}"><w:name w:val="{name}"/>{inside}</w:style>'
    for key, name, extra, inside in (
        ("Normal", "Normal", 'w:default="1"', ""),
        ("Heading1", "heading 1", "", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr>'),
        ("berschrift2", "heading 2", "", '<w:basedOn w:val="Heading1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
        ("Heading3", "heading 3", "", ""),
        ("Title", "Title", "", ""),
        ("Subtitle", "Subtitle", "", ""),
        ("Quote", "Quote", "", '<w:rPr><w:i/></w:rPr>'),
        ("BlockText", "Block Text", "", ""),
        ("Caption", "caption", "", ""),
        ("Verse", "Verse", "", ""),
        ("ListParagraph", "List Paragraph", "", ""),
        ("FootnoteText", "footnote text", "", ""),
        ("Mine", "My Chapter", "", '<w:basedOn w:val="Heading1"/>'),
        ("TOC1", "toc 1", "", ""),
    )
) + (
    '<w:style w:type="character" w:styleId="Emphasis"><w:name w:val="Emphasis"/><w:rPr><w:i/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Daisy"><w:name w:val="Page Number (DAISY)"/></w:style>'
)  # fmt: skip


def r(text: str, look: str = "") -> str:
    """A run; `look` is what its `w:rPr` holds."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*runs: str, style: str = "", shape: str = "") -> str:
    """A paragraph of runs (or of plain words)."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = "".join(one if one.startswith("<") else r(one) for one in runs)
    return f"<w:p><w:pPr>{named}{shape}</w:pPr>{inside}</w:p>"


def note_mark(kind: str, key: int, attributes: str = "", after: str = "") -> str:
    """The run with a marker of note `key`."""
    return f'<w:r><w:{kind}Reference w:id="{key}" {attributes}/>{after}</w:r>'


def note(kind: str, key: int, *paragraphs: str) -> str:
    """A note with its paragraphs."""
    inside = "".join(
        one if one.startswith("<w:p>") else p(f"<w:r><w:{kind}Ref/></w:r>", " " + one) for one in paragraphs
    )
    return f'<w:{kind} w:id="{key}">{inside}</w:{kind}>'


def separators(kind: str) -> str:
    """The notes that are none: what Word puts between text and notes."""
    return (
        f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
        f'<w:{kind} w:type="continuationSeparator" w:id="0"><w:p>{r("never text")}</w:p></w:{kind}>'
    )


def table(*rows: tuple[str, ...]) -> str:
    """A table of plain cells; one that begins with `<` is the XML of what stands in it."""
    return "<w:tbl>" + "".join("<w:tr>" + "".join(map(cell, row)) + "</w:tr>" for row in rows) + "</w:tbl>"


def cell(content: str, properties: str = "") -> str:
    """A cell of a table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def section(kind: str = "nextPage", numbers: str = "") -> str:
    """The properties of a section that ends here."""
    return f'<w:sectPr><w:type w:val="{kind}"/>{numbers}</w:sectPr>'


def field(code: str, result: str) -> str:
    """A complex field."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{r(result)}{marks[2]}"


def docx(body: str, core: str = "", more: Mapping[str, str] | None = None, **parts: str) -> bytes:
    """A Word file; `parts` are the insides of other parts by name (`styles` are there unless given)."""
    parts = {"styles": STYLES, **parts}
    files = {"word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>", **(more or {})}
    relations = []
    for key, inside in parts.items():
        kind = key.rstrip("0123456789")
        files[f"word/{key}.xml"] = f"<w:{_ROOTS[kind]} {_NAMES}>{inside}</w:{_ROOTS[kind]}>"
        relations.append(f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{key}.xml"/>')
    files["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{_PACKAGE}">{"".join(relations)}</Relationships>'
    files["_rels/.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="a" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/><Relationship Id="b" Target="/docProps/core.xml" '
        'Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"/></Relationships>'
    )
    files["docProps/core.xml"] = (
        '<cp:coreProperties xmlns:cp="c" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:dcterms="http://purl.org/dc/terms/">{core}</cp:coreProperties>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return out.getvalue()


def read(body: str, core: str = "", **parts: str) -> Imported:
    """What comes of such a file."""
    return import_bytes(docx(body, core, **parts), "sample.docx")


def emphasis(document: Document) -> list[tuple[str, str]]:
    """(kind, words) of what is set off."""
    return [(one.kind.value, document.text[one.start : one.end]) for one in document.emphasis]


def pages(document: Document) -> list[tuple[str, bool, str]]:
    """(label, printed, the first letters) of each page."""
    return [(page.label, page.printed, document.text[page.start : page.start + 5]) for page in document.pages]


def doubts(imported: Imported) -> dict[str, dict[str, str]]:
    """The parameters of each doubt by its code."""
    return {doubt.code: dict(doubt.params) for doubt in imported.report.doubts}
