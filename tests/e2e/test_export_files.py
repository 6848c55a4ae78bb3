"""Where an export may go, and what is never written over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.e2e.conftest import Program


@pytest.fixture
def marked(program: Program, reader: str) -> str:
    """The id of the bundled reader, with one annotation."""
    program.out("annotate", reader, "--quote", "Three cautions.", "--role", "claim")
    return reader


def test_a_folder_gets_a_file_named_by_the_title(program: Program, marked: str, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    path = Path(program.out("export", marked, "-o", f"{folder}/"))
    assert path.parent == folder and path.name.startswith("The Making and Unmaking") and path.suffix == ".md"
    assert Path(program.out("export", marked, "-o", folder)) == path
    other = tmp_path / "other.txt"
    other.write_text("Some other words.\n")
    title = program.json("list")[0]["title"]
    twin = program.json("import", other, "--title", title)["id"]
    second = Path(program.out("export", twin, "-o", folder))
    assert second != path and twin[:8] in second.name
    assert twin.encode() in second.read_bytes() and marked.encode() in path.read_bytes()
    assert "can't be written" in program.refused("export", marked, "-o", f"{tmp_path}/missing/")


def test_an_export_in_which_nothing_changed_is_not_written_again(program: Program, marked: str, tmp_path: Path) -> None:
    path = tmp_path / "out.md"
    program.out("export", marked, "-o", path)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    program.out("export", marked, "-o", path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    program.out("annotate", marked, "--note", "More")
    program.out("export", marked, "-o", path)
    assert b"More" in path.read_bytes()


def test_a_link_stays_a_link(program: Program, marked: str, tmp_path: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to("real.md")
    program.out("export", marked, "-o", link)
    program.out("export", marked, "-o", link, "--role", "claim")
    assert link.is_symlink() and (tmp_path / "real.md").is_file()


def test_what_is_never_written_over(program: Program, marked: str, tmp_path: Path) -> None:
    read_only, lines = tmp_path / "read-only.md", tmp_path / "lines.md"
    for path in (read_only, lines):
        program.out("export", marked, "-o", path)
    program.out("annotate", marked, "--note", "More")
    read_only.chmod(0o444)
    lines.write_bytes(lines.read_bytes().replace(b"\n", b"\r\n"))
    theirs = tmp_path / "theirs.md"
    theirs.write_bytes(b"\xff my own words")
    before = {path: path.read_bytes() for path in (read_only, lines, theirs)}
    assert "read-only" in program.refused("export", marked, "-o", read_only)
    for path in (lines, theirs):
        assert "left as it is" in program.refused("export", marked, "-o", path)
    assert {path: path.read_bytes() for path in before} == before
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for special in (pipe, "/dev/null"):
        assert "no ordinary file" in program.refused("export", marked, "-o", special)
    assert not Path("/dev/null").is_file() and pipe.is_fifo()
    program.refused("export", marked, "-o", "")
    program.refused("export", marked, "-o", tmp_path / "no" / "where.md")


def test_roles_by_name_and_formats_to_come(program: Program, marked: str) -> None:
    assert "Three cautions." in program.out("export", marked, "--role", "Claim", "--format", "Markdown")
    assert "comes later" in program.refused("export", marked, "--format", "csv")
    assert program.call("export", marked, "--format", "nonsense").returncode == 2
