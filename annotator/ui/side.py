"""The place at the left of the page: one panel at a time, each with its own width, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSplitter, QWidget

    from annotator.ui.environment import CarefulPreferences

CONTENTS, SEARCH, BOOKMARKS = "contents", "search", "bookmarks"
WIDTHS = {CONTENTS: 224, SEARCH: 336, BOOKMARKS: 256}  # pixels, at first
LEAST = 160
NARROW = 600
"""Pixels of a window's width under which the page needs all of it: large type on a small screen."""


class Side(QStackedWidget):
    """Panels by name. It stands in `splitter`, left of everything else."""

    def __init__(self, preferences: CarefulPreferences, splitter: QSplitter) -> None:
        super().__init__()
        self._preferences = preferences
        self._splitter = splitter
        self._panels: dict[str, QWidget] = {}
        self._name = CONTENTS
        self._aside = False
        self.setMinimumWidth(LEAST)
        splitter.insertWidget(0, self)
        self.setVisible(bool(preferences.get("layout.contents_shown", True)))

    def add(self, name: str, panel: QWidget) -> None:
        """One more panel, not shown yet (unless it is the first)."""
        self._panels[name] = panel
        self.addWidget(panel)

    def shown(self) -> str | None:
        """The panel that can be seen."""
        return None if self.isHidden() else self._name

    @property
    def wanted(self) -> bool:
        """Whether a panel is to be there, as soon as there is room for it."""
        return self._aside or not self.isHidden()

    def make_room(self, width: int) -> None:
        """In a window so wide: give way to the page where it is narrow, and come back where it isn't.

        A panel that the person calls in a narrow window comes all the same.
        """
        if width < NARROW and not self._aside and not self.isHidden():
            self.remember_width()
            self._aside = True
            self.hide()
        elif width >= NARROW and self._aside:
            self._aside = False
            self.show()
            self.take_width()

    def show_panel(self, name: str) -> None:
        """Show a panel in the width it had last."""
        self.remember_width()
        self._aside = False
        self._name = name
        if name in self._panels:
            self.setCurrentWidget(self._panels[name])
        self.show()
        self.take_width()

    def show_contents(self, shown: bool) -> None:
        """Show the contents or no panel, as another reader had it; any panel will do as long as one is to be there."""
        if shown and not self.wanted:
            self.show_panel(CONTENTS)
        elif not shown and self._aside:
            self._aside = False
        elif not shown and not self.isHidden():
            self.remember_width()
            self.hide()

    def take_width(self) -> None:
        """Give the shown panel its width; the page takes the rest."""
        width = int(self._preferences.get(f"layout.{self._name}_width", WIDTHS[self._name]))
        self._splitter.setSizes([width, max(self._splitter.width() - width, 1)])

    def remember_width(self) -> None:
        """Keep the width that the person gave the shown panel."""
        if not self.isHidden():
            self._preferences.set(f"layout.{self._name}_width", self.width())

    def minimumSizeHint(self) -> QSize:
        """A panel of long words can be made as narrow as any other."""
        return QSize(LEAST, 0)
