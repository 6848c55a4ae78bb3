"""The look: what a person chose is kept, and a theme may follow the system while the window is open."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from annotator.ui.fonts import FAMILIES, load_family, make_font
from annotator.ui.look import LIMITS, NORMAL, Look
from annotator.ui.reading.styles import TypeSettings
from tests.gui.conftest import MemoryPreferences
from tests.gui.reading_page import THEMES


@pytest.fixture
def preferences() -> MemoryPreferences:
    return MemoryPreferences()


@pytest.fixture
def look(qapp: Any, preferences: MemoryPreferences) -> Look:
    look = Look(preferences, THEMES)
    look.follow_system()
    return look


def test_the_system_is_followed_while_the_window_is_open(look: Look, qtbot: Any) -> None:
    system = QGuiApplication.styleHints().colorSchemeChanged  # told as the desktop would
    system.emit(Qt.ColorScheme.Light)  # an earlier test may have left the application dark
    look.choose("system")
    assert look.theme.key == "paper"
    with qtbot.waitSignal(look.themeChanged):
        system.emit(Qt.ColorScheme.Dark)
    assert look.theme.key == "dark"
    look.choose("sepia")
    with qtbot.assertNotEmitted(look.themeChanged):
        system.emit(Qt.ColorScheme.Light)
    assert look.theme.key == "sepia"


def test_a_theme_that_cant_be_read_is_paper(look: Look, caplog: Any) -> None:
    look.choose("no such theme")
    assert look.theme.key == "paper" and "no such theme" in caplog.text


def test_a_setting_is_kept_and_told_once(look: Look, preferences: MemoryPreferences, qtbot: Any) -> None:
    told: list[TypeSettings] = []
    look.typeChanged.connect(told.append)
    wanted = TypeSettings(font="literata", size=23, leading=1.6, measure=30.0, justify=False, hyphenate=False)
    look.take(wanted)
    look.take(wanted)
    assert told == [wanted] == [look.type]
    assert Look(preferences, THEMES).type == wanted
    assert preferences.values["reading.font"] == "literata" and "reading.numbers" not in preferences.values


@pytest.mark.parametrize("key", LIMITS)
def test_a_setting_stops_at_its_limits(look: Look, key: str) -> None:
    least, most = LIMITS[key]
    for far, edge in ((0, least), (10_000, most)):
        look.take(NORMAL._replace(**{key: far}))
        assert getattr(look.type, key) == edge


def test_settings_of_the_wrong_kind_are_the_usual_ones(qapp: Any, preferences: MemoryPreferences) -> None:
    preferences.values |= {
        "reading.size": "large",
        "reading.leading": True,
        "reading.justify": 0,
        "reading.measure": 30,
    }
    assert Look(preferences, THEMES).type == NORMAL._replace(measure=30.0)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.key)
def test_every_family_is_there_upright_slanted_and_bold(qapp: Any, family: Any) -> None:
    from PySide6.QtGui import QFontInfo, QRawFont

    name = load_family(family.key)
    assert family.label.split()[0] in name
    for italic in (False, True):
        for weight in (400, 650):
            font = make_font(name, 20, weight=weight, italic=italic)
            assert QFontInfo(font).family() == name
            assert QRawFont.fromFont(font).supportsCharacter(ord("é"))
