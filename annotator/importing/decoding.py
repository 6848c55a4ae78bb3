"""Bytes to text: which encoding it is, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from annotator.errors import UserError
from annotator.importing.old_encodings import old_encoding, wide_encoding

MAX_BYTES = 200 * 1024 * 1024

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP, EPUB, DOCX"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0", "DOC"),
    (b"\x1f\x8b", "GZIP"),
    (b"BZh", "BZIP2"),
    (b"7z\xbc\xaf", "7Z"),
    (b"\x7fELF", "ELF"),
    (b"SQLite format 3\x00", "SQLite"),
)
# Line ends, tabs, form feeds, vertical tabs, escapes and the substitute that DOS files end with are no evidence.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
# An XML declaration, or what a page says of itself in its head.
_DECLARED = re.compile(
    rb"""<(?:\?xml[^>]*?\sencoding|meta\s[^>]*?charset)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_HEAD = 4096
# What calls itself Latin-1 or ASCII is read as browsers read it.
_AS_WINDOWS = ("iso8859-1", "ascii")
_OF_TEXTS = ("utf-8", "ascii", "iso8859", "iso2022", "cp", "koi8", "mac", "gb", "big5", "shift_jis", "euc_", "johab")
_BLANK = " \t\n\f\v\x1a\u00a0\u00ad\u200b\ufeff"
_LINE_ENDS = re.compile("\r\n|\r|\x85|\u2028|\u2029")


class Decoded(NamedTuple):
    """A text, and the encoding that had to be guessed (None where there was no doubt)."""

    text: str
    guessed: str | None = None


def decode(data: bytes, name: str) -> str:
    """The text of `data`, as `decoded` has it."""
    return decoded(data, name).text


def decoded(data: bytes, name: str) -> Decoded:
    """The text of `data`, its line ends as `\\n`, without a byte order mark.

    Raises UserError: `empty_file`, `file_too_big` (size), `not_a_text_file` (kind), each with `name`.
    """
    if len(data) > MAX_BYTES:
        raise UserError("file_too_big", name=name, size=len(data), limit=MAX_BYTES)
    kind = next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)
    if kind:
        raise UserError("not_a_text_file", name=name, kind=kind)
    text, guessed = _to_text(data, name)
    return Decoded(_checked(text, name), guessed)


def decode_declared(data: bytes, name: str) -> str:
    """The text of markup: a byte order mark counts first, then the encoding that it declares, then as in `decode`.

    Raises UserError as `decode` does.
    """
    found = _DECLARED.search(data[:_HEAD])
    encoding = _codec(found[1].decode("ascii", "replace")) if found else None
    if encoding and not data.startswith(tuple(bom for bom, _ in _BOMS)):
        try:
            return _checked(data.decode(encoding), name)
        except UnicodeDecodeError:
            pass
    return decode(data, name)


def _codec(label: str) -> str | None:
    """The codec of a declared encoding, if texts are written in it.

    Python knows others, some of which take for ever. Where the declaration could be read, it is not UTF-16 or UTF-32.
    """
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    if not name.startswith(_OF_TEXTS):
        return None
    return "cp1252" if name in _AS_WINDOWS else name


def _checked(text: str, name: str) -> str:
    text = _LINE_ENDS.sub("\n", text).lstrip("\ufeff")
    if "\x00" not in text and not text.strip(_BLANK):
        raise UserError("empty_file", name=name)
    sample = text[:100_000]
    if "\x00" in text or len(_CONTROL.findall(sample)) > len(sample) // 200:
        raise UserError("not_a_text_file", name=name, kind="binary")
    return text


def _to_text(data: bytes, name: str) -> Decoded:
    encoding = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)
    encoding = encoding or wide_encoding(data) or "utf-8"
    try:
        return Decoded(data.decode(encoding))
    except UnicodeDecodeError:
        pass
    if b"\x00" in data:
        raise UserError("not_a_text_file", name=name, kind="binary")
    guessed = old_encoding(data)
    return Decoded(data.decode(guessed, errors="replace"), guessed)
