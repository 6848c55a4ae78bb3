"""Notes as historians write them (Chicago's): a full one at first, with the original publication, then short ones.

All are lettered strings (`lettering`).
"""

from __future__ import annotations

from annotator.export.cited_words import (
    Pages,
    editors_mark,
    imprint,
    in_full,
    in_quotes,
    in_text,
    joined_parts,
    named,
    named_shortly,
    page_ranges,
    sentence,
)
from annotator.export.lettering import italic, plain_words
from annotator.model.bibliography import Work


def full_note(work: Work, pages: Pages) -> str:
    """`Merle Fainsod, “Terror as a System of Power,” in *Politics in Russia*, ed. Joel Ostrow (…), 17. Originally …`"""
    text = joined_parts([*(_book(work) if work.type == "book" else _piece(work)), ", ".join(page_ranges(pages))])
    return " ".join(filter(None, (sentence(text[:1].upper() + text[1:]), first_published(work))))


def short_note(work: Work, pages: Pages) -> str:
    """`Fainsod, “Terror as a System of Power,” 17.`"""
    who = in_text(work.author or (work.editor if work.type == "book" else ""))
    text = joined_parts([who, named_shortly(work), ", ".join(page_ranges(pages))])
    return sentence(text[:1].upper() + text[1:])


def _book(work: Work) -> list[str]:
    people = in_full(work.author) or (f"{in_full(work.editor)}, {editors_mark(work)}" if work.editor else "")
    by = f", ed. {in_full(work.editor)}" if work.author and work.editor else ""
    return [people, italic(plain_words(work.title)) + by + imprint(work.place, work.publisher, work.year)]


def _piece(work: Work) -> list[str]:
    title = named(work) if work.titled else named(work)[:1].lower() + named(work)[1:]
    container = f"in {italic(plain_words(work.container))}" if work.container else ""
    if work.editor:
        container += f", ed. {in_full(work.editor)}"
    elif work.container_author:
        container += f", by {in_full(work.container_author)}"
    return [in_full(work.author), title, container + imprint(work.place, work.publisher, work.year)]


def first_published(work: Work) -> str:
    """`Originally published in *How Russia is Ruled* (Cambridge: Harvard University Press, 1963), 421–462.`"""
    original = work.original
    if original is None:
        return ""
    title = original.title or ""
    renamed = bool(title) and _bare(title) != _bare(work.title)
    printed = imprint(original.place, original.publisher, original.year)
    if original.container:
        editor = f", ed. {in_full(original.editor)}" if original.editor else ""
        where = f"{italic(plain_words(original.container))}{editor}{printed}"
        where = "as " + joined_parts((in_quotes(title), f"in {where}")) if renamed else f"in {where}"
    else:
        where = f"in {italic(plain_words(title))}{printed}" if renamed else printed.strip()
    return sentence("Originally published " + joined_parts((where, plain_words(original.pages)))) if where else ""


def _bare(title: str) -> str:
    return "".join(c for c in title.casefold() if c.isalnum())
