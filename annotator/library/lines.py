"""One line of the journal: its form, its digest, and how it is read back.

The format is described for people and for other programs in `resources/help/journal.md`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from annotator.library.records import data_digest, text_digest

FORMAT = 2  # 1 had no digest
# JSON allows these as they are; programs that split a text into lines would cut the record in two.
_LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_DIGEST, _RECORD = ',"digest":"', ',"record":'
LAST_CLOCK = 1 << 53  # what is beyond no clock of ours ever counted to
_TAIL = 1 << 13  # bytes: the last line is nearly always in them


class LineDamaged(ValueError):
    """The line isn't what was written, or comes from a newer program."""


def make_line(values: dict[str, Any]) -> str:
    """The line (without its end) that tells `values`, with a digest of itself."""
    text = as_told({"format": FORMAT, **values})
    return f'{text[:-1]}{_DIGEST}{text_digest(text)}"}}'


def as_told(values: dict[str, Any]) -> str:
    """The JSON that a line has of `values`: also of its record alone."""
    text = _encode(values)
    for end, escaped in _LINE_ENDS.items():  # `str.translate` takes fifty times as long
        text = text.replace(end, escaped)
    return text


def take_apart(line: bytes) -> tuple[dict[str, Any], bytes]:
    """What a sound line of today's format tells but for its record, and the record's JSON (UTF-8), unread.

    Raises LineDamaged for any other line, which `read_line` may still read.
    """
    try:
        body, _sign, end = line.rpartition(_DIGEST.encode())
        head, _sign, record = body.partition(_RECORD.encode())  # within a string, its quotation marks would be escaped
        if end.decode() != f'{data_digest(body + b"}")}"}}':
            raise LineDamaged("the digest differs")
        values = json.loads((head + b"}").decode())
        if values["format"] != FORMAT or not 0 < values["clock"] < LAST_CLOCK:
            raise LineDamaged("another format")
        if not isinstance(values["installation"], str):
            raise LineDamaged("another form")
    except (ValueError, KeyError, TypeError) as error:
        raise LineDamaged(str(error)) from error
    return values, record


def read_line(line: bytes) -> dict[str, Any]:
    """What the line tells. Raises LineDamaged."""
    try:
        text = line.decode("utf-8")
        values = json.loads(text)
        if values["format"] not in (1, FORMAT) or not 0 < values["clock"] < LAST_CLOCK:
            raise LineDamaged("another format")
        if not (isinstance(values["installation"], str) and isinstance(values["record"], dict)):
            raise LineDamaged("another form")
    except (ValueError, KeyError, TypeError) as error:
        raise LineDamaged(str(error)) from error
    body, _sign, end = text.rpartition(_DIGEST)
    if values["format"] > 1 and end != f'{text_digest(body + "}")}"}}':
        raise LineDamaged("the digest differs")
    return values  # type: ignore[no-any-return]


def last_clock(path: Path) -> int:
    """The logical clock of the file's last sound line, 0 where it has none. Raises OSError."""
    with path.open("rb") as file:
        size, tail = file.seek(0, 2), _TAIL
        while True:
            file.seek(max(0, size - tail))
            found = _last_clock(file.read())
            if found or tail >= size:
                return found
            tail *= 16


def _last_clock(data: bytes) -> int:
    for line in reversed(data.split(b"\n")):
        try:
            return int(read_line(line)["clock"])
        except LineDamaged:
            continue
    return 0
