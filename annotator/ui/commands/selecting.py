"""Selecting by keys, the caret mode, and the bar that comes to a selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.i18n import _
from annotator.ui.icons import icon
from annotator.ui.menus import Handlers, Menus
from annotator.ui.reading.bar import Tool

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

    from annotator.model.position import Position
    from annotator.ui.main_window import MainWindow
    from annotator.ui.reading.view import ReadingView

_CARET, _BAR = "reading.caret_mode", "annotate.bar"
_TOOLS = {"note": "note", "tags": "tag", "copy": "copy", "cite": "cite", "find": "search", "concordance": "concordance"}
"""The actions that the bar offers, with their icons."""
_LONGEST = 80
"""Characters: what is longer isn't looked for."""


class Selecting:
    """What is selected, and what then offers itself."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._menus: Menus | None = None
        self._bar = True
        view = window.pane.view
        self.handlers: Handlers = {
            "select-all": view.select_all,
            "next-sentence": lambda: view.select_sentence(+1),
            "previous-sentence": lambda: view.select_sentence(-1),
            "extend-sentence": lambda: view.extend_by_sentence(+1),
            "extend-sentence-back": lambda: view.extend_by_sentence(-1),
            "sentence-forward": lambda: view.move_by_sentence(+1),
            "sentence-back": lambda: view.move_by_sentence(-1),
            "caret-mode": self.caret_mode,
            "selection-bar": self.bar,
        }
        view.caretModeChanged.connect(self._mode_changed)

    def attach(self, menus: Menus) -> None:
        """Set all as it was left; the bar offers actions of the menus."""
        self._menus = menus
        view = self._window.pane.view
        view.bar.set_tools([Tool(menus.actions[name], picture) for name, picture in _TOOLS.items()], self._icon)
        self.show_bar(bool(self._window.preferences.get(_BAR, True)), keep=False)
        if self._window.preferences.get(_CARET, False):
            view.set_caret_mode(True)

    def caret_mode(self) -> None:
        """Have a caret in the text always, or no more."""
        view = self._window.pane.view
        view.set_caret_mode(not view.caret_mode())
        view.setFocus()

    def bar(self) -> None:
        """Let the bar come, or no more."""
        self.show_bar(not self.bar_comes())

    def bar_comes(self) -> bool:
        """Whether the bar comes to a selection."""
        return self._bar

    def show_bar(self, on: bool, *, keep: bool = True) -> None:
        """Let the bar come, or not; without `keep` only for now."""
        if keep and on != self._window.preferences.get(_BAR, True):
            self._window.preferences.set(_BAR, on)
        self._bar = on
        self._window.pane.view.bar.set_on(on)
        if self._menus is not None:
            self._menus.actions["selection-bar"].setChecked(on)

    def _mode_changed(self, on: bool) -> None:
        self._window.preferences.set(_CARET, on)
        self._window.status.show_mode(_("Caret mode") if on else "")
        self._window.pane.view.announce(_("Caret mode") if on else _("End of caret mode"))
        if self._menus is not None:
            self._menus.actions["caret-mode"].setChecked(on)

    def _icon(self, name: str) -> QIcon:
        return icon(self._window.environment.resources / "icons", name, self._window.look.theme.ink)


def taken(window: MainWindow) -> tuple[Position, ...] | None:
    """The selected passages, for a command: from word to word, empty where nothing is selected.

    None, and the person is told, where only white space is selected: nothing is to be done with that.
    """
    view = window.pane.view
    passages = view.passages()
    if passages or not view.selections():
        return passages
    window.status.say(_("Select some words first"))
    return None


def words_to_find(view: ReadingView) -> str:
    """The selected words, where they are on one line and few enough to be looked for; else empty."""
    words = view.text_of_selection().strip()
    return words if "\n" not in words and len(words) < _LONGEST else ""
