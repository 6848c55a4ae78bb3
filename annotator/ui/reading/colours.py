"""Mixing of colours for what lies over what."""

from __future__ import annotations

from PySide6.QtGui import QColor


def mix(below: QColor, above: QColor, share: float) -> QColor:
    """`above` over `below`, covering it to `share` (0 to 1)."""
    return QColor.fromRgbF(
        below.redF() + (above.redF() - below.redF()) * share,
        below.greenF() + (above.greenF() - below.greenF()) * share,
        below.blueF() + (above.blueF() - below.blueF()) * share,
    )
