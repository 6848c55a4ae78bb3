"""What a screen reader is told of the margin: a list, and in it the notes in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtGui import QAccessible

from annotator.i18n import _
from annotator.ui.margin.arrangement import Count
from annotator.ui.margin.spoken import spoken
from annotator.ui.spoken_items import ItemsWidget, Spoken

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from annotator.ui.margin.arrangement import Standing
    from annotator.ui.margin.view import MarginView

_REST = 300
"""Milliseconds of rest after which it is told which notes are in sight."""


class AccessibleMargin(ItemsWidget):
    """The margin as a list of the notes and of the counts in place of notes; the current note is its name, too."""

    def __init__(self, margin: MarginView) -> None:
        super().__init__(margin, QAccessible.Role.List, "")
        self._margin = margin
        self._rest = QTimer(margin, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.tell_changes)
        self._watch = _Watch(margin, self._rest)

    def keys(self) -> Sequence[Hashable]:
        """The notes and counts in sight from the top, each by the annotation that it begins with."""
        return [_key(one) for one in sorted(self._in_sight(), key=lambda one: one.top)]

    def tell(self, key: Hashable) -> Spoken | None:
        """“Note, Claim: Who signs?”, and its tags and links as its description."""
        found = next((one for one in self._in_sight() if _key(one) == key), None)
        if found is None:
            return None
        corner = self._margin.mapToGlobal(QRect(0, round(found.top), 0, 0).topLeft())
        place = QRect(corner.x(), corner.y(), self._margin.width(), round(found.height))
        if isinstance(found, Count):
            words = _("{count} more notes here").format(count=len(found.notes))
            return Spoken(words, "", place, QAccessible.Role.ListItem)
        note = found.set.note
        name, description = spoken(note, None, "")
        return Spoken(name, description, place, QAccessible.Role.ListItem, current=note is self._margin.current_note())

    def _in_sight(self) -> list[Standing | Count]:
        sight = self._margin.in_sight()
        return [*sight.standing, *sight.counts]


def _key(one: Standing | Count) -> str:
    return f"+{one.notes[0].id}" if isinstance(one, Count) else one.set.note.id


class _Watch(QObject):
    """Whatever changes in the margin is painted: it is told of when painting has come to rest."""

    def __init__(self, margin: MarginView, rest: QTimer) -> None:
        super().__init__(margin)
        self._rest = rest
        margin.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._rest.start()
        return False
