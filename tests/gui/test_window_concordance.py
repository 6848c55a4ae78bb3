"""The concordance below the page: asked for by a key, walked, counted, plotted, narrowed, copied and written."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog

from annotator.services.concordance import Text
from annotator.ui.concordance.lines_model import Column
from annotator.ui.concordance.panel import COUNTS, LINES, NEIGHBOURS, PLOT, ConcordancePanel
from annotator.ui.concordance.plot import GAP, LABEL, STRIP, Stroke
from tests.documents import long_document, plain_document
from tests.gui import mouse
from tests.gui.conftest import Opened, add_reader
from tests.gui.note_readers import CONTROL, mark

pytestmark = pytest.mark.qt_log_ignore("plugin does not support")
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def panel_of(opened: Opened) -> ConcordancePanel:
    panel = opened.desk.concording.panel
    assert panel is not None
    return panel


def answered(opened: Opened) -> None:
    looking = opened.desk.concording._looking
    assert looking is not None
    opened.qtbot.waitUntil(lambda: not looking.busy and not panel_of(opened).asking._wait.isActive(), timeout=5000)


def ask(opened: Opened, words: str) -> ConcordancePanel:
    """Ctrl+K on the page, then the words."""
    opened.view.setFocus()
    opened.press(Qt.Key.Key_K, CONTROL)
    panel = panel_of(opened)
    panel.asking.words.setFocus()
    panel.asking.words.clear()
    opened.type(words)
    answered(opened)
    return panel


def words_of(panel: ConcordancePanel) -> list[str]:
    return [panel.view.lines.line(row).word for row in range(panel.view.lines.rowCount())]


def take(choice: QComboBox, words: str) -> None:
    """Choose by the keyboard, as a person does."""
    choice.setFocus()
    choice.setCurrentText(words)
    choice.activated.emit(choice.currentIndex())


def marked(opened: Opened) -> list[str]:
    """The words that are marked as hits on the page."""
    return [opened.document.text[hit.start : hit.end] for hit in opened.view.hits.all()]


def current_hit(opened: Opened) -> int | None:
    hit = opened.view.hits._current
    return None if hit is None else hit.start


def test_ctrl_k_shows_the_selected_word_in_context(opened: Opened) -> None:
    opened.select("harbour office")
    opened.press(Qt.Key.Key_K, CONTROL)
    panel = panel_of(opened)
    answered(opened)
    assert panel.isVisible() and panel.asking.words.text() == "harbour office"
    assert words_of(panel) == ["harbour office", "harbour office"]
    assert marked(opened) == words_of(panel), "all hits stand out in the text"
    assert panel.view.hasFocus() and opened.desk.menus.actions["concordance"].isChecked()
    assert panel.said.text().startswith("2 hits")
    opened.press(Qt.Key.Key_K, CONTROL)
    assert panel.isHidden() and opened.view.hasFocus() and marked(opened) == []
    assert not opened.desk.menus.actions["concordance"].isChecked()


def test_the_word_at_the_caret_is_asked_for(opened: Opened) -> None:
    opened.press(Qt.Key.Key_F7)
    opened.view.move_caret(opened.document.text.index("pilots") + 3, extend=False)
    opened.press(Qt.Key.Key_K, CONTROL)
    answered(opened)
    assert panel_of(opened).asking.words.text() == "pilots"


def test_the_context_menu_and_the_bar_offer_it(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: list[list[str]] = []
    monkeypatch.setattr(opened.desk.annotating, "_pop_up", lambda ids, where: offered.append(ids))
    opened.view.contextMenuWanted.emit(QPoint(5, 5))
    opened.select("complaint")
    opened.view.contextMenuWanted.emit(QPoint(5, 5))
    assert all("concordance" in ids for ids in offered) and len(offered) == 2
    assert "Concordance" in [tool.action.text().replace("&", "") for tool, _button in opened.view.bar._tools]
    opened.desk.menus.actions["concordance"].trigger()
    answered(opened)
    assert words_of(panel_of(opened)) == ["complaint"]


def test_enter_goes_to_the_place_and_f3_walks_on(opened: Opened) -> None:
    panel = ask(opened, "board")
    count = len(words_of(panel))
    assert count > 4
    opened.press(Qt.Key.Key_Down)
    assert panel.view.hasFocus() and panel.view.current() == 0
    opened.press(Qt.Key.Key_Down)
    opened.press(Qt.Key.Key_Return)
    assert opened.view.hasFocus() and current_hit(opened) == panel.view.lines.line(1).start
    sight = opened.view.visible_span()
    assert sight.start <= panel.view.lines.line(1).start < sight.end
    assert opened.window.status.right.text().startswith(f"2 of {count} hits")
    opened.press(Qt.Key.Key_F3)
    assert opened.view.hasFocus() and panel.view.current() == 2
    assert current_hit(opened) == panel.view.lines.line(2).start
    opened.press(Qt.Key.Key_F3, SHIFT)
    opened.press(Qt.Key.Key_F3, SHIFT)
    opened.press(Qt.Key.Key_F3, SHIFT)
    assert panel.view.current() == count - 1, "around the end"
    panel.view.setFocus()
    opened.press(Qt.Key.Key_F3)
    assert panel.view.hasFocus() and panel.view.current() == 0
    opened.press(Qt.Key.Key_Up)
    assert panel.asking.words.hasFocus()
    panel.view.enter()
    opened.press(Qt.Key.Key_Down)
    opened.press(Qt.Key.Key_Return, CONTROL)
    assert panel.view.hasFocus() and current_hit(opened) == panel.view.lines.line(1).start
    assert panel.view.selectionModel().isRowSelected(1), "Ctrl held down doesn't take it out of what is chosen"


def test_f3_is_the_find_bar_s_while_that_is_open(opened: Opened) -> None:
    ask(opened, "board")
    opened.view.setFocus()
    opened.press(Qt.Key.Key_F, CONTROL)
    opened.type("water")
    opened.press(Qt.Key.Key_F3)
    assert marked(opened)[0] == "water"
    assert panel_of(opened).view.current() is None


def test_a_click_goes_there_and_the_keyboard_stays(opened: Opened) -> None:
    panel = ask(opened, "board")
    box = panel.view.visualRect(panel.view.lines.index(2, Column.LINE))
    QTest.mouseClick(panel.view.viewport(), LEFT, pos=box.center())
    assert current_hit(opened) == panel.view.lines.line(2).start and panel.view.hasFocus()
    mouse.double_click(panel.view.viewport(), box.center())
    assert opened.view.hasFocus()
    panel.view.setFocus()
    QTest.mouseClick(panel.view.viewport(), LEFT, SHIFT, box.center() - QPoint(0, 26))
    assert len(panel.view.chosen()) == 2
    assert current_hit(opened) == panel.view.lines.line(2).start, "choosing several goes nowhere"


def test_forms_exact_words_and_expressions(opened: Opened) -> None:
    panel = ask(opened, "ports")
    assert {word.lower() for word in words_of(panel)} == {"port", "ports"}
    take(panel.asking.mode, "As written")
    answered(opened)
    assert {word.lower() for word in words_of(panel)} == {"ports"}
    take(panel.asking.mode, "Regular expression")
    panel.asking.words.setFocus()
    panel.asking.words.clear()
    opened.type(r"\bh\w+s\b")
    answered(opened)
    assert "hangs" not in words_of(panel) and "harbours" in {word.lower() for word in words_of(panel)}
    panel.asking.words.selectAll()
    opened.type("(board")
    answered(opened)
    assert panel.empty.isVisible() and "can't be read: missing )" in panel.empty.text()
    assert panel.view.lines.rowCount() == 0 and marked(opened) == []


def test_an_expression_without_end_leaves_the_window_alive(
    open_window: Callable[..., Opened], data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.services.concording.SECONDS", 0.4)
    add_reader(data, plain_document("a," * 400))
    opened = open_window()
    ticks: list[float] = []
    timer = QTimer(interval=10)
    timer.timeout.connect(lambda: ticks.append(time.monotonic()))
    timer.start()
    opened.view.setFocus()
    opened.press(Qt.Key.Key_K, CONTROL)
    panel = panel_of(opened)
    take(panel.asking.place, "All readers")
    take(panel.asking.mode, "Regular expression")
    panel.asking.set_words(r"(.*?,){40}x")
    answered(opened)
    timer.stop()
    assert "takes longer than 0.4 seconds" in panel.empty.text()
    assert len(ticks) > 8, "the window did its own work meanwhile"


def test_lines_are_sorted_as_chosen_and_the_current_one_stays(opened: Opened) -> None:
    panel = ask(opened, "the")
    panel.view.choose(5)
    kept = panel.view.lines.line(5).start
    take(panel.asking.order, "By word after")
    answered(opened)
    lines = [panel.view.lines.line(row) for row in range(panel.view.lines.rowCount())]
    after = [line.right.split()[0].strip(".,;“”").casefold() for line in lines if line.right.split()]
    assert after == sorted(after) and [line.start for line in lines] != sorted(line.start for line in lines)
    assert panel.view.current() is not None and panel.view.lines.line(panel.view.current() or 0).start == kept


def test_marks_stand_on_their_lines_as_soon_as_they_are_made(opened: Opened) -> None:
    panel = ask(opened, "complaint")
    assert panel.view.lines.line(0).marks == ()
    mark(opened, "His complaint has been", role="question")
    opened.qtbot.waitUntil(lambda: panel.view.lines.line(0).marks != (), timeout=5000)
    said = str(panel.view.lines.index(0, Column.LINE).data(Qt.ItemDataRole.AccessibleTextRole))
    assert "p. 1, Ada Merrow: " in said and said.endswith("; marked Question")
    colour = opened.window.look.theme.roles["question"]
    picture = panel.view.viewport().grab().toImage()
    chip = panel.view.visualRect(panel.view.lines.index(0, Column.MARKS))
    assert colour in _colours(picture, chip), "the role's chip"
    assert colour in _colours(picture, panel.view.visualRect(panel.view.lines.index(0, Column.LINE))), "its colour"


def _colours(picture: Any, box: QRect) -> set[str]:
    rows = range(box.top() + 3, box.bottom() - 3, 3)
    return {picture.pixelColor(x, y).name() for x in range(box.left(), box.right()) for y in rows}


def test_the_word_stands_in_the_middle_and_context_is_cut_at_its_outer_ends(opened: Opened) -> None:
    panel = ask(opened, "water")
    cells, box = panel.view.cells, panel.view.visualRect(panel.view.lines.index(0, Column.LINE))
    laid = [cells._lay(box.toRectF(), panel.view.lines.line(row)) for row in range(panel.view.lines.rowCount())]
    for left, prefix, word, suffix, right in laid:
        assert abs(word.x + word.width / 2 - box.toRectF().center().x()) < 1
        assert left.x + left.width < prefix.x + 1 and word.x + word.width <= suffix.x < right.x
    assert len({round(left.x + left.width) for left, *_rest in laid}) == 1
    assert len({round(rest[-1].x) for rest in laid}) == 1


def test_counts_lead_to_the_first_hit_of_a_selection(opened: Opened) -> None:
    panel = ask(opened, "board | water")
    panel.tabs.setCurrentIndex(COUNTS)
    view = panel.counts.view
    head = [view.figures.headerData(at, Qt.Orientation.Horizontal) for at in range(view.figures.columnCount())]
    assert head == ["Selection", "Author", "board", "water", "Hits", "Words", "Per 10,000", "First"]
    row = next(at for at, cells in enumerate(view.figures.rows) if cells[1].text == "Ada Merrow")
    cells = [cell.text for cell in view.figures.rows[row]]
    found = panel.found
    assert found is not None and cells[4] == str(found.summary.counts[row].hits)
    assert "is first used by Ada Merrow, p. 1" in panel.counts.said.text() and "DP " in panel.counts.said.text()
    index = view.model().index(row, 0)
    QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())
    assert current_hit(opened) == found.summary.counts[row].places[0]
    view.sortByColumn(5, Qt.SortOrder.DescendingOrder)
    sizes = [int(str(view.model().index(at, 5).data()).replace(",", "")) for at in range(view.model().rowCount())]
    assert sizes == sorted(sizes, reverse=True)


def test_each_stroke_of_the_plot_leads_to_its_place(opened: Opened) -> None:
    panel = ask(opened, "board")
    panel.tabs.setCurrentIndex(PLOT)
    QApplication.processEvents()
    plot, found = panel.plot, panel.found
    assert found is not None
    row = next(at for at, one in enumerate(found.summary.counts) if one.hits > 2)
    stroke = Stroke(row, 2)
    place = QPoint(round(plot.x_of(stroke)), round(plot.y_of(row)))
    assert plot.stroke_at(place) == stroke and plot.said(stroke).startswith("p. ")
    QTest.mouseClick(plot, LEFT, pos=place)
    assert current_hit(opened) == found.summary.counts[row].places[2] and plot.hasFocus()
    opened.press(Qt.Key.Key_Right)
    assert plot.current == Stroke(row, 3) and "4 of" in plot.accessibleDescription()
    opened.press(Qt.Key.Key_Left)
    opened.press(Qt.Key.Key_Left)
    opened.press(Qt.Key.Key_Return)
    assert current_hit(opened) == found.summary.counts[row].places[1] and opened.view.hasFocus()
    plot.setFocus()
    opened.press(Qt.Key.Key_F3)
    assert plot.current == Stroke(row, 2), "F3 walks the plot as well"
    assert plot.row_height == STRIP + GAP
    opened.window.resize(560, 700)
    opened.qtbot.waitUntil(lambda: plot.row_height == STRIP + GAP + LABEL, timeout=5000)
    assert plot.stroke_at(QPoint(round(plot.x_of(stroke)), round(plot.y_of(row)))) is not None


def test_a_neighbour_is_added_with_a_click(opened: Opened) -> None:
    panel = ask(opened, "board")
    panel.tabs.setCurrentIndex(NEIGHBOURS)
    panel.neighbours.least.setValue(2)
    view = panel.neighbours.view
    opened.qtbot.waitUntil(lambda: view.model().rowCount() > 0, timeout=5000)
    first = view.figures.rows[0][0].text
    QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(view.model().index(0, 0)).center())
    answered(opened)
    assert panel.asking.words.text() == f"board | {first}"
    assert panel.found is not None and panel.found.sought.alternatives == ("board", first)


def test_the_whole_library_and_a_line_of_another_reader(open_window: Callable[..., Opened], data: Path) -> None:
    other = add_reader(data, long_document(12))
    opened = open_window()
    here = opened.window.session.reader.id  # type: ignore[union-attr]
    panel = ask(opened, "harbour")
    take(panel.asking.place, "All readers")
    answered(opened)
    lines = [panel.view.lines.line(row) for row in range(panel.view.lines.rowCount())]
    assert len({line.reader_id for line in lines}) == 2 and other in {line.reader_id for line in lines}
    assert not panel.view.isColumnHidden(Column.READER)
    row = next(at for at, line in enumerate(lines) if line.reader_id != here)
    panel.view.setFocus()
    panel.view.choose(row)
    opened.press(Qt.Key.Key_Return)
    opened.qtbot.waitUntil(lambda: opened.window.session.reader.id != here, timeout=5000)  # type: ignore[union-attr]
    opened.qtbot.waitUntil(lambda: current_hit(opened) == lines[row].start, timeout=5000)
    assert len(marked(opened)) == sum(line.reader_id != here for line in lines)


def test_a_long_search_can_be_stopped(
    open_window: Callable[..., Opened], data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        add_reader(data, plain_document(f"Harbour {number}. " * 4))
    from annotator.services.concording import Concordancer

    slow, looked = Concordancer.look, []

    def look(self: Concordancer, ground: Any, sought: Any) -> Any:
        looked.append(ground.title)
        time.sleep(0.4)
        return slow(self, ground, sought)

    monkeypatch.setattr(Concordancer, "look", look)
    opened = open_window()
    opened.view.setFocus()
    opened.press(Qt.Key.Key_K, CONTROL)
    panel = panel_of(opened)
    take(panel.asking.place, "All readers")
    panel.asking.set_words("harbour")
    opened.qtbot.waitUntil(lambda: panel.stop.isVisible(), timeout=5000)
    assert panel.bar.isVisible()
    QTest.mouseClick(panel.stop, LEFT)
    opened.qtbot.wait(600)
    assert panel.said.text() == "Stopped" and not panel.bar.isVisible()
    assert panel.found is None and len(looked) < 4


def test_without_words_it_teaches_and_nothing_found_says_what_to_try(opened: Opened) -> None:
    opened.press(Qt.Key.Key_K, CONTROL)
    panel = panel_of(opened)
    assert panel.asking.words.hasFocus() and panel.empty.isVisible() and "Ctrl+K" in panel.empty.text()
    opened.type("zeppelin")
    answered(opened)
    assert "“zeppelin” doesn’t stand here." in panel.empty.text() and "All readers" in panel.empty.text()
    panel.asking.words.clear()
    assert "Ctrl+K" in panel.empty.text()
    opened.press(Qt.Key.Key_Escape)
    assert panel.isHidden() and opened.view.hasFocus()


def test_a_late_answer_to_an_old_question_is_dropped(opened: Opened) -> None:
    panel = ask(opened, "board")
    panel.asking.set_words("water")
    panel.asking.set_words("zz")
    answered(opened)
    opened.qtbot.wait(100)
    assert panel.found is not None and panel.found.query == "zz" and panel.view.lines.rowCount() == 0


def test_lines_are_copied_as_text_and_markdown(opened: Opened) -> None:
    panel = ask(opened, "board")
    panel.view.setFocus()
    panel.view.choose(1)
    opened.press(Qt.Key.Key_Down, SHIFT)
    opened.press(Qt.Key.Key_C, CONTROL)
    data = QApplication.clipboard().mimeData()
    lines = data.text().splitlines()
    assert len(lines) == 2 and all("\tboard\t" in line.lower() for line in lines)
    assert "| **board** |" in bytes(data.data("text/markdown").data()).decode().lower()
    panel.asking.copyWanted.emit("markdown")
    assert QApplication.clipboard().text().startswith("| Page | Author |")


@pytest.mark.parametrize(
    ("form", "name", "begins"),
    [
        ("csv", "lines.csv", "\ufeffreader,division"),
        ("markdown", "all", "# Concordance: board"),
        ("svg", "plot.svg", "<svg"),
    ],
)
def test_files_are_written(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, name: str, begins: str
) -> None:
    panel = ask(opened, "board")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *rest, **more: (str(tmp_path / name), ""))
    panel.asking.exportWanted.emit(form)
    target = tmp_path / (name if "." in name else f"{name}.md")
    opened.qtbot.waitUntil(target.exists, timeout=5000)
    opened.qtbot.waitUntil(lambda: str(target) in opened.window.status.left.text(), timeout=5000)
    assert target.read_text(encoding="utf-8").startswith(begins)


def test_a_file_that_can_t_be_written_is_told(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = ask(opened, "board")
    wrong = str(tmp_path / "gone" / "lines.csv")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *rest, **more: (wrong, ""))
    panel.asking.exportWanted.emit("csv")
    opened.qtbot.waitUntil(lambda: "lines.csv" in opened.window.notice.label.text(), timeout=5000)
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_one_panel_below_the_page_at_a_time(opened: Opened) -> None:
    panel = ask(opened, "board")
    opened.view.setFocus()
    opened.press(Qt.Key.Key_M, CONTROL | SHIFT)
    notes = opened.desk.all_notes.panel
    assert notes is not None and notes.isVisible() and panel.isHidden()
    assert not opened.desk.menus.actions["concordance"].isChecked()
    opened.view.setFocus()
    opened.press(Qt.Key.Key_K, CONTROL)
    assert panel.isVisible() and notes.isHidden() and panel.asking.words.hasFocus()
    assert not opened.desk.menus.actions["all-notes"].isChecked()
    assert panel.found is not None and panel.view.isVisible(), "what was found is still there"


def test_only_lines_in_sight_are_made(open_window: Callable[..., Opened], data: Path, monkeypatch: Any) -> None:
    add_reader(data, plain_document(*["the tide and the harbour and the ships " * 40] * 60))
    opened = open_window()
    made: list[int] = []
    page = Text.page
    monkeypatch.setattr(Text, "page", lambda self, offset: made.append(offset) or page(self, offset))
    opened.view.setFocus()
    opened.press(Qt.Key.Key_K, CONTROL)
    panel = panel_of(opened)
    take(panel.asking.place, "All readers")
    panel.asking.set_words("the")
    answered(opened)
    made.clear()
    panel.view.lines.refresh()
    panel.view.viewport().grab()
    assert panel.view.lines.rowCount() > 7000 and len(made) < 100


def test_alt_and_a_digit_turn_to_lines_counts_plot_and_neighbours(opened: Opened) -> None:
    panel = ask(opened, "board")
    pages = {Qt.Key.Key_2: panel.counts.view, Qt.Key.Key_3: panel.plot, Qt.Key.Key_4: panel.neighbours.view}
    for key, widget in {**pages, Qt.Key.Key_1: panel.view}.items():
        opened.press(key, Qt.KeyboardModifier.AltModifier)
        assert widget.isVisible() and widget.hasFocus(), key


def test_every_part_has_a_name_for_screen_readers(opened: Opened) -> None:
    panel = ask(opened, "board")
    asking = panel.asking
    parts = (asking.words, asking.mode, asking.place, asking.order, asking.export, asking.shut, panel.tabs, panel.view)
    more = (panel.counts.view, panel.plot, panel.neighbours.view, panel.neighbours.span, panel.bar)
    assert all(part.accessibleName() for part in (*parts, *more, panel))
    assert panel.tabs.currentIndex() == LINES
