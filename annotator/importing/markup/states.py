"""What holds of the words inside an element: which kind of block they make, in which note and sections they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from annotator.importing.markup.kinds import block_kind, heading_level, is_verse_holder
from annotator.importing.markup.pieces import NoteStart, Section
from annotator.importing.markup.tags import has_class, types_of
from annotator.model.document import BlockKind

# Such boxes have headings of their own that open nothing.
_BOXES = ("note", "tip", "warning", "caution", "important", "admonition", "sidebar", "box", "example", "textbox")


@dataclass(slots=True, eq=False)
class Sectioning:
    """A `section` or `article`, and whether a heading stands in it already; `above`: the one round it."""

    above: Sectioning | None = None
    headed: bool = False

    def depth(self) -> int:
        """How many headed ones stand round it."""
        return 0 if self.above is None else self.above.depth() + self.above.headed


class State(NamedTuple):
    """What holds inside an element. `boxed`: its headings open nothing. `stanza`: the element whose lines are verse."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    note: NoteStart | None = None
    sections: tuple[Section, ...] = ()
    sectioning: Sectioning | None = None
    preformatted: bool = False
    stanza: etree._Element | None = None
    boxed: bool = False


def inside(state: State, element: etree._Element, name: str, note: NoteStart | None, indent: bool) -> State:
    """The state within a block element that stands in `state`; `note`: the note that it holds.

    `indent`: it is a quotation by name, but only sets the whole page in.
    """
    types = types_of(element)
    if note:
        state = state._replace(note=note, kind=BlockKind.NOTE, level=0, boxed=True)
    if types:
        state = state._replace(sections=(*state.sections, Section(types)))
    if name in ("section", "article"):
        state = state._replace(sectioning=Sectioning(state.sectioning))
    if name in ("aside", "figure") or has_class(element, *_BOXES):
        state = state._replace(boxed=True)
    if name == "pre":
        state = state._replace(preformatted=True)
    if is_verse_holder(element, types) and not state.level:
        # Lines may be paragraphs of their own, each with the class.
        state = state._replace(stanza=element.getparent() if name == "p" else element)
    level = heading_level(element, name)
    if level:
        return _heading(state, level)
    kind = None if indent else block_kind(element, name, types)
    free = state.kind is not BlockKind.NOTE and not state.level
    return state._replace(kind=kind) if kind and free else state


def _heading(state: State, level: int) -> State:
    if state.kind in (BlockKind.QUOTE, BlockKind.NOTE):
        return state._replace(level=0, stanza=None)
    if state.sectioning:
        # Where all headings are h1, sections in each other tell how deep they stand.
        level += state.sectioning.depth() if level == 1 else 0
        state.sectioning.headed = True
    return state._replace(kind=BlockKind.HEADING, level=0 if state.boxed else level, stanza=None)
