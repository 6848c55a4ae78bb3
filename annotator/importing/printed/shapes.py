"""What short lines look like: numbers of parts and selections, titles, names of authors."""

from __future__ import annotations

import re

from annotator.importing.languages import BACK, BY, CHAPTER, PART

_SELECTION = re.compile(r"\d{1,3}\s*[-–.]\s*\d{1,3}")
_NUMBER = re.compile(r"\d{1,3}|[IVXLC]{1,7}")
# Three or four dots are an ellipsis, perhaps with a note's marker.
_LEADER = re.compile(r"(?:(?:\s?\.){5,}\s*|[^.\s](?:\s\.){1,2}\s)(?:\d{1,4}|[ivxlc]{1,7})$")
_CAPTION = re.compile(r"(table|figure|fig\.|chart|map|plate|tabelle|abbildung|tableau)\s*[\dIVX]+", re.IGNORECASE)
_PARTICLES = frozenset(re.findall(r"\w+", "de van von der den la le du al bin ibn y da di del ter dos e of"))
_ARTICLES = frozenset(re.findall(r"\w+", "the a an in on for to from as is its his what why how or with by"))
_SMALL = 3


def is_selection_number(text: str) -> bool:
    """`1-2`: part and selection."""
    return bool(_SELECTION.fullmatch(text))


def is_part_number(text: str) -> bool:
    """`2`, `IV`, `Part Two`, `Zweiter Teil`."""
    return bool(_NUMBER.fullmatch(text) or PART.fullmatch(text))


def chapter_number(text: str) -> tuple[str, str] | None:
    """(`Chapter 3`, the rest of the line as its title, perhaps empty), or None."""
    match = CHAPTER.match(text)
    if not match:
        return None
    rest = text[match.end() :].lstrip(" .:–—-")
    return (match.group(), rest) if not rest or looks_like_title(rest) else None


def is_back_matter(text: str) -> bool:
    """`Bibliography`, `Register` and the like."""
    return bool(BACK.fullmatch(text))


def is_contents_entry(text: str) -> bool:
    """`The Long Fog . . . . 14`: a line of a table of contents, dots leading to the page."""
    return bool(_LEADER.search(text[-40:]))


def looks_like_title(text: str) -> bool:
    """Whether a short text begins like a title and has no end mark but `?` or `!`, whatever its capitals."""
    if not text or len(text) > 120 or re.search(r"[.,;:-][”“»]?$|[.?!]\s*\d+$|(\. ?){3}", text):
        return False
    return text.lstrip("“‘\"'(¿¡„«")[:1].isupper() or (text[0].isdigit() and bool(re.search(r"[^\W\d_]{3}", text)))


def is_caption(text: str) -> bool:
    """`Table 3. …`, `Figure 2`: what names a table or a picture."""
    return bool(_CAPTION.match(text))


def is_title(text: str) -> bool:
    """Whether a short text is set like a title: capitals at its weighty words, and no end mark but `?` or `!`."""
    if not text or len(text) > 120 or re.search(r"[.,;:]”?$|[.?!]\s*\d+$", text):
        return False
    words: list[str] = re.findall(r"[^\W\d_][\w’'-]*", text)
    if not words or not (text.lstrip("“‘\"'(¿¡")[:1].isupper() or text[0].isdigit()):
        return False
    weighty = [word for word in words if len(word) > _SMALL] or words
    return sum(word[0].isupper() for word in weighty) >= len(weighty) * 0.6


def is_byline(text: str) -> bool:
    """Whether a short text could be one or several names and nothing else."""
    text = BY.sub("", text, count=1)
    if not 4 <= len(text) <= 90 or re.search(r"[\d:;?!“”()]", text) or (text.endswith(".") and len(text) < 8):
        return False
    names = re.split(r",\s*(?:and\s+|&\s*)?|\s+(?:and|&|with)\s+", text)
    return bool(names[0]) and all(_is_name(name) for name in names if name)


def _is_name(text: str) -> bool:
    words = text.split()
    if text in ("Jr.", "Sr.", "Jr", "Sr", "III", "II"):
        return True
    if not 2 <= len(words) <= 5 or any(word.casefold() in _ARTICLES for word in words):
        return False
    capitals = [word for word in words if word[:1].isupper()]
    others = [word for word in words if not word[:1].isupper()]
    return len(capitals) >= 2 and all(word in _PARTICLES for word in others) and not words[0].islower()
