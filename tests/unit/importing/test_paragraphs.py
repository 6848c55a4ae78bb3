from __future__ import annotations

from collections import Counter

import pytest

from annotator.importing.printed.hyphens import HyphenJoiner, vocabulary
from annotator.importing.printed.lines import Measure, measure
from annotator.importing.printed.paragraphs import join
from tests.unit.importing.samples import body_of, lines_of, places

MARKED = Measure(45, True)
FULL = "words that fill the whole measure of the page~\n" * 3


def _paragraphs(text: str) -> list[str]:
    body = body_of(FULL + "end.\n\n" + text)
    runs = places(body, MARKED)
    return [join([body[n] for n in run], HyphenJoiner(Counter())).text for run in runs][1:]


def test_whether_line_ends_tell_is_learned() -> None:
    assert measure(lines_of((FULL + "end.\n\n") * 3)).marked
    assert not measure(lines_of(FULL * 3)).marked, "every line ends with a space"
    assert not measure(lines_of((FULL.replace("~", "") + "end.\n\n") * 3)).marked
    assert not measure(lines_of("a whole paragraph to a line. " * 9 + "~\nanother.\n")).marked


def test_the_ends_of_lines_decide_where_they_were_kept() -> None:
    assert _paragraphs("one~\ntwo.\nThree~\nfour.") == ["one two.", "Three four."]


def test_false_blank_lines_inside_a_paragraph() -> None:
    assert _paragraphs("a stately~\n\nwoman of the Union of~\n\nSoviet writers.") == [
        "a stately woman of the Union of Soviet writers."
    ]


def test_a_space_after_the_last_word_of_a_paragraph() -> None:
    assert _paragraphs("It lasted a while. 25 ~\n\nThen it ended. . . .~\n\nSo it is.") == [
        "It lasted a while. 25",
        "Then it ended. . . .",
        "So it is.",
    ]


def test_over_a_page_turn_a_sentence_may_end_and_the_paragraph_go_on() -> None:
    body = body_of(FULL * 9 + "It was so.~\n_Then it went~\non.\n_Anew it~\nbegan.\n")
    runs = places(body, MARKED)
    paragraphs = [join([body[n] for n in run], HyphenJoiner(Counter())) for run in runs]
    assert [p.text[-20:] for p in paragraphs] == ["so. Then it went on.", "Anew it began."]
    offset, page = paragraphs[0].pages[1]
    assert (paragraphs[0].text[offset:], page) == ("Then it went on.", 1)


def test_without_kept_spaces_blank_lines_and_full_lines_decide() -> None:
    full = "words that fill the whole measure of the page\n" * 3
    body = body_of(full + "short.\n\n" + full + "\fand on.\n\n" + full + "\fNew it\nis.\n")
    runs = places(body, measure([line.line for line in body]))
    assert [body[run[-1]].text for run in runs] == ["short.", "and on.", "is."]


def test_a_false_blank_line_is_seen_without_kept_spaces_too() -> None:
    full = "words that fill the whole measure of the page\n" * 3
    body = body_of(full + "and there he saw a tall and stately\n\nwoman of note,\n\nwhich is so.\n")
    runs = places(body, measure([line.line for line in body]))
    assert [body[run[-1]].text for run in runs] == ["woman of note,", "which is so."]


def test_a_line_that_was_left_short_ends_its_paragraph() -> None:
    full = "words that fill the whole measure of the page\n" * 3
    body = body_of(full + "so it was said that day.\nThe next began\nright below.\n")
    runs = places(body, measure([line.line for line in body]))
    assert [body[run[-1]].text for run in runs] == ["so it was said that day.", "right below."]


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("of coun-", "terrevolution, and", "of counterrevolution, and"),
        ("the non-", "Party public", "the non-Party public"),
        ("in mid-", "1953 it", "in mid-1953 it"),
        ("a red-", "handed man", "a red-handed man"),
        ("a ten-", "fold", "a tenfold"),
        ("the set-", "backs of", "the setbacks of"),
        ("a well-", "tested one", "a well-tested one"),
        ("the internal-", "security troops", "the internal-security troops"),
        ("tradition-", "ally so", "traditionally so"),
        ("die away—", "Why then", "die away—Why then"),
        ("to wait —", "in vain", "to wait — in vain"),
        ("1932–", "1938", "1932–1938"),
        ("plain", "words", "plain words"),
        ("hand-to-mouth-", "in-the fabric", "hand-to-mouth-in-the fabric"),
    ],
)
def test_line_ends(left: str, right: str, joined: str) -> None:
    joiner = HyphenJoiner(vocabulary(["He was caught red-handed by the security of the internal police."]))
    last, between = joiner.glue(left, right)
    assert last + between + right == joined


def test_the_text_itself_decides_before_any_rule() -> None:
    joiner = HyphenJoiner(vocabulary(["a life-time of selfworth", "broken-", "word here"]))
    assert joiner.glue("life-", "time") == ("life-", "")
    assert joiner.glue("self-", "worth") == ("self", "")
    assert joiner.words["broken-word"] == joiner.words["brokenword"] == 0
    assert (joiner.report().kept, joiner.report().joined) == (1, 1)


def test_a_page_may_begin_in_mid_word() -> None:
    body = body_of(FULL * 9 + "the coun-\n_terrevolution~\nwas so.\n")
    paragraph = join(body, HyphenJoiner(Counter()))
    offset, _ = paragraph.pages[1]
    assert paragraph.text[offset - 4 : offset + 6] == "counterrev"
