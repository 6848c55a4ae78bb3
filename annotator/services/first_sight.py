"""What the window shows before anything else: the text where the person left off, without opening the library.

A small file in the cache says which text and where; it is derived, and wrong or missing it only means that the text
appears a moment later. The library is opened right after the first paint, with all its checks, and has the last word.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotator.library.codec import CodecError, decode

if TYPE_CHECKING:
    from annotator.model.document import Document

_NAME = "first-sight.json"


class Sight(NamedTuple):
    """A reader's text, and the code point that stood at the top of the window."""

    reader_id: str
    revision_id: str
    title: str
    document: Document
    offset: int


def note_sight(cache: Path, *, reader_id: str, revision_id: str, title: str, file: Path, offset: int) -> None:
    """Keep what to show first the next time. What can't be written is done without."""
    values = {"reader": reader_id, "revision": revision_id, "title": title, "file": str(file), "offset": offset}
    try:
        cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        (cache / _NAME).write_text(json.dumps(values), encoding="utf-8")
    except OSError:
        return


def glance(cache: Path, data: Path, reader_id: str | None = None) -> Sight | None:
    """What was noted last; None where it is another reader than `reader_id`, or on any doubt about it."""
    try:
        values = json.loads((cache / _NAME).read_bytes())
        file = Path(values["file"])
        if reader_id not in (None, values["reader"]) or not file.is_relative_to(data):
            return None
        document = decode(file.read_bytes())
        return Sight(values["reader"], values["revision"], values["title"], document, int(values["offset"]))
    except (OSError, ValueError, KeyError, TypeError, CodecError):
        return None
