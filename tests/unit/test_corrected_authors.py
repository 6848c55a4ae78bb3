"""An author whom a person corrected is the one that searches and concordances name."""

from __future__ import annotations

from annotator.model.bibliography import with_authors
from annotator.model.citation import Citation
from annotator.model.lookup import author_of, division_keys
from tests.documents import sample_document


def corrected(key: str, author: str) -> Citation:
    return Citation("c", "r", key, (("author", author),), created="2026-01-01T00:00:00Z")


def test_one_author_is_replaced_and_nothing_else() -> None:
    document = sample_document()
    index = next(i for i, one in enumerate(document.divisions) if one.author)
    keys = division_keys(document)
    after = with_authors(document, [corrected(keys[index], "Ada Merrow-Quill")])
    assert author_of(after, index) == "Ada Merrow-Quill"
    assert division_keys(after) == keys and after.text is document.text
    others = [i for i in range(len(keys)) if i != index and document.divisions[i].author]
    assert [after.divisions[i] for i in others] == [document.divisions[i] for i in others]


def test_an_author_who_was_taken_away_is_nobody() -> None:
    document = sample_document()
    index = next(i for i, one in enumerate(document.divisions) if one.author)
    after = with_authors(document, [corrected(division_keys(document)[index], "")])
    assert after.divisions[index].author is None


def test_without_corrections_it_is_the_same_document() -> None:
    document = sample_document()
    assert with_authors(document, []) is document
