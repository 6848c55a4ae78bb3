"""Scrolling page and margin, with marks and notes spread over the text: slow, by pages, and by random jumps.

A frame is: set the scroll bar, then repaint page and margin synchronously. Random jumps land on paragraphs that
were never laid out, so their caches are cold; they are told, and the goal is for scrolling as a person does.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterable

from annotator.importing import import_file
from annotator.model.annotation import ROLES
from annotator.model.document import Document
from tests.benchmarks.figures import Figure, percentile
from tests.benchmarks.texts import text_path

HIGHLIGHTS, NOTES = 1000, 300
SIZE = (1100, 760)  # pixels
STEP = 60  # pixels of a turn of the wheel
FRAMES = 600


def measure() -> list[Figure]:
    """p95 of a frame in milliseconds, and how the worst and the cold ones were."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    document = import_file(text_path()).document
    pane = _pane(document)
    bar = pane.view.verticalScrollBar()
    rng = random.Random(1)
    wheel = _frames(pane, (min(STEP * n, bar.maximum()) for n in range(FRAMES)))
    pages = _frames(pane, (rng.randrange(bar.maximum() + 1) // 700 * 700 for _ in range(FRAMES // 4)))
    where = f"{text_path().name}, {HIGHLIGHTS} highlights, {NOTES} notes, {SIZE[0]}×{SIZE[1]}"
    return [
        Figure("scrolling by the wheel, frame p95", percentile(wheel, 0.95), "ms", 8.0, where),
        Figure("scrolling by the wheel, frame p50", percentile(wheel, 0.5), "ms"),
        Figure("scrolling by the wheel, worst frame", max(wheel), "ms"),
        Figure("random jumps, cold, frame p95", percentile(pages, 0.95), "ms"),
    ]


def _pane(document: Document):  # type: ignore[no-untyped-def]
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from annotator.ui.fonts import load_fonts
    from annotator.ui.margin.view import MarginNote
    from annotator.ui.reading.view import Mark, TypeSettings
    from annotator.ui.reading_pane import ReadingPane
    from annotator.ui.theme import load_theme

    app = QApplication.instance() or QApplication(["bench"])
    theme = load_theme(Path(__file__).resolve().parents[2] / "resources" / "themes" / "paper.json")
    pane = ReadingPane(theme, TypeSettings(), load_fonts())
    pane.resize(*SIZE)
    pane.view.set_document(document)
    rng = random.Random(0)
    marks, notes = [], []
    for number in range(HIGHLIGHTS):
        block = document.blocks[rng.randrange(len(document.blocks))]
        start = rng.randrange(block.start, block.end)
        end = min(start + rng.randrange(20, 400), len(document.text))
        role = ROLES[number % len(ROLES)]
        marks.append(Mark(str(number), start, end, role.colour, role.mark, role.name, number < NOTES, number))
        if number < NOTES:
            text = "A note of some length, with *emphasis*, that says why this passage matters to the seminar."
            notes.append(MarginNote(str(number), start, role.colour, role.mark, role.name, text, ("terror", "law")))
    pane.view.set_marks(marks)
    pane.margin.set_notes(notes)
    pane.show()
    app.processEvents()
    return pane


def _frames(pane, values: Iterable[int]) -> list[float]:  # type: ignore[no-untyped-def]
    from PySide6.QtWidgets import QApplication

    bar = pane.view.verticalScrollBar()
    times = []
    for value in values:
        start = time.perf_counter()
        bar.setValue(value)
        pane.view.viewport().repaint()
        pane.margin.repaint()
        times.append((time.perf_counter() - start) * 1000)
        QApplication.processEvents()  # between frames: idle work such as the refinement of heights
    return times
