"""`annotator concordance`, as scripts and people at a terminal see it."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.e2e.conftest import BUNDLED, Program


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """One library for all of these tests: they add to it, and take nothing away."""
    return Program(tmp_path_factory.mktemp("library") / "data")


@pytest.fixture(scope="module")
def reader(program: Program) -> str:
    """The id of the bundled reader, imported."""
    return str(program.json("import", BUNDLED)["id"])


def test_lines_counts_and_neighbours_as_json(program: Program, reader: str) -> None:
    mark = program.json("annotate", reader, "--quote", "did Stalin plan the terror", "--role", "question")["id"]
    told = program.json("concordance", "terror | fear", "--reader", reader[:8], "--collocates", "4")
    assert (told["alternatives"], told["mode"]) == (["terror", "fear"], "lemma")
    assert told["hits"] == len(told["lines"]) == sum(row["hits"] for row in told["counts"]) > 10
    text = program.json("inspect", reader)["text"]
    assert all(text[line["start"] : line["end"]] == line["word"] for line in told["lines"])
    assert [line["marks"] for line in told["lines"] if line["marks"]] == [[{"annotation": mark, "role": "question"}]]
    assert any(line["author"] == "An Archivist" and line["page"] == "15" for line in told["lines"])
    assert told["first"][0]["word"] == "terror" and told["first"][0]["page"] == "1"
    assert told["dispersion"]["measure"].startswith("DP") and 0 < told["dispersion"]["value"] < 1
    assert told["collocates"]["window"] == 4 and told["collocates"]["words"][0]["score"] > 0
    exact = program.json("concordance", "terror", "--exact", "--reader", reader)
    assert exact["hits"] < told["hits"] and set(exact["forms"]) == {"terror"}


def test_for_people_words_stand_in_one_column(program: Program, reader: str) -> None:
    printed = program.out("concordance", "ledger*", "party", "state", "--window", "3", "--sort", "1L")
    assert "0 hits in" in printed
    lines = program.call("concordance", "party", "state", "--window", "3").stdout.splitlines()
    rows = lines[: lines.index("")]
    assert rows and len({row.lower().index("party") for row in rows}) == 1
    assert any(line.startswith("“party state” is first used") for line in lines)


def test_files_by_their_suffix_and_by_option(program: Program, reader: str, tmp_path: Path) -> None:
    for name in ("lines.csv", "lines.md", "plot.svg"):
        assert program.out("concordance", "order", "-o", tmp_path / name) == str(tmp_path / name)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "lines.csv").read_text(encoding="utf-8-sig"))))
    assert rows[0]["word"].lower().startswith("order")
    ElementTree.parse(tmp_path / "plot.svg")
    assert program.out("concordance", "order", "--markdown") == (tmp_path / "lines.md").read_text().strip()
    before = (tmp_path / "lines.csv").read_bytes()
    assert "already" in program.refused("concordance", "terror", "-o", tmp_path / "lines.csv")
    assert (tmp_path / "lines.csv").read_bytes() == before
    assert ".pdf" in program.refused("concordance", "terror", "-o", tmp_path / "lines.pdf")


def test_what_can_t_be_looked_for_is_told_in_one_sentence(program: Program, reader: str) -> None:
    assert "can't be read: missing )" in program.refused("concordance", "(terror", "--regex")
    assert "no word" in program.refused("concordance", "|", "—")
    assert "--window" in program.refused("concordance", "terror", "--window", "-1")
    assert program.call("concordance", "terror", "--sort", "up").returncode == 2
    program.refused("concordance", "terror", "--reader", "ffff")


def test_the_whole_library_reader_by_reader(program: Program, reader: str, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(f"A second book\n\nThe terror of the second book.\n\n{'a,' * 200}\n", encoding="utf-8")
    program.json("import", other)
    assert "takes longer than 3 seconds" in program.refused("concordance", r"(.*?,){40}x", "--regex")
    told = program.json("concordance", "terror")
    assert len({line["reader"] for line in told["lines"]}) == 2 == len(told["first"])
    assert len({line["reader"] for line in program.json("concordance", "terror", "--reader", reader)["lines"]}) == 1
    (folder,) = (
        path.parent for path in program.data.rglob("*") if path.is_file() and path.read_bytes() == other.read_bytes()
    )
    for path in folder.iterdir():
        path.write_bytes(b"damaged")
    told = program.json("concordance", "terror")
    assert len({line["reader"] for line in told["lines"]}) == 1 and len(told["skipped"]) == 1
