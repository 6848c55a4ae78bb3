"""Documents and annotations as the JSON of the command line, and files looked at without adding them."""

from __future__ import annotations

from annotator.export.document_json import annotation_to_json, document_to_json, report_to_json
from annotator.importing import import_file as read_file

__all__ = ["annotation_to_json", "document_to_json", "read_file", "report_to_json"]
