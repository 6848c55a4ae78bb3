"""`annotator inspect`, as a person reads it.

`ANNOTATOR_WRITE_GOLDEN=1 pytest tests/e2e/test_inspect.py` writes the golden files anew: read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import BUNDLED, ROOT, Program

GOLDEN = ROOT / "tests" / "golden"


def compare(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("ANNOTATOR_WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "more"), [("inspect-short.txt", ()), ("inspect-all.txt", ("--all",))])
def test_the_reader_that_ships(program: Program, name: str, more: tuple[str, ...]) -> None:
    done = program.call("inspect", BUNDLED, *more)
    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines())) <= 80
    compare(name, done.stdout)
    assert not (program.data / "readers").exists()


def test_a_text_that_stands_as_it_came(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "essay.md"
    path.write_text("# On keeping books\n\nThe book lay in a drawer.\n", encoding="utf-8")
    assert program.out("inspect", path).splitlines() == [
        "On keeping books",
        "",
        "1 division, 2 paragraphs.",
        "Nothing was changed: the text stands as it came.",
        "",
        "Contents",
        "  On keeping books",
    ]


def test_the_report_is_kept_and_made_again_where_it_is_missing(program: Program, reader: str) -> None:
    whole: dict[str, Any] = program.json("inspect", BUNDLED)["report"]
    (kept,) = program.data.glob("readers/*/*.report")
    stored = kept.read_bytes()
    assert oct(kept.stat().st_mode)[-3:] == "600"
    assert program.json("inspect", reader)["report"] == whole
    for damage in (b"", stored[:40], stored[:-8] + b"damaged!"):
        kept.write_bytes(damage)
        assert program.json("inspect", reader)["report"] == whole
        assert kept.read_bytes() == stored
    kept.unlink()
    assert program.out("inspect", reader) == program.out("inspect", BUNDLED)
    assert kept.read_bytes() == stored


def test_a_report_outlives_the_file_that_it_came_from(program: Program, reader: str) -> None:
    whole = program.json("inspect", BUNDLED)["report"]
    (original,) = program.data.glob("readers/*/original*")
    original.unlink()
    assert program.json("inspect", reader)["report"] == whole


def test_the_contract(program: Program) -> None:
    report = program.json("inspect", BUNDLED)["report"]
    text = program.json("inspect", BUNDLED)["text"]
    assert set(report) == {"removed", "hyphens", "missing_pages", "inferred_pages", "doubts", "raw"}
    assert report["removed"][3] == {
        "kind": "running_head",
        "text": "A Historian of Institutions    7",
        "line": 215,
        "at": text.index("disagreement to be organized") + len("disagree"),
    }
    (item,) = [item for item in report["hyphens"]["items"] if item["line"] == 214]
    assert item == {
        "word": "disagreement",
        "line": 214,
        "until": 217,
        "kept": False,
        "doubtful": False,
        "at": text.index("disagreement to be organized"),
    }
    assert report["raw"]["215"] == " A Historian of Institutions    7"
    assert report["inferred_pages"][1] == {"label": "3", "line": 62, "at": text.index("1\n\nThe Making of a Party")}
    assert "raw" not in program.json("import", BUNDLED)["report"]
