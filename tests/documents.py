"""Small documents made by hand, for tests that need a text but no importer."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.model.document import (
    Block,
    BlockKind,
    Division,
    DivisionKind,
    Document,
    Emphasis,
    EmphasisKind,
    Note,
    NoteRef,
    Page,
    Table,
)

GAP = "\n\n"


@dataclass
class Writer:
    """Writes a text block by block and keeps the offsets of what is in it.

    In `text`, `[^7]` is a marker of note 7, `*words*` are italic, `+words+` are small capitals, `|22|` begins page
    22 (in mid-word too).
    """

    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    divisions: list[Division] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    refs: list[tuple[str, int]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    emphasis: list[Emphasis] = field(default_factory=list)

    def division(self, kind: DivisionKind, title: str, **rest: object) -> None:
        """Begin a division here; it ends where one of the same or a higher level begins."""
        start = len(self.text) + (len(GAP) if self.text else 0)
        given: dict[str, object] = {"number": None, "author": None, "level": 1, "parent": None, **rest}
        self.divisions.append(Division(kind, title=title, start=start, end=start, **given))  # type: ignore[arg-type]

    def block(self, kind: BlockKind, text: str) -> Block:
        """Write a block of the last division."""
        start = len(self.text) + (len(GAP) if self.text else 0)
        plain = self._plain(text, start)
        block = Block(kind, start, start + len(plain), max(len(self.divisions) - 1, 0))
        self.text += (GAP if self.text else "") + plain
        self.blocks.append(block)
        return block

    def paragraph(self, text: str) -> Block:
        """Write a paragraph."""
        return self.block(BlockKind.PARAGRAPH, text)

    def note(self, label: str, text: str) -> None:
        """Write an endnote."""
        block = self.block(BlockKind.NOTE, text)
        self.notes.append(Note(label, block.start, block.end, block.division))

    def table(self, *rows: tuple[str, ...]) -> Block:
        """Write a table, its header first."""
        block = self.block(BlockKind.TABLE, "\n".join("\t".join(row) for row in rows))
        self.tables.append(Table(len(self.blocks) - 1, None, rows))
        return block

    def document(self, title: str) -> Document:
        """What was written."""
        labels = {note.label: index for index, note in enumerate(self.notes)}
        return Document(
            title=title,
            text=self.text,
            blocks=tuple(self.blocks),
            divisions=tuple(self._ended()),
            pages=tuple(self.pages),
            notes=tuple(self.notes),
            note_refs=tuple(NoteRef(label, at, labels.get(label)) for label, at in self.refs),
            tables=tuple(self.tables),
            emphasis=tuple(sorted(self.emphasis, key=lambda span: (span.start, span.end))),
        )

    def _plain(self, text: str, start: int) -> str:
        plain, opened = "", {}
        while text:
            char, text = text[0], text[1:]
            at = start + len(plain)
            if char == "|":
                label, _bar, text = text.partition("|")
                self.pages.append(Page(label, True, at))
            elif char == "[" and text.startswith("^"):
                label, _bracket, text = text[1:].partition("]")
                self.refs.append((label, at))
            elif char in "*+" and char in opened:
                kind = EmphasisKind.ITALIC if char == "*" else EmphasisKind.SMALL_CAPS
                self.emphasis.append(Emphasis(kind, opened.pop(char), at))
            elif char in "*+":
                opened[char] = at
            else:
                plain += char
        return plain

    def _ended(self) -> list[Division]:
        ended = []
        for index, division in enumerate(self.divisions):
            later = (other.start for other in self.divisions[index + 1 :] if other.level <= division.level)
            end = next(later, len(self.text) + len(GAP)) - len(GAP)
            ended.append(
                Division(
                    division.kind,
                    division.number,
                    division.title,
                    division.author,
                    division.level,
                    division.parent,
                    division.start,
                    end,
                    division.source,
                )
            )
        return ended


def plain_document(*paragraphs: str) -> Document:
    """Paragraphs and nothing else."""
    writer = Writer()
    for paragraph in paragraphs:
        writer.paragraph(paragraph)
    return writer.document("Plain")


def long_document(paragraphs: int = 400) -> Document:
    """Many paragraphs of different lengths, each with its number in it; a page begins in every fifth, mid-word."""
    writer = Writer()
    writer.division(DivisionKind.CHAPTER, "A long chapter")
    for number in range(paragraphs):
        page = f"|{number // 5 + 1}|" if number % 5 == 0 else ""
        rest = "The harbour master counted the ships again and wrote the figure down. " * (1 + number * 7 % 11)
        writer.paragraph(f"Paragraph num{page}ber {number}. {rest.strip()}")
    return writer.document("Long")


def sample_document() -> Document:
    """Parts, selections, headings, quotations, notes, a table, verse, pages, emphasis: something of everything."""
    w = Writer()
    w.division(DivisionKind.PART, "On Harbours", number="1")
    w.block(BlockKind.NUMBER, "|1|Part 1")
    w.block(BlockKind.HEADING, "On Harbours")
    w.division(
        DivisionKind.SELECTION, "The Keeping of Tide Tables", number="1-1", author="Ada Merrow", level=2, parent=0
    )
    w.block(BlockKind.NUMBER, "1-1")
    w.block(BlockKind.HEADING, "The Keeping of Tide Tables")
    w.block(BlockKind.AUTHOR, "Ada Merrow")
    w.block(BlockKind.SOURCE, "Ada Merrow, *The Quiet Ports* (Harbour Press, 1931), pp. 12–31.")
    w.paragraph(
        "A tide table is a promise made by people who will not be there when it is kept. The first ones were drawn up "
        "by pilots for their sons, in a hand that nobody else could read, and it took the better part of a century "
        "before a harbour office dared to print one.[^1] Between 1764 and 1831 no fewer than 47 ports did so, each "
        "by a rule of its own; the affluent cities first, the fishing villages last, if at all."
    )
    w.paragraph(
        "What the printed table changed was not the work but the *confidence* with which it was done. “We used to look "
        "at the water,” an old hand at the eastern mole told the commissioners, “and now we look at the paper, and the "
        "water has to come to us.” His complaint has been repeated ever since, and it has never been quite un|2|fair: "
        "an office that can say when the sea will rise is an office that can say who was late.[^2]"
    )
    w.block(
        BlockKind.QUOTE,
        "Let no vessel leave the inner basin upon the strength of its master’s eye alone. The figure is to be "
        "taken from the board, entered in the book, and answered for by him who entered it.",
    )
    w.paragraph(
        "So ran the order of 1809, and with it begins the history that this chapter tells. It is a history of small "
        "instruments: the float, the staff, the +slate+, the bell. None of them was new. New was only that somebody "
        "wrote down what they said, every quarter of an hour, and that somebody else compared.[^12]"
    )
    w.division(DivisionKind.SECTION, "The Board and the Book", level=3, parent=1)
    w.block(BlockKind.HEADING, "The Board and the Book")
    w.paragraph(
        "The board hung where all could see it; the book lay in a drawer. That difference mattered more than any "
        "improvement of the float. Whoever disputed the board disputed it before witnesses, and was usually wrong. "
        "Whoever disputed the book had first to be shown it, and that could be refused."
    )
    w.block(BlockKind.CAPTION, "Table 1. Entries and disputes in three ports")
    w.table(
        ("Port", "Entries", "Disputes", "Upheld (%)"),
        ("Saltmouth", "12,410", "318", "41.2"),
        ("Greywick and the eastern mole", "9,877", "96", "17.0"),
        ("Lower Quay", "31,002", "1,204", "63.5"),
    )
    w.paragraph(
        "The figures are those of the offices themselves and prove little. They do show that quarrels were commonest "
        "where |3|the book was open to all, as at the Lower Quay, and that they were rarest where nobody could look."
    )
    w.block(
        BlockKind.VERSE,
        "The water knows the hour,\nThe clerk knows where to sign;\n"
        "Between the two of them, my boy,\nYour supper and mine.",
    )
    w.paragraph(
        "Songs of this kind were sung in all the ports of the coast, and the clerks, it is said, sang them too."
    )
    w.division(DivisionKind.NOTES, "Notes", level=3, parent=1)
    w.block(BlockKind.HEADING, "Notes")
    w.note("1", "See the *Proceedings of the Board*, vol. 4, p. 118. The first edition has not survived.")
    w.note("2", "Evidence of T. Hallam, question 2041.")
    w.note(
        "12",
        "The comparison was made by candlelight, and by two clerks who were forbidden to speak to "
        "each other; the papers of both are in the harbour office.",
    )
    return w.document("A Small Reader")
