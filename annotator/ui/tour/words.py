"""The part of the story about words in context: the lines, and the plot."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.i18n import _
from annotator.ui.desk import Desk
from annotator.ui.main_window import MainWindow
from annotator.ui.tour.hands import press, write
from annotator.ui.tour.stage import Condition, Stage

WORDS = "terror | fear"
LINE = 9  # one that the Question marked earlier in the story is near


def words_in_context(stage: Stage, window: MainWindow, desk: Desk) -> Iterator[Condition | float]:
    """A set of words, one line each; the lines walked with the keys; the plot."""
    view = window.pane.view
    press(view, "Ctrl+K")
    yield lambda: desk.concording.panel is not None and desk.concording.panel.isVisible()
    panel = desk.concording.panel
    assert panel is not None
    write(panel.asking.words, WORDS)
    yield lambda: panel.found is not None and len(panel.found) > LINE
    press(panel.asking.words, "Down")
    for _step in range(LINE):
        press(_focus(), "Down")
    press(_focus(), "Ctrl+Return")
    yield 1.3  # the light on the place fades
    stage.picture(
        "concordance",
        _("Ctrl+K: every place of a word or of several, in context, with your own marks; Enter goes there"),
    )

    plot = panel.tabs.tabRect(2).center()
    QTest.mouseClick(panel.tabs, Qt.MouseButton.LeftButton, pos=plot)
    yield 0.3
    stage.picture("plot", _("Where the words stand in each selection: every stroke leads to its place"))
    press(panel.tabs, "Escape")
    yield lambda: panel.isHidden()


def _focus() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus
