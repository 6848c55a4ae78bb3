"""One damaged row hides no other reader, and is said."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from annotator.ui.panels.shelf import ShelfDialog
from tests.documents import long_document
from tests.gui.conftest import Opened, add_reader


def test_the_library_shows_what_is_sound(opened: Opened, data: Path) -> None:
    add_reader(data, long_document(3))
    with sqlite3.connect(data / "library.sqlite3") as library:
        library.execute("UPDATE reader SET title = title || '?' WHERE title = 'Long'")
    library.close()
    opened.desk.menus.actions["library"].trigger()
    opened.qtbot.waitUntil(lambda: opened.window.findChild(ShelfDialog) is not None, timeout=5000)
    dialog = opened.window.findChild(ShelfDialog)
    assert dialog is not None
    assert dialog.view.model().rowCount() == 1
    assert "damaged" in dialog.said.text() and "doctor" in dialog.said.text()
    dialog.close()
