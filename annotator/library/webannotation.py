"""Annotations as W3C Web Annotations (JSON-LD), with what that model lacks under names of our own."""

from __future__ import annotations

from typing import Any

from annotator.model.anchor import Anchor, Position, Quote
from annotator.model.annotation import Annotation

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def to_web_annotation(annotation: Annotation) -> dict[str, Any]:
    """All of `annotation`, nothing left out: position and quotation selectors, note, tags, role, version, trash."""
    body = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in annotation.tags]
    if annotation.note:
        note = {"type": "TextualBody", "purpose": "commenting", "format": "text/markdown", "value": annotation.note}
        body.insert(0, note)
    source = f"urn:uuid:{annotation.reader_id}"
    return {
        "@context": CONTEXT,
        "id": f"urn:uuid:{annotation.id}",
        "type": "Annotation",
        "motivation": "commenting" if annotation.note else "highlighting",
        "created": annotation.created,
        "modified": annotation.modified,
        "body": body,
        "target": [_target(source, anchor) for anchor in annotation.anchors] or [{"source": source}],
        "annotator:role": annotation.role,
        "annotator:revision": annotation.revision_id,
        "annotator:division": annotation.division,
        "annotator:version": annotation.version,
        "annotator:deleted": annotation.deleted,
    }


def from_web_annotation(data: dict[str, Any]) -> Annotation:
    """The annotation that `to_web_annotation` made `data` of. Raises KeyError, TypeError or ValueError."""
    bodies, targets = data["body"], data["target"]
    notes = [body["value"] for body in bodies if body["purpose"] == "commenting"]
    return Annotation(
        id=_uuid(data["id"]),
        reader_id=_uuid(targets[0]["source"]),
        revision_id=data["annotator:revision"],
        anchors=tuple(_anchor(target["selector"]) for target in targets if "selector" in target),
        division=data["annotator:division"],
        role=data["annotator:role"],
        note=notes[0] if notes else "",
        tags=tuple(body["value"] for body in bodies if body["purpose"] == "tagging"),
        created=data["created"],
        modified=data["modified"],
        version=data["annotator:version"],
        deleted=data["annotator:deleted"],
    )


def _anchor(selectors: list[dict[str, Any]]) -> Anchor:
    position, quote = selectors
    return Anchor(Position(position["start"], position["end"]), Quote(quote["exact"], quote["prefix"], quote["suffix"]))


def _uuid(urn: str) -> str:
    if not urn.startswith("urn:uuid:"):
        raise ValueError(urn)
    return urn.removeprefix("urn:uuid:")


def _target(source: str, anchor: Anchor) -> dict[str, Any]:
    position, quote = anchor.position, anchor.quote
    return {
        "source": source,
        "selector": [
            {"type": "TextPositionSelector", "start": position.start, "end": position.end},
            {"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix},
        ],
    }
