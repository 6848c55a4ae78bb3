"""A change of theme reaches what style sheets colour, also in panels that were there before."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from tests.gui.conftest import Opened


def test_a_panel_that_was_open_before_follows_the_theme(opened: Opened) -> None:
    opened.window.look.choose("paper")
    opened.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    panel = opened.desk.searching.panel
    assert panel is not None
    opened.window.look.choose("dark")
    opened.qtbot.wait(20)
    for widget in (panel.edit, panel.choices.texts):
        picture = widget.grab().toImage()
        middle: QColor = picture.pixelColor(picture.width() - 12, picture.height() // 2)
        assert middle.lightness() < 128, widget
