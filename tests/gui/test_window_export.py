"""From a marked passage to a paragraph with its citation, and again after it was written in: in the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from annotator.ui.dialogs.export import ExportDialog
from tests.gui.conftest import MemoryPreferences, Opened

WORDS, OTHERS = "harbour office dared to print one", "the board disputed it before witnesses"
CTRL = Qt.KeyboardModifier.ControlModifier


def export_dialog(opened: Opened) -> ExportDialog:
    """Ctrl+E, and the dialog with its first preview."""
    opened.press(Qt.Key.Key_E, CTRL)
    opened.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ExportDialog), timeout=10_000)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ExportDialog)
    opened.qtbot.waitUntil(dialog.copy.isEnabled, timeout=10_000)
    return dialog


def shut(opened: Opened, dialog: ExportDialog) -> None:
    """Close the dialog; the window has the keys again."""
    dialog.close()
    opened.window.activateWindow()
    opened.qtbot.waitUntil(opened.window.isActiveWindow)
    opened.view.setFocus()


def marked(opened: Opened, note: str, words: str = WORDS) -> None:
    """Mark words of the text with a note."""
    opened.select(words)
    opened.press(Qt.Key.Key_N)
    opened.type(note)
    opened.press(Qt.Key.Key_Return, CTRL)
    opened.saved()


def test_a_file_is_made_written_in_looked_at_and_brought_up_to_date(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "essay.md"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked, **_options: (str(path), ""))
    marked(opened, "As it was")
    dialog = export_dialog(opened)
    assert "As it was" in dialog.preview.rendered.toPlainText()
    opened.press(Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    opened.qtbot.waitUntil(path.exists)
    opened.qtbot.waitUntil(lambda: "Saved" in dialog.said.text())
    opened.press(Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    opened.qtbot.waitUntil(lambda: "up to date" in dialog.said.text())
    shut(opened, dialog)
    path.write_text(path.read_text() + "\nMy own sentence.\n")
    (first,) = opened.stored()
    marked(opened, "Another note", OTHERS)
    dialog = export_dialog(opened)
    opened.press(Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    opened.qtbot.waitUntil(dialog.review.isVisible)
    assert "+Another note" in dialog.review.difference.toPlainText() and "Another note" not in path.read_text()
    opened.press(Qt.Key.Key_Return)
    opened.qtbot.waitUntil(lambda: "Another note" in path.read_text())
    assert "\n\nMy own sentence.\n\n" in path.read_text() and first.id in path.read_text()


def test_a_conflict_is_decided_by_a_key(
    open_window: Callable[..., Opened], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_window()
    path = tmp_path / "essay.md"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked, **_options: (str(path), ""))
    marked(opened, "As it was")
    dialog = export_dialog(opened)
    dialog.save.click()
    opened.qtbot.waitUntil(path.exists)
    opened.qtbot.waitUntil(lambda: "Saved" in dialog.said.text())
    shut(opened, dialog)
    path.write_text(path.read_text().replace("As it was", "As I say"))
    (made,) = opened.stored()

    def edit(services: object) -> None:
        from annotator.services import drafts

        services.history.commit(drafts.edit_note(made, "As it is"))  # type: ignore[attr-defined]

    opened.clerk.ask(edit).result(5)
    dialog = export_dialog(opened)
    dialog.save.click()
    opened.qtbot.waitUntil(lambda: dialog.review.deciding)
    assert (dialog.review.mine.toPlainText(), dialog.review.program.toPlainText()) == ("As I say", "As it is")
    opened.press(Qt.Key.Key_3)
    opened.qtbot.waitUntil(dialog.write.isEnabled)
    opened.press(Qt.Key.Key_Return)
    opened.qtbot.waitUntil(lambda: "As I say\n\nAs it is\n" in path.read_text())


def test_choices_are_remembered_under_a_name_and_a_search_narrows(
    opened: Opened, preferences: MemoryPreferences
) -> None:
    marked(opened, "ledger")
    dialog = export_dialog(opened)
    dialog.rememberRequested.emit("For Ada", dialog.options())
    assert preferences.values["export.saved"]["For Ada"]["preset"] == "reading-notes"
    assert dialog.choices.preset.currentText() == "For Ada"
    dialog.choices.query.setFocus()
    opened.type("nowhere")
    opened.qtbot.waitUntil(lambda: "None of this reader" in dialog.preview.rendered.toPlainText(), timeout=10_000)
    dialog.choices.query.setText("ledger")
    opened.qtbot.waitUntil(lambda: "**" in dialog.preview.markdown(), timeout=10_000)
    dialog.close()


@pytest.mark.parametrize(
    ("name", "inside"), [("cited.bib", "@"), ("cited.json", '"type": "chapter"'), ("out.csv", "Claimed")]
)
def test_other_kinds_of_files_are_saved_from_the_window_too(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, inside: str
) -> None:
    path = tmp_path / name
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked, **_options: (str(path), ""))
    marked(opened, "Claimed")
    dialog = export_dialog(opened)
    opened.press(Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    opened.qtbot.waitUntil(path.exists, timeout=10_000)
    assert inside in path.read_text(encoding="utf-8")
    shut(opened, dialog)


def test_the_title_has_the_level_that_is_chosen(opened: Opened) -> None:
    marked(opened, "A note")
    dialog = export_dialog(opened)
    dialog.choices.level.setCurrentIndex(2)
    title = f"### {opened.window.session.reader.title}" if opened.window.session else ""
    opened.qtbot.waitUntil(lambda: title in dialog.preview.source.toPlainText(), timeout=10_000)
    shut(opened, dialog)
