"""The preview shows Markdown and lets nothing act."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.export.preview import to_html

_DEAD = frozenset(("script", "img", "iframe", "object", "style", "link", "form", "input", "video", "svg", "base"))


class _Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def _inert(page: str) -> bool:
    return all(
        tag not in _DEAD
        and not any(name.startswith("on") or name in ("style", "src") for name in attributes)
        and re.match(r"#|https?:|mailto:", (attributes.get("href") or "#").lower())
        for tag, attributes in _Tags(page).found
    )


@pytest.mark.parametrize(
    "note",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![a picture](http://tracker.example/x.png)",
        "[a link](javascript:alert(1))",
        "[a link](&#106;avascript:alert(1))",
        "[a link](java\tscript:alert(1))",
        "<javascript:alert(1)>",
        "[ref]\n\n[ref]: data:text/html,x",
        "<div onclick='x'>\n\n*text*\n\n</div>",
        "``` {.x onclick=alert(1)}\ncode\n```",
        "<!-- --><script>alert(1)</script>",
        "<a href='file:///etc/passwd'>x</a>",
    ],
)
def test_nothing_in_a_note_is_active(note: str) -> None:
    assert _inert(to_html(note))


_BITS = st.sampled_from(
    ["<", ">", "script", "img", " src=", "javascript:", "[x](", ")", "!", "&#58;", "<!--", "-->", "\n"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_BITS, max_size=14).map("".join))
def test_nothing_made_of_such_pieces_is_active(note: str) -> None:
    assert _inert(to_html(note))


def test_raw_html_shows_as_it_was_typed() -> None:
    assert "&lt;b&gt;bold&lt;/b&gt;" in to_html("<b>bold</b>")


def test_comments_do_not_show_but_code_does() -> None:
    page = to_html("<!-- annotator:x -->\n\nseen <!-- unseen --> too\n\n`<!-- code -->`\n\n```\n<!-- fenced -->\n```")
    assert "annotator" not in page
    assert "unseen" not in page
    assert "&lt;!-- code --&gt;" in page
    assert "&lt;!-- fenced --&gt;" in page


def test_front_matter_is_a_small_table() -> None:
    page = to_html('---\ntitle: "A <b> \\"title\\""\nannotations: 3\n---\n\n# Title\n')
    assert page.startswith('<table class="front-matter"><tr><th align="left">title</th>')
    assert "<td>A &lt;b&gt; &quot;title&quot;</td>" in page
    assert "<h1>Title</h1>" in page


def test_links_for_a_browser_are_kept_and_tags_are_no_headings() -> None:
    assert '<a href="https://example.org">x</a>' in to_html("[x](https://example.org)")
    assert "<h1>" not in to_html("#tag and words")
