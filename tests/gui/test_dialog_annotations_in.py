"""Annotations come in from a file through the File menu: looked at first, then in, and out again by one step."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from annotator.services.exporting import JsonLdOptions
from annotator.ui.dialogs.annotations_in import AnnotationsInDialog
from tests.gui.conftest import Opened

WORDS = "a promise made by people"


def exported(opened: Opened, path: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """The reader's annotations in a file, changed on their way."""
    assert opened.window.session is not None
    reader_id = opened.window.session.reader.id
    got: list[str] = []
    opened.window.bridge.ask(lambda services: services.exporting.text(reader_id, JsonLdOptions()), got.append)
    opened.qtbot.waitUntil(lambda: bool(got))
    data = json.loads(got[0])
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def asked(opened: Opened, path: Path, monkeypatch: pytest.MonkeyPatch) -> AnnotationsInDialog:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *what: (str(path), ""))
    opened.desk.menus.actions["import-annotations"].trigger()
    opened.qtbot.waitUntil(lambda: opened.window.findChild(AnnotationsInDialog) is not None)
    dialog = opened.window.findChild(AnnotationsInDialog)
    assert dialog is not None
    return dialog


def test_a_file_is_looked_at_then_brought_in_and_taken_back(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.select(WORDS)
    opened.press(Qt.Key.Key_N)
    opened.type("mine")
    opened.press(Qt.Key.Key_Escape)
    opened.saved()

    def change(data: dict[str, Any]) -> None:
        (mine,) = data["first"]["items"]
        other = json.loads(json.dumps(mine))
        other["id"] = "urn:uuid:22222222-2222-4222-8222-222222222222"
        other["body"][0]["value"] = "theirs"
        data["first"]["items"] += [other, {"id": "urn:uuid:22222222-2222-4222-8222-222222222223"}]

    path = exported(opened, tmp_path / "notes.jsonld", change)
    dialog = asked(opened, path, monkeypatch)
    assert dialog.counts.text() == "1 new · 1 here already · 1 can't be read"
    assert "number 3" in dialog.list.item(0).text() and "no words" in dialog.list.item(0).text()
    assert [one.note for one in opened.stored()] == ["mine"]  # looked at only
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(lambda: "set-aside" in dialog.said.text())
    assert sorted(one.note for one in opened.stored()) == ["mine", "theirs"]
    assert opened.window.session is not None
    opened.qtbot.waitUntil(lambda: len(opened.window.session.placed) == 2)  # type: ignore[union-attr]
    dialog.shut.click()
    opened.window.session.undo()
    opened.qtbot.waitUntil(lambda: [one.note for one in opened.stored()] == ["mine"])


def test_where_all_is_here_already_there_is_nothing_to_press(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.select(WORDS)
    opened.press(Qt.Key.Key_H)
    opened.saved()
    dialog = asked(opened, exported(opened, tmp_path / "notes.jsonld", lambda data: None), monkeypatch)
    assert not dialog.bring.isEnabled() and "nothing to import" in dialog.said.text()
    dialog.reject()


def test_a_file_that_is_none_is_said(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "notes.json"
    path.write_text("no annotations")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *what: (str(path), ""))
    opened.desk.menus.actions["import-annotations"].trigger()
    opened.qtbot.waitUntil(lambda: "notes.json" in opened.window.notice.label.text())
    assert opened.window.findChild(AnnotationsInDialog) is None
