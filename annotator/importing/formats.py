"""What a file is, told by its content more than by its name."""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum, auto

_HEAD = 1024
_MARKUP = re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL)
_TAGS = re.compile(rb"<(html|body|div|p|h[1-6]|head|title|section|article)[\s>]", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0"
_HTML_NAMES = (".html", ".htm", ".xhtml")


class Format(Enum):
    """The kinds of file that can be read."""

    PDF = auto()
    EPUB = auto()
    DOCX = auto()
    HTML = auto()
    TEXT = auto()


def format_of(data: bytes, name: str) -> Format:
    """The format of a file's content. What is none of the others is TEXT, whose decoder says if it isn't."""
    head = data[:_HEAD]
    if b"%PDF-" in head:
        return Format.PDF
    if head.startswith(_OLE):
        # A Word file of the old kind, or a new one behind a password: the reader of Word files says which.
        return Format.DOCX
    if head.startswith(b"PK\x03\x04"):
        return _archive_format(data)
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if plain[:2] in (b"\xff\xfe", b"\xfe\xff"):
        plain = plain[2:].replace(b"\x00", b"")
    named = name.lower().endswith(_HTML_NAMES)
    return Format.HTML if _MARKUP.match(plain) or (named and _TAGS.search(plain)) else Format.TEXT


def _archive_format(data: bytes) -> Format:
    """EPUB and DOCX are ZIP archives, known by a file inside."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        # A damaged one is told by what stands at its beginning, so that its reader can say what is wrong.
        names = set()
    packaged = any(name.endswith(".opf") for name in names)
    if packaged or "META-INF/container.xml" in names or b"application/epub+zip" in data[:_HEAD]:
        return Format.EPUB
    return Format.DOCX if "word/document.xml" in names or b"word/" in data[:4096] else Format.TEXT
