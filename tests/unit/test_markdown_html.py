"""Notes as HTML: Markdown works, and nothing of the person's text gets out of hand."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.markdown_html import note_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("plain\nwords & <", "<p>plain<br>\nwords &amp; &lt;</p>"),
        ("only\nwords", "<p>only<br>words</p>"),
        ("*a* **b**", "<p><em>a</em> <strong>b</strong></p>"),
        ("#legality is the point", "<p>#legality is the point</p>"),
        ("# Heading", "<h1>Heading</h1>"),
        ("Two:\n- a\n- b", "<p>Two:</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        ("![the map](http://x.org/a.png)", "<p><span>the map</span></p>"),
        ("![map][m]\n\n[m]: file:///etc/passwd", "<p><span>map</span></p>"),
        ("[a](https://x.org)", '<p><a href="https://x.org">a</a></p>'),
        ("[a](JavaScript:alert(1))", "<p><span>a</span></p>"),
        ("[a](&#106;avascript:x)", "<p><span>a</span></p>"),
        ("[a](file:///etc/passwd)", "<p><span>a</span></p>"),
    ],
)
def test_markdown_becomes_this(text: str, html: str) -> None:
    assert note_html(text) == html


TAGS = ("<script>", "<img src=x onerror=y>", "</p>", "<!--", "-->", "<?x", "<div>")
SIGNS = ("![a](b)", "[a](javascript:b)", "*", "_", "`", "\n", "\n\n", "    ", "- ", "1. ", "> ", "# ", "&lt;", '"')
MARKUP = st.lists(st.sampled_from((*TAGS, *SIGNS, "\\", "word", "http://x.org/")), max_size=14).map("".join)
KNOWN = {"p", "br", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "a", "span"} | {
    f"h{level}" for level in range(1, 7)
}


@given(MARKUP)
def test_only_known_elements_come_out_and_no_address_but_of_links(text: str) -> None:
    for closing, name, attributes in re.findall(r"<(/?)([^\s>/]*)([^>]*)>", note_html(text)):
        assert name in KNOWN, (closing, name)
        assert re.fullmatch(r'( (href="(https?|mailto):[^"]*"|title="[^"]*"|start="\d+"))*', attributes), attributes


@given(st.text(alphabet="ab .,;’“é\n", max_size=40))
def test_plain_words_take_the_quick_way_and_come_out_as_the_slow_one_would(text: str) -> None:
    def words(html: str) -> str:
        return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).strip()

    assert words(note_html(text)) == words(note_html(text + "\n\n**x**")).removesuffix("x").strip()


def test_markdown_is_imported_with_the_first_markup_and_not_before() -> None:
    program = (
        "import sys; from annotator.ui.markdown_html import note_html; note_html('plain'); "
        "assert 'markdown' not in sys.modules; note_html('*x*'); assert 'markdown' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_lists_are_nested_by_two_spaces() -> None:
    assert note_html("Two:\n- a\n  - b").replace("\n", "") == "<p>Two:</p><ul><li>a<ul><li>b</li></ul></li></ul>"
