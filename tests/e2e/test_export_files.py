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
    program.out("export", marked, "-o", read_only)
    program.out("annotate", marked, "--note", "More")
    read_only.chmod(0o444)
    lines.write_bytes(b"Nothing of Annotator's.\r\n")
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


def test_roles_by_name_and_forms_of_files(program: Program, marked: str, tmp_path: Path) -> None:
    assert "Three cautions." in program.out("export", marked, "--role", "Claim", "--format", "Markdown")
    assert program.call("export", marked, "--format", "nonsense").returncode == 2
    head, row = program.out("export", marked, "--format", "csv").lstrip("\ufeff").splitlines()
    assert head.startswith("id,reader,selection,") and ",Claim,,Three cautions.," in row
    page = Path(program.out("export", marked, "--format", "html", "-o", tmp_path / "out.html"))
    assert page.read_text().startswith("<!DOCTYPE html>") and "Three cautions." in page.read_text()
    program.out("export", marked, "--format", "html", "-o", page)
    page.write_text(page.read_text() + "<!-- mine -->")
    assert "left as it is" in program.refused("export", marked, "--format", "html", "-o", page)


def test_an_essay_is_brought_up_to_date_after_a_look(program: Program, marked: str, tmp_path: Path) -> None:
    path = tmp_path / "essay.md"
    program.out("export", marked, "-o", path)
    essay = path.read_bytes().replace(b"\n", b"\r\n") + b"\r\nMy own sentence, na\xc3\xafve."
    path.write_bytes(essay)
    program.out("export", marked, "-o", path)
    assert path.read_bytes() == essay, "nothing new, nothing written"
    note = program.out("annotate", marked, "--note", "On the whole")
    seen = program.out("export", marked, "-o", path, "--dry-run")
    assert "+On the whole" in seen and f"+<!-- annotator:{note} -->" in seen and path.read_bytes() == essay
    program.out("export", marked, "-o", path)
    assert b"On the whole\r\n" in path.read_bytes() and path.read_bytes().endswith(b"My own sentence, na\xc3\xafve.")


def test_a_conflict_is_refused_and_can_be_decided(program: Program, reader: str, tmp_path: Path) -> None:
    made = program.out("annotate", reader, "--quote", "Three cautions.", "--note", "As it was")
    path = Path(program.out("export", reader, "-o", tmp_path / "essay.md"))
    path.write_text(path.read_text().replace("As it was", "As I say"))
    before = path.read_bytes()
    program.out("edit", made, "--note", "As it is")
    sentence = program.refused("export", reader, "-o", path)
    assert "Three cautions." in sentence and "--on-conflict" in sentence and path.read_bytes() == before
    program.out("export", reader, "-o", path, "--on-conflict", "both")
    assert "As I say\n\nAs it is\n" in path.read_text()


def test_two_readers_in_one_file_and_a_search(program: Program, marked: str, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Some other words.\n")
    second = program.json("import", other)["id"]
    program.out("annotate", second, "--quote", "other words", "--note", "Look")
    both = program.out("export", marked, second)
    assert both.index("Three cautions.") < both.index("> other words")
    assert "Three cautions." not in program.out("export", marked, second, "--search", "look")
    path = Path(program.out("export", marked, "-o", tmp_path / "one.md"))
    first = path.read_text()
    program.out("export", second, "-o", path)
    assert path.read_text().startswith(first) and "> other words" in path.read_text()


def test_presets_are_listed_copied_changed_and_remembered(program: Program, marked: str, tmp_path: Path) -> None:
    assert next(one["key"] for one in program.json("presets")) == "reading-notes"
    own = Path(program.out("presets", "--copy", "plain"))
    own.write_text(own.read_text().replace("{{ e.quote }}", "SAID: {{ e.quote }}"))
    assert "SAID: Three cautions." in program.out("export", marked, "--preset", "plain")
    own.write_text(own.read_text().replace("{{ e.quote }}", "{{ e.quot }}"))
    line = 1 + own.read_text().split("\n").index("SAID: {{ e.quot }}")
    assert f"line {line}: " in program.refused("export", marked, "--preset", "plain")
    assert "essay-quarry" in program.refused("export", marked, "--preset", "nonsense")
    program.out("export", marked, "--preset", "essay-quarry", "--order", "role", "--save-preset", "for Ada")
    assert "## Claim" in program.out("export", marked, "--preset", "for Ada")
    assert "## Claim" not in program.out("export", marked, "--preset", "for Ada", "--order", "tag")


def test_a_saved_preset_hides_none_that_ships_and_a_dash_is_standard_output(
    program: Program, marked: str, tmp_path: Path
) -> None:
    assert "has this name already" in program.refused("export", marked, "--save-preset", "plain", "--order", "role")
    shown = program.call("export", marked, "-o", "-", "--without", "front-matter").stdout
    assert "> Three cautions." in shown and not (tmp_path / "-").exists()
