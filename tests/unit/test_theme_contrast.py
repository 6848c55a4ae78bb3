"""Every pair of colours that the themes put together can be read: WCAG 2.2, contrast of text.

AA asks for 4.5:1. The light themes claim 7:1 for the words of the text, on whatever they lie; high contrast does too.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from annotator.ui.action_spec import THEMES
from annotator.ui.reading.colours import mix
from annotator.ui.reading.edges import GLYPH_INK
from annotator.ui.reading.painting import GLOW, OVER, PENDING
from annotator.ui.theme import Theme, load_theme

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "themes"
ALL = [load_theme(path) for path in sorted(FOLDER.glob("*.json"))]
AA, AAA = 4.5, 7.0


def luminance(colour: QColor) -> float:
    """Relative luminance, as WCAG defines it."""
    channels = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def contrast(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def grounds(theme: Theme) -> Iterator[tuple[str, QColor]]:
    """All that words of the text may lie on."""
    paper, glow = QColor(theme.background), QColor(theme.accent)
    plain = {"page": paper, "selection": QColor(theme.selection)}
    plain |= {"hit": QColor(theme.hit), "current hit": QColor(theme.current_hit)}
    if not theme.contrast:  # else roles are underlines
        roles = {key: QColor(value) for key, value in theme.roles.items()}
        plain |= roles | {f"{key}, pending": mix(paper, value, PENDING) for key, value in roles.items()}
        plain |= {f"{b} over {a}": mix(roles[a], roles[b], OVER) for a, b in permutations(roles, 2)}
    yield from plain.items()
    yield "a place jumped to", mix(paper, glow, GLOW)


def test_all_themes_of_the_menu_ship() -> None:
    assert {theme.key for theme in ALL} | {"system"} == {key for key, _name in THEMES}
    assert all(set(theme.roles) == set(ALL[0].roles) for theme in ALL)


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.key)
def test_the_text_can_be_read_on_whatever_it_lies(theme: Theme) -> None:
    least = AAA if theme.contrast or not theme.dark else AA
    ink = QColor(theme.ink)
    poor = {name: round(found, 2) for name, ground in grounds(theme) if (found := contrast(ink, ground)) < least}
    assert not poor


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.key)
def test_what_is_around_the_text_can_be_read(theme: Theme) -> None:
    pairs = {
        f"{name} on {ground}": contrast(QColor(getattr(theme, name)), QColor(getattr(theme, ground)))
        for name in ("ink", "muted", "accent")
        for ground in ("background", "panel", "raised")
    }
    pairs["ink on selection"] = contrast(QColor(theme.ink), QColor(theme.selection))
    for key, value in theme.roles.items():
        role, paper, ink = QColor(value), QColor(theme.background), QColor(theme.ink)
        pairs[f"mark of {key}"] = contrast(role if theme.contrast else mix(role, ink, GLYPH_INK), paper)
        if not theme.contrast:
            pairs[f"button of {key}"] = contrast(ink, role)
    poor = {name: round(found, 2) for name, found in pairs.items() if found < AA}
    assert not poor


def test_the_measure_is_that_of_wcag() -> None:
    black, white, grey = QColor("#000000"), QColor("#ffffff"), QColor("#767676")
    assert contrast(black, white) == pytest.approx(21.0)
    assert contrast(grey, white) == pytest.approx(4.54, abs=0.01)
