"""Quotation marks inside quotation marks."""

from __future__ import annotations

import re


def single_inside(text: str) -> str:
    """For words that go into double quotation marks: double ones become single, and single ones inside those double.

    So do those of a quotation that begins or ends outside of `text`, and the German „…“; guillemets stay.
    """
    if "„" in text:
        return text.translate(str.maketrans("„“”", "‚‘’"))
    text = re.sub(r"(?<![^\s(\[—–-])\"(?=\S)", "“", text).replace('"', "”")
    nested = re.sub(r"“([^“”]*)”", lambda match: f"“{_doubled(match[1])}”", text)
    return nested.translate(str.maketrans("“”\ue005\ue006", "‘’“”"))


def _doubled(text: str) -> str:
    """Single quotation marks as (marked) double ones; an apostrophe, which has a letter after it, stays."""
    return re.sub(r"‘((?:[^‘’]|’(?=\w))*)’(?!\w)", "\ue005\\1\ue006", text)
