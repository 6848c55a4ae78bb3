"""The look a person chose: the theme, and the setting of the page, kept in the preferences."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QPalette

from annotator.ui.reading.styles import TypeSettings
from annotator.ui.theme import load_theme

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import Qt

    from annotator.ui.environment import Preferences
    from annotator.ui.theme import Theme

SYSTEM = "system"
NORMAL = TypeSettings()
LIMITS: dict[str, tuple[float, float]] = {"size": (12, 40), "leading": (1.2, 2.0), "measure": (22, 46)}
"""The least and the most of each: pixels, sizes, em."""

log = logging.getLogger(__name__)


class Look(QObject):
    """Says when it changes; whoever paints asks it for the theme and the type."""

    themeChanged = Signal(object)  # Theme
    typeChanged = Signal(object)  # TypeSettings

    def __init__(self, preferences: Preferences, themes: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._themes = themes
        # Told by its palette, until `follow_system` asks: the answer is one of Qt's own enums.
        self._system_dark = QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128
        self.choice = str(preferences.get("window.theme", SYSTEM))
        self.theme = self._load()
        self.type = _within_limits(
            TypeSettings(*(_like(preferences.get(f"reading.{key}"), usual) for key, usual in NORMAL._asdict().items()))
        )

    def follow_system(self) -> None:
        """Take the system's colours where that is the choice, now and whenever they change."""
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        self._system_changed(hints.colorScheme())

    def choose(self, key: str, *, keep: bool = True) -> None:
        """Take the theme `key`, or `system`: paper by day, dark where the system is dark.

        Without `keep` it is only shown, and not remembered.
        """
        if keep and key != self._preferences.get("window.theme", SYSTEM):
            self._preferences.set("window.theme", key)
        if key != self.choice:
            self.choice = key
            self._apply()

    def themes(self) -> dict[str, Theme]:
        """All themes that can be read, by their keys."""
        found = {}
        for path in sorted(self._themes.glob("*.json")):
            try:
                found[path.stem] = load_theme(path)
            except (OSError, KeyError, ValueError) as error:
                log.warning("the theme %s can't be used: %s", path.stem, error)
        return found

    def paper(self) -> Theme:
        """The theme for paper, whatever the screen's is."""
        return load_theme(self._themes / "paper.json")

    def take(self, settings: TypeSettings, *, keep: bool = True) -> None:
        """Set the page like this from now on; what goes beyond `LIMITS` stops there.

        Without `keep` it is only shown, and not remembered.
        """
        settings = _within_limits(settings)
        before, self.type = self.type, settings
        if keep:
            stored = {key: self._preferences.get(f"reading.{key}") for key in settings._fields}
            usual = NORMAL._asdict()
            news = {key: value for key, value in settings._asdict().items() if value != _like(stored[key], usual[key])}
            self._preferences.set_all({f"reading.{key}": value for key, value in news.items()})
        if settings != before:
            self.typeChanged.emit(settings)

    def resize(self, steps: int | None) -> None:
        """The type some pixels larger or smaller; None for the normal size."""
        self.take(self.type._replace(size=NORMAL.size if steps is None else self.type.size + steps))

    def _system_changed(self, scheme: Qt.ColorScheme) -> None:
        from PySide6.QtCore import Qt

        dark = scheme is Qt.ColorScheme.Dark
        if scheme is not Qt.ColorScheme.Unknown and dark != self._system_dark:
            self._system_dark = dark
            if self.choice == SYSTEM:
                self._apply()

    def _apply(self) -> None:
        self.theme = self._load()
        self.themeChanged.emit(self.theme)

    def _load(self) -> Theme:
        wanted = self.choice if self.choice != SYSTEM else "dark" if self._system_dark else "paper"
        try:
            return load_theme(self._themes / f"{wanted}.json")
        except (OSError, KeyError, ValueError) as error:
            log.warning("the theme %s can't be used: %s", wanted, error)
            return load_theme(self._themes / "paper.json")


def _like(value: Any, usual: Any) -> Any:
    """A setting as it was read, or the usual one where it is missing or of another kind."""
    if isinstance(usual, float) and isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return value if type(value) is type(usual) else usual


def _within_limits(settings: TypeSettings) -> TypeSettings:
    values = {key: min(max(getattr(settings, key), least), most) for key, (least, most) in LIMITS.items()}
    return settings._replace(
        size=round(values["size"]), leading=round(values["leading"], 2), measure=float(round(values["measure"]))
    )
