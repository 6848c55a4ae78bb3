"""A better text through the command line: import --revision-of, what became of the annotations, accept, undo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Program

OLD = """# Orders

## Obedience

Who signs an order, and who carries it out? The signature is seldom the beginning of it.

Nobody recalled having asked for it; everybody recalled having obeyed.

## Doubt

The clerk kept a second ledger for himself alone, and some prac- tices of the house stand in it.

In 1931 the plan was fulfilled. In 1932 the plan was fulfilled, and nobody asked by how much.
"""
NEW = """# Orders

A preface about those who give orders, which the first edition doesn't have.

## Obedience

Who signs an order, and who carries it out? The signature is seldom the beginning of it.

Nobody now recalled having asked for it; everybody recalled having obeyed.

## Doubt

The clerk kept a second ledger for himself alone, and some practices of the house stand in it.

In 1932 the plan was fulfilled, and nobody asked by how much.
"""
PASSAGES = {
    "same": "The signature is seldom the beginning of it.",
    "respelled": "some prac- tices of the house",
    "edited": "Nobody recalled having asked for it; everybody recalled having obeyed.",
    "gone": "In 1931 the plan was fulfilled.",
}


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(NEW, encoding="utf-8")
    return old, new


@pytest.fixture
def orders(program: Program, files: tuple[Path, Path]) -> str:
    return str(program.json("import", files[0])["id"])


def marked(program: Program, reader: str) -> dict[str, str]:
    """The id of an annotation on each passage."""
    return {name: program.out("annotate", reader, "--quote", words) for name, words in PASSAGES.items()}


def annotations(program: Program, reader: str) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in program.json("annotations", reader)}


def test_all_annotations_are_carried_over_with_a_report(
    program: Program, orders: str, files: tuple[Path, Path]
) -> None:
    ids = marked(program, orders)
    before = annotations(program, orders)
    assert all("candidates" not in one and "confidence" not in one for one in before.values())
    result = program.json("import", files[1], "--revision-of", orders)
    assert (result["id"], result["title"], result["fresh"], result["revision"]) == (orders, "Orders", True, 2)
    carried = result["carried"]
    assert carried["counts"] == {"exact": 1, "moved": 1, "to_check": 1, "orphaned": 1}
    assert carried["exact"] == [ids["same"]] and carried["moved"] == [ids["respelled"]]
    assert carried["to_check"] == [ids["edited"]] and carried["orphaned"] == [ids["gone"]]
    for path in files:
        path.unlink()
    text = program.json("inspect", orders)["text"]
    after = annotations(program, orders)
    assert set(after) == set(before)
    assert [after[ids[name]]["state"] for name in PASSAGES] == ["exact", "exact", "moved", "orphan"]
    assert after[ids["respelled"]]["quote"] == "some practices of the house"
    moved = after[ids["edited"]]
    assert text[moved["start"] : moved["end"]] == moved["candidates"][0]["quote"]
    assert moved["candidates"][0]["quote"].startswith("Nobody now recalled")
    assert 0.5 < moved["confidence"] < 1 and moved["confidence"] == moved["candidates"][0]["confidence"]
    assert set(moved["candidates"][0]) >= {"quote", "start", "end", "page", "division", "confidence"}
    assert moved["candidates"][0]["division"] == ["Orders", "Obedience"]
    gone = after[ids["gone"]]
    assert (gone["start"], gone["quote"]) == (None, PASSAGES["gone"])
    assert program.json("search", "preface", "--in", "texts")[0]["reader"] == orders


def test_what_is_not_certain_is_never_quoted_as_if_it_were(
    program: Program, orders: str, files: tuple[Path, Path], tmp_path: Path
) -> None:
    ids = marked(program, orders)
    essay = tmp_path / "essay.md"
    program.out("export", orders, "-o", essay)
    program.json("import", files[1], "--revision-of", orders)
    assert annotations(program, orders)[ids["edited"]]["marked"] == PASSAGES["edited"]
    shown = {line.split()[0]: line for line in program.out("annotations", orders).splitlines()}
    assert ["to be checked" in shown[ids[name]] for name in PASSAGES] == [False, False, True, False]
    assert ["not found" in shown[ids[name]] for name in PASSAGES] == [False, False, False, True]
    for form in ("reading-notes", "seminar-notes", "essay-quarry", "plain", "obsidian"):
        text = program.out("export", orders, "--preset", form)
        told = f"To be checked: in the text as it was then, “{PASSAGES['edited']}” was marked."
        assert text.count("Nobody now recalled") == text.count(told) == 1
    assert told in program.out("export", orders, "--format", "html")
    program.out("export", orders, "-o", essay)
    assert told in essay.read_text("utf-8")
    program.json("accept", ids["edited"])
    program.out("export", orders, "-o", essay)
    assert "To be checked" not in essay.read_text("utf-8")


def test_a_moved_one_is_accepted_and_that_can_be_taken_back(
    program: Program, orders: str, files: tuple[Path, Path]
) -> None:
    ids = marked(program, orders)
    program.json("import", files[1], "--revision-of", orders)
    assert program.json("accept", ids["edited"])["state"] == "exact"
    assert annotations(program, orders)[ids["edited"]]["quote"].startswith("Nobody now recalled")
    assert "nothing to accept" in program.refused("accept", ids["edited"])
    assert "Accept Place" in program.out("undo")
    assert annotations(program, orders)[ids["edited"]]["state"] == "moved"
    assert program.out("accept", ids["edited"], "1") == ids["edited"]


def test_an_orphan_takes_the_candidate_that_is_named(program: Program, orders: str, files: tuple[Path, Path]) -> None:
    ids = marked(program, orders)
    program.json("import", files[1], "--revision-of", orders)
    candidates = annotations(program, orders)[ids["gone"]]["candidates"]
    assert candidates and candidates == sorted(candidates, key=lambda one: -one["confidence"])
    assert "not found for certain" in program.refused("accept", ids["gone"])
    assert "no number 99" in program.refused("accept", ids["gone"], "99")
    accepted = program.json("accept", ids["gone"], "1")
    assert (accepted["state"], accepted["quote"]) == ("exact", candidates[0]["quote"])


def test_an_orphan_is_fastened_to_words_that_are_quoted(
    program: Program, orders: str, files: tuple[Path, Path]
) -> None:
    gone = program.json("annotate", orders, "--quote", PASSAGES["gone"])["id"]
    program.json("import", files[1], "--revision-of", orders)
    assert "not both" in program.refused("accept", gone, "1", "--quote", "A preface")
    now = program.json("accept", gone, "--quote", "A preface about those who give orders")
    assert (now["state"], now["quote"]) == ("exact", "A preface about those who give orders")
    assert "Fasten" in program.out("undo")


def test_undo_goes_back_to_the_old_text_and_redo_to_the_new(
    program: Program, orders: str, files: tuple[Path, Path]
) -> None:
    marked(program, orders)
    before, text = annotations(program, orders), program.json("inspect", orders)["text"]
    program.json("import", files[1], "--revision-of", orders, "--title", "Orders, revised")
    assert program.json("list")[0]["title"] == "Orders, revised"
    assert program.out("undo") == "Undone: Better Text"
    assert program.json("inspect", orders)["text"] == text
    after = annotations(program, orders)
    assert {key: (one["start"], one["quote"], one["state"]) for key, one in after.items()} == {
        key: (one["start"], one["quote"], "exact") for key, one in before.items()
    }
    program.out("redo")
    assert "preface" in program.json("inspect", orders)["text"]


def test_both_files_are_known_afterwards(program: Program, orders: str, files: tuple[Path, Path]) -> None:
    program.json("import", files[1], "--revision-of", orders)
    for path in files:
        again = program.json("import", path)
        assert (again["id"], again["fresh"]) == (orders, False)
    assert len(program.json("list")) == 1
    assert not program.json("import", files[1], "--revision-of", orders)["fresh"]


def test_what_cant_be_is_said_in_one_sentence(program: Program, orders: str, files: tuple[Path, Path]) -> None:
    assert "no file" in program.refused("import", "none.md", "--revision-of", orders)
    assert "one file" in program.refused("import", *files, "--revision-of", orders)
    assert "no reader" in program.refused("import", files[1], "--revision-of", "0000")
    program.out("import", files[1])
    assert "reader of its own" in program.refused("import", files[1], "--revision-of", orders)
    assert "no annotation" in program.refused("accept", "nobody")
    assert "preface" not in program.json("inspect", orders)["text"]


def test_the_report_reads_well(program: Program, orders: str, files: tuple[Path, Path]) -> None:
    ids = marked(program, orders)
    told = program.out("import", files[1], "--revision-of", orders)
    assert "annotations: 1 exact, 1 moved, 1 to check, 1 not found" in told
    assert f"to check: {ids['edited']}" in told and f"not found: {ids['gone']}" in told
