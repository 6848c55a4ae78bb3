"""What a person says of a book and its pieces, and citation keys that nobody else has and that stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.assets import reader_texts
from annotator.errors import UserError
from annotator.model.anchor import Position
from annotator.model.citation import Citation
from annotator.paths import paths_under
from annotator.services import Services, drafts
from annotator.services.bibliography import STYLES, Works, cite
from annotator.services.divisions import find_division
from annotator.services.exporting import BibliographyOptions, MarkdownOptions
from annotator.services.shelf import OpenReader
from annotator.wiring import build_services
from tests.pandoc import pandoc
from tests.realreader import real_reader

BOOK = """---
title: Paper Offices
editor: Ada Lind
year: 2001
---

# The Ledger

by Bela Quill

A ledger isn't a memory.
"""


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    services = build_services(paths_under(tmp_path / "data"), author="someone")
    yield services
    services.close()


def shipped(services: Services) -> OpenReader:
    return services.shelf.open(services.shelf.import_file(reader_texts() / "soviet-system.txt").reader.id)


def book(services: Services, folder: Path, text: str = BOOK, name: str = "paper.md") -> OpenReader:
    (folder / name).write_text(text, encoding="utf-8")
    return services.shelf.open(services.shelf.import_file(folder / name).reader.id)


def works(services: Services, opened: OpenReader) -> Works:
    return services.bibliography.works(services.shelf.get(opened.reader.id), opened.document)


def say(services: Services, opened: OpenReader, division: str | None = None, **values: str | None) -> None:
    index = None if division is None else find_division(opened.document, division)
    named = {name.replace("_", "-"): value for name, value in values.items()}
    services.history.commit(services.bibliography.correct(opened.reader, opened.document, index, named))


def test_what_a_person_says_of_the_book_is_said_of_all_its_pieces(services: Services) -> None:
    opened = shipped(services)
    say(services, opened, editor="Joel M. Oster", year="2013", publisher="Paper Press")
    found = works(services, opened)
    assert {(work.editor, work.year, work.publisher) for work in found.all} == {
        ("Joel M. Oster", "2013", "Paper Press")
    }
    introduction = found.of(1)
    assert introduction.author == "Joel M. Oster" and introduction.citekey == "oster2013introduction"
    assert cite(found.of(6), (("5", "5"),)) == "A Historian of Institutions, in Oster (ed.), p. 5"


def test_a_correction_is_undone_and_a_field_is_taken_back(services: Services) -> None:
    opened = shipped(services)
    say(services, opened, "1-1", author="Ida Clerk", title="Cards", place="")
    say(services, opened, "1-1", author=None)
    piece = works(services, opened).of(6)
    assert (piece.author, piece.title) == ("A Historian of Institutions", "Cards")
    services.history.undo()
    assert works(services, opened).of(6).author == "Ida Clerk"
    services.history.undo()
    assert works(services, opened).of(6).title == "How a Party Became a State"
    services.history.redo()
    assert works(services, opened).of(6).title == "Cards"


def test_a_sheet_shows_what_was_found_beside_what_was_said(services: Services) -> None:
    opened = shipped(services)
    section = find_division(opened.document, "The Card Index")
    say(services, opened, "1-1", author="Ida Clerk", citekey="cards")
    sheet = services.bibliography.sheet(opened.reader, opened.document, section)
    shown = {entry.name: (entry.found, entry.said) for entry in sheet.entries}
    assert sheet.division == 6 and sheet.work.author == "Ida Clerk"
    assert shown["author"] == ("A Historian of Institutions", "Ida Clerk")
    assert shown["title"] == ("How a Party Became a State", None)
    assert shown["citekey"] == ("clerk2026party", "cards")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"colour": "red"}, "no_such_field"),
        ({"citekey": "two words"}, "citekey_malformed"),
        ({"citekey": "making2026"}, "citekey_taken"),
        ({"citekey": "Economic2026Plan"}, "citekey_taken"),
    ],
)
def test_what_cannot_be_said_is_refused(services: Services, values: dict[str, str], code: str) -> None:
    opened = shipped(services)
    with pytest.raises(UserError) as caught:
        say(services, opened, "1-1", **values)
    assert caught.value.code == code


def test_a_part_is_not_cited_by_itself(services: Services) -> None:
    opened = shipped(services)
    with pytest.raises(UserError) as caught:
        services.bibliography.sheet(opened.reader, opened.document, 3)
    assert caught.value.code == "not_cited_apart"


def test_a_key_follows_what_is_said_until_it_is_used(services: Services) -> None:
    opened = shipped(services)
    say(services, opened, "1-1", author="Ida Clerk")
    assert works(services, opened).of(6).citekey == "clerk2026party"
    services.bibliography.use([works(services, opened).of(6)])
    say(services, opened, "1-1", author="Eve Card")
    assert works(services, opened).of(6).citekey == "clerk2026party"
    assert services.history.state().undo == "correct_citation"  # using a key is no step of undo
    services.history.undo()
    services.history.undo()
    assert works(services, opened).of(6).citekey == "clerk2026party"
    with pytest.raises(UserError, match="citekey_taken"):
        say(services, opened, "1-2", citekey="clerk2026party")
    say(services, opened, "1-1", citekey="clerks")
    assert works(services, opened).of(6).citekey == "clerks"
    with pytest.raises(UserError, match="citekey_taken"):  # somebody's writing still has it
        say(services, opened, "1-2", citekey="clerk2026party")


def test_using_a_key_leaves_what_was_undone_to_be_done_again(services: Services) -> None:
    opened = shipped(services)
    say(services, opened, "1-1", author="Ida Clerk")
    services.history.undo()
    services.bibliography.use(works(services, opened).all)
    services.bibliography.use(works(services, opened).all)  # said twice, noted once
    assert services.history.state().redo == "correct_citation"
    assert len(services.bibliography._library.citations()) == len(works(services, opened).all)


def test_no_two_works_of_a_library_have_one_key(services: Services, tmp_path: Path) -> None:
    first = book(services, tmp_path)
    before = [work.citekey for work in works(services, first).all]
    second = book(services, tmp_path, BOOK.replace("memory", "promise"), "again.md")
    keys = [work.citekey for opened in (first, second) for work in works(services, opened).all]
    assert len(set(keys)) == len(keys) == 4
    assert [work.citekey for work in works(services, first).all] == before == ["lind2001paper", "quill2001ledger"]
    assert keys[2:] == ["lind2001paperb", "quill2001ledgerb"]


def test_a_damaged_record_hides_no_other(services: Services) -> None:
    opened = shipped(services)
    say(services, opened, "1-1", author="Ida Clerk")
    say(services, opened, "1-2", author="Eve Plan")
    connection = services.bibliography._library.connection
    connection.execute("UPDATE citation SET fields = '[[\"author\",\"X\"]]' WHERE division LIKE '%1-1%'")
    found = works(services, opened)
    assert (found.of(6).author, found.of(12).author) == ("A Historian of Institutions", "Eve Plan")


def test_what_was_said_of_a_division_that_is_gone_is_told(services: Services) -> None:
    opened = shipped(services)
    say(services, opened, "1-1", author="Ida Clerk")
    other = opened.document._replace(divisions=opened.document.divisions[:6], blocks=opened.document.blocks[:20])
    (lost,) = services.bibliography.lost(opened.reader, other)
    assert isinstance(lost, Citation) and lost.fields == (("author", "Ida Clerk"),)
    assert services.bibliography.lost(opened.reader, opened.document) == []


def test_the_real_reader_is_cited_rightly_in_each_style(services: Services) -> None:
    opened = services.shelf.open(services.shelf.import_file(real_reader()).reader.id)
    say(services, opened, editor="Joel M. Ostrow")
    found = works(services, opened)
    pages = {"1-2": "17", "1-3": "60"}
    fainsod, bialer = (found.of(find_division(opened.document, number)) for number in pages)
    mccauley = found.of(2)
    said = {
        style: [
            cite(work, ((page, page),), style)
            for work, page in (
                (mccauley, "8"),
                (fainsod, "17"),
                (bialer, "60"),
                (found.of(1), "2"),
                (found.of(20), "82"),
            )
        ]
        for style in STYLES
    }
    assert said["reading"] == [
        "McCauley, in Ostrow (ed.), p. 8",
        "Fainsod, in Ostrow (ed.), p. 17",
        "Bialer, in Ostrow (ed.), p. 60",
        "Ostrow (ed.), p. 2",
        "Ostrow (ed.), p. 82",
    ]
    assert said["author-date"] == [
        "(McCauley 1992, 8)",
        "(Fainsod 1963, 17)",
        "(Bialer 1980, 60)",
        "(Ostrow, n.d., 2)",
        "(Ostrow, n.d., 82)",
    ]
    assert said["pandoc"] == [
        "[@mccauley1992introduction, p. 8]",
        "[@fainsod1963terror, p. 17]",
        "[@bialer1980soviet, p. 60]",
        "[@ostrowsoviet, p. 2]",
        "[@ostrowcollapse, p. 82]",
    ]
    first = ("Harvard University Press", "1963", "421–462")
    assert said["note"][1] == (
        "Merle Fainsod, “Terror as a System of Power,” in *Politics in Russia: A Reader*, ed. Joel M. Ostrow, 17. "
        "Originally published in *How Russia is Ruled* ({}, {}), {}.".format(*first)
    )
    assert said["note"][4] == (
        "Joel M. Ostrow, introduction to “The Collapse of the Soviet Union,” in *Politics in Russia: A Reader*, "
        "ed. Joel M. Ostrow, 82."
    )
    assert (fainsod.pages, bialer.pages, mccauley.pages) == ("16–56", "57–80", "7–15")
    say(services, opened, year="2013")
    assert cite(works(services, opened).of(3), (("17", "18"),), "author-date") == "(Fainsod [1963] 2013, 17–18)"


def test_pandoc_makes_an_essay_of_an_export_and_what_it_cites(services: Services, tmp_path: Path) -> None:
    opened = shipped(services)
    say(services, opened, editor="Joel M. Oster", year="2013")
    for words in ("Three cautions.", "Revolutions are told through their orators."):
        start = opened.document.text.index(words)
        act = drafts.annotate(opened.reader, opened.document, [Position(start, start + len(words))], note="Why?")
        services.history.commit(act)
    markdown = services.exporting.markdown(opened.reader.id, MarkdownOptions(style="pandoc"))
    for form in ("bibtex", "csl-json"):
        options = BibliographyOptions(form)  # type: ignore[arg-type]
        name = "cited.bib" if form == "bibtex" else "cited.json"
        file = services.exporting.write(opened.reader.id, options, tmp_path / name)
        shown = pandoc("--citeproc", "--bibliography", str(file), "-t", "plain", "--wrap=none", text=markdown)
        assert "— (Oster 2013, 1)" in shown and "— (A Historian of Institutions 2013, 5)" in shown
        assert "A Historian of Institutions. 2013. “How a Party Became a State.” In The Making and Unmaking" in shown
        assert "edited by Joel M. Oster, 5–9." in shown
    assert {citation.used for citation in services.bibliography._library.citations()} == {
        None,
        "oster2013introduction",
        "historian2013party",
    }


def test_what_was_said_goes_with_its_division_into_a_better_text(services: Services, tmp_path: Path) -> None:
    opened = book(services, tmp_path, BOOK.replace("# The Ledger", "# 1-1 The Leger"))
    say(services, opened, "1-1", publisher="Quay Press")
    services.bibliography.use(works(services, opened).all)
    key = works(services, opened).all[1].citekey
    (tmp_path / "better.md").write_text(BOOK.replace("# The Ledger", "# 1-1 The Ledger"), encoding="utf-8")
    services.revising.revise(services.shelf.get(opened.reader.id), tmp_path / "better.md")
    again = services.shelf.open(opened.reader.id)
    piece = works(services, again).all[1]
    assert piece.title == "The Ledger" and piece.original and piece.original.publisher == "Quay Press"
    assert piece.citekey == key == "quill2001leger"
    assert services.bibliography.lost(again.reader, again.document) == []
    services.history.undo()
    assert works(services, opened).all[1].citekey == key


def test_an_introduction_called_by_its_part_keeps_the_books_own_words(services: Services, tmp_path: Path) -> None:
    text = (reader_texts() / "soviet-system.txt").read_text(encoding="utf-8")
    renamed = text.replace("The Making of a Party-State", "An Introduction to the Party-State")
    opened = book(services, tmp_path, renamed, "renamed.txt")
    say(services, opened, editor="Joel M. Oster")
    introduction = works(services, opened).of(4)
    assert "Joel M. Oster, “An Introduction to the Party-State,” in *" in cite(introduction, (("3", "3"),), "note")
