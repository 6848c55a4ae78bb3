"""Words in context: against a naive oracle, and by hand on a text that can be counted."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.model.concordance import Mode, Order, Unit, Window
from annotator.model.document import Block, BlockKind, DivisionKind, Document
from annotator.search import pattern
from annotator.search.concordance.seek import MOST, seek
from annotator.search.concordance.tokens import tokens_of
from annotator.search.concordance.wanted import wanted
from annotator.search.words import WordList, stem, surfaces
from annotator.services.concordance import Mark
from tests.documents import Writer
from tests.realreader import real_reader
from tests.unit.concordance_samples import anthology, ground, look, words_found

WORDS = [
    "state",
    "States",
    "stated",
    "power",
    "Power",
    "naïve",
    "cœur",
    "ki\u0331",
    "\u0331a",
    "don’t",
    "x-ray",
    "a",
    ". . .",
    "—",
    "ﬁ",
    "1937",
]
paragraphs = st.lists(st.lists(st.sampled_from(WORDS), min_size=0, max_size=8).map(" ".join), min_size=1, max_size=8)


def of(texts: list[str]) -> Document:
    writer = Writer()
    for text in texts:
        start = len(writer.text) + (2 if writer.text else 0)
        writer.text += ("\n\n" if writer.text else "") + text
        writer.blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(text), 0))
    return writer.document("Sample")


@given(paragraphs)
def test_words_are_those_of_the_search(texts: list[str]) -> None:
    document = of(texts)
    tokens, words = tokens_of(document), WordList(document.text)
    assert [tokens.vocabulary[word] for word in tokens.words] == words.surfaces
    spans = list(zip(tokens.starts, tokens.ends, strict=True))
    assert spans == [words.source(number, number) for number in range(len(words.surfaces))]
    for block in range(len(texts)):
        first, behind = tokens.words_of(block)
        assert [tokens.vocabulary[word] for word in tokens.words[first:behind]] == surfaces(texts[block])


@given(paragraphs, st.sampled_from(["state", "STATES", "power", "naive", "coeur", "state power", "dont", "a"]))
@pytest.mark.parametrize("mode", [Mode.LEMMA, Mode.EXACT])
def test_hits_are_those_of_a_naive_count(mode: Mode, texts: list[str], query: str) -> None:
    same = stem if mode is Mode.LEMMA else str
    phrase = [same(word) for word in surfaces(query)]
    naive = 0
    for text in texts:
        here, at = [same(word) for word in surfaces(text)], 0
        while at + len(phrase) <= len(here):
            fits = here[at : at + len(phrase)] == phrase
            naive, at = naive + fits, at + (len(phrase) if fits else 1)
    document = of(texts)
    found = look(query, mode, Order.TEXT, ground(document))
    assert len(found) == naive == found.summary.hits == sum(count for _form, count in found.summary.forms)
    for row in range(len(found)):
        line = found.line(row)
        assert document.text[line.start : line.end] == line.word
        assert [same(word) for word in surfaces(line.word)] == phrase


@given(paragraphs, st.sampled_from([r"\bst\w+", "power", "[aeiou]+", "x.ray", "$", "e s"]))
def test_regular_expressions_find_what_python_finds_in_each_paragraph(texts: list[str], expression: str) -> None:
    found = look(expression, Mode.REGEX, Order.TEXT, ground(of(texts)))
    naive = [match for text in texts for match in re.findall(f"(?i){expression}", text) if match]
    assert words_found(found) == naive


def test_all_forms_or_the_word_alone() -> None:
    assert words_found(look("engines")) == ["Engines", "engine", "engines", "engine", "engine", "engine"]
    assert [look("engine").line(row).page for row in range(6)] == ["1", "1", "1", "1", "2", "4"]
    assert words_found(look("engines", Mode.EXACT)) == ["Engines", "engines"]
    assert words_found(look("NAIVE", Mode.EXACT)) == ["naïve"]
    assert words_found(look("keep*")) == ["keep", "keeper", "keeps", "keeps"]
    assert words_found(look("r?n*")) == ["runs", "runs"]


def test_sets_of_words_and_phrases() -> None:
    found = look("river | the promise| engine | river")
    assert found.sought.alternatives == ("river", "the promise", "engine")
    assert {row.division: row.by_word for row in found.summary.counts} == {
        "Outside the selections": (0, 0, 1),
        "1-1 The Promise": (0, 2, 4),
        "1-2 The River": (4, 0, 1),
    }
    found = look("engine | engine keeper")
    assert words_found(found) == ["Engines", "engine", "engines", "engine", "engine=keeper", "engine"]


def test_a_phrase_ends_with_its_paragraph() -> None:
    assert len(look("promise an")) == 0, "a heading's last word and the first of the text below it"
    assert words_found(look("the engine")) == ["the engine", "The engine"]


@pytest.mark.parametrize("query", ["", "  | ", "—", "*"])
def test_without_a_word_nothing_is_looked_for(query: str) -> None:
    with pytest.raises(UserError, match="no_words"):
        look(query)


def test_context_in_words_and_in_characters() -> None:
    found = look("owns")
    line = found.line(0, Window(2))
    assert (line.left, line.word, line.right) == ("it. Who ", "owns", " the engine?")
    line = found.line(0, Window(4, Unit.CHARACTERS))
    assert (line.left, line.word, line.right) == ("Who ", "owns", " the")
    line = look("only").line(0, Window(99))
    assert line.left.startswith("No river keeps") and line.right == " runs. An engine runs on the river."
    assert look("only").line(0, Window(0)).left == ""


def test_what_a_line_tells() -> None:
    document = anthology()
    at = document.text.index("runs on")
    marks = (Mark(at - 7, at + 4, "a1", "claim"), Mark(at, at + 4, "a2", "question"))
    found = look("runs", Mode.LEMMA, Order.TEXT, ground(document, marks))
    first, second = found.line(0), found.line(1)
    assert (second.division, second.author, second.page) == ("1-2 The River", "Bela Quill", "4")
    assert (first.marks, second.marks) == ((), (("a1", "claim"), ("a2", "question")))
    hits = found.texts[0]
    assert [mark.annotation for mark in hits.marks_between(at - 9, at - 3)] == ["a1"]
    hits.set_marks([Mark(at - 9, at - 5, "before", "claim"), *marks])
    assert [mark.annotation for mark in hits.marks_between(at - 5, at + 1)] == ["a1", "a2"]
    assert [mark.annotation for mark in hits.marks_between(at - 9, at - 7)] == ["before"]


def test_lines_are_sorted_by_neighbours_words_and_authors() -> None:
    def sorted_by(order: Order) -> list[str]:
        found = look("engine | promise", Mode.EXACT, order)
        lines = [found.line(row) for row in range(len(found))]
        return [f"{(surfaces(line.left) or [''])[-1]}>{line.word}" for line in lines]

    assert sorted_by(Order.TEXT)[:3] == ["the>Promise", "an>engine", "a>promise"]
    left = [one.split(">")[0].casefold() for one in sorted_by(Order.LEFT_1)]
    assert left == sorted(left)
    found = look("engine | promise", Mode.EXACT, Order.RIGHT_1)
    right = [(surfaces(found.line(row).right) or [""])[0] for row in range(len(found))]
    assert right == sorted(right)
    assert [one.split(">")[1].casefold() for one in sorted_by(Order.WORD)] == ["engine"] * 4 + ["promise"] * 4
    found = look("promise", Mode.EXACT, Order.AUTHOR)
    assert [found.line(row).author for row in range(len(found))] == ["Ada Marsh"] * 3 + ["Bela Quill"]
    assert found.row_of("r1", found.line(2).start) == 2 and found.row_of("r1", 1) is None
    deep = look("the", Mode.EXACT, Order.LEFT_2)
    keys = [tuple(surfaces(deep.line(row).left)[-2:-1]) for row in range(len(deep))]
    assert keys == sorted(keys)


def test_several_readers_follow_one_another() -> None:
    other = of(["An engine of another book."])
    found = look("engine", Mode.EXACT, Order.TEXT, ground(), ground(other, name="r2"))
    assert [found.line(row).reader_id for row in range(len(found))] == ["r1"] * 4 + ["r2"]
    assert found.summary.counts[-1].division == "Sample", "a text without selections counts under its title"
    assert [one.reader_id for one in found.summary.first] == ["r1", "r2"]


def test_counts_rates_and_places() -> None:
    document = anthology()
    summary = look("river").summary
    row = summary.counts[1]
    assert (row.division, row.words, row.hits) == ("1-2 The River", 17, 4)
    assert row.rate == pytest.approx(40_000 / 17) and summary.rate == pytest.approx(40_000 / summary.words)
    assert row.positions == (1 / 17, 3 / 17, 8 / 17, 16 / 17)
    assert (summary.counts[-1].words, summary.counts[-1].hits, summary.counts[-1].rate) == (1, 0, 0)
    assert [document.text[at : at + 5].casefold() for at in row.places] == ["river"] * 4
    assert row.pages == ("4", "4")
    assert summary.words == len(surfaces(document.text))
    assert (summary.first[0].author, summary.first[0].page, summary.first[0].start) == (
        "Bela Quill",
        "4",
        row.places[0],
    )


def test_a_part_in_several_pieces_is_one_strip() -> None:
    writer = Writer()
    for number in (1, 2):
        writer.division(DivisionKind.PART, "Part", number=str(number))
        writer.block(BlockKind.HEADING, "An outer engine")
        writer.division(DivisionKind.SELECTION, "Inner", level=2, parent=2 * number - 2)
        writer.paragraph("The inner words.")
    (*inner, outside) = look("engine", Mode.EXACT, Order.TEXT, ground(writer.document("Sample"))).summary.counts
    assert [row.hits for row in inner] == [0, 0]
    assert (outside.words, outside.positions) == (6, (2 / 6, 5 / 6))


def test_a_bad_expression_is_told_in_a_word() -> None:
    for expression in ("(", "[a", "a{2,1}", "(?<!a", "a" * 1001):
        with pytest.raises(UserError, match="bad_regex"):
            look(expression, Mode.REGEX)


def test_an_expression_that_never_ends_is_stopped() -> None:
    document = of(["a," * 60])
    with pytest.raises(UserError, match="slow_regex"):
        seek(tokens_of(document), document.text, wanted(r"(.*?,){40}x", Mode.REGEX), seconds=0.05)


def test_more_hits_than_anyone_reads_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST > 20_000
    monkeypatch.setattr("annotator.search.concordance.seek.MOST", 3)
    with pytest.raises(UserError, match="too_many_hits"):
        look(".", Mode.REGEX)


def test_a_pattern_is_compiled_once() -> None:
    assert pattern.compiled("ab+") is pattern.compiled("ab+")


def test_an_expression_may_find_what_is_no_word() -> None:
    found = look("=", Mode.REGEX)
    assert words_found(found) == ["=", "="]
    line = found.line(0, Window(1))
    assert (line.left, line.right) == ("engine", "keeper")
    assert found.summary.forms == (("", 2),)


def test_the_real_reader() -> None:
    """Facts that a person can count: how often, who, from which page on. The file's own words are as many."""
    from annotator.importing import import_file

    path = real_reader()
    document, raw = import_file(path).document, path.read_text(encoding="utf-8")
    known = ground(document)
    facts = {
        "GPU": (15, {"Merle Fainsod": 15}, ("Merle Fainsod", "18")),
        "NKVD": (89, {"Mary McCauley": 3, "Merle Fainsod": 86}, ("Mary McCauley", "9")),
        "purge": (51, {"Merle Fainsod": 50, "Seweryn Bialer": 1}, ("Merle Fainsod", "18")),
        "Brezhnev": (37, {"Mary McCauley": 3, "Seweryn Bialer": 33}, (None, "3")),
    }
    for word, (number, by_author, first) in facts.items():
        summary = look(word, Mode.EXACT, Order.TEXT, known).summary
        assert summary.hits == number == len(re.findall(rf"(?i)\b{word}\b", raw)), word
        assert {row.author: row.hits for row in summary.counts if row.author and row.hits} == by_author
        assert (summary.first[0].author, summary.first[0].page) == first
        assert 0.3 < (summary.dispersion or 0) < 0.7, "they stand in few selections"
    even = look("the", Mode.EXACT, Order.TEXT, known).summary
    assert (even.dispersion or 1) < 0.1, "this one stands everywhere"
    folded = [stem(word) for word in surfaces(document.text)]
    assert len(look("party", Mode.LEMMA, Order.TEXT, known)) == folded.count(stem("party"))
    assert even.words == len(folded)
