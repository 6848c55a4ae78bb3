"""Two notes in one file may have footnotes and links of the same names, and each keeps its own."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotator.export.labels import with_own_labels

ONE, TWO = "0123abcd-0000-4000-8000-000000000000", "4567cdef-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("Why?[^1]\n\n[^1]: Because.", "Why?[^1-0123abcd]\n\n[^1-0123abcd]: Because."),
        ("Why?[^1](a)\n\n[^1]: Because.", "Why?[^1-0123abcd](a)\n\n[^1-0123abcd]: Because."),
        ("> Why?[^a]\n>\n> [^a]: So.", "> Why?[^a-0123abcd]\n>\n> [^a-0123abcd]: So."),
        ("See [here][L].\n\n[l]: http://a.example", "See [here][L-0123abcd].\n\n[l-0123abcd]: http://a.example"),
        ("See [here].\n\n[Here]: a.html", "See [here][here-0123abcd].\n\n[Here-0123abcd]: a.html"),
        ("See [here][] now.\n\n[here]: a.html", "See [here][here-0123abcd] now.\n\n[here-0123abcd]: a.html"),
        ("![seal][s]\n\n[s]: seal.png", "![seal][s-0123abcd]\n\n[s-0123abcd]: seal.png"),
    ],
)
def test_a_notes_own_labels_get_its_name(note: str, told: str) -> None:
    assert with_own_labels(note, ONE) == told


@pytest.mark.parametrize(
    "note",
    [
        "[^1] without an end, and [a link](b.html)",
        "[here](a.html) and [x]: not at a line's beginning",
        "```\n[l]: http://a.example\n```\n[l]",
        "`[l]: a`",
        "    [l]: in code\n\nand [l]",
        "[a] and [^a]",
        "\\[l]: escaped, [l]",
    ],
)
def test_all_else_stays(note: str) -> None:
    assert with_own_labels(note, ONE) == note


def test_code_between_keeps_its_brackets() -> None:
    note = "a[^1] `b[^1]`\n\n```\nc[^1]\n```\n\n[^1]: d"
    assert with_own_labels(note, ONE) == "a[^1-0123abcd] `b[^1]`\n\n```\nc[^1]\n```\n\n[^1-0123abcd]: d"


_LINES = [
    "[l]",
    "[a][l]",
    "[l][]",
    "[a](b)",
    "![l]",
    "`[l]`",
    "word",
    "",
    "- [l]",
    "> [l]",
    "    [l]",
    "[x]",
    "**[l]**",
]


@given(st.lists(st.sampled_from(_LINES), max_size=6), st.booleans())
def test_a_link_leads_where_it_led(lines: list[str], first: bool) -> None:
    definition = "[l]: http://a.example"
    note = "\n".join([definition, "", *lines] if first else [*lines, "", definition])
    parser = MarkdownIt("commonmark")
    assert parser.render(with_own_labels(note, ONE)) == parser.render(note)


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc isn't installed")
def test_pandoc_reads_every_footnote_and_link() -> None:
    notes = [
        with_own_labels(f"see[^1] and [link][l]\n\n[^1]: FOOT-{name}\n\n[l]: http://{name}.example", key)
        for name, key in (("one", ONE), ("two", TWO))
    ]
    command = ["pandoc", "-f", "markdown", "-t", "html"]
    done = subprocess.run(command, input="\n\n".join(notes), capture_output=True, text=True, check=True)
    assert not done.stderr
    assert all(words in done.stdout for words in ("FOOT-one", "FOOT-two", "http://one.example", "http://two.example"))
