"""Whatever the words are, their Markdown reads back as the same words."""

from __future__ import annotations

import html
import json
import re

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotator.export.escape import escape_heading, escape_line, yaml_string

_MARKS = [
    *"*_`[]<>&#+-|~$\\:=!(){}.^@\"'; 1aAiv0",
    "1. ",
    "(1) ",
    "&amp;",
    "<b>",
    "::: ",
    "a. ",
    "[x](y)",
    "a_b",
    "@k",
    "…",
]
_TRICKY = st.lists(st.sampled_from(_MARKS), max_size=14).map("".join)
_ANY = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
WORDS = (_TRICKY | _ANY).map(lambda text: " ".join(text.split()))


def _plain(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())


@settings(max_examples=600, deadline=None)
@given(WORDS)
@example("<=@`>")
def test_python_markdown_reads_the_words_unchanged(words: str) -> None:
    assert _plain(markdown.markdown(escape_line(words))) == words


@settings(max_examples=600, deadline=None)
@given(WORDS)
def test_commonmark_reads_one_plain_paragraph(words: str) -> None:
    page = MarkdownIt("commonmark").render(escape_line(words))
    assert _plain(page) == words
    assert page.count("<") == (2 if words else 0)


@settings(max_examples=600, deadline=None)
@given(WORDS)
def test_commonmark_reads_one_plain_heading(words: str) -> None:
    page = MarkdownIt("commonmark").render(f"## {escape_heading(words)}")
    assert _plain(page) == words
    assert page.count("<") == 2


@pytest.mark.parametrize(
    "words",
    [
        "R & D, a < b, snake_case, 3 + 4 - 5, x = y",
        "It cost $5, then $10.",
        "On p. 17 (see no. 3): well-known.",
        "“Quoted” – and dashed — words…",
        "1931 was the year. A. Quill wrote it.",
        "ada@harbour.example",
    ],
)
def test_what_is_no_markup_stays_plain(words: str) -> None:
    assert escape_line(words) == words


@pytest.mark.parametrize(
    ("words", "markdown_text"),
    [
        ("1. First", "1\\. First"),
        ("(2) Second", "\\(2\\) Second"),
        ("A) Third", "A\\) Third"),
        ("iv. Fourth", "iv\\. Fourth"),
        ("- dash", "\\- dash"),
        ("# hash", "\\# hash"),
        ("[T]he state", "\\[T]he state"),
        ("a*b_ `c`", "a\\*b\\_ \\`c\\`"),
        ("<em>x</em> &lt;", "&lt;em>x&lt;/em> &amp;lt;"),
        ("H~2~O at x^2^", "H&#126;2&#126;O at x&#94;2&#94;"),
        ("$x$", "&#36;x&#36;"),
        ("::: box", "&#58;:: box"),
        ("| line", "&#124; line"),
        ("see @key", "see &#64;key"),
        ("back\\slash", "back\\\\slash"),
    ],
)
def test_what_is_markup_is_disarmed(words: str, markdown_text: str) -> None:
    assert escape_line(words) == markdown_text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_yaml_strings_are_one_line_and_read_back(text: str) -> None:
    quoted = yaml_string(text)
    assert json.loads(quoted) == text
    assert len(quoted.splitlines()) == 1
