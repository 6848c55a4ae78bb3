from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.importing.samples import blocks, divisions, imported

NOVEL = """A Small Tale

by Ann Author

Chapter 1

It was a dark night, and the wind blew over the moor as
it had always done; a well-
known thing.

She said nothing.

Chapter 2: The Morning

The sun rose.
"""


def test_hard_wrapped_prose_with_chapters() -> None:
    document = imported(NOVEL).document
    assert document.title == "A Small Tale"
    assert document.metadata == {"author": "Ann Author"}
    assert divisions(document) == [
        ("front", None, None, "Ann Author", 1),
        ("chapter", "Chapter 1", None, None, 1),
        ("chapter", "Chapter 2", "The Morning", None, 1),
    ]
    assert ("paragraph", "She said nothing.") in blocks(document)
    assert blocks(document)[3][1].endswith("always done; a well-known thing.")


def test_one_line_a_paragraph() -> None:
    text = "\n".join(f"Paragraph {n} is one long line. " + "It goes on and on. " * (n % 7) for n in range(20))
    assert len(imported(text).document.blocks) == 20


def test_verse_keeps_its_lines() -> None:
    document = imported("Of rain\nOf snow\nAnd of the wind\n\nThen came a\nSecond\nStanza").document
    assert blocks(document)[0] == ("verse", "Of rain\nOf snow\nAnd of the wind")


WORDS = st.text(alphabet=st.sampled_from("abcdeé .,;:?!—-\n\t12“”’()Z"), min_size=1, max_size=400)


@given(WORDS.filter(lambda text: bool(text.strip())))
def test_plain_text_loses_no_letter(text: str) -> None:
    kept = imported(text, "words.txt").document
    if kept.importer.name == "plain-text":
        assert re.sub(r"[\s-]", "", kept.text) == re.sub(r"[\s-]", "", text)
