"""Annotations and links as W3C Web Annotations (JSON-LD), with what that model lacks under names of our own.

The journal and the files that go out and come in have one and the same record. Ids and times are written as in
Readium's profile: `urn:uuid:`, UTC in ISO 8601. A link is an annotation (`linking`) of one annotation by another.
"""

from __future__ import annotations

import uuid
from typing import Any, TypeVar

from annotator.model.anchor import Anchor, Position, Quote
from annotator.model.annotation import Annotation, Link, LinkKind, Role

Json = dict[str, Any]
T = TypeVar("T")

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
LINKING = "linking"
ROLES = "annotator:roles"  # of a collection
# Minted once for this program: a person is known by the name alone.
_PEOPLE = uuid.UUID("f2a3c1de-6f0d-5f4e-9b7c-2f1f6f0e8a51")


def to_web_annotation(record: Annotation | Link) -> Json:
    """All of `record`, nothing left out."""
    return _of_link(record) if isinstance(record, Link) else _of_annotation(record)


def from_web_annotation(data: Json) -> Annotation | Link:
    """What `to_web_annotation` made `data` of. Raises KeyError, TypeError or ValueError for anything else."""
    return _link(data) if data.get("motivation") == LINKING else _annotation(data)


def role_to_json(role: Role) -> Json:
    """A role that a person made or renamed; the model of the W3C has none."""
    return {
        "key": role.key,
        "name": role.name,
        "mark": role.mark,
        "colour": role.colour,
        "position": role.position,
        "version": role.version,
        "deleted": role.deleted,
    }


def role_from_json(data: Json) -> Role:
    """What `role_to_json` made `data` of. Raises KeyError, TypeError or ValueError for anything else."""
    key, name, mark, colour = (_is(data[one], str) for one in ("key", "name", "mark", "colour"))
    position, version = (_is(data[one], int) for one in ("position", "version"))
    return Role(key, name, mark, colour, position, version, _perhaps(data["deleted"]))


def urn(record_id: str) -> str:
    """An id as JSON-LD has it."""
    return f"urn:uuid:{record_id}"


def _of_annotation(annotation: Annotation) -> Json:
    body = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in annotation.tags]
    if annotation.note:
        note = {"type": "TextualBody", "purpose": "commenting", "format": "text/markdown", "value": annotation.note}
        body.insert(0, note)
    source = urn(annotation.reader_id)
    return {
        "@context": CONTEXT,
        "id": urn(annotation.id),
        "type": "Annotation",
        "motivation": "commenting" if annotation.note else "highlighting",
        "created": annotation.created,
        "modified": annotation.modified,
        **({"creator": _person(annotation.creator)} if annotation.creator else {}),
        "body": body,
        "target": [_target(source, anchor) for anchor in annotation.anchors] or [{"source": source}],
        "annotator:role": annotation.role,
        "annotator:revision": annotation.revision_id,
        "annotator:division": annotation.division,
        "annotator:version": annotation.version,
        "annotator:deleted": annotation.deleted,
    }


def _of_link(link: Link) -> Json:
    return {
        "@context": CONTEXT,
        "id": urn(link.id),
        "type": "Annotation",
        "motivation": LINKING,
        "created": link.created,
        "body": urn(link.target),
        "target": urn(link.source),
        "annotator:link": link.kind.value,
        "annotator:version": link.version,
        "annotator:deleted": link.deleted,
    }


def _annotation(data: Json) -> Annotation:
    bodies, targets = _is(data["body"], list), _is(data["target"], list)
    if not targets:
        raise ValueError("nothing that it is about")
    notes = [_is(body["value"], str) for body in bodies if body["purpose"] == "commenting"]
    if len(notes) > 1 or not {body["purpose"] for body in bodies} <= {"commenting", "tagging"}:
        raise ValueError("bodies that this program doesn't write")
    return Annotation(
        id=_uuid(data["id"]),
        reader_id=_uuid(targets[0]["source"]),
        revision_id=_is(data["annotator:revision"], str),
        anchors=tuple(_anchor(target["selector"]) for target in targets if "selector" in target),
        division=_perhaps(data["annotator:division"]),
        role=_is(data["annotator:role"], str),
        note=notes[0] if notes else "",
        tags=tuple(_is(body["value"], str) for body in bodies if body["purpose"] == "tagging"),
        created=_is(data["created"], str),
        modified=_is(data["modified"], str),
        version=_is(data["annotator:version"], int),
        deleted=_perhaps(data["annotator:deleted"]),
        creator=_is(data["creator"]["name"], str) if "creator" in data else "",
    )


def _link(data: Json) -> Link:
    return Link(
        id=_uuid(data["id"]),
        source=_uuid(data["target"]),
        target=_uuid(data["body"]),
        kind=LinkKind(data["annotator:link"]),
        created=_is(data["created"], str),
        version=_is(data["annotator:version"], int),
        deleted=_perhaps(data["annotator:deleted"]),
    )


def _person(name: str) -> Json:
    return {"id": urn(str(uuid.uuid5(_PEOPLE, name))), "type": "Person", "name": name}


def _target(source: str, anchor: Anchor) -> Json:
    position, quote = anchor.position, anchor.quote
    return {
        "source": source,
        "selector": [
            {"type": "TextPositionSelector", "start": position.start, "end": position.end},
            {"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix},
        ],
    }


def _anchor(selectors: list[Json]) -> Anchor:
    position, quote = selectors
    start, end = position["start"], position["end"]
    exact, prefix, suffix = quote["exact"], quote["prefix"], quote["suffix"]
    if not (type(start) is type(end) is int and type(exact) is type(prefix) is type(suffix) is str):
        raise TypeError("selectors that this program doesn't write")
    return Anchor(Position(start, end), Quote(exact, prefix, suffix))


def _uuid(text: str) -> str:
    if not _is(text, str).startswith("urn:uuid:"):
        raise ValueError(text)
    return text.removeprefix("urn:uuid:")


def _is(value: object, kind: type[T]) -> T:
    if type(value) is not kind:
        raise TypeError(f"{value!r:.80} is no {kind.__name__}")
    return value


def _perhaps(value: object) -> str | None:
    return None if value is None else _is(value, str)
