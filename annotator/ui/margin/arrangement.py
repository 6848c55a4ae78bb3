"""Which notes are near the window, and where each of them stands: solved anew for every frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from annotator.ui.margin.note import LineSource, MarginNote, NoteList
from annotator.ui.margin.stacking import stack
from annotator.ui.margin.typeset import SetNote, Typesetter

AROUND = 80
"""Notes out of sight, on either side, that may push those in sight."""
GAP = 14.0
MARK_GAP = 4.0
EDGE = 8.0
_NEAR = 0.7
"""Of the window's height: how far beyond it notes are to be measured, in idle time, rather than guessed."""
_SPOT = 72.0
"""Pixels: notes on some three lines of text are at one spot."""
_SHARE, _LEAST_SHARE = 0.45, 160.0
"""Of the window's height, and in pixels: what the notes of one spot may take."""
_LEAST_SHOWN = 2
_HELD = 1e6
"""The weight of the current note: it keeps to its line, and its neighbours give way."""


class Item(NamedTuple):
    """What is stacked: a note with its line, or a count of those `hidden`, of which it is the first."""

    note: MarginNote
    line: float
    hidden: tuple[MarginNote, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A note at its place: `top` and `height` of its room, `level` its passage's baseline, `unfolded` or not.

    In pixels of the window. `docked`: its line is out of sight, and it lies at the window's edge over the others.
    """

    set: SetNote
    top: float
    height: float
    level: float
    unfolded: bool = False
    docked: bool = False

    @property
    def bottom(self) -> float:
        """The bottom of its room."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Count:
    """“+4” in place of `notes`, of which there are too many at one spot; in pixels of the window."""

    top: float
    height: float
    notes: tuple[MarginNote, ...]

    @property
    def bottom(self) -> float:
        """The bottom of its room."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The notes in sight, from the top; and those whose line is in sight while they found no room, `above`/`below`.

    `guessed` are notes near the window of whose height there is only a guess so far.
    """

    standing: tuple[Standing, ...] = ()
    counts: tuple[Count, ...] = ()
    above: tuple[MarginNote, ...] = ()
    below: tuple[MarginNote, ...] = ()
    guessed: tuple[MarginNote, ...] = ()

    def at(self, y: float) -> Standing | None:
        """The note whose room holds `y`; one that lies over the others comes first."""
        return next((s for s in reversed(self.standing) if s.top <= y < s.bottom), None)

    def of(self, note_id: str | None) -> Standing | None:
        """Where this note stands, if it is in sight."""
        return next((s for s in self.standing if s.set.note.id == note_id), None)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a frame is solved for: the window's `height`, the current note, and the one being written.

    `compact`: marks alone are shown.

    `edited_height` is the editor's, from its first line down and without the footer;
    `baseline` how far below the top of a line of text its baseline lies. All in pixels.
    """

    height: float
    baseline: float
    current: MarginNote | None = None
    edited: MarginNote | None = None
    edited_height: float = 0.0
    compact: bool = False


class Stacked(NamedTuple):
    """What is stacked, with the top and height of each in pixels of the window."""

    items: list[Item]
    tops: list[float]
    heights: list[float]


def arrange(lines: LineSource, notes: NoteList, setter: Typesetter, frame: Frame) -> Arrangement:
    """Stack the notes around the window, and say which of them are to be seen.

    To set a note takes half a millisecond, and there may be a thousand: only those that come to stand in sight are set
    for a frame. Once they are, others may come into sight in their place, so that it is done until all are set.
    """
    known = _known(lines, notes, frame)
    docked: Standing | None = None
    if frame.edited is not None:
        line = next((y for note, y in known if note is frame.edited), None)
        if line is None or not 0 <= line < frame.height:
            known = [(note, y) for note, y in known if note is not frame.edited]
            docked = _dock(lines, setter.set(frame.edited), frame, line)
    beginning = lines.line_y(0)  # nothing stands above it, for one couldn't scroll there …
    while True:
        stacked = _stacked(known, setter, frame, -inf if beginning is None else beginning)
        unset = [] if frame.compact else _unset(stacked, setter, frame)
        if not unset:
            return _in_sight(stacked, setter, frame, docked)
        for note in unset:
            setter.set(note)


def _stacked(known: Sequence[tuple[MarginNote, float]], setter: Typesetter, frame: Frame, top: float) -> Stacked:
    """All of them, one below the other, none higher than `top`."""
    items = gather(known, setter, frame)
    wanted, heights, weights = [], [], []
    for note, line, hidden in items:
        in_sight = 0 <= line < frame.height
        chosen = note is frame.edited or (note is frame.current and frame.edited is None)
        held = in_sight and chosen and not hidden
        height = setter.count_height if hidden else _height(setter, note, frame)
        mark = setter.mark_baseline if frame.compact else setter.measure(note).baseline
        want = line + frame.baseline - mark
        if held:  # read or written whole, where the window has the room
            want = max(min(want, frame.height - height - EDGE), min(want, EDGE))
        wanted.append(want)
        heights.append(height)
        weights.append(_HELD if held else 1.0)
    gap = MARK_GAP if frame.compact else GAP
    if _HELD in weights:  # … unless the current note needs the room
        place = weights.index(_HELD)
        top = min(top, wanted[place] - sum(heights[:place]) - gap * place)
    return Stacked(items, stack(wanted, heights, gap, weights=weights, top=top), heights)


def _unset(stacked: Stacked, setter: Typesetter, frame: Frame) -> list[MarginNote]:
    """Those in sight of whose height there is only a guess."""
    return [
        item.note
        for item, top, height in zip(*stacked, strict=True)
        if _seen(top, height, frame) and not item.hidden and not setter.measured(item.note)
    ]


def _seen(top: float, height: float, frame: Frame) -> bool:
    return top < frame.height - EDGE and top + height > EDGE


def gather(known: Sequence[tuple[MarginNote, float]], setter: Typesetter, frame: Frame) -> list[Item]:
    """The notes (or, with the hidden ones, counts) to be stacked: of many at one spot only the first ones stand.

    A cluster is a run of notes within `_SPOT` pixels of its first one's line. Where it takes more than its share of the
    window, as many stand as have room, and a count stands for the rest, unless one of it is current: then it is open,
    so that walking from note to note passes through it. It hangs on lines and heights alone, so that scrolling
    changes nothing.
    """
    most = max(_LEAST_SHARE, _SHARE * frame.height)
    items: list[Item] = []
    first = 0
    while first < len(known):
        last = first + 1
        while last < len(known) and known[last][1] - known[first][1] <= _SPOT:
            last += 1
        cluster = known[first:last]
        kept = _room_for(cluster, setter, frame, most)
        items += [Item(note, line, ()) for note, line in cluster[:kept]]
        if kept < len(cluster):
            hidden = tuple(note for note, _line in cluster[kept:])
            items.append(Item(hidden[0], cluster[kept][1], hidden))
        first = last
    return items


def _room_for(cluster: Sequence[tuple[MarginNote, float]], setter: Typesetter, frame: Frame, most: float) -> int:
    """How many of a cluster's notes stand; never all but one, for a count takes room as well."""
    size = len(cluster)
    if size <= _LEAST_SHOWN + 1 or any(note is frame.current or note is frame.edited for note, _line in cluster):
        return size
    room = 0.0
    for index, (note, _line) in enumerate(cluster):
        room += _height(setter, note, frame) + (MARK_GAP if frame.compact else GAP)
        if room > most:
            kept = max(index, _LEAST_SHOWN)
            return size if kept >= size - 1 else kept
    return size


def _near(line: float, frame: Frame) -> bool:
    return -_NEAR * frame.height < line < (1 + _NEAR) * frame.height


def _known(lines: LineSource, notes: NoteList, frame: Frame) -> list[tuple[MarginNote, float]]:
    """The notes near the window with the tops of their lines, in the order of the text.

    Outwards it ends two windows away: what stands there can't reach into this one but by a pile of that height.
    """
    silent = [n for n in (frame.current, frame.edited) if n is not None and not n.speaks]
    before, within, after = notes.near(lines.visible_span(), AROUND, dict.fromkeys(silent))
    known: list[tuple[MarginNote, float]] = []
    for note in before:
        y = lines.line_y(note.offset)
        if y is None or y < -2 * frame.height:
            break
        known.append((note, y))
    known.reverse()
    known += [(note, y) for note in within if (y := lines.line_y(note.offset)) is not None]
    for note in after:
        y = lines.line_y(note.offset)
        if y is None or y > 3 * frame.height:
            break
        known.append((note, y))
    return known


def _height(setter: Typesetter, note: MarginNote, frame: Frame) -> float:
    if frame.compact:
        return setter.mark_height
    if note is frame.edited:
        return _edited_height(setter.set(note), frame)
    if note is frame.current:
        return setter.set(note).height(unfolded=True)
    return setter.measure(note).height


def _edited_height(note: SetNote, frame: Frame) -> float:
    return frame.edited_height + (note.below(unfolded=True) if note.note.speaks else 0.0)


def _dock(lines: LineSource, note: SetNote, frame: Frame, line: float | None) -> Standing:
    """The note being written stays in sight when its line scrolls away: its words may be about what comes next."""
    height = _edited_height(note, frame)
    above = line < 0 if line is not None else note.note.offset < lines.visible_span().start
    top = EDGE if above else frame.height - height - EDGE
    return Standing(note, top, height, -1.0 if above else frame.height + 1.0, unfolded=True, docked=True)


def _in_sight(stacked: Stacked, setter: Typesetter, frame: Frame, docked: Standing | None) -> Arrangement:
    standing: list[Standing] = []
    above: list[MarginNote] = []
    below: list[MarginNote] = []
    counts: list[Count] = []
    guessed: list[MarginNote] = []
    for (note, line, hidden), top, height in zip(*stacked, strict=True):
        if hidden:
            counts.append(Count(top, height, hidden))
            continue
        if _seen(top, height, frame):
            unfolded = note is frame.current or note is frame.edited
            standing.append(Standing(setter.set(note), top, height, line + frame.baseline, unfolded))
        elif 0 <= line + frame.baseline < frame.height:
            (above if top < 0 else below).append(note)
        if not frame.compact and _near(line, frame) and not setter.measured(note):
            guessed.append(note)
    if docked is not None:
        standing.append(docked)
    return Arrangement(tuple(standing), tuple(counts), tuple(above), tuple(below), tuple(guessed))
