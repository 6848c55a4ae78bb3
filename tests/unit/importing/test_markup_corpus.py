"""The books of the corpus as EPUB 2 and 3 and on one page: nothing that was marked up is lost."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from annotator.export.document_json import document_to_json
from annotator.importing import import_bytes
from annotator.sentences import doubt_sentence
from tests.corpus.measuring import EPUBS, Case, cases, measured
from tests.corpus.scoring import scores

CASES = [case for case in cases() if case.flavour in EPUBS]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.book} {case.flavour}")
def test_books_are_read_whole(case: Case) -> None:
    assert {name: score for name, score in measured(case).items() if score < 0.99} == {}


@pytest.mark.parametrize("case", CASES[::3], ids=lambda case: f"{case.book} {case.flavour}")
def test_the_same_book_on_one_page(case: Case) -> None:
    with zipfile.ZipFile(io.BytesIO(case.content()[0])) as archive:
        files = sorted((len(path), path) for path in archive.namelist() if re.search(r"part\d+\.xhtml$", path))
        chapters = [archive.read(path).decode().partition("<body>")[2].partition("</body>")[0] for _, path in files]
    page = f"<!DOCTYPE html><html><body>{''.join(chapters)}</body></html>"
    found = document_to_json(import_bytes(page.encode(), "page.html"), doubt_sentence)
    assert {name: score for name, score in scores(case.truth, found).items() if score < 0.97} == {}
