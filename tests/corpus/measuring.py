"""The books of the corpus in their flavours, imported and scored."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.export.document_json import document_to_json
from annotator.importing import import_bytes
from annotator.sentences import doubt_sentence
from tests.corpus.flavours import FLAVOURS, make
from tests.corpus.printing.catalogue import CATALOGUE, SAMPLES, job_named, job_of
from tests.corpus.printing.epub import epub_bytes, epub_truth
from tests.corpus.scoring import scores

PDF = "PDF"
EPUBS = {"EPUB 2": 2, "EPUB 3": 3}


@dataclass(frozen=True)
class Case:
    """A book in one flavour."""

    book: str
    flavour: str

    @property
    def printed(self) -> dict[str, Any]:
        """What is true of the printed book."""
        truth: dict[str, Any] = json.loads((SAMPLES / f"{self.book}.json").read_text(encoding="utf-8"))
        return truth

    @property
    def truth(self) -> dict[str, Any]:
        """What is true of it in this flavour."""
        return epub_truth(self.printed) if self.flavour in EPUBS else self.printed

    def content(self) -> tuple[bytes, str]:
        """The file's bytes and its name."""
        pdf = SAMPLES / f"{self.book}.pdf"
        if self.flavour == PDF:
            return pdf.read_bytes(), pdf.name
        if self.flavour in EPUBS:
            return epub_bytes(job_named(self.book, self.printed), self.printed, EPUBS[self.flavour]), "book.epub"
        return make(pdf, self.printed, FLAVOURS[self.flavour]), f"{self.book}.txt"


def cases() -> Iterator[Case]:
    """Every book in every flavour of text, as PDF and as EPUB."""
    for entry in CATALOGUE:
        # Gathered notes and symbols are habits of paper.
        epubs = () if entry.design.symbols or entry.design.notes == "book" else EPUBS
        for flavour in (*FLAVOURS, PDF, *epubs):
            yield Case(entry.name, flavour)


def found_in(case: Case) -> dict[str, Any]:
    """What the import finds, as `inspect --json` tells it."""
    content, name = case.content()
    found: dict[str, Any] = document_to_json(import_bytes(content, name), doubt_sentence)
    return found


def measured(case: Case) -> dict[str, float]:
    """The scores of a case, without those that its flavour gives no evidence for. An import that fails scores 0."""
    blind = FLAVOURS[case.flavour].blind if case.flavour in FLAVOURS else frozenset[str]()
    try:
        found = found_in(case)
    except ModuleNotFoundError:
        # A format whose reader is not there yet.
        return {"text": 0.0}
    return {name: score for name, score in scores(case.truth, found).items() if name not in blind}


def build(only: str = "") -> None:
    """Set the books (those with `only` in their names) and put PDFs and truths among the samples."""
    # Imported here, for it wants the typesetters.
    from tests.corpus.printing.book import set_book

    SAMPLES.mkdir(exist_ok=True)
    for entry in CATALOGUE:
        if only in entry.name:
            with tempfile.TemporaryDirectory() as folder:
                pdf, truth = set_book(job_of(entry), Path(folder))
                shutil.copyfile(pdf, SAMPLES / f"{entry.name}.pdf")
            text = json.dumps(truth, ensure_ascii=False, indent=0, separators=(",", ":"))
            (SAMPLES / f"{entry.name}.json").write_text(text + "\n", encoding="utf-8")
