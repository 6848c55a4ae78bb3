"""What the reading of one file's parts has in common: its styles, and what is counted on the way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from lxml import etree

from annotator.importing.word.names import CHOICE, value, w
from annotator.importing.word.notes import Notes
from annotator.importing.word.numbering import Numbering
from annotator.importing.word.styles import Styles


class TurnKind(Enum):
    """Why a page begins."""

    SET = auto()  # a break that the author set
    SECTION = auto()  # a section that begins on a new page
    LAID_OUT = auto()  # Word noted a page's end here when it last laid the file out
    NUMBERED = auto()  # the text itself gives the number of the printed page


class Turn(NamedTuple):
    """A place where a page begins: after `at` letters of the text, in the section with index `section`."""

    kind: TurnKind
    at: int
    section: int
    label: str = ""


@dataclass(slots=True)
class Context:
    """Shared by all stories of one file. `letters` counts what was read of the main story (no white space)."""

    styles: Styles
    numbering: Numbering
    notes: Notes
    turns: list[Turn] = field(default_factory=list)
    letters: int = 0
    section: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def turn(self, kind: TurnKind, label: str = "") -> int:
        """Note a page turn at the place that was reached; gives its index."""
        self.turns.append(Turn(kind, self.letters, self.section, label))
        return len(self.turns) - 1


def branch(alternate: etree._Element) -> etree._Element | None:
    """The one branch of an `mc:AlternateContent` that is read: the first choice with any words, or the fallback."""
    branches = sorted((child for child in alternate if isinstance(child.tag, str)), key=lambda one: one.tag != CHOICE)
    worded = (one for one in branches if next(one.iter(w("t")), None) is not None)
    return next(worded, branches[0] if branches else None)


def paired_fields(story: etree._Element) -> set[etree._Element]:
    """The `w:fldChar` of fields that have both beginning and end; a torn one must not swallow the text after it."""
    paired: set[etree._Element] = set()
    open_fields: list[list[etree._Element]] = []
    for mark in story.iter(w("fldChar")):
        if next(mark.iterancestors(w("del"), w("moveFrom")), None) is not None:
            continue
        kind = value(mark, "fldCharType")
        if kind == "begin":
            open_fields.append([mark])
        elif open_fields:
            open_fields[-1].append(mark)
            if kind == "end":
                paired.update(open_fields.pop())
    return paired
