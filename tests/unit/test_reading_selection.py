"""What is selected, as commands take it."""

from __future__ import annotations

from annotator.model.position import Position
from annotator.ui.reading.selection import trimmed


def test_passages_go_from_word_to_word() -> None:
    text = "One two.\n\nThree — four "
    spans = [Position(3, 8), Position(8, 10), Position(7, 16), Position(16, 23), Position(23, 23)]
    assert [text[span.start : span.end] for span in trimmed(text, spans)] == ["two.", ".\n\nThree", "— four"]
    assert trimmed(text, [Position(3, 4), Position(8, 10)]) == ()
