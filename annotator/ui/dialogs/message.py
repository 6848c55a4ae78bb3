"""One sentence to the person, the window left as it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from annotator.i18n import _
from annotator.ui.panels.look import SHEET


def show_error(parent: QWidget | None, sentence: str, details: str = "") -> QMessageBox:
    """Say what went wrong, `details` folded away below it. Returns at once; the box closes itself for good."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, _("Annotator"), sentence, QMessageBox.StandardButton.Ok, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if details:
        box.setDetailedText(details)
    box.setStyleSheet(SHEET)
    if parent is not None:
        box.setWindowModality(Qt.WindowModality.WindowModal)
    else:
        box.setModal(False)
    box.show()
    return box
