"""Annotations as one file of JSON-LD: a W3C AnnotationCollection, whose records are those of the journal."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from annotator.model.annotation import Annotation, Link, Role
from annotator.model.webannotation import CONTEXT, ROLES, Json, role_to_json, to_web_annotation, urn


@dataclass(frozen=True, slots=True)
class Collection:
    """What the file tells of itself. `export_id` is a UUID by which the file is known again; `author` is who wrote
    all that has no creator of its own; `generated` is a time in ISO 8601. `roles` are those that the person made or
    renamed: without them, another installation would show keys."""

    export_id: str
    title: str
    reader_id: str
    author: str
    generated: str
    program: str
    roles: tuple[Role, ...] = ()


def to_json_ld(collection: Collection, records: Iterable[Annotation | Link]) -> str:
    """The file: its head line by line, then one record a line, so that two versions can be compared."""
    items = [_item(record, collection.author) for record in records]
    head = {
        "@context": CONTEXT,
        "id": urn(collection.export_id),
        "type": "AnnotationCollection",
        "label": collection.title,
        "annotator:reader": urn(collection.reader_id),
        "generator": {"type": "Software", "name": collection.program},
        "generated": collection.generated,
        **({ROLES: [role_to_json(role) for role in collection.roles]} if collection.roles else {}),
        "total": len(items),
    }
    page = {"type": "AnnotationPage", "partOf": urn(collection.export_id), "startIndex": 0}
    lines = [f" {_text(key)}: {_text(value)}," for key, value in head.items()]
    first = f' "first": {_text(page)[:-1]},"items":['
    return "\n".join(["{", *lines, first, ",\n".join(map(_text, items)), "]}}", ""])


def _item(record: Annotation | Link, author: str) -> Json:
    """A record that stands on its own, wherever it is taken."""
    if isinstance(record, Annotation) and not record.creator:
        record = replace(record, creator=author)
    return to_web_annotation(record)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
