"""The clothes of the preferences: those of all dialogs, and what only they have."""

from __future__ import annotations

from annotator.ui.panels import look

SHEET = (
    look.SHEET
    + """
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }
QSlider { min-height: 20px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: palette(mid); }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: palette(placeholder-text); }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -5px 0; border-radius: 7px;
    background: palette(window-text); }
QSlider::handle:horizontal:focus { background: palette(accent); }
QSlider::sub-page:horizontal:disabled, QSlider::handle:horizontal:disabled { background: palette(mid); }
QTableView { background: palette(base); border: none; outline: none; }
QTableView::item { padding: 0 8px; }
QTableView::item:selected { background: palette(highlight); color: palette(highlighted-text); }
QHeaderView { background: palette(window); }
QHeaderView::section { background: palette(window); color: palette(placeholder-text); border: none;
    border-bottom: 1px solid palette(mid); padding: 4px 11px; }
"""
)
