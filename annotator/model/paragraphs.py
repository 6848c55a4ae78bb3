"""Which paragraph of its page one is, as a seminar says it: "page 17, third paragraph"."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple

from annotator.model.document import BlockKind
from annotator.model.lookup import block_index_at, page_index_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.model.document import Document


class ParagraphPlace(NamedTuple):
    """`number` counts the paragraphs that begin on the page, from 1; `since` is the label of the page on which a
    paragraph began that was carried over, else empty."""

    number: int
    since: str


def paragraph_numbers(document: Document) -> array[int]:
    """For each block the number of its paragraph on the page where it begins, 0 for what is no paragraph.

    Without pages the count begins anew with each division.
    """
    pages, numbers = document.pages, array("i")
    following, page, number, where = 0, -1, 0, (-1, -1)
    for block in document.blocks:
        while following < len(pages) and pages[following].start <= block.start:
            page, following = following, following + 1
        here = (page, -1) if pages else (-1, block.division)
        if here != where:
            where, number = here, 0
        if block.kind is BlockKind.PARAGRAPH:
            number += 1
        numbers.append(number if block.kind is BlockKind.PARAGRAPH else 0)
    return numbers


def paragraph_at(document: Document, numbers: Sequence[int], offset: int) -> ParagraphPlace | None:
    """The paragraph that holds `offset`; None where there is none."""
    index = block_index_at(document, offset)
    if index is None or not numbers[index]:
        return None
    begun = page_index_at(document, document.blocks[index].start)
    here = page_index_at(document, offset)
    since = document.pages[begun].label if begun is not None and begun != here else ""
    return ParagraphPlace(numbers[index], since)
