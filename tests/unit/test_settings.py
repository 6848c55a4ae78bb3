"""Choices in TOML that people may edit, and where things lay, apart from them."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from annotator.settings import Settings


@pytest.fixture
def paths(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "data" / "settings.toml", tmp_path / "cache" / "layout.json"


def test_a_choice_is_kept_beside_what_others_wrote(paths: tuple[Path, Path]) -> None:
    paths[0].parent.mkdir()
    paths[0].write_text("# mine\n[window]\nunknown = 1  # keep\n", encoding="utf-8")
    settings = Settings(*paths)
    settings.set("window.theme", "dark")
    assert Settings(*paths).get("window.theme") == "dark"
    text = paths[0].read_text(encoding="utf-8")
    assert "# mine" in text and "unknown = 1  # keep" in text


def test_two_windows_dont_overwrite_each_other(paths: tuple[Path, Path]) -> None:
    one, two = Settings(*paths), Settings(*paths)
    one.set("window.theme", "dark")
    two.set("window.text_size", 22)
    one.set("layout.width", 1)
    two.set("layout.height", 2)
    again = Settings(*paths)
    assert [again.get(key) for key in ("window.theme", "window.text_size", "layout.width", "layout.height")] == [
        *("dark", 22, 1, 2)
    ]


def test_where_things_lay_is_no_choice(paths: tuple[Path, Path]) -> None:
    Settings(*paths).set("layout.geometry", "abc")
    assert not paths[0].exists()
    assert Settings(*paths).get("layout.geometry") == "abc"


@pytest.mark.parametrize("content", [b"not [toml", b"\xff\xfe\x00", b"[window]\ntheme = "])
def test_a_faulty_file_is_read_as_empty_and_stands_aside(
    paths: tuple[Path, Path], content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    for path in paths:
        path.parent.mkdir()
        path.write_bytes(content)
    with caplog.at_level(logging.WARNING):
        settings = Settings(*paths)
    assert settings.get("window.theme", "paper") == "paper"
    assert paths[0].read_bytes() == content and "can't be read" in caplog.text
    settings.set("window.theme", "dark")
    assert Settings(*paths).get("window.theme") == "dark"
    assert [path.read_bytes() for path in paths[0].parent.glob("*.unreadable.toml")] == [content]


def test_several_are_written_at_once_and_none_takes_one_out(
    paths: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    paths[0].parent.mkdir()
    paths[0].write_text('[keys]\nfind = ["F4"]  # mine\nof-tomorrow = ["F6"]\nhelp = ["F5"]\n', encoding="utf-8")
    written: list[Path] = []
    monkeypatch.setattr(
        "annotator.settings.write_atomically",
        lambda path, data, **more: (written.append(path), path.write_bytes(data)),
    )
    settings = Settings(*paths)
    settings.set_all({"keys.help": None, "keys.link": [], "reading.size": 22, "keys.never-there": None})
    assert written == [paths[0]]
    again = Settings(*paths)
    assert (again.get("keys.find"), again.get("keys.of-tomorrow")) == (["F4"], ["F6"])
    assert (again.get("keys.help"), again.get("keys.link"), again.get("reading.size")) == (None, [], 22)
    assert "# mine" in paths[0].read_text(encoding="utf-8")


def test_a_value_where_a_table_should_be_makes_room_for_it(paths: tuple[Path, Path]) -> None:
    paths[0].parent.mkdir()
    paths[0].write_text("keys = 5\n", encoding="utf-8")
    settings = Settings(*paths)
    assert settings.get("keys.find") is None
    settings.set("keys.find", ["F4"])
    assert Settings(*paths).get("keys.find") == ["F4"]


def test_settings_that_cannot_be_read_stand_aside_each_under_a_name_of_its_own(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "settings.toml"
    for words in ("first = [", "second = ["):
        path.write_text(words, encoding="utf-8")
        with caplog.at_level(logging.WARNING):
            settings = Settings(path, tmp_path / "layout.json")
        assert "can't be read" in caplog.text
        caplog.clear()
        settings.set("window.theme", "dark")
    kept = sorted(one.read_text("utf-8") for one in tmp_path.glob("settings.unreadable*.toml"))
    assert kept == ["first = [", "second = ["]
