"""The story: what a new user does in the first ten minutes, on the bundled reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QMenu, QWidget

from annotator.i18n import _
from annotator.ui.desk import Desk
from annotator.ui.dialogs.export import ExportDialog
from annotator.ui.main_window import MainWindow
from annotator.ui.tour.hands import click_entry, drag_over, press, write
from annotator.ui.tour.paper import on_paper
from annotator.ui.tour.places import places
from annotator.ui.tour.stage import Condition, Stage, TourError

EXPORT = "excerpts.md"
# Words of the bundled reader; a test holds that they are in it.
SELECTION = "Quotas, Limits, and Signatures"
QUESTIONED = "did Stalin plan the terror, as a system, or did he set loose something that ran away with him?"
CLAIMED = "something that ran away with him? I have learned to answer by untying the string."
DEFINED = "a slip smaller than a bus ticket on which a commandant certifies that the sentence has been carried out"
NOTE = "Who **signs**, and who only fills in the figure? Compare Arendt on *desk murderers*."
LINKED = "stalin"  # finds the questioned passage
SOUGHT_HERE = "the order"
SOUGHT_EVERYWHERE = "signs OR legality"
SMALL, LARGE = (1100, 760), (1920, 1080)  # pixels


def story(stage: Stage, window: MainWindow, desk: Desk) -> Iterator[Condition | float]:
    """The steps."""
    view = window.pane.view
    yield lambda: window.session is not None and view.document() is not None
    yield 0.4  # what is made after the first paint
    stage.picture("first-sight", _("The bundled reader opens: contents, text, margin"))

    click_entry(desk.contents, SELECTION)
    yield 1.6  # the light on the place fades
    stage.picture("a-selection", _("A click in the contents leads to a selection"))

    yield from places(stage, window, desk)

    drag_over(view, QUESTIONED)
    yield 0.3
    stage.picture("selected", _("Words are selected with the mouse; the bar offers the roles, a note, tags, copies"))

    press(view, "3")
    yield lambda: _all_saved(window, 1)
    press(view, "N")
    yield lambda: window.pane.margin.editing() is not None
    write(_editor(window), NOTE)
    yield 0.7  # longer than a pause in typing: the note is saved as it is written
    stage.picture(
        "writing", _("The passage is a Question now, and N opens a note beside it; it is saved as it is written")
    )
    press(_editor(window), "Escape")
    yield lambda: _all_saved(window, 1)

    drag_over(view, CLAIMED)
    press(view, "1")
    yield lambda: _all_saved(window, 2)
    drag_over(view, DEFINED)
    press(view, "4")
    yield lambda: _all_saved(window, 3)
    press(view, "N")
    yield lambda: window.pane.margin.editing() is not None
    write(_editor(window), _("How small the paper is that ends a life."))
    press(_editor(window), "Escape")
    yield lambda: _all_saved(window, 3)
    stage.picture(
        "marked", _("A Claim overlaps the Question: both remain, and every note stands level with its passage")
    )

    yield from _tie_and_look_over(stage, window, desk)

    press(view, "F7")
    press(view, "S")
    yield 0.3
    stage.picture(
        "caret-mode",
        _("F7 puts a cursor into the text: S selects the next sentence, and a digit marks it, no mouse needed"),
    )
    press(view, "2")
    yield lambda: _all_saved(window, 4)
    press(view, "S")
    press(view, "A")
    yield lambda: _all_saved(window, 4)
    stage.picture(
        "passages", _("A adds the next sentence to the same annotation; a line joins them, and handles move their ends")
    )
    press(view, "F7")

    press(view, "Ctrl+F")
    write(_focus(), SOUGHT_HERE)
    yield 0.4
    stage.picture("found-here", _("Ctrl+F finds in the open text: every place is shown, and counted"))
    press(_focus(), "Escape")
    yield 0.1

    press(view, "Ctrl+Shift+F")
    yield lambda: desk.searching.panel is not None
    write(_focus(), SOUGHT_EVERYWHERE)
    yield lambda: desk.searching.panel is not None and desk.searching.panel.view.model().rowCount() > 1
    yield 0.3
    stage.picture("found-everywhere", _("Ctrl+Shift+F searches all texts and notes, the best hits first"))
    press(_focus(), "Escape")
    yield 0.1

    yield from _export(stage, view)
    _come_back(window)
    yield window.isActiveWindow
    yield from on_paper(stage, view)
    _come_back(window)
    yield window.isActiveWindow
    press(view, "Ctrl+Z")
    yield lambda: window.session is not None and window.session.history.redo is not None
    yield lambda: window.session is not None and not window.session.busy
    stage.later(lambda: _open_menu(window, 1))
    yield lambda: QApplication.activePopupWidget() is not None
    stage.picture("undone", _("Ctrl+Z took the last act back; the Edit menu names what can be undone and redone"))
    _close_popups()
    _come_back(window)
    press(view, "Ctrl+Shift+Z")
    yield lambda: window.session is not None and window.session.history.redo is None

    press(view, "Ctrl+Shift+P")
    yield lambda: _dialog() is not None or QApplication.activePopupWidget() is not None or _focus() is not view
    write(_focus(), "note")
    yield 0.2
    stage.picture("palette", _("Ctrl+Shift+P finds every command by its name"))
    press(_focus(), "Escape")
    yield 0.1

    press(view, "Ctrl+L")
    yield lambda: _dialog() is not None
    yield 0.3
    stage.picture("library", _("File > Library: every text with its marks and where you left off"))
    press(_focus(), "Escape")
    yield lambda: _dialog() is None
    _come_back(window)

    for action in ("font-literata", "paragraph-numbers"):
        desk.menus.actions[action].trigger()
    yield 0.3
    stage.picture("type", _("View > Type: another family; the paragraphs of each printed page are numbered"))
    for action in ("usual-type", "paragraph-numbers"):
        desk.menus.actions[action].trigger()

    for theme in ("dark", "paper"):
        desk.menus.actions[f"theme-{theme}"].trigger()
        for size in (SMALL, LARGE):
            window.resize(*size)
            yield 0.5
            words = _("The {theme} theme at {width}×{height}").format(theme=theme, width=size[0], height=size[1])
            stage.picture(f"{theme}-{size[0]}", words)


def _tie_and_look_over(stage: Stage, window: MainWindow, desk: Desk) -> Iterator[Condition | float]:
    """Links between notes, the table of all of them, and a margin of marks."""
    view, margin = window.pane.view, window.pane.margin
    press(view, "Ctrl+K")
    yield lambda: margin.editing() is not None
    write(_editor(window), LINKED)
    yield 0.2
    stage.picture("link", _("[[ in a note offers the other annotations, by their words, tags and pages"))
    press(_editor(window), "Return")
    yield lambda: isinstance(QApplication.activePopupWidget(), QMenu)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    press(popup, "Down", "Return")
    yield lambda: QApplication.activePopupWidget() is None
    window.activateWindow()
    yield lambda: margin.editing() is not None and QApplication.focusWidget() is not None
    press(_editor(window), "Escape")
    yield lambda: _all_saved(window, 3)
    yield 0.2
    stage.picture("linked", _("The link stands under both notes, and a click on it leads to the other one"))

    press(view, "Ctrl+Shift+M")
    yield lambda: desk.all_notes.panel is not None and desk.all_notes.panel.isVisible()
    press(_focus(), "Down")
    yield 0.3
    stage.picture("all-notes", _("Ctrl+Shift+M: all notes as a table, to sort, filter, write in and mark many at once"))
    press(_focus(), "Escape")
    yield 0.1

    press(view, "Shift+F9")
    yield 0.3
    stage.picture("marks-only", _("View > Margin > Marks only: the current note comes on a card"))
    desk.menus.actions["margin-notes"].trigger()
    yield 0.1


def _export(stage: Stage, view: QWidget) -> Iterator[Condition | float]:
    stage.later(lambda: press(view, "Ctrl+E"))
    yield lambda: isinstance(_dialog(), ExportDialog)
    dialog = _dialog()
    assert isinstance(dialog, ExportDialog)
    yield dialog.copy.isEnabled
    yield 0.2
    stage.picture("export", _("File > Export annotations: the preview beside the options"))
    target = stage.folder / EXPORT
    target.unlink(missing_ok=True)
    stage.later(lambda: QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton))
    yield lambda: isinstance(QApplication.activeModalWidget(), QFileDialog)
    chooser = QApplication.activeModalWidget()
    assert isinstance(chooser, QFileDialog)
    name = chooser.findChild(QLineEdit)
    if name is None:
        raise TourError("the file dialog has no field for the name")
    name.setText(str(target))
    stage.later(lambda: press(name, "Return"))
    yield target.exists
    yield 0.2
    stage.picture("exported", _("Saved as Markdown: quotations, notes, tags and printed pages"))
    press(dialog, "Escape")
    yield lambda: _dialog() is None


def _all_saved(window: MainWindow, count: int) -> bool:
    session = window.session
    return session is not None and len(session.placed) >= count and not session.busy


def _editor(window: MainWindow) -> QWidget:
    return _focus() if window.pane.margin.editing() else window


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    if widget is None:
        raise TourError("nothing has the focus")
    return widget


def _dialog() -> QDialog | None:
    found = QApplication.activeModalWidget()
    if isinstance(found, QDialog):
        return found
    shown = (widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog) and widget.isVisible())
    return next(shown, None)


def _come_back(window: MainWindow) -> None:
    """Where there is no window manager, nobody gives the focus back after a dialog."""
    window.activateWindow()
    window.pane.view.setFocus()


def _open_menu(window: MainWindow, number: int) -> None:
    bar = window.menuBar()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.actionGeometry(bar.actions()[number]).center())


def _close_popups() -> None:
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()


def exported(folder: Path) -> Path:
    """Where the story leaves the Markdown."""
    return folder / EXPORT
