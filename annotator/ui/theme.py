"""Themes: the colours of page, ink and marks, read from `resources/themes/*.json`.

A theme is plain data (colours as `#rrggbb`), so that contrast can be tested without a window; `palette` is
where it meets Qt.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QColor, QPalette

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Theme(NamedTuple):
    """Colours as `#rrggbb`. `contrast` asks for underlines in place of fills; `roles` maps a role's colour key."""

    key: str
    name: str
    dark: bool
    contrast: bool
    background: str
    ink: str
    muted: str
    hairline: str
    panel: str
    raised: str
    accent: str
    selection: str
    hit: str
    current_hit: str
    roles: Mapping[str, str]

    def role_colour(self, colour: str) -> str:
        """The colour of a role; one that this theme doesn't know gets the selection's."""
        return self.roles.get(colour, self.selection)


def load_theme(path: Path) -> Theme:
    """Read one theme file. Raises OSError, ValueError or KeyError on a faulty one."""
    data = json.loads(path.read_text(encoding="utf-8"))
    colours = {name: data[name] for name in Theme._fields if name not in ("key", "name", "dark", "contrast", "roles")}
    return Theme(
        key=path.stem,
        name=data["name"],
        dark=bool(data["dark"]),
        contrast=bool(data["contrast"]),
        roles=dict(data["roles"]),
        **colours,
    )


def palette(theme: Theme) -> QPalette:
    """The theme as a QPalette for the ordinary widgets around the page."""
    roles = {
        QPalette.ColorRole.Window: theme.panel,
        QPalette.ColorRole.WindowText: theme.ink,
        QPalette.ColorRole.Base: theme.background,
        QPalette.ColorRole.AlternateBase: theme.raised,
        QPalette.ColorRole.Text: theme.ink,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.Button: theme.panel,
        QPalette.ColorRole.ButtonText: theme.ink,
        QPalette.ColorRole.ToolTipBase: theme.raised,
        QPalette.ColorRole.ToolTipText: theme.ink,
        QPalette.ColorRole.Highlight: theme.selection,
        QPalette.ColorRole.HighlightedText: theme.ink,
        QPalette.ColorRole.Accent: theme.accent,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.Mid: theme.hairline,
        QPalette.ColorRole.Midlight: theme.hairline,
        QPalette.ColorRole.Dark: theme.hairline,
        QPalette.ColorRole.Light: theme.raised,
        QPalette.ColorRole.Shadow: theme.hairline,
    }
    result = QPalette()
    for role, colour in roles.items():
        result.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.muted))
    return result
