"""Which notes are near the window, and where each of them stands: solved anew for every frame."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from annotator.ui.margin.note import LineSource, MarginNote, NoteList
from annotator.ui.margin.stacking import stack
from annotator.ui.margin.typeset import SetNote, Typesetter

AROUND = 80
"""Notes out of sight, on either side, that may push those in sight."""
GAP = 14.0
EDGE = 8.0
_NEAR = 0.4
"""Of the window's height: how far beyond it notes are measured rather than guessed, which takes some 0.3 ms each."""
_HELD = 1e6
"""The weight of the current note: it keeps to its line, and its neighbours give way."""


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
class Arrangement:
    """The notes in sight, from the top; and those whose line is in sight while they found no room, `above`/`below`."""

    standing: tuple[Standing, ...] = ()
    above: tuple[MarginNote, ...] = ()
    below: tuple[MarginNote, ...] = ()

    def at(self, y: float) -> Standing | None:
        """The note whose room holds `y`; one that lies over the others comes first."""
        return next((s for s in reversed(self.standing) if s.top <= y < s.bottom), None)

    def of(self, note_id: str | None) -> Standing | None:
        """Where this note stands, if it is in sight."""
        return next((s for s in self.standing if s.set.note.id == note_id), None)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a frame is solved for: the window's `height`, the current note, and the one being written.

    `edited_height` is the editor's, from its first line down and without the footer;
    `baseline` how far below the top of a line of text its baseline lies. All in pixels.
    """

    height: float
    baseline: float
    current: MarginNote | None = None
    edited: MarginNote | None = None
    edited_height: float = 0.0


def arrange(lines: LineSource, notes: NoteList, setter: Typesetter, frame: Frame) -> Arrangement:
    """Stack the notes around the window, and say which of them are to be seen."""
    known = _known(lines, notes, frame)
    docked: Standing | None = None
    if frame.edited is not None:
        line = next((y for note, y in known if note is frame.edited), None)
        if line is None or not 0 <= line < frame.height:
            known = [(note, y) for note, y in known if note is not frame.edited]
            docked = _dock(lines, setter.set(frame.edited), frame, line)

    wanted, heights, weights = [], [], []
    for note, line in known:
        in_sight = 0 <= line < frame.height
        held = in_sight and (note is frame.edited or (note is frame.current and frame.edited is None))
        near = -_NEAR * frame.height < line < (1 + _NEAR) * frame.height
        height = _height(setter, note, frame, near)
        want = line
        if near:
            want += frame.baseline - setter.set(note).baseline
        if held:  # read or written whole, where the window has the room
            want = max(min(want, frame.height - height - EDGE), min(want, EDGE))
        wanted.append(want)
        heights.append(height)
        weights.append(_HELD if held else 1.0)

    beginning = lines.line_y(0)  # nothing stands above it, for one couldn't scroll there …
    top = -inf if beginning is None else beginning
    if _HELD in weights:  # … unless the current note needs the room
        place = weights.index(_HELD)
        top = min(top, wanted[place] - sum(heights[:place]) - GAP * place)
    tops = stack(wanted, heights, GAP, weights=weights, top=top)
    return _in_sight(known, tops, heights, setter, frame, docked)


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


def _height(setter: Typesetter, note: MarginNote, frame: Frame, near: bool) -> float:
    if note is frame.edited:
        return _edited_height(setter.set(note), frame)
    if note is frame.current:
        return setter.set(note).height(unfolded=True)
    return setter.height(note, exact=near)


def _edited_height(note: SetNote, frame: Frame) -> float:
    return frame.edited_height + (note.footer_height if note.note.speaks else 0.0)


def _dock(lines: LineSource, note: SetNote, frame: Frame, line: float | None) -> Standing:
    """The note being written stays in sight when its line scrolls away: its words may be about what comes next."""
    height = _edited_height(note, frame)
    above = line < 0 if line is not None else note.note.offset < lines.visible_span().start
    top = EDGE if above else frame.height - height - EDGE
    return Standing(note, top, height, -1.0 if above else frame.height + 1.0, unfolded=True, docked=True)


def _in_sight(
    known: list[tuple[MarginNote, float]],
    tops: list[float],
    heights: list[float],
    setter: Typesetter,
    frame: Frame,
    docked: Standing | None,
) -> Arrangement:
    standing: list[Standing] = []
    above: list[MarginNote] = []
    below: list[MarginNote] = []
    for (note, line), top, height in zip(known, tops, heights, strict=True):
        if top < frame.height - EDGE and top + height > EDGE:
            unfolded = note is frame.current or note is frame.edited
            standing.append(Standing(setter.set(note), top, height, line + frame.baseline, unfolded))
        elif 0 <= line + frame.baseline < frame.height:
            (above if top < 0 else below).append(note)
    if docked is not None:
        standing.append(docked)
    return Arrangement(tuple(standing), tuple(above), tuple(below))
