"""Annotations as W3C Web Annotations (JSON-LD), with what that model lacks under names of our own."""

from __future__ import annotations

from typing import Any

from annotator.model.anchor import Anchor
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


def _target(source: str, anchor: Anchor) -> dict[str, Any]:
    position, quote = anchor.position, anchor.quote
    return {
        "source": source,
        "selector": [
            {"type": "TextPositionSelector", "start": position.start, "end": position.end},
            {"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix},
        ],
    }
