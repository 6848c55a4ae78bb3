"""The real reader against the facts that were found by reading it line by line (`tests/facts`)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from annotator.importing import import_file
from annotator.model.document import DivisionKind, Document
from annotator.model.report import Imported
from annotator.model.source_line import parse_source
from tests.facts.check import faults
from tests.realreader import real_reader

Facts = dict[str, Any]
# Hyphens where the judge was hardly surer than a coin: by line.
_UNDECIDED = {411: "created anew, or for pleasure"}


@pytest.fixture(scope="module")
def facts() -> Facts:
    path = Path(__file__).resolve().parents[2] / "facts" / "politics_in_russia.json"
    found: Facts = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """The raw lines, numbered from 1."""
    return ["", *real_reader().read_text(encoding="utf-8").split("\n")]


@pytest.fixture(scope="module")
def real() -> Imported:
    return import_file(real_reader())


def test_the_facts_fit_the_reader(facts: Facts, lines: list[str]) -> None:
    assert faults(facts, lines[1:]) == []


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def _ranges(block: list[Any]) -> list[list[int]]:
    return block[1] if isinstance(block[1], list) else [block[1:3]]


def _block_letters(block: list[Any], lines: list[str], glued: dict[int, str]) -> str:
    taken = (n for first, last in _ranges(block) for n in range(first, last + 1))
    return _letters("".join(lines[n].removesuffix(glued.get(n, "")) for n in taken))


def test_blocks_by_kind_and_extent(facts: Facts, lines: list[str], real: Imported) -> None:
    """Every block: its kind, and the letters of the very lines that it takes."""
    document = real.document
    glued = {entry[1]: entry[2] for entry in facts["furniture"] if len(entry) > 2}
    wanted = [(block[0], _ranges(block)[0][0], _block_letters(block, lines, glued)) for block in facts["blocks"]]
    found = [(b.kind.value, _letters(document.text[b.start : b.end])) for b in document.blocks]
    wrong = [
        (line, kind, want[:20], got)
        for (kind, line, want), got in zip(wanted, found, strict=True)
        if (kind, want) != got
    ]
    assert wrong == []


def test_divisions(facts: Facts, real: Imported) -> None:
    found = [(d.kind.value, d.number, d.title, d.author, d.level) for d in real.document.divisions]
    assert found == [(d["kind"], d["number"], d["title"], d["author"], d["level"]) for d in facts["divisions"]]


def test_sources(facts: Facts, real: Imported) -> None:
    found = [parse_source(d.source) for d in real.document.divisions if d.source]
    names = ("author", "title", "container", "publisher", "place", "year", "pages")
    wanted = [[fact[name] and fact[name].replace("-", "–") for name in names] for fact in facts["sources"]]
    assert [[(getattr(f, n) or "").replace("-", "–") or None for n in names] for f in found] == wanted


def _word_at(document: Document, at: int) -> str:
    match = re.compile(r"[^\W\d_]+").search(document.text, at)
    return match.group() if match else ""


def test_pages(facts: Facts, real: Imported) -> None:
    found = [(p.label, p.printed, _word_at(real.document, p.start)) for p in real.document.pages]
    first = re.compile(r"[^\W\d_]+")
    words = [(label, printed, first.search(word)) for label, printed, _, word in facts["pages"]]
    assert [f[:2] for f in found] == [w[:2] for w in words]
    # A page that begins in mid-word begins with its own part of the word.
    assert [f[:2] for f, w in zip(found, words, strict=True) if w[2] and not f[2].startswith(w[2].group())] == []
    assert list(real.report.missing_pages) == [label for label, *_ in facts["missing_pages"]]


def test_furniture(facts: Facts, real: Imported) -> None:
    assert sorted((r.kind, r.line) for r in real.report.removed) == sorted((f[0], f[1]) for f in facts["furniture"])


def test_hyphens(facts: Facts, real: Imported) -> None:
    text = real.document.text
    decided = {"join": 0, "keep": 0}
    wrong = []
    at = 0
    for line, left, right, decision in facts["hyphens"]:
        decided[decision] += 1
        word = left + ("-" if decision == "keep" else "") + right
        found = text.find(word, at)
        if found < 0:
            wrong += [(line, word)] if line not in _UNDECIDED else []
        # The next hyphen lies further on: words that come often are looked for in order, with room for a source.
        at = max(at, found - 2000)
    assert wrong == []
    assert abs(real.report.hyphens.kept - decided["keep"]) <= 1
    assert real.report.hyphens.joined + real.report.hyphens.kept == sum(decided.values())


def test_markers_and_notes(facts: Facts, real: Imported) -> None:
    document = real.document
    # A space between a word and its marker goes with the marker.
    found = [(ref.label, document.text[: ref.at].rstrip()[-1]) for ref in document.note_refs]
    assert found == [(label, before.rstrip()[-1]) for label, _, before, _ in facts["markers"]]
    assert [note.label for note in document.notes] == [label for _, label, _ in facts["notes"]]
    with_notes = {owner for owner, _, _ in facts["notes"]}
    owners = [d for d in document.divisions if d.kind is DivisionKind.NOTES]
    assert len(owners) == len(with_notes)
    assert [ref.note for ref in document.note_refs if ref.note is not None] == list(range(len(document.notes)))


def test_table_cells(facts: Facts, real: Imported) -> None:
    for (_, _, rows), table in zip(facts["tables"], real.document.tables, strict=True):
        assert len(rows) == len(table.rows)
        for (_, _, *cells), found in zip(rows, table.rows, strict=True):
            assert len(cells) == len(found)
            for cell, words in zip(cells, found, strict=True):
                if isinstance(cell, list):
                    assert [words.split()[0], words.split()[-1]] == [cell[0], cell[-1]]
                else:
                    assert words == cell
