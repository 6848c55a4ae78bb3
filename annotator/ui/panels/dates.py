"""Times of the library (UTC, ISO 8601) as a person says them."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale, Qt, QTime

from annotator.i18n import _


def said_day(moment: str, *, today: QDateTime | None = None) -> str:
    """“today”, “yesterday”, “3 Nov”, or with its year where that isn't this one; empty for what is no time."""
    when = QDateTime.fromString(moment, Qt.DateFormat.ISODateWithMs)
    if not when.isValid():
        return ""
    day = when.toLocalTime().date()
    now = (today or QDateTime.currentDateTime()).toLocalTime().date()
    if day == now:
        return _("today")
    if day.addDays(1) == now:
        return _("yesterday")
    return QLocale().toString(day, "d MMM" if day.year() == now.year() else "d MMM yyyy")


def said_time(moment: str) -> str:
    """“today, 14:02”; empty for what is no time."""
    day = said_day(moment)
    if not day:
        return ""
    time: QTime = QDateTime.fromString(moment, Qt.DateFormat.ISODateWithMs).toLocalTime().time()
    return f"{day}, {QLocale().toString(time, 'HH:mm')}"
