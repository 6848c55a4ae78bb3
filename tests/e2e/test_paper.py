"""`annotator export --format pdf`: the text with its notes on sheets, made without a window."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from tests.e2e.conftest import Program


def words_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as found:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in found).split())


def test_a_pdf_has_the_notes_where_one_says(program: Program, reader: str, tmp_path: Path) -> None:
    note = program.out("annotate", reader, "--quote", "Three cautions.", "--role", "claim", "--note", "Cautioned.")
    assert note
    target = tmp_path / "out.pdf"
    for where, there in (("margin", True), ("end", True), ("none", False)):
        assert program.out("export", reader, "--format", "pdf", "-o", target, "--paper-notes", where) == str(target)
        assert ("Cautioned." in words_of(target)) is there
    program.out("export", reader, "--format", "pdf", "-o", target, "--role", "question")
    assert "Cautioned." not in words_of(target) and "Three cautions." in words_of(target)


def test_only_a_pdf_of_ours_is_written_over(program: Program, reader: str, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.pdf"
    theirs.write_bytes(b"%PDF-1.4 a person's own")
    program.refused("export", reader, "--format", "pdf", "-o", theirs)
    assert theirs.read_bytes() == b"%PDF-1.4 a person's own"
    assert "file" in program.refused("export", reader, "--format", "pdf")
    made = Path(program.out("export", reader, "--format", "pdf", "-o", f"{tmp_path}/"))
    assert made.suffix == ".pdf" and made.parent == tmp_path
