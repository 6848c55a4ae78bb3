"""A selection's source line read into its parts, as far as punctuation tells them: text has lost its italics.

Serves the common forms of notes and bibliographies (Chicago, MLA, and what anthologies make of them). What can't be
told stays None; a person corrects it, and the line itself is always kept whole.
"""

from __future__ import annotations

import re

from annotator.model.citation import EN_DASH, Source

_LEAD = re.compile(
    r"(?:(?:Re)?printed (?:\w+ )*from|Excerpted from|Adapted from|Sources?|From|Quellen?|Aus|Tiré de|Fuentes?|Fonte)"
    r"\s*:?\s+",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“(?P<a>[^”]+)”|\"(?P<b>[^\"]+)\"|„(?P<c>[^“”]+)[“”]|«\s*(?P<d>[^»]+?)\s*»")
_SPAN = r"[\divxlc]+\s*[-–—]\s*[\divxlc]+"
_PAGES = re.compile(rf"[,.;:]?\s*(?:\bpp?\.|\bpages?\b|\bS\.)\s*(?P<pages>{_SPAN}|\d+)", re.IGNORECASE)
_BARE_PAGES = re.compile(r"[,.;:]\s*(?P<pages>\d+\s*[-–—]\s*\d+)\.?\s*$")
_YEAR = re.compile(r"(?<![\d–—-])(?:1[5-9]|20)\d\d(?![\d–—-])")
_IMPRINT = re.compile(r"\s*[\[(](?:(?P<place>[^():\[\]]+):\s*)?(?P<publisher>[^()\[\]]*?),?\s*(?P<year>\d{4})[\])]")
_EDITED = re.compile(
    r",?\s*\(?(?:edited by|ed\. by|eds?\. by|hg\. von|sous la direction de)\s+(?P<names>[^,.(]+)", re.I
)
_EDITOR_FIRST = re.compile(r"^(?P<names>[^“\"(]{3,80}?),?\s*\(?\b(?:eds?\.|editors?|Hg\.|Hrsg\.)\)?,?\s+(?=\S)")
_HOUSE = re.compile(
    r"\b(Press|Presses|Publish\w*|Books|Verlag|Éditions|Editions|Editorial|House|University|Sons|Company|Co\.|Inc\."
    r"|Ltd|Izdat\w*|Routledge|Longman|Penguin|Macmillan|Blackwell|Springer|Suhrkamp|Gallimard)"
)
_COPYRIGHT = re.compile(r"\s*(?:Copyright\b|©|Reprinted (?:by|with)\b|Used (?:by|with) permission|All rights).*$", re.I)


def parse_source(line: str) -> Source:
    """The parts of a source line, with or without the word `Source:` before it."""
    text = _LEAD.sub("", line.strip(), count=1) if _LEAD.match(line.strip()) else line.strip()
    rest = _COPYRIGHT.sub("", text)
    pages, rest = _take_pages(rest)
    year, place, publisher, rest = _take_imprint(rest)
    quoted = _QUOTED.search(rest)
    if quoted:
        title = next(part for part in quoted.groups() if part)
        author, rest = rest[: quoted.start()], rest[quoted.end() :]
        editor, rest = _take_editor(re.sub(r"^[\s,.;:]*(?:in:?|aus|dans|en)?\s+", "", rest, flags=re.IGNORECASE))
        container, house = _split_house(rest)
    else:
        author, _, rest = rest.partition(", ")
        editor, rest = _take_editor(rest)
        container = None
        found, house = _split_house(rest)
        title = found or ""
    return Source(
        text=text,
        author=_clean(re.sub(r"^by\s+", "", author, flags=re.IGNORECASE)),
        title=_clean(title),
        container=_clean(container),
        editor=_clean(editor),
        place=_clean(place),
        publisher=_clean(publisher or house),
        year=year,
        pages=pages,
    )


def _take_pages(text: str) -> tuple[str | None, str]:
    """The pages, and the text without them."""
    found = list(_PAGES.finditer(text)) or list(_BARE_PAGES.finditer(text))
    if not found:
        return None, text
    match = found[-1]
    pages = re.sub(r"\s*[-–—]\s*", EN_DASH, match["pages"])
    return pages, text[: match.start()] + text[match.end() :]


def _take_imprint(text: str) -> tuple[str | None, str | None, str | None, str]:
    """(year, place, publisher, the text without them), from `(Place: Publisher, 1992)` or a year on its own."""
    imprint = next((match for match in reversed(list(_IMPRINT.finditer(text)))), None)
    if imprint:
        return imprint["year"], imprint["place"], imprint["publisher"], text[: imprint.start()] + text[imprint.end() :]
    years = list(_YEAR.finditer(text))
    if not years:
        return None, None, None, text
    match = years[-1]
    return match.group(), None, None, text[: match.start()].rstrip(" ,(") + text[match.end() :].lstrip(")")


def _take_editor(text: str) -> tuple[str | None, str]:
    match = _EDITED.search(text)
    if match:
        return match["names"], text[: match.start()] + text[match.end() :]
    match = _EDITOR_FIRST.match(text)
    return (match["names"], text[match.end() :]) if match else (None, text)


def _split_house(text: str) -> tuple[str | None, str | None]:
    """(what the work stands in, its publisher): the last segment that names a publishing house parts them."""
    for separator in (r"\.\s+", r",\s+"):
        parts = [part for part in re.split(separator, text.strip(" .,;")) if part]
        if len(parts) > 1 and (_HOUSE.search(parts[-1]) or separator == r"\.\s+"):
            joint = ". " if separator == r"\.\s+" else ", "
            house = parts[-1].rpartition(": ")[2]
            return joint.join(parts[:-1]), house
    return text.strip(" .,;") or None, None


def _clean(text: str | None) -> str | None:
    return (text or "").strip(" .,;:()") or None
