"""Cells of tables for spreadsheets."""

from __future__ import annotations

from typing import TypeVar

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Cell = TypeVar("Cell", str, int, None)


def safe(cell: Cell) -> Cell | str:
    """A cell that a spreadsheet would take for a formula begins with an apostrophe: the texts are other people's, and
    so would be the formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
