"""One search over texts and notes: fields, filters, facets, completion, on the bundled reader."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from annotator.cli import main
from annotator.errors import UserError
from annotator.model.anchor import Position
from annotator.model.annotation import Annotation
from annotator.model.lookup import author_of, division_at, page_at
from annotator.paths import paths_under
from annotator.search.looking import Budget
from annotator.sentences import sentence
from annotator.services import Services, drafts
from annotator.services.hits import FACETS, Filters
from annotator.services.shelf import OpenReader
from annotator.wiring import build_services
from tests.benchmarks.texts import BUNDLED

ALL = 100_000


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    services = build_services(paths_under(tmp_path_factory.mktemp("finding") / "data"), author="someone")
    yield services
    services.close()


@pytest.fixture(scope="module")
def reader(services: Services) -> OpenReader:
    return services.shelf.open(services.shelf.import_file(BUNDLED).reader.id)


@pytest.fixture(scope="module")
def notes(services: Services, reader: OpenReader) -> dict[str, Annotation]:
    """Made in three selections, indexed in part: a search must not show the difference."""
    made = {}
    for number, (words, role, note, tags) in enumerate(
        (
            ("quota", "question", "Whose legitimacy is that?", ["terror", "open question"]),
            ("constitution", "claim", "A claim about quotas", []),
            ("cadres", "question", "", ["terror"]),
        )
    ):
        start = reader.document.text.index(words)
        span = Position(start, start + len(words))
        act = drafts.annotate(reader.reader, reader.document, [span], role=role, note=note, tags=tags)
        record = services.history.commit(act).changes[0].record
        assert isinstance(record, Annotation)
        made[words] = record
        if number == 1:
            services.indexing.drain()
    return made


def texts(services: Services, query: str, **options: object) -> list[int]:
    hits = services.finding.search(query, kinds=frozenset({"texts"}), limit=ALL, **options).hits  # type: ignore[arg-type]
    return sorted(hit.start or 0 for hit in hits)


def found(services: Services, query: str, **options: object) -> set[str | None]:
    hits = services.finding.search(query, kinds=frozenset({"notes"}), limit=ALL, **options).hits  # type: ignore[arg-type]
    return {hit.annotation for hit in hits}


@pytest.fixture(scope="module", autouse=True)
def indexed(services: Services, reader: OpenReader, notes: dict[str, Annotation]) -> None:
    assert services.indexing.pending() == 1


def test_the_author_of_a_passage_narrows_the_search(services: Services, reader: OpenReader) -> None:
    document = reader.document
    every = texts(services, "party")
    some = texts(services, "author:archivist party")
    assert some == [at for at in every if author_of(document, division_at(document, at)) == "An Archivist"] != []
    assert texts(services, 'author:"an archivist" party') == some
    assert texts(services, "author:archiv* party") == some
    assert texts(services, "author:archiv party") == []
    assert sorted(some + texts(services, "party NOT author:archivist")) == every


def test_parts_selections_and_readers_by_number_or_by_words_of_the_title(
    services: Services, reader: OpenReader
) -> None:
    party = texts(services, "party")
    assert texts(services, "selection:1-3 party") == texts(services, "selection:terror party") != []
    assert texts(services, "part:2 party") == texts(services, 'part:"unmaking party-state" party')
    assert texts(services, "part:1 party") and len(texts(services, "part:1 party")) < len(party)
    assert (
        texts(services, 'reader:"short reader" party') == party == texts(services, f"reader:{reader.reader.id} party")
    )
    assert texts(services, "reader:nowhere party") == []


def test_pages_as_they_are_printed(services: Services, reader: OpenReader) -> None:
    document = reader.document
    pages = {hit.page for hit in services.finding.search("page:17-20 the", kinds=frozenset({"texts"}), limit=ALL).hits}
    assert {"17", "18", "19", "20"} <= pages <= {"16", "17", "18", "19", "20", "21"}
    blocks = texts(services, "page:17 (the OR of OR a)")
    assert blocks
    starts = {document.blocks[number].start for number in range(len(document.blocks))}
    for start in blocks:
        block = next(b for b in document.blocks if b.start <= start < b.end)
        first, last = page_at(document, block.start), page_at(document, block.end - 1)
        assert first and last and int(first.label) <= 17 <= int(last.label) and block.start in starts


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("role:question", {"quota", "cadres"}),
        ("role:question legitimacy", {"quota"}),
        ("role:Claim OR tag:terror", {"quota", "constitution", "cadres"}),
        ("tag:terror NOT role:claim", {"quota", "cadres"}),
        ('tag:"open question"', {"quota"}),
        ("tag:question", set()),
        ("tag:open*", set()),
        ('tag:"open *"', {"quota"}),
        ("quota", {"quota", "constitution"}),
        ("note:quota", {"constitution"}),
        ("note:quotas", {"constitution"}),
        ('note:"about quotas"', {"constitution"}),
        ("note:terror", set()),
        ("in:notes terror", {"quota", "cadres"}),
        ("in:texts terror", set()),
        ("author:archivist role:question", {"quota"}),
        ("date:2001", set()),
        ("date:>=2001 role:claim", {"constitution"}),
        ("date:2001-01..2001-12 OR role:claim", {"constitution"}),
        ("NOT role:question", {"constitution"}),
        ("role:question NOT legitimacy", {"cadres"}),
    ],
)
def test_what_only_notes_have(services: Services, notes: dict[str, Annotation], query: str, expected: set[str]) -> None:
    assert found(services, query) == {notes[word].id for word in expected}


def test_today_is_a_date_in_the_persons_own_time(services: Services, notes: dict[str, Annotation]) -> None:
    day = datetime.fromisoformat(notes["cadres"].modified).astimezone().date().isoformat()
    assert len(found(services, f"date:{day}")) == len(found(services, f"date:{day[:7]}..")) == 3
    assert found(services, f"date:>{day}") == set()


def test_a_search_for_what_only_notes_have_finds_no_text(services: Services) -> None:
    answer = services.finding.search("role:question quota", limit=ALL)
    assert {hit.kind for hit in answer.hits} == {"annotation"}
    assert texts(services, "in:notes party") == []
    assert texts(services, "in:texts party") == texts(services, "party")


@pytest.mark.parametrize(
    ("query", "at"),
    [
        ("party page:x-12", 6),
        ("page:20-17", 0),
        ("date:yesterday party", 0),
        ("party in:margins", 6),
        ("date:..", 0),
        ("page:“17 – 18”", 0),
    ],
)
def test_a_value_of_no_sense_is_said_with_its_place(services: Services, query: str, at: int) -> None:
    with pytest.raises(UserError) as caught:
        services.finding.search(query)
    assert (caught.value.code, caught.value.params["at"]) == ("bad_query", at)
    assert f"at character {at + 1}:" in sentence(caught.value)


def test_facets_count_all_hits_and_narrow_to_what_they_count(services: Services, reader: OpenReader) -> None:
    answer = services.finding.search("party OR terror", limit=10)
    every = services.finding.search("party OR terror", limit=ALL)
    assert answer.total == every.total == len(every.hits) > len(answer.hits) == 10
    assert answer.hits == every.hits[:10] and answer.facets == every.facets
    authors = Counter(hit.author for hit in every.hits if hit.author)
    assert {one.value: one.count for one in answer.facets["author"]} == authors
    selections = Counter(hit.selection for hit in every.hits if hit.selection)
    assert {one.value: one.count for one in answer.facets["selection"]} == selections
    assert {one.value: one.count for one in answer.facets["kind"]} == Counter(hit.kind for hit in every.hits)
    assert [(one.value, one.label) for one in answer.facets["reader"]] == [(reader.reader.id, reader.reader.title)]
    assert {one.value: one.label for one in answer.facets["role"]} == {"question": "Question"}
    assert {one.value for one in answer.facets["tag"]} == {"terror", "open question"}
    for name in FACETS:
        for one in answer.facets[name]:
            narrow = services.finding.search(
                "party OR terror", limit=ALL, filters=Filters(**{name: frozenset({one.value})})
            )
            assert narrow.total == len(narrow.hits) == one.count, (name, one)


def test_a_second_value_of_a_facet_adds_and_another_facet_narrows(services: Services) -> None:
    every = services.finding.search("party", limit=ALL)
    first, second, *_ = every.facets["author"]
    both = services.finding.search("party", limit=ALL, filters=Filters(author=frozenset({first.value, second.value})))
    assert both.total == first.count + second.count
    assert both.facets["author"] == every.facets["author"]
    assert {one.value for one in both.facets["selection"]} == {hit.selection for hit in both.hits if hit.selection}
    none = services.finding.search("party", filters=Filters(author=frozenset({first.value}), role=frozenset({"claim"})))
    assert (none.total, none.hits) == (0, ())


def test_words_without_their_other_forms(services: Services) -> None:
    forms = texts(services, "states")
    assert 0 < len(texts(services, "states", stemmed=False)) < len(forms) and forms == texts(services, "state")
    hits = services.finding.search("states", stemmed=False, limit=ALL).hits
    assert {hit.snippet[a:b].lower() for hit in hits for a, b in hit.marks} == {"states"}


def test_an_answer_that_nobody_waits_for_is_empty(services: Services) -> None:
    asked = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 2

    answer = services.finding.search("party OR (state AND law)", cancelled=cancelled)
    assert (answer.hits, answer.total) == ((), 0) and len(asked) == 3


@pytest.mark.parametrize(
    ("query", "start", "end", "expected"),
    [
        ("au", 0, 2, ["author:"]),
        ("party AND quo", 10, 13, ["quota", "quotas"]),
        ("author:arch", 7, 11, ['"An Archivist"']),
        ('author:"An Arch', 7, 15, ['"An Archivist"']),
        ("role:q", 5, 6, ["Question", "Quotable"]),
        ("tag:", 4, 4, ['"open question"', "terror"]),
        ("party (in:n", 10, 11, ["notes"]),
        ("selection:constitution", 10, 22, ['"Taking the Constitution at Its Word"']),
        ("part:unm", 5, 8, None),
        ("page:1", 5, 6, []),
        ("note:legit", 5, 10, ["legitimacy"]),
    ],
)
def test_what_a_query_may_go_on_with(
    services: Services, query: str, start: int, end: int, expected: list[str] | None
) -> None:
    completion = services.finding.complete(query, len(query))
    assert (completion.start, completion.end) == (start, end)
    offered = [one.text for one in completion.suggestions]
    assert set(expected) <= set(offered) if expected else bool(offered) is (expected is None)
    for one in completion.suggestions:
        whole = query[: completion.start] + one.text + query[completion.end :]
        if not one.text.endswith(":") and whole.count("(") == whole.count(")"):
            services.finding.search(whole)


def test_a_phrase_goes_on_over_a_page_turn(services: Services, reader: OpenReader) -> None:
    """Wherever a page ends within a paragraph, the words on both sides of it are found as a phrase."""
    document, seen = reader.document, 0
    for page in document.pages[1:]:
        block = next((b for b in document.blocks if b.start < page.start < b.end), None)
        if block is None:
            continue
        before = document.text[block.start : page.start].split()[-2:]
        after = document.text[page.start : block.end].split()[:2]
        glue = "" if document.text[page.start - 1].isalnum() and document.text[page.start].isalnum() else " "
        phrase = glue.join([" ".join(before), " ".join(after)]).replace('"', " ")
        assert any(block.start <= at < block.end for at in texts(services, f'"{phrase}"', stemmed=False)), phrase
        seen += 1
    assert seen > 5


def test_a_phrase_goes_on_over_a_hyphen_at_the_end_of_a_line(services: Services, tmp_path: Path) -> None:
    lines = (
        "They spoke for hours about insti-\ntutional memory, and about the institutional\nmemory of the insti-\ntute.\n"
    )
    path = tmp_path / "printed.txt"
    path.write_text(f"A Page\n\n{lines * 3}\n{lines}", encoding="utf-8")
    made = services.shelf.import_file(path)
    services.indexing.drain()
    hits = services.finding.search('"institutional memory"', reader_id=made.reader.id).hits
    text = services.shelf.open(made.reader.id).document.text
    assert hits and "insti-" not in text
    marked = [hit.snippet[a:b] for hit in hits for a, b in hit.marks]
    assert len(marked) >= 2 and set(marked) == {"institutional memory"}


def test_the_command_line_tells_where_the_hits_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = ["--data-dir", str(tmp_path / "data")]
    assert main([*folder, "import", str(BUNDLED)]) == 0
    capsys.readouterr()
    assert main([*folder, "search", "parties", "--json", "--limit", "3"]) == 0
    hits = json.loads(capsys.readouterr().out)
    assert len(hits) == 3 and {"kind", "annotation", "snippet", "reader", "page", "role", "tags"} <= hits[0].keys()
    assert main([*folder, "search", "parties", "--json", "--facets", "--limit", "3"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["hits"] == hits and found["total"] > 3
    assert sum(one["count"] for one in found["facets"]["author"]) <= found["total"]
    assert main([*folder, "search", "parties", "--exact", "--json", "--facets"]) == 0
    assert 0 < json.loads(capsys.readouterr().out)["total"] < found["total"]
    assert main([*folder, "search", "parties", "--facets"]) == 0
    said = capsys.readouterr().out
    assert f"{found['total']} hits in all" in said and "author: An Archivist (" in said
    assert main([*folder, "search", "party", "page:x"]) in (0, 1)
    assert main([*folder, "search", "party", "page:x-3"]) == 1
    assert "at character 7:" in capsys.readouterr().err


def test_a_pattern_that_stands_for_too_many_words_is_refused_with_its_place(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert services.finding.search("party pa*").total > 0
    monkeypatch.setattr("annotator.search.answers.Budget", lambda: Budget(0.0))
    assert services.finding.search("party law").total > 0
    with pytest.raises(UserError) as caught:
        services.finding.search("party pa*")
    assert (caught.value.code, caught.value.params["at"]) == ("bad_query", 6)
    assert "“pa*”" in sentence(caught.value)


def test_a_corrected_author_is_found_by_that_name(services: Services, reader: OpenReader) -> None:
    document = reader.document
    division = next(i for i, one in enumerate(document.divisions) if one.author == "An Archivist")
    before = texts(services, "author:archivist party")
    assert before and texts(services, "author:merrow party") == []
    act = services.bibliography.correct(reader.reader, document, division, {"author": "Ada Merrow"})
    services.history.commit(act)
    assert texts(services, "author:merrow party") == before
    assert {one.value for one in services.finding.search("party").facets["author"]} >= {"Ada Merrow"}
    services.history.undo()
    assert texts(services, "author:archivist party") == before
