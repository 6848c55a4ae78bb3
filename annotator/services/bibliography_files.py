"""All that a reader's annotations cite, as a file for pandoc, LaTeX or Zotero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from annotator import __version__
from annotator.export.bibtex import to_bibtex
from annotator.export.citer import Citer
from annotator.export.csl_json import to_csl_json
from annotator.export.grouping import Choice, chosen, division_of
from annotator.model.annotation import Placed
from annotator.model.bibliography import Work, Works
from annotator.model.shelf import Reader


@dataclass(frozen=True, slots=True)
class BibliographyOptions:
    """Which annotations' works go into a file of BibTeX or CSL-JSON (None: all)."""

    form: Literal["bibtex", "csl-json"]
    roles: frozenset[str] | None = None
    tags: frozenset[str] | None = None
    division: int | None = None


def cited_works(works: Works, placed: Sequence[Placed], choice: Choice) -> list[Work]:
    """The works that the chosen annotations are of, the book first, then in text order.

    Where nothing is marked yet, and nothing was chosen, all that may be cited: a person may begin with the citation.
    """
    citer = Citer(works)
    for one in chosen(works.document, placed, choice):
        if one.spans:
            citer.cite(one.spans)
        else:
            citer.cite_whole(division_of(works.document, one))
    if not placed and choice == Choice():
        return works.all
    return [work for work in works.all if work.division in citer.used]


def bibliography_text(
    cited: Sequence[Work], options: BibliographyOptions, reader: Reader, *, moment: str, export_id: str
) -> str:
    """The whole file. In BibTeX comments tell what it is, with its ids; in CSL-JSON the ids are in its first item."""
    if options.form == "csl-json":
        return to_csl_json(cited, export_id=export_id)
    head = (
        f"What is cited of {reader.title}, by Annotator {__version__}",
        f"reader: {reader.id}",
        f"export: {export_id}",
        f"exported: {moment}",
    )
    return to_bibtex(cited, head=head)
