"""Describe a passage so that it can be found again, and find it again: exact, moved, or an orphan.

Here is what every text needs. What searches a changed one (`resolve`, `headings`) is imported when it is asked for.
"""

from annotator.anchoring.describe import describe
from annotator.anchoring.exact import Found, at_place, stands
from annotator.anchoring.quotation import find_quotation

__all__ = ["Found", "at_place", "describe", "find_quotation", "stands"]
