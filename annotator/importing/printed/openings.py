"""How parts, selections, chapters, front and back matter open: number, title and author at the top of a page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from annotator.importing.languages import BACK, BY, FRONT
from annotator.importing.printed.lines import ends_sentence
from annotator.importing.printed.outline import Item
from annotator.importing.printed.paragraphs import Paragraph
from annotator.importing.printed.shapes import (
    chapter_number,
    is_byline,
    is_part_number,
    is_selection_number,
    is_title,
    looks_like_title,
)
from annotator.model.document import BlockKind, DivisionKind

_TALL = 2
_LONGEST_TITLE = 160
_LONGEST_HEADING = 90
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Habits:
    """How this book sets its titles.

    `names`: the casefolded words of its running heads, authors and titles among them. `apart`: blank lines surely
    stand round titles. `title_case`: their weighty words have capitals, as in English.
    `paged`: page turns are known. `signed`: a line of its own under the titles of selections names the author.
    """

    names: Collection[str] = frozenset()
    apart: bool = True
    title_case: bool = True
    paged: bool = True
    signed: bool = False

    def is_title(self, text: str) -> bool:
        """Whether `text` is set like a title of this book."""
        return is_title(text) if self.title_case else looks_like_title(text)


@dataclass(frozen=True, slots=True)
class Opening:
    """A division that begins."""

    kind: DivisionKind
    level: int
    number: str | None = None
    title: str | None = None
    author: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The items that open a division, and the kind of each."""

    opening: Opening
    kinds: tuple[BlockKind, ...]


def head_at(items: Sequence[Item], place: int, habits: Habits) -> Head | None:
    """The opening at `place`: at the top of a page or of the text, or anywhere under a chapter's number."""
    first = items[place].paragraph
    if not first or items[place].is_source or first.notes_heading or first.note:
        return None
    at_top = first.starts_page or place == 0
    if not habits.paged and (FRONT.fullmatch(first.text) or BACK.fullmatch(first.text)):
        # Nothing but its words tells that it begins a page.
        at_top = True
    chapter = chapter_number(first.text)
    if chapter and chapter[1]:
        return Head(Opening(DivisionKind.CHAPTER, 1, *chapter), (BlockKind.HEADING,)) if at_top else None
    numbered = bool(chapter) or is_selection_number(first.text) or (at_top and is_part_number(first.text))
    if not numbered and not at_top:
        return None
    number = first.text if numbered else None
    at = place + numbered
    title = _short(items, at, habits)
    if not title or not (habits.is_title(title.text) or (number and looks_like_title(title.text))):
        return Head(Opening(DivisionKind.CHAPTER, 1, number), (BlockKind.NUMBER,)) if chapter else None
    author = _author(items, at + 1, habits, bool(number and is_selection_number(number)))
    kinds = (BlockKind.NUMBER,) * (at - place) + (BlockKind.HEADING,) + ((BlockKind.AUTHOR,) if author else ())
    if chapter:
        return Head(Opening(DivisionKind.CHAPTER, 1, number, title.text, author), kinds)
    if author or (number and is_selection_number(number)):
        return Head(Opening(DivisionKind.SELECTION, 2, number, title.text, author), kinds)
    if number:
        return Head(Opening(DivisionKind.PART, 1, number, title.text), kinds)
    for pattern, kind in ((FRONT, DivisionKind.FRONT), (BACK, DivisionKind.BACK)):
        if pattern.fullmatch(title.text) and place:
            return Head(Opening(kind, 1, None, title.text), kinds)
    if FRONT.fullmatch(title.text):
        return Head(Opening(DivisionKind.FRONT, 1, None, title.text), kinds)
    stands_tall = title.lines[-1].blank_after >= _TALL or place == 0 or title.text.casefold() in habits.names
    return Head(Opening(DivisionKind.PART, 1, None, title.text), kinds) if stands_tall else None


def is_heading(items: Sequence[Item], place: int, habits: Habits) -> bool:
    """Whether a section's heading stands at `place`: one short line, set like a title, with text after it."""
    paragraph = items[place].paragraph
    if not paragraph or len(paragraph.lines) > 2 or len(paragraph.text) > _LONGEST_HEADING or paragraph.note:
        return False
    following = items[place + 1].paragraph if place + 1 < len(items) else None
    if following is None or items[place + 1].is_source or not habits.is_title(paragraph.text):
        return False
    if habits.apart:
        return paragraph.set_apart
    before = items[place - 1].paragraph if place else None
    over = before is None or ends_sentence(before.text) or habits.is_title(before.text)
    return over and not (looks_like_title(following.text) and len(following.lines) == 1)


def _short(items: Sequence[Item], place: int, habits: Habits) -> Paragraph | None:
    """The paragraph at `place`, if it is as short as a title or a name."""
    item = items[place] if place < len(items) else None
    paragraph = item.paragraph if item else None
    if not item or not paragraph or item.is_source or item.is_caption or paragraph.note or paragraph.notes_heading:
        return None
    short = len(paragraph.lines) <= 3 and len(paragraph.text) <= _LONGEST_TITLE
    return paragraph if short and (paragraph.lines[-1].blank_after or not habits.apart) else None


def are_signed(items: Sequence[Item]) -> bool:
    """Whether a short line stands under the titles of most selections, as authors do."""
    numbers = [place for place, item in enumerate(items) if item.paragraph and is_selection_number(item.paragraph.text)]
    short = [place for place in numbers if place + 3 < len(items) and _may_be_name(items[place + 2].paragraph)]
    return len(short) > 1 and len(short) * 3 > len(numbers) * 2


def _may_be_name(paragraph: Paragraph | None) -> bool:
    if not paragraph or len(paragraph.lines) > 1 or len(paragraph.text) > _LONGEST_NAME:
        return False
    return is_title(paragraph.text) and not ends_sentence(paragraph.text)


def _author(items: Sequence[Item], place: int, habits: Habits, selection: bool) -> str | None:
    """Whoever is named at `place`, below a title and above some text."""
    paragraph = _short(items, place, habits)
    if not paragraph or place + 1 >= len(items) or not items[place + 1].paragraph:
        return None
    named = paragraph.text.casefold() in habits.names or is_byline(paragraph.text)
    named = named or (selection and habits.signed and _may_be_name(paragraph))
    return BY.sub("", paragraph.text, count=1) if named else None
