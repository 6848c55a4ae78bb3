"""Words broken at the ends of lines are whole words to whoever selects, copies, marks or finds them."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model.document import BlockKind, DivisionKind, Document
from annotator.model.position import Position
from annotator.ui.reading import hyphenation
from annotator.ui.reading.hit_test import caret_rect, offset_at, span_rects
from annotator.ui.reading.hyphenation import AFTER, BEFORE, Hyphens
from annotator.ui.reading.piece import Piece
from annotator.ui.reading.view import Mark, ReadingView, TypeSettings
from tests.documents import Writer, plain_document
from tests.gui import mouse
from tests.gui.reading_page import drag, show_page, span_of, theme

WORDS = (
    "The extraordinary thoroughness of administrative responsibilities demonstrates continuous improvisation among "
    "provincial functionaries, whose correspondence is nevertheless difficult to understand without considerable "
    "preparation in the comparative interpretation of bureaucratic documents. "
)


def written(*, repeat: int = 4) -> Document:
    writer = Writer()
    writer.division(DivisionKind.CHAPTER, "Incomprehensibilities")
    writer.block(BlockKind.HEADING, "Extraordinary Administrative Responsibilities Notwithstanding Circumstances")
    for number in range(repeat):
        writer.paragraph(f"Paragraph {number}. " + WORDS * 2)
    writer.block(BlockKind.LIST, "unjustified responsibilities " * 9)
    return writer.document("Long words")


@pytest.fixture
def view(qtbot: Any) -> ReadingView:
    return show_page(qtbot, written(), width=520)


def pieces(view: ReadingView) -> list[Piece]:
    assert view.scene is not None
    return [piece for block, _y in view.scene.flow.visible() for piece in block.pieces]


def cuts(view: ReadingView) -> list[int]:
    """The document offsets at which words in the window are broken."""
    return [piece.start + i.at for piece in pieces(view) for i in piece.offsets.insertions if i.hyphen]


def broken_word(view: ReadingView) -> tuple[int, int, int]:
    """A hyphenated word in the window: where it begins, is broken, and ends."""
    document = view.document()
    assert document is not None
    cut = cuts(view)[0]
    start = document.text.rindex(" ", 0, cut) + 1
    end = next(at for at in range(cut, len(document.text)) if not document.text[at].isalpha())
    return start, cut, end


def test_words_are_broken_within_limits_and_only_in_running_text(view: ReadingView) -> None:
    document = view.document()
    assert document is not None and len(cuts(view)) > 2
    for cut in cuts(view):
        before, after = document.text[:cut], document.text[cut:]
        assert before[-BEFORE:].isalpha() and after[:AFTER].isalpha() and after[:AFTER].islower()
    for piece in pieces(view):
        lines = [piece.layout.lineAt(number) for number in range(piece.layout.lineCount())]
        assert {last for _first, last in piece.offsets.insertion_spans()} <= {
            line.textStart() + line.textLength() for line in lines
        }
    heading = pieces(view)[0]
    assert not heading.offsets.insertions


def test_hyphens_are_in_what_is_seen_and_not_in_the_text(view: ReadingView, qtbot: Any) -> None:
    document = view.document()
    assert document is not None
    start, cut, end = broken_word(view)
    (piece,) = [piece for piece in pieces(view) if piece.start <= start < piece.end]
    word = document.text[start:end]
    assert document.text[start:cut] + "-" + document.text[cut:end] in piece.offsets.shown
    view.select(start, end)
    assert view.text_of_selection() == word and "-" not in word
    view.select_all()
    assert view.text_of_selection() == document.text


def test_a_double_click_on_either_half_selects_the_whole_word(view: ReadingView) -> None:
    start, cut, end = broken_word(view)
    assert view.scene is not None
    for half in (Position(start, cut), Position(cut, end)):
        (box,) = span_rects(view.scene, half)
        point = box.center().toPoint()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
        mouse.double_click(view.viewport(), point)
        assert view.selection() == Position(start, end)
        QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
        QTest.qWait(QApplication.doubleClickInterval() + 20)


def test_a_drag_over_the_line_end_selects_exactly_the_letters(view: ReadingView) -> None:
    start, cut, end = broken_word(view)
    assert view.scene is not None
    (first,), (second,) = (span_rects(view.scene, Position(*span)) for span in ((start, cut), (cut, end)))
    assert second.top() > first.top() and second.left() < first.left()
    begin = QPointF(first.left() + 1, first.center().y()).toPoint()
    drag(view, begin, QPointF(second.right() - 1, second.center().y()).toPoint())
    assert view.selection() == Position(start, end)
    drag(view, begin, QPointF(first.right() + 30, first.center().y()).toPoint())  # beyond the hyphen
    assert view.selection() == Position(start, cut)


def test_every_letter_of_a_broken_word_is_hit_where_it_stands(view: ReadingView) -> None:
    start, _cut, end = broken_word(view)
    assert view.scene is not None
    for at in range(start, end):
        (box,) = span_rects(view.scene, Position(at, at + 1))
        assert offset_at(view.scene, QPointF(box.left() + 0.2 * box.width(), box.center().y())) == at
        caret = caret_rect(view.scene, at)
        assert caret.left() == pytest.approx(box.left(), abs=1.5)
        assert abs(caret.center().y() - box.center().y()) < box.height() / 2  # after the hyphen: in the next line


def test_a_highlight_and_a_hit_cover_both_halves(view: ReadingView) -> None:
    start, cut, end = broken_word(view)
    view.set_marks([Mark("m", start, end, "evidence", "+", "Evidence", False, 0)])
    for span in ((start, cut), (cut, end)):
        view.set_hits((), None)
        assert theme().roles["evidence"] in _colours(view, Position(*span))
        view.set_hits([Position(start, end)], None)
        assert theme().hit in _colours(view, Position(*span))


def _colours(view: ReadingView, span: Position) -> set[str]:
    assert view.scene is not None
    image = view.viewport().grab().toImage()
    (box,) = span_rects(view.scene, span)
    row = round(box.top()) + 4
    return {image.pixelColor(x, row).name() for x in range(round(box.left()) + 1, round(box.right()))}


def test_hyphens_come_and_go_with_the_setting_and_the_place_stays(view: ReadingView) -> None:
    view.go_to(span_of(view, "Paragraph 2")[0] + 200, light=False, fraction=0)
    top = view.top_offset()
    assert cuts(view)
    view.set_type(TypeSettings(hyphenate=False))
    assert not cuts(view) and _line_at_top(view, top)
    view.set_type(TypeSettings(justify=False))
    assert cuts(view) and _line_at_top(view, top)
    view.set_type(TypeSettings())
    assert view.top_offset() == top


def test_a_dictionary_that_arrives_late_moves_nothing_at_the_top(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    may_read, read = Event(), hyphenation.read_dictionary
    monkeypatch.setattr(hyphenation, "_dictionaries", {})
    monkeypatch.setattr(hyphenation, "read_dictionary", lambda language: may_read.wait(10) and read(language))
    view = show_page(qtbot, Document("", "", ()), width=520)
    document = written(repeat=12)
    with qtbot.waitSignal(view.hyphens.loaded):
        view.set_document(document, document.text.index("Paragraph 5") + 300)
        top = view.top_offset()
        assert not cuts(view)
        may_read.set()
    assert cuts(view) and _line_at_top(view, top)


def test_what_was_seen_last_is_set_the_same_before_any_dictionary(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    first = show_page(qtbot, written(), width=520)
    remembered, seen = first.hyphens_in_sight(), cuts(first)
    monkeypatch.setattr(hyphenation, "_dictionaries", {"en": None})
    second = show_page(qtbot, Document("", "", ()), width=520)
    second.hyphens.remember(remembered)
    second.set_document(written())
    assert cuts(second) == seen != []


def test_capitals_stay_whole_and_german_nouns_dont(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(hyphenation._dictionaries, "de", hyphenation._dictionaries["en"])
    hyphens, document = Hyphens(), Document("", "", (), metadata={"language": "en"})
    hyphens.serve(document, load=True)
    assert hyphens.points("responsibility")
    assert not hyphens.points("Responsibility RESPONSIBILITY world-responsibility re\u0301sponsibility 1responsibility")
    hyphens.serve(document._replace(metadata={"language": "de"}), load=True)
    assert hyphens.points("Responsibility") and not hyphens.points("RESPONSIBILITY")


def _line_at_top(view: ReadingView, offset: int) -> bool:
    """Whether the line that holds `offset` is the first whole one in the window."""
    span = view.line_span(offset)
    return span.start == view.top_offset() and span.start <= offset < span.end


def test_a_dash_ends_a_line_and_begins_none(qtbot: Any) -> None:
    words = "Words of unequal—not to mention violent—length—and more—words—follow each other—one by one. "
    view = show_page(qtbot, plain_document(*[words * 3 for _ in range(4)]), width=520)
    for width in range(420, 700, 40):
        view.resize(width, 700)
        QApplication.processEvents()
        begins = {
            piece.offsets.shown.encode("utf-16-le")[2 * line.textStart() :].decode("utf-16-le")[:1]
            for piece in pieces(view)
            for line in map(piece.layout.lineAt, range(piece.layout.lineCount()))
        }
        assert len(begins) > 3 and "\u2014" not in begins
