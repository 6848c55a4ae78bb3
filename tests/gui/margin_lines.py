"""A stand-in for the reading view: lines of 70 code points, 30 pixels apart, that a test scrolls."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.model.anchor import Position
from annotator.ui.fonts import load_fonts
from annotator.ui.margin.view import MarginNote, MarginView
from annotator.ui.theme import Theme, load_theme

LINE = 30
WIDTH = 70
THEMES = Path(__file__).resolve().parents[2] / "resources" / "themes"


class Lines:
    """Line `n` holds the code points from 70 n and stands at 30 n − `scroll`."""

    def __init__(self, height: int = 600) -> None:
        self.scroll = 0
        self.height = height

    def line_y(self, offset: int) -> float | None:
        return float(offset // WIDTH * LINE - self.scroll)

    def visible_span(self) -> Position:
        first = max(0, self.scroll // LINE)
        return Position(first * WIDTH, (first + self.height // LINE) * WIDTH)


def theme(key: str = "paper") -> Theme:
    return load_theme(THEMES / f"{key}.json")


def note(name: str, line: int, text: str = "A note.", **more: object) -> MarginNote:
    """A question at the beginning of a line."""
    return MarginNote(
        id=name, offset=line * WIDTH, colour="question", glyph="?", role_name="Question", text=text, **more
    )  # type: ignore[arg-type]


class Shown:
    """A margin of 290 × 600 pixels in a window that has the focus, with all it told."""

    def __init__(self, qtbot: QtBot, *notes: MarginNote, key: str = "paper") -> None:
        self.lines = Lines()
        self.window = QWidget()
        self.margin = MarginView(self.lines, self.window)
        layout = QVBoxLayout(self.window)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.margin)
        self.margin.set_font(load_fonts().sans, 15)
        self.margin.set_theme(theme(key))
        self.margin.set_notes(notes)
        self.window.resize(290, self.lines.height)
        qtbot.addWidget(self.window)
        self.clicked: list[str] = []
        self.changes: list[tuple[str, str]] = []
        self.finished: list[str] = []
        self.margin.noteClicked.connect(self.clicked.append)
        self.margin.noteChanged.connect(lambda name, text: self.changes.append((name, text)))
        self.margin.editingFinished.connect(self.finished.append)
        with qtbot.waitActive(self.window):
            self.window.show()
        self.margin.setFocus()

    def scroll(self, y: int) -> None:
        self.lines.scroll = y
        self.margin.restack()
