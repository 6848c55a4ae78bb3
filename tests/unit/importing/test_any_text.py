"""Whatever comes in, a sound Document comes out, or a word to the person."""

from __future__ import annotations

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.importing import import_bytes
from annotator.importing.checking import check_document

_SNIPPETS = [
    *("# Title", "## Below", "> quoted:", "[^1]", "[^1]: note", "- item", "|a|b|", "|--|--|", "```", "---", "==="),
    *(
        "Notes",
        "1. Foo",
        "2. Bar",
        "\f",
        "Chapter 1",
        "Part Two",
        "1-2",
        "2",
        "Source: A Book, ",
        "Latvia 12 13",
        "xii",
    ),
    *(
        "3    a book",
        "4    a book",
        "An Author    5",
        "It was so.1",
        "a line of words that goes on and on for long ",
        "as follows:",
    ),
    *(
        ". . . and then . . . ",
        "Do n",
        "ot ",
        "co",
        "py",
        "Copyright © 2001 by X",
        "coun-",
        "terpart",
        "e\u0301ﬁ\u00ad",
        "*a*",
        "**b",
    ),
    *(
        "An Author",
        "A Title of Some Words",
        "—",
        "“",
        "",
        "",
        " ",
        "Table 1. Things",
        "a  1",
        "b  2",
        "c  3",
        "&#0;",
        "&NewLine;",
    ),
]
_LINES = st.lists(
    st.tuples(st.sampled_from(["", "", "", " ", "  ", "\f"]), st.sampled_from(_SNIPPETS) | st.text(max_size=20)),
    max_size=60,
)
_NAMES = st.sampled_from(["x.txt", "x.md", "", "ä"])


@settings(max_examples=300, deadline=None)
@given(_LINES, st.sampled_from(["\n", "\n\n", " \n"]), _NAMES)
def test_any_mixture_of_lines(lines: list[tuple[str, str]], between: str, name: str) -> None:
    text = between.join(lead + words for lead, words in lines)
    with contextlib.suppress(UserError):
        document = import_bytes(text.encode("utf-8", "replace"), name).document
        check_document(document)
        assert document.text
        assert document.title


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), _NAMES)
def test_any_bytes(data: bytes, name: str) -> None:
    with contextlib.suppress(UserError):
        check_document(import_bytes(data, name).document)
