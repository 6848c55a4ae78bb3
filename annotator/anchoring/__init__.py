"""Describe a passage so that it can be found again, and find it again: exact, moved, or an orphan."""

from annotator.anchoring.describe import describe
from annotator.anchoring.quotation import find_quotation
from annotator.anchoring.resolve import Found, resolve

__all__ = ["Found", "describe", "find_quotation", "resolve"]
