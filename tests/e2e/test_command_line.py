"""The contract of the command line, from outside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.sentences import STAGES
from tests.e2e.conftest import BUNDLED, Program

Words = Callable[[int], str]


def test_a_reader_goes_through_every_room(program: Program, reader: str, words: Words, tmp_path: Path) -> None:
    annotation = program.out(
        "annotate", reader, "--quote", words(0), "--role", "question", "--note", "How *indeed*?", "--tag", "method"
    )
    (listed,) = program.json("annotations", reader)
    assert listed["id"] == annotation
    assert (listed["role"], listed["note"], listed["tags"]) == ("question", "How *indeed*?", ["method"])
    assert listed["quote"] == words(0) and listed["state"] == "exact"
    document = program.json("inspect", reader)
    assert document["text"][listed["start"] : listed["end"]] == words(0)
    assert program.json("search", "indeed", "--in", "notes")[0]["annotation"] == annotation
    program.out("export", reader, "-o", tmp_path / "out.md")
    exported = (tmp_path / "out.md").read_text(encoding="utf-8")
    assert f"> {words(0)}" in exported and "How *indeed*?" in exported and "p. 1" in exported
    assert exported.startswith("---\n")


def test_edit_changes_what_is_named_and_leaves_the_rest(program: Program, reader: str, words: Words) -> None:
    annotation = program.out("annotate", reader, "--quote", words(1), "--note", "Why?", "--tag", "a", "--tag", "b")
    assert program.json("annotations", reader)[0]["role"] == "quotable"
    program.out("edit", annotation, "--role", "claim")
    program.out("edit", annotation, "--tag", "c")
    (listed,) = program.json("annotations", reader)
    assert (listed["role"], listed["note"], listed["tags"]) == ("claim", "Why?", ["c"])


def test_trash_and_back_undo_and_redo(program: Program, reader: str, words: Words) -> None:
    annotation = program.out("annotate", reader, "--quote", words(1))
    program.out("delete", annotation)
    assert program.json("annotations", reader) == []
    program.out("restore", annotation)
    assert len(program.json("annotations", reader)) == 1
    assert "Restore" in program.out("undo")
    assert program.json("annotations", reader) == []
    assert "Restore" in program.out("redo")
    program.out("remove", reader)
    assert program.json("list") == []
    program.out("restore", reader)
    assert program.json("list")[0]["annotations"] == 1


def test_several_passages_make_one_annotation_and_none_makes_a_general_note(
    program: Program, reader: str, words: Words
) -> None:
    program.out("annotate", reader, "--quote", words(0), "--quote", words(1))
    program.out("annotate", reader, "--note", "On the whole reader")
    program.out("annotate", reader, "--division", "1-2", "--note", "On one selection")
    general = [a for a in program.json("annotations", reader) if a["start"] is None]
    assert {a["note"] for a in general} == {"On the whole reader", "On one selection"}
    (gathered,) = (a for a in program.json("annotations", reader) if a["start"] is not None)
    assert len(gathered["passages"]) == 2 and "[…]" in gathered["quote"]


def test_the_same_file_twice_is_the_same_reader(program: Program, reader: str, tmp_path: Path) -> None:
    elsewhere = tmp_path / "renamed.txt"
    elsewhere.write_bytes(BUNDLED.read_bytes())
    assert program.json("import", elsewhere)["id"] == reader
    assert len(program.json("list")) == 1


def test_options_may_stand_on_either_side_of_the_command(program: Program, reader: str) -> None:
    done = program.call("list", "--json", "--quiet")
    assert done.returncode == 0
    import subprocess
    import sys

    after = [sys.executable, "-m", "annotator", "list", "--data-dir", str(program.data)]
    assert reader in subprocess.run(after, capture_output=True, text=True, timeout=60).stdout


@pytest.mark.parametrize("arguments", [("nonsense-option", "--nonsense"), ("annotate",), ("import",)])
def test_wrong_usage_exits_with_2(program: Program, arguments: tuple[str, ...]) -> None:
    assert program.call(*arguments).returncode == 2


def test_a_quotation_that_is_not_there_changes_nothing(program: Program, reader: str) -> None:
    before = program.files()
    assert "doesn't have the words" in program.refused("annotate", reader, "--quote", "colourless green ideas")
    assert program.files() == before


def test_what_does_not_exist_is_said_kindly(program: Program, reader: str) -> None:
    nowhere = "00000000-0000-4000-8000-000000000000"
    for arguments in (
        ("annotations", nowhere),
        ("delete", nowhere),
        ("restore", nowhere),
        ("edit", nowhere, "--note", "x"),
        ("export", nowhere),
        ("search", "x", "--reader", nowhere),
        ("annotate", reader, "--role", "fancy", "--note", "x"),
        ("annotate", reader, "--division", "no such thing", "--note", "x"),
        ("search", '"unbalanced AND', "--in", "pictures"),
        ("concordance", "x", "--json", "--csv"),
        ("concordance", "x", "--json", "-o", "x.csv"),
        ("export", reader, "--save-preset", " "),
    ):
        program.refused(*arguments)


def test_export_without_a_file_goes_to_standard_output(program: Program, reader: str, words: Words) -> None:
    program.out("annotate", reader, "--quote", words(1), "--role", "claim")
    assert words(1) in program.out("export", reader)
    assert words(1) not in program.out("export", reader, "--role", "question")
    assert words(1) not in program.out("export", reader, "--division", "1-2")


def test_the_index_may_vanish(program: Program, reader: str) -> None:
    import shutil

    first = program.json("search", "pencil")
    assert first
    shutil.rmtree(program.data / "cache")
    assert program.json("search", "pencil") == first
    program.out("index", "--rebuild")
    assert program.json("search", "pencil") == first


def test_a_search_hit_leads_to_its_place(program: Program, reader: str) -> None:
    text = program.json("inspect", reader)["text"]
    hits = program.json("search", '"hindsight is a poor witness"', "--in", "texts")
    assert text[hits[0]["start"] : hits[0]["end"]].lower() == "hindsight is a poor witness"
    assert hits[0]["kind"] == "text" and hits[0]["annotation"] is None and hits[0]["page"] == "2"
    assert "hindsight" in hits[0]["snippet"].lower()


def test_self_test_passes(program: Program) -> None:
    assert "All is well" in program.out("self-test")
    assert not program.data.exists()


def test_without_a_display_the_window_says_so(program: Program) -> None:
    hidden = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    done = program.call(env=hidden)
    assert done.returncode == 1 and "no display" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plain.txt", "The book lay in a drawer.\n\nWhoever asked for it was written down.\n"),
        ("essay.md", "# On keeping books\n\nThe book lay in a drawer.\n"),
        ("page.html", "<!doctype html><title>On books</title><h1>On books</h1><p>The book lay in a drawer.</p>"),
        ("printed.txt", BUNDLED.read_text(encoding="utf-8")),
    ],
)
def test_an_import_tells_how_far_it_is(program: Program, tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    told = [line.split() for line in program.call("import", path, "--progress-lines", "--json").stderr.splitlines()]
    assert {line[0] for line in told} == {"progress"} and {line[1] for line in told} <= set(STAGES)
    parts = [float(line[2]) for line in told]
    assert parts == sorted(parts) and parts[0] == 0.0 and parts[-1] == 1.0
