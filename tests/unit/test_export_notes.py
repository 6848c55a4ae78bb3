"""A note's Markdown is left as written, and nothing of it reaches into what follows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotator.export.notes import settled

_PLAIN = st.sampled_from(
    ["", "text", "*more* words", "#tag", "- item", "1. one", "> q", "***", "    code", "`x`", "a\t|"]
)
_WILD = st.sampled_from(
    [
        "",
        "text",
        "# One",
        "## Two  ",
        "###### six",
        "#tag",
        "---",
        "===",
        "***",
        "- item",
        "- ```",
        "  in item",
        "1. one",
    ]
) | st.sampled_from(
    ["```", "````", "~~~", "``` py", "  ```", "    code", "> quote", "<!-- open", "-->", "<pre>", "<div>", "<?x"]
)
_HEADS = ("h1", "h2", "h3")


def _note(lines: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(lines, min_size=1, max_size=7).map("\n".join).filter(lambda note: bool(note.strip()))


@settings(deadline=None)
@given(_note(_PLAIN))
def test_plain_notes_are_as_written(note: str) -> None:
    assert settled(note, 3) == note.strip("\n")


@settings(max_examples=1500, deadline=None)
@given(_note(_WILD))
def test_what_follows_a_note_stands_by_itself(note: str) -> None:
    page = f"**Role**\n\n{settled(note, 3)}\n\n<!-- next -->\n\n> quotation\n\n## Next\n"
    top = [token for token in MarkdownIt("commonmark").parse(page) if token.level == 0]
    assert [token.type for token in top[-5:]] == [
        "html_block",
        "blockquote_open",
        "blockquote_close",
        "heading_open",
        "heading_close",
    ]
    assert top[-5].content.strip() == "<!-- next -->"
    assert not [token.tag for token in top[:-2] if token.type == "heading_open" and token.tag in _HEADS]


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("# Idea\n\ntext\n\n## Part", "#### Idea\n\ntext\n\n##### Part"),
        ("##### Deep\n\n# Shallow", "###### Deep\n\n#### Shallow"),
        ("#### Deep enough", "#### Deep enough"),
        ("Idea\n====\n\nMore\n---", "#### Idea\n\n##### More"),
        ("```\n# a comment in code", "```\n# a comment in code\n```"),
        ("~~~~\n```\n~~~", "~~~~\n```\n~~~\n~~~~"),
        ("see <!-- this\n\n<!-- and this", "see <!-- this\n\n<!-- and this\n-->"),
        ("- item\n  ```\n  code", "- item\n  ```\n  code"),
        ("---\nnot: metadata\n\nafter", "---\n\nnot: metadata\n\nafter"),
        ("\n\ntext\r\nnext\n\n", "text\nnext"),
        ("    indented", "    indented"),
    ],
)
def test_notes_with_structure(note: str, shown: str) -> None:
    assert settled(note, 3) == shown
