"""An import's report as one file beside its revision: JSON, compressed, so that damage shows by its checksum."""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import astuple
from typing import Any

from annotator.library.codec import CodecError
from annotator.model.report import Doubt, Hyphen, Hyphens, ImportReport, InferredPage, Removed

VERSION = 1


def encode_report(report: ImportReport) -> bytes:
    """The report as bytes."""
    hyphens = report.hyphens
    value = {
        "version": VERSION,
        "removed": [astuple(item) for item in report.removed],
        "hyphens": [hyphens.joined, hyphens.kept, hyphens.doubtful, hyphens.items],
        "missing_pages": report.missing_pages,
        "doubts": [astuple(doubt) for doubt in report.doubts],
        "inferred_pages": report.inferred_pages,
        "raw": sorted(report.raw.items()),
    }
    # Lone surrogates, which a file's bytes may have become, pass as escapes.
    return gzip.compress(json.dumps(value, separators=(",", ":")).encode("ascii"), 1, mtime=0)


def decode_report(data: bytes) -> ImportReport:
    """The report that `encode_report` made `data` of. Raises CodecError, also for another version's."""
    try:
        return _decode(json.loads(gzip.decompress(data)))
    except (OSError, EOFError, zlib.error, ValueError, KeyError, IndexError, TypeError) as error:
        raise CodecError(str(error)) from error


def _decode(value: dict[str, Any]) -> ImportReport:
    if value["version"] != VERSION:
        raise ValueError("another version's report")
    joined, kept, words, items = value["hyphens"]
    return ImportReport(
        removed=tuple(Removed(*row) for row in value["removed"]),
        hyphens=Hyphens(joined, kept, tuple(words), tuple(Hyphen(*row) for row in items)),
        missing_pages=tuple(value["missing_pages"]),
        doubts=tuple(Doubt(*_doubt(*row)) for row in value["doubts"]),
        inferred_pages=tuple(InferredPage(*row) for row in value["inferred_pages"]),
        raw={int(line): str(text) for line, text in value["raw"]},
    )


def _doubt(line: int, code: str, params: list[list[str]], at: int | None) -> tuple[Any, ...]:
    return line, code, tuple((name, text) for name, text in params), at
