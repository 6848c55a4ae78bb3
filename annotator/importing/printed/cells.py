"""What stands in the cells of tables, and how tables are named."""

from __future__ import annotations

import re

CELL = re.compile(r"[-–−+(]?[$£€]?\d[\d,.]*%?\)?[a-e*]?|[–—]|n\.?a\.?|\.\.\.?")
"""A cell of figures, or of nothing."""

TITLE = re.compile(
    r"(?:Table|Figure|Chart|Map|Tabelle|Tafel|Übersicht|Abbildung|Abb\.|Grafik|Tableau|Graphique|Tabla|Cuadro|Tabella|Tavola)"
    r"\s+[\dIVX]+",
    re.IGNORECASE,
)
"""The beginning of a caption."""


def is_figure(text: str) -> bool:
    """Whether a text is a number as tables have it."""
    return bool(CELL.fullmatch(text)) and any(character.isdigit() for character in text)
