"""Properties of a whole frame of the margin: nobody is missing, in order, never one over another."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.anchor import Position
from annotator.ui.margin.arrangement import Arrangement, Count, Frame, Standing, arrange
from annotator.ui.margin.note import MarginNote, NoteList
from annotator.ui.margin.typeset import Measure, Typesetter

LINE, HEIGHT, NEAR = 30.0, 600.0, 1e-6
NOTES = st.lists(st.tuples(st.integers(0, 25), st.integers(1, 300)), min_size=1, max_size=30)


@dataclass
class _Set:
    note: MarginNote
    heights: dict[str, float]
    baseline: float = 16.0
    footer_height: float = 0.0

    def height(self, unfolded: bool) -> float:
        return self.heights[self.note.id] * (2 if unfolded else 1)


class _Setter:
    """Stands in for the type: every note has the height it is given, twice that when it is unfolded."""

    count_height = 20.0
    mark_height = mark_baseline = 18.0

    def __init__(self, heights: dict[str, float]) -> None:
        self.heights = heights

    def set(self, note: MarginNote) -> _Set:
        return _Set(note, self.heights)

    def measured(self, note: MarginNote) -> bool:
        return True

    def measure(self, note: MarginNote) -> Measure:
        return Measure(note, self.heights[note.id], 16.0)


class _Lines:
    """Line `n` begins with the code point 10 n."""

    def line_y(self, offset: int) -> float | None:
        return offset // 10 * LINE

    def visible_span(self) -> Position:
        return Position(0, 200)


def arranged(notes: list[tuple[int, int]], *, current: int | None = None, compact: bool = False) -> Arrangement:
    made = [
        MarginNote(str(n), line * 10, "claim", "!", "Claim", "x") for n, (line, _height) in enumerate(sorted(notes))
    ]
    listed = NoteList()
    listed.replace_all(made)
    setter = _Setter({str(n): float(height) for n, (_line, height) in enumerate(sorted(notes))})
    chosen = None if current is None else made[current % len(made)]
    frame = Frame(HEIGHT, 16.0, current=chosen, compact=compact)
    return arrange(_Lines(), listed, cast(Typesetter, setter), frame)


def all_in_order(frame: Arrangement) -> list[Standing | Count]:
    return sorted([*frame.standing, *frame.counts], key=lambda one: one.top)


def names(one: Standing | Count) -> list[int]:
    return [int(note.id) for note in one.notes] if isinstance(one, Count) else [int(one.set.note.id)]


@given(NOTES, st.none() | st.integers(0, 30), st.booleans())
def test_order_is_kept_and_nothing_overlaps(notes: list[tuple[int, int]], current: int | None, compact: bool) -> None:
    frame = all_in_order(arranged(notes, current=current, compact=compact))
    for above, below in pairwise(frame):
        assert below.top >= above.bottom - NEAR
    shown = [name for one in frame for name in names(one)]
    assert shown == sorted(shown)


@given(NOTES, st.none() | st.integers(0, 30))
def test_every_note_whose_line_is_in_sight_stands_or_is_counted(
    notes: list[tuple[int, int]], current: int | None
) -> None:
    frame = arranged(notes, current=current)
    told = {name for one in all_in_order(frame) for name in names(one)}
    told |= {int(note.id) for note in (*frame.above, *frame.below)}
    assert {n for n, (line, _height) in enumerate(sorted(notes)) if line * LINE + 16 < HEIGHT} <= told


@given(NOTES, st.integers(0, 30))
def test_the_current_note_is_never_hidden_in_a_count(notes: list[tuple[int, int]], current: int) -> None:
    frame = arranged(notes, current=current)
    assert current % len(notes) not in {int(note.id) for count in frame.counts for note in count.notes}


@given(NOTES)
def test_a_count_stands_for_two_notes_at_least_and_two_stand_before_it(notes: list[tuple[int, int]]) -> None:
    for count in arranged(notes).counts:
        assert len(count.notes) >= 2
        line = count.notes[0].offset
        first = min(int(note.id) for note in count.notes)
        before = sorted(notes)[first - 2 : first]
        assert len(before) == 2 and all(line - 10 * before_line <= 30 for before_line, _height in before)


class _Guesser(_Setter):
    """Knows a note's height only once the note was set; its guesses are wrong."""

    def __init__(self, heights: dict[str, float], guess: float) -> None:
        super().__init__(heights)
        self.guess = guess
        self.known: set[str] = set()

    def set(self, note: MarginNote) -> _Set:
        self.known.add(note.id)
        return super().set(note)

    def measured(self, note: MarginNote) -> bool:
        return note.id in self.known

    def measure(self, note: MarginNote) -> Measure:
        return super().measure(note) if self.measured(note) else Measure(note, self.guess, 16.0)


@given(NOTES, st.integers(1, 300))
def test_what_is_in_sight_has_its_true_height_whatever_was_guessed(notes: list[tuple[int, int]], guess: int) -> None:
    listed, heights = NoteList(), {str(n): float(height) for n, (_line, height) in enumerate(sorted(notes))}
    listed.replace_all(
        [MarginNote(str(n), line * 10, "claim", "!", "Claim", "x") for n, (line, _height) in enumerate(sorted(notes))]
    )
    setter = _Guesser(heights, float(guess))
    frame = arrange(_Lines(), listed, cast(Typesetter, setter), Frame(HEIGHT, 16.0))
    assert all(one.height == heights[one.set.note.id] for one in frame.standing)
    for above, below in pairwise(all_in_order(frame)):
        assert below.top >= above.bottom - NEAR
    assert not {note.id for note in frame.guessed} & setter.known


def test_of_a_thousand_notes_in_the_window_few_are_set_for_a_frame() -> None:
    made = [MarginNote(str(n), n // 5, "claim", "!", "Claim", "x") for n in range(1000)]
    listed = NoteList()
    listed.replace_all(made)
    setter = _Guesser({note.id: 60.0 for note in made}, 25.0)
    frame = arrange(_Lines(), listed, cast(Typesetter, setter), Frame(HEIGHT, 16.0))
    assert len(frame.standing) > 5 and len(setter.known) < 40
    assert frame.guessed
