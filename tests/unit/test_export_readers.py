"""Other programs read every export without loss: CommonMark's reader and pandoc, whatever a note holds."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from annotator.export.living.lines import split
from annotator.export.living.merge import merge
from annotator.export.living.pieces import base_of
from annotator.export.markdown import MarkdownOptions, page_of, to_markdown
from annotator.export.web_page import to_web_page
from annotator.model.annotation import Placed
from tests.pandoc import pandoc
from tests.unit.export_samples import PRESETS, export_of, passage, placed, preset

MARK = "<!-- annotator:00000000-0000-4000-8000-000000000002 -->"
NASTY = (
    "```\nfenced alpha\n\n" + MARK + "\n```\nafter alpha",
    "~~~~ text\nnever closed beta",
    "# Heading gamma\n\nUnder it\n====\n\nmore gamma",
    "- list delta\n  - inner\n\n    ```\n    code delta\n    ```\n- last",
    "Text epsilon --> and <!-- hidden\n\nstill epsilon",
    "<div>\n\nhtml *zeta*\n\n</div>",
    "Foot[^1] eta\n\n[^1]: The note eta",
    MARK + "\n\ntheta is no excerpt",
    "<!-- annotator:export 22222222-2222-4222-8222-222222222222 x -->\n\niota",
    "---\nkappa: yes\n---\n\nkappa",
    "| a | b |\n|---|---|\n| lambda | c |",
    "    indented mu\n\n> quoted mu",
    "<script>\nnu\n",
    "Ends with a backslash xi\\",
    "$$ omicron $$ and @omicron and ~~omicron~~",
    "* pi\r\n* pi two\r\n",
)
WORDS = tuple(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi".split()  # noqa: SIM905
)


def annotations() -> list[Placed]:
    """Each nasty note on a passage of its own."""
    passages = ["Forty leaves", "Who cut them", "We read", "These pages", "The part opens", "A ledger is"]
    return [
        placed(number + 1, passage(passages[number % len(passages)]), note=note, tags=("x",))
        for number, note in enumerate(NASTY)
    ]


def exported(key: str) -> str:
    return to_markdown(export_of(*annotations()), MarkdownOptions(preset=key), preset(key))


def count(text: str, word: str) -> int:
    return len(re.findall(rf"\b{word}\b", text))


WANTED = {word: sum(count(note, word) for note in NASTY) for word in WORDS}


@pytest.mark.parametrize("key", PRESETS)
def test_commonmark_reads_every_word(key: str) -> None:
    page = MarkdownIt("commonmark").render(exported(key))
    assert {word: count(page, word) for word in WORDS if count(page, word) < WANTED[word]} == {}


@pytest.mark.parametrize("key", PRESETS)
@pytest.mark.parametrize("form", ["markdown", "commonmark_x+yaml_metadata_block"])
def test_pandoc_reads_every_word(key: str, form: str) -> None:
    tree = pandoc("-f", form, "-t", "json", text=exported(key))
    told = json.dumps(json.loads(tree)["blocks"], ensure_ascii=False).replace("\\n", " ")
    lost = {word for word in WORDS if count(told, word) < WANTED[word]}
    assert lost == set()


@pytest.mark.parametrize("key", PRESETS)
def test_no_note_is_taken_for_a_piece_of_the_file(key: str) -> None:
    page = page_of([export_of(*annotations())], MarkdownOptions(preset=key), preset(key))
    text, base = page.text(), base_of(page)
    marks = [line for line in text.split("\n") if line.startswith("<!-- annotator:")]
    outside = [line for line in marks if line == MARK]
    assert len(outside) <= 2, "the second excerpt's, and the one in code"
    changed = [replace(p, text=p.text.replace("alpha", "ALPHA")) for p in page.pieces]
    done = merge(split(text + "\nMine.\n"), [base], replace(page, pieces=changed))
    assert done.text == text.replace("alpha", "ALPHA") + "\nMine.\n" and not done.conflicts
    assert merge(done.lines, [done.base], replace(page, pieces=changed)).text == done.text


def test_a_web_page_has_every_word_and_runs_none() -> None:
    bare = MarkdownOptions(with_front_matter=False, with_ids=False)
    page = to_web_page(to_markdown(export_of(*annotations()), bare, preset()), "A <b> title", "id")
    assert "<title>A &lt;b&gt; title</title>" in page and "<script" not in page and "<div>" not in page
    assert {word for word in WORDS if not count(page, word)} <= {"iota"}
