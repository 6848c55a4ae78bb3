"""Annotations from files: our own JSON-LD, and what other programs make of the same model."""

from annotator.importing.annotations.envelope import Batch, Received, Refused, read_annotations

__all__ = ["Batch", "Received", "Refused", "read_annotations"]
