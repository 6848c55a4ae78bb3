"""Large type on a small screen: a narrow window is the page's, and nothing of it is cut off."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt

from tests.gui.conftest import Opened


def page(opened: Opened) -> QRect:
    viewport = opened.view.viewport()
    return QRect(viewport.mapTo(opened.window, QRect().topLeft()), viewport.size())


def test_the_panel_gives_way_and_comes_back(opened: Opened) -> None:
    side = opened.window.side
    assert side.isVisible()
    opened.window.resize(533, 400)
    opened.qtbot.waitUntil(lambda: not side.isVisible(), timeout=2000)
    margin = opened.window.pane.margin
    opened.qtbot.waitUntil(
        lambda: page(opened).right() <= margin.mapTo(opened.window, QRect().topLeft()).x(), timeout=2000
    )
    scene = opened.view.scene
    assert scene.left + scene.flow.faces.column <= opened.view.viewport().width()
    opened.window.resize(1100, 760)
    opened.qtbot.waitUntil(side.isVisible, timeout=2000)


def test_what_gave_way_is_there_at_the_next_start(opened: Opened) -> None:
    opened.window.resize(533, 400)
    opened.qtbot.waitUntil(lambda: not opened.window.side.isVisible(), timeout=2000)
    assert opened.window.side.wanted
    opened.press(Qt.Key.Key_F9)
    assert opened.window.side.isVisible(), "a panel that is called comes all the same"
    opened.press(Qt.Key.Key_F9)
    assert not opened.window.side.isVisible() and not opened.window.side.wanted
