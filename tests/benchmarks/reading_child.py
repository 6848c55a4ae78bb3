"""One view on one long text, measured in a process of its own, so that its memory is its own; figures go out as JSON.

Run as `python -m tests.benchmarks.reading_child ours|rival DOCUMENT`. A frame is: change something, then paint at once
what the next frame would show. Between frames the event loop runs, as it does between those of a person.

Two times are taken of each: by the wall's clock, and of the processor, all threads together. A frame waits for nothing
but the processor, so on a machine that is doing nothing else both are the same; on any other, the second is the
program's own.
"""

from __future__ import annotations

import json
import random
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QPalette, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from annotator.library.codec import decode
from annotator.model.annotation import ROLES
from annotator.model.document import Document
from annotator.ui.fonts import load_fonts, make_font
from tests.benchmarks.figures import percentile

HIGHLIGHTS = NOTES = 10_000
SMALL, LARGE = (1100, 760), (2560, 1440)  # pixels
STEP = 60  # pixels of a turn of the wheel
FRAMES = 400
REFINING = 15  # seconds of idle time, in which heights are refined
TIMES = 10  # repetitions of what is done once
CROWD = 1000  # notes within one window
CROWDED_FRAMES = 60
NOTE = "A note of some length, with *emphasis*, that says why this passage matters to the seminar."
THEMES = Path(__file__).resolve().parents[2] / "resources" / "themes"


class Spent(NamedTuple):
    """Milliseconds of the processor, and of the wall's clock."""

    cpu: float
    wall: float


class Clock:
    """Both clocks, from now on."""

    def __init__(self) -> None:
        self._cpu, self._wall = time.process_time(), time.perf_counter()

    def spent(self) -> Spent:
        """Since it was made."""
        return Spent((time.process_time() - self._cpu) * 1000, (time.perf_counter() - self._wall) * 1000)


def at(share: float, times: Sequence[Spent]) -> Spent:
    """The percentile of either clock."""
    return Spent(percentile([one.cpu for one in times], share), percentile([one.wall for one in times], share))


class Subject(ABC):
    """A view that can be scrolled, marked, and given another look."""

    widget: QWidget

    @abstractmethod
    def annotate(self, passages: list[tuple[int, int]]) -> None:
        """Mark these passages, and write a note on each where there is a margin."""

    def paint(self) -> None:
        """Paint now what the next frame would show, and only what it would have to paint."""
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # widgets that are to be laid out anew
        QApplication.sendPostedEvents(self.widget, QEvent.Type.UpdateRequest)

    @abstractmethod
    def bar(self) -> Any:
        """Its scroll bar."""

    @abstractmethod
    def add_highlight(self, start: int, end: int) -> None:
        """Mark a passage."""

    @abstractmethod
    def set_size(self, pixels: int) -> None:
        """Other type."""

    @abstractmethod
    def set_theme(self, key: str) -> None:
        """Other colours."""

    @abstractmethod
    def top(self) -> int:
        """The offset of the first line in the window."""

    @abstractmethod
    def show(self, offset: int) -> None:
        """Go to a place."""


class Ours(Subject):
    """Page and margin, with highlights and notes."""

    def __init__(self, document: Document) -> None:
        from annotator.ui.margin.view import MarginNote
        from annotator.ui.reading.view import Mark, TypeSettings
        from annotator.ui.reading_pane import ReadingPane
        from annotator.ui.theme import load_theme

        self._mark = Mark
        self._settings = TypeSettings()
        self._load = lambda key: load_theme(THEMES / f"{key}.json")
        self.widget = self.pane = ReadingPane(self._load("paper"), self._settings, load_fonts())
        self.pane.resize(*SMALL)
        self.pane.view.set_document(document)
        self.map = self.pane.map
        self._note = MarginNote

    def annotate(self, passages: list[tuple[int, int]]) -> None:
        self.mark(passages)
        self.write(passages)

    def mark(self, passages: list[tuple[int, int]]) -> None:
        """Only mark them."""
        marks = []
        for number, (start, end) in enumerate(passages):
            role = ROLES[number % len(ROLES)]
            marks.append(self._mark(str(number), start, end, role.colour, role.mark, role.name, True, number))
        self.pane.view.set_marks(marks)

    def write(self, passages: list[tuple[int, int]]) -> None:
        """Only write the notes."""
        notes = []
        for number, (start, _end) in enumerate(passages):
            role, tags = ROLES[number % len(ROLES)], ("terror", "law")
            notes.append(self._note(str(number), start, role.colour, role.mark, role.name, NOTE, tags))
        self.pane.margin.set_notes(notes)

    def bar(self) -> Any:
        return self.pane.view.verticalScrollBar()

    def add_highlight(self, start: int, end: int) -> None:
        role, key = ROLES[start % len(ROLES)], f"new-{start}"
        self.pane.view.put_mark(self._mark(key, start, end, role.colour, role.mark, role.name, False, 99999))
        self.pane.margin.put_note(self._note(key, start, role.colour, role.mark, role.name))

    def set_size(self, pixels: int) -> None:
        self.pane.set_type(self._settings._replace(size=pixels))

    def set_theme(self, key: str) -> None:
        self.pane.set_theme(self._load(key))

    def top(self) -> int:
        return self.pane.view.top_offset()

    def show(self, offset: int) -> None:
        self.pane.view.go_to(offset, light=False)


class Rival(Subject):
    """A QTextEdit with the same text, the same fonts, and the highlights as formats; it has no notes."""

    def __init__(self, document: Document) -> None:
        self.widget = self.edit = QTextEdit()
        self.edit.setReadOnly(True)
        self.edit.setUndoRedoEnabled(False)
        self.edit.setFont(make_font(load_fonts().serif, 20))
        self.edit.resize(*SMALL)
        self.edit.setPlainText(document.text)

    def annotate(self, passages: list[tuple[int, int]]) -> None:
        cursor = QTextCursor(self.edit.document())
        cursor.beginEditBlock()
        for number, (start, end) in enumerate(passages):
            self._format(cursor, start, end, number)
        cursor.endEditBlock()

    def _format(self, cursor: QTextCursor, start: int, end: int, number: int) -> None:
        kind = QTextCharFormat()
        kind.setBackground(QColor.fromHsv(number % 360, 60, 240))
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(kind)

    def bar(self) -> Any:
        return self.edit.verticalScrollBar()

    def add_highlight(self, start: int, end: int) -> None:
        self._format(QTextCursor(self.edit.document()), start, end, start)

    def set_size(self, pixels: int) -> None:
        self.edit.setFont(make_font(load_fonts().serif, pixels))

    def set_theme(self, key: str) -> None:
        colours = self.edit.palette()
        colours.setColor(QPalette.ColorRole.Base, QColor("#1d1e20" if key == "dark" else "#fbf8f1"))
        colours.setColor(QPalette.ColorRole.Text, QColor("#dad6cd" if key == "dark" else "#2b2621"))
        self.edit.setPalette(colours)

    def top(self) -> int:
        return int(self.edit.cursorForPosition(self.edit.viewport().rect().topLeft()).position())

    def show(self, offset: int) -> None:
        cursor = QTextCursor(self.edit.document())
        cursor.setPosition(offset)
        self.edit.setTextCursor(cursor)


class Watch(QObject):
    """How long the event loop was away: the longest time between two turns of a timer that always is due."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = Spent(0.0, 0.0)
        self._clock = Clock()
        self._timer = self.startTimer(0)

    def timerEvent(self, event: QEvent) -> None:
        spent, self._clock = self._clock.spent(), Clock()
        self.longest = Spent(max(self.longest.cpu, spent.cpu), max(self.longest.wall, spent.wall))

    def end(self) -> Spent:
        self.killTimer(self._timer)
        return self.longest


def passages(document: Document) -> list[tuple[int, int]]:
    """Where the highlights lie: evenly spread, from a few words to some lines long."""
    rng = random.Random(0)
    found = []
    for start in sorted(rng.sample(range(len(document.text)), HIGHLIGHTS)):
        found.append((start, min(start + rng.randrange(20, 400), len(document.text))))
    return found


def timed(act: Callable[[], object], subject: Subject) -> Spent:
    """The time until `act` is done and painted."""
    clock = Clock()
    act()
    subject.paint()
    return clock.spent()


def scroll(subject: Subject, size: tuple[int, int], step: int, frames: int) -> dict[str, Spent]:
    """On from the middle of the text, `step` pixels with each frame."""
    subject.widget.resize(*size)
    settle(0.5)
    bar = subject.bar()
    bar.setValue(bar.maximum() // 2)
    settle(0.5)
    times = []
    for _frame in range(frames):
        times.append(timed(lambda: bar.setValue(bar.value() + step), subject))
        QApplication.processEvents()
    return {"p50": at(0.5, times), "p95": at(0.95, times), "worst": at(1.0, times)}


def settle(seconds: float) -> None:
    """Let the event loop run for a while."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()


def megabytes() -> float:
    """What this process has in memory now."""
    fields = Path("/proc/self/status").read_text(encoding="ascii").split("VmRSS:")[1].split()
    return int(fields[0]) / 1024


def changes(subject: Subject) -> dict[str, Any]:
    """Other type, other colours, another width, each there and back, in mid-text; and how far the place moved."""
    found: dict[str, Any] = {}
    for name, there, back in (
        ("font", lambda: subject.set_size(24), lambda: subject.set_size(20)),
        ("theme", lambda: subject.set_theme("dark"), lambda: subject.set_theme("paper")),
        ("resize", lambda: subject.widget.resize(800, 760), lambda: subject.widget.resize(*SMALL)),
    ):
        before, times = subject.top(), []
        for act in (there, back) * (TIMES // 2):
            times.append(timed(act, subject))
            settle(0.2)
        found[name], found[f"{name} worst"] = at(0.5, times), at(1.0, times)
        found[f"{name} moved"] = abs(subject.top() - before)
    return found


def highlights(subject: Subject) -> list[Spent]:
    """The time of adding a highlight in the window, each time."""
    top, times = subject.top(), []
    for number in range(TIMES):
        start = top + 97 * number % 900
        times.append(timed(lambda start=start: subject.add_highlight(start, start + 120), subject))  # type: ignore[misc]
        settle(0.05)
    return times


def crowd(subject: Ours) -> dict[str, Spent]:
    """The first frame with `CROWD` notes within one window, the margin's share of it, and scrolling through them."""
    start = subject.top() + 3000
    passages = [(start + number * 2, start + number * 2 + 40) for number in range(CROWD)]
    subject.write([])
    subject.mark(passages)
    page = timed(lambda: subject.show(start), subject)
    margin = timed(lambda: subject.write(passages), subject)
    bar = subject.bar()
    times = []
    for _frame in range(CROWDED_FRAMES):
        times.append(timed(lambda: bar.setValue(bar.value() + STEP), subject))
        QApplication.processEvents()
    first = Spent(page.cpu + margin.cpu, page.wall + margin.wall)
    return {"first": first, "margin": margin, "worst": at(1.0, times), "p50": at(0.5, times)}


def main() -> None:
    """Measure, and print what was found."""
    who, path = sys.argv[1], Path(sys.argv[2])
    app = QApplication(["bench", "-style", "fusion"])
    load_fonts()
    document = decode(path.read_bytes())
    found: dict[str, Any] = {}
    clock = Clock()
    subject = Ours(document) if who == "ours" else Rival(document)
    subject.widget.show()
    app.processEvents()
    subject.widget.repaint()
    found["first paint"] = clock.spent()
    clock = Clock()
    subject.annotate(passages(document))
    subject.paint()
    found["annotate"] = clock.spent()
    settle(0.5)
    watch = Watch()
    settle(REFINING)
    found["longest"] = watch.end()
    found["small"] = scroll(subject, SMALL, STEP, FRAMES)
    found["pages"] = scroll(subject, SMALL, SMALL[1] - 100, FRAMES // 4)
    found["large"] = scroll(subject, LARGE, STEP, FRAMES)
    subject.widget.resize(*SMALL)
    settle(0.5)
    found["highlight"] = at(0.5, highlights(subject))
    found |= changes(subject)
    settle(1)
    found["memory"] = megabytes()
    if isinstance(subject, Ours):
        found["crowd"] = crowd(subject)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
