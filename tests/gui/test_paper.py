"""Text and margin on paper: the sheets, the choices, the preview, the PDF and the printer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from annotator.model.anchor import Anchor, Position, Quote
from annotator.model.annotation import ROLES, Annotation, Placed, PlaceState
from annotator.model.document import Document
from annotator.ui.commands.printing import PaperWork, copy_of
from annotator.ui.dialogs.paper import PaperDialog
from annotator.ui.fonts import load_fonts
from annotator.ui.paper.choice import NotesOnPaper, PaperChoice, Sheet
from annotator.ui.paper.copy import Copy
from annotator.ui.paper.pdf import Pdf
from annotator.ui.reading.styles import TypeSettings
from annotator.ui.theme import load_theme
from tests.documents import long_document
from tests.gui.conftest import REPOSITORY, Opened

PAPER = load_theme(REPOSITORY / "resources" / "themes" / "paper.json")


def note(document: Document, number: int, start: int, text: str, role: str = "claim") -> Placed:
    span = Position(start, start + 12)
    anchor = Anchor(span, Quote(document.text[span.start : span.end]))
    return Placed(Annotation(f"a{number}", "r", "v", (anchor,), None, role, text), (span,), PlaceState.EXACT)


def copied(document: Document, placed: Sequence[Placed], **choice: Any) -> Copy:
    roles = {role.key: role for role in ROLES}
    return Copy(document, placed, roles, {}, PaperChoice(**choice), PAPER, TypeSettings(), load_fonts())


def texts(pdf: Pdf) -> list[str]:
    """The words of each sheet."""
    for _done in pdf.steps():
        pass
    opened = pypdfium2.PdfDocument(pdf.data)
    return [page.get_textpage().get_text_range() for page in opened]


def test_sheets_follow_each_other_to_the_end_of_the_text(qtbot: Any) -> None:
    document = long_document()
    pdf = Pdf(copied(document, []), "A title")
    done = [one for one in pdf.steps() if one]
    assert done == sorted(set(done)) and done[-1] == 1.0 and len(done) > 3
    assert len(pypdfium2.PdfDocument(pdf.data)) == len(done) == pdf.sheets.count


def test_every_word_is_on_paper_once(qtbot: Any) -> None:
    document = long_document()
    plain = Pdf(copied(document, [], notes=NotesOnPaper.NONE), "")
    there = re.findall(r"Paragraph number (\d+)\.", " ".join(texts(plain)))
    assert there == [str(number) for number in range(400)]


def test_a_crowded_margin_sends_its_longest_notes_to_the_end_by_number(qtbot: Any) -> None:
    document = long_document()
    placed = [note(document, n, 40 + n * 30, f"Short{n}") for n in range(6)]
    placed.insert(3, note(document, 99, 105, "Endless " + "words " * 900))
    pdf = Pdf(copied(document, placed), "")
    sheets = texts(pdf)
    assert pdf.sheets.away == 1
    assert all(f"Short{n}" in sheets[0] for n in range(6)) and "Endless" not in sheets[0]
    assert any("Notes" in sheet and "Endless" in sheet for sheet in sheets[1:])


def test_notes_at_the_end_are_numbered_and_the_margin_has_their_numbers(qtbot: Any) -> None:
    document = long_document()
    placed = [note(document, n, 40 + n * 30, f"Remark{n}") for n in range(3)]
    sheets = texts(Pdf(copied(document, placed, notes=NotesOnPaper.END), ""))
    assert "Remark" not in sheets[0]
    assert all(f"Remark{n}" in sheets[-1] for n in range(3))


def test_only_the_chosen_roles_are_printed(qtbot: Any) -> None:
    document = long_document()
    placed = [note(document, 1, 40, "Asked", "question"), note(document, 2, 140, "Claimed", "claim")]
    words = " ".join(texts(Pdf(copied(document, placed, roles=frozenset({"question"})), "")))
    assert "Asked" in words and "Claimed" not in words
    assert "Asked" not in " ".join(texts(Pdf(copied(document, placed, notes=NotesOnPaper.NONE), "")))


def test_a_part_alone_begins_and_ends_with_its_words(opened: Opened) -> None:
    document = opened.document
    index = next(i for i, one in enumerate(document.divisions) if one.start > 0)
    division = document.divisions[index]
    copy = copy_of(opened.window, PaperChoice(division=index))
    words = " ".join(" ".join(texts(Pdf(copy, ""))).split())
    first = document.text[division.start : division.end].split()[0]
    assert first in words
    before = document.text[: division.start].split()[-1]
    assert before not in words.split()[:3]


@pytest.fixture
def dialog(opened: Opened) -> PaperDialog:
    QTest.keyClick(opened.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    found = opened.window.findChild(PaperDialog)
    assert found is not None
    opened.qtbot.waitUntil(found.preview.done, timeout=20_000)
    return found


def test_ctrl_p_shows_the_sheets_as_they_will_be(opened: Opened, dialog: PaperDialog) -> None:
    assert re.match(r"\d+ sheets?", dialog.said.text())
    picture = dialog.preview.grab().toImage()
    assert len({picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)}) > 8


def test_a_choice_changes_the_preview_and_is_remembered(opened: Opened, dialog: PaperDialog) -> None:
    QTest.mouseClick(dialog.choices.where[NotesOnPaper.END], Qt.MouseButton.LeftButton)
    dialog.choices.sheet.setCurrentIndex(dialog.choices.sheet.findData(Sheet.LETTER.value))
    opened.qtbot.waitUntil(lambda: opened.window.preferences.get("paper.sheet") == "letter", timeout=5000)
    assert opened.window.preferences.get("paper.notes") == "end"


def test_the_pdf_is_written_where_one_says(
    opened: Opened, dialog: PaperDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args, **kwargs: (str(target), ""))
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    opened.qtbot.waitUntil(lambda: str(target) in dialog.said.text(), timeout=20_000)
    data = target.read_bytes()
    assert data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")


def test_stopping_writes_nothing(opened: Opened, dialog: PaperDialog, tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    desk = dialog.findChild(PaperWork)
    assert desk is not None
    desk.write(dialog.choice(), target)
    dialog.stop.click()
    opened.qtbot.wait(50)
    assert not target.exists() and dialog.save.isEnabled()


def test_a_printer_gets_the_pages_asked_for(opened: Opened, dialog: PaperDialog, tmp_path: Path) -> None:
    target = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setFromTo(1, 1)
    desk = dialog.findChild(PaperWork)
    assert desk is not None
    desk.send(dialog.choice(), printer)
    opened.qtbot.waitUntil(lambda: "printer" in dialog.said.text(), timeout=20_000)
    assert len(pypdfium2.PdfDocument(target)) == 1


def test_what_is_under_the_highlight_is_coloured(qtbot: Any) -> None:
    document = long_document()
    pdf = Pdf(copied(document, [note(document, 1, 40, "N")]), "", most=1)
    assert len(texts(pdf)) == 1
    bitmap = pypdfium2.PdfDocument(pdf.data)[0].render(scale=1.5, rev_byteorder=True, prefer_bgrx=True)
    image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888)
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(0, image.height(), 2)}
    assert PAPER.role_colour("claim").lower() in colours
