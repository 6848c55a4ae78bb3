"""What the margin knows: its notes, in the order of the text, and who tells it where a line stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from annotator.model.anchor import Position


@dataclass(frozen=True, slots=True)
class NoteLink:
    """A link as it is shown under a note: `kind` in words, then the `other` annotation's mark, first words and page.

    `id` is the link's; `gone` means that the other one isn't to be seen any more, and `words` say why.
    """

    id: str
    other: str
    kind: str
    glyph: str
    colour: str
    words: str
    page: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class MarginNote:
    """A note as the margin shows it.

    `offset` is the code point whose line it stands level with; `colour` the key of its role's colour; `text` is
    Markdown, perhaps empty; `state` a value of `PlaceState`; `pending` means not yet in the library. `about` says of
    what it is a note, where it belongs to no passage; of one line, the note with the lowest `rank` comes first.
    """

    id: str
    offset: int
    colour: str
    glyph: str
    role_name: str
    text: str = ""
    tags: tuple[str, ...] = ()
    pending: bool = False
    state: str = "exact"
    about: str = ""
    rank: int = 2
    links: tuple[NoteLink, ...] = ()

    @property
    def key(self) -> tuple[int, int]:
        """Its place among the others."""
        return self.offset, self.rank

    @property
    def speaks(self) -> bool:
        """Whether there is something to read; a bare highlight takes no room in the margin unless it is current."""
        return bool(self.tags or self.links or self.text.strip())


class LineSource(Protocol):
    """The reading view, as far as the margin needs it."""

    def line_y(self, offset: int) -> float | None:
        """The top of the line of `offset`, in pixels below the window's top, also out of sight; None if unknown."""

    def visible_span(self) -> Position:
        """The code points in sight."""


_LAST = 1_000_000  # no rank is as high


class NoteList:
    """All notes by id, and those that speak by offset and rank, kept sorted: every question is a bisection."""

    def __init__(self) -> None:
        self._notes: dict[str, MarginNote] = {}
        self._speaking: list[MarginNote] = []

    def __len__(self) -> int:
        return len(self._notes)

    def get(self, note_id: str | None) -> MarginNote | None:
        """The note of this id, whether it speaks or not."""
        return None if note_id is None else self._notes.get(note_id)

    def replace_all(self, notes: Sequence[MarginNote]) -> None:
        """These notes and no others; those of one offset keep the order given."""
        self._notes = {note.id: note for note in notes}
        self._speaking = sorted((n for n in self._notes.values() if n.speaks), key=_key)

    def put(self, note: MarginNote) -> None:
        """Add the note, or put it in the place of the one of its id."""
        place = self._place(note.id)
        self._notes[note.id] = note
        if place is not None and note.speaks and self._speaking[place].key == note.key:
            self._speaking[place] = note
            return
        self._take_out(place)
        if note.speaks:
            insort_right(self._speaking, note, key=_key)

    def remove(self, note_id: str) -> None:
        """Forget the note, if it is there."""
        self._take_out(self._place(note_id))
        self._notes.pop(note_id, None)

    def near(
        self, span: Position, reach: int, besides: Iterable[MarginNote] = ()
    ) -> tuple[list[MarginNote], list[MarginNote], list[MarginNote]]:
        """The notes before (nearest first), within and after `span`, up to `reach` on either side.

        `besides` are notes that are shown although they don't speak, where they lie within the span.
        """
        first = bisect_left(self._speaking, (span.start, 0), key=_key)
        last = bisect_right(self._speaking, (span.end, _LAST), key=_key)
        within = self._speaking[first:last]
        for note in besides:
            if span.start <= note.offset <= span.end:
                insort_right(within, note, key=_key)
        return self._speaking[max(0, first - reach) : first][::-1], within, self._speaking[last : last + reach]

    def beside(self, note_id: str | None, step: int) -> MarginNote | None:
        """The speaking note one `step` (1 or −1) from this one in the text; None past the ends."""
        place, note = (None, None) if note_id is None else (self._place(note_id), self.get(note_id))
        if place is not None:
            place += step
        elif note is not None:
            place = bisect_right(self._speaking, note.key, key=_key) - (step < 0)
        else:
            place = 0 if step > 0 else len(self._speaking) - 1
        return self._speaking[place] if 0 <= place < len(self._speaking) else None

    def _place(self, note_id: str) -> int | None:
        note = self._notes.get(note_id)
        if note is None or not note.speaks:
            return None
        place = bisect_left(self._speaking, note.key, key=_key)
        while self._speaking[place].id != note_id:
            place += 1
        return place

    def _take_out(self, place: int | None) -> None:
        if place is not None:
            del self._speaking[place]


def _key(note: MarginNote) -> tuple[int, int]:
    return note.key
