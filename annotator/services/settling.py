"""A person says where a passage is that couldn't be found for certain: its anchor is described anew, there.

One of the places that were found, or words that nothing led to but the person's own eyes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotator.anchoring import describe
from annotator.errors import UserError
from annotator.model.anchor import Anchor, Position
from annotator.model.annotation import Annotation, Candidate, Placed, PlaceState, Unsettled
from annotator.model.change import Change, ChangeSet
from annotator.model.document import Document
from annotator.model.shelf import Reader
from annotator.services.clock import now_after


def accept(reader: Reader, document: Document, placed: Placed, choice: int | None = None) -> ChangeSet:
    """The act that takes candidate `choice` (from 1) for the first passage to be checked.

    Without a choice all that were found are taken there; a passage that nothing is like stays what it is. Raises
    UserError `nothing_to_accept`, `choice_needed` (an orphan, with how many candidates there are), `no_candidates`
    or `no_such_candidate`.
    """
    if not placed.unsettled:
        raise UserError("nothing_to_accept", id=placed.annotation.id)
    first = placed.unsettled[0]
    if choice is None:
        taken = [(one, one.candidates[0]) for one in placed.unsettled if one.state is PlaceState.MOVED]
        if first.state is PlaceState.ORPHAN:
            _chosen(placed, first, 1)  # where there is none at all, that is what has to be said
            raise UserError("choice_needed", id=placed.annotation.id, count=len(first.candidates))
    else:
        taken = [(first, _chosen(placed, first, choice))]
    after = placed.annotation
    for one, candidate in taken:
        after = _settled(after, document, one, candidate)
    if len(taken) == len(placed.unsettled):
        after = replace(after, revision_id=reader.revision_id)
    return ChangeSet(
        "accept", (Change(placed.annotation, replace(after, modified=now_after(placed.annotation.modified))),)
    )


def fasten(reader: Reader, document: Document, placed: Placed, spans: Sequence[Position]) -> ChangeSet:
    """The act that fastens the first passage to be checked to `spans`, where a person found it.

    Raises UserError `nothing_to_accept`, or `nothing_selected` without any spans.
    """
    if not placed.unsettled:
        raise UserError("nothing_to_accept", id=placed.annotation.id)
    if not spans:
        raise UserError("nothing_selected")
    index = placed.unsettled[0].anchor
    after = placed.annotation
    found = tuple(describe(document.text, span.start, span.end) for span in sorted(spans))
    if index is None:
        after = replace(after, anchors=found, division=None)  # a note on a division that is no more
    else:
        after = replace(after, anchors=after.anchors[:index] + found + after.anchors[index + 1 :])
    if len(placed.unsettled) == 1:
        after = replace(after, revision_id=reader.revision_id)
    return ChangeSet(
        "fasten", (Change(placed.annotation, replace(after, modified=now_after(placed.annotation.modified))),)
    )


def _chosen(placed: Placed, one: Unsettled, choice: int) -> Candidate:
    if not one.candidates:
        raise UserError("no_candidates", id=placed.annotation.id)
    if not 1 <= choice <= len(one.candidates):
        raise UserError("no_such_candidate", wanted=choice, count=len(one.candidates))
    return one.candidates[choice - 1]


def _settled(annotation: Annotation, document: Document, one: Unsettled, candidate: Candidate) -> Annotation:
    if one.anchor is None:
        return replace(annotation, division=candidate.division)
    anchors = list(annotation.anchors)
    anchors[one.anchor] = described(document, candidate)
    return replace(annotation, anchors=tuple(anchors))


def described(document: Document, candidate: Candidate) -> Anchor:
    """The anchor of a candidate's words in the present text."""
    return describe(document.text, candidate.span.start, candidate.span.end)
