"""A citation of pages in one of the styles that a person may choose, in Markdown.

`STYLES` is the one table of them. There are two kinds of work and four styles, so that their sentences stand here
plainly. citeproc-py makes the same author-date citations of a CSL style, but takes 0.9 ms for each, where an export of
10,000 annotations has two seconds for all, and puts full stops outside quotation marks. What a journal asks for is made
of our BibTeX or CSL-JSON by pandoc, Zotero or LaTeX, which know all styles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotator.export.cited_words import (
    Pages,
    editors_mark,
    in_text,
    named,
    named_shortly,
    page_mark,
    page_ranges,
    page_words,
)
from annotator.export.full_notes import full_note, short_note
from annotator.export.lettering import as_markdown, as_plain, bracketed, italic, plain_words
from annotator.model.bibliography import Work
from annotator.model.citation import EN_DASH

READING, AUTHOR_DATE, NOTE, PANDOC = "reading", "author-date", "note", "pandoc"


@dataclass(frozen=True, slots=True)
class Style:
    """One way to cite. `is_note`: what it makes is the text of a foot- or endnote, a sentence of its own."""

    key: str
    name: str
    example: str
    is_note: bool = False


STYLES = {
    style.key: style
    for style in (
        Style(READING, "Reading", "Fainsod, in Ostrow (ed.), p. 17"),
        Style(AUTHOR_DATE, "Author and date", "(Fainsod 1963, 17)"),
        Style(NOTE, "Notes", "Merle Fainsod, “Terror as a System of Power,” in …, 17.", is_note=True),
        Style(PANDOC, "Pandoc", "[@fainsod1963terror, p. 17]"),
    )
}


class Cited(NamedTuple):
    """A work and its pages that are cited (none: the whole of it).

    `again`: it was cited before, which shortens a note. `piece` (lettered): the words around don't name the piece, so
    that `reading` says this of it.
    """

    work: Work
    pages: Pages = ()
    again: bool = False
    piece: str = ""


def cite(work: Work, pages: Pages, style: str = READING) -> str:
    """One citation, in Markdown. Raises KeyError where there is no such style."""
    return cite_each([Cited(work, pages)], style)


def cite_each(cited: Sequence[Cited], style: str = READING) -> str:
    """Several works as one citation, in Markdown: `(Fainsod 1963, 17; Bialer 1980, 60)`. Raises KeyError."""
    if style == PANDOC:
        return f"[{'; '.join(map(_pandoc, cited))}]"
    return as_markdown(lettered(cited, style))


def lettered(cited: Sequence[Cited], style: str) -> str:
    """Several works as one citation, for any form that `lettering` knows; pandoc's keys are the same in all of them."""
    match STYLES[style].key:
        case "author-date":
            return f"({'; '.join(map(_author_date, cited))})"
        case "note":
            return " ".join((short_note if one.again else full_note)(one.work, one.pages) for one in cited)
        case "pandoc":
            return f"[{'; '.join(map(_pandoc, cited))}]"
        case _:
            return "; ".join(map(_reading, cited))


def _reading(cited: Cited) -> str:
    work = cited.work
    author, editor, book_author = map(in_text, (work.author, work.editor, work.container_author))
    by = f"{editor} ({editors_mark(work)})" if editor else ""
    if work.type == "book":
        parts = [author or by or italic(plain_words(work.title)), cited.piece]
    elif author and author == editor:
        parts = [by, cited.piece]
    elif by or (book_author and book_author != author):
        parts = [author or named(work), cited.piece if author else "", f"in {by or book_author}"]
    else:
        parts = [
            author or cited.piece or named(work) or italic(plain_words(work.container)),
            cited.piece if author else "",
        ]
    return ", ".join(filter(None, (*parts, page_words(cited.pages))))


def _author_date(cited: Cited) -> str:
    """With the year of the first publication in brackets where the book's own is known, as Chicago has reprints."""
    work = cited.work
    who = in_text(work.author or (work.editor if work.type == "book" else "")) or named_shortly(work)
    first = (work.original and work.original.year) or ""
    if first and work.year and first != work.year:
        when = f" {bracketed(plain_words(first))} {plain_words(work.year)}"
    else:
        when = f" {plain_words(first or work.year)}" if first or work.year else ", n.d."
    return ", ".join((who + when, *page_ranges(cited.pages)))


def _pandoc(cited: Cited) -> str:
    """`@fainsod1963terror, p. 17`; what pandoc wouldn't take for a page goes into braces. Brackets would end it."""
    key = cited.work.citekey
    key = f"@{key}" if _KEY.fullmatch(key) else f"@{{{key}}}"
    ranges = [_BRACKETS.sub("", as_plain(one)) for one in page_ranges(cited.pages)]
    if not ranges:
        return key
    locator = f"{page_mark(ranges)} {', '.join(ranges)}"
    told = all(_NUMBER.fullmatch(label) for one in ranges for label in one.split(EN_DASH))
    return f"{key}, {locator}" if told else f"{key}, {{{locator}}}"


_BRACKETS = re.compile(r"[\[\]{}\\]")
_KEY = re.compile(r"\w(?:[\w:.#$%&+?<>~/-]*\w)?")
_NUMBER = re.compile(r"\d+|[ivxlcdm]+", re.IGNORECASE)
