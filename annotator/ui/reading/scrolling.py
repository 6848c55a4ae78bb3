"""The scroll bar, the wheel, and the pace of idle work."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QScrollBar

    from annotator.ui.reading.flow import Flow
    from annotator.ui.theme import Theme

PAUSE = 12
"""Milliseconds between two slices of idle work."""
SLICE = 0.006
"""Seconds that one slice may take."""
_LINES_A_NOTCH = 3
_NOTCH = 120


def wheel_pixels(event: QWheelEvent, line: float) -> float:
    """How far down a wheel or touchpad event moves, in pixels; a touchpad says so itself."""
    if not event.pixelDelta().isNull():
        return -float(event.pixelDelta().y())
    return -event.angleDelta().y() / _NOTCH * _LINES_A_NOTCH * line


def show_position(bar: QScrollBar, flow: Flow) -> None:
    """Let the bar show where the flow is, silently: the flow decides, not the bar."""
    blocked = bar.blockSignals(True)
    bar.setRange(0, round(flow.extent()))
    bar.setPageStep(round(flow.page_height))
    bar.setSingleStep(flow.faces.line)
    bar.setValue(round(flow.position()))
    bar.blockSignals(blocked)


def dress(bar: QScrollBar, theme: Theme) -> None:
    """A bar that is hardly there: a thin rounded handle on the page's own colour."""
    bar.setStyleSheet(
        f"QScrollBar:vertical {{ background: {theme.background}; width: 10px; margin: 0; border: none; }}"
        f"QScrollBar::handle:vertical {{ background: {theme.hairline}; border-radius: 3px; min-height: 36px;"
        " margin: 2px 2px 2px 2px; }"
        f"QScrollBar::handle:vertical:hover {{ background: {theme.muted}; }}"
        "QScrollBar::add-line, QScrollBar::sub-line { height: 0; }"
        "QScrollBar::add-page, QScrollBar::sub-page { background: none; }"
    )
