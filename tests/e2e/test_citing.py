"""Citations from outside: correct what was found, export what is cited, and let pandoc make an essay of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.e2e.conftest import Program
from tests.pandoc import pandoc

Words = Callable[[int], str]
BOOK = ("--set", "editor=Joel M. Oster", "--set", "year=2013", "--set", "publisher=Paper & Sons")


def test_a_book_is_corrected_or_the_correction_refused_in_a_sentence(program: Program, reader: str) -> None:
    before = {work["division"]: work for work in program.json("cite", reader)["works"]}
    assert before[None]["type"] == "book" and before[None]["editor"] is None
    program.out("cite", reader, *BOOK)
    (book,) = (work for work in program.json("cite", reader)["works"] if work["division"] is None)
    assert (book["editor"], book["year"]) == ("Joel M. Oster", "2013")
    assert book["said"] == {"editor": "Joel M. Oster", "year": "2013", "publisher": "Paper & Sons"}
    (piece,) = program.json("cite", reader, "--division", "1-1", "--set", "author=Ida Clerk")["works"]
    assert piece["type"] == "chapter" and piece["container"] == book["title"] and piece["editor"] == "Joel M. Oster"
    assert piece["citations"]["reading"].startswith("Clerk, in Oster (ed.), pp. ")
    assert piece["citations"]["pandoc"].startswith("[@clerk2013party, pp. ")
    assert piece["found"]["author"] == "A Historian of Institutions"
    assert "Correct Citation" in program.out("undo")
    program.out("cite", reader, "--reset", "editor")
    (book,) = (work for work in program.json("cite", reader)["works"] if work["division"] is None)
    assert book["editor"] is None and book["year"] == "2013"
    assert "found: —" in program.out("cite", reader)
    for arguments, word in ((("--set", "colour=red"), "colour"), (("--set", "red"), "--set")):
        assert word in program.refused("cite", reader, *arguments)


def test_all_that_is_cited_goes_into_a_file_that_pandoc_reads(
    program: Program, reader: str, words: Words, tmp_path: Path
) -> None:
    program.out("cite", reader, *BOOK)
    program.out("annotate", reader, "--quote", words(0))
    program.out("annotate", reader, "--division", "1-1", "--note", "Cards!")
    (piece,) = program.json("cite", reader, "--division", "1-1")["works"]
    essay = f"As was said [@{piece['citekey']}, p. 6].\n"
    for form, name in (("bibtex", "cited.bib"), ("csl-json", "cited.json")):
        file = tmp_path / name
        assert program.out("export", reader, "--format", form, "-o", file) == str(file)
        shown = pandoc("--citeproc", "--bibliography", str(file), "-t", "plain", "--wrap=none", text=essay)
        assert "As was said (A Historian of Institutions 2013, 6)." in shown
        assert (
            "A Historian of Institutions. 2013. “How a Party Became a State.” In The Making and Unmaking of the Soviet "
            "Political System: A Short Reader, edited by Joel M. Oster, 5–9. Paper & Sons."
        ) in shown
    listed = json.loads(program.out("export", reader, "--format", "csl-json"))
    assert [item["title"] for item in listed] == ["Introduction", "How a Party Became a State"]
    only = json.loads(program.out("export", reader, "--format", "csl-json", "--division", "1-2"))
    assert only == []
    moved = (tmp_path / "cited.json").rename(tmp_path / "moved.json")
    program.out("export", reader, "--format", "csl-json", "-o", moved)  # known by what is in it, not by its name
    moved.write_text(moved.read_text("utf-8") + "\n", "utf-8")
    before = moved.read_bytes()
    program.refused("export", reader, "--format", "csl-json", "-o", moved)
    assert moved.read_bytes() == before
