"""The import's report: a list, and for each thing the text and the raw line, through keys and mouse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit
from pytestqt.qtbot import QtBot

from annotator.model.report import Doubt, Hyphen, Hyphens, Imported, ImportReport
from annotator.services.reading import read_file
from annotator.ui.dialogs.import_report import ImportReportDialog
from tests.documents import sample_document
from tests.gui import mouse
from tests.gui.conftest import MemoryPreferences
from tests.gui.names import nameless
from tests.gui.panel_samples import theme

BUNDLED = Path(__file__).resolve().parents[2] / "reader_texts" / "soviet-system.txt"
Show = Callable[..., ImportReportDialog]


@pytest.fixture(scope="module")
def imported() -> Imported:
    """The reader that ships, as it comes in."""
    return read_file(BUNDLED)


@pytest.fixture
def show(qtbot: QtBot, imported: Imported) -> Show:
    """Shows the dialog, and gives it the keyboard."""

    def show(
        report: ImportReport = imported.report, *, key: str = "paper", preferences: MemoryPreferences | None = None
    ) -> ImportReportDialog:
        document = imported.document if report is imported.report else sample_document()
        kept = preferences or MemoryPreferences()
        dialog = ImportReportDialog("The Making", document, report, theme(key), kept)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return show


def shown(dialog: ImportReportDialog) -> list[str]:
    rows = dialog.list.rows
    return [str(rows.index(place).data() or "") for place in range(rows.rowCount())]


def choose(dialog: ImportReportDialog, words: str) -> None:
    """Click on the row."""
    place = shown(dialog).index(words)
    index = dialog.list.rows.index(place)
    dialog.list.scrollTo(index)
    at = dialog.list.visualRect(index).center()
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert dialog.list.currentIndex() == index


def lit(edit: QTextEdit, *, struck: bool = False) -> list[str]:
    """The runs that lie on a colour, from the top; only those that are struck through with `struck`."""
    found = []
    block = edit.document().begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            style = fragment.charFormat()
            if style.background().style() is not Qt.BrushStyle.NoBrush and style.fontStrikeOut() is struck:
                found.append(fragment.text())
            fragments += 1
        block = block.next()
    return found


def test_what_may_want_a_look_comes_first(show: Show) -> None:
    dialog = show()
    titles = [words for place, words in enumerate(shown(dialog)) if not place or not shown(dialog)[place - 1]]
    assert titles == [
        "Hyphens that might be otherwise",
        "Page numbers worked out",
        "Taken out: running heads",
        "Hyphens kept",
        "Words joined",
    ]
    assert dialog.list.hasFocus() and dialog.list.currentIndex().data() == "better-mannered"


def test_the_arrows_walk_over_rows_and_step_over_the_lines_between(show: Show) -> None:
    dialog = show()
    seen = [dialog.list.currentIndex().data()]
    for _ in range(5):
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)
        seen.append(dialog.list.currentIndex().data())
    assert seen == ["better-mannered", "best-typed", "best-kept", "lifetime", "p. 1", "p. 3"]
    QTest.keyClick(dialog.list, Qt.Key.Key_Home)
    assert dialog.list.currentIndex().data() == "better-mannered"
    QTest.keyClick(dialog.list, Qt.Key.Key_Up)
    assert dialog.filter.hasFocus()
    QTest.keyClick(dialog.filter, Qt.Key.Key_Down)
    assert dialog.list.hasFocus()


def test_furniture_is_struck_through_in_its_line_and_its_place_is_shown(show: Show) -> None:
    dialog = show()
    choose(dialog, "A Historian of Institutions 7")
    assert lit(dialog.now.text) == ["disagree|ment"]
    assert lit(dialog.raw.text, struck=True) == ["A Historian of Institutions    7"]
    assert dialog.raw.text.toPlainText().splitlines() == [
        "214  Party went on disagreeing, loudly, for most of a decade. It forbade disagree-",
        "215   A Historian of Institutions    7",
        "216  ",
    ]
    assert dialog.now.title.text() == "In the text, p. 7"
    assert dialog.raw.title.text() == "In the file, line 215"
    assert dialog.said.text() == "Taken out: running heads"


def test_both_halves_of_a_divided_word_are_lit(show: Show) -> None:
    dialog = show()
    choose(dialog, "disagreement")
    assert lit(dialog.now.text) == ["disagreement"]
    assert lit(dialog.raw.text) == ["disagree-", "ment"]
    assert [line[:3] for line in dialog.raw.text.toPlainText().splitlines()] == [
        "213",
        "214",
        "215",
        "216",
        "217",
        "218",
    ]


def test_a_page_that_was_worked_out_shows_where_it_begins(show: Show) -> None:
    dialog = show()
    choose(dialog, "p. 15")
    assert lit(dialog.now.text) == ["[15] 1-3"]
    assert "469   1-3" in dialog.raw.text.toPlainText()


def test_a_doubt_says_its_whole_sentence(show: Show) -> None:
    text = sample_document().text
    word = text.split()[12]
    at = text.index(word)
    slip = Doubt(7, "scanner_slip", (("word", word),), at)
    dialog = show(
        ImportReport(doubts=(slip, Doubt(9, "notes_missing", (("count", "3"),))), raw={7: f"  and {word} so"})
    )
    assert dialog.said.text() == f"“{word}” looks like a slip of the scanner; it was left as it stands."
    assert lit(dialog.now.text) == [word] and lit(dialog.raw.text) == [word]
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    assert "isn't known" in dialog.now.text.toPlainText() and "isn't known" in dialog.raw.text.toPlainText()
    assert not dialog.go.isEnabled()


def test_enter_and_a_double_click_ask_for_the_place(qtbot: QtBot, show: Show, imported: Imported) -> None:
    dialog = show()
    choose(dialog, "disagreement")
    at = imported.document.text.index("disagreement to be organized")
    with qtbot.waitSignal(dialog.placeWanted) as wanted:
        QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert wanted.args == [at]
    place = dialog.list.visualRect(dialog.list.currentIndex()).center()
    with qtbot.waitSignal(dialog.placeWanted) as wanted:
        mouse.double_click(dialog.list.viewport(), place)
    assert wanted.args == [at]
    assert dialog.isVisible()
    QTest.keyClick(dialog.list, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_filter(show: Show) -> None:
    dialog = show()
    choose(dialog, "best-kept")
    QTest.keyClick(dialog, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(dialog.filter, "best")
    assert shown(dialog) == ["Hyphens that might be otherwise", "best-typed", "best-kept"]
    assert dialog.list.currentIndex().data() == "best-kept"
    QTest.keyClick(dialog.filter, Qt.Key.Key_Escape)
    assert dialog.filter.text() == "" and dialog.isVisible()
    QTest.keyClicks(dialog.filter, "215")
    assert shown(dialog) == ["Taken out: running heads", "A Historian of Institutions 7"]
    QTest.keyClicks(dialog.filter, "xyz")
    assert dialog.none.isVisible() and dialog.none.text() == "Nothing in this report has “215xyz”."
    assert not dialog.go.isEnabled() and dialog.now.text.toPlainText() == ""


def test_nothing_to_report(show: Show) -> None:
    dialog = show(ImportReport())
    assert dialog.summary.text() == "Nothing was changed: the text stands as it came."
    assert not dialog.list.isVisible() and not dialog.go.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_size_and_parts_are_remembered(show: Show) -> None:
    preferences = MemoryPreferences()
    first = show(preferences=preferences)
    first.resize(780, 700)
    first.across.setSizes([400, 379])
    first.down.setSizes([200, 300])
    parts = (first.across.sizes(), first.down.sizes())
    first.close()
    second = show(preferences=preferences)
    assert (second.width(), second.height()) == (780, 700)
    assert (second.across.sizes(), second.down.sizes()) == parts


def test_other_colours_reach_all_parts(show: Show) -> None:
    dialog = show()
    choose(dialog, "disagreement")
    dark = theme("dark")
    dialog.set_theme(dark)
    cursor = QTextCursor(dialog.now.text.document())
    cursor.setPosition(dialog.now.text.toPlainText().index("disagreement to be") + 1)
    assert cursor.charFormat().foreground().color() == QColor(dark.ink)
    assert cursor.charFormat().background().color() == QColor(dark.hit)


@pytest.mark.parametrize("key", ["paper", "sepia", "grey", "dark", "contrast"])
def test_what_is_lit_can_be_read(key: str) -> None:
    colours = theme(key)
    assert contrast(colours.ink, colours.hit) >= 4.5
    assert contrast(colours.muted, colours.background) >= 4.5
    assert contrast(colours.muted, colours.raised) >= 4.5


def test_a_screen_reader_hears_section_words_and_line(show: Show) -> None:
    dialog = show()
    choose(dialog, "disagreement")
    said = dialog.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Words joined, disagreement, line 214"
    for part in (dialog.list, dialog.filter, dialog.now.text, dialog.raw.text):
        assert part.accessibleName()
    assert nameless(dialog) == []


def test_tens_of_thousands_of_rows(show: Show) -> None:
    items = tuple(Hyphen(f"word{n}", n, n + 1, False) for n in range(1, 40_001))
    dialog = show(ImportReport(hyphens=Hyphens(len(items), 0, (), items)))
    QTest.keyClick(dialog.list, Qt.Key.Key_End)
    assert dialog.list.currentIndex().data() == "word40000"
    QTest.keyClicks(dialog.filter, "39999")
    assert shown(dialog) == ["Words joined", "word39999"]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21, as WCAG 2 computes it."""
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
