"""The import's report: in words, and as a list."""

from __future__ import annotations

from typing import Any

from annotator.ui.dialogs.report_words import sections, summary
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.ui.dialogs.import_report import SHOWN, ImportReportDialog

REPORT: dict[str, Any] = {
    "removed": [
        {"kind": "page_number", "text": " 17 ", "line": 40},
        {"kind": "running_head", "text": "ENGINES", "line": 41},
        {"kind": "page_number", "text": "18", "line": 80},
    ],
    "hyphens": {"joined": 1023, "kept": 2, "doubtful": ["re-form"]},
    "missing_pages": ["xiv"],
    "doubts": [{"line": 812, "what": "A heading?"}],
}
NOTHING: dict[str, Any] = {
    "removed": [],
    "hyphens": {"joined": 0, "kept": 0, "doubtful": []},
    "missing_pages": [],
    "doubts": [],
}


def test_the_summary_says_what_was_done_and_what_wants_a_look() -> None:
    assert summary("Engines", REPORT) == (
        "“Engines” is in your library. What belongs to the printed page and not to the text was taken out: "
        "2 page numbers, 1 running head. 1,023 words divided at the ends of lines were joined. "
        "3 places may want a look."
    )


def test_nothing_to_report() -> None:
    assert summary("Engines", NOTHING) == "“Engines” is in your library. There was no doubt anywhere."
    assert sections(NOTHING) == []


def test_doubts_come_first() -> None:
    found = sections(REPORT)
    assert [section.title for section in found] == [
        "Not sure",
        "Joined, but perhaps hyphenated",
        "Pages whose number is missing or inferred",
        "Taken out: page numbers",
        "Taken out: running heads",
    ]
    assert found[0].rows == (("A heading?", 812),)
    assert found[3].rows == (("17", 40), ("18", 80))
    assert [section.to_check for section in found] == [True, True, True, False, False]


def test_the_list_opens_on_what_wants_a_look(qtbot: QtBot) -> None:
    many = [{"kind": "stamp", "text": "Copy", "line": line} for line in range(SHOWN + 7)]
    dialog = ImportReportDialog("Engines", REPORT | {"removed": many})
    qtbot.addWidget(dialog)
    dialog.show()
    tops = [dialog.list.topLevelItem(row) for row in range(dialog.list.topLevelItemCount())]
    assert [top.isExpanded() for top in tops if top] == [True, True, True, False]
    stamps = tops[-1]
    assert stamps is not None
    assert stamps.text(0) == f"Taken out: stamps  {SHOWN + 7}"
    assert stamps.child(1).text(1) == "line 1"
    assert stamps.child(SHOWN).text(0) == "… and 7 more"
    qtbot.keyClick(dialog.list, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
