"""Works as a BibTeX file, which BibLaTeX, pandoc and Zotero read as well.

Titles stand in two pairs of braces, so that no style takes the capitals off Russia or Stalin; a name whose parts BibTeX
would guess wrongly stands in braces, too. What only BibLaTeX and pandoc know (`origdate`) is skipped by BibTeX.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotator.export.full_notes import first_published
from annotator.export.lettering import as_tex, plain_words
from annotator.export.tex import escape_tex
from annotator.model.bibliography import Work
from annotator.model.citation import EN_DASH
from annotator.model.names import Name, names_in


def to_bibtex(works: Iterable[Work], *, head: Iterable[str] = ()) -> str:
    """An entry for each work, in the order given; lines of `head` stand above them as comments."""
    comment = "".join(f"% {plain_words(line).replace('@', '(at)')}\n" for line in head)
    return "\n".join([*([comment] if comment else []), *map(_entry, works)])


def _entry(work: Work) -> str:
    kind = "book" if work.type == "book" else "incollection"
    lines = [f"  {name} = {{{value}}},\n" for name, value in _fields(work) if value]
    return f"@{kind}{{{work.citekey},\n{''.join(lines)}}}\n"


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    original = work.original
    yield "author", _names(work.author)
    yield "title", _title(work.title)
    if work.type == "chapter":
        yield "booktitle", _title(work.container)
        yield "bookauthor", _names(work.container_author)
    yield "editor", _names(work.editor)
    yield "publisher", _title(work.publisher)
    yield "address", escape_tex(plain_words(work.place))
    yield "year", escape_tex(plain_words(work.year or (original.year if original else None)))
    if work.type == "chapter":
        yield "pages", escape_tex(plain_words(work.pages)).replace(EN_DASH, "--")
    if original is not None:
        yield "origdate", escape_tex(plain_words(original.year)) if work.year else ""
        yield "origtitle", _title(original.container or original.title)
        yield "origpublisher", _title(original.publisher)
        yield "origlocation", escape_tex(plain_words(original.place))
        yield "note", as_tex(first_published(work)).rstrip(".").replace(EN_DASH, "--")
    people = (*names_in(work.author), *names_in(work.editor))
    yield "options", "useprefix=true" if any(name.particle for name in people) else ""


def _title(title: str | None) -> str:
    words = escape_tex(plain_words(title))
    return f"{{{words}}}" if words else ""


def _names(people: str) -> str:
    return " and ".join(map(_name, names_in(people)))


def _name(name: Name) -> str:
    if name.literal or not name.given:
        return f"{{{escape_tex(plain_words(name.cited))}}}" if name.literal or " " in name.cited else _part(name.family)
    last = " ".join(filter(None, (escape_tex(plain_words(name.particle)), _part(name.family))))
    return ", ".join(filter(None, (last, _part(name.suffix), _part(name.given))))


def _part(words: str) -> str:
    """A part of a name, in braces where a comma, or a word without a capital, would take it apart."""
    text = escape_tex(plain_words(words))
    odd = "," in text or not all(word[0].isupper() for word in text.split())
    return f"{{{text}}}" if odd else text
