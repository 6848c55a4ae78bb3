"""Annotations carried over from one text of a reader to a better one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from annotator.anchoring import describe
from annotator.model.annotation import Annotation, PlaceState
from annotator.model.change import Change
from annotator.model.citation import Citation
from annotator.model.document import Document
from annotator.model.lookup import division_keys
from annotator.services.clock import now_after
from annotator.services.placing import Earlier, Placer

_SURE, _AHEAD = 0.9, 0.2  # of a division found again: how alike it is, and how much more so than the next
_LINE = 100  # code points from the top of the window by which a reading place is found again


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of each annotation, by id.

    `exact`: word for word, where it was. `moved`: certain too, but among other words, or spelled otherwise
    (hyphens, quotation marks, case, accents). `to_check`: found, but not for certain. `orphaned`: not found.
    """

    exact: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    to_check: tuple[str, ...] = ()
    orphaned: tuple[str, ...] = ()

    @property
    def unsure(self) -> int:
        """How many wait for the person."""
        return len(self.to_check) + len(self.orphaned)


def carry(
    after: Document, revision_id: str, annotations: Iterable[Annotation], earlier: Earlier
) -> tuple[list[Change], Carried]:
    """The changes that fasten to `after` whatever is certain there; all else keeps the anchors it has.

    Where `earlier` hasn't the text that an annotation was made in, only what is exactly where it was is certain.
    Those in the trash go along, and aren't reported.
    """
    placer = Placer(after, earlier)
    changes: list[Change] = []
    fates: dict[str, list[str]] = {"exact": [], "moved": [], "to_check": [], "orphaned": []}
    for annotation in annotations:
        carried, fate = _carried(placer, annotation)
        if carried is not None:
            changes.append(
                Change(
                    annotation,
                    replace(carried, revision_id=revision_id, modified=now_after(annotation.modified)),
                )
            )
        if not annotation.deleted:
            fates[fate].append(annotation.id)
    return changes, Carried(**{fate: tuple(ids) for fate, ids in fates.items()})


def carry_citations(after: Document, citations: Iterable[Citation]) -> list[Change]:
    """The changes by which what was said of a division goes with it, where its number or title is another one now.

    What is in doubt stays where it is, and is told (`Bibliography.lost`).
    """
    from annotator.anchoring.headings import find_division_again

    keys = division_keys(after)
    changes: list[Change] = []
    for one in citations:
        if one.division is not None and one.division not in keys:
            first, second = [*find_division_again(keys, one.division), None, None][:2]
            clear = (
                first and first.confidence >= _SURE and (not second or first.confidence - second.confidence >= _AHEAD)
            )
            if first and (first.certain or clear):
                changes.append(Change(one, replace(one, division=keys[first.index])))
    return changes


def carry_place(before: Document, after: Document, offset: int) -> int:
    """Where `offset` of one text lies in another: by the words that stand there, else by how far through it is."""
    from annotator.anchoring.resolve import Resolver

    end = min(offset + _LINE, len(before.text))
    if offset < end:
        found = Resolver(after.text).resolve(describe(before.text, offset, end), Resolver(before.text))
        if found.span is not None:
            return found.span.start
        if found.candidates and found.candidates[0].confidence >= 0.5:
            return found.candidates[0].span.start
    return offset * len(after.text) // max(len(before.text), 1)


def _carried(placer: Placer, annotation: Annotation) -> tuple[Annotation | None, str]:
    """The annotation as it is in the new text, None where that isn't certain, and what the report calls it."""
    if not annotation.anchors:
        return _carried_note(placer, annotation)
    found = [placer.find(annotation, anchor) for anchor in annotation.anchors]
    if not all(one.certain or one.state is PlaceState.EXACT for one in found):
        lost = any(one.state is PlaceState.ORPHAN for one in found)
        return None, "orphaned" if lost else "to_check"
    text = placer.document.text
    anchors = tuple(describe(text, one.span.start, one.span.end) for one in found if one.span is not None)
    at_home = all(one.at_home or one.state is PlaceState.EXACT for one in found)
    verbatim = [anchor.quote.exact for anchor in anchors] == [anchor.quote.exact for anchor in annotation.anchors]
    return replace(annotation, anchors=anchors), "exact" if at_home and verbatim else "moved"


def _carried_note(placer: Placer, annotation: Annotation) -> tuple[Annotation | None, str]:
    """A note on a division goes with it, under its old name or a new one; a note on the reader stays what it is."""
    if annotation.division is None or annotation.division in placer.keys:
        return annotation, "exact"
    from annotator.anchoring.headings import find_division_again

    found = find_division_again(placer.keys, annotation.division)
    if found and found[0].certain:
        return replace(annotation, division=placer.keys[found[0].index]), "moved"
    return None, "orphaned"
