"""What is copied, for whatever program takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QStandardItemModel

if TYPE_CHECKING:
    from annotator.services.citing import Clipping


def put_on_clipboard(words: Clipping) -> None:
    """Rich text where the other program takes that, Markdown where it asks for it, else plain."""
    data = _mime_data()
    data.setText(words.plain)
    data.setHtml(words.html)
    data.setData("text/markdown", words.markdown.encode())
    QGuiApplication.clipboard().setMimeData(data)


def _mime_data() -> QMimeData:
    """Empty mime data of Qt's own making: Python's would outlive it on the clipboard, and end it in a crash."""
    model = QStandardItemModel(1, 1)
    data = model.mimeData([model.index(0, 0)])
    data.clear()
    return data
