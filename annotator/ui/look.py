"""The look a person chose: theme and size of the type, kept in the preferences."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from annotator.ui.reading.styles import TypeSettings
from annotator.ui.theme import load_theme

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.ui.environment import Preferences
    from annotator.ui.theme import Theme

SYSTEM = "system"
SMALLEST, NORMAL, LARGEST = 12, 20, 40  # pixels
log = logging.getLogger(__name__)


class Look(QObject):
    """Says when it changes; whoever paints asks it for the theme and the type."""

    themeChanged = Signal(object)  # Theme
    typeChanged = Signal(object)  # TypeSettings

    def __init__(self, preferences: Preferences, themes: Path, serif: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._themes = themes
        self._serif = serif
        self.choice = str(preferences.get("window.theme", SYSTEM))
        self.theme = self._load()
        self.type = self._type(int(preferences.get("window.text_size", NORMAL)))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    def choose(self, key: str) -> None:
        """Take the theme `key`, or `system`: paper by day, dark where the system is dark."""
        self.choice = key
        self._preferences.set("window.theme", key)
        self._apply()

    def paper(self) -> Theme:
        """The theme for paper, whatever the screen's is."""
        return load_theme(self._themes / "paper.json")

    def resize(self, steps: int | None) -> None:
        """The type some pixels larger or smaller; None for the normal size."""
        size = NORMAL if steps is None else min(max(self.type.size + steps, SMALLEST), LARGEST)
        if size != self.type.size:
            self.type = self._type(size)
            self._preferences.set("window.text_size", size)
            self.typeChanged.emit(self.type)

    def _type(self, size: int) -> TypeSettings:
        return TypeSettings(family=self._serif, size=min(max(size, SMALLEST), LARGEST))

    def _system_changed(self) -> None:
        if self.choice == SYSTEM:
            self._apply()

    def _apply(self) -> None:
        self.theme = self._load()
        self.themeChanged.emit(self.theme)

    def _load(self) -> Theme:
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        wanted = self.choice if self.choice != SYSTEM else "dark" if dark else "paper"
        try:
            return load_theme(self._themes / f"{wanted}.json")
        except (OSError, KeyError, ValueError) as error:
            log.warning("the theme %s can't be used: %s", wanted, error)
            return load_theme(self._themes / "paper.json")
