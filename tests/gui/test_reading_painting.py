"""What is painted, by colour: fills, underlines, page numbers, the bar at the selection."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QApplication

from annotator.model.anchor import Position
from annotator.ui.reading.accessible import describe_marks
from annotator.ui.reading.colours import mix
from annotator.ui.reading.hit_test import span_rects
from annotator.ui.reading.marks import Mark, lanes, segments
from annotator.ui.reading.painting import OVER
from annotator.ui.reading.styles import Style
from annotator.ui.reading.view import ReadingView, TypeSettings
from tests.documents import plain_document, sample_document
from tests.gui.reading_page import colours_in, drag, mark, point_at, show_page, span_of, theme


@pytest.fixture
def view(qtbot: Any) -> ReadingView:
    view = show_page(qtbot, sample_document())
    view.go_to(span_of(view, "A tide table")[0], light=False)
    return view


def columns_with_ink(image: QImage, box: QRect, background: str) -> int:
    paper = QColor(background).rgb()
    return sum(
        any(image.pixel(x, y) != paper for y in range(box.top(), box.bottom())) for x in range(box.left(), box.right())
    )


def test_a_highlight_fills_its_words_and_no_others(view: ReadingView) -> None:
    view.put_mark(mark(view, "people who", colour="evidence"))
    colour = theme().roles["evidence"]
    assert colour in colours_in(view, "people who")
    assert colour not in colours_in(view, "a promise")
    view.remove_marks("m")
    assert colour not in colours_in(view, "people who")


def test_the_later_highlight_lies_over_the_earlier(view: ReadingView) -> None:
    view.set_marks(
        [
            mark(view, "by people who will", key="low", colour="claim", order=1),
            mark(view, "who will not be there", key="high", colour="question", order=2),
        ]
    )
    roles = theme().roles
    both = mix(QColor(roles["claim"]), QColor(roles["question"]), OVER).name()
    assert both in colours_in(view, "who will") and roles["claim"] in colours_in(view, "by people")
    assert roles["question"] in colours_in(view, "not be there") and both not in colours_in(view, "not be there")


def test_several_passages_of_one_annotation_come_and_go_together(view: ReadingView) -> None:
    view.replace_marks_of("m", [mark(view, "people"), mark(view, "promise")])
    colour = theme().roles["claim"]
    assert colour in colours_in(view, "people") and colour in colours_in(view, "promise")
    view.put_mark(mark(view, "promise"))
    assert colour not in colours_in(view, "people") and colour in colours_in(view, "promise")


def test_the_current_highlight_is_outlined(view: ReadingView) -> None:
    view.set_marks([mark(view, "people who")])
    before = colours_in(view, "people who")
    view.set_current("m")
    assert theme().accent in colours_in(view, "people who") - before


def test_the_current_highlights_line_leads_to_its_note(view: ReadingView) -> None:
    view.set_marks([mark(view, "people who", key="m"), mark(view, "pilots", key="n")])
    view.set_current("m")
    view.show_leader(True)
    y = round((view.line_y(span_of(view, "people")[0]) or 0) + view.baseline())
    image = view.viewport().grab().toImage()
    right = image.width() - 1
    assert QColor(image.pixel(right, y)).name() == theme().accent
    view.set_current("n")
    image = view.viewport().grab().toImage()
    assert QColor(image.pixel(right, y)).name() == theme().background


def test_hits_are_shown_and_the_current_one_stands_out(view: ReadingView) -> None:
    view.set_hits([Position(*span_of(view, "people")), Position(*span_of(view, "promise"))], 1)
    assert theme().hit in colours_in(view, "people")
    assert theme().current_hit in colours_in(view, "promise")


@pytest.mark.parametrize("role", ["claim", "evidence", "question", "definition", "objection", "quotable"])
def test_high_contrast_underlines_and_doesnt_fill(view: ReadingView, role: str) -> None:
    contrast = theme("contrast")
    view.set_theme(contrast)
    view.set_marks([mark(view, "people who will", colour=role)])
    assert view.scene is not None
    (rect,) = span_rects(view.scene, Position(*span_of(view, "people who will")))
    image = view.viewport().grab().toImage()
    box = rect.toAlignedRect()
    coloured = [
        (x, y)
        for x in range(box.left(), box.right())
        for y in range(box.top(), box.bottom())
        if QColor(image.pixel(x, y)).name() == contrast.roles[role]
    ]
    assert coloured and min(y for _x, y in coloured) > box.center().y() + 4


def test_underlines_of_two_roles_differ_without_colour(view: ReadingView) -> None:
    patterns = set()
    contrast = theme("contrast")
    view.set_theme(contrast)
    for role in contrast.roles:
        view.set_marks([mark(view, "people who will", colour=role)])
        assert view.scene is not None
        (rect,) = span_rects(view.scene, Position(*span_of(view, "people who will")))
        image = view.viewport().grab(rect.toAlignedRect()).toImage()
        wanted = contrast.roles[role]
        patterns.add(
            tuple(
                QColor(image.pixel(x, y)).name() == wanted
                for y in range(image.height() - 8, image.height())
                for x in range(image.width())
            )
        )
    assert len(patterns) == 6


def test_the_mark_that_isnt_colour_stands_beside_the_line(view: ReadingView) -> None:
    assert view.scene is not None
    right = round(view.scene.left + view.scene.flow.faces.column)
    y = round(view.line_y(span_of(view, "A tide table")[0]) or 0)
    box = QRect(right + 4, y, 14, 30)
    assert columns_with_ink(view.viewport().grab().toImage(), box, theme().background) == 0
    view.set_marks([mark(view, "A tide table")])
    assert columns_with_ink(view.viewport().grab().toImage(), box, theme().background) > 0


def test_a_page_number_stands_at_the_line_where_its_page_begins(view: ReadingView) -> None:
    document = view.document()
    assert document is not None and view.scene is not None
    view.go_to(document.pages[1].start, light=False)
    image = view.viewport().grab().toImage()
    y = round(view.line_y(document.pages[1].start) or 0)
    box = QRect(5, y, round(view.scene.left) - 10, 30)
    assert columns_with_ink(image, box, theme().background) > 0
    assert columns_with_ink(image, box.translated(0, 30), theme().background) == 0
    assert columns_with_ink(image, box.translated(0, -30), theme().background) == 0


def test_a_place_that_was_jumped_to_is_lit_and_fades(view: ReadingView, qtbot: Any) -> None:
    dark = colours_in(view, "by people")
    view.go_to(span_of(view, "A tide table")[0])
    lit = colours_in(view, "by people")
    assert lit != dark
    qtbot.waitUntil(lambda: colours_in(view, "by people") == dark, timeout=5000)


def test_right_to_left_fills_are_where_qt_would_paint_them(qtbot: Any) -> None:
    view = show_page(qtbot, plain_document("Left to right, שלום עולם 123 גדול, and left to right again."))
    assert view.scene is not None
    block, y = next(iter(view.scene.flow.visible()))
    piece = block.pieces[0]
    for start in range(0, 50, 3):
        span = Position(start, start + 9)
        image = QImage(view.viewport().size(), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        chosen = QTextLayout.FormatRange()
        chosen.start, chosen.length, chosen.format = start, 9, QTextCharFormat()
        chosen.format.setBackground(Qt.GlobalColor.red)
        piece.layout.draw(painter, QPointF(view.scene.left + piece.x, y + piece.y), [chosen])
        painter.end()
        row = round(y + piece.y + piece.face.pitch - 5)
        red = {x for x in range(image.width()) if QColor(image.pixel(x, row)) == QColor(Qt.GlobalColor.red)}
        rects = span_rects(view.scene, span)
        inside = {x for rect in rects for x in range(round(rect.left()) + 1, round(rect.right()) - 1)}
        around = {x for rect in rects for x in range(round(rect.left()) - 2, round(rect.right()) + 2)}
        bare = {x for x in inside if QColor(image.pixel(x, row)).name() in ("#ff0000", "#ffffff")}
        assert bare and bare <= red <= around


def test_the_column_is_never_wider_than_a_line_can_be_read(qtbot: Any) -> None:
    view = show_page(qtbot, sample_document(), width=1920)
    assert view.scene is not None
    faces = view.scene.flow.faces
    assert 60 <= faces.column / faces[Style.BODY].character <= 76
    assert abs(view.scene.left * 2 + faces.column - view.viewport().width()) <= 2
    view.set_type(TypeSettings(measure=20.0))
    assert view.scene.flow.faces.column <= 400


def test_segments_cut_marks_at_each_others_edges() -> None:
    low, high = Mark("a", 2, 8, "claim", "!", "", False, 1), Mark("b", 5, 12, "question", "?", "", False, 2)
    found = [(s.start, s.end, "".join(m.id for m in s.marks)) for s in segments([high, low], 0, 10)]
    assert found == [(2, 5, "a"), (5, 8, "ab"), (8, 10, "b")]


def test_lanes_are_shared_by_marks_that_dont_meet() -> None:
    marks = [Mark(key, 0, 1, "claim", "!", "", False, 0) for key in "abc"]
    assert lanes(marks, [(0, 4), (2, 5), (5, 6)], 3) == [0, 1, 0]
    assert lanes(marks, [(0, 4), (2, 5), (3, 6)], 2) == [0, 1, 2]


def test_highlights_are_told_in_words() -> None:
    over = [Mark("a", 0, 9, "claim", "!", "Claim", True, 2), Mark("b", 0, 9, "question", "?", "Question", False, 1)]
    assert describe_marks(over) == "Claim, with note; Question"


@pytest.fixture
def heard_by_a_screen_reader() -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def test_a_screen_reader_finds_text_caret_and_selection(qtbot: Any, heard_by_a_screen_reader: None) -> None:
    view = show_page(qtbot, plain_document("A sign 𝔄 stands here.", "And more."))
    QApplication.processEvents()  # whoever asks before the page is painted is told of a plain widget
    accessible = QAccessible.queryAccessibleInterface(view)
    text = accessible.textInterface()
    assert accessible.role() == QAccessible.Role.Document
    assert text.text(0, 9) == "A sign 𝔄" and text.characterCount() == 33
    start, end = span_of(view, "stands")
    drag(view, point_at(view, start), point_at(view, end))
    assert text.cursorPosition() == end + 1
    text.setSelection(0, start + 1, end)
    assert view.selection() == Position(start, end - 1)
    text.setCursorPosition(text.offsetAtPoint(view.viewport().mapToGlobal(point_at(view, start))))
    assert view.caret() == start and view.selection() is None
    assert accessible.state().readOnly and accessible.editableTextInterface() is None
    QApplication.processEvents()
