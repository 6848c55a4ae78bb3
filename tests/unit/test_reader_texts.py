"""The texts that ship, and the typesetter that prints one of them."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise

import pytest

from tests.corpus.manifest import READER_TEXTS, digest
from tests.corpus.markup import MARKER
from tests.corpus.truth import Truth
from tests.corpus.typesetter import SHIPPED, SOURCE, Options, typeset

VARIANTS = [
    Options(),
    Options(form_feeds=True, crlf=True),
    Options(trailing_spaces=False, width=64, lines_a_page=33),
    Options(width=92, lines_a_page=52, zone=1),
]


def source_text() -> str:
    return SOURCE.read_text(encoding="utf-8")


def source_words() -> list[str]:
    """The words of the source in order, markers glued; without the citations, which print moves about."""
    text = re.sub(r"^Source: .*CC0\.$", "", source_text(), flags=re.M)
    text = text.replace("\n[notes]\n", "\nNotes\n")
    text = re.sub(r"^(\[table\]|##? (part|selection)|###|>|\+)(?=\s)", "", text, flags=re.M)
    return MARKER.sub(r"\1", text).replace("|", " ").split()


def printed_words(text: str, truth: Truth) -> list[str]:
    """The words of the print, furniture out and broken words joined: what an importer has to achieve."""
    lines = [line.removeprefix("\f") for line in re.split(r"\r?\n", text)]
    for head in reversed(truth.removed):
        assert lines[head.line - 1].strip() == head.text
        assert lines[head.line] == ""
        del lines[head.line - 1 : head.line + 1]
    while "Written for this reader" in " ".join(lines):
        last = next(i for i, line in enumerate(lines) if line.endswith("CC0."))
        first = max(i for i in range(last + 1) if lines[i].startswith("Source: "))
        del lines[first - 1 : last + 1]
    sources = [p for p in truth.paragraphs if p.kind == "source"]
    cited = [range(p.start, p.end) for p in sources if truth.text[: p.end].endswith("CC0.")]
    hyphens = iter(h for h in truth.hyphens if not any(h.at in source for source in cited))
    joined = ""
    for line in lines:
        if line.endswith(("-", "–", "—")):
            joined += line if next(hyphens).kept else line[:-1]
        else:
            joined += line + "\n"
    return joined.split()


def manifest() -> list[dict[str, str]]:
    found = tomllib.loads((READER_TEXTS / "manifest.toml").read_text(encoding="utf-8"))["text"]
    assert isinstance(found, list)
    return found


def test_the_manifest_lists_every_text_with_its_digest() -> None:
    entries = {entry["file"]: entry for entry in manifest()}
    on_disk = {path.name for path in READER_TEXTS.iterdir() if path.name != "manifest.toml"}
    assert set(entries) == on_disk
    for name, entry in entries.items():
        assert entry["sha256"] == digest(READER_TEXTS / name), "run `python -m tests.corpus.manifest`"
        assert entry["licence"] == "CC0-1.0"
        assert entry["title"] and entry["language"] and entry["kind"]


def test_the_shipped_text_is_the_typeset_source() -> None:
    text, _ = typeset(source_text())
    assert text.encode() == SHIPPED.read_bytes(), "run `python -m tests.corpus.typesetter`"
    assert 8_000 <= len(text.split()) <= 12_000


@pytest.mark.parametrize("options", VARIANTS)
def test_every_word_of_the_source_is_printed_once_in_order(options: Options) -> None:
    text, truth = typeset(source_text(), options)
    assert printed_words(text, truth) == source_words()


@pytest.mark.parametrize("options", VARIANTS)
def test_the_truth_fits_its_text(options: Options) -> None:
    _, truth = typeset(source_text(), options)
    assert "\n\n".join(truth.text[p.start : p.end] for p in truth.paragraphs) == truth.text
    assert [page.label for page in truth.pages] == [str(n + 1) for n in range(len(truth.pages))]
    assert all(a.start < b.start for a, b in pairwise(truth.pages))
    assert len(truth.removed) == sum(page.printed for page in truth.pages)
    for hyphen in truth.hyphens:
        word = MARKER.sub("", hyphen.word).rstrip("0123456789")
        assert word in truth.text[hyphen.at - len(word) : hyphen.at + len(word)]


def test_pages_begin_where_the_truth_says() -> None:
    text, truth = typeset(source_text(), Options(form_feeds=True))
    heads = {head.text for head in truth.removed}
    for page, start in zip(text.split("\f"), truth.pages, strict=True):
        lines = page.split("\n")
        body = lines[2:] if lines[0] in heads else lines
        first = re.sub(r"(?<=[.,:;?!”)])\d+", "", body[0].rstrip(" -"))
        unnumbered = re.sub(r"^\d+\. ", "", first)
        assert truth.text.startswith((first[:20], unnumbered[:20]), start.start)


def test_markers_and_notes_belong_together() -> None:
    _, truth = typeset(source_text())
    linked = [ref.note for ref in truth.note_refs if ref.note is not None]
    assert sorted(linked) == list(range(len(truth.notes)))
    for ref in truth.note_refs:
        assert ref.note is not None
        assert truth.notes[ref.note].label == ref.label
        assert truth.text[ref.at - 1] in ".,:;?!”)"
    for one, two in pairwise(truth.note_refs):
        assert two.label in {"1", str(int(one.label) + 1)}
    several = [note for note in truth.notes if "\n\n" in truth.text[note.start : note.end]]
    assert len(several) == 1


def test_a_selections_source_stands_in_the_middle_of_a_running_paragraph() -> None:
    text, truth = typeset(source_text())
    selections = [division for division in truth.divisions if division.kind == "selection"]
    assert len(selections) >= 6
    for selection in selections:
        assert selection.source
        before = text.split(f"\n\nSource: {selection.source[:40]}")[0]
        assert before.endswith((" ", "-", "—")), "the line above is an inner line"


def test_tables_keep_their_cells_and_their_page() -> None:
    text, truth = typeset(source_text(), Options(form_feeds=True))
    assert len(truth.tables) == 3
    for table in truth.tables:
        paragraph = truth.paragraphs[table.paragraph]
        assert truth.text[paragraph.start : paragraph.end] == "\n".join(" ".join(row) for row in table.rows)
        printed = "\n".join("  ".join(row) for row in table.rows)
        assert any(table.caption in page and printed in page for page in text.split("\f"))
