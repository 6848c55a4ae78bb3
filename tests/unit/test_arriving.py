"""Files of a reader on their way in: whole with a row, or gone, and never anything of another's."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.files import hold
from annotator.library.arriving import arriving, sweep

ID = "00000000-0000-4000-8000-00000000000a"


def nobody(reader_id: str) -> bool:
    return False


def everybody(reader_id: str) -> bool:
    return True


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_left_in_order_the_files_stay(tmp_path: Path) -> None:
    with arriving(tmp_path, ID, nobody) as home:
        (home / "original.txt").write_text("a")
        assert f".arriving-{ID}" in names(tmp_path)
    assert names(tmp_path) == [ID, f"{ID}/original.txt"]


@pytest.mark.parametrize("error", [OSError("disk"), KeyboardInterrupt(), MemoryError()])
def test_left_by_an_exception_they_go(tmp_path: Path, error: BaseException) -> None:
    with pytest.raises(type(error)), arriving(tmp_path, ID, nobody) as home:
        (home / "original.txt").write_text("a")
        raise error
    assert names(tmp_path) == []


def test_left_by_an_exception_after_the_row_they_stay(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), arriving(tmp_path, ID, everybody) as home:
        (home / "original.txt").write_text("a")
        (home / ".half.part").write_text("a")
        raise KeyboardInterrupt
    assert names(tmp_path) == [ID, f"{ID}/original.txt"]


def test_in_doubt_whether_there_is_a_row_they_stay(tmp_path: Path) -> None:
    def broken(reader_id: str) -> bool:
        raise RuntimeError("the library can't be asked")

    with pytest.raises(OSError, match="disk"), arriving(tmp_path, ID, broken) as home:
        (home / "original.txt").write_text("a")
        raise OSError("disk")
    assert names(tmp_path) == [ID, f"{ID}/original.txt"]


def test_what_was_there_before_stays(tmp_path: Path) -> None:
    (tmp_path / ID).mkdir()
    (tmp_path / ID / "older.document").write_text("b")
    with pytest.raises(OSError, match="disk"), arriving(tmp_path, ID, nobody) as home:
        (home / "original.txt").write_text("a")
        raise OSError("disk")
    assert names(tmp_path) == [ID, f"{ID}/older.document"]


def test_a_living_import_is_left_alone(tmp_path: Path) -> None:
    with arriving(tmp_path, ID, nobody) as home:
        (home / "original.txt").write_text("a")
        sweep(tmp_path, nobody)
        assert f"{ID}/original.txt" in names(tmp_path)
        assert hold(tmp_path / f".arriving-{ID}", wait=False) is None
    assert names(tmp_path) == [ID, f"{ID}/original.txt"]


def test_a_marker_without_its_list_takes_nothing_away(tmp_path: Path) -> None:
    (tmp_path / f".arriving-{ID}").touch()
    (tmp_path / ID).mkdir()
    (tmp_path / ID / "original.txt").write_text("a")
    sweep(tmp_path, nobody)
    assert names(tmp_path) == [ID, f"{ID}/original.txt"]
