"""One story (the body, a note, a cell, a text box): its paragraphs and tables in order."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from annotator.importing.word.context import Context, TurnKind, branch, paired_fields
from annotator.importing.word.inline import GONE, InlineReader
from annotator.importing.word.names import ALTERNATE, MATH, child_value, number, value, w
from annotator.importing.word.styles import NO_LOOK, NO_SHAPE, Look, Role, Shape, effective, overlaid, read_shape
from annotator.importing.word.symbols import formula
from annotator.importing.word.words import Words

_THROUGH = tuple(map(w, ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "txbxContent", "body")))


@dataclass(slots=True)
class Paragraph:
    """A paragraph as it is set; `level` is that of a heading, from 1. `base` is the look that its style gives."""

    words: Words
    role: Role | None = None
    level: int = 0
    shape: Shape = NO_SHAPE
    base: Look = NO_LOOK
    listed: bool = False
    number: str = ""
    after_gap: bool = False


@dataclass(slots=True)
class Table:
    """Rows of cells, each with what stands in it; what is merged stands in its first cell."""

    rows: list[list[list[Item]]] = field(default_factory=list)


Item = Paragraph | Table


class StoryReader:
    """Reads the paragraphs and tables below `root`. `turning`: whether page turns count in this story."""

    def __init__(self, context: Context, root: etree._Element, *, turning: bool = False) -> None:
        self._context = context
        self._inline = InlineReader(context, paired_fields(root), turning=turning)
        self._turning = turning
        self._items: list[Item] = []
        self._held: Words | None = None
        self._turns: list[int] = []
        self._gap = False
        self._root = root

    def read(self) -> list[Item]:
        """All of it."""
        return self._inside(self._root)

    def _inside(self, parent: etree._Element) -> list[Item]:
        """What stands in a container of its own: a cell, a text box."""
        outer, self._items = self._items, []
        self._walk(parent)
        if self._held:
            self._keep(Paragraph(self._held))
            self._held = None
        inner, self._items = self._items, outer
        return inner

    def _walk(self, parent: etree._Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == w("p"):
                self._paragraph(child)
            elif tag == w("tbl"):
                self._table(child)
            elif tag in _THROUGH:
                self._walk(child)
            elif tag == ALTERNATE:
                chosen = branch(child)
                if chosen is not None:
                    self._walk(chosen)
            elif tag in MATH:
                words = Words()
                words.add(formula(child), NO_LOOK)
                self._keep(Paragraph(words))
            elif tag in (w("altChunk"), w("subDoc")):
                self._context.left_out["embedded"] += 1

    def _paragraph(self, element: etree._Element) -> None:
        context = self._context
        properties = element.find(w("pPr"))
        style = context.styles.paragraph_style(child_value(properties, "pStyle"))
        direct = read_shape(properties)
        shape = overlaid(direct, context.styles.shape_of(style))
        look = context.styles.look_of(style)
        words, self._held = self._held or Words(), None
        if shape.page_break and self._turning:
            self._turns.append(context.turn(TurnKind.SET))
        # Turns that wait for words stand where the next words begin.
        words.turns += [(words.length, turn) for turn in self._turns]
        self._turns = []
        self._inline.read(element, look, words)
        boxes = self._inline.boxes
        role, level = _level(direct, shape, *context.styles.role_of(style))
        mark = None if properties is None else properties.find(w("rPr"))
        if _runs_on(properties, mark):
            self._held = words
        else:
            base = effective(context.styles.look, look, NO_LOOK, NO_LOOK)
            label = self._label(shape, style)
            words = _labelled(words, label or "")
            listed = label is not None
            self._keep(Paragraph(words, role, level, shape, base, listed, label or "", self._gap))
        for box in boxes:
            self._items += self._inside(box)
        section = None if properties is None else properties.find(w("sectPr"))
        if section is not None and self._turning:
            self._next_section()

    def _keep(self, paragraph: Paragraph) -> None:
        words = paragraph.words
        if words.text.strip() or words.refs:
            self._items.append(paragraph)
            self._gap = False
        else:
            self._turns += [turn for _, turn in words.turns]
            self._gap = True

    def _label(self, shape: Shape, style: str) -> str | None:
        """The number that Word prints before the paragraph, empty for a bullet; None outside of all numberings."""
        numbering, key = self._context.numbering, shape.numbering
        if key is None or not numbering.is_list(key):
            return None
        place = shape.list_level if shape.list_level is not None else numbering.level_of_style(key, style)
        return numbering.label(key, place)

    def _next_section(self) -> None:
        self._context.section += 1
        self._turns.append(self._context.turn(TurnKind.SECTION))

    def _table(self, element: etree._Element) -> None:
        table = Table()
        for row in element.iter(w("tr")):
            if next(row.iterancestors(w("tbl")), None) is not element:
                continue
            properties = row.find(w("trPr"))
            if properties is not None and any(properties.find(gone) is not None for gone in GONE):
                self._context.left_out["changes"] += 1
                continue
            table.rows.append(self._row(row, properties, element))
        self._items.append(table)

    def _row(self, row: etree._Element, properties: etree._Element | None, table: etree._Element) -> list[list[Item]]:
        cells: list[list[Item]] = [[] for _ in range(_count(properties, "gridBefore", 0))]
        turns: list[list[int]] = []
        for element in row.iter(w("tc")):
            if next(element.iterancestors(w("tbl")), None) is not table:
                continue
            before = len(self._context.turns)
            cells.append(self._inside(element))
            turns.append(list(range(before, len(self._context.turns))))
            span = _count(element.find(w("tcPr")), "gridSpan", 1)
            cells += [[] for _ in range(span - 1)]
        _drop_repeated(turns, self._context)
        return cells


def _labelled(words: Words, label: str) -> Words:
    if not label or not words.text.strip():
        return words
    labelled = Words()
    labelled.add(label + " ", NO_LOOK)
    begins = labelled.length
    labelled.extend(words)
    # A page that begins with the paragraph begins with its number.
    labelled.turns = [(0 if at <= begins else at, turn) for at, turn in labelled.turns]
    return labelled


def _level(direct: Shape, shape: Shape, role: Role | None, named: int) -> tuple[Role | None, int]:
    """What a paragraph is, and its level as a heading: by its outline level, else by its style's name."""
    if direct.outline is not None and not 0 <= direct.outline < 9:
        return (None, 0) if role is Role.HEADING else (role, 0)
    if role in (Role.TITLE, Role.SUBTITLE) and direct.outline is None:
        return role, 0
    if shape.outline is not None and 0 <= shape.outline < 9:
        return Role.HEADING, shape.outline + 1
    return role, named


def _runs_on(properties: etree._Element | None, mark: etree._Element | None) -> bool:
    """Whether the next paragraph goes on with this one: its end was deleted, or it is but a large first letter."""
    if mark is not None and any(mark.find(gone) is not None for gone in GONE):
        return True
    frame = None if properties is None else properties.find(w("framePr"))
    return value(frame, "dropCap") in ("drop", "margin")


def _count(properties: etree._Element | None, name: str, usual: int) -> int:
    """A number of columns, within what a table can have."""
    found = number(child_value(properties, name))
    return usual if found is None else max(0, min(found, 64))


def _drop_repeated(turns: list[list[int]], context: Context) -> None:
    """A row over a page's end has the turn in each of its cells: it counts in one of them."""
    kept = max(turns, key=len, default=[])
    for index in (index for cell in turns if cell is not kept for index in cell):
        context.turns[index] = context.turns[index]._replace(section=-1)
