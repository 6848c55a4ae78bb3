"""What the window shows first: the text where the person left off, or nothing on any doubt."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.library.codec import encode
from annotator.paths import paths_under
from annotator.services.first_sight import glance, note_sight
from annotator.wiring import build_services
from tests.unit.samples import DOCUMENT


@pytest.fixture
def noted(tmp_path: Path) -> Path:
    file = tmp_path / "data" / "readers" / "r" / "1.document"
    file.parent.mkdir(parents=True)
    file.write_bytes(encode(DOCUMENT))
    note_sight(tmp_path / "cache", reader_id="r", revision_id="1", title="A Reader", file=file, offset=42)
    return tmp_path


def test_it_is_the_text_and_the_place(noted: Path) -> None:
    sight = glance(noted / "cache", noted / "data")
    assert sight is not None and sight.document == DOCUMENT
    assert (sight.reader_id, sight.revision_id, sight.title, sight.offset) == ("r", "1", "A Reader", 42)
    assert glance(noted / "cache", noted / "data", "r") == sight


def test_another_reader_is_not_shown_for_the_one_that_was_asked_for(noted: Path) -> None:
    assert glance(noted / "cache", noted / "data", "another") is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"file": 1}', b"\xff"])
def test_a_damaged_note_shows_nothing(noted: Path, content: bytes) -> None:
    (noted / "cache" / "first-sight.json").write_bytes(content)
    assert glance(noted / "cache", noted / "data") is None


def test_a_file_outside_of_the_data_folder_is_not_opened(noted: Path) -> None:
    path = noted / "cache" / "first-sight.json"
    outside = noted / "elsewhere.document"
    outside.write_bytes(encode(DOCUMENT))
    path.write_text(json.dumps({**json.loads(path.read_text()), "file": str(outside)}))
    assert glance(noted / "cache", noted / "data") is None


def test_a_missing_or_damaged_text_shows_nothing(noted: Path) -> None:
    file = noted / "data" / "readers" / "r" / "1.document"
    file.write_bytes(file.read_bytes()[:-20])
    assert glance(noted / "cache", noted / "data") is None
    file.unlink()
    assert glance(noted / "cache", noted / "data") is None


def test_remembering_a_place_notes_the_sight(tmp_path: Path) -> None:
    source = tmp_path / "a.md"
    source.write_text("# Title\n\nSome words.\n\nMore words.\n", encoding="utf-8")
    paths = paths_under(tmp_path / "data")
    services = build_services(paths, author="someone")
    reader = services.shelf.import_file(source).reader
    assert glance(paths.cache, paths.data) is None
    services.shelf.remember_place(reader.id, 9)
    sight = glance(paths.cache, paths.data)
    assert sight is not None and (sight.reader_id, sight.offset) == (reader.id, 9)
    assert sight.document == services.shelf.open(reader.id).document
    services.close()
