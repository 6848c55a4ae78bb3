"""A book's own tables of contents and of pages: EPUB 3's navigation document, EPUB 2's NCX."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from annotator.importing.archive import target
from annotator.importing.markup.files import Place
from annotator.importing.markup.pieces import TocEntry
from annotator.importing.markup.tags import name_of, text_of, types_of

_MAX_DEPTH = 20


@dataclass(slots=True)
class Contents:
    """`entries`: what leads where, in order. `pages`: labels of printed pages and where they begin."""

    entries: list[tuple[TocEntry, Place]] = field(default_factory=list)
    pages: list[tuple[str, Place]] = field(default_factory=list)


def read_nav(root: etree._Element, path: str) -> Contents:
    """The contents of a navigation document at `path`."""
    contents = Contents()
    for nav in root.iter(etree.Element):
        if name_of(nav) != "nav":
            continue
        types = types_of(nav)
        for link in nav.iter(etree.Element):
            place = target(path, link.get("href") or "") if name_of(link) == "a" and link.get("href") else None
            words = text_of(link) if place else ""
            if not place or not words:
                continue
            if "page-list" in types or "pagelist" in types:
                contents.pages.append((words, place))
            elif "toc" in types:
                depth = sum(name_of(above) == "li" for above in link.iterancestors())
                contents.entries.append((TocEntry(words, min(max(depth, 1), _MAX_DEPTH)), place))
    return contents


def read_ncx(root: etree._Element, path: str) -> Contents:
    """The contents of an NCX at `path`."""
    contents = Contents()
    for point in root.iter(etree.Element):
        name = name_of(point)
        if name not in ("navpoint", "pagetarget"):
            continue
        label = next((text_of(child) for child in point if name_of(child) == "navlabel"), "")
        source = next((child.get("src") for child in point if name_of(child) == "content"), None)
        place = target(path, source) if source else None
        words = label or (point.get("value") or "" if name == "pagetarget" else "")
        if not place or not words:
            continue
        if name == "pagetarget":
            contents.pages.append((words, place))
        else:
            depth = 1 + sum(name_of(above) == "navpoint" for above in point.iterancestors())
            contents.entries.append((TocEntry(words, min(depth, _MAX_DEPTH)), place))
    return contents
