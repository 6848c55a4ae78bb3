"""HTML files and saved web pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from annotator.errors import UserError
from annotator.files import sha256_of
from annotator.importing.markup.files import Book, MarkupFile, Place
from annotator.importing.markup.metadata import isbn_of, people, year_of
from annotator.importing.markup.reader import Parsed, Progress, read_parsed
from annotator.importing.markup.styles import Styles
from annotator.importing.markup.tags import HEADINGS, ids_of, name_of, text_of, words_of
from annotator.importing.markup.trees import body_of, parse_html, parse_markup
from annotator.importing.titles import title_from
from annotator.model.report import Imported

_AROUND = words_of("navigation banner contentinfo search complementary menu menubar toolbar")
_MOST = 0.6
_DEEPEST_INDENT = 3
_FRAMES = ("header", "footer", "aside")
_KEYS = {
    "author": ("citation_author", "dc.creator", "dcterms.creator", "author", "article:author"),
    "publisher": ("citation_publisher", "dc.publisher", "dcterms.publisher"),
    "date": ("citation_publication_date", "citation_date", "dc.date", "dcterms.issued", "dcterms.date", "date",
             "article:published_time"),
    "isbn": ("citation_isbn", "dc.identifier", "dcterms.identifier"),
    "title": ("citation_title", "dc.title", "dcterms.title", "og:title"),
}  # fmt: skip
_SITE = re.compile(r"\s+[|–—·]\s+[^|–—·]{1,60}$|\s+[-:]{1,2}\s+[^-:|]{1,40}$")


def read_html(data: bytes, name: str, title: str | None, tell: Progress) -> Imported:
    """The Document of an HTML file. Raises UserError: `part_too_big`, `page_without_text`, each with `name`."""
    root = _parsed(data, name)
    if root is None:
        raise UserError("page_without_text", name=name)
    body = body_of(root)
    sheets = [element.text or "" for element in root.iter(etree.Element) if name_of(element) == "style"]
    ids = {identifier for element in body.iter(etree.Element) for identifier in ids_of(element)}
    book = Book([MarkupFile("", body, Styles(sheets), is_whole=True)], lambda _, reference: _inside(reference, ids))
    described = _described(root)
    found = title or _title(root, body, described) or title_from(name)
    parsed = Parsed(
        book,
        left_out=dict(_around(body)),
        indents=frozenset(_indents(body)),
        title=found,
        metadata=_metadata(root, described),
    )
    imported = read_parsed(parsed, sha256_of(data), tell)
    if not imported.document.blocks:
        raise UserError("page_without_text", name=name)
    return imported


def _parsed(data: bytes, name: str) -> etree._Element | None:
    """XHTML is read as XML where it holds to its rules: an empty `<a id="page_3"/>` would hold all that follows."""
    if b"<?xml" in data[:200] or b"http://www.w3.org/1999/xhtml" in data[:1000]:
        return parse_markup(data, name, name)[0]
    return parse_html(data, name, name)


def _indents(body: etree._Element) -> Iterator[etree._Element]:
    """Quotations by name that hold most of the page, headings and all: old pages set their text in like that."""
    whole = len(text_of(body))
    for element in body.iter(etree.Element):
        if name_of(element) != "blockquote":
            continue
        outer = sum(name_of(above) == "blockquote" for above in element.iterancestors())
        headed = any(name_of(inner) in HEADINGS for inner in element.iter(etree.Element))
        if headed and outer < _DEEPEST_INDENT and len(text_of(element)) > whole * _MOST:
            yield element


def _inside(reference: str, ids: set[str]) -> Place | None:
    """The place in this page that a link leads to. Saved pages spell their own address before it."""
    fragment = reference.partition("#")[2].strip()
    return ("", fragment) if fragment in ids else None


def _described(root: etree._Element) -> dict[str, list[str]]:
    """What the page's head says, by name."""
    found: dict[str, list[str]] = {}
    for element in root.iter(etree.Element):
        if name_of(element) == "meta" and (content := (element.get("content") or "").strip()):
            key = (element.get("name") or element.get("property") or "").lower()
            found.setdefault(key, []).append(content)
    return found


def _first(described: dict[str, list[str]], key: str) -> list[str]:
    return next((described[name] for name in _KEYS[key] if name in described), [])


def _metadata(root: etree._Element, described: dict[str, list[str]]) -> dict[str, str]:
    found = {
        "author": people(name for name in _first(described, "author") if "://" not in name),
        "publisher": next(iter(_first(described, "publisher")), None),
        "year": next((year for date in _first(described, "date") if (year := year_of(date))), None),
        "isbn": next((isbn for said in _first(described, "isbn") if (isbn := isbn_of(said))), None),
        "language": root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
    }
    return {key: value for key, value in found.items() if value}


def _title(root: etree._Element, body: etree._Element, described: dict[str, list[str]]) -> str | None:
    """The page's title: without the site's name where the text itself is headed so."""
    said = next(iter(_first(described, "title")), None)
    shown = next((text_of(element) for element in root.iter(etree.Element) if name_of(element) == "title"), "")
    heads = [text for element in body.iter(etree.Element) if name_of(element) == "h1" and (text := text_of(element))]
    if said:
        return said
    if len(heads) == 1:
        head = heads[0].rstrip(".")
        place = shown.casefold().find(head.casefold())
        if not shown or place >= 0:
            return shown[place : place + len(head)] or head
    return _SITE.sub("", shown) or (heads[0] if len(heads) == 1 else None)


def _around(body: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """What stands round the text of a web page, as far as it is marked so."""
    mains = [
        element for element in body.iter(etree.Element) if name_of(element) == "main" or element.get("role") == "main"
    ]
    articles = [element for element in body.iter(etree.Element) if name_of(element) == "article"]
    main = mains[0] if len(mains) == 1 else articles[0] if len(articles) == 1 and not mains else None
    above = set() if main is None else set(main.iterancestors())
    inside = set() if main is None else set(main.iter(etree.Element))
    headed = main is None or any(name_of(element) == "h1" for element in inside)
    for element in body.iter(etree.Element):
        if element in above or element is main:
            continue
        name, role = name_of(element), element.get("role") or ""
        framing = main is not None and element not in inside and (name in _FRAMES)
        holds_title = not headed and any(name_of(inner) == "h1" for inner in element.iter(etree.Element))
        if (name == "nav" or role in _AROUND or framing) and not holds_title:
            yield element, "navigation"
