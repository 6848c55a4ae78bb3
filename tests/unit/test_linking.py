"""Ties as acts: made once, changed, taken away, and known from both of their ends."""

from __future__ import annotations

from dataclasses import replace

from annotator.model.annotation import Annotation, Link, LinkKind
from annotator.model.change import inverse
from annotator.services import drafts
from annotator.services.linking import Ties
from annotator.ui.acts import links, touched
from annotator.ui.sought import Sought
from annotator.ui.ties import TieBook

ONE = Annotation("one", "reader", "revision", note="Éclairs, he said", tags=("State",))
TWO = Annotation("two", "reader", "revision", note="and cakes")


def tie(kind: LinkKind = LinkKind.SUPPORTS) -> Link:
    record = drafts.link(ONE, TWO, kind).changes[0].record
    assert isinstance(record, Link)
    return record


def test_a_tie_of_the_same_kind_is_made_once_and_comes_back_from_the_trash() -> None:
    made = tie()
    assert drafts.link(ONE, TWO, LinkKind.SUPPORTS, [made]).changes == ()
    assert drafts.link(ONE, TWO, LinkKind.ECHOES, [made]).changes[0].before is None
    assert drafts.link(TWO, ONE, LinkKind.SUPPORTS, [made]).changes[0].before is None
    gone = replace(made, deleted="2026-01-01T00:00:00Z")
    (change,) = drafts.link(ONE, TWO, LinkKind.SUPPORTS, [gone]).changes
    assert (change.before, change.after) == (gone, made)


def test_words_and_tie_are_one_act_and_unchanged_words_are_no_change() -> None:
    made = drafts.link(ONE, TWO, LinkKind.ECHOES).changes
    assert len(drafts.write_link(ONE, "See “cakes”", made).changes) == 2
    assert drafts.write_link(ONE, ONE.note, made).changes == made
    assert touched(drafts.write_link(ONE, "See “cakes”", made)) == {"one", "two"}


def test_an_act_touches_both_ends_of_its_links_also_when_it_is_taken_back() -> None:
    act = drafts.link(ONE, TWO, LinkKind.ECHOES)
    assert touched(act) == touched(inverse(act)) == {"one", "two"}
    assert [link.deleted is None for link in links(act)] == [True]
    assert [link.deleted is None for link in links(inverse(act))] == [False]


def test_a_link_is_seen_from_both_ends_its_own_first() -> None:
    book = TieBook()
    there, back = tie(), replace(tie(), source="two", target="one", kind=LinkKind.ECHOES)
    book.put([back, there])
    assert [(one.other, one.outgoing, one.link.kind) for one in book.of("one")] == [
        ("two", True, LinkKind.SUPPORTS),
        ("two", False, LinkKind.ECHOES),
    ]
    book.put([replace(there, deleted="2026-01-01T00:00:00Z")])
    assert [one.link.kind for one in book.of("one")] == [LinkKind.ECHOES]
    assert book.between("one", "two") != []  # it is known still, so that it isn't made a second time


def test_what_the_library_has_replaces_what_was_shown_but_for_what_is_on_its_way() -> None:
    book = TieBook()
    old, ours = tie(), tie(LinkKind.ECHOES)
    book.put([old, ours])
    assert book.take(Ties([replace(old, kind=LinkKind.CONTRADICTS)]), [ours]) == {"one", "two"}
    assert {one.link.kind for one in book.of("two")} == {LinkKind.CONTRADICTS, LinkKind.ECHOES}
    assert book.take(Ties([replace(old, kind=LinkKind.CONTRADICTS)]), [ours]) == frozenset()
    assert book.take(Ties(), ()) == {"one", "two"}
    assert book.of("one") == []


def test_tags_are_given_to_those_that_lack_them_and_taken_from_those_that_have_them() -> None:
    act = drafts.retag([ONE, TWO], add=["#cake"], remove=["State"])
    assert [change.record.tags for change in act.changes if isinstance(change.record, Annotation)] == [
        ("cake",),
        ("cake",),
    ]
    assert drafts.retag([TWO], remove=["State"]).changes == ()


def test_words_are_sought_without_accents_case_or_order_and_a_page_counts() -> None:
    sought = Sought()
    assert sought.fits(ONE, "  said eclairs #state")
    assert sought.fits(ONE, "22 éclairs", "p. 22")
    assert not sought.fits(ONE, "cakes")
    assert sought.fits(replace(ONE, note="cakes"), "cakes")  # another text isn't taken for the one kept
    assert sought.fits(ONE, "")
