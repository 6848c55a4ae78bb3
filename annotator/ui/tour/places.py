"""The part of the story about places: a printed note beside its marker, a bookmark, the map."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.i18n import _
from annotator.ui.desk import Desk
from annotator.ui.main_window import MainWindow
from annotator.ui.reading.markers import marker_rect
from annotator.ui.tour.hands import LEFT, NO_KEYS, press
from annotator.ui.tour.stage import Condition, Stage


def places(stage: Stage, window: MainWindow, desk: Desk) -> Iterator[Condition | float]:
    """From a marker to its note and back to the line; a bookmark; a click on the map, and back."""
    view = window.pane.view
    press(view, "M")
    left_at = view.top_offset()
    scene = view.scene
    assert scene is not None and scene.marker is not None
    chosen = scene.marker
    box = marker_rect(scene, chosen)
    assert box is not None
    QTest.mouseMove(view.viewport(), (box.center() - QPointF(0, box.height() / 8)).toPoint())
    yield lambda: desk.noting.popup is not None and desk.noting.popup.isVisible()
    stage.picture("note", _("The pointer on a marker shows the printed note beside it; M and Enter do the same"))
    QTest.mouseMove(view.viewport(), QPoint(8, view.viewport().height() - 8))
    yield lambda: desk.noting.popup is not None and not desk.noting.popup.isVisible()

    press(view, "Return")
    yield lambda: desk.noting.popup is not None and desk.noting.popup.held
    press(_focus(), "Return")
    yield 1.3  # the light on the place fades
    stage.picture("note-itself", _("Enter goes to the note itself; the arrow at its number leads back to the marker"))
    press(view, "Alt+Left")
    yield lambda: view.top_offset() == left_at

    press(view, "Ctrl+D")
    yield lambda: bool(desk.bookmarking.bookmarks.in_order()) and not window.keeper.busy
    press(view, "Ctrl+Shift+D")
    yield lambda: desk.bookmarking.panel is not None and desk.bookmarking.panel.isVisible()
    yield 0.3
    stage.picture("bookmarks", _("Ctrl+D sets a bookmark: in the margin, in the list, on the map"))
    press(view, "Ctrl+Shift+D", "F9")
    yield 0.2

    chart = window.pane.map
    QTest.mouseClick(chart, LEFT, NO_KEYS, QPoint(chart.width() // 2, chart.height() * 3 // 4))
    yield 0.3
    stage.picture("map", _("A click on the map of the whole text goes there"))
    press(view, "Alt+Left")
    yield lambda: view.top_offset() == left_at


def _focus() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus
