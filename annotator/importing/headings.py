"""What the words of a heading say: its number, and whether it is a part, notes, front or back matter."""

from __future__ import annotations

import re
from typing import NamedTuple

from annotator.importing.languages import BACK, FRONT, INTRODUCTION, NOTES, PART
from annotator.importing.printed.shapes import chapter_number, is_selection_number

_ROMAN = r"[IVXLCDM]{1,7}"
_NAMED = re.compile(rf"(?P<number>{PART.pattern})(?:\s*[.:–—-]+\s*(?P<title>\S.*)|\s+(?P<more>\S.*))?", re.IGNORECASE)
# A bare number needs a point or a bracket: "1917 The Revolution" is all title.
_NUMBERED = re.compile(rf"(\d{{1,3}}(?:[.\-–]\d{{1,3}})+\.?|\d{{1,3}}[.)]|{_ROMAN}\.|§\s*\d{{1,4}}\.?)\s+(?=\S)(.+)")
_BARE = re.compile(rf"\d{{1,3}}\.?|{_ROMAN}\.?")


class Heading(NamedTuple):
    """A heading's number as printed (`Chapter 3`, `2.1`), or None, and its title, perhaps empty."""

    number: str | None
    title: str
    is_part: bool = False
    is_chapter: bool = False


def read_heading(text: str, number: str = "") -> Heading:
    """The number and the title in a heading's words; `number` is the one they begin with, where it is known."""
    if number and text.startswith(number):
        alone = read_heading(number)
        return alone._replace(number=number.rstrip(".):"), title=text[len(number) :].strip())
    part = _NAMED.fullmatch(text)
    # "Part of the Way" is a title; without a colon the words after the number must look like one of their own.
    if part and (part["more"] is None or part["more"][:1].isupper()):
        return Heading(part["number"], part["title"] or part["more"] or "", is_part=True)
    chapter = chapter_number(text)
    if chapter:
        return Heading(chapter[0], chapter[1], is_chapter=True)
    numbered = _NUMBERED.fullmatch(text)
    if numbered:
        return Heading(numbered[1].rstrip(".)"), numbered[2])
    if _BARE.fullmatch(text) or is_selection_number(text):
        return Heading(text.rstrip("."), "")
    return Heading(None, text)


def is_notes_heading(text: str) -> bool:
    """`Notes`, `Anmerkungen` and the like."""
    return bool(NOTES.fullmatch(text.rstrip(".:")))


def is_front_matter(text: str) -> bool:
    """`Preface`, `Contents` and the like."""
    return bool(FRONT.fullmatch(text))


def is_introduction(text: str) -> bool:
    """`Introduction` and the like."""
    return bool(INTRODUCTION.fullmatch(text))


def is_end_matter(text: str) -> bool:
    """`Bibliography`, `Index` and the like, in several languages."""
    return bool(BACK.fullmatch(text))
