"""An exported file that a person wrote in, and what a later export makes of it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from annotator.export.living.identify import known, likeliest
from annotator.export.living.lines import split
from annotator.export.living.merge import Merged, merge
from annotator.export.living.pieces import Base, Page, Piece, base_of, packed, unpacked

A, B, C, D = (f"00000000-0000-4000-8000-00000000000{n}" for n in "1234")
EXPORT = "22222222-2222-4222-8222-222222222222"
READER = "11111111-1111-5111-8111-111111111111"
NOTE = {A: "First note.", B: "Second note.", C: "Third note.", D: "Fourth note."}


def excerpt(key: str, note: str | None = None, parent: str = "one", role: str = "Claim") -> Piece:
    text = f"> Words of {key[-1]}.\n>\n> — Quill, p. 3\n\n**{role}**\n\n{NOTE[key] if note is None else note}"
    return Piece(key, "excerpt", text, 0, parent, f"“Words of {key[-1]}”")


def heading(key: str, level: int = 2, parent: str = "title", words: str = "") -> Piece:
    return Piece(key, "heading", f"{'#' * level} {words or key.title()}", level, parent)


def page(*pieces: Piece, export_id: str = EXPORT, scope: str = READER, stamp: str = "1", title: str = "Title") -> Page:
    front = {"title": f'"{title}"', "reader": f'"{scope}"', "export": f'"{export_id}"', "exported": f'"{stamp}"'}
    return Page(export_id, scope, front, [heading("title", 1, "", title), *pieces])


ONE = page(heading("one"), excerpt(A), excerpt(B), heading("two"), excerpt(C, parent="two"))


def again(text: str, new: Page, old: Page | Base = ONE, **more: object) -> Merged:
    base = unpacked(packed(old if isinstance(old, Base) else base_of(old)))
    assert base is not None
    return merge(split(text), [base], new, **more)  # type: ignore[arg-type]


def changed(key: str, note: str, pieces: Sequence[Piece] = ONE.pieces) -> Page:
    """The page with another note."""
    return page(*[excerpt(key, note, one.parent) if one.key == key else one for one in pieces[1:]], stamp="2")


def put(text: str, after: str, words: str) -> str:
    assert after in text
    return text.replace(after, after + words, 1)


ESSAY = put(put(ONE.text(), "First note.", "\n\nWhat I make of it."), "# Title", "\n\nMy essay begins.")


def test_an_untouched_file_becomes_a_new_export_whatever_its_new_order() -> None:
    new = page(heading("two"), excerpt(C, parent="two"), excerpt(D, parent="two"), heading("one"), excerpt(A, "Other."))
    assert again(ONE.text(), new).text == new.text()


def test_nothing_changed_nothing_is_written() -> None:
    for text in (ONE.text(), ESSAY, ESSAY.replace("\n", "\r\n"), "\ufeff" + ESSAY, ESSAY.rstrip("\n")):
        assert again(text, page(*ONE.pieces[1:], stamp="9")).text == text


def test_a_changed_note_is_updated_and_all_else_stays() -> None:
    done = again(ESSAY, changed(A, "First note, better."))
    assert done.text == ESSAY.replace("First note.", "First note, better.").replace('exported: "1"', 'exported: "2"')
    assert done.updated == (A,)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_stay(end: str) -> None:
    done = again(ESSAY.replace("\n", end), changed(A, "First note, better.\n\nMore."))
    assert done.text == again(ESSAY, changed(A, "First note, better.\n\nMore.")).text.replace("\n", end)


def test_mixed_line_ends_stay_where_nothing_changes() -> None:
    text = put(ESSAY, "My essay begins.\n", "Next.\r\n\rLast.\r\n")
    done = again(text, changed(C, "Third note, better."))
    assert "My essay begins.\nNext.\r\n\rLast.\r\n" in done.text and "Third note, better." in done.text


def test_spaces_that_an_editor_trimmed_and_paragraphs_it_broke_are_no_edit() -> None:
    wide = page(heading("one"), excerpt(A, "A line with a break,  \nand then some more words that go on."))
    text = wide.text().replace(",  \n", ",\n").replace("that go on", "that\ngo on") + "\nMine.\n"
    done = again(text, page(heading("one"), excerpt(A, "New words.")), wide)
    assert "New words.\n\nMine.\n" in done.text and "break" not in done.text and not done.conflicts


def test_a_byte_order_mark_and_a_missing_last_line_end_stay() -> None:
    done = again("\ufeff" + ESSAY.rstrip("\n"), changed(C, "Third note, better."))
    assert done.text.startswith("\ufeff---\n") and done.text.endswith("Third note, better.")


def test_a_new_excerpt_goes_after_its_neighbour_and_what_was_written_there() -> None:
    new = page(heading("one"), excerpt(A), excerpt(D), excerpt(B), heading("two"), excerpt(C, parent="two"))
    text = again(ESSAY, new).text
    order = ["First note.", "What I make of it.", "Fourth note.", "Second note."]
    assert sorted(order, key=text.index) == order
    assert f"What I make of it.\n\n<!-- annotator:{D} -->\n\n> Words of 4." in text


def test_a_new_excerpt_before_all_others_and_one_under_a_heading_without_any() -> None:
    old = page(heading("one"), excerpt(B), heading("two"), excerpt(C, parent="two"))
    new = page(heading("one"), excerpt(A), excerpt(B), heading("two"), excerpt(C, parent="two"))
    text = again(put(old.text(), "# Title", "\n\nMine."), new, old).text
    assert f"## One\n\n<!-- annotator:{A} -->" in text
    bare = text.replace(text[text.index(f"<!-- annotator:{A}") : text.index("## Two")], "Only prose here.\n\n")
    more = page(*new.pieces[1:4], excerpt(D), *new.pieces[4:])
    assert f"Only prose here.\n\n<!-- annotator:{D} -->" in again(bare, more, new).text


def test_a_new_heading_comes_with_its_excerpt_at_the_end_of_the_section_before() -> None:
    new = page(*ONE.pieces[1:4], heading("between"), excerpt(D, parent="between"), *ONE.pieces[4:])
    essay = put(ESSAY, "Second note.", "\n\n### My own heading\n\nAnd prose.")
    text = again(essay, new).text
    assert f"And prose.\n\n## Between\n\n<!-- annotator:{D} -->" in text
    assert text.index("Fourth note.") < text.index("## Two")


def test_what_the_person_deleted_comes_back_only_when_asked() -> None:
    start, end = ESSAY.index(f"<!-- annotator:{B}"), ESSAY.index("## Two")
    text = ESSAY[:start] + ESSAY[end:]
    done = again(text, changed(B, "Second note, better."))
    assert done.text == text and done.deleted == (B,)
    later = again(done.text, changed(B, "Second note, best."), done.base)
    assert later.text == text
    back = again(text, ONE, restore_deleted=True)
    assert "What I make of it.\n\n" + f"<!-- annotator:{B} -->" in back.text and back.deleted == ()


def test_a_deleted_heading_stays_deleted_and_its_new_excerpts_go_beside_the_others() -> None:
    text = ESSAY.replace("## Two\n\n", "")
    new = page(*ONE.pieces[1:], excerpt(D, parent="two"))
    done = again(text, new)
    assert "## Two" not in done.text and done.text.rstrip().endswith("Fourth note.")


def test_a_heading_that_the_person_changed_is_theirs() -> None:
    text = ESSAY.replace("## One", "## What Quill says")
    new = page(heading("one", words="One, renamed"), *ONE.pieces[2:], stamp="2")
    done = again(text, new)
    assert done.text == text and not done.conflicts
    assert "## One, renamed" in again(ESSAY, new).text


def test_moved_excerpts_stay_where_they_are_and_are_updated_there() -> None:
    start, end = ESSAY.index(f"<!-- annotator:{A}"), ESSAY.index(f"<!-- annotator:{B}")
    text = ESSAY[:start] + ESSAY[end:].rstrip() + "\n\nAt the end:\n\n" + ESSAY[start:end]
    done = again(text, changed(A, "First note, better."))
    assert done.text.index("At the end:") < done.text.index("First note, better.")
    assert done.text.count(f"annotator:{A}") == 1


def test_an_excerpt_split_by_prose_keeps_the_prose() -> None:
    text = put(ONE.text(), "> — Quill, p. 3", "\n\nHere I stop and think.")
    done = again(text, changed(A, "First note, better."))
    assert done.text.index("Here I stop") < done.text.index("**Claim**") < done.text.index("First note, better.")
    gone = again(text, page(heading("one"), excerpt(B), heading("two"), excerpt(C, parent="two")))
    assert "Here I stop and think." in gone.text and "Words of 1" not in gone.text


def test_what_is_not_exported_any_more_goes_unless_it_was_touched() -> None:
    less = page(heading("one"), excerpt(B), heading("two"), excerpt(C, parent="two"), stamp="2")
    done = again(ESSAY, less)
    assert A not in done.text and "What I make of it." in done.text
    for touched in (ESSAY.replace("First note.", "First note, mine."), ESSAY.replace("**Claim**\n\n", "", 1)):
        assert f"annotator:{A}" in again(touched, less).text


def test_a_heading_goes_with_its_last_excerpt_unless_something_stands_under_it() -> None:
    less = page(heading("one"), excerpt(A), excerpt(B), stamp="2")
    assert "## Two" not in again(ESSAY, less).text
    assert "## Two" in again(ESSAY.rstrip() + "\n\nMine.\n", less).text


def test_different_words_of_one_paragraph_are_both_taken() -> None:
    old = page(heading("one"), excerpt(A, "The clerk wrote nothing of it in the annual report."))
    text = old.text().replace("The clerk", "The old clerk") + "\nMine.\n"
    done = again(text, page(heading("one"), excerpt(A, "The clerk wrote nothing of it in the yearly report.")), old)
    assert "The old clerk wrote nothing of it in the yearly report." in done.text and not done.conflicts


CLASH = ESSAY.replace("First note.", "My first note.")


def test_the_same_words_changed_on_both_sides_are_a_conflict() -> None:
    done = again(CLASH, changed(A, "Their first note."))
    (conflict,) = done.conflicts
    assert (conflict.key, conflict.mine, conflict.program) == (A, "My first note.", "Their first note.")
    assert conflict.label == "“Words of 1”"


@pytest.mark.parametrize(
    ("choice", "there", "not_there"),
    [
        ("mine", ["My first note."], ["Their"]),
        ("program", ["Their first note."], ["My first"]),
        ("both", ["My first note.\n\nTheir first note."], []),
    ],
)
def test_a_conflict_is_decided(choice: str, there: list[str], not_there: list[str]) -> None:
    new = changed(A, "Their first note.")
    done = again(CLASH, new, choices={A: choice})
    assert not done.conflicts and "What I make of it." in done.text
    assert all(words in done.text for words in there) and not any(words in done.text for words in not_there)
    later = again(done.text, new, done.base)
    assert later.text == done.text and not later.conflicts, "it isn't asked twice"


def test_both_sides_made_the_same_change() -> None:
    done = again(CLASH, changed(A, "My first note."))
    assert done.text == CLASH and not done.conflicts


def test_a_paragraph_that_both_sides_put_in_is_there_once() -> None:
    for put_in, more in (("Why?\n\n", ""), ("Why?\n\n", "And mine.\n\n")):
        text = ONE.text().replace("First note.", f"{put_in}{more}First note.")
        done = again(text, changed(A, f"{put_in}First note."))
        assert done.text.replace('"2"', '"1"') == text and not done.conflicts
    text = ONE.text().replace("First note.", "First note.\n\nWhy?")
    for note in ("First note.\n\nWhy?", "First note.\n\nWhy?\n\nHow?"):
        assert again(text, changed(A, note)).text.count("Why?") == 1
    rewritten = "Why not the second?\n\nWhy the first of these notes, then?"
    text = ONE.text().replace("First note.", rewritten)
    assert again(text, changed(A, rewritten), changed(A, "Why the first note?")).text == text
    listed = changed(A, "- one")
    text = listed.text().replace("- one", "- one\n- two\n- three")
    assert again(text, changed(A, "- one\n- two"), listed).text == text


def test_a_copy_is_updated_where_it_is_the_same_and_asked_about_where_it_is_not() -> None:
    start, end = ONE.text().index(f"<!-- annotator:{A}"), ONE.text().index(f"<!-- annotator:{B}")
    text = ONE.text().rstrip() + "\n\n" + ONE.text()[start:end]
    done = again(text, changed(A, "First note, better."))
    assert done.text.count("First note, better.") == 2 and done.text.count(f"annotator:{A}") == 2
    assert again(text.rstrip()[:-1] + ", mine.", changed(A, "First note, theirs.")).conflicts


def test_without_a_base_nothing_is_taken_away_or_rewritten() -> None:
    new = page(heading("one"), excerpt(A, "Rewritten."), excerpt(D), stamp="2")
    done = merge(split(ESSAY), [], new)
    assert f"annotator:{D}" in done.text
    kept = iter(done.text.split("\n"))
    assert all(line in kept for line in ESSAY.split("\n")), "all lines are there, in their order"
    start, end = done.text.index(f"<!-- annotator:{A}"), done.text.index(f"<!-- annotator:{B}")
    less = done.text[:start] + done.text[end:]
    assert again(less, new, done.base).text == less, "what was found in the file is known to have been there"


def test_comments_in_code_and_rules_in_prose_are_the_persons() -> None:
    code = f"\n\n```\n<!-- annotator:{D} -->\n\n<!-- annotator:{A} -->\n```\n\n---\n\nAfter the rule."
    text = put(ESSAY, "My essay begins.", code)
    new = page(*ONE.pieces[1:], excerpt(D, parent="two"), stamp="2")
    done = again(text, new)
    assert code in done.text and done.text.rstrip().endswith("Fourth note.")
    assert again(done.text, new, done.base).text == done.text


def test_a_fence_that_was_never_closed_hides_nothing() -> None:
    done = again(put(ESSAY, "My essay begins.", "\n\n```\nnot closed"), changed(A, "First note, better."))
    assert "First note, better." in done.text


def test_front_matter_of_the_person_stays_and_ours_is_brought_up_to_date() -> None:
    text = ESSAY.replace('title: "Title"', 'title: "My essay"').replace("---\n\n#", "tags: [mine]\n---\n\n#")
    new = page(heading("one"), excerpt(A, "First note, better."), *ONE.pieces[3:], title="Renamed", stamp="2")
    done = again(text, new).text
    assert 'title: "My essay"' in done and "tags: [mine]" in done and 'exported: "2"' in done


def test_a_second_export_into_the_file_leaves_the_first_alone() -> None:
    other = page(heading("one"), excerpt(D), export_id=EXPORT[:-1] + "3", scope=READER[:-1] + "2", title="Another")
    both = merge(split(ESSAY), [], other)
    assert both.text.startswith(ESSAY.rstrip("\n"))
    assert known(both.lines).sections == {other.scope: other.export_id}
    changed_other = page(
        heading("one"), excerpt(D, "New."), export_id=other.export_id, scope=other.scope, title="Another", stamp="2"
    )
    second = again(both.text, changed_other, both.base)
    assert second.text == both.text.replace("Fourth note.", "New.")
    first = again(second.text, changed(A, "First note, better."))
    assert first.text == second.text.replace("First note.", "First note, better.").replace('"1"', '"2"', 1)


def test_a_file_that_was_or_was_not_renamed_into_place_before_the_kill() -> None:
    first, second = base_of(ONE), base_of(changed(A, "Second version."))
    assert likeliest(known(split(ESSAY)), first, second)[0] is first
    assert likeliest(known(split(ESSAY.replace('exported: "1"', 'exported: "2"'))), first, second)[0] is second
    bare = ESSAY[ESSAY.index("# Title") :]
    third = changed(A, "Third version.")
    for text in (bare, bare.replace("First note.", "Second version.")):
        done = merge(split(text), [first, second], third)
        assert "Third version." in done.text and not done.conflicts


def test_a_base_that_is_no_base_is_none() -> None:
    assert unpacked(b"nonsense") is None
    assert unpacked(packed(base_of(ONE))) == base_of(ONE)


def test_a_paragraph_that_the_person_took_out_stays_out_and_one_they_edited_stays_in() -> None:
    out = ESSAY.replace("Second note.\n\n", "")
    done = again(out, changed(B, "Second note, better."))
    assert done.text == out and not done.conflicts
    edited = ESSAY.replace("Second note.", "Second note, mine.")
    done = again(edited, changed(B, ""))
    assert "Second note, mine." in done.text and not done.conflicts


def test_what_was_deleted_stays_deleted_over_an_export_that_did_not_have_it() -> None:
    text = ESSAY[: ESSAY.index(f"<!-- annotator:{B}")] + ESSAY[ESSAY.index("## Two") :]
    without = page(heading("one"), excerpt(A), heading("two"), excerpt(C, parent="two"))
    first = again(text, without)
    second = again(first.text, ONE, first.base)
    assert B not in second.text and second.deleted == (B,)
    assert B in again(second.text, ONE, second.base, restore_deleted=True).text


def test_what_was_deleted_stays_deleted_where_all_that_is_left_is_as_it_was_written() -> None:
    text = ONE.text()
    text = text[: text.index(f"<!-- annotator:{B}")] + text[text.index("## Two") :]
    narrow = page(heading("one"), excerpt(A))
    first = again(text, narrow)
    assert first.text == narrow.text() and first.base.whole
    second = again(first.text, ONE, first.base)
    assert B not in second.text and C in second.text and second.deleted == (B,)
    assert again(first.text, ONE, first.base, restore_deleted=True).text.count(B) == 1


def test_of_two_bases_the_excerpts_tell_which_was_written() -> None:
    more = page(*ONE.pieces[1:], excerpt(D, parent="two"))
    written, pending = base_of(ONE), base_of(more)
    assert likeliest(known(split(ESSAY)), written, pending)[0] is written
    assert likeliest(known(split(more.text() + "\nMine.\n")), written, pending)[0] is pending


def test_a_quotation_broken_into_other_lines_is_no_edit() -> None:
    old = page(heading("one"), Piece(A, "excerpt", "> Words that go on and on.\n\n**Claim**", 0, "one"))
    new = page(heading("one"), Piece(A, "excerpt", "> Other words.\n\n**Claim**", 0, "one"))
    for broken in ("> Words that go\n> on and on.", ">Words that go\non and on."):
        done = again(old.text().replace("> Words that go on and on.", broken) + "\nMine.\n", new, old)
        assert "> Other words.\n\n**Claim**\n\nMine.\n" in done.text and not done.conflicts


def test_an_excerpt_that_was_emptied_but_for_its_comment_gets_nothing_new() -> None:
    piece = excerpt(B).text
    text = ESSAY.replace(piece + "\n\n", "")
    assert piece not in text and f"annotator:{B}" in text
    done = again(text, changed(B, "Second note.\n\nAnd a new paragraph."))
    assert done.text == text


def test_headings_go_level_by_level() -> None:
    old = page(*ONE.pieces[1:], heading("inner", 3, "two"), excerpt(D, parent="inner"))
    less = page(heading("one"), excerpt(A), excerpt(B), stamp="2")
    done = again(put(old.text(), "# Title", "\n\nMine."), less, old)
    assert done.text == put(less.text(), "# Title", "\n\nMine.")


def test_a_heading_that_is_left_with_nothing_goes_at_once_not_at_the_next_export() -> None:
    others = [heading("four"), *(excerpt(key, None, "four") for key in (A, B)), *ONE.pieces[4:]]
    new = page(heading("three"), excerpt(D, None, "three"), *others, stamp="2")
    done = again(ESSAY.replace("# Title", "# What I call it"), new)  # no heading of ours comes before the new one
    assert "## Three" in done.text and "## One" not in done.text
    assert again(done.text, new, done.base).text == done.text


@pytest.mark.parametrize("fence", ["```", "~~~~"])
def test_a_fence_left_open_at_the_end_does_not_swallow_another_export(fence: str) -> None:
    other = page(excerpt(D, f"{fence}\ncode\n{fence}"), export_id=EXPORT[:-1] + "3", scope=READER[:-1] + "2")
    text = f"{ESSAY}\n{fence}text\nI forgot to close this.\n"
    if fence == "~~~~":  # and where closing it would hide an excerpt, it isn't closed
        assert merge(split(f"{fence}\n{ESSAY}"), [], other).text.startswith(
            f"{fence}\n{ESSAY}".rstrip("\n") + "\n\n<!--"
        )
    done = merge(split(text), [], other)
    assert done.text.startswith(f"{text}{fence}\n\n<!-- annotator:export")
    assert known(done.lines).sections == {other.scope: other.export_id} and D in known(done.lines).keys
    assert again(done.text, other, done.base).text == done.text
    # Another that was never closed stands above our excerpts.
    above = "~~~~" if fence == "```" else "```"
    twice = merge(split(f"{above}\n{text}"), [], other)
    assert twice.text.startswith(f"{above}\n{text}{fence}\n") and D in known(twice.lines).keys


def quoted(text: str) -> str:
    """The first excerpt set into a block quotation, but for its comment."""
    start = text.index("\n", text.index(A)) + 2
    end = text.index("\n\n<!--", start)
    return text[:start] + "\n".join(f"> {line}".rstrip() for line in text[start:end].split("\n")) + text[end:]


@pytest.mark.parametrize(
    "note", ["First note, better.", "First note.\n\nMore.", "Before.\n\nFirst note.", "```\na\n\nb\n```", "First note."]
)
def test_an_excerpt_in_a_persons_quotation_stays_one(note: str) -> None:
    assert again(quoted(ESSAY.replace("\n\nWhat I make of it.", "")), changed(A, note)).text == quoted(
        again(ESSAY.replace("\n\nWhat I make of it.", ""), changed(A, note)).text
    )


def test_of_an_excerpt_in_a_persons_quotation_goes_what_went() -> None:
    long = changed(A, "First note.\n\nSecond thought.")
    text = quoted(long.text()).replace("> First note.", "> First note, of mine.")
    done = again(text, changed(A, "First note."), long)
    assert done.text == text.replace(">\n> Second thought.\n", "")


def test_a_persons_quotation_is_not_torn() -> None:
    own = "> My witness.\n>\n> And another."
    text = ONE.text().replace("First note.", own)
    done = again(text, changed(A, "Other."), choices={A: "both"})
    assert f"\n\n{own}\n\nOther.\n\n" in done.text


def test_a_heading_that_was_deleted_is_not_its_namesake() -> None:
    def levels(more: int) -> Page:
        return page(
            heading("x", 1 + more, "", "Reading"), heading("y", 2 + more, "x", "Reading"), excerpt(A, parent="y")
        )

    text = levels(1).text().replace("## Reading\n\n", "", 1)
    first = again(text, levels(0), levels(1))
    assert "\n## Reading" in first.text
    second = again(first.text, levels(0), first.base)
    assert second.text == first.text


@pytest.mark.parametrize("own", ["# To be read.\n", "title:\n  - mine\n", "  - a list\n", "\n"])
@pytest.mark.parametrize("after", ["---\n", '"Title"\n'])
def test_a_persons_lines_in_the_front_matter_stay(own: str, after: str) -> None:
    text = put(ONE.text(), after, own)
    assert own in again(text, changed(A, "First note, better.")).text
