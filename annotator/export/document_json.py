"""Documents and annotations as the JSON of the command line: a contract, so names are added and never changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from annotator.export.excerpt import JOINT, page_labels, quoted
from annotator.export.grouping import division_of, is_orphan
from annotator.export.naming import path_labels
from annotator.model.anchor import Position
from annotator.model.annotation import Candidate, Link, Placed
from annotator.model.document import Document
from annotator.model.lookup import division_at, division_keys, division_label
from annotator.model.report import Doubt, Imported, ImportReport
from annotator.model.source_line import parse_source

Json = dict[str, Any]
Say = Callable[[Doubt], str]

FORMAT, VERSION = "annotator-document", 1


def document_to_json(imported: Imported, say: Say) -> Json:
    """A Document with its report, as `annotator inspect --json` prints it; `say` makes a doubt's sentence.

    Offsets are code points in `text`, ends exclusive; indices count from 0.
    """
    document = imported.document
    return {
        "format": FORMAT,
        "version": VERSION,
        "title": document.title,
        "metadata": dict(document.metadata),
        "importer": {"name": document.importer.name, "version": document.importer.version},
        "source_sha256": document.source_sha256,
        "text": document.text,
        "blocks": [
            {"kind": block.kind.value, "start": block.start, "end": block.end, "division": block.division}
            for block in document.blocks
        ],
        "divisions": [
            {
                "kind": division.kind.value,
                "number": division.number,
                "title": division.title,
                "author": division.author,
                "level": division.level,
                "parent": division.parent,
                "start": division.start,
                "end": division.end,
                "source": division.source,
                "citation": _citation(division.source),
            }
            for division in document.divisions
        ],
        "pages": [{"label": page.label, "printed": page.printed, "start": page.start} for page in document.pages],
        "notes": [
            {"label": note.label, "start": note.start, "end": note.end, "division": note.division}
            for note in document.notes
        ],
        "note_refs": [{"label": ref.label, "at": ref.at, "note": ref.note} for ref in document.note_refs],
        "tables": [
            {"block": table.block, "caption": table.caption, "rows": [list(row) for row in table.rows]}
            for table in document.tables
        ],
        "emphasis": [{"kind": span.kind.value, "start": span.start, "end": span.end} for span in document.emphasis],
        "report": report_to_json(imported.report, say),
    }


def _citation(source: str | None) -> Json | None:
    """The parts of a selection's source line that could be told."""
    if not source:
        return None
    return {key: value for key, value in asdict(parse_source(source)).items() if value and key != "text"}


def report_to_json(report: ImportReport, say: Say, *, with_raw: bool = True) -> Json:
    """What an import removed, joined, inferred, missed and doubted.

    `at` is an offset in the text (code points), null where that isn't known; `raw` has the file's lines that are
    named, by their number, and their neighbours.
    """
    return {
        "removed": [
            {"kind": piece.kind, "text": piece.text, "line": piece.line, "at": piece.at} for piece in report.removed
        ],
        "hyphens": {
            "joined": report.hyphens.joined,
            "kept": report.hyphens.kept,
            "doubtful": list(report.hyphens.doubtful),
            "items": [item._asdict() for item in report.hyphens.items],
        },
        "missing_pages": list(report.missing_pages),
        "inferred_pages": [page._asdict() for page in report.inferred_pages],
        "doubts": [{"line": doubt.line, "what": say(doubt), "at": doubt.at} for doubt in report.doubts],
        **({"raw": {str(line): text for line, text in sorted(report.raw.items())}} if with_raw else {}),
    }


def annotation_to_json(document: Document, placed: Placed, links: Iterable[Link] = ()) -> Json:
    """One annotation, as `annotator annotations --json` prints it.

    `start` and `end` embrace all its passages; they and the pages are null for a note without a passage, and for
    an orphan, whose quotations are those kept with it. The division of an orphan is the one where it once stood.
    `links` are its ties to others; `creator` is null where it is this person's own. What isn't exact has its
    `confidence` (0 to 1) and the `candidates` that `annotator accept` counts, too.
    """
    annotation = placed.annotation
    spans = () if is_orphan(placed) else placed.spans
    page_from, page_to = page_labels(document, spans)
    if is_orphan(placed):
        kept = [anchor.quote.exact for anchor in annotation.anchors]
        passages = [{"start": None, "end": None, "quote": q, "page_from": None, "page_to": None} for q in kept]
        quote = JOINT.join(kept)
    else:
        passages = [_passage(document, span) for span in spans]
        quote = quoted(document, spans)
    return {
        "id": annotation.id,
        "role": annotation.role,
        "tags": list(annotation.tags),
        "note": annotation.note,
        "quote": quote,
        "start": min((span.start for span in spans), default=None),
        "end": max((span.end for span in spans), default=None),
        "page_from": page_from,
        "page_to": page_to,
        "division": path_labels(document, division_of(document, placed)),
        "state": placed.state.value,
        "created": annotation.created,
        "modified": annotation.modified,
        "passages": passages,
        "version": annotation.version,
        "creator": annotation.creator or None,
        "links": [_link(annotation.id, link) for link in links],
        **(_unsettled(document, placed) if placed.unsettled else {}),
    }


def _link(annotation_id: str, link: Link) -> Json:
    """A tie as it looks from one of its ends."""
    outward = link.source == annotation_id
    return {
        "id": link.id,
        "kind": link.kind.value,
        "direction": "to" if outward else "from",
        "annotation": link.target if outward else link.source,
    }


def _unsettled(document: Document, placed: Placed) -> Json:
    """Where the first passage to be checked may be; `passage` is its number, from 0, null for a note on a division."""
    first = placed.unsettled[0]
    return {
        "marked": JOINT.join(anchor.quote.exact for anchor in placed.annotation.anchors),
        "confidence": round(placed.confidence, 3),
        "candidates": [
            {
                "passage": first.anchor,
                "quote": _candidate_words(document, one),
                "start": one.span.start,
                "end": one.span.end,
                "page": page_labels(document, (one.span,))[0],
                "division": path_labels(document, division_at(document, one.span.start)),
                "confidence": one.confidence,
            }
            for one in first.candidates
        ],
    }


def _candidate_words(document: Document, candidate: Candidate) -> str:
    """The passage's words; of a whole division its name."""
    if candidate.division is None:
        return document.text[candidate.span.start : candidate.span.end]
    index = division_keys(document).index(candidate.division)
    return division_label(document.divisions[index])


def _passage(document: Document, span: Position) -> Json:
    page_from, page_to = page_labels(document, (span,))
    return {
        "start": span.start,
        "end": span.end,
        "quote": document.text[span.start : span.end],
        "page_from": page_from,
        "page_to": page_to,
    }
