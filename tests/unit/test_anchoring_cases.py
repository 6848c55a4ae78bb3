"""What becomes of a passage when its text changes, as a table: the passage in ⟦brackets⟧, before and after."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from annotator.anchoring import Found, describe
from annotator.anchoring.resolve import Resolver
from annotator.model.anchor import Anchor
from annotator.model.annotation import PlaceState

BEFORE = "Snow lay on the quay, and no ship had come in for a month. "
AFTER = " The pilot slept in his boat, as he had done in the war, with one hand on the rope."


class Case(NamedTuple):
    """`after` without brackets: the passage is nowhere. `certain` counts where the old text is known."""

    what: str
    before: str
    after: str
    alone: str
    certain: bool = False


CASES = (
    Case("nothing", "⟦He kept two ledgers.⟧", "⟦He kept two ledgers.⟧", "exact"),
    Case("words before", "⟦He kept two ledgers.⟧", "All of it. ⟦He kept two ledgers.⟧", "moved", True),
    Case("a torn word joined", "⟦The prac- tices of the house⟧", "⟦The practices of the house⟧", "moved", True),
    Case("a compound opened", "⟦a well-kept book-keeping⟧", "⟦a well kept bookkeeping⟧", "moved", True),
    Case("curled marks", '⟦"It isn\'t so," he said.⟧', "⟦“It isn’t so,” he said.⟧", "moved", True),
    Case("accents", "⟦The facade of the cafe was new⟧", "⟦The façade of the café was new⟧", "moved", True),
    Case("capitals", "⟦THE TWO LEDGERS OF SANDHOLM⟧", "⟦The Two Ledgers of Sandholm⟧", "moved", True),
    Case("line ends", "⟦kept in\nthe dry loft of the office⟧", "⟦kept in the dry loft of the office⟧", "moved", True),
    Case(
        "one word of many", "⟦He kept two ledgers for the harbour⟧", "⟦He kept three ledgers for the harbour⟧", "moved"
    ),
    Case(
        "a word put in", "⟦He kept two ledgers for the harbour⟧", "⟦He kept two old ledgers for the harbour⟧", "moved"
    ),
    Case("another number", "⟦In 1931 the plan was fulfilled⟧", "In 1932 the plan was fulfilled", "orphan"),
    Case("negated", "⟦The order was signed by the clerk⟧", "The order was not signed by the clerk", "orphan"),
    Case(
        "no more negated",
        "⟦He didn't keep two ledgers for the harbour⟧",
        "He did keep two ledgers for the harbour",
        "orphan",
    ),
    Case(
        "negated otherwise",
        "⟦He did not keep two ledgers for the harbour⟧",
        "⟦He didn’t keep two ledgers for the harbour⟧",
        "moved",
    ),
    Case(
        "verneint",
        "⟦Der Befehl ist damals unterschrieben worden⟧",
        "Der Befehl ist damals nicht unterschrieben worden",
        "orphan",
    ),
    Case(
        "nié",
        "⟦L'ordre était signé par le commis du port⟧",
        "L'ordre n'était pas signé par le commis du port",
        "orphan",
    ),
    Case("отрицание", "⟦Приказ был подписан в тот же день⟧", "Приказ не был подписан в тот же день", "orphan"),
    Case(
        "another name", "⟦It was signed by Brehm on the same day⟧", "It was signed by Tallis on the same day", "orphan"
    ),
    Case(
        "another name at the beginning",
        "⟦Brehm had signed it on the same day⟧",
        "Tallis had signed it on the same day",
        "orphan",
    ),
    Case(
        "a name mended", "⟦It was signed by Brehrn in the evening⟧", "⟦It was signed by Brehm in the evening⟧", "moved"
    ),
    Case(
        "another beginning",
        "⟦The clerk had signed it on the same day⟧",
        "⟦One clerk had signed it on the same day⟧ at one",
        "moved",
    ),
    Case("left out", "⟦He kept two ledgers.⟧", "", "orphan"),
    Case("rewritten", "⟦He kept two ledgers.⟧", "Nobody wrote a line in those years.", "orphan"),
    Case("a short word", "He ⟦kept⟧ two ledgers.", "Then he ⟦kept⟧ two ledgers.", "moved", True),
)


def read(marked: str) -> tuple[str, int, int]:
    """A text, and where its brackets stood (-1 where there are none)."""
    whole = BEFORE + marked + AFTER
    start, end = whole.find("⟦"), whole.find("⟧") - 1
    return whole.replace("⟦", "").replace("⟧", ""), start, end


def resolved(case: Case, *, with_origin: bool) -> tuple[Found, str, str | None]:
    old, start, end = read(case.before)
    new, at, to = read(case.after)
    anchor = describe(old, start, end)
    found = Resolver(new).resolve(anchor, Resolver(old) if with_origin else None)
    return found, new, new[at:to] if at >= 0 else None


@pytest.mark.parametrize("case", CASES, ids=[case.what for case in CASES])
def test_the_anchor_alone(case: Case) -> None:
    found, text, wanted = resolved(case, with_origin=False)
    assert found.state.value == case.alone
    assert (text[found.span.start : found.span.end] if found.span else None) == wanted


@pytest.mark.parametrize("case", CASES, ids=[case.what for case in CASES])
def test_with_the_text_that_it_was_made_in(case: Case) -> None:
    found, text, wanted = resolved(case, with_origin=True)
    assert found.certain == case.certain
    assert (text[found.span.start : found.span.end] if found.span else None) == wanted


def test_what_is_not_exact_has_its_confidence() -> None:
    changed, _, _ = resolved(CASES[8], with_origin=False)
    verbatim, _, _ = resolved(CASES[2], with_origin=False)
    assert 0.75 <= changed.candidates[0].confidence < verbatim.candidates[0].confidence <= 1


TWIN = (
    "The form was printed in advance, in two colours, and lay in a pile on the left side of the counter. "
    "Received in good order, and signed for by the clerk on duty. "
    "The copy went to the loft, where nobody looked for it until the house was sold. "
)
LEDGER = (
    f"In the spring a ship came in with grain, and the grain was wet. {TWIN}In the summer no ship came in at all. "
    f"In the autumn the pilot drowned, and his boat was found by children. {TWIN}In the winter the river froze."
)
FIRST, SECOND = LEDGER.index("Received in"), LEDGER.rindex("Received in")


@pytest.mark.parametrize("start", [FIRST, SECOND])
def test_of_twin_paragraphs_the_wider_surroundings_tell_which(start: int) -> None:
    found = Resolver("A preface. " + LEDGER).resolve(describe(LEDGER, start, start + 23), Resolver(LEDGER))
    assert found.certain and found.span is not None and found.span.start == start + 11


@pytest.mark.parametrize(("start", "gone"), [(FIRST, 0), (SECOND, 1)])
def test_the_other_of_twin_paragraphs_never_stands_for_one_that_is_gone(start: int, gone: int) -> None:
    first, second, third = LEDGER.split(TWIN)
    left = f"{first}{second}{TWIN}{third}" if gone == 0 else f"{first}{TWIN}{second}{third}"
    found = Resolver(left).resolve(describe(LEDGER, start, start + 23), Resolver(LEDGER))
    assert (found.state, found.span, found.certain) == (PlaceState.ORPHAN, None, False)
    assert found.candidates


def test_the_same_words_at_the_same_place_among_others_are_not_exact() -> None:
    old, new = "He kept it. The rope was dry.", "We sold it. The rope was dry."
    anchor = describe(old, 8, 10)
    assert new[8:10] == "it"
    assert Resolver(new).resolve(anchor).state is not PlaceState.EXACT
    assert Resolver(old[:11] + " The boat was dry.").resolve(anchor).state is not PlaceState.EXACT


def test_where_nothing_tells_twins_apart_the_person_is_asked() -> None:
    twin = "Received in good order. " * 40
    anchor = describe(twin, 240, 263)
    found = Resolver("A preface. " + twin).resolve(anchor, Resolver(twin))
    assert (found.state, found.span, found.certain) == (PlaceState.ORPHAN, None, False)
    assert len(found.candidates) > 1
    assert Resolver("A preface. " + twin).resolve(anchor).span is None


def test_a_twin_that_was_there_before_never_stands_for_a_passage_that_is_gone() -> None:
    old = "The rope was sold. Received in good order. The grain was wet. Received in good order. Nobody came."
    start = old.index("Received")
    gone = old[:start] + old[start + 24 :]
    found = Resolver(gone).resolve(describe(old, start, start + 23), Resolver(old))
    assert found.span is None and not found.certain


def test_a_script_without_spaces_is_found() -> None:
    old = "雪が降っていた。港の事務所には二冊の帳簿があった。誰も二冊目を読まなかった。"
    start = old.index("二冊の帳簿")
    anchor = describe(old, start, start + 5)
    found = Resolver("序文。" + old).resolve(anchor)
    assert found.span is not None and found.span.start == start + 3


def test_a_passage_of_marks_alone_does_no_harm() -> None:
    anchor = describe("a … b", 2, 3)
    assert Resolver("b a").resolve(anchor).span is None
    assert isinstance(Resolver("").resolve(anchor), Found)
    assert isinstance(Resolver("x").resolve(Anchor(anchor.position, anchor.quote)), Found)
