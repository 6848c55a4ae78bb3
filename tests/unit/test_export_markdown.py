"""Whole exports, compared with files that a person has read.

`ANNOTATOR_WRITE_GOLDEN=1 pytest tests/unit/test_export_markdown.py` writes them anew: read the difference.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from annotator.export.markdown import MarkdownOptions, ReaderExport
from annotator.export.markdown import to_markdown as markdown_of
from annotator.export.preview import to_html
from annotator.model.annotation import PlaceState
from tests.unit.export_samples import EVERY_SORT, PRESETS, export_of, passage, placed, preset

_GOLDEN = Path(__file__).resolve().parents[1] / "golden"
_ID = re.compile(r"<!-- annotator:([0-9a-f-]{36}) -->")

CASES = {
    "text-order": MarkdownOptions(),
    "role-order": MarkdownOptions(order="role", with_front_matter=False),
    "tag-order": MarkdownOptions(order="tag", with_front_matter=False),
    "date-order": MarkdownOptions(order="date", with_front_matter=False),
    "quotations-alone": MarkdownOptions(with_notes=False, with_tags=False, with_ids=False, with_front_matter=False),
    "notes-alone": MarkdownOptions(with_quotes=False, with_ids=False, with_front_matter=False, heading_level=2),
    "one-selection": MarkdownOptions(division=3, roles=frozenset({"evidence", "question"})),
}


def to_markdown(export: ReaderExport, options: MarkdownOptions) -> str:
    """With the preset that the options name."""
    return markdown_of(export, options, preset(options.preset))


def _compare(name: str, text: str) -> None:
    path = _GOLDEN / name
    if os.environ.get("ANNOTATOR_WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CASES)
def test_exports(name: str) -> None:
    _compare(f"export-{name}.md", to_markdown(export_of(*EVERY_SORT), CASES[name]))


@pytest.mark.parametrize("name", PRESETS)
def test_presets(name: str) -> None:
    _compare(f"preset-{name}.md", to_markdown(export_of(*EVERY_SORT), MarkdownOptions(preset=name)))


def test_preview() -> None:
    _compare("export-preview.html", to_html(to_markdown(export_of(*EVERY_SORT), MarkdownOptions())))


def test_an_empty_export_says_so() -> None:
    _compare("export-empty.md", to_markdown(export_of(), MarkdownOptions()))


def test_a_choice_of_nothing_says_so() -> None:
    text = to_markdown(export_of(*EVERY_SORT), MarkdownOptions(tags=frozenset({"unheard-of"})))
    assert "annotations: 0\n" in text
    assert "None of this reader’s annotations are among those chosen" in text


@pytest.mark.parametrize("order", ["text", "role", "tag", "date"])
def test_each_annotation_is_there_once_by_its_id(order: str) -> None:
    text = to_markdown(export_of(*EVERY_SORT), MarkdownOptions(order=order))  # type: ignore[arg-type]
    wanted = sorted(one.annotation.id for one in EVERY_SORT if not one.annotation.deleted)
    assert sorted(_ID.findall(text)) == wanted
    assert f"annotations: {len(wanted)}\n" in text


@pytest.mark.parametrize("order", ["text", "role", "tag", "date"])
def test_orphans_come_last_with_the_words_they_were_stored_with(order: str) -> None:
    text = to_markdown(export_of(*EVERY_SORT), MarkdownOptions(order=order))  # type: ignore[arg-type]
    last = text.rpartition("\n## ")[2]
    assert last.startswith("Passages not found in this text\n")
    assert "> a leaf \\*long\\* gone […] and another\n" in last
    assert "Keep this." in last


def test_pages_over_a_turn_and_pages_inferred() -> None:
    far = placed(20, passage("The part opens"), passage("We read"))
    text = to_markdown(export_of(EVERY_SORT[0], EVERY_SORT[4], far), MarkdownOptions())
    assert "> — Quill, in Binder (ed.), pp. 17–18\n" in text
    assert "> — Marsh and van Dyke, in Binder (ed.), p. [19]\n" in text
    assert "> — Binder (ed.), p. 1; Marsh and van Dyke, in Binder (ed.), p. [19]\n" in text


def test_the_outline_is_that_of_the_reader_whatever_the_notes_hold() -> None:
    noisy = placed(1, passage("Forty leaves"), note="# Mine\n\nAlso mine\n===\n\n---\n\n```\n# code")
    text = to_markdown(export_of(noisy, placed(2, passage("We read"))), MarkdownOptions(with_front_matter=False))
    tokens = MarkdownIt("commonmark").parse(text)
    heads = [(t.tag, tokens[n + 1].content) for n, t in enumerate(tokens) if t.type == "heading_open"]
    assert heads == [
        ("h1", 'Paper & Power: A "Reader"'),
        ("h2", "1-1 The Ledger"),
        ("h3", "Missing Leaves"),
        ("h4", "Mine"),
        ("h4", "Also mine"),
        ("h2", "1-2 A Reply"),
    ]


def test_a_partly_lost_annotation_shows_all_its_stored_words() -> None:
    whole = placed(1, passage("Forty leaves"), passage("Who cut"))
    partly = type(whole)(whole.annotation, whole.spans[:1], PlaceState.ORPHAN)
    assert "> Forty leaves […] Who cut" in to_markdown(export_of(partly), MarkdownOptions())


def test_an_export_is_the_same_twice() -> None:
    first, second = (to_markdown(export_of(*EVERY_SORT), MarkdownOptions()) for _ in range(2))
    assert first == second
    assert first.endswith("\n")
