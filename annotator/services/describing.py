"""Documents and annotations as the JSON of the command line."""

from __future__ import annotations

from annotator.export.document_json import annotation_to_json, document_to_json, report_to_json

__all__ = ["annotation_to_json", "document_to_json", "report_to_json"]
