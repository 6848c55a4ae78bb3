"""Annotations out and in again through the command line, and ties between them."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

from annotator.cli.table import KINDS
from annotator.model.annotation import LinkKind
from tests.e2e.conftest import BUNDLED, Program


def test_everything_goes_out_and_comes_in_elsewhere(
    program: Program, reader: str, words: Callable[[int], str], tmp_path: Path
) -> None:
    one = program.out("annotate", reader, "--quote", words(0), "--note", "**Why?**", "--tag", "law", "--role", "claim")
    two = program.out("annotate", reader, "--quote", words(1), "--quote", words(2), "--role", "question")
    program.out(
        "annotate",
        reader,
        "--note",
        "On the whole",
        "--division",
        program.json("inspect", reader)["divisions"][0]["title"],
    )
    gone = program.out("annotate", reader, "--quote", words(2))
    program.out("delete", gone)
    link = program.json("link", one, two, "--kind", "contradicts")
    file = tmp_path / "out.jsonld"
    assert program.out("export", reader, "--format", "json-ld", "-o", file) == str(file)
    whole = json.loads(file.read_text())
    assert whole["@context"] == "http://www.w3.org/ns/anno.jsonld" and whole["total"] == 4
    other = Program(tmp_path / "other")
    other.out("import", BUNDLED)
    report = other.json("import-annotations", reader, file)
    assert {key: len(value) for key, value in report.items() if value} == {"added": 4}
    assert other.json("annotations", reader) == program.json("annotations", reader)
    tied = {a["id"]: a["links"] for a in other.json("annotations", reader)}
    assert tied[one] == [{"id": link["id"], "kind": "contradicts", "direction": "to", "annotation": two}]
    assert tied[two] == [{"id": link["id"], "kind": "contradicts", "direction": "from", "annotation": one}]
    assert other.out("import-annotations", reader, file).splitlines() == ["0 added, 0 updated, 4 here already"]
    assert other.out("undo") == "Undone: Import Annotations"
    assert other.json("annotations", reader) == []
    other.out("doctor")  # sound, or it would end with 1
    both = json.loads(program.out("export", reader, "--format", "json-ld", "--with-trash"))
    assert both["total"] == 5


def test_an_export_is_written_over_only_where_nobody_changed_it(program: Program, reader: str, tmp_path: Path) -> None:
    file = tmp_path / "folder"
    file.mkdir()
    path = Path(program.out("export", reader, "--format", "json-ld", "-o", file))
    assert path.suffix == ".jsonld" and stat.S_IMODE(path.stat().st_mode) == 0o666 & ~_umask()
    before = path.read_bytes()
    program.out("export", reader, "--format", "json-ld", "-o", path)
    assert path.read_bytes() == before
    program.out("annotate", reader, "--note", "new")
    program.out("export", reader, "--format", "json-ld", "-o", path)
    assert json.loads(path.read_text())["total"] == 1
    path.write_text(path.read_text().replace("new", "mine"))
    assert "changed" in program.refused("export", reader, "--format", "json-ld", "-o", path)
    assert "mine" in path.read_text()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_what_cannot_be_read_is_told_and_kept(program: Program, reader: str, tmp_path: Path) -> None:
    file = tmp_path / "in.json"
    file.write_text(json.dumps([7, {"id": "a", "bodyValue": "good", "target": "https://example.org"}]))
    said = program.out("import-annotations", reader, file).splitlines()
    assert said[0] == "1 added, 0 updated, 0 here already"
    assert said[1] == "  can't be read: number 1 (it is no object)"
    kept = Path(said[2].removeprefix("What couldn't be read is kept in "))
    assert json.loads(kept.read_text())["items"] == [7] and kept.is_relative_to(program.data)
    before = program.files()
    file.write_text("{")
    assert "can't be read as annotations" in program.refused("import-annotations", reader, file)
    assert program.files() == before


def test_ties_are_made_taken_back_and_refused(program: Program, reader: str) -> None:
    one, two = (program.out("annotate", reader, "--note", note) for note in ("one", "two"))
    link = program.out("link", one, two)
    assert program.out("link", one, two, "--kind", "see-also") == link  # it is there already
    assert program.json("annotations", reader)[0]["links"][0]["kind"] == "see-also"
    assert program.out("undo") == "Undone: Link"
    assert [a["links"] for a in program.json("annotations", reader)] == [[], []]
    program.out("redo")
    program.out("delete", two)
    assert program.json("annotations", reader)[0]["links"] == []  # it comes back with its other end
    program.out("restore", two)
    assert [len(a["links"]) for a in program.json("annotations", reader)] == [1, 1]
    assert "itself" in program.refused("link", one, one)
    assert "no annotation" in program.refused("link", one, "nobody")
    program.out("delete", two)
    assert "trash" in program.refused("link", one, two, "--kind", "echoes")
    assert program.call("link", one, two, "--kind", "hates").returncode == 2
    assert [kind.value for kind in LinkKind] == list(KINDS)
