"""Records as plain data: the JSON of the history and the journal.

`to_data` and `from_data` are inverses; keys are the fields' own names, so that an old journal reads itself.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, replace
from typing import Any

from annotator.model.anchor import Anchor, Position, Quote
from annotator.model.annotation import Annotation, Link, LinkKind, Role
from annotator.model.bookmark import Bookmark
from annotator.model.change import Change, ChangeSet, Record
from annotator.model.citation import Citation
from annotator.model.shelf import Reader

# In an order in which each may point at those before it.
KINDS: dict[str, type[Record]] = {
    "role": Role,
    "reader": Reader,
    "annotation": Annotation,
    "link": Link,
    "bookmark": Bookmark,
    "citation": Citation,
}


_FIELDS: dict[type[Any], tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind)) for kind in KINDS.values()
}


def kind_of(record: Record) -> str:
    """One of `KINDS`: what its table and its lines in the journal are called."""
    return type(record).__name__.lower()


def to_data(record: Record) -> dict[str, Any]:
    """The record as JSON-able data, with its kind."""
    return {"record": kind_of(record), **plain(record)}


def plain(record: Record) -> dict[str, Any]:
    """A record's fields as JSON has them; `dataclasses.asdict` copies every word, and takes ten times as long."""
    data = {name: getattr(record, name) for name in field_names(type(record))}
    if isinstance(record, Annotation):
        data["anchors"] = [_anchor_data(anchor) for anchor in record.anchors]
    elif isinstance(record, Bookmark):
        data["anchor"] = _anchor_data(record.anchor)
    elif isinstance(record, Link):
        data["kind"] = record.kind.value
    return data


def field_names(kind: type[Any]) -> tuple[str, ...]:
    """The names of a record's fields, the first of them its key."""
    return _FIELDS[kind]


def _anchor_data(anchor: Anchor) -> dict[str, Any]:
    position, quote = anchor.position, anchor.quote
    return {
        "position": {"start": position.start, "end": position.end},
        "quote": {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix},
    }


def from_data(data: dict[str, Any]) -> Record:
    """The record that `to_data` made `data` of. Raises KeyError, TypeError or ValueError on anything else."""
    fields = dict(data)
    kind = KINDS[fields.pop("record")]
    if kind is Annotation:
        fields["anchors"] = tuple(anchor_from(anchor) for anchor in fields["anchors"])
        fields["tags"] = tuple(fields["tags"])
    elif kind is Link:
        fields["kind"] = LinkKind(fields["kind"])
    elif kind is Bookmark:
        fields["anchor"] = anchor_from(fields["anchor"])
    elif kind is Citation:
        fields["fields"] = pairs_from(fields["fields"])
    return kind(**fields)


def anchor_from(data: dict[str, Any]) -> Anchor:
    """An anchor from its `asdict` form."""
    position, quote = data["position"], data["quote"]
    if len(data) != 2 or len(position) != 2 or len(quote) != 3:
        raise ValueError("no anchor")
    return Anchor(Position(position["start"], position["end"]), Quote(quote["exact"], quote["prefix"], quote["suffix"]))


def pairs_from(data: list[list[Any]]) -> tuple[tuple[str, str], ...]:
    """The fields of a citation record from their JSON form."""
    return tuple((str(name), str(value)) for name, value in data)


def changes_to_json(act: ChangeSet) -> str:
    """The changes of an act, before and after, as one line of JSON."""
    pairs = [[c.before and to_data(c.before), c.after and to_data(c.after)] for c in act.changes]
    return json.dumps(pairs, ensure_ascii=False, separators=(",", ":"))


def changes_from_json(text: str) -> tuple[Change, ...]:
    """The inverse of `changes_to_json`."""
    return tuple(Change(a and from_data(a), b and from_data(b)) for a, b in json.loads(text))


def text_digest(text: str) -> str:
    """16 hexadecimal digits of BLAKE2b."""
    return data_digest(text.encode("utf-8", "surrogatepass"))


def data_digest(data: bytes) -> str:
    """`text_digest` of a text in UTF-8."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def same_content(one: Record, other: Record) -> bool:
    """Alike but for version and time of change: what a person would call unchanged."""
    return _content(one) == _content(other)


def _content(record: Record) -> Record:
    return replace(record, version=0, modified="") if isinstance(record, Annotation) else replace(record, version=0)
