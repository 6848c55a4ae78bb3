"""BibTeX and CSL-JSON, read as pandoc reads them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.export.bibtex import to_bibtex
from annotator.export.citation_styles import cite
from annotator.export.csl_json import csl_item, to_csl_json
from annotator.export.grouping import Choice
from annotator.export.tex import escape_tex
from annotator.model.bibliography import Work, works_of
from annotator.services.bibliography_files import cited_works
from tests.pandoc import pandoc
from tests.unit.export_samples import DOCUMENT, EVERY_SORT
from tests.unit.test_citation_styles import BOOK, FIRST, ONE, PIECE, PREFACE, TURN

ODD = Work(
    "chapter",
    title="50% & more: {braces} #1_x ~ ^ \\ < > | -- $5 “curly”",
    author="Cora van der Dyke and José Ortega y Gasset and {Ink, Paper & Sons} and Martin King, Jr. and Plato",
    editor="The Harbour Board",
    container="Ink & Paper",
    publisher="Quay and Sons",
    place="Köln",
    year="1920",
    pages="A-3–A-9",
    citekey="odd:1920",
)
WORKS = [PIECE, BOOK, PREFACE, replace(PIECE, original=FIRST, citekey="quill1963b"), ODD]


def test_an_entry_of_bibtex() -> None:
    assert to_bibtex([PIECE], head=["Of {Ink} by a@b"]) == (
        "% Of {Ink} by a(at)b\n"
        "\n"
        "@incollection{quill1963ink,\n"
        "  author = {Quill, Merle},\n"
        "  title = {{Ink as a System of Power}},\n"
        "  booktitle = {{Politics in Ink: A Reader}},\n"
        "  editor = {Oster, Joel M.},\n"
        "  publisher = {{Paper Press}},\n"
        "  address = {Los Angeles},\n"
        "  year = {2013},\n"
        "  pages = {16--56},\n"
        "  origdate = {1963},\n"
        "  origtitle = {{How Ink Is Ruled}},\n"
        "  origpublisher = {{Quay Press}},\n"
        "  origlocation = {Cambridge},\n"
        "  note = {Originally published in \\emph{How Ink Is Ruled} (Cambridge: Quay Press, 1963), 421--462},\n"
        "}\n"
    )


def test_an_item_of_csl_json() -> None:
    assert csl_item(PIECE) == {
        "id": "quill1963ink",
        "type": "chapter",
        "title": "Ink as a System of Power",
        "author": [{"family": "Quill", "given": "Merle"}],
        "editor": [{"family": "Oster", "given": "Joel M."}],
        "container-title": "Politics in Ink: A Reader",
        "publisher": "Paper Press",
        "publisher-place": "Los Angeles",
        "page": "16–56",
        "issued": {"date-parts": [[2013]]},
        "original-date": {"date-parts": [[1963]]},
        "original-title": "How Ink Is Ruled",
        "original-publisher": "Quay Press",
        "original-publisher-place": "Cambridge",
        "note": "Originally published in How Ink Is Ruled (Cambridge: Quay Press, 1963), 421–462.",
    }


def test_a_book_without_a_year_gives_the_piece_its_first_one() -> None:
    undated = replace(PIECE, year="")
    assert csl_item(undated)["issued"] == {"date-parts": [[1963]]} and "original-date" not in csl_item(undated)
    assert "year = {1963}" in to_bibtex([undated]) and "origdate" not in to_bibtex([undated])
    assert csl_item(replace(PIECE, year="c. 1920"))["issued"] == {"literal": "c. 1920"}


def test_both_tell_pandoc_the_same() -> None:
    """Names with particles, suffixes and institutions, and TeX's special signs, come through unharmed."""
    found: list[dict[str, Any]] = json.loads(pandoc("-f", "biblatex", "-t", "csljson", text=to_bibtex(WORKS)))
    ours = {work.citekey: csl_item(work) for work in WORKS}
    assert {one["id"] for one in found} == set(ours)
    for item in found:
        own = ours[item["id"]]
        for name in ("type", "title", "author", "editor", "container-title", "publisher", "publisher-place", "issued",
                     "original-date", "original-title", "original-publisher"):  # fmt: skip
            assert item.get(name) == own.get(name), (item["id"], name)
        assert item.get("page", "").replace("-", "–") == own.get("page", "").replace("-", "–")


@pytest.mark.parametrize("form", ["bib", "json"])
def test_pandoc_cites_what_we_export(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"cited.{form}"
    text = to_bibtex(WORKS, head=["A reader"]) if form == "bib" else to_csl_json(WORKS, export_id="1")
    file.write_text(text, encoding="utf-8")
    note = (
        f"A {cite(PIECE, TURN, 'pandoc')}. B {cite(PREFACE, (('A-3', 'A-3'),), 'pandoc')}. C {cite(ODD, ONE, 'pandoc')}"
    )
    shown = pandoc("--citeproc", "--bibliography", str(file), "-t", "plain", "--wrap=none", text=note)
    assert "A (Quill [1963] 2013, 17–18)." in shown  # as our own author-date style has it
    assert "B (Oster 2013, A" in shown and "C (van der Dyke et al. 1920, 17)" in shown
    assert (
        "Quill, Merle. (1963) 2013. “Ink as a System of Power.” In Politics in Ink: A Reader, edited by Joel M. Oster, "
        "16–56. Los Angeles: Paper Press."
    ) in shown
    assert "José Ortega y Gasset, Ink, Paper & Sons, Martin King Jr., and Plato" in shown


@given(st.text(st.sampled_from("ab {}\\&%$#_~^-`'")))
def test_braces_that_bibtex_counts_are_always_paired(text: str) -> None:
    depth = 0
    for sign in escape_tex(text):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0


def test_only_what_is_cited_is_exported() -> None:
    works = works_of(DOCUMENT, "Paper & Power: A Reader")
    assert [work.title for work in cited_works(works, [EVERY_SORT[0], EVERY_SORT[7]], Choice())] == [
        "Introduction to “Archives”",
        "The Ledger",
    ]
    claims = cited_works(works, EVERY_SORT, Choice(roles=frozenset({"claim"})))
    assert [work.title for work in claims] == ["The Ledger"]
    assert len(cited_works(works, [], Choice())) == len(works.all) == 4
    assert cited_works(works, [], Choice(tags=frozenset({"none"}))) == []
