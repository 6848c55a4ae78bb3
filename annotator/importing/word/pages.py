"""Where pages begin and what their numbers are: by the breaks in the file, and by what Word last laid out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from lxml import etree

from annotator.importing.word.context import Turn, TurnKind
from annotator.importing.word.names import child_value, number, w
from annotator.importing.word.numbering import formatted

_LONGEST_PAGE = 8_000
"""Letters on a page that is set closely. Breaks further apart than that are not all that there were."""


class Section(NamedTuple):
    """How a section of the file begins and how its pages are numbered."""

    begins: str = "nextPage"
    start: int | None = None
    format: str = "decimal"


class Numbered(NamedTuple):
    """The label of each turn, with whether the file itself says it (None: no page begins there), and what to doubt.

    `first` is the page with which the text begins.
    """

    first: tuple[str, bool] | None
    labels: Sequence[tuple[str, bool] | None]
    counted: bool = False
    unusable: int = 0


def read_sections(body: etree._Element) -> list[etree._Element]:
    """The properties of the sections, in order (those of changes that were tracked are not among them)."""
    return [one for one in body.iter(w("sectPr")) if next(one.iterancestors(w("sectPrChange")), None) is None]


def section_of(properties: etree._Element) -> Section:
    """What a `w:sectPr` says."""
    numbers = properties.find(w("pgNumType"))
    return Section(
        child_value(properties, "type") or "nextPage",
        None if numbers is None else number(numbers.get(w("start"))),
        (None if numbers is None else numbers.get(w("fmt"))) or "decimal",
    )


def number_turns(turns: Sequence[Turn], sections: Sequence[Section], letters: int, shown: bool) -> Numbered:
    """The numbers of all pages; `letters` is how many the whole text has, `shown` whether its heads or feet show them.

    Numbers that the text itself gives are taken alone. Without them pages are counted from the first, or from where
    a section starts its numbers anew (which says the number of that one page); but not where breaks stand so far
    apart that most turns can't be known.
    """
    if any(turn.kind is TurnKind.NUMBERED for turn in turns):
        return Numbered(None, [(turn.label, True) if turn.kind is TurnKind.NUMBERED else None for turn in turns])
    kept = [(index, turn) for index, turn in enumerate(turns) if turn.section >= 0 and turn.at < letters]
    laid_out = any(turn.kind is TurnKind.LAID_OUT for _, turn in kept)
    if not kept:
        return Numbered(None, [None] * len(turns))
    ends = [0, *(turn.at for _, turn in kept), letters]
    if not laid_out and any(end - start > _LONGEST_PAGE for start, end in pairwise(ends)):
        set_by_hand = sum(_section(sections, turn).begins != "continuous" for _, turn in kept)
        return Numbered(None, [None] * len(turns), unusable=set_by_hand)
    return _counted(kept, len(turns), sections, shown)


def _counted(kept: Sequence[tuple[int, Turn]], size: int, sections: Sequence[Section], shown: bool) -> Numbered:
    labels: list[tuple[str, bool] | None] = [None] * size
    current = sections[0] if sections else Section()
    at_section = 0
    page = 1 if current.start is None else current.start
    first: tuple[str, bool] | None = (_label(page, current), shown and current.start is not None)
    for at, group in groupby(kept, key=lambda one: one[1].at):
        here = list(group)
        turned = _turned([turn for _, turn in here], sections)
        begun = here[-1][1].section
        given = False
        if begun != at_section:
            at_section, current = begun, _section(sections, here[-1][1])
            given = bool(turned) and current.start is not None
            page = current.start - turned if given and current.start is not None else page
            odd = {"oddPage": 1, "evenPage": 0}.get(current.begins)
            if turned and not given and odd is not None and (page + turned) % 2 != odd:
                page += 1
        if turned:
            page += turned
            labels[here[-1][0]] = (_label(page, current), shown and given)
            if at == 0:
                first = None
    return Numbered(first, labels, counted=True) if any(labels) else Numbered(None, labels)


def _turned(turns: Sequence[Turn], sections: Sequence[Section]) -> int:
    """How many pages turn at one place. Word notes the turn that a break makes once more where the next page begins."""
    laid_out = sum(turn.kind is TurnKind.LAID_OUT for turn in turns)
    by_break = sum(
        turn.kind is TurnKind.SET
        or (turn.kind is TurnKind.SECTION and _section(sections, turn).begins not in ("continuous", "nextColumn"))
        for turn in turns
    )
    return max(laid_out, by_break)


def _section(sections: Sequence[Section], turn: Turn) -> Section:
    return sections[turn.section] if 0 <= turn.section < len(sections) else Section()


def _label(page: int, section: Section) -> str:
    return formatted(page, section.format) or str(page)
