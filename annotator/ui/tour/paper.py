"""The tour's way to paper: the sheets as they will be, with the notes in the margin and at the end."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.i18n import _
from annotator.ui.dialogs.paper import PaperDialog
from annotator.ui.paper.choice import NotesOnPaper
from annotator.ui.tour.hands import press
from annotator.ui.tour.stage import Condition, Stage


def on_paper(stage: Stage, view: QWidget) -> Iterator[Condition | float]:
    """Ctrl+P, a look, notes to the end, and out again."""
    stage.later(lambda: press(view, "Ctrl+P"))
    yield lambda: _shown() is not None
    dialog = _shown()
    assert dialog is not None
    yield dialog.preview.done
    stage.picture("on-paper", _("File > Print or Save as PDF: the sheets as they will be, before anything is printed"))
    first = dialog.said.text()
    QTest.mouseClick(dialog.choices.where[NotesOnPaper.END], Qt.MouseButton.LeftButton)
    yield lambda: dialog.said.text() != first and dialog.preview.done()
    stage.picture("on-paper-endnotes", _("The same with the notes numbered, at the end"))
    press(dialog, "Escape")
    yield lambda: _shown() is None


def _shown() -> PaperDialog | None:
    found = QApplication.topLevelWidgets()
    return next((one for one in found if isinstance(one, PaperDialog) and one.isVisible()), None)
