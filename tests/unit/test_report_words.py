"""A report in words: the summary, and the sections that command line and window share."""

from __future__ import annotations

from annotator.model.report import Doubt, Hyphen, Hyphens, ImportReport, InferredPage, Removed
from annotator.report_words import GAP, Row, sections, summary

REPORT = ImportReport(
    removed=(
        Removed("page_number", " 17 ", 40, 7),
        Removed("running_head", "ENGINES   3", 41),
        Removed("page_number", "18", 80),
    ),
    hyphens=Hyphens(
        1022,
        2,
        ("re-form",),
        (Hyphen("reform", 3, 4, False, True, 9), Hyphen("river", 5, 6, False, False, 30), Hyphen("so-so", 8, 9, True)),
    ),
    missing_pages=("xiv", "xv"),
    doubts=(
        Doubt(812, "page_missing", (("label", "xiv"),), 77),
        Doubt(90, "scanner_slip", (("word", "b\\y"),), 60),
    ),
    inferred_pages=(InferredPage("3", 12, 100),),
)


def test_the_summary_says_what_was_done_and_what_wants_a_look() -> None:
    assert summary(REPORT) == (
        "What belongs to the printed page and not to the text was taken out: 2 page numbers, 1 running head. "
        "Of 1,024 words divided at the ends of lines, 1,022 were joined and 2 kept their hyphens. "
        "1 page number isn't printed and was worked out. 4 places may want a look."
    )


def test_nothing_to_report() -> None:
    assert summary(ImportReport()) == "Nothing was changed: the text stands as it came."
    assert sections(ImportReport()) == []


def test_no_doubt_is_said_too() -> None:
    assert summary(ImportReport(hyphens=Hyphens(1, 0))).endswith(" There was no doubt anywhere.")


def test_doubts_come_first_and_nothing_is_told_twice() -> None:
    found = sections(REPORT)
    assert [(section.title, len(section.rows), section.to_check) for section in found] == [
        ("Not sure", 1, True),
        ("Hyphens that might be otherwise", 1, True),
        ("Pages that are missing", 2, True),
        ("Page numbers worked out", 1, True),
        ("Taken out: page numbers", 2, False),
        ("Taken out: running heads", 1, False),
        ("Hyphens kept", 1, False),
        ("Words joined", 1, False),
    ]
    missing = found[2].rows
    assert (missing[0].line, missing[0].at, missing[0].mark) == (812, 77, GAP)
    assert missing[1] == Row("p. xv")
    assert found[0].rows[0].word == "b\\y"
    assert found[3].rows[0] == Row("p. 3", 12, 12, 100, mark="[3] ")
    assert found[4].rows[0] == Row("17", 40, 40, 7, gone=" 17 ", mark=GAP)
    assert found[5].rows[0].what == "ENGINES 3"


def test_an_importer_that_only_counts_still_names_its_doubtful_words() -> None:
    (section,) = sections(ImportReport(hyphens=Hyphens(3, 1, ("set-back",))))
    assert section.rows == (Row("set-back"),)
