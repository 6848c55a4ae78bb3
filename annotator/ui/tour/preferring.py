"""The tour's look at the preferences: type and colours on the sample, a key given over, and the page of keys."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from annotator.i18n import _
from annotator.ui.desk import Desk
from annotator.ui.dialogs.preferences.keys_page import KeysPage
from annotator.ui.dialogs.preferences.reading_page import ReadingPage
from annotator.ui.tour.hands import LEFT, press
from annotator.ui.tour.stage import Condition, Stage


def preferences(stage: Stage, view: QWidget, desk: Desk) -> Iterator[Condition | float]:
    """Ctrl+comma; larger type and another theme; another command's key for Find; Esc takes all of it back."""
    press(view, "Ctrl+,")
    yield lambda: desk.preferring.dialog is not None and desk.preferring.dialog.isVisible()
    dialog = desk.preferring.dialog
    assert dialog is not None
    reading, keys = dialog.pages[0], dialog.pages[-1]
    assert isinstance(reading, ReadingPage) and isinstance(keys, KeysPage)
    press(reading.text_size, "Right", "Right", "Right")
    QTest.mouseClick(reading.swatches.button("sepia"), LEFT)
    yield 0.4
    stage.picture("preferences", _("Edit > Preferences: what is chosen shows on the sample, and on the page, at once"))
    press(dialog, "Ctrl+PgUp")
    yield keys.isVisible
    keys.words.setText("find")
    keys.choose("find")
    keys.field.setFocus(Qt.FocusReason.OtherFocusReason)
    press(keys.field, "Ctrl+K")
    yield 0.2
    stage.picture(
        "preferences-keys", _("Every key can be changed; one that another command has is given over on request")
    )
    press(dialog, "Escape")
    yield lambda: desk.preferring.dialog is None

    window = view.window()
    window.activateWindow()  # where there is no window manager, nobody else gives it the keyboard back
    yield window.isActiveWindow
    press(view, "Ctrl+?")
    yield lambda: desk.tooling.help is not None and desk.tooling.help.isVisible()
    yield 0.2
    stage.picture("keyboard", _("Help > Keyboard: every key by menu, to read, search and print"))
    assert desk.tooling.help is not None
    desk.tooling.help.close()
    yield 0.1
