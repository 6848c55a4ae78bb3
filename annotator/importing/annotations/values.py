"""What a record from outside may hold: sound ids and times, text that can be stored, no more than a person writes."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime

from annotator.model.annotation import Annotation, Link, Role

# In code points, or how many.
MOST_NOTE, MOST_QUOTE, MOST_NAME = 1_000_000, 1_000_000, 1_000
MOST_TAGS, MOST_PASSAGES = 1_000, 1_000
_LAST_VERSION = _LAST_OFFSET = 1 << 40
_OURS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
# Minted once for this program: another program's id gives the UUIDv5 under this name space, always the same.
_IDS = uuid.UUID("a7f31f0a-1d1e-5b0b-8f53-70f2a4d1b9c4")


class Unreadable(Exception):
    """A record can't be read; `reason` is a code of `annotator.sentences`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def checked(record: Annotation | Link) -> Annotation | Link:
    """The record, with lone surrogates gone. Raises Unreadable where anything in it isn't what it should be."""
    ids = (record.id, record.source, record.target) if isinstance(record, Link) else (record.id,)
    if not all(map(_UUID.fullmatch, ids)):
        raise Unreadable("bad_id")
    if not 0 <= record.version < _LAST_VERSION:
        raise Unreadable("bad_version")
    if not all(time == "" or moment(time) == time for time in _times(record)):
        raise Unreadable("bad_time")
    return record if isinstance(record, Link) else _checked(record)


def checked_role(role: Role) -> Role:
    """The role. Raises Unreadable where anything in it isn't what it should be."""
    words = (role.key, role.name, role.mark, role.colour)
    if not all(words):
        raise Unreadable("empty_part")
    if max(map(len, words)) > MOST_NAME:
        raise Unreadable("too_big")
    if not all(map(is_text, words)):
        raise Unreadable("no_text")
    if not (0 <= role.version < _LAST_VERSION and 0 <= role.position < _LAST_VERSION):
        raise Unreadable("bad_version")
    if role.deleted is not None and moment(role.deleted) != role.deleted:
        raise Unreadable("bad_time")
    return role


def _checked(annotation: Annotation) -> Annotation:
    if len(annotation.note) > MOST_NOTE or len(annotation.tags) > MOST_TAGS or len(annotation.anchors) > MOST_PASSAGES:
        raise Unreadable("too_big")
    quotes = [part for a in annotation.anchors for part in (a.quote.exact, a.quote.prefix, a.quote.suffix)]
    names = [*annotation.tags, annotation.role, annotation.revision_id, annotation.division or "", annotation.creator]
    if max(map(len, quotes), default=0) > MOST_QUOTE or max(map(len, names)) > MOST_NAME:
        raise Unreadable("too_big")
    if not annotation.role or not all(anchor.quote.exact for anchor in annotation.anchors):
        raise Unreadable("empty_part")
    if not all(0 <= a.position.start <= a.position.end < _LAST_OFFSET for a in annotation.anchors):
        raise Unreadable("bad_place")
    if not all(map(is_text, [annotation.note, *quotes, *names])):
        raise Unreadable("no_text")
    return annotation


def _times(record: Annotation | Link) -> tuple[str, ...]:
    times = (record.created, record.deleted or "")
    return (*times, record.modified) if isinstance(record, Annotation) else times


def moment(text: object) -> str:
    """A time as the library writes it, from any of ISO 8601 (UTC where it names no zone); empty where it's none."""
    if not isinstance(text, str) or len(text) > 64:
        return ""
    try:
        time = datetime.fromisoformat(text.strip())
        time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    said = time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return said if _OURS.fullmatch(said) else ""


def own_id(text: str) -> str:
    """An id of ours for another program's: its own where that is a UUID, else always the same one."""
    bare = text.strip().lower().removeprefix("urn:uuid:")
    return bare if _UUID.fullmatch(bare) else str(uuid.uuid5(_IDS, text.encode("utf-8", "replace").decode()))


def is_text(text: str) -> bool:
    """Whether it can be stored: no half of a surrogate pair."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def clean(text: str) -> str:
    """`text` with `?` for what can't be stored."""
    return text.encode("utf-8", "replace").decode("utf-8")
