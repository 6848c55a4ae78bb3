"""What is taken to paper of an open reader: its text, and of its annotations those that were chosen."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtGui import QFont

from annotator.model.annotation import Placed
from annotator.model.document import Document
from annotator.ui.fonts import FontFamilies, make_font
from annotator.ui.margin.note import MarginNote, NoteLink
from annotator.ui.margin.typeset import Typesetter
from annotator.ui.paper.choice import PaperChoice
from annotator.ui.paper.endnotes import Endnote
from annotator.ui.reading.marks import Mark
from annotator.ui.reading.styles import TypeSettings
from annotator.ui.shown import Ground, Roles, first_words, margin_note_of, marks_of
from annotator.ui.theme import Theme

_WORDS = 90  # code points of a passage, with its note at the end
_LEAST_TYPE = 11  # pixels


@dataclass(frozen=True)
class Copy:
    """`placed` in the order of the text; `links` are those of an annotation, by its id. Reads nothing but these."""

    document: Document
    placed: Sequence[Placed]
    roles: Roles
    links: Mapping[str, tuple[NoteLink, ...]]
    choice: PaperChoice
    theme: Theme
    settings: TypeSettings
    fonts: FontFamilies

    @cached_property
    def _ground(self) -> Ground:
        return Ground(self.document)

    @cached_property
    def _chosen(self) -> list[Placed]:
        return [one for one in self.placed if self.choice.takes(one) and one.annotation.deleted is None]

    @cached_property
    def marks(self) -> list[Mark]:
        """The highlights of the whole text."""
        return [mark for order, one in enumerate(self._chosen) for mark in marks_of(one, self.roles, order, False)]

    @cached_property
    def _notes(self) -> list[MarginNote]:
        made = (
            margin_note_of(one, self._ground, self.roles, False, self.links.get(one.annotation.id, ()))
            for one in self._chosen
        )
        return sorted((note for note in made if note.speaks), key=lambda note: note.key)

    @cached_property
    def _offsets(self) -> list[int]:
        return [note.offset for note in self._notes]

    def notes_between(self, start: int, end: int, *, last: bool) -> list[MarginNote]:
        """The notes on these code points that say something; on the `last` sheet those on the very end as well."""
        until = bisect_left(self._offsets, end + last)
        return self._notes[bisect_left(self._offsets, start) : until]

    def endnotes(self, away: Sequence[MarginNote]) -> list[Endnote]:
        """The notes that went to the end, numbered as they went."""
        known = {one.annotation.id: one for one in self._chosen}
        return [
            Endnote(
                number,
                note,
                self._ground.page(known[note.id]),
                first_words(known[note.id].annotation, _WORDS) if known[note.id].annotation.anchors else "",
            )
            for number, note in enumerate(away, 1)
        ]

    def setter(self, theme: Theme, font: QFont) -> Typesetter:
        """What sets the margin's notes."""
        setter = Typesetter()
        setter.font, setter.muted, setter.accent = font, theme.muted, theme.ink
        setter.forget()
        return setter

    def faces(self, size: int) -> tuple[QFont, QFont]:
        """The types of a sheet's number and of notes, beside a text of `size` pixels."""
        notes = make_font(self.fonts.sans, max(round(size * 0.74), _LEAST_TYPE))
        return make_font(self.fonts.sans, max(round(size * 0.65), _LEAST_TYPE)), notes
