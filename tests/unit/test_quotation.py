"""A passage as one quotes it: the little that isn't seen in citations of real readers."""

from __future__ import annotations

from annotator.export.excerpt import Excerpt
from annotator.export.quotation import quotation


def test_of_no_words_the_citation_is_left() -> None:
    nothing = Excerpt(())
    assert quotation(nothing, "Fainsod, p. 22").markdown("1") == "(Fainsod, p. 22)"
    assert quotation(nothing, "Fainsod, p. 22", is_note=True).markdown("1") == "[^1]\n\n[^1]: Fainsod, p. 22"
    assert quotation(nothing, "").markdown("1") == ""
