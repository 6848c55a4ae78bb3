"""The export dialog, through keys and mouse."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from annotator.model.annotation import ROLES
from annotator.services.exporting import Conflict, JsonLdOptions, MarkdownOptions, PresetEntry
from annotator.ui.dialogs.export import ExportDialog
from annotator.ui.dialogs.export_review import Review
from annotator.ui.file_types import file_name
from tests.gui.panel_samples import DIVISIONS, annotation, theme

ANNOTATIONS = [
    annotation("1", "the engine", tags=("power",)),
    annotation("2", "a promise", role="question", tags=("power", "law")),
]


Request = tuple[MarkdownOptions, int]


@dataclass
class Asked:
    """A dialog, and the previews that it asked for."""

    dialog: ExportDialog
    requests: list[Request]
    qtbot: QtBot

    def last(self, count: int) -> Request:
        """The request number `count`, which is the last one."""
        self.qtbot.waitUntil(lambda: len(self.requests) >= count)
        assert len(self.requests) == count
        return self.requests[-1]


@pytest.fixture
def asked(qtbot: QtBot) -> Asked:
    dialog = ExportDialog("Power: A Reader", ANNOTATIONS, DIVISIONS, ROLES, theme(), folder=Path("/texts"))
    asked = Asked(dialog, [], qtbot)
    dialog.previewRequested.connect(lambda options, ticket: asked.requests.append((options, ticket)))
    shown(qtbot, dialog)
    return asked


@pytest.fixture
def export(asked: Asked) -> ExportDialog:
    return asked.dialog


def shown(qtbot: QtBot, dialog: ExportDialog) -> None:
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)


def test_a_first_preview_is_asked_for_with_everything_in_it(asked: Asked) -> None:
    assert asked.last(1)[0] == MarkdownOptions()


def test_choices_become_options(qtbot: QtBot, asked: Asked) -> None:
    asked.last(1)
    choices = asked.dialog.choices
    for box in (choices.roles["claim"], choices.tags["law"], choices.ids, choices.front_matter):
        box.setFocus()
        qtbot.keyClick(box, Qt.Key.Key_Space)
    choices.order.setFocus()
    qtbot.keyClick(choices.order, Qt.Key.Key_Down)
    qtbot.keyClick(choices.division, Qt.Key.Key_Down)
    qtbot.keyClick(choices.division, Qt.Key.Key_Down)
    options, _ticket = asked.last(2)
    assert options == MarkdownOptions(
        roles=frozenset(role.key for role in ROLES) - {"claim"},
        tags=frozenset({"law"}),
        division=1,
        order="role",
        with_ids=False,
        with_front_matter=False,
    )


def test_divisions_and_counts_are_shown(export: ExportDialog) -> None:
    division = export.choices.division
    assert [division.itemText(row) for row in range(division.count())] == [
        "The whole text",
        "1 Engines",
        "   1-1 The Engine and the River",
    ]
    assert export.choices.roles["claim"].text() == "Claim  1"
    assert export.choices.roles["evidence"].text() == "Evidence"
    assert [box.text() for box in export.choices.tags.values()] == ["#law  1", "#power  2"]


def test_the_division_being_read_is_offered_first_but_not_chosen(qtbot: QtBot) -> None:
    dialog = ExportDialog("Power", ANNOTATIONS, DIVISIONS, ROLES, theme(), division=1)
    qtbot.addWidget(dialog)
    assert dialog.options().division is None
    qtbot.keyClick(dialog.choices.division, Qt.Key.Key_Down)
    assert dialog.choices.division.currentText() == "Only this: 1-1 The Engine and the River"
    assert dialog.options().division == 1


def test_only_the_last_preview_is_shown(qtbot: QtBot, asked: Asked) -> None:
    export = asked.dialog
    _options, first = asked.last(1)
    assert not export.copy.isEnabled()
    export.show_preview(first, "# One", "<h1>One</h1>")
    assert export.preview.rendered.toPlainText() == "One"
    assert export.copy.isEnabled()
    notes = export.choices.notes
    qtbot.mouseClick(notes, Qt.MouseButton.LeftButton, pos=QPoint(8, notes.height() // 2))
    assert not export.copy.isEnabled(), "what is shown isn't what is chosen"
    _options, second = asked.last(2)
    export.show_preview(first, "# Late", "<h1>Late</h1>")
    assert export.preview.markdown() == "# One"
    export.show_preview(second, "# Two", "<h1>Two</h1>")
    assert export.preview.markdown() == "# Two"


def test_copy(qtbot: QtBot, asked: Asked) -> None:
    export = asked.dialog
    _options, ticket = asked.last(1)
    export.show_preview(ticket, "# One\n\n> “Wörds”\n", "")
    qtbot.mouseClick(export.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "# One\n\n> “Wörds”\n"
    assert export.said.text() == "Copied."


def test_save_suggests_a_name_and_says_where_it_went(
    qtbot: QtBot, export: ExportDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggested: list[str] = []

    def choose(_parent: object, _title: str, name: str, *_rest: object, **_options: object) -> tuple[str, str]:
        suggested.append(name)
        return "/elsewhere/mine", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    with qtbot.waitSignal(export.saveRequested) as told:
        qtbot.mouseClick(export.save, Qt.MouseButton.LeftButton)
    assert told.args == [MarkdownOptions(), Path("/elsewhere/mine.md")]
    export.show_saved(Path("/elsewhere/mine.md"))
    assert export.said.text() == "Saved as /elsewhere/mine.md"
    export.show_error("It can't be written.")
    assert export.said.text() == "It can't be written."
    export.save.click()
    assert suggested == [
        str(Path("/texts/Power A Reader – annotations.md")),
        str(Path("/elsewhere/Power A Reader – annotations.md")),
    ]


@pytest.mark.parametrize("chosen", [("/elsewhere/mine", "Annotations (*.jsonld)"), ("/elsewhere/mine.jsonld", "")])
def test_a_file_for_other_programs_is_one_of_json_ld(
    chosen: tuple[str, str], qtbot: QtBot, export: ExportDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked, **_options: chosen)
    with qtbot.waitSignal(export.saveRequested) as told:
        qtbot.mouseClick(export.save, Qt.MouseButton.LeftButton)
    assert told.args == [JsonLdOptions(), Path("/elsewhere/mine.jsonld")]


def test_nothing_to_export(qtbot: QtBot) -> None:
    dialog = ExportDialog("Power", [], DIVISIONS, ROLES, theme())
    with qtbot.assertNotEmitted(dialog.previewRequested, wait=100):
        shown(qtbot, dialog)
    assert dialog.empty.isVisible()
    assert "press N" in dialog.empty.text()
    assert not dialog.save.isEnabled()
    assert not dialog.copy.isEnabled()


PRESETS = [
    PresetEntry("reading-notes", "Reading notes", "", False, False, "text", "reading"),
    PresetEntry("essay-quarry", "Essay quarry", "", False, False, "tag", "author-date"),
    PresetEntry("obsidian", "One file a note", "", False, True, "text", "reading"),
]


@pytest.fixture
def with_presets(qtbot: QtBot) -> ExportDialog:
    saved = {"For Ada": {"preset": "essay-quarry", "order": "date", "without": ["notes"]}}
    dialog = ExportDialog(
        "Power", ANNOTATIONS, DIVISIONS, ROLES, theme(), presets=PRESETS, saved=saved, folder=Path("/texts")
    )
    shown(qtbot, dialog)
    return dialog


def test_a_preset_brings_its_order_and_citations_and_remembered_choices_all(
    qtbot: QtBot, with_presets: ExportDialog
) -> None:
    choices = with_presets.choices
    choices.preset.setFocus()
    qtbot.keyClick(choices.preset, Qt.Key.Key_Down)
    choices.preset.activated.emit(choices.preset.currentIndex())
    assert with_presets.options() == MarkdownOptions(preset="essay-quarry")
    assert (choices.order.currentData(), choices.style_.currentData()) == ("tag", "author-date")
    choices.order.setCurrentIndex(choices.order.findData("text"))
    assert with_presets.options().order == "text"
    row = choices.preset.findText("For Ada")
    choices.preset.setCurrentIndex(row)
    choices.preset.activated.emit(row)
    assert with_presets.options() == MarkdownOptions(preset="essay-quarry", order="date", with_notes=False)


def test_more_of_a_long_preview_comes_as_one_scrolls(qtbot: QtBot, asked: Asked) -> None:
    export = asked.dialog
    _options, ticket = asked.last(1)
    long = "".join(f"<p>Line {n}</p>" for n in range(200))
    export.show_preview(ticket, "# One\n", long, whole=False)
    bar = export.preview.rendered.verticalScrollBar()
    with qtbot.waitSignal(export.moreRequested) as more:
        bar.setValue(bar.maximum())
    assert more.args == [ticket]
    export.add_preview(ticket, "Two\n", "<p>The last line</p>", True)
    assert export.preview.rendered.toPlainText().endswith("The last line")
    assert export.preview.markdown() == "# One\nTwo\n"
    with qtbot.assertNotEmitted(export.moreRequested):
        bar.setValue(bar.maximum())


def test_copying_what_is_shown_in_part_asks_for_the_whole(qtbot: QtBot, asked: Asked) -> None:
    export = asked.dialog
    _options, ticket = asked.last(1)
    export.show_preview(ticket, "# One\n", "<h1>One</h1>", whole=False)
    with qtbot.waitSignal(export.copyRequested):
        qtbot.mouseClick(export.copy, Qt.MouseButton.LeftButton)
    export.show_copied("# One\n\nTwo\n")
    assert QGuiApplication.clipboard().text() == "# One\n\nTwo\n"


ESSAY = Path("/texts/essay.md")
DIFFERENCE = "--- a\n+++ b\n@@ -1,2 +1,3 @@\n as it was\n-gone\n+come\n"
CONFLICTS = [Conflict(key, f"“{key}”", f"my {key}", f"their {key}") for key in ("one", "two", "three")]


def test_what_would_change_is_seen_before_it_is_written(qtbot: QtBot, export: ExportDialog) -> None:
    options = MarkdownOptions()
    export.show_review(options, Review(ESSAY, DIFFERENCE, (), 1, 2, 0, 3))
    assert export.review.difference.toPlainText() == "⋯\n as it was\n-gone\n+come\n"
    assert export.review.counted.text() == "1 added, 2 brought up to date. What you wrote stays as it is."
    assert not export.save.isVisible() and export.write.hasFocus()
    with qtbot.waitSignal(export.reviewRequested) as asked_again:
        qtbot.mouseClick(export.review.restore, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert asked_again.args == [options, ESSAY, {}, True]
    with qtbot.waitSignal(export.writeRequested) as written:
        qtbot.keyClick(export.write, Qt.Key.Key_Return)
    assert written.args == [options, ESSAY, {}, True]
    export.show_saved(ESSAY)
    assert export.choices.isVisible() and export.save.isVisible() and export.said.text() == f"Saved as {ESSAY}"


def test_conflicts_are_answered_one_by_one_with_1_2_3(qtbot: QtBot, export: ExportDialog) -> None:
    options = MarkdownOptions()
    export.show_review(options, Review(ESSAY, DIFFERENCE, CONFLICTS))
    review = export.review
    assert not export.write.isEnabled()
    assert (review.said.text(), review.mine.toPlainText(), review.program.toPlainText()) == (
        "1 of 3: “one”",
        "my one",
        "their one",
    )
    qtbot.keyClick(review.mine, Qt.Key.Key_1)
    assert review.said.text() == "2 of 3: “two”"
    qtbot.keyClick(review.answers[0], Qt.Key.Key_2)
    with qtbot.waitSignal(export.reviewRequested) as decided:
        qtbot.mouseClick(review.answers[2], Qt.MouseButton.LeftButton)
    assert decided.args == [options, ESSAY, {"one": "mine", "two": "program", "three": "both"}, False]
    export.show_review(options, Review(ESSAY, DIFFERENCE))
    assert export.write.isEnabled()
    qtbot.mouseClick(export.back, Qt.MouseButton.LeftButton)
    assert export.choices.isVisible() and export.review.choices == {}


def test_other_readers_go_into_the_same_file(qtbot: QtBot) -> None:
    others = {"r2": "Another & Reader", "r3": "A third"}
    dialog = ExportDialog("Power", ANNOTATIONS, DIVISIONS, ROLES, theme(), division=1, others=others)
    shown(qtbot, dialog)
    choices = dialog.choices
    choices.division.setCurrentIndex(1)
    with qtbot.waitSignal(choices.changed):
        choices.others.menu().actions()[1].trigger()
    assert choices.others.chosen() == ["r3"] and choices.others.text() == "and 1"
    assert dialog.options().division is None and not choices.division.isEnabled()


def test_a_preset_of_one_file_a_note_asks_for_a_folder(
    qtbot: QtBot, with_presets: ExportDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_presets.choices.preset.setCurrentIndex(2)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: "/texts/vault")
    with qtbot.waitSignal(with_presets.saveRequested) as told:
        with_presets.save.click()
    assert told.args == [MarkdownOptions(preset="obsidian"), Path("/texts/vault")]


@pytest.mark.parametrize(
    ("title", "name"),
    [("a/b: c?", "a b c"), ("...", "Reader"), (" x \n y ", "x y"), ("w" * 300, "w" * 80), ("Ünï “q”", "Ünï “q”")],
)
def test_titles_as_names_of_files(title: str, name: str) -> None:
    assert file_name(title) == name
