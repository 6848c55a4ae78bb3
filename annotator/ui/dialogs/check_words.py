"""What the dialog of doubtful places says: the old passage, and each place where it may be, in words."""

from __future__ import annotations

from typing import NamedTuple

from annotator.i18n import _
from annotator.model.annotation import Candidate, Placed
from annotator.model.document import Document
from annotator.model.lookup import (
    cited_division,
    cited_label,
    division_at,
    division_keys,
    division_label,
    division_path,
)

_AROUND = 64  # code points before and after a candidate's words, as many as an anchor keeps
_LONGEST = 700  # code points of a passage that are shown; of a longer one its beginning and its end
_SURE = ((0.9, _("Very likely")), (0.75, _("Likely")), (0.5, _("Perhaps")), (0.0, _("Hardly")))


class Words(NamedTuple):
    """Words with those around them, in one line; `mark` is where the words themselves stand in it."""

    text: str
    mark: tuple[int, int]


class Choice(NamedTuple):
    """A place where a passage may be: how likely, on which page and in which selection, and its words.

    Where it was has neither likelihood nor place.
    """

    likely: str
    where: str
    words: Words
    offset: int


def as_it_was(placed: Placed) -> Choice:
    """The passage to be checked as it was when it was marked; of a note on a division its name."""
    first = placed.unsettled[0]
    if first.anchor is None:
        name = (placed.annotation.division or "").rpartition("/")[2].replace("-", " ")
        return Choice("", "", _words("", name, ""), 0)
    anchor = placed.annotation.anchors[first.anchor]
    words = _words(anchor.quote.prefix, anchor.quote.exact, anchor.quote.suffix)
    return Choice("", "", words, anchor.position.start)


def choices(document: Document, placed: Placed) -> list[Choice]:
    """The places where it may be, the likeliest first."""
    return [_choice(document, candidate) for candidate in placed.unsettled[0].candidates]


def likely(confidence: float) -> str:
    """A confidence from 0 to 1 in a word or two."""
    return next(word for least, word in _SURE if confidence >= least)


def _choice(document: Document, candidate: Candidate) -> Choice:
    text, start, end = document.text, candidate.span.start, candidate.span.end
    page = cited_label(document, start)
    where = [_("p. {label}").format(label=page)] if page else []
    where += [division_label(document.divisions[one]) for one in _divisions(document, start)]
    if candidate.division is None:
        words = _words(text[max(0, start - _AROUND) : start], text[start:end], text[end : end + _AROUND])
    else:
        index = division_keys(document).index(candidate.division)
        words = _words("", division_label(document.divisions[index]), "")
    return Choice(likely(candidate.confidence), " · ".join(filter(None, where)), words, start)


def _divisions(document: Document, offset: int) -> tuple[int, ...]:
    """The selection or chapter that `offset` is cited from, and the sections inside of it."""
    path = division_path(document, division_at(document, offset))
    cited = cited_division(document, path[-1] if path else None)
    return path[path.index(cited) :] if cited is not None else path


def _words(before: str, words: str, after: str) -> Words:
    if len(words) > _LONGEST:
        words = f"{words[: _LONGEST * 2 // 3]} […] {words[-_LONGEST // 3 :]}"
    before, words, after = (part.replace("\n\n", " ").replace("\n", " ") for part in (before, words, after))
    if before:
        before = "…" + (before.partition(" ")[2] if " " in before.strip() else before)
    if after:
        after = (after.rpartition(" ")[0] if " " in after.strip() else after) + "…"
    return Words(before + words + after, (len(before), len(before) + len(words)))
