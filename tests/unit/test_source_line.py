"""Source lines of the usual forms, read into their parts."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.source_line import parse_source

LINES = {
    "Source: Ada Reed, “The Long Road,” Soviet Roads, 1917-1991. Harrow University Press, 1992. 1-11.": {
        "author": "Ada Reed",
        "title": "The Long Road",
        "container": "Soviet Roads, 1917-1991",
        "publisher": "Harrow University Press",
        "year": "1992",
        "pages": "1–11",
    },
    "Ada Reed and Bo Lind, “A Title: And a Sequel,” in Cy Moss, ed., The Book (York: Quay Press, 1980), pp. 42–63.": {
        "author": "Ada Reed and Bo Lind",
        "title": "A Title: And a Sequel",
        "editor": "Cy Moss",
        "container": "The Book",
        "place": "York",
        "publisher": "Quay Press",
        "year": "1980",
        "pages": "42–63",
    },
    "From Ada Reed, The Book (New York: Quay Press, 1980), pp. xii–xv. Copyright © 1981 by Ada Reed.": {
        "author": "Ada Reed",
        "title": "The Book",
        "place": "New York",
        "publisher": "Quay Press",
        "year": "1980",
        "pages": "xii–xv",
    },
    "Reprinted from Ada Reed, “One Thing.” The Book, edited by Cy Moss, Quay Books, 1999, pp. 3–9.": {
        "author": "Ada Reed",
        "title": "One Thing",
        "editor": "Cy Moss",
        "container": "The Book",
        "publisher": "Quay Books",
        "year": "1999",
        "pages": "3–9",
    },
    "Quelle: Ada Reed, „Der Weg“, in: Das Buch (Berlin: Quay Verlag, 1980), S. 3–9.": {
        "author": "Ada Reed",
        "title": "Der Weg",
        "container": "Das Buch",
        "place": "Berlin",
        "publisher": "Quay Verlag",
        "year": "1980",
        "pages": "3–9",
    },
    "Ada Reed, “How It Is,” How It Is Ruled. Quay Press, 1963. 4-9.": {
        "author": "Ada Reed",
        "title": "How It Is",
        "container": "How It Is Ruled",
        "publisher": "Quay Press",
        "year": "1963",
        "pages": "4–9",
    },
    "Compiled by the author.": {"author": "Compiled by the author"},
}


@pytest.mark.parametrize("line", LINES)
def test_the_usual_forms(line: str) -> None:
    found = {key: value for key, value in asdict(parse_source(line)).items() if value and key != "text"}
    assert found == LINES[line]


@given(st.text(alphabet='Ab ,.;:“”"()–-1932pvxed', max_size=80))
def test_any_line_is_kept_whole(line: str) -> None:
    found = parse_source(line)
    assert found.text in line
    assert all(value is None or value.strip() for value in asdict(found).values() if value != found.text)
