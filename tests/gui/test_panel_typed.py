"""Rows of type in lists: what is set off, what is cut, and how days are said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QDate, QDateTime, QLocale, QTime
from PySide6.QtGui import QColor, QFont
from pytestqt.qtbot import QtBot

from annotator.ui.fonts import load_fonts, make_font
from annotator.ui.panels.dates import said_day, said_time
from annotator.ui.panels.look import WEIGHT, heavier
from annotator.ui.panels.typed import height_of, lay_out, shorten


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English))
    yield
    QLocale.setDefault(before)


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("text", ["the engine stood", "𝄞𝄞 the engine 𝄞", "…\nthe engine e\u0301tait …"])
def test_marks_are_code_points_whatever_stands_before_them(qtbot: QtBot, text: str) -> None:
    start = text.index("engine")
    layout = lay_out(text, [(start, start + 6)], QFont(), 1000, QColor("#ff0000"))
    (mark,) = layout.formats()
    assert (mark.start, mark.length) == (utf16(text[:start]), 6)
    assert mark.format.background().color() == QColor("#ff0000")


def test_lines_break_at_the_width(qtbot: QtBot) -> None:
    wide, narrow = (lay_out("the engine stood idle", (), QFont(), width) for width in (1000, 60))
    assert wide.lineCount() == 1
    assert narrow.lineCount() > 1
    assert height_of(narrow) > height_of(wide)
    assert all(narrow.lineAt(at).naturalTextWidth() <= 60 for at in range(narrow.lineCount()))


def test_an_ellipsis_stays_with_its_word(qtbot: QtBot) -> None:
    layout = lay_out("… idle …", (), QFont(), 1)
    assert layout.text() == "…\u00a0idle\u00a0…"


def test_the_second_weight_is_the_face_s_own(qtbot: QtBot) -> None:
    face = make_font(load_fonts().serif, 20)
    assert heavier(face).variableAxisValue(WEIGHT) == 600
    assert heavier(face).weight() == face.weight()
    assert heavier(QFont()).weight() == QFont.Weight.DemiBold


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [
        ("the  engine\nstood", 40, "the engine stood"),
        ("the engine, stood idle", 14, "the engine …"),
        ("engine" * 5, 10, "engineeng …"),
        ("", 10, ""),
    ],
)
def test_shorten(text: str, length: int, short: str) -> None:
    assert shorten(text, length) == short


NOW = QDateTime(QDate(2026, 11, 23), QTime(12, 0))


@pytest.mark.parametrize(("days", "said"), [(0, "today"), (1, "yesterday"), (20, "3 Nov"), (400, "19 Oct 2025")])
def test_days_as_they_are_said(days: int, said: str) -> None:
    moment = NOW.addDays(-days).toUTC().toString("yyyy-MM-ddTHH:mm:ss") + "Z"
    assert said_day(moment, today=NOW) == said


@pytest.mark.parametrize("moment", ["", "yesterday", "2026-13-45T00:00:00Z"])
def test_what_is_no_time_isn_t_said(moment: str) -> None:
    assert said_day(moment) == ""
    assert said_time(moment) == ""


def test_the_hour_is_local(qtbot: QtBot) -> None:
    moment = QDateTime(QDate(2020, 3, 1), QTime(14, 2))
    assert said_time(moment.toUTC().toString("yyyy-MM-ddTHH:mm:ss") + "Z") == "1 Mar 2020, 14:02"
