"""An EPUB's package document: what the book is, which files it has, and in which order they are read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from annotator.errors import UserError
from annotator.importing.archive import Archive, target
from annotator.importing.markup.metadata import isbn_of, people, year_of
from annotator.importing.markup.tags import name_of, text_of
from annotator.importing.safe_xml import parse_xml

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
# Fonts are veiled so that nobody takes them out; the text is free all the same.
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_MARKUP = (
    "application/xhtml+xml",
    "application/x-dtbook+xml",
    "application/xml",
    "image/svg+xml",
    "text/html",
    "text/x-oeb1-document",
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the book: its path in the archive, its media type and its properties (`nav`)."""

    path: str
    media: str
    properties: frozenset[str]
    fallback: str | None


@dataclass(slots=True)
class Package:
    """`spine`: paths in reading order. `nav`, `ncx`: the tables of contents. `others`: markup outside the spine.

    `mended`: the path of the package document where it was damaged.
    """

    title: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    spine: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    mended: str | None = None
    nav: str | None = None
    ncx: str | None = None


def read_package(archive: Archive) -> Package:
    """The package of the book. Raises UserError: `book_without_contents`, `book_protected`, each with `name`."""
    path = _package_path(archive)
    package = Package()
    try:
        root = parse_xml(archive.read(path), archive.name, path)
    except UserError as error:
        if error.code != "part_damaged":
            raise
        root = parse_xml(archive.read(path), archive.name, path, mend=True)
        package.mended = path
    members = _members(root, path)
    if package.mended and not members:
        raise UserError("book_without_contents", name=archive.name)
    _describe(package, root)
    spine = next((part for part in root if name_of(part) == "spine"), None)
    for reference in _references(spine, members):
        member = _readable(members.get(reference), members)
        if member is None or member.path not in archive:
            package.missing.append(member.path if member else reference)
        elif member.media in _MARKUP and member.path not in package.spine and "nav" not in member.properties:
            package.spine.append(member.path)
    for member in members.values():
        if member.path not in archive:
            continue
        if "nav" in member.properties:
            package.nav = package.nav or member.path
        elif member.media == "application/x-dtbncx+xml":
            package.ncx = package.ncx or member.path
        elif member.media == "text/css":
            package.sheets.append(member.path)
        elif member.media in _MARKUP and "svg" not in member.media and member.path not in package.spine:
            package.others.append(member.path)
    _refuse_protected(archive, {*package.spine, *package.others})
    return package


def _package_path(archive: Archive) -> str:
    if _CONTAINER in archive:
        try:
            container = parse_xml(archive.read(_CONTAINER), archive.name, _CONTAINER)
        except UserError as error:
            if error.code != "part_damaged":
                raise
        else:
            for element in container.iter(etree.Element):
                place = target("", element.get("full-path") or "") if name_of(element) == "rootfile" else None
                if place and place[0] in archive:
                    return place[0]
    found = next((path for path in archive.paths if path.lower().endswith(".opf")), None)
    if found is None:
        raise UserError("book_without_contents", name=archive.name)
    return found


def _members(root: etree._Element, base: str) -> dict[str, Member]:
    members = {}
    for element in root.iter(etree.Element):
        place = target(base, element.get("href") or "") if name_of(element) == "item" else None
        if place and place[0] != base:
            properties = frozenset((element.get("properties") or "").split())
            media = (element.get("media-type") or "").split(";")[0].strip().lower()
            members[element.get("id") or place[0]] = Member(place[0], media, properties, element.get("fallback"))
    return members


def _references(spine: etree._Element | None, members: dict[str, Member]) -> Iterator[str]:
    """The ids of the spine; of all markup where there is no spine."""
    found = [] if spine is None else [item.get("idref") or "" for item in spine if name_of(item) == "itemref"]
    yield from found or [key for key, member in members.items() if member.media in _MARKUP]


def _readable(member: Member | None, members: dict[str, Member]) -> Member | None:
    """The member itself, or the markup that stands in for it."""
    seen: set[str] = set()
    while member and member.media not in _MARKUP and member.fallback and member.fallback not in seen:
        seen.add(member.fallback)
        member = members.get(member.fallback)
    return member


def _describe(package: Package, root: etree._Element) -> None:
    """Title and metadata, from Dublin Core and what refines it."""
    refined: dict[tuple[str, str], list[str]] = defaultdict(list)
    for element in root.iter(etree.Element):
        if name_of(element) == "meta" and (element.get("refines") or "").startswith("#"):
            key = ((element.get("refines") or "")[1:], element.get("property") or "")
            refined[key].append(text_of(element))
    titles: list[tuple[str, str]] = []
    authors: list[str] = []
    editors: list[str] = []
    found = package.metadata
    for element in root.iter(etree.Element):
        text = text_of(element)
        name = name_of(element)
        if not text or not str(element.tag).startswith("{http://purl.org/dc/"):
            continue
        identifier = element.get("id") or ""
        if name == "title":
            titles.append((refined.get((identifier, "title-type"), ["main"])[0], text))
        elif name in ("creator", "contributor"):
            said = element.get("{http://www.idpf.org/2007/opf}role")
            roles = {said} if said else set(refined.get((identifier, "role"), ["aut" if name == "creator" else ""]))
            for role, people_of_it in (("aut", authors), ("edt", editors)):
                people_of_it += [text] if role in roles else []
        elif name == "publisher":
            found.setdefault("publisher", text)
        elif name == "language":
            found.setdefault("language", text)
        elif name == "date" and (year := year_of(text)):
            event = element.get("{http://www.idpf.org/2007/opf}event") or "publication"
            if event == "publication":
                found["year"] = found.get("year", year)
        elif name == "identifier" and (isbn := isbn_of(text)):
            found.setdefault("isbn", isbn)
    package.title = next((text for kind, text in titles if kind == "main"), titles[0][1] if titles else None)
    found |= {key: said for key, said in (("author", people(authors)), ("editor", people(editors))) if said}


def _refuse_protected(archive: Archive, texts: set[str]) -> None:
    if _ENCRYPTION not in archive:
        return
    root = parse_xml(archive.read(_ENCRYPTION), archive.name, _ENCRYPTION)
    for block in root.iter(etree.Element):
        if name_of(block) != "encrypteddata":
            continue
        inner = list(block.iter(etree.Element))
        method = next((one.get("Algorithm") for one in inner if name_of(one) == "encryptionmethod"), "")
        places = [target("", one.get("URI") or "") for one in inner if name_of(one) == "cipherreference"]
        if method not in _FONTS and any(place and place[0] in texts for place in places):
            raise UserError("book_protected", name=archive.name)
