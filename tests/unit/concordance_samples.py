"""A small anthology whose words can be counted by hand."""

from __future__ import annotations

from annotator.model.concordance import Mode, Order
from annotator.model.document import BlockKind, DivisionKind, Document
from annotator.services.concordance import Concordance, Mark
from annotator.services.concording import Concordancer, Ground, concordance, wanted
from tests.documents import Writer


def anthology() -> Document:
    """Two selections and an introduction; `engine` stands in both, `river` in the second alone."""
    writer = Writer()
    writer.division(DivisionKind.PART, "Engines", number="1")
    writer.block(BlockKind.HEADING, "|1|Engines")
    writer.division(DivisionKind.SELECTION, "The Promise", number="1-1", author="Ada Marsh", level=2, parent=0)
    writer.block(BlockKind.HEADING, "The Promise")
    writer.paragraph("An engine is a promise, and engines keep it. Who owns the engine?")
    writer.paragraph("|2|The engine=keeper, as naïve as any, keeps |3|the promise: =1+1 of it.")
    writer.division(DivisionKind.SELECTION, "The River", number="1-2", author="Bela Quill", level=2, parent=0)
    writer.block(BlockKind.HEADING, "|4|The River")
    writer.paragraph("No river keeps a promise; the River only runs. An engine\nruns on the river.")
    return writer.document("Engines & Rivers")


def ground(document: Document | None = None, marks: tuple[Mark, ...] = (), name: str = "r1") -> Ground:
    document = document or anthology()
    return Ground(name, document.title, f"revision-{name}", document, marks)


def look(query: str, mode: Mode = Mode.LEMMA, order: Order = Order.TEXT, *grounds: Ground) -> Concordance:
    """The concordance of the anthology, or of these readers."""
    concordancer, sought = Concordancer(), wanted(query, mode)
    return concordance(query, sought, [concordancer.look(one, sought) for one in grounds or (ground(),)], order)


def words_found(found: Concordance) -> list[str]:
    return [found.line(row).word for row in range(len(found))]
